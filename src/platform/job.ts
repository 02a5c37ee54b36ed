/** Durable jobs: enqueued in the caller's transaction, run at least once, by any worker. */
import { json, run, sql, type Tx } from './database.ts'
import type { System } from './system.ts'

export type Job = {
  readonly kind: string
  /** While a job of this kind and key waits, another is not added. */
  readonly key?: string
  /** Ids for the handler; no personal data. */
  readonly payload?: Readonly<Record<string, unknown>>
  readonly runAt: Date
}

/** Heard by every worker when the caller's transaction commits. Only a wake-up: polling finds the job too. */
export const jobChannel = 'sekimori_job'

export const enqueue = (tx: Tx, job: Job, now: Date): Promise<void> => enqueueMany(tx, [job], now)

/** Many jobs in one statement, for mass effects. */
export const enqueueMany = async (tx: Tx, jobs: readonly Job[], now: Date): Promise<void> => {
  if (jobs.length === 0) return
  await run(
    tx,
    sql`with added as (
          insert into platform.job (kind, key, payload, run_at, created_at)
          select kind, key, payload, run_at, ${now}::timestamptz
          from unnest(${jobs.map(job => job.kind)}::text[], ${jobs.map(job => job.key ?? null)}::text[],
                      ${jobs.map(job => json(job.payload ?? {}))}::jsonb[], ${jobs.map(job => job.runAt)}::timestamptz[])
            with ordinality as wanted (kind, key, payload, run_at, place)
          order by place
          on conflict do nothing
          returning run_at)
        select pg_notify(${jobChannel}, '') from added where run_at <= ${now} limit 1`,
  )
}

/** What does a kind of job. It may open its own transactions; doing the same job twice gives the same result. */
export type JobHandler = {
  readonly kind: string
  readonly run: (system: System, payload: Readonly<Record<string, unknown>>) => Promise<void>
  /** How often it is begun before it is given up and kept for an operator; 12 (about three hours) unless said. */
  readonly attempts?: number
  /**
   * Work without job rows, that empties a table of its own: every worker runs it when its channel is heard and at least
   * every so many milliseconds, until nothing is left. Locks in that table decide who does what.
   */
  readonly standing?: Standing
}

export type Standing = { readonly channel: string; readonly everyMs: number }

/** Work that comes back: `every` in minutes, or at a time of day in Japan ('02:30'). */
export type Scheduled = { readonly kind: string; readonly every?: number; readonly at?: string }
