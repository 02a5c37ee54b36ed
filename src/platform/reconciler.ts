/** Runs the reconcilers for persons marked dirty, and nightly for everyone, by the same path. */
import type { Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import { run, sql, type Tx } from './database.ts'
import type { System } from './system.ts'

/** Brings the things of these persons in line with what they are entitled to. Told who, never what. */
export type Reconciler = {
  readonly name: string
  readonly reconcile: (tx: Tx, persons: readonly PersonId[], context: ReconcileContext) => Promise<void>
}

export type ReconcileContext = { readonly now: Date; readonly today: Day; readonly system: System }

/** Heard by every worker when marks are committed. */
export const dirtyChannel = 'sekimori_dirty'

/** Marks persons whose consequences must be recomputed. A mark also frees a person whose recompute had failed. */
export const markDirty = async (tx: Tx, persons: readonly PersonId[], now: Date): Promise<void> => {
  if (persons.length === 0) return
  await run(
    tx,
    sql`with marked as (
          insert into platform.dirty (person_id, since)
          select distinct person_id, ${now}::timestamptz from unnest(${persons}::uuid[]) as marked (person_id)
          order by person_id
          on conflict (person_id) do update
            set version = platform.dirty.version + 1, failed_at = null, last_error = null
          returning person_id)
        select pg_notify(${dirtyChannel}, '') from marked limit 1`,
  )
}
