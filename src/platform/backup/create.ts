/** Writes everything the database holds, as of one moment, into one file. */
import { createHash, type Hash } from 'node:crypto'
import { closeSync, createWriteStream, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { dirname, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'
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

type Out = { readonly gzip: Gzip; readonly whole: Hash; readonly failed: () => Error | null }

const write = async (
  tx: Tx,
  part: string,
  { master, now }: { readonly master: Key; readonly now: Date },
): Promise<Omit<Created, 'path'>> => {
  await store.seeOneMoment(tx)
  const header = await headerOf(tx, now)
  if (header.masterKey !== master.id) throw new Error(`the vault was locked with ${header.masterKey}: restore that key`)
  rmSync(part, { force: true })
  const file = createWriteStream(part, { flags: 'wx', mode: 0o600 })
  const gzip = createGzip({ level: 3 })
  let failure: Error | null = null
  const done = finished(gzip.pipe(file)).catch((error: unknown) => {
    failure = error instanceof Error ? error : new Error(String(error))
    gzip.destroy()
  })
  const out: Out = { gzip, whole: createHash('sha256'), failed: () => failure }
  await put(out, [JSON.stringify(header)])
  const tables = await store.everyTable(tx)
  let rows = 0
  for (const table of tables) rows += await writeTable(tx, out, table)
  const digest = out.whole.copy().digest()
  const sha256 = digest.toString('hex')
  const mac = macOf(master, digest).toString('hex')
  await put(out, [JSON.stringify({ whole: sha256, mac, tables: tables.length, rows })])
  gzip.end()
  await done
  if (failure !== null) throw failure as Error
  return { tables: tables.length, rows, sha256, masterKey: master.id }
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

const writeTable = async (tx: Tx, out: Out, table: store.Table): Promise<number> => {
  const name = store.fullName(table)
  const columns = table.columns.map(column => column.name)
  await put(out, [JSON.stringify({ table: name, columns, numbers: await store.numbersOf(tx, table) })])
  const digest = createHash('sha256')
  let rows = 0
  for await (const lines of store.linesOf(tx, table)) {
    rows += lines.length
    digest.update(`${lines.join('\n')}\n`)
    await put(out, lines)
  }
  await put(out, [JSON.stringify({ end: name, rows, sha256: digest.digest('hex') })])
  return rows
}

const put = async ({ gzip, whole, failed }: Out, lines: readonly string[]): Promise<void> => {
  const text = `${lines.join('\n')}\n`
  whole.update(text)
  const failure = failed()
  if (failure !== null) throw failure
  if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), once(gzip, 'close')])
}
