/** Statuses that came in and no rule knows: a list for the rule-keeper. */
import { rows, run, sql, type Db, type Tx } from '../../platform/database.ts'

/** Statuses that were met without a rule, whenever that was; the book in force may know some of them by now. */
export const unknownStatuses = async (db: Db | Tx): Promise<readonly string[]> => {
  const found = await rows<{ status: string }>(db, sql`select status from eligibility.status_met order by status`)
  return found.map(each => each.status)
}

export const noteUnknownStatuses = async (tx: Tx, statuses: readonly string[], now: Date): Promise<void> => {
  if (statuses.length === 0) return
  await run(
    tx,
    sql`insert into eligibility.status_met (status, first_met_at)
        select status, ${now}::timestamptz from unnest(${statuses}::text[]) as met (status) order by status
        on conflict do nothing`,
  )
}
