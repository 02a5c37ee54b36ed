/** The undo of an import, planned and stored on its rows. */
import { row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { UndoCounts, Verdict } from '../imports/import.ts'

/** Marks each applied row: back, or stays and why. One statement; shown, then done exactly so. */
export const markUndo = async (tx: Tx, importId: string): Promise<void> => {
  await run(
    tx,
    sql`update registry.import_row r
        set undo_reason = case
              when r.reason = 'stale' then 'stale'
              when p.held then 'person_held'
              when k.changed_by is null then 'changed_by_hand'
              when k.changed_by <> r.import_id then 'changed_by_later_import'
            end,
            undo = case when r.reason is distinct from 'stale' and not coalesce(p.held, false) and k.changed_by = r.import_id
              then 'back' else 'stays' end
        from registry.record k left join registry.person p on p.id = k.person_id
        where r.import_id = ${importId} and r.applied and k.id = r.record_id`,
  )
}

export const undoCounts = async (db: Db | Tx, importId: string): Promise<UndoCounts> => {
  const found = await rows<{ undo: 'back' | 'stays'; undo_reason: string | null; count: number }>(
    db,
    sql`select undo, undo_reason, count(*) as count from registry.import_row
        where import_id = ${importId} and undo is not null group by undo, undo_reason`,
  )
  const brought = await row<{ persons: number; identifiers: number }>(
    db,
    sql`select count(distinct p.id) as persons, count(i.person_id) as identifiers
        from registry.person p left join registry.identifier i on i.person_id = p.id
        where p.created_by = ${importId}`,
  )
  return {
    back: found.filter(each => each.undo === 'back').reduce((sum, each) => sum + each.count, 0),
    stays: Object.fromEntries(
      found.filter(each => each.undo === 'stays').map(each => [each.undo_reason ?? 'unknown', each.count]),
    ),
    persons: brought?.persons ?? 0,
    identifiers: brought?.identifiers ?? 0,
  }
}

export const undoHash = async (db: Db | Tx, importId: string): Promise<string> =>
  (
    await row<{ hash: string }>(
      db,
      sql`select encode(sha256(convert_to(coalesce(string_agg(block, ',' order by place), ''), 'UTF8')), 'hex') as hash
          from (select seq / 1000 as place, encode(sha256(convert_to(string_agg(
                  concat_ws('|', seq, record_id, undo, undo_reason), ',' order by seq), 'UTF8')), 'hex') as block
                from registry.import_row where import_id = ${importId} and undo is not null group by seq / 1000) as blocks`,
    )
  )?.hash ?? ''

export type UndoItem = {
  readonly seq: number
  readonly verdict: Verdict
  readonly record_id: string
  readonly person_id: string | null
}

export const dueUndo = async (
  db: Db | Tx,
  importId: string,
  after: number,
  limit: number,
): Promise<readonly UndoItem[]> =>
  rows<UndoItem>(
    db,
    sql`select r.seq, r.verdict, r.record_id, k.person_id from registry.import_row r
          join registry.record k on k.id = r.record_id
        where r.import_id = ${importId} and r.seq > ${after} and r.undo = 'back' order by r.seq limit ${limit}`,
  )
