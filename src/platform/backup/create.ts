/** Writes everything the database holds, as of one moment, into one file. */
import { createHash, type Hash } from 'node:crypto'
import { closeSync, createWriteStream, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import { recordEntry } from '../audit.ts'
import { lastSeal } from '../audit/store.ts'
import type { Tx } from '../database.ts'
import { errorCode } from '../postgres/refusal.ts'
import { randomToken } from '../random.ts'
import type { System } from '../system.ts'
import type { Key } from '../vault/envelope.ts'
import { formatVersion, note, type BackupRefusal, type Header } from './format.ts'
import { macOf } from './key.ts'
import * as store from './store.ts'

/** By this name the audit log remembers that a backup was made. */
export const createAct = 'platform.create-backup'

export type Created = {
  readonly path: string
  readonly tables: number
  readonly rows: number
  /** SHA-256 of the text within, in hexadecimal: a restore checks it, and so may you. */
  readonly sha256: string
  /** Names the master key that a restore will need. */
  readonly masterKey: string
}

export type Order = { readonly out: string; readonly master: Key; readonly by: Actor }

/**
 * Makes a backup beside a running server, which it does not hold up.
 *
 * The file appears under its name only when it is whole and on the disk; it holds personal data, so only its owner may
 * read it. A file that is there is never overwritten.
 */
export const createBackup = async (
  system: System,
  { out, master, by }: Order,
): Promise<Result<Created, BackupRefusal>> => {
  const path = resolve(out)
  if (existsSync(path)) return refuse({ code: 'backup.file_exists', path })
  if (!existsSync(dirname(path))) return refuse({ code: 'backup.folder_missing', path })
  const part = `${path}.${randomToken(48)}.part`
  try {
    const now = system.clock.now()
    const created = await system.database.transact(tx => write(tx, part, { master, now }))
    settle(part, path)
    const { tables, rows, sha256 } = created
    const entry = { at: now, actor: by, channel: 'cli', act: createAct, outcome: 'done', persons: [] } as const
    await system.database.transact(tx => recordEntry(tx, { ...entry, detail: { tables, rows, sha256 } }))
    return accept({ path, ...created })
  } catch (error) {
    const refusal = refusalOf(error, path)
    if (refusal === null) throw error
    return refuse(refusal)
  } finally {
    rmSync(part, { force: true })
  }
}

const refusalOf = (error: unknown, path: string): BackupRefusal | null => {
  const code = errorCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'backup.disk_full', path }
  if (code === 'EEXIST') return { code: 'backup.file_exists', path }
  return ['EACCES', 'EPERM', 'EROFS'].includes(code) ? { code: 'backup.not_writable', path } : null
}

/** On the disk, and under its name; a file that appeared there meanwhile is not overwritten. */
const settle = (part: string, path: string): void => {
  forceToDisk(part)
  try {
    linkSync(part, path)
  } catch (error) {
    const isWithoutLinks = ['EPERM', 'ENOTSUP', 'ENOSYS'].includes(errorCode(error))
    if (!isWithoutLinks || existsSync(path)) throw error
    renameSync(part, path)
  }
  forceToDisk(dirname(path))
}

const forceToDisk = (path: string): void => {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** What was written so far; the digest is over every line. */
type Tally = { readonly whole: Hash; tables: number; rows: number; sha256: string }

const write = async (
  tx: Tx,
  part: string,
  { master, now }: { readonly master: Key; readonly now: Date },
): Promise<Omit<Created, 'path'>> => {
  await store.seeOneMoment(tx)
  const header = await headerOf(tx, now)
  if (header.masterKey !== master.id) throw new Error(`the vault was locked with ${header.masterKey}: restore that key`)
  rmSync(part, { force: true }) // of a transaction that the database asked to begin anew
  const tally: Tally = { whole: createHash('sha256'), tables: 0, rows: 0, sha256: '' }
  await pipeline(
    Readable.from(texts(tx, header, { master, tally }), { objectMode: false, highWaterMark: 1_000_000 }),
    createGzip({ level: 3 }),
    createWriteStream(part, { flags: 'wx', mode: 0o600 }),
  )
  const { tables, rows, sha256 } = tally
  return { tables, rows, sha256, masterKey: master.id }
}

/** The whole file as text, piece by piece, as fast as the disk takes it. */
async function* texts(
  tx: Tx,
  header: Header,
  { master, tally }: { readonly master: Key; readonly tally: Tally },
): AsyncGenerator<string> {
  const counted = (lines: readonly string[]): string => {
    const text = `${lines.join('\n')}\n`
    tally.whole.update(text)
    return text
  }
  yield counted([JSON.stringify(header)])
  for (const table of await store.everyTable(tx)) {
    tally.tables += 1
    for await (const lines of tableLines(tx, table, tally)) yield counted(lines)
  }
  const digest = tally.whole.copy().digest()
  tally.sha256 = digest.toString('hex')
  const { tables, rows, sha256 } = tally
  yield counted([JSON.stringify({ whole: sha256, mac: macOf(master, digest).toString('hex'), tables, rows })])
}

async function* tableLines(tx: Tx, table: store.Table, tally: Tally): AsyncGenerator<readonly string[]> {
  const name = store.fullName(table)
  const columns = table.columns.map(column => column.name)
  yield [JSON.stringify({ table: name, columns, numbers: await store.numbersOf(tx, table) })]
  const digest = createHash('sha256')
  let rows = 0
  for await (const lines of store.linesOf(tx, table)) {
    rows += lines.length
    digest.update(`${lines.join('\n')}\n`)
    yield lines
  }
  tally.rows += rows
  yield [JSON.stringify({ end: name, rows, sha256: digest.digest('hex') })]
}

const headerOf = async (tx: Tx, now: Date): Promise<Header> => {
  const seal = await lastSeal(tx)
  return {
    format: 'sekimori-backup',
    version: formatVersion,
    note,
    createdAt: now.toISOString(),
    migrations: [...(await store.migrationsApplied(tx))],
    masterKey: await store.masterKeyInUse(tx),
    audit: seal === null ? null : { seal: seal.number, chain: seal.chain.toString('base64') },
  }
}
