/** Entitlements as they are kept: read and written for whole chunks of people. */
import type { Day } from '../../kernel/day.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { isStaffRole, type StaffRole } from '../../platform/actor.ts'
import { json, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import { roleKinds, type Entitlement, type EntitlementKind, type Reason } from '../entitlement.ts'

type EntitlementRow = {
  readonly person_id: string
  readonly kind: EntitlementKind
  readonly from_on: Day
  readonly until_on: Day | null
  readonly prepares_on: Day
  readonly grace_until: Day | null
  readonly on_request: boolean
  readonly reasons: readonly Reason[]
}

const entitlementOf = (found: EntitlementRow): Entitlement => ({
  personId: asPersonId(found.person_id),
  kind: found.kind,
  period: { from: found.from_on, until: found.until_on },
  preparesFrom: found.prepares_on,
  graceUntil: found.grace_until,
  onRequest: found.on_request,
  reasons: found.reasons,
})

/** What these people are entitled to, past and to come, by kind and day; everyone asked for has an entry. */
export const entitlementsOf = async (
  db: Db | Tx,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly Entitlement[]>> => {
  const found = await rows<EntitlementRow>(
    db,
    sql`select person_id, kind, from_on, until_on, prepares_on, grace_until, on_request, reasons
        from eligibility.entitlement where person_id = any(${ids}::uuid[]) order by person_id, kind, from_on`,
  )
  const groups = new Map<PersonId, Entitlement[]>(ids.map(id => [id, []]))
  for (const each of found) groups.get(asPersonId(each.person_id))?.push(entitlementOf(each))
  return groups
}

/** The staff roles a person holds on a day: asked at every request of an officer. */
export const rolesOf = async (db: Db | Tx, personId: PersonId, today: Day): Promise<ReadonlySet<StaffRole>> => {
  const found = await rows<{ kind: string }>(
    db,
    sql`select kind from eligibility.entitlement
        where person_id = ${personId}::uuid and kind = any(${roleKinds}::text[])
          and from_on <= ${today}::date and (until_on is null or until_on > ${today}::date)`,
  )
  return new Set(found.map(each => each.kind.slice('role.'.length)).filter(isStaffRole))
}

/** Moves what is no longer so into the second time line, and writes what is so now. */
export const replaceEntitlements = async (
  tx: Tx,
  gone: readonly Entitlement[],
  fresh: readonly Entitlement[],
  now: Date,
): Promise<void> => {
  if (gone.length > 0) await retire(tx, gone, now)
  if (fresh.length > 0) await insert(tx, fresh, now)
}

const retire = async (tx: Tx, gone: readonly Entitlement[], now: Date): Promise<void> => {
  await run(
    tx,
    sql`with gone as (
          delete from eligibility.entitlement e
          using unnest(${gone.map(each => each.personId)}::uuid[], ${gone.map(each => each.kind)}::text[],
                       ${gone.map(each => each.period.from)}::date[]) as named (person_id, kind, from_on)
          where e.person_id = named.person_id and e.kind = named.kind and e.from_on = named.from_on
          returning e.*)
        insert into eligibility.former_entitlement (person_id, kind, from_on, until_on, prepares_on, grace_until,
          on_request, reasons, decided_at, replaced_at)
        select person_id, kind, from_on, until_on, prepares_on, grace_until, on_request, reasons, decided_at, ${now}
        from gone order by person_id, kind, from_on`,
  )
}

const insert = async (tx: Tx, fresh: readonly Entitlement[], now: Date): Promise<void> => {
  await run(
    tx,
    sql`insert into eligibility.entitlement (person_id, kind, from_on, until_on, prepares_on, grace_until, on_request,
          reasons, decided_at)
        select person_id, kind, from_on, until_on, prepares_on, grace_until, on_request, reasons, ${now}::timestamptz
        from unnest(${fresh.map(each => each.personId)}::uuid[], ${fresh.map(each => each.kind)}::text[],
                    ${fresh.map(each => each.period.from)}::date[], ${fresh.map(each => each.period.until)}::date[],
                    ${fresh.map(each => each.preparesFrom)}::date[], ${fresh.map(each => each.graceUntil)}::date[],
                    ${fresh.map(each => each.onRequest)}::boolean[], ${fresh.map(each => json(each.reasons))}::jsonb[])
          as fresh (person_id, kind, from_on, until_on, prepares_on, grace_until, on_request, reasons)
        order by person_id, kind, from_on`,
  )
}

/** What was once thought of this person and was replaced, newest first. */
export const formerEntitlementsOf = async (
  db: Db | Tx,
  personId: PersonId,
  limit: number,
): Promise<readonly (Entitlement & { readonly decidedAt: Date; readonly replacedAt: Date })[]> => {
  const found = await rows<EntitlementRow & { readonly decided_at: Date; readonly replaced_at: Date }>(
    db,
    sql`select * from eligibility.former_entitlement where person_id = ${personId}::uuid order by id desc limit ${limit}`,
  )
  return found.map(each => ({ ...entitlementOf(each), decidedAt: each.decided_at, replacedAt: each.replaced_at }))
}
