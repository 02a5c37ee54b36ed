/** ● What the demo keeps in its database beside the university: that it is the demo, how far the clock is moved, how far the seed came. */
import { json, row, rows, run, sql, type Database, type Db } from '../src/platform/database.ts'

const write = async (database: Database, name: string, value: unknown, now: Date): Promise<void> => {
  await database.transact(tx =>
    run(
      tx,
      sql`insert into platform.setting (name, value, changed_at, changed_by)
          values (${name}, ${json(value)}::jsonb, ${now}, 'system:demo')
          on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at`,
    ),
  )
}

const read = async <Value>(db: Db, name: string): Promise<Value | null> =>
  (await row<{ readonly value: Value }>(db, sql`select value from platform.setting where name = ${name}`))?.value ??
  null

/** The mark by which production refuses this database, and by which a command beside us tells our time. */
export const saveOffset = (database: Database, offsetMs: number, now: Date): Promise<void> =>
  write(database, 'demo.clock', { offsetMs }, now)

export const readOffset = async (db: Db): Promise<number | null> =>
  (await read<{ readonly offsetMs: number }>(db, 'demo.clock'))?.offsetMs ?? null

/** What of the seed is done, and what only the seed knows. */
export type SeedState = {
  /** The day the seed began: its dates are counted from it, also when it goes on another day. */
  readonly today: string
  readonly done: readonly string[]
  readonly finished: boolean
  /** Nicknames of the people whose password is the one this demo makes for them. */
  readonly signedUp: readonly string[]
  /** Keys on notices that lie at a counter or in a drawer, by username. */
  readonly keys: Readonly<Record<string, string>>
  readonly sampleClient: { readonly id: string; readonly secret: string } | null
  readonly sampleSaml?: SampleKey
}

/** The key of the SAML sample at one address: PEM, and its certificate's base64. */
export type SampleKey = { readonly url: string; readonly key: string; readonly certificate: string }

export const readSeed = (db: Db): Promise<SeedState | null> => read<SeedState>(db, 'demo.seed')
export const saveSeed = (database: Database, state: SeedState, now: Date): Promise<void> =>
  write(database, 'demo.seed', state, now)

/** Whether somebody lives here already: then it is no place for a demo to settle in. */
export const isInhabited = async (db: Db): Promise<boolean> =>
  (await row(db, sql`select 1 as one from platform.audit_entry limit 1`)) !== null

export type KeptMail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly at: Date
}

/** Every mail that was written, newest first. */
export const keptMail = (db: Db, limit: number): Promise<readonly KeptMail[]> =>
  rows(
    db,
    sql`select address as "to", subject, body as text, created_at as at from platform.mail order by id desc limit ${limit}`,
  )

export type OpenCase = { readonly id: string; readonly candidates: readonly { readonly id: string }[] }

/** Match cases that wait for a clerk; candidates best first. */
export const openCases = (db: Db): Promise<readonly OpenCase[]> =>
  rows(db, sql`select id, candidates from registry.match_case where state = 'open' order by opened_at, id`)
