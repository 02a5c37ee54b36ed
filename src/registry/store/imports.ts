/** Imports: one row for each file, from staged to applied or undone. */
import type { Day } from '../../kernel/day.ts'
import { json, row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Counts, Import, ImportMode, ImportState, UndoCounts, Verdict } from '../imports/import.ts'

type ImportRow = {
  readonly id: string
  readonly source: string
  readonly mode: ImportMode
  readonly state: ImportState
  readonly file_hash: Buffer
  readonly resent: boolean
  readonly as_of: Day | null
  readonly rows: number
  readonly received_at: Date
  readonly received_by: string
  readonly plan_hash: string | null
  readonly planned_revision: number | null
  readonly planned_at: Date | null
  readonly counts: Counts
  readonly held: readonly Verdict[]
  readonly lifted: readonly Verdict[]
  readonly progress: number
  readonly steps: number
  readonly applied_at: Date | null
  readonly applied_by: string | null
  readonly undo_counts: UndoCounts | null
  readonly undo_hash: string | null
}

const importOf = (found: ImportRow): Import => ({
  id: found.id,
  source: found.source,
  mode: found.mode,
  state: found.state,
  fileHash: found.file_hash.toString('hex'),
  resent: found.resent,
  asOf: found.as_of,
  rows: found.rows,
  receivedAt: found.received_at,
  receivedBy: found.received_by,
  planHash: found.plan_hash,
  plannedRevision: found.planned_revision,
  plannedAt: found.planned_at,
  counts: found.counts,
  held: found.held,
  lifted: found.lifted,
  progress: found.progress,
  steps: found.steps,
  appliedAt: found.applied_at,
  appliedBy: found.applied_by,
  undoCounts: found.undo_counts,
  undoHash: found.undo_hash,
})

export const importById = async (db: Db | Tx, id: string): Promise<Import | null> => {
  const found = await row<ImportRow>(db, sql`select * from registry.import where id = ${id}`)
  return found === null ? null : importOf(found)
}

export const importForUpdate = async (tx: Tx, id: string): Promise<Import | null> => {
  const found = await row<ImportRow>(tx, sql`select * from registry.import where id = ${id} for update`)
  return found === null ? null : importOf(found)
}

/** The newest imports, of one source or of all. */
export const recentImports = async (db: Db | Tx, source: string | null, limit: number): Promise<readonly Import[]> =>
  (
    await rows<ImportRow>(
      db,
      sql`select * from registry.import where ${source}::text is null or source = ${source}
          order by received_at desc, id limit ${limit}`,
    )
  ).map(importOf)

/** Whether an import is being applied or undone just now. */
export const isAtWork = async (db: Db | Tx): Promise<boolean> =>
  (await row(db, sql`select 1 from registry.import where state in ('applying', 'undoing')`)) !== null

/** The applied files of a source, newest first: what tells an old file from a new one. */
export const appliedFiles = async (
  db: Db | Tx,
  source: string,
): Promise<readonly { readonly fileHash: string; readonly asOf: Day | null }[]> =>
  (
    await rows<{ file_hash: Buffer; as_of: Day | null }>(
      db,
      sql`select file_hash, as_of from registry.import
          where source = ${source} and state in ('applied', 'blocked', 'applying')
          order by applied_at desc nulls first limit 400`,
    )
  ).map(each => ({ fileHash: each.file_hash.toString('hex'), asOf: each.as_of }))

export type NewImport = Pick<
  Import,
  'id' | 'source' | 'mode' | 'fileHash' | 'resent' | 'asOf' | 'rows' | 'receivedAt' | 'receivedBy'
>

export const addImport = async (tx: Tx, added: NewImport): Promise<void> => {
  await run(
    tx,
    sql`insert into registry.import (id, source, mode, state, file_hash, resent, as_of, rows, received_at, received_by)
        values (${added.id}, ${added.source}, ${added.mode}, 'staged', decode(${added.fileHash}, 'hex'), ${added.resent},
                ${added.asOf}, ${added.rows}, ${added.receivedAt}, ${added.receivedBy})`,
  )
}

export type StagedFacts = Pick<Import, 'id' | 'rows' | 'asOf' | 'resent' | 'fileHash'>

/** Completes what is known only once the whole file was read. */
export const completeStaging = async (
  tx: Tx,
  { id, rows: count, asOf, resent, fileHash }: StagedFacts,
): Promise<void> => {
  await run(
    tx,
    sql`update registry.import
        set rows = ${count}, as_of = ${asOf}, resent = ${resent}, file_hash = decode(${fileHash}, 'hex') where id = ${id}`,
  )
}

export type Rehearsed = {
  readonly id: string
  readonly planHash: string
  readonly revision: number
  readonly counts: Counts
  readonly held: readonly Verdict[]
  readonly steps: number
  readonly now: Date
}

export const saveRehearsed = async (tx: Tx, plan: Rehearsed): Promise<void> => {
  await run(
    tx,
    sql`update registry.import
        set state = 'rehearsed', plan_hash = ${plan.planHash}, planned_revision = ${plan.revision}, planned_at = ${plan.now},
            counts = ${json(plan.counts)}::jsonb, held = ${plan.held}::text[], lifted = '{}', steps = ${plan.steps}, progress = 0
        where id = ${plan.id}`,
  )
}

export const beginApplying = async (tx: Tx, id: string, lifted: readonly Verdict[], by: string): Promise<void> => {
  await run(
    tx,
    sql`update registry.import set state = 'applying', progress = 0, lifted = ${lifted}::text[], applied_by = ${by}
        where id = ${id}`,
  )
}

export const saveProgress = async (tx: Tx, id: string, progress: number): Promise<void> => {
  await run(tx, sql`update registry.import set progress = ${progress} where id = ${id}`)
}

/** Applying has come to its end: everything is done, or what remains is held. */
export const finishApplying = async (
  tx: Tx,
  {
    id,
    state,
    held,
    stale,
    now,
  }: { id: string; state: 'applied' | 'blocked'; held: readonly Verdict[]; stale: number; now: Date },
): Promise<void> => {
  await run(
    tx,
    sql`update registry.import
        set state = ${state}, held = ${held}::text[], applied_at = ${now}, progress = steps,
            counts = case when ${stale}::integer > 0 then counts || jsonb_build_object('stale', ${stale}::integer) else counts end
        where id = ${id}`,
  )
}

export const saveUndoPlan = async (tx: Tx, id: string, counts: UndoCounts, hash: string): Promise<void> => {
  await run(
    tx,
    sql`update registry.import set undo_counts = ${json(counts)}::jsonb, undo_hash = ${hash} where id = ${id}`,
  )
}

export const beginUndoing = async (tx: Tx, id: string): Promise<void> => {
  await run(tx, sql`update registry.import set state = 'undoing', progress = 0 where id = ${id}`)
}

export const endImport = async (tx: Tx, id: string, state: 'undone' | 'discarded', now: Date): Promise<void> => {
  await run(tx, sql`update registry.import set state = ${state}, ended_at = ${now}, progress = steps where id = ${id}`)
}

/** Sources whose newest import is held by a brake. */
export const standingBrakes = async (db: Db): Promise<number> =>
  (
    await row<{ count: number }>(
      db,
      sql`select count(*) as count
          from (select distinct on (source) state from registry.import order by source, received_at desc) as newest
          where state = 'blocked'`,
    )
  )?.count ?? 0
