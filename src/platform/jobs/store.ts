/**
 * Every SQL statement on platform.job and platform.schedule.
 *
 * `run_at` is the time the system speaks of, which the demo moves; leases are by the database's own clock, one for all
 * workers, so that moving the time never takes a running job from its worker.
 */
import { row, rows, run, sql, written, type Db, type Tx } from '../database.ts'

export type Claimed = {
  readonly id: number
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
  /** This one included. */
  readonly attempts: number
}

export type Claim = {
  readonly worker: string
  readonly kinds: readonly string[]
  readonly limit: number
  readonly leaseMs: number
  readonly now: Date
}

const leaseEnd = (leaseMs: number) => sql`clock_timestamp() + ${leaseMs}::double precision * interval '1 millisecond'`

/** Takes due jobs, oldest first, that no living worker holds. */
export const claimJobs = (tx: Tx, { worker, kinds, limit, leaseMs, now }: Claim): Promise<readonly Claimed[]> =>
  written(
    tx,
    sql`update platform.job set leased_by = ${worker}, leased_until = ${leaseEnd(leaseMs)}, attempts = attempts + 1
        where id in (
          select id from platform.job
          where failed_at is null and run_at <= ${now} and kind = any(${kinds}::text[])
            and (leased_until is null or leased_until < clock_timestamp())
          order by run_at, id limit ${limit} for update skip locked)
        returning id, kind, payload, attempts`,
  )

export const extendLeases = (tx: Tx, worker: string, ids: readonly number[], leaseMs: number): Promise<number> =>
  run(
    tx,
    sql`update platform.job set leased_until = ${leaseEnd(leaseMs)}
        where leased_by = ${worker} and id = any(${ids}::bigint[])`,
  )

/** Removes what is done, unless another worker has taken it over since. */
export const removeDone = (tx: Tx, worker: string, ids: readonly number[]): Promise<number> =>
  run(tx, sql`delete from platform.job where leased_by = ${worker} and id = any(${ids}::bigint[])`)

/** Jobs that were taken but not begun go back as if nothing had happened. */
export const giveBack = (tx: Tx, worker: string, ids: readonly number[]): Promise<number> =>
  release(tx, worker, ids, sql`attempts = attempts - 1`)

export type Failure = { readonly id: number; readonly error: string }

export const retryLater = async (tx: Tx, worker: string, { id, error }: Failure, runAt: Date): Promise<void> => {
  await release(tx, worker, [id], sql`run_at = ${runAt}, last_error = ${error}`)
}

/** A job whose like is already waiting makes room for it: one of a kind and key waits. */
const release = async (
  tx: Tx,
  worker: string,
  ids: readonly number[],
  change: ReturnType<typeof sql>,
): Promise<number> => {
  await run(
    tx,
    sql`delete from platform.job as held
        where held.leased_by = ${worker} and held.id = any(${ids}::bigint[]) and exists (
          select from platform.job as waiting
          where waiting.kind = held.kind and waiting.key = held.key
            and waiting.leased_until is null and waiting.failed_at is null)`,
  )
  return run(
    tx,
    sql`update platform.job set leased_until = null, leased_by = null, ${change}
        where leased_by = ${worker} and id = any(${ids}::bigint[])`,
  )
}

export const giveUp = async (tx: Tx, worker: string, { id, error }: Failure, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update platform.job set failed_at = ${now}, last_error = ${error}, leased_until = null, leased_by = null
        where leased_by = ${worker} and id = ${id}`,
  )
}

export type FailedJob = {
  readonly id: number
  readonly kind: string
  readonly attempts: number
  readonly failedAt: Date
  readonly error: string
}

export const failedJobs = (db: Db | Tx, limit: number): Promise<readonly FailedJob[]> =>
  rows(
    db,
    sql`select id, kind, attempts, failed_at as "failedAt", last_error as error from platform.job
        where failed_at is not null order by failed_at desc, id desc limit ${limit}`,
  )

export const lockFailedJob = (tx: Tx, id: number): Promise<{ readonly id: number; readonly kind: string } | null> =>
  row(tx, sql`select id, kind from platform.job where id = ${id} and failed_at is not null for update`)

export const tryAgain = async (tx: Tx, id: number, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update platform.job set failed_at = null, last_error = null, attempts = 0, run_at = ${now} where id = ${id}`,
  )
}

export const dropJob = async (tx: Tx, id: number): Promise<void> => {
  await run(tx, sql`delete from platform.job where id = ${id} and failed_at is not null`)
}

export type Due = { readonly kind: string; readonly due: Date }

/**
 * Notes the last due time of each kind; says for which it is news, so that of many workers one enqueues.
 *
 * A kind seen for the first time is only noted. A noted time that lies well ahead was left by a clock since moved back.
 */
export const noteDue = async (tx: Tx, dues: readonly Due[], now: Date): Promise<readonly string[]> => {
  const given = sql`select * from unnest(${dues.map(({ kind }) => kind)}::text[], ${dues.map(({ due }) => due)}::timestamptz[]) as given (kind, due)`
  const news = await written<{ kind: string }>(
    tx,
    sql`update platform.schedule as noted set due = given.due from (${given}) as given
        where noted.kind = given.kind and noted.due < given.due returning noted.kind`,
  )
  await run(
    tx,
    sql`insert into platform.schedule as noted (kind, due) select kind, due from (${given}) as given order by kind
        on conflict (kind) do update set due = excluded.due where noted.due > ${now}::timestamptz + interval '5 minutes'`,
  )
  return news.map(({ kind }) => kind)
}
