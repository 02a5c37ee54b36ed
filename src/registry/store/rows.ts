/** The rows of an import, as staged, as planned, as done. Whole chunks at a time. */
import { json, row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Facts } from '../persons/facts.ts'
import type { Counts, Verdict } from '../imports/import.ts'
import type { Item, ItemDetail } from '../imports/plan.ts'

export type StagedRow =
  | {
      readonly line: number
      readonly key: string
      readonly hash: string
      readonly facts: Facts
      readonly recordId: string
      readonly birthSealed: string | null
      readonly birthPrint: string | null
    }
  | {
      readonly line: number
      readonly key: string | null
      readonly recordId: string | null
      readonly column: string
      readonly reason: string
    }

/** Stages rows; a row given again for a line replaces the one before (the second of two with one key withdraws the first). */
export const stageRows = async (tx: Tx, importId: string, staged: readonly StagedRow[]): Promise<void> => {
  if (staged.length === 0) return
  const last = new Map(staged.map(each => [each.line, each]))
  await run(
    tx,
    sql`insert into registry.import_row
          (import_id, seq, line, key, row_hash, fields, birth_sealed, birth_print, verdict, column_name, reason, record_id)
        select ${importId}, line, line, key, decode(hash, 'hex'), facts, decode("birthSealed", 'hex'), decode("birthPrint", 'hex'),
               case when reason is not null then 'quarantine' end, "column", reason, "recordId"
        from jsonb_to_recordset(${json([...last.values()])}::jsonb) as staged (line integer, key text, hash text, facts jsonb,
          "birthSealed" text, "birthPrint" text, "column" text, reason text, "recordId" uuid)
        on conflict (import_id, seq) do update set key = excluded.key, row_hash = excluded.row_hash, fields = excluded.fields,
          birth_sealed = excluded.birth_sealed, birth_print = excluded.birth_print, verdict = excluded.verdict,
          column_name = excluded.column_name, reason = excluded.reason, record_id = excluded.record_id`,
  )
}

/** Forgets an earlier rehearsal: absences and verdicts, but not what could not be read. */
export const forgetPlan = async (tx: Tx, importId: string): Promise<void> => {
  await run(tx, sql`delete from registry.import_row where import_id = ${importId} and line is null`)
  await run(
    tx,
    sql`update registry.import_row set verdict = null, reason = null, person_id = null, record_version = null, detail = null
        where import_id = ${importId} and verdict <> 'quarantine'`,
  )
  await run(tx, sql`delete from registry.import_block where import_id = ${importId}`)
}

/** Rows that say what their record says already: one statement for all of them, most of a night's file. */
export const planUnchanged = async (tx: Tx, importId: string): Promise<number> =>
  run(
    tx,
    sql`update registry.import_row r set verdict = 'noop', record_version = k.version, person_id = k.person_id
        from registry.record k
        where r.import_id = ${importId} and r.verdict is null and k.id = r.record_id
          and k.state = 'active' and k.row_hash = r.row_hash`,
  )

export type OpenRow = {
  readonly seq: number
  readonly key: string
  readonly record_id: string
  readonly fields: Facts
  readonly birth_print: string | null
  readonly birth_sealed: Buffer | null
  /** Whether the file has a column of birth dates. */
  readonly tells_birth: boolean
}

/** The next rows without a verdict. */
export const openRows = async (
  db: Db | Tx,
  importId: string,
  after: number,
  limit: number,
): Promise<readonly OpenRow[]> =>
  rows<OpenRow>(
    db,
    sql`select seq, key, record_id, fields - 'birthDate' as fields, encode(birth_print, 'hex') as birth_print, birth_sealed,
          fields ? 'birthDate' as tells_birth
        from registry.import_row
        where import_id = ${importId} and seq > ${after} and verdict is null
        order by seq limit ${limit}`,
  )

export type PlannedRow = Item & { readonly seq: number }

