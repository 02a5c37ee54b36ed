/** Every SQL statement of backup and restore: the database's own catalogue, and rows as texts. */
import pg from 'pg'
import { joinSql, row, rows, run, sql, type Db, type Sql, type Tx } from '../database.ts'
import type { TableLine, Target } from './format.ts'

type Column = { readonly name: string; readonly type: string; readonly numbering: string | null }
export type Table = { readonly schema: string; readonly name: string; readonly columns: readonly Column[] }

export const fullName = ({ schema, name }: Table): string => `${schema}.${name}`

/** A name from the catalogue, quoted as PostgreSQL demands. */
const named = (name: string): Sql => ({ parts: [pg.escapeIdentifier(name)], values: [] })
/** The database's own words about itself: a type or a constraint as it prints them. */
const verbatim = (text: string): Sql => ({ parts: [text], values: [] })
const placeOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>): Sql => sql`${named(schema)}.${named(name)}`

/** All reads of this transaction see one moment, and it writes nothing. */
export const seeOneMoment = async (tx: Tx): Promise<void> => {
  await run(tx, sql`set transaction isolation level repeatable read, read only`)
}

/** Our tables in order of name, without the ledger of migrations, which the header carries. */
export const everyTable = (db: Db | Tx): Promise<readonly Table[]> =>
  rows(
    db,
    sql`select n.nspname as schema, c.relname as name,
               json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'numbering',
                 case when a.attidentity <> '' then pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) end)
                 order by a.attnum) as columns
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'migration')
          and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        group by n.nspname, c.relname order by n.nspname, c.relname`,
  )

export const migrationsApplied = (
  db: Db | Tx,
): Promise<readonly { readonly name: string; readonly checksum: string }[]> =>
  rows(db, sql`select name, checksum from migration.applied order by name`)

/** Names the master key that wraps the vault's keys. */
export const masterKeyInUse = async (db: Db | Tx): Promise<string> => {
  const found = await row<{ id: string }>(
    db,
    sql`select master_id as id from platform.vault_key order by created_at desc limit 1`,
  )
  if (found === null) throw new Error('the vault of this database has no keys: restore platform.vault_key')
  return found.id
}

/** The last number drawn for each numbering column. */
export const numbersOf = async (db: Db | Tx, { columns }: Table): Promise<TableLine['numbers']> => {
  const numbering = columns.filter(column => column.numbering !== null)
  const found = await rows<{ name: string; last: number | null }>(
    db,
    sql`select name, pg_sequence_last_value(sequence::regclass) as last
        from unnest(${numbering.map(({ name }) => name)}::text[], ${numbering.map(each => each.numbering)}::text[])
          as given (name, sequence)`,
  )
  return Object.fromEntries(found.map(({ name, last }) => [name, last]))
}

const rowsAtOnce = 2000

/** Every row as the line of a backup, a few thousand at a time; memory stays flat. */
export async function* linesOf(tx: Tx, table: Table): AsyncGenerator<readonly string[]> {
  const texts = joinSql(
    table.columns.map(({ name }) => sql`${named(name)}::text`),
    sql`, `,
  )
  await run(
    tx,
    sql`declare backup no scroll cursor for select to_json(array[${texts}]::text[])::text as line from ${placeOf(table)}`,
  )
  for (;;) {
    const batch = await rows<{ line: string }>(tx, sql`fetch ${verbatim(String(rowsAtOnce))} from backup`)
    if (batch.length === 0) break
    yield batch.map(({ line }) => line)
  }
  await run(tx, sql`close backup`)
}

