/**
 * Brings a database to the shape this version of Sekimori needs: `migrations/NNNN_name.sql`, in order, each once.
 *
 * Each file is one transaction that holds the row of `migration.turn`, so that several starting servers take turns and
 * a killed one leaves nothing half-done. Files are forward only; one that was applied never changes again.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Connection, Tx } from '../database.ts'
import { errorCode } from './refusal.ts'

export type Migration = { readonly name: string; readonly checksum: string; readonly sql: string }
export type AppliedMigration = { readonly name: string; readonly checksum: string }

export type MigrationRefusal =
  | { readonly code: 'migration.misnamed'; readonly name: string }
  | { readonly code: 'migration.changed'; readonly name: string }
  | { readonly code: 'migration.out_of_order'; readonly name: string; readonly after: string }
  | { readonly code: 'migration.failed'; readonly name: string; readonly reason: string }
  | { readonly code: 'database.too_new'; readonly name: string }
  | { readonly code: 'database.foreign'; readonly table: string }

// prettier-ignore
export const migrationRefusals = {
  'migration.misnamed': { ja: 'ファイル migrations/{name} の名前が規則（NNNN_name.sql、番号は一度だけ）に合いません。名前を直してください。', en: 'The file migrations/{name} is not named by the rule (NNNN_name.sql, each number once): rename it.' },
  'migration.changed': { ja: '適用済みの migrations/{name} が変更されています。元に戻し、変更は新しい番号のファイルに書いてください。', en: 'migrations/{name} was changed after it was applied: restore it, and write the change in a file of a new number.' },
  'migration.out_of_order': { ja: 'migrations/{name} は適用済みの {after} より前の番号です。{after} より後の番号に変えてください。', en: 'migrations/{name} comes before {after}, which is already applied: give it a number after that.' },
  'migration.failed': { ja: 'migrations/{name} を適用できませんでした（{reason}）。データベースは適用前のままです。理由を取り除いてから、もう一度始めてください。', en: 'migrations/{name} could not be applied ({reason}); the database is as it was before it: remove the cause and start again.' },
  'database.too_new': { ja: 'このデータベースは、より新しい版の Sekimori（{name}）のものです。その版以降の Sekimori で起動してください。', en: 'This database belongs to a newer Sekimori (it knows {name}): start that version or a later one.' },
  'database.foreign': { ja: 'このデータベースには Sekimori のものでない表（{table}）があります。DATABASE_URL に空のデータベースを指定してください。', en: 'This database holds a table that is not Sekimori’s ({table}): let DATABASE_URL name an empty database.' },
} as const satisfies Record<MigrationRefusal['code'], Bilingual>

/** The one sentence that tells a person why the database was not brought up to date, and what to do. */
export const migrationSentence = (refusal: MigrationRefusal): Bilingual =>
  fill(migrationRefusals[refusal.code], Object.fromEntries(Object.entries(refusal)))

/**
 * Applies what is missing.
 *
 * @param folder the folder of the numbered files
 * @param last the file after which to stop; the last one there is unless said
 * @returns the names of the files applied by this call, in order
 */
export const migrate = async (
  connection: Connection,
  folder: string,
  last?: string,
): Promise<Result<readonly string[], MigrationRefusal>> => {
  const read = readMigrations(folder)
  if (!read.ok) return read
  const files = read.value.filter(({ name }) => last === undefined || name <= last)
  const client = new pg.Client(connection)
  client.on('error', () => undefined) // the query in progress reports it
  await client.connect()
  try {
    const prepared = await prepare(client)
    if (!prepared.ok) return prepared
    const names: string[] = []
    for (;;) {
      const step = await applyNext(client, files)
      if (!step.ok) return step
      if (step.value === null) return accept(names)
      names.push(step.value)
    }
  } finally {
    await client.end()
  }
}

/** What to apply next: a file, nothing, or a refusal. Pure. */
export const planMigration = (
  files: readonly Migration[],
  applied: readonly AppliedMigration[],
): Result<Migration | null, MigrationRefusal> => {
  const known = new Map(files.map(file => [file.name, file]))
  const unknown = applied.find(({ name }) => !known.has(name))
  if (unknown !== undefined) return refuse({ code: 'database.too_new', name: unknown.name })
  const changed = applied.find(({ name, checksum }) => known.get(name)?.checksum !== checksum)
  if (changed !== undefined) return refuse({ code: 'migration.changed', name: changed.name })
  const done = new Set(applied.map(({ name }) => name))
  const next = files.find(({ name }) => !done.has(name)) ?? null
  const last = applied.at(-1)?.name
  if (next !== null && last !== undefined && next.name < last)
    return refuse({ code: 'migration.out_of_order', name: next.name, after: last })
  return accept(next)
}

