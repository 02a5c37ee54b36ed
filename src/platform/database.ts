/**
 * PostgreSQL, in two strengths: `Db` may read, `Tx` may also write. A write outside a transaction does not compile,
 * and the connections behind `Db` are read-only for the database itself too.
 *
 * Statements are SQL, written with the `sql` template: every value becomes a parameter, every statement is prepared
 * once per connection under a name made from its text. Nothing is ever pasted into SQL.
 */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { makePatience, type Patience } from './postgres/patience.ts'

/** A statement or a piece of one. Pieces compose: a fragment in a `${}` place is spliced, any other value is bound. */
export type Sql = { readonly parts: readonly string[]; readonly values: readonly unknown[] }

const isSql = (value: unknown): value is Sql =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'parts') && Object.hasOwn(value, 'values')

export const sql = (strings: TemplateStringsArray, ...places: readonly unknown[]): Sql => {
  const parts: string[] = [strings[0] ?? '']
  const values: unknown[] = []
  places.forEach((place, index) => {
    const after = strings[index + 1] ?? ''
    if (isSql(place)) {
      parts[parts.length - 1] += place.parts[0] ?? ''
      place.values.forEach((value, at) => {
        values.push(value)
        parts.push(place.parts[at + 1] ?? '')
      })
      parts[parts.length - 1] += after
      return
    }
    values.push(place)
    parts.push(after)
  })
  return { parts, values }
}

/** Pieces in a row, with a separator such as sql` and `. */
export const joinSql = (pieces: readonly Sql[], separator: Sql): Sql =>
  pieces.reduce((all, piece, index) => (index === 0 ? piece : sql`${all}${separator}${piece}`), sql``)

/** A JSON value to be bound as jsonb; arrays too, which `pg` would take for an SQL array. */
export const json = (value: unknown): string => JSON.stringify(value)

declare const strength: unique symbol
type Querying = { readonly query: (config: pg.QueryConfig) => Promise<pg.QueryResult> }
/** May read. */
export type Db = Querying & { readonly [strength]: 'read' | 'write' }
/** May read and write, and is one transaction. */
export type Tx = Querying & { readonly [strength]: 'write' }

export type Database = {
  readonly read: Db
  /**
   * Runs work in one transaction, again from its start when the database asks for that (40001, 40P01) or changes hands before
   * the transaction began to commit.
   */
  readonly transact: <Value>(work: (tx: Tx) => Promise<Value>) => Promise<Value>
  /** One connection of its own, for LISTEN. The caller releases it. */
  readonly listen: (channel: string, heard: () => void) => Promise<() => Promise<void>>
  readonly end: () => Promise<void>
}

/** Where a database is, as `pg` takes it. */
export type Connection = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  readonly ssl?: pg.ClientConfig['ssl']
}

/** Rows of a reading statement. */
export const rows = async <Row>(db: Db | Tx, statement: Sql): Promise<readonly Row[]> =>
  (await db.query(prepared(statement))).rows as Row[]

/** The first row, or null. */
export const row = async <Row>(db: Db | Tx, statement: Sql): Promise<Row | null> =>
  ((await db.query(prepared(statement))).rows[0] as Row | undefined) ?? null

/** Runs a writing statement; says how many rows it touched. */
export const run = async (tx: Tx, statement: Sql): Promise<number> =>
  (await tx.query(prepared(statement))).rowCount ?? 0

/** Runs a writing statement with `returning`. */
export const written = async <Row>(tx: Tx, statement: Sql): Promise<readonly Row[]> =>
  (await tx.query(prepared(statement))).rows as Row[]

/**
 * Has every statement of this transaction planned for the tables as they are now. A plan is otherwise kept for the life of
 * the connection: one made while a table was small goes on reading it whole when it has grown.
 */
export const planAnew = (tx: Tx): Promise<number> => run(tx, sql`set local plan_cache_mode = force_custom_plan`)

/** Whether the database answers a question at all. */
export const answers = async ({ read }: Database): Promise<boolean> => {
  try {
    return (await row(read, sql`select 1 as one`)) !== null
  } catch {
    return false
  }
}

const names = new Map<string, string>()

const prepared = ({ parts, values }: Sql): pg.QueryConfig => {
  const text = parts.reduce((whole, part, index) => (index === 0 ? part : `${whole}$${index}${part}`), '')
  const name = names.get(text) ?? nameOf(text)
  return { name, text, values: values as unknown[] }
}

const nameOf = (text: string): string => {
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  if (names.size < 5000) names.set(text, name)
  return name
}

const oid = { int8: 20, date: 1082, dateArray: 1182, textArray: 1009 }
const asText = (text: string): string => text
type Parser = (text: string) => unknown

