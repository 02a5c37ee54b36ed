/** Match cases: records that may mean someone known. */
import type { Day } from '../../kernel/day.ts'
import { json, row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Scored } from '../matching/match.ts'

export type MatchState = 'open' | 'linked' | 'new_person' | 'rejected' | 'undone'

export type MatchCase = {
  readonly id: string
  readonly recordId: string
  readonly importId: string | null
  readonly kind: 'possible' | 'conflict'
  readonly state: MatchState
  readonly candidates: readonly Scored[]
  readonly personId: string | null
  readonly openedAt: Date
  readonly dueOn: Day
  readonly decidedAt: Date | null
  readonly reason: string | null
}

type CaseRow = {
  readonly id: string
  readonly record_id: string
  readonly import_id: string | null
  readonly kind: 'possible' | 'conflict'
  readonly state: MatchState
  readonly candidates: readonly Scored[]
  readonly person_id: string | null
  readonly opened_at: Date
  readonly due_on: Day
  readonly decided_at: Date | null
  readonly reason: string | null
}

const caseOf = (found: CaseRow): MatchCase => ({
  id: found.id,
  recordId: found.record_id,
  importId: found.import_id,
  kind: found.kind,
  state: found.state,
  candidates: found.candidates,
  personId: found.person_id,
  openedAt: found.opened_at,
  dueOn: found.due_on,
  decidedAt: found.decided_at,
  reason: found.reason,
})

export type NewCase = Pick<MatchCase, 'id' | 'recordId' | 'importId' | 'kind' | 'candidates' | 'dueOn'>

export const openCases = async (tx: Tx, cases: readonly NewCase[], now: Date): Promise<void> => {
  if (cases.length === 0) return
  await run(
    tx,
    sql`insert into registry.match_case (id, record_id, import_id, kind, state, candidates, opened_at, due_on)
        select id, "recordId", "importId", kind, 'open', candidates, ${now}, "dueOn"
        from jsonb_to_recordset(${json(cases)}::jsonb)
          as c (id uuid, "recordId" uuid, "importId" uuid, kind text, candidates jsonb, "dueOn" date)
        on conflict (id) do nothing`,
  )
}

export const caseForUpdate = async (tx: Tx, id: string): Promise<MatchCase | null> => {
  const found = await row<CaseRow>(tx, sql`select * from registry.match_case where id = ${id} for update`)
  return found === null ? null : caseOf(found)
}

export const caseById = async (db: Db | Tx, id: string): Promise<MatchCase | null> => {
  const found = await row<CaseRow>(db, sql`select * from registry.match_case where id = ${id}`)
  return found === null ? null : caseOf(found)
}

/** Cases that wait, the most pressing first. */
export const waitingCases = async (db: Db | Tx, limit: number): Promise<readonly MatchCase[]> =>
  (
    await rows<CaseRow>(
      db,
      sql`select * from registry.match_case where state = 'open' order by due_on, opened_at, id limit ${limit}`,
    )
  ).map(caseOf)

export type Settled = {
  readonly id: string
  readonly state: Exclude<MatchState, 'open'>
  readonly personId: string | null
  readonly by: string
  readonly reason: string
}

export const settleCase = async (tx: Tx, settled: Settled, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update registry.match_case set state = ${settled.state}, person_id = ${settled.personId}, decided_at = ${now},
          decided_by = ${settled.by}, reason = ${settled.reason} where id = ${settled.id}`,
  )
}

/** Closes what an undone import had asked. */
export const undoCases = async (tx: Tx, recordIds: readonly string[], now: Date): Promise<void> => {
  await run(
    tx,
    sql`update registry.match_case set state = 'undone', person_id = null, decided_at = ${now}
        where record_id = any(${recordIds}::uuid[]) and state = 'open'`,
  )
}
