/**
 * The default database: a real PostgreSQL, started beside us and stopped with us, that listens only on a socket in
 * our own folder. Several of our processes may share it: whoever comes second joins the first, and starts it again
 * when the first one ends.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { fill, type Bilingual } from '../kernel/bilingual.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { systemClock } from './clock.ts'
import type { Connection } from './database.ts'
import { connectionOf } from './postgres/address.ts'
import { homeIn, madeBy, makeHome, makeSocketFolder, removeLeftovers, type Home } from './postgres/home.ts'
import { isServing, launch, look, type Postmaster, type Sight } from './postgres/postmaster.ts'
import { choosePrivilege, type Machine } from './postgres/privilege.ts'
import { choosePrograms, findPrograms, linkLibraries, programEnvironment, type Programs } from './postgres/programs.ts'
import { errorCode, noWayToRun, type DatabaseRefusal } from './postgres/refusal.ts'
import { databaseSentence, notices } from './postgres/text.ts'

export type Postgres = {
  readonly connection: Connection // stays true when the database is started again
  readonly kind: 'given' | 'started' | 'joined'
  readonly stop: () => Promise<void> // ends what we started; a database that was given or joined goes on
}

export type Wish = {
  readonly dataDir: string
  readonly durable: boolean // false only in tests: a crash of the machine may then lose everything
  readonly onNotice: (notice: Bilingual) => void
  readonly namespaces?: 'allowed' | 'forbidden' // forbidden: as on machines where root may not unshare
  readonly programs?: readonly Programs[] // those of this machine, unless a test chooses
}

const watchMs = 500
const waitMs = 50
const mostRounds = 12_000 // of waitMs: ten minutes, for the recovery of a large database
const firstWords = 10 // rounds; a start beside another one's is usually over by then
const mendAgainMs = 5_000
const oldestServer = 150_000 // server_version_num of PostgreSQL 15.0

/** The database to work with: the one of DATABASE_URL where that is set, else the embedded one. */
export const openPostgres = (
  wish: Wish & { readonly databaseUrl: string | null },
): Promise<Result<Postgres, DatabaseRefusal>> =>
  wish.databaseUrl === null ? startPostgres(wish) : reachServer(wish.databaseUrl, wish.onNotice)

/**
 * Starts the embedded database of a data folder, or joins the one that already runs there.
 *
 * Makes the data folder if there is none. Call it from the main thread: the database ends with the thread.
 */
export const startPostgres = async (wish: Wish): Promise<Result<Postgres, DatabaseRefusal>> => {
  const home = homeIn(wish.dataDir)
  const first = await hold(wish, home)
  return first.ok ? accept(keep(wish, home, first.value)) : first
}

/** How to reach the embedded database that runs in a data folder now; null when none does. */
export const findRunning = async (dataDir: string): Promise<Connection | null> => {
  const home = homeIn(dataDir)
  const made = madeBy(home)
  if (!made.ok || made.value === null) return null
  const sight = await look(home)
  return sight.is === 'answering' ? sight.connection : null
}

type Held = { readonly connection: Connection; readonly pid: number; readonly postmaster: Postmaster | null }

/** Looks, and joins, waits or starts, until somebody's postmaster answers. */
const hold = async (wish: Wish, home: Home): Promise<Result<Held, DatabaseRefusal>> => {
  let postmaster: Postmaster | null = null
  for (let rounds = 0; rounds < mostRounds; rounds += 1) {
    const made = madeBy(home)
    if (!made.ok) return made
    const sight: Sight = made.value === null ? { is: 'absent' } : await look(home)
    if (sight.is === 'locked-out') return refuse({ code: 'database.not_ours', folder: home.folder })
    if (sight.is === 'answering') {
      const { connection, pid } = sight
      const own = postmaster?.pid === pid ? postmaster : null
      if (own === null) wish.onNotice(fill(notices.joined, { folder: home.folder }))
      return accept({ connection, pid, postmaster: own })
    }
    if (sight.is === 'absent') {
      const started = await start(wish, home, made.value)
      if (!started.ok) return started
      postmaster = started.value
      if (postmaster !== null) continue
    }
    if (rounds === firstWords) wish.onNotice(fill(notices.waiting, { folder: home.folder }))
    await pause(waitMs)
  }
  return refuse({ code: 'database.start_failed', folder: home.folder, reason: 'it has not answered for ten minutes' })
}