/** Reads the numbered files, in order. Line ends do not count for the checksum. */
export const readMigrations = (folder: string): Result<readonly Migration[], MigrationRefusal> => {
  const names = namesIn(folder)
  const misnamed = names.find(
    (name, index) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name) || names[index - 1]?.slice(0, 4) === name.slice(0, 4),
  )
  if (misnamed !== undefined) return refuse({ code: 'migration.misnamed', name: misnamed })
  return accept(
    names.map(name => {
      const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
      return { name, checksum: createHash('sha256').update(sql).digest('hex'), sql }
    }),
  )
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.sql'))
      .sort()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

const ledger = `
create schema if not exists migration;
create table if not exists migration.turn (
  single boolean primary key default true check (single)
);
create table if not exists migration.applied (
  name       text primary key check (name ~ '^[0-9]{4}_[a-z0-9_]+\\.sql$'),
  checksum   text not null check (checksum ~ '^[0-9a-f]{64}$'),
  applied_at timestamptz not null default now()
);
insert into migration.turn default values on conflict do nothing;
comment on schema migration is 'Which numbered files of migrations/ this database has been given.';
comment on table migration.turn is 'One row; whoever holds its lock may apply the next file.';
comment on column migration.turn.single is 'Always true: there is one row.';
comment on table migration.applied is 'The files applied so far; a file that was applied never changes again.';
comment on column migration.applied.name is 'The file''s name, NNNN_name.sql.';
comment on column migration.applied.checksum is 'SHA-256 of its text, in hexadecimal.';
comment on column migration.applied.applied_at is 'When it was applied.';
`
/** What two servers that start on an empty database at the same moment may meet: one of them tries again. */
const collisions = ['23505', '40001', '40P01', '42710', '42P06', '42P07', 'XX000']
const mostCollisions = 20

/** One statement, so that it sees one moment: another server may be making the ledger just now. */
const whose = `
select coalesce(bool_or(n.nspname = 'migration' and c.relname = 'applied'), false) as ours,
       min(n.nspname || '.' || c.relname) filter (where n.nspname <> 'migration') as "table"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`

/** Makes the ledger of applied files in an empty database; refuses a database of somebody else. */
const prepare = async (client: pg.Client): Promise<Result<null, MigrationRefusal>> => {
  for (let attempt = 1; ; attempt += 1) {
    const { rows } = await client.query<{ ours: boolean; table: string | null }>(whose)
    if (rows[0]?.ours === true) return accept(null)
    const table = rows[0]?.table ?? null
    if (table !== null) return refuse({ code: 'database.foreign', table })
    try {
      await client.query(`begin; ${ledger} commit`)
    } catch (error) {
      await client.query('rollback')
      if (attempt === mostCollisions || !collisions.includes(errorCode(error))) throw error
    }
  }
}

/** Applies the next file in one transaction; answers its name, or null when nothing is left. */
const applyNext = async (
  client: pg.Client,
  files: readonly Migration[],
): Promise<Result<string | null, MigrationRefusal>> => {
  await client.query('begin')
  await client.query('select from migration.turn for update')
  const { rows } = await client.query<AppliedMigration>('select name, checksum from migration.applied order by name')
  const plan = planMigration(files, rows)
  if (!plan.ok || plan.value === null) {
    await client.query('rollback')
    return plan.ok ? accept(null) : plan
  }
  const { name, checksum, sql } = plan.value
  try {
    await client.query(sql)
    await client.query('insert into migration.applied (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
    return accept(name)
  } catch (error) {
    if (errorCode(error) === '' || !(error instanceof pg.DatabaseError)) throw error
    await client.query('rollback')
    return refuse({ code: 'migration.failed', name, reason: placeOf(error, sql) })
  }
}

/** Applies one file inside a transaction of the caller's, who holds the turn. */
export const applyWithin = async (tx: Tx, { name, checksum, sql }: Migration): Promise<void> => {
  await tx.query({ text: sql })
  await tx.query({ text: 'insert into migration.applied (name, checksum) values ($1, $2)', values: [name, checksum] })
}

/** The database's words and the line they point at. */
const placeOf = (error: pg.DatabaseError, sql: string): string => {
  if (error.position === undefined) return `${error.code ?? ''} ${error.message}`
  return `${error.message}, line ${sql.slice(0, Number(error.position)).split('\n').length}`
}
