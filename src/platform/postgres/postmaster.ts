/** One postmaster: seeing whether it runs, starting it, stopping it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync, statfsSync } from 'node:fs'
import { Socket } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Connection } from '../database.ts'
import { database, isAlive, port, user, type Home } from './home.ts'
import { causeIn, errorCode, explainFailure, isTaken, type DatabaseRefusal } from './refusal.ts'

/** What a start finds in the folder. */
export type Sight =
  | { readonly is: 'absent' } // nothing runs, or what ran was killed and PostgreSQL will recover
  | { readonly is: 'busy' } // starting or stopping
  | { readonly is: 'answering'; readonly pid: number; readonly connection: Connection }
  | { readonly is: 'locked-out'; readonly reason: string } // it runs but does not take our password

export type PidFile = { readonly pid: number; readonly ready: boolean }

const pollMs = 10

/**
 * Reads postmaster.pid: the process number on its first line, its state on the eighth. Null while half-written.
 *
 * @source PostgreSQL documentation, "Database File Layout"; src/include/utils/pidfile.h names the lines
 */
export const parsePidFile = (text: string): PidFile | null => {
  const lines = text.split('\n')
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : null
}

/** How to reach the embedded database, by its socket. */
export const connectionTo = (home: Home): Connection => ({
  host: home.socketFolder,
  port,
  user,
  password: readFileSync(home.passwordFile, 'utf8').trim(),
  database,
})

/** Looks whether somebody's postmaster serves this folder. */
export const look = async (home: Home): Promise<Sight> => {
  const file = readPidFile(home)
  if (file === null) return { is: 'absent' }
  if (!file.ready) return isServing(file.pid, home) ? { is: 'busy' } : clear(home, file.pid)
  const connection = connectionTo(home)
  const client = new pg.Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await makeDatabase(client)
    await client.end()
    return { is: 'answering', pid: file.pid, connection }
  } catch (error) {
    const code = errorCode(error)
    if (code.startsWith('28')) return { is: 'locked-out', reason: code }
    if (code === '53300') return { is: 'answering', pid: file.pid, connection }
    return isServing(file.pid, home) ? { is: 'busy' } : clear(home, file.pid)
  }
}

export type Launch = {
  readonly home: Home
  readonly command: readonly string[] // as whom, and the program postgres
  readonly environment: Readonly<Record<string, string>>
  readonly durable: boolean
}

/** A postmaster that we started. */
export type Postmaster = {
  readonly pid: number
  readonly hasEnded: () => boolean
  readonly lastWords: () => string // why it ended, as far as it said
  readonly stop: () => Promise<void>
}

/** Starts a postmaster and waits until it takes connections; null when another one was quicker. */
export const launch = async (wish: Launch): Promise<Result<Postmaster | null, DatabaseRefusal>> => {
  const [program = '', ...prefix] = wish.command
  const child = spawn(program, [...prefix, ...settings(wish)], {
    env: wish.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // Ctrl-C in the terminal is for us; we then stop it in order
  })
  let output = ''
  let failed = false
  child.stderr.setEncoding('utf8').on('data', (words: string) => (output = (output + words).slice(-8_000)))
  child.once('error', error => {
    failed = true
    output += `error: ${error.message}`
  })
  const hasEnded = (): boolean => failed || child.exitCode !== null || child.signalCode !== null
  while (!hasEnded()) {
    const file = readPidFile(wish.home)
    if (file !== null && file.pid === child.pid && file.ready) {
      child.unref()
      if (child.stderr instanceof Socket) child.stderr.unref()
      output = ''
      return accept({ pid: file.pid, hasEnded, lastWords: () => causeIn(output), stop: () => stop(child, hasEnded) })
    }
    await pause(pollMs)
  }
  if (isTaken(output)) return accept(null)
  const { bavail, bsize } = statfsSync(wish.home.folder)
  if (bavail * bsize < 1_000_000) return refuse({ code: 'database.disk_full', folder: wish.home.folder })
  return refuse(explainFailure(output, wish.home.folder))
}

/** Whether this process serves this folder. One that got the number of a dead postmaster does not, nor does a zombie. */
export const isServing = (pid: number, home: Home): boolean => isAlive(pid) && isPostmaster(pid, home)

/**
 * Others who work in it get a second to finish; then their transactions are rolled back and everything acknowledged
 * is written.
 */
const stop = async (child: ChildProcess, hasEnded: () => boolean): Promise<void> => {
  for (const { signal, waitMs } of farewells) {
    if (hasEnded()) return
    child.kill(signal)
    for (let waited = 0; waited < waitMs && !hasEnded(); waited += pollMs) await pause(pollMs)
  }
}

/** PostgreSQL's smart, fast and immediate shutdown, and how long each may take. */
const farewells = [
  { signal: 'SIGTERM', waitMs: 1_000 },
  { signal: 'SIGINT', waitMs: 15_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
] as const

const settings = ({ home, durable }: Launch): readonly string[] => {
  const values: Readonly<Record<string, string>> = {
    listen_addresses: '',
    port: String(port),
    unix_socket_directories: home.socketFolder,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'log', // not the errors of statements: their words may hold personal data
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    max_connections: '200',
    ...(durable ? { shared_buffers: `${sharedMegabytes()}MB`, max_wal_size: '2GB' } : {}),
    random_page_cost: '1.1', // disks without arms: else a chunk of people is looked for by reading a table whole
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...(hasRoomToShare() ? {} : { max_parallel_workers_per_gather: '0' }),
  }
  return ['-D', home.cluster, ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/**
 * An eighth of the machine's memory, within bounds: PostgreSQL's own 128 MB hold the indexes of some 20,000 people, and a first
 * import of more would spend its time writing pages out and reading them in again.
 */
const sharedMegabytes = (): number => {
  const allowed = process.constrainedMemory() // of a container; 0 where nothing limits it
  const memory = allowed === 0 ? totalmem() : Math.min(totalmem(), allowed)
  return Math.min(1024, Math.max(128, Math.floor(memory / 8 / 1024 ** 2)))
}

/** Containers often have 64 MB of shared memory, too little for parallel plans. */
const hasRoomToShare = (): boolean => {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 256_000_000
  } catch {
    return false
  }
}

const makeDatabase = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
  if (rowCount !== 0) return
  try {
    await client.query(`create database ${database}`)
  } catch (error) {
    if (!['42P04', '23505'].includes(errorCode(error))) throw error
  }
}

const readPidFile = (home: Home): PidFile | null => {
  try {
    return parsePidFile(readFileSync(join(home.cluster, 'postmaster.pid'), 'utf8'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** A postmaster works in its cluster's folder; another process that got the number of a dead one does not. */
const isPostmaster = (pid: number, home: Home): boolean => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(home.cluster)
  } catch (error) {
    return process.platform !== 'linux' || errorCode(error) === 'EACCES'
  }
}

/**
 * Removes the traces of a killed postmaster whose number now belongs to another living process: PostgreSQL would
 * take that one for a postmaster and not start. Traces of a number that nobody has it removes itself.
 */
const clear = (home: Home, pid: number): Sight => {
  if (isAlive(pid) && readPidFile(home)?.pid === pid)
    for (const path of [
      join(home.cluster, 'postmaster.pid'),
      join(home.socketFolder, `.s.PGSQL.${port}.lock`),
      join(home.socketFolder, `.s.PGSQL.${port}`),
    ])
      rmSync(path, { force: true })
  return { is: 'absent' }
}
