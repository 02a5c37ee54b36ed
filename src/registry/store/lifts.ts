/** Leave to go on although the brake holds: asked by one person, given by another, for one plan, spent once. */
import { row, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Verdict } from '../import.ts'

export type BrakeLift = {
  readonly id: string
  readonly importId: string
  readonly planHash: string
  readonly verdicts: readonly Verdict[]
  readonly reason: string
  readonly proposedAt: Date
  readonly proposedBy: string
  readonly proposedByPerson: string | null
  readonly releasedAt: Date | null
}

const columns = sql`id, import_id as "importId", plan_hash as "planHash", verdicts, reason, proposed_at as "proposedAt",
  proposed_by as "proposedBy", proposed_by_person as "proposedByPerson", released_at as "releasedAt"`

/** The request that stands for an import, released or not; null when there is none, or it was spent. */
export const standingLift = async (db: Db | Tx, importId: string): Promise<BrakeLift | null> =>
  row<BrakeLift>(db, sql`select ${columns} from registry.brake_lift where import_id = ${importId} and spent_at is null`)

export const liftForUpdate = async (tx: Tx, importId: string): Promise<BrakeLift | null> =>
  row<BrakeLift>(
    tx,
    sql`select ${columns} from registry.brake_lift where import_id = ${importId} and spent_at is null for update`,
  )

export const releasedLift = async (tx: Tx, importId: string): Promise<BrakeLift | null> => {
  const lift = await liftForUpdate(tx, importId)
  return lift?.releasedAt == null ? null : lift
}

export const proposeLift = async (tx: Tx, lift: Omit<BrakeLift, 'releasedAt'>): Promise<void> => {
  await run(
    tx,
    sql`delete from registry.brake_lift where import_id = ${lift.importId} and spent_at is null and released_at is null`,
  )
  await run(
    tx,
    sql`insert into registry.brake_lift (id, import_id, plan_hash, verdicts, reason, proposed_at, proposed_by, proposed_by_person)
        values (${lift.id}, ${lift.importId}, ${lift.planHash}, ${lift.verdicts}::text[], ${lift.reason}, ${lift.proposedAt},
                ${lift.proposedBy}, ${lift.proposedByPerson})`,
  )
}

export const releaseLift = async (tx: Tx, id: string, by: string, now: Date): Promise<void> => {
  await run(tx, sql`update registry.brake_lift set released_at = ${now}, released_by = ${by} where id = ${id}`)
}

/** Spends it: true once. */
export const spendLift = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await run(tx, sql`update registry.brake_lift set spent_at = ${now} where id = ${id} and spent_at is null`)) === 1
