/** Writes everything the database holds, as of one moment, into one file. */
import { createHash, type Hash } from 'node:crypto'
import { createWriteStream, existsSync, linkSync, openSync, closeSync, fsyncSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { dirname, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Tx } from '../database.ts'
import { errorCode } from '../postgres/refusal.ts'
import type { System } from '../system.ts'
import { formatVersion, type BackupRefusal, type Header } from './format.ts'
import * as store from './store.ts'

export type Created = {
  readonly path: string
  readonly tables: number
  readonly rows: number
  /** SHA-256 of the text within: a restore checks it, and so may you. */
  readonly sha256: string
  readonly masterKey: string
}

/**
 * Makes a backup beside a running server, which it does not hold up.
 *
 * The file appears under its name only when it is whole; it holds personal data, so only its owner may read it.
 */
export const createBackup = async (system: System, out: string): Promise<Result<Created, BackupRefusal>> => {
  const path = resolve(out)
  if (existsSync(path)) return refuse({ code: 'backup.file_exists', path })
  if (!existsSync(dirname(path))) return refuse({ code: 'backup.folder_missing', path })
  const part = `${path}.part`
  try {
    rmSync(part, { force: true })
    const created = await system.database.transact(tx => write(tx, part, system.clock.now()))
    settle(part, path)
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
  const descriptor = openSync(part, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
  linkSync(part, path)
}

type Out = { readonly gzip: Gzip; readonly whole: Hash; readonly failed: () => Error | null }

const write = async (tx: Tx, part: string, now: Date): Promise<Omit<Created, 'path'>> => {
  await store.seeOneMoment(tx)
  const masterKey = (await store.masterKeyInUse(tx)) ?? '0'.repeat(16)
  const migrations = (await store.migrationsApplied(tx)).map(({ name, checksum }) => ({ name, checksum }))
  const file = createWriteStream(part, { flags: 'wx', mode: 0o600 })
  const gzip = createGzip({ level: 3 })
  let failure: Error | null = null
  const done = finished(gzip.pipe(file)).catch((error: unknown) => {
    failure = error instanceof Error ? error : new Error('the file could not be written')
    gzip.destroy()
  })
  const out: Out = { gzip, whole: createHash('sha256'), failed: () => failure }
  const header: Header = { format: 'sekimori-backup', version: formatVersion, createdAt: now.toISOString(), migrations, masterKey } // prettier-ignore
  await put(out, [JSON.stringify(header)])
  const tables = await store.everyTable(tx)
  let total = 0
  for (const table of tables) total += await writeTable(tx, out, table)
  const sha256 = out.whole.copy().digest('hex')
  await put(out, [JSON.stringify({ whole: sha256, tables: tables.length, rows: total })])
  gzip.end()
  await done
  if (failure !== null) throw failure as Error
  return { tables: tables.length, rows: total, sha256, masterKey }
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
