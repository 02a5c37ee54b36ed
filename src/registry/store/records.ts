/** Source records and what stood in them before. */
import type { Day } from '../../kernel/day.ts'
import { json, row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Facts } from '../persons/facts.ts'
import type { RecordState, StoredRecord } from '../imports/plan.ts'

type RecordRow = {
  readonly id: string
  readonly key: string
  readonly state: RecordState
  readonly missing_count: number
  readonly version: number
  readonly person_id: string | null
  readonly facts: Facts
  readonly birth_print: string | null
  readonly held: boolean | null
}

const storedOf = (found: RecordRow): StoredRecord & { readonly key: string } => ({
  id: found.id,
  key: found.key,
  state: found.state,
  missingCount: found.missing_count,
  version: found.version,
  personId: found.person_id,
  facts: found.facts,
  birthPrint: found.birth_print,
  held: found.held ?? false,
})

const columns = sql`k.id, k.key, k.state, k.missing_count, k.version, k.person_id, k.facts,
  encode(k.birth_print, 'hex') as birth_print, p.held`

export const recordsById = async (db: Db | Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> => {
  const found = await rows<RecordRow>(
    db,
    sql`select ${columns} from registry.record k left join registry.person p on p.id = k.person_id
        where k.id = any(${ids}::uuid[])`,
  )
  return new Map(found.map(each => [each.id, storedOf(each)]))
}

/** The same, locked in one order. */
export const recordsForUpdate = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> => {
  const found = await rows<RecordRow>(
    tx,
    sql`select ${columns} from registry.record k left join registry.person p on p.id = k.person_id
        where k.id = any(${ids}::uuid[]) order by k.id for update of k`,
  )
  return new Map(found.map(each => [each.id, storedOf(each)]))
}

/** Records of the source that a full file should have had and has not, in order of their key. */
export const absentRecords = async (
  db: Db | Tx,
  { importId, source, after, limit }: { importId: string; source: string; after: string; limit: number },
): Promise<readonly (StoredRecord & { readonly key: string })[]> =>
  (
    await rows<RecordRow>(
      db,
      sql`select ${columns} from registry.record k left join registry.person p on p.id = k.person_id
          where k.source = ${source} and k.state in ('active', 'missing') and k.key > ${after}
            and not exists (select 1 from registry.import_row r where r.import_id = ${importId} and r.record_id = k.id)
          order by k.key limit ${limit}`,
    )
  ).map(storedOf)

/** Records of a source that neither ended nor were withdrawn. */
export const countKnown = async (db: Db | Tx, source: string): Promise<number> =>
  (
    await row<{ count: number }>(
      db,
      sql`select count(*) as count from registry.record where source = ${source} and state in ('active', 'missing')`,
    )
  )?.count ?? 0

/** Keeps what stands in these records, before they change. */
export const keepVersions = async (tx: Tx, ids: readonly string[], by: string | null, now: Date): Promise<void> => {
  if (ids.length === 0) return
  await run(
    tx,
    sql`insert into registry.record_version (record_id, version, state, missing_count, ended_on, person_id, row_hash, facts,
          birth_sealed, birth_print, changed_by, changed_at, replaced_by, replaced_at)
        select id, version, state, missing_count, ended_on, person_id, row_hash, facts, birth_sealed, birth_print,
          changed_by, changed_at, ${by}, ${now}
        from registry.record where id = any(${ids}::uuid[])`,
  )
}

export type NewRecord = {
  readonly id: string
  readonly source: string
  readonly key: string
  /** Null while a match case is open. */
  readonly personId: string | null
  readonly hash: string
  readonly facts: Facts
  /** In hex, as the other octets here. */
  readonly birthSealed: string | null
  readonly birthPrint: string | null
}

export const addRecords = async (tx: Tx, added: readonly NewRecord[], by: string | null, now: Date): Promise<void> => {
  if (added.length === 0) return
  await run(
    tx,
    sql`insert into registry.record (id, source, key, state, person_id, row_hash, facts, birth_sealed, birth_print,
          changed_by, first_seen_at, changed_at)
        select id, source, key, 'active', "personId", decode(hash, 'hex'), facts, decode("birthSealed", 'hex'),
          decode("birthPrint", 'hex'), ${by}, ${now}, ${now}
        from jsonb_to_recordset(${json(added)}::jsonb) as c (id uuid, source text, key text, "personId" uuid, hash text,
          facts jsonb, "birthSealed" text, "birthPrint" text)
        order by id`,
  )
}

export type RecordChange = {
  readonly id: string
  readonly state: RecordState
  readonly missingCount: number
  readonly endedOn: Day | null
  /** Null: as it stands. */
  readonly hash: string | null
  readonly facts: Facts
  /** False: the file has no such column, and the stored birth date stays. */
  readonly tellsBirth: boolean
  readonly birthSealed: string | null
  readonly birthPrint: string | null
}

/** Changes records, after `keepVersions`; their versions rise. */
export const changeRecords = async (
  tx: Tx,
  changes: readonly RecordChange[],
  by: string | null,
  now: Date,
): Promise<void> => {
  if (changes.length === 0) return
  await run(
    tx,
    sql`update registry.record k set state = c.state, missing_count = c."missingCount", ended_on = c."endedOn",
          row_hash = coalesce(decode(c.hash, 'hex'), k.row_hash), facts = c.facts,
          birth_sealed = case when c."tellsBirth" then decode(c."birthSealed", 'hex') else k.birth_sealed end,
          birth_print = case when c."tellsBirth" then decode(c."birthPrint", 'hex') else k.birth_print end,
          version = k.version + 1, changed_by = ${by}, changed_at = ${now}
        from jsonb_to_recordset(${json(changes)}::jsonb) as c (id uuid, state text, "missingCount" integer, "endedOn" date,
          hash text, facts jsonb, "tellsBirth" boolean, "birthSealed" text, "birthPrint" text)
        where k.id = c.id`,
  )
}

/** Withdraws records that were a mistake, after `keepVersions`: they never held. */
export const withdrawRecords = async (tx: Tx, ids: readonly string[], by: string | null, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update registry.record set state = 'withdrawn', missing_count = 0, ended_on = null, version = version + 1,
          changed_by = ${by}, changed_at = ${now}
        where id = any(${ids}::uuid[])`,
  )
}

/** Gives records to a person, or to nobody; after `keepVersions`. */
export const giveRecords = async (
  tx: Tx,
  ids: readonly string[],
  personId: string | null,
  now: Date,
): Promise<void> => {
  await run(
    tx,
    sql`update registry.record set person_id = ${personId}, version = version + 1, changed_by = null, changed_at = ${now}
        where id = any(${ids}::uuid[])`,
  )
}

/** Puts back what an import replaced, to the letter, and forgets that it did. */
export const restoreRecords = async (tx: Tx, ids: readonly string[], importId: string): Promise<void> => {
  await run(
    tx,
    sql`update registry.record k set version = v.version, state = v.state, missing_count = v.missing_count,
          ended_on = v.ended_on, person_id = v.person_id, row_hash = v.row_hash, facts = v.facts,
          birth_sealed = v.birth_sealed, birth_print = v.birth_print, changed_by = v.changed_by, changed_at = v.changed_at
        from registry.record_version v
        where k.id = any(${ids}::uuid[]) and v.record_id = k.id and v.replaced_by = ${importId}`,
  )
  await run(
    tx,
    sql`delete from registry.record_version where record_id = any(${ids}::uuid[]) and replaced_by = ${importId}`,
  )
}
