/** The states of affiliations that a new day changes. */
import type { Day } from '../../kernel/day.ts'
import { sql, written, type Tx } from '../../platform/database.ts'

/** Same rule as `affiliationStateOn`, over everyone at once but those held; answers with the persons concerned. */
export const turnAffiliations = async (tx: Tx, today: Day): Promise<readonly string[]> =>
  (
    await written<{ person_id: string }>(
      tx,
      sql`update registry.affiliation a set state = turned.state
          from (select id, case when until_on <= ${today} then 'ended'
                     when leave_from <= ${today} and (leave_until is null or ${today} < leave_until) then 'on_leave'
                     else 'active' end as state
                from registry.affiliation where state <> 'void') turned
          where turned.id = a.id and turned.state <> a.state
            and not exists (select from registry.person p where p.id = a.person_id and p.held)
          returning a.person_id`,
    )
  ).map(each => each.person_id)
