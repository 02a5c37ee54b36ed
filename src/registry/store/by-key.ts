/** Questions about single records that other modules ask: whose is it, who is hosted by whom. */
import type { Day } from '../../kernel/day.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { row, rows, sql, type Db, type Tx } from '../../platform/database.ts'
import { normalIdentifier } from '../persons/identifier.ts'

/** The person that an office's record belongs to; null where there is none or a match case is open. */
export const personByKey = async (db: Db | Tx, source: string, key: string): Promise<PersonId | null> => {
  const found = await row<{ readonly id: string }>(
    db,
    sql`select person_id as id from registry.record where source = ${source} and key = ${key} and person_id is not null`,
  )
  return found === null ? null : asPersonId(found.id)
}

/** The person whom an identifier of the ledger belongs to. */
export const personByIdentifier = async (db: Db | Tx, namespace: string, value: string): Promise<PersonId | null> => {
  const found = await row<{ readonly id: string }>(
    db,
    sql`select person_id as id from registry.identifier
        where namespace = ${namespace} and value = ${normalIdentifier(value)}`,
  )
  return found === null ? null : asPersonId(found.id)
}

export type Hosted = {
  readonly personId: PersonId
  readonly host: PersonId
  readonly source: string
  readonly sourceKey: string
  readonly status: string
  readonly unitCode: string | null
  readonly until: Day | null
  /** The host's first day away; null where they are gone already. */
  readonly leavesOn: Day | null
}

/** More guests without a host than any university has; whoever is given so many was not given all. */
export const mostHosted = 5000

/**
 * Those whose host no longer holds any of these statuses, or will not from a day up to the horizon: somebody else must
 * answer for them, or they end. Guests whose own end comes first are not among them.
 */
export const withoutHost = (
  db: Db | Tx,
  statuses: readonly string[],
  { today, horizon }: { readonly today: Day; readonly horizon: Day },
): Promise<readonly Hosted[]> =>
  rows(
    db,
    sql`select a.person_id as "personId", a.host_person_id as host, a.source, a.source_key as "sourceKey", a.status,
          a.unit_code as "unitCode", a.until_on as until, h.leaves_on as "leavesOn"
        from registry.affiliation a
          left join lateral (select max(coalesce(h.until_on, 'infinity'::date)) as leaves_on from registry.affiliation h
            where h.person_id = a.host_person_id and h.status = any(${statuses}::text[])
              and h.state in ('active', 'on_leave') and (h.until_on is null or h.until_on > ${today})) h on true
        where a.host_person_id is not null and a.state in ('active', 'on_leave')
          and (a.until_on is null or a.until_on > ${today})
          and (h.leaves_on is null
            or (h.leaves_on <= ${horizon} and (a.until_on is null or a.until_on > h.leaves_on)))
        order by h.leaves_on nulls first, a.until_on nulls last, a.id limit ${mostHosted}`,
  )