export const savePlanned = async (tx: Tx, importId: string, planned: readonly PlannedRow[]): Promise<void> => {
  if (planned.length === 0) return
  await run(
    tx,
    sql`update registry.import_row r set verdict = p.verdict, reason = p.reason, person_id = p."personId",
          record_version = p.version, detail = p.detail
        from jsonb_to_recordset(${json(planned)}::jsonb)
          as p (seq integer, verdict text, reason text, "personId" uuid, version integer, detail jsonb)
        where r.import_id = ${importId} and r.seq = p.seq`,
  )
}

export type AbsentRow = PlannedRow & { readonly recordId: string; readonly key: string }

export const addAbsent = async (tx: Tx, importId: string, absent: readonly AbsentRow[]): Promise<void> => {
  if (absent.length === 0) return
  await run(
    tx,
    sql`insert into registry.import_row (import_id, seq, key, verdict, reason, record_id, record_version, person_id, detail)
        select ${importId}, seq, key, verdict, reason, "recordId", version, "personId", detail
        from jsonb_to_recordset(${json(absent)}::jsonb) as p (seq integer, key text, verdict text, reason text,
          "recordId" uuid, version integer, "personId" uuid, detail jsonb)`,
  )
}

export const unreadableKeys = async (db: Db | Tx, importId: string): Promise<number> =>
  (
    await row<{ count: number }>(
      db,
      sql`select count(*) as count from registry.import_row
          where import_id = ${importId} and verdict = 'quarantine' and key is null`,
    )
  )?.count ?? 0

export const lastSeq = async (db: Db | Tx, importId: string): Promise<number> =>
  (
    await row<{ last: number | null }>(
      db,
      sql`select max(seq) as last from registry.import_row where import_id = ${importId}`,
    )
  )?.last ?? 0

export const countVerdicts = async (db: Db | Tx, importId: string): Promise<Counts> =>
  Object.fromEntries(
    (
      await rows<{ verdict: Verdict; count: number }>(
        db,
        sql`select verdict, count(*) as count from registry.import_row where import_id = ${importId} group by verdict`,
      )
    ).map(each => [each.verdict, each.count]),
  )

/**
 * The hash of a plan: every item in order, with the record's version it was made on. What was shown is what is applied.
 * Hashed in blocks, so that a million rows need no million-row text.
 */
export const planHash = async (db: Db | Tx, importId: string): Promise<string> =>
  (
    await row<{ hash: string }>(
      db,
      sql`select encode(sha256(convert_to(coalesce(string_agg(block, ',' order by place), ''), 'UTF8')), 'hex') as hash
          from (select seq / 1000 as place,
                  encode(sha256(convert_to(string_agg(concat_ws('|', seq, verdict, record_id, record_version, person_id,
                    encode(row_hash, 'hex'), reason, detail::text), ',' order by seq), 'UTF8')), 'hex') as block
                from registry.import_row where import_id = ${importId} group by seq / 1000) as blocks`,
    )
  )?.hash ?? ''

export type DueItem = {
  readonly seq: number
  readonly key: string
  readonly verdict: Verdict
  readonly reason: string | null
  readonly row_hash: string | null
  readonly fields: Facts | null
  readonly tells_birth: boolean
  readonly birth_sealed: string | null
  readonly birth_print: string | null
  readonly record_id: string
  readonly record_version: number | null
  readonly person_id: string | null
  readonly detail: ItemDetail | null
}

/** The next items to be done, of the verdicts that may be. */
export const dueItems = async (
  db: Db | Tx,
  importId: string,
  { after, verdicts, limit }: { after: number; verdicts: readonly Verdict[]; limit: number },
): Promise<readonly DueItem[]> =>
  rows<DueItem>(
    db,
    sql`select seq, key, verdict, reason, encode(row_hash, 'hex') as row_hash, fields - 'birthDate' as fields,
          coalesce(fields ? 'birthDate', false) as tells_birth, encode(birth_sealed, 'hex') as birth_sealed,
          encode(birth_print, 'hex') as birth_print, record_id, record_version, person_id, detail
        from registry.import_row
        where import_id = ${importId} and seq > ${after} and not applied and verdict = any(${verdicts}::text[])
        order by seq limit ${limit}`,
  )

