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

export const enqueue = async (tx: Tx, job: Job, now: Date): Promise<void> => {
  await run(
    tx,
    sql`insert into platform.job (kind, key, payload, run_at, created_at)
        values (${job.kind}, ${job.key ?? null}, ${json(job.payload ?? {})}::jsonb, ${job.runAt}, ${now})
        on conflict do nothing`,
  )
}

/** What does a kind of job. It may open its own transactions; doing the same job twice gives the same result. */
export type JobHandler = {
  readonly kind: string
  readonly run: (system: System, payload: Readonly<Record<string, unknown>>) => Promise<void>
}

/** Work that comes back: `every` in minutes, or at a time of day in Japan ('02:30'). */
export type Scheduled = { readonly kind: string; readonly every?: number; readonly at?: string }
