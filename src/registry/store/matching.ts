/** Candidates for matching, for a whole chunk of rows at a time. */
import { rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Facts } from '../persons/facts.ts'
import type { Verdict } from '../imports/import.ts'
import type { RecordState } from '../imports/plan.ts'
import type { SourceDefinition } from '../sources/source.ts'

export type RowPrint = { readonly seq: number; readonly print: string }

/** So many holders of one print are looked at: a name so common says nothing, and stronger prints are rarer. */
const holdersPerPrint = 40

/**
 * Tells the database how large the tables have become before it is asked for many candidates: after a first import they
 * are far from what it last saw, and it would read them whole for every print.
 */
export const learnSizes = async (tx: Tx): Promise<void> => {
  await run(
    tx,
    sql`analyze registry.match_key (print), registry.record (id, person_id, source, state), registry.person (id),
    registry.import_row (import_id, seq, record_id)`,
  )
}

/** Persons of the registry who share a print with a row. */
export const personsSharing = async (
  db: Db | Tx,
  prints: readonly RowPrint[],
): Promise<readonly { readonly seq: number; readonly person_id: string }[]> =>
  rows(
    db,
    sql`select distinct wanted.seq, found.person_id
        from unnest(${prints.map(each => each.seq)}::integer[], ${prints.map(each => each.print)}::bigint[])
            as wanted (seq, print)
          cross join lateral (select m.person_id from registry.match_key m where m.print = wanted.print
            limit ${holdersPerPrint}) found`,
  )

/** Keeps the prints of rows that bring somebody, for rows further down in the same file. */
export const addBlocks = async (tx: Tx, importId: string, prints: readonly RowPrint[]): Promise<void> => {
  await run(
    tx,
    sql`insert into registry.import_block (import_id, print, seq)
        select ${importId}, print, seq from unnest(${prints.map(each => each.seq)}::integer[],
          ${prints.map(each => each.print)}::bigint[]) as p (seq, print)
        order by print, seq
        on conflict do nothing`,
  )
}

/** Earlier rows of the same file that share a print with a row. */
export const rowsSharing = async (
  db: Db | Tx,
  importId: string,
  prints: readonly RowPrint[],
): Promise<readonly { readonly seq: number; readonly other: number }[]> =>
  rows(
    db,
    sql`select distinct wanted.seq, found.seq as other
        from unnest(${prints.map(each => each.seq)}::integer[], ${prints.map(each => each.print)}::bigint[])
            as wanted (seq, print)
          cross join lateral (select b.seq from registry.import_block b
            where b.import_id = ${importId} and b.print = wanted.print and b.seq < wanted.seq
            limit ${holdersPerPrint}) found`,
  )

export type TellingRow = {
  readonly person_id: string
  readonly record_id: string
  readonly source: string
  readonly key_names: SourceDefinition['keyNames']
  readonly vouched_by: SourceDefinition['vouchedBy']
  readonly key: string
  readonly state: RecordState
  readonly facts: Facts
  readonly birth_sealed: Buffer | null
}

/** Every record of these persons that was not a mistake. */
export const tellingsOf = async (db: Db | Tx, personIds: readonly string[]): Promise<readonly TellingRow[]> =>
  rows<TellingRow>(
    db,
    sql`select k.person_id, k.id as record_id, k.source, k.key, coalesce(s.layout->>'keyNames', 'paper') as key_names,
          coalesce(s.layout->>'vouchedBy', 'self') as vouched_by, k.state, k.facts, k.birth_sealed
        from registry.record k join registry.source s on s.code = k.source
        where k.person_id = any(${personIds}::uuid[]) and k.state <> 'withdrawn'
        order by s.trust desc, k.first_seen_at, k.id`,
  )

export type PlannedTelling = {
  readonly seq: number
  readonly key: string
  readonly record_id: string
  readonly verdict: Verdict
  readonly person_id: string
  readonly fields: Facts
  readonly birth_sealed: Buffer | null
}

/** Earlier rows of the same file that bring or mean a person. */
export const plannedTellings = async (
  db: Db | Tx,
  importId: string,
  seqs: readonly number[],
): Promise<readonly PlannedTelling[]> =>
  rows<PlannedTelling>(
    db,
    sql`select seq, key, record_id, verdict, person_id, fields, birth_sealed from registry.import_row
        where import_id = ${importId} and seq = any(${seqs}::integer[]) and person_id is not null`,
  )
