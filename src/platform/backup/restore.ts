/** Puts a backup back into an empty database: everything is checked before anything is written, and one transaction writes it. */
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import { recordEntry } from '../audit.ts'
import { setAsideRoots, type RootsSetAside } from '../audit/roots-file.ts'
import type { Clock } from '../clock.ts'
import { connect, type Connection, type Tx } from '../database.ts'
import type { Restored } from '../module.ts'
import { applyWithin, migrate, readMigrations, type Migration, type MigrationRefusal } from '../postgres/migrate.ts'
import type { Key } from '../vault/envelope.ts'
import { judgeHeader, judgeTarget, type BackupRefusal, type Header, type TableLine } from './format.ts'
import { readBackup, type Reader } from './read.ts'
import * as store from './store.ts'

export type Place = {
  readonly connection: Connection
  readonly master: Key
  readonly migrationsFolder: string
  /** Where the seals of the audit log are remembered outside the database. */
  readonly rootsFile: string
  readonly clock: Clock
}

export type Orders = {
  readonly from: string
  readonly by: Actor
  /** What the modules end, by name of the module. */
  readonly modules: readonly { readonly name: string; readonly restored: Restored }[]
}

export type PutBack = {
  readonly madeAt: string
  readonly tables: number
  readonly rows: number
  /** What was ended, by `module.what`. */
  readonly ended: Readonly<Record<string, number>>
  readonly roots: RootsSetAside
}

/** By this name the audit log remembers that a backup was put back. */
export const restoreAct = 'platform.restore-backup'

/**
 * Restores a backup.
 *
 * Refuses before the first write: a file that is cut short, changed, foreign or of a newer version, another master key
 * than the backup's, a database in which something was done already or that somebody else has open. A kill at any
 * moment leaves a database that is still empty. What is loaded has the shape of the backup and is brought up to date in
 * the same transaction, so that what works once is ended by the modules as they are now.
 */
export const restoreBackup = async (
  place: Place,
  orders: Orders,
): Promise<Result<PutBack, BackupRefusal | MigrationRefusal>> => {
  const known = readMigrations(place.migrationsFolder)
  if (!known.ok) return known
  const judge = (header: Header): BackupRefusal | null =>
    judgeHeader(header, { masterKey: place.master.id, known: known.value })
  const reader = { master: place.master, judge, table: async () => {}, rows: async () => {} }
  const checked = await readBackup(orders.from, reader)
  if (!checked.ok) return checked
  const { header } = checked.value
  const refusal = await inOne(place.connection, async tx => judgeTarget(header, await store.targetAsItIs(tx)))
  if (refusal !== null) return refuse(refusal)
  const migrated = await migrate(place.connection, place.migrationsFolder, header.migrations.at(-1)?.name)
  return migrated.ok ? loadInto(place, orders, { checking: reader, known: known.value }) : migrated
}

const inOne = async <Value>(connection: Connection, work: (tx: Tx) => Promise<Value>): Promise<Value> => {
  const database = connect(connection, { writers: 1 })
  try {
    return await database.transact(work)
  } finally {
    await database.end()
  }
}

/** Undoes the transaction by an exception, as the driver demands. */
type Undo = (refusal: BackupRefusal) => never

const loadInto = async (
  place: Place,
  orders: Orders,
  { checking, known }: Pick<Loading, 'checking' | 'known'>,
): Promise<Result<PutBack, BackupRefusal>> => {
  const undone: { refusal: BackupRefusal | null } = { refusal: null }
  const undo: Undo = refusal => {
    undone.refusal = refusal
    throw new Error(refusal.code)
  }
  try {
    return accept(await inOne(place.connection, tx => load(tx, { place, orders, checking, known, undo })))
  } catch (thrown) {
    if (undone.refusal !== null) return refuse(undone.refusal)
    throw thrown
  }
}

type Loading = {
  readonly place: Place
  readonly orders: Orders
  readonly checking: Reader
  /** The migrations of this program. */
  readonly known: readonly Migration[]
  readonly undo: Undo
}

const load = async (tx: Tx, { place, orders, checking, known, undo }: Loading): Promise<PutBack> => {
  await store.takeTurn(tx)
  const target = await store.targetAsItIs(tx)
  const tables = await store.everyTable(tx)
  const setBack = await store.clearTables(tx, tables)
  const judge = (header: Header): BackupRefusal | null => checking.judge(header) ?? judgeTarget(header, target)
  const read = await readBackup(orders.from, { master: place.master, judge, ...writing(tx, tables, undo) })
  if (!read.ok) return undo(read.refusal)
  await setBack()
  const { header, sha256, rows } = read.value
  for (const file of known.slice(header.migrations.length)) await applyWithin(tx, file)
  const now = place.clock.now()
  const ended: Record<string, number> = {}
  for (const { name, restored } of orders.modules)
    for (const [what, count] of Object.entries(await restored(tx, now))) ended[`${name}.${what}`] = count
  const roots = await setAsideRoots(place.rootsFile, header.audit, now)
  const detail = { backupOf: header.createdAt, sha256, rows, ended, roots: roots.was }
  await recordEntry(tx, { at: now, actor: orders.by, channel: 'cli', act: restoreAct, outcome: 'done', persons: [], detail }) // prettier-ignore
  return { madeAt: header.createdAt, tables: read.value.tables, rows, ended, roots }
}

/** Writes what is read into the tables. Numbers once drawn stay drawn even when the transaction is undone: gaps, no more. */
const writing = (tx: Tx, tables: readonly store.Table[], undo: Undo): Pick<Reader, 'table' | 'rows'> => {
  const byName = new Map(tables.map(table => [store.fullName(table), table]))
  let open: store.Table | null = null
  return {
    table: async line => {
      open = byName.get(line.table) ?? null
      if (open === null || !isSame(open, line)) undo({ code: 'backup.does_not_fit', table: line.table })
      await store.goOnAfter(tx, open, line.numbers)
    },
    rows: async lines => {
      if (open !== null) await store.addLines(tx, open, lines)
    },
  }
}

const isSame = ({ columns }: store.Table, line: TableLine): boolean =>
  columns.map(({ name }) => name).join() === line.columns.join()