const textArray = pg.types.getTypeParser(oid.textArray) as Parser
const types = {
  getTypeParser: (type: number, format?: 'text' | 'binary'): Parser => {
    if (type === oid.date) return asText
    if (type === oid.dateArray) return textArray
    if (type === oid.int8) return Number
    return pg.types.getTypeParser(type, format) as Parser
  },
}

const poolOf = (connection: Connection, max: number, readOnly: boolean, onError: (error: Error) => void): pg.Pool => {
  const pool = new pg.Pool({
    ...connection,
    max,
    types,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    application_name: 'sekimori',
    options: `-c timezone=UTC -c idle_in_transaction_session_timeout=300000${readOnly ? ' -c default_transaction_read_only=on' : ''}`,
  })
  pool.on('error', onError)
  return pool
}

/**
 * Opens the two pools on one database. An idle connection that breaks is reported and replaced, never fatal; a database
 * that is away for a moment is waited for (`postgres/patience.ts`).
 */
export const connect = (
  connection: Connection,
  {
    readers = 8,
    writers = 8,
    patienceMs,
    onError = () => {},
  }: { readers?: number; writers?: number; patienceMs?: number; onError?: (error: Error) => void } = {},
): Database => {
  const reading = poolOf(connection, readers, true, onError)
  const writing = poolOf(connection, writers, false, onError)
  const patience = makePatience(patienceMs)
  const read: Querying = { query: config => patience(() => reading.query(config), always) }
  return {
    read: read as unknown as Db,
    transact: work => transactOn({ pool: writing, patience }, work, 0),
    listen: (channel, heard) => listenOn(connection, channel, heard),
    end: async () => {
      await Promise.all([reading.end(), writing.end()])
    },
  }
}

/** What only reads may always be asked again. */
const always = (): boolean => true

/** Codes of an outage: connections refused, broken, or not to be had; the server starting or stopping (SQLSTATE 08, 57P). */
const awayCodes = /^(?:08\d{3}|57P0[123]|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/
const awayMessages =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Whether a fault means that the database cannot be reached at the moment: worth trying again, and nothing was lost. */
export const isDatabaseAway = (thrown: unknown): boolean => {
  const { code = '', message = '' } = (thrown ?? {}) as { code?: string; message?: string }
  return awayCodes.test(code) || awayMessages.test(message)
}

const serializationFailures = new Set(['40001', '40P01'])
const attempts = 8

type Writing = { readonly pool: pg.Pool; readonly patience: Patience }

const transactOn = async <Value>(
  writing: Writing,
  work: (tx: Tx) => Promise<Value>,
  attempt: number,
): Promise<Value> => {
  const stage = { isCommitting: false }
  try {
    return await writing.patience(
      () => transactOnce(writing.pool, work, stage),
      () => !stage.isCommitting,
    )
  } catch (error) {
    if (attempt + 1 >= attempts || !serializationFailures.has((error as { code?: string }).code ?? '')) throw error
  }
  return transactOn(writing, work, attempt + 1)
}

/** Once the commit was sent nobody knows whether it was made when the answer does not come: it is not tried again. */
const transactOnce = async <Value>(
  pool: pg.Pool,
  work: (tx: Tx) => Promise<Value>,
  stage: { isCommitting: boolean },
): Promise<Value> => {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const value = await work(client as unknown as Tx)
    stage.isCommitting = true
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch((lost: unknown) => {
      broken = lost instanceof Error ? lost : new Error('the rollback failed')
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Whether an error means that the database is away, not that the work was wrong (SQLSTATE classes 08, 53, 57). */
export const isOutage = (error: unknown): boolean => {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  if (typeof code === 'string') return /^(08|53|57P)/.test(code) || /^E[A-Z]+$/.test(code)
  return typeof message === 'string' && /^(Connection terminated|timeout exceeded when trying to connect)/.test(message)
}

const listenAgainMs = 1_000

/** Polling is the truth: a listener that is lost only makes it slower until it hears again. */
const listenOn = async (connection: Connection, channel: string, heard: () => void): Promise<() => Promise<void>> => {
  let ended = false
  const begin = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...connection, application_name: 'sekimori listener' })
    client.on('notification', heard)
    client.on('error', () => {})
    await client.connect()
    await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    client.once('end', beginLater)
    return client
  }
  const beginAgain = async (): Promise<void> => {
    if (ended) return
    try {
      client = await begin()
      if (ended) await client.end()
      else heard()
    } catch {
      beginLater()
    }
  }
  const beginLater = (): void => {
    if (!ended) setTimeout(() => void beginAgain(), listenAgainMs).unref()
  }
  let client = await begin()
  return () => {
    ended = true
    return client.end()
  }
}