/** Makes the folder if there is none, and starts a postmaster in it; null when another one was quicker. */
const start = async (
  wish: Wish,
  home: Home,
  made: number | null,
): Promise<Result<Postmaster | null, DatabaseRefusal>> => {
  const found = wish.programs ?? findPrograms()
  const programs = choosePrograms(found, made)
  if (programs === null) {
    const have = found.map(one => one.major).join(', ')
    if (made === null || have === '') return refuse({ code: 'database.not_found' })
    return refuse({ code: 'database.other_version', folder: home.folder, made, have })
  }
  const { bin, major, from, native } = programs
  const libraries = native === null ? null : linkLibraries(native, join(wish.dataDir, 'postgres-libraries'))
  const machine: Machine = {
    root: process.getuid?.() === 0,
    namespaces: wish.namespaces ?? 'allowed',
    environment: programEnvironment(libraries),
  }
  wish.onNotice(fill(notices[from], { version: major, folder: home.folder, bin }))
  removeLeftovers(home, systemClock.now())
  if (made === null) {
    wish.onNotice(fill(notices.making, { folder: home.folder }))
    const making = makeHome({ home, programs, machine, durable: wish.durable })
    if (!making.ok) return making
  }
  const postgres = join(bin, 'postgres')
  const privilege = choosePrivilege(machine, postgres, home.folder)
  if (privilege === null) return refuse(noWayToRun(home.folder))
  const socket = makeSocketFolder(home, privilege.owner)
  if (!socket.ok) return socket
  return launch({
    home,
    command: [...privilege.prefix, postgres],
    environment: machine.environment,
    durable: wish.durable,
  })
}

/** Watches over the postmaster until we stop: when it ends, whoever's it was, we start it again. */
const keep = (wish: Wish, home: Home, first: Held): Postgres => {
  let held = first
  let mending: Promise<void> | null = null
  const leaving = new AbortController()
  const hasGone = (): boolean => held.postmaster?.hasEnded() ?? !isServing(held.pid, home)
  const mend = async (): Promise<void> => {
    const reason = held.postmaster?.lastWords() ?? 'its process ended'
    wish.onNotice(fill(notices.lost, { folder: home.folder, reason }))
    const again = await hold(wish, home)
    if (again.ok) held = again.value
    else await sayAndWait(databaseSentence(again.refusal))
  }
  const sayAndWait = async (sentence: Bilingual): Promise<void> => {
    wish.onNotice(sentence)
    await pause(mendAgainMs, undefined, { ref: false, signal: leaving.signal }).catch(() => undefined)
  }
  const timer = setInterval(() => {
    if (mending === null && hasGone()) mending = mend().finally(() => (mending = null))
  }, watchMs).unref()
  return {
    connection: first.connection,
    kind: first.postmaster === null ? 'joined' : 'started',
    stop: async () => {
      clearInterval(timer)
      leaving.abort()
      await mending
      if (held.postmaster === null) return
      await held.postmaster.stop()
      if (!home.socketFolder.startsWith(home.folder)) rmSync(home.socketFolder, { recursive: true, force: true })
    },
  }
}

/** A database that an operator gave by its address: reached once, new enough, and able to hold Japanese. */
const reachServer = async (url: string, onNotice: Wish['onNotice']): Promise<Result<Postgres, DatabaseRefusal>> => {
  try {
    const connection = connectionOf(url)
    const { number, version, encoding } = await introduce(connection)
    if (number < oldestServer) return refuse({ code: 'database.server_too_old', version })
    if (encoding !== 'UTF8') return refuse({ code: 'database.not_utf8', encoding })
    onNotice(fill(notices.given, { version }))
    return accept({ connection, kind: 'given', stop: async () => undefined })
  } catch (error) {
    return refuse({ code: 'database.unreachable', reason: errorCode(error) || 'no answer' })
  }
}

type Server = { readonly number: number; readonly version: string; readonly encoding: string }

const introduce = async (connection: Connection): Promise<Server> => {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<Server>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
              current_setting('server_encoding') as encoding`,
    )
    return rows[0] ?? { number: 0, version: '?', encoding: '?' }
  } finally {
    await client.end()
  }
}
