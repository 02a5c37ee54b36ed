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
  readonly until: Day | null
}

const hosted = sql`a.person_id as "personId", a.host_person_id as host, a.source, a.source_key as "sourceKey", a.status,
  a.until_on as until`

/** Those whose host no longer holds any of these statuses: somebody else must answer for them, or they end. */
export const withoutHost = (db: Db | Tx, statuses: readonly string[], today: Day): Promise<readonly Hosted[]> =>
  rows(
    db,
    sql`select ${hosted} from registry.affiliation a
        where a.host_person_id is not null and a.state in ('active', 'on_leave')
          and (a.until_on is null or a.until_on > ${today})
          and not exists (select from registry.affiliation h
            where h.person_id = a.host_person_id and h.status = any(${statuses}::text[])
              and h.state in ('active', 'on_leave') and (h.until_on is null or h.until_on > ${today}))
        order by a.until_on nulls last, a.id limit 500`,
  )