/** Marks items as done and erases what they carried: from here on the record has it. */
export const markApplied = async (tx: Tx, importId: string, seqs: readonly number[]): Promise<void> => {
  await run(
    tx,
    sql`update registry.import_row set applied = true, fields = null, birth_sealed = null, birth_print = null
        where import_id = ${importId} and seq = any(${seqs}::integer[])`,
  )
}

export const markStale = async (tx: Tx, importId: string, seqs: readonly number[]): Promise<void> => {
  if (seqs.length === 0) return
  await run(
    tx,
    sql`update registry.import_row set applied = true, reason = 'stale', fields = null, birth_sealed = null, birth_print = null
        where import_id = ${importId} and seq = any(${seqs}::integer[])`,
  )
}

export const countStale = async (db: Db | Tx, importId: string): Promise<number> =>
  (
    await row<{ count: number }>(
      db,
      sql`select count(*) as count from registry.import_row where import_id = ${importId} and reason = 'stale'`,
    )
  )?.count ?? 0

export const heldVerdicts = async (
  db: Db | Tx,
  importId: string,
  of: readonly Verdict[],
): Promise<readonly Verdict[]> =>
  (
    await rows<{ verdict: Verdict }>(
      db,
      sql`select distinct verdict from registry.import_row
          where import_id = ${importId} and not applied and verdict = any(${of}::text[]) order by verdict`,
    )
  ).map(each => each.verdict)

/** Rows that changed nothing are forgotten when all is done; their number stays in the counts. */
export const forgetUnchanged = async (tx: Tx, importId: string): Promise<void> => {
  await run(
    tx,
    sql`delete from registry.import_row where import_id = ${importId} and verdict = 'noop' and reason is null`,
  )
  await run(tx, sql`delete from registry.import_block where import_id = ${importId}`)
}

/** Erases the staged fields of an import that will not be applied (any more). */
export const eraseFields = async (tx: Tx, importId: string): Promise<void> => {
  await run(
    tx,
    sql`update registry.import_row set fields = null, birth_sealed = null, birth_print = null
        where import_id = ${importId} and (fields is not null or birth_sealed is not null)`,
  )
  await run(tx, sql`delete from registry.import_block where import_id = ${importId}`)
}

export type ShownRow = {
  readonly seq: number
  readonly line: number | null
  readonly key: string | null
  readonly verdict: Verdict
  readonly column_name: string | null
  readonly reason: string | null
  readonly detail: ItemDetail | null
  readonly person_id: string | null
  readonly record_id: string | null
  readonly name_ja: string | null
  readonly name_en: string | null
  readonly fields: Facts | null
  readonly applied: boolean
  readonly undo: 'back' | 'stays' | null
  readonly undo_reason: string | null
}

/** Rows for a page: of one verdict, in order, after a place. */
export const shownRows = async (
  db: Db | Tx,
  importId: string,
  { verdict, after, limit }: { verdict: Verdict; after: number; limit: number },
): Promise<readonly ShownRow[]> =>
  rows<ShownRow>(
    db,
    sql`select r.seq, r.line, r.key, r.verdict, r.column_name, r.reason, r.detail, r.person_id, r.record_id, r.applied,
          r.undo, r.undo_reason, p.display_ja as name_ja, p.display_en as name_en, coalesce(r.fields, k.facts) as fields
        from registry.import_row r
          left join registry.person p on p.id = r.person_id
          left join registry.record k on k.id = r.record_id
        where r.import_id = ${importId} and r.verdict = ${verdict} and r.seq > ${after}
        order by r.seq limit ${limit}`,
  )
