/** Records as pages show them: where each thing about a person came from. */
import type { Day } from '../../kernel/day.ts'
import { row, rows, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Facts } from '../persons/facts.ts'
import type { RecordState } from '../imports/plan.ts'
import type { RecordVersion } from '../persons/history.ts'

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

/** Everything that offices have said of a person, version by version, with what stands now. */
export const versionsOf = async (db: Db | Tx, personId: string): Promise<readonly RecordVersion[]> =>
  rows<RecordVersion>(
    db,
    sql`select v.record_id as record, v.version, json_build_object('ja', s.name_ja, 'en', s.name_en) as source, k.key,
          v.state, v.facts, v.changed_by as by, v.changed_at as at
        from registry.record k join registry.source s on s.code = k.source
          cross join lateral (
            select o.record_id, o.version, o.state, o.facts, o.changed_by, o.changed_at
              from registry.record_version o where o.record_id = k.id
            union all
            select k.id, k.version, k.state, k.facts, k.changed_by, k.changed_at) v
        where k.person_id = ${personId} order by v.changed_at, v.record_id, v.version limit 500`,
  )

export const recordById = async (db: Db | Tx, id: string): Promise<ShownRecord | null> =>
  row<ShownRecord>(
    db,
    sql`select ${columns} from registry.record k join registry.source s on s.code = k.source where k.id = ${id}`,
  )
