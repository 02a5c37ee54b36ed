/** ● What happened to an application, what was seen for it, and how often strangers knock. */
import type { PersonId } from '../../kernel/ids.ts'
import { rows, run, sql, written, type Db, type Tx } from '../../platform/database.ts'
import { randomId } from '../../platform/random.ts'
import type { State } from '../application.ts'
import type { Evidence, Seen } from '../evidence.ts'

export type Event = {
  readonly at: Date
  readonly action: string
  readonly state: State
  readonly actor: string
  readonly note: string | null
}
export const eventsOf = (db: Db | Tx, id: string): Promise<readonly Event[]> =>
  rows(db, sql`select at, action, state, actor, note from admissions.event where application_id = ${id} order by seq`)

const columns = sql`id, method, document, last4, counter, checker, second_checker as "secondChecker", at`

export const evidenceOf = (db: Db | Tx, applicationId: string): Promise<readonly Evidence[]> =>
  rows(db, sql`select ${columns} from admissions.evidence where application_id = ${applicationId} order by at, id`)

/** The same for many applications at once, by the application's id. */
export const evidenceOfMany = async (
  tx: Tx,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Evidence[]>> => {
  const found = await rows<Evidence & { readonly applicationId: string }>(
    tx,
    sql`select ${columns}, application_id as "applicationId" from admissions.evidence
        where application_id = any(${applicationIds}::uuid[]) order by at, id`,
  )
  return Map.groupBy(found, each => each.applicationId)
}

export type Checked = Seen & {
  readonly checker: string
  readonly checkerPerson: PersonId | null
  readonly at: Date
}

/** One officer saw this, for one application or for several that one paper names. */
export const addEvidence = async (tx: Tx, applicationIds: readonly string[], seen: Checked): Promise<void> => {
  await run(
    tx,
    sql`insert into admissions.evidence (id, application_id, method, document, last4, counter, checker, checker_person_id, at)
        select id, application_id, ${seen.method}, ${seen.document}, ${seen.last4}, ${seen.counter}, ${seen.checker},
          ${seen.checkerPerson}::uuid, ${seen.at}
        from unnest(${applicationIds.map(() => randomId())}::uuid[], ${applicationIds}::uuid[]) as e (id, application_id)`,
  )
}

/** A second officer has checked the same. */
export const saveSecondCheck = async (
  tx: Tx,
  evidenceId: string,
  second: { readonly by: string; readonly at: Date },
): Promise<void> => {
  await run(
    tx,
    sql`update admissions.evidence set second_checker = ${second.by}, second_at = ${second.at} where id = ${evidenceId}`,
  )
}

/** Counts one act of whoever this print stands for; says how often in this hour. */
export const countAct = async (tx: Tx, print: Uint8Array, now: Date): Promise<number> => {
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
  const counted = await written<{ readonly count: number }>(
    tx,
    sql`insert into admissions.tally as t (print, hour, count) values (${Buffer.from(print)}, ${hour}, 1)
        on conflict (print, hour) do update set count = t.count + 1 returning count`,
  )
  return counted[0]?.count ?? 0
}

export const forgetTallies = (tx: Tx, before: Date): Promise<number> =>
  run(tx, sql`delete from admissions.tally where hour < ${before}`)