/** Puts the rows of a backup into their table, exactly as they were: one array of texts for each column. */
export const addLines = (tx: Tx, table: Table, lines: readonly string[]): Promise<number> => {
  const given = lines.map(line => JSON.parse(line) as readonly (string | null)[])
  const each = (write: (column: Column, place: number) => Sql): Sql => joinSql(table.columns.map(write), sql`, `)
  const letters = (place: number): Sql => verbatim(`c${place}`)
  return run(
    tx,
    sql`insert into ${placeOf(table)} (${each(({ name }) => named(name))}) overriding system value
        select ${each(({ type }, place) => sql`${letters(place)}::${verbatim(type)}`)}
        from unnest(${each((_column, place) => sql`${given.map(texts => texts[place] ?? null)}::text[]`)})
          as given (${each((_column, place) => letters(place))})`,
  )
}

/** From here on new numbers come after those that were drawn before the backup. */
export const goOnAfter = async (tx: Tx, { columns }: Table, numbers: TableLine['numbers']): Promise<void> => {
  for (const { name, numbering } of columns) {
    const last = numbers[name]
    if (numbering !== null && typeof last === 'number')
      await row(tx, sql`select setval(${numbering}::text::regclass, ${last}::bigint)`)
  }
}

/** What stands in the database that shall be restored into; `connections` are those of others. */
export const targetAsItIs = async (tx: Tx): Promise<Target> => {
  const connections = await row<{ count: number }>(
    tx,
    sql`select count(*) as count from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and usesysid is not null`,
  )
  const known = await row<{ applied: boolean; entries: boolean }>(
    tx,
    sql`select to_regclass('migration.applied') is not null as applied,
               to_regclass('platform.audit_entry') is not null as entries`,
  )
  return {
    connections: connections?.count ?? 0,
    applied: known?.applied === true ? (await migrationsApplied(tx)).map(({ name }) => name) : [],
    entries: known?.entries === true ? await entriesWritten(tx) : 0,
  }
}

/** A server or another restore that starts meanwhile waits here until this transaction has ended. */
export const takeTurn = async (tx: Tx): Promise<void> => {
  await row(tx, sql`select single from migration.turn for update`)
}

const entriesWritten = async (tx: Tx): Promise<number> =>
  (await row<{ count: number }>(tx, sql`select count(*) as count from platform.audit_entry`))?.count ?? 0

type Constraint = {
  readonly schema: string
  readonly name: string
  readonly constraint: string
  readonly definition: string
}

/**
 * Empties every table and sets aside what orders or forbids changes: foreign keys, whose tables come in order of name,
 * and our own triggers. Foreign keys are checked over everything when they are put back.
 */
export const clearTables = async (tx: Tx, tables: readonly Table[]): Promise<() => Promise<void>> => {
  const keys = await rows<Constraint>(
    tx,
    sql`select n.nspname as schema, c.relname as name, k.conname as constraint, pg_get_constraintdef(k.oid) as definition
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        where k.contype = 'f' and n.nspname !~ '^pg_' order by 1, 2, 3`,
  )
  for (const table of tables) await run(tx, sql`alter table ${placeOf(table)} disable trigger user`)
  for (const key of keys) await run(tx, sql`alter table ${placeOf(key)} drop constraint ${named(key.constraint)}`)
  await run(tx, sql`truncate ${joinSql(tables.map(placeOf), sql`, `)}`)
  return async () => {
    for (const key of keys)
      await run(
        tx,
        sql`alter table ${placeOf(key)} add constraint ${named(key.constraint)} ${verbatim(key.definition)}`,
      )
    for (const table of tables) await run(tx, sql`alter table ${placeOf(table)} enable trigger user`)
  }
}

/** One-time things of the platform itself: approvals and proposals end, and mail that may have been sent since waits for a person. */
export const endOneTimeThings = async (tx: Tx, now: Date): Promise<Readonly<Record<string, number>>> => ({
  approvals: await run(tx, sql`update platform.approval set spent_at = ${now} where spent_at is null`),
  proposals: await run(
    tx,
    sql`update platform.proposal set state = 'expired', settled_at = ${now} where state = 'proposed'`,
  ),
  mails: await run(
    tx,
    sql`update platform.mail set failed_at = ${now}, last_error = 'restored', leased_until = null
        where sent_at is null and failed_at is null`,
  ),
})
