/** Records as pages show them: where each thing about a person came from. */
import type { Day } from '../../kernel/day.ts'
import { row, rows, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Facts } from '../persons/facts.ts'
import type { RecordState } from '../imports/plan.ts'

export type ShownRecord = {
  readonly id: string
  readonly source: string
  readonly sourceJa: string
  readonly sourceEn: string
  readonly key: string
  readonly state: RecordState
  readonly missingCount: number
  readonly endedOn: Day | null
  readonly version: number
  readonly facts: Facts
  readonly changedBy: string | null
  readonly firstSeenAt: Date
  readonly changedAt: Date
}

const columns = sql`k.id, k.source, s.name_ja as "sourceJa", s.name_en as "sourceEn", k.key, k.state,
  k.missing_count as "missingCount", k.ended_on as "endedOn", k.version, k.facts, k.changed_by as "changedBy",
  k.first_seen_at as "firstSeenAt", k.changed_at as "changedAt"`

export const recordsOf = async (db: Db | Tx, personId: string): Promise<readonly ShownRecord[]> =>
  rows<ShownRecord>(
    db,
    sql`select ${columns} from registry.record k join registry.source s on s.code = k.source
        where k.person_id = ${personId} order by s.trust desc, k.first_seen_at, k.id`,
  )

export const recordById = async (db: Db | Tx, id: string): Promise<ShownRecord | null> =>
  row<ShownRecord>(
    db,
    sql`select ${columns} from registry.record k join registry.source s on s.code = k.source where k.id = ${id}`,
  )
