/** Rehearsals as they are kept: what a version would do to everyone, item by item. */
import type { Day } from '../../kernel/day.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { json, row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import { noCounts, type Counts, type Difference, type Effect, type Side } from '../difference.ts'
import type { EntitlementKind } from '../entitlement.ts'

export type Rehearsal = {
  readonly id: string
  readonly version: number
  readonly against: number
  readonly bookHash: string
  readonly from: Day
  readonly state: 'running' | 'done' | 'outdated'
  readonly startedAt: Date
  readonly startedBy: string
  readonly doneAt: Date | null
  readonly reached: PersonId | null
  readonly counts: Counts
  readonly total: number
  /** Over the items so far. */
  readonly chain: string
  readonly hash: string | null
}

type RehearsalRow = {
  readonly id: string
  readonly version: number
  readonly against: number
  readonly book_hash: string
  readonly from_on: Day
  readonly state: Rehearsal['state']
  readonly started_at: Date
  readonly started_by: string
  readonly done_at: Date | null
  readonly reached: string | null
  readonly counts: Counts
  readonly total: number
  /** Over the items so far. */
  readonly chain: string
  readonly hash: string | null
}

const rehearsalOf = (found: RehearsalRow): Rehearsal => ({
  id: found.id,
  version: found.version,
  against: found.against,
  bookHash: found.book_hash,
  from: found.from_on,
  state: found.state,
  startedAt: found.started_at,
  startedBy: found.started_by,
  doneAt: found.done_at,
  reached: found.reached === null ? null : asPersonId(found.reached),
  counts: found.counts,
  total: found.total,
  chain: found.chain,
  hash: found.hash,
})

export const rehearsalById = async (db: Db | Tx, id: string): Promise<Rehearsal | null> => {
  const found = await row<RehearsalRow>(db, sql`select * from eligibility.rehearsal where id = ${id}::uuid`)
  return found === null ? null : rehearsalOf(found)
}

export const rehearsalForUpdate = async (tx: Tx, id: string): Promise<Rehearsal | null> => {
  const found = await row<RehearsalRow>(tx, sql`select * from eligibility.rehearsal where id = ${id}::uuid for update`)
  return found === null ? null : rehearsalOf(found)
}

export const latestRehearsalOf = async (db: Db | Tx, version: number): Promise<Rehearsal | null> => {
  const found = await row<RehearsalRow>(
    db,
    sql`select * from eligibility.rehearsal where version = ${version} order by started_at desc, id limit 1`,
  )
  return found === null ? null : rehearsalOf(found)
}

/** Begins a rehearsal; those of the same version before it are outdated. */
export const insertRehearsal = async (
  tx: Tx,
  begun: Pick<Rehearsal, 'id' | 'version' | 'against' | 'bookHash' | 'from' | 'startedAt' | 'startedBy'>,
): Promise<void> => {
  await outdateRehearsals(tx, begun.version)
  await run(
    tx,
    sql`insert into eligibility.rehearsal (id, version, against, book_hash, from_on, state, started_at, started_by,
          counts, total, chain)
        values (${begun.id}, ${begun.version}, ${begun.against}, ${begun.bookHash}, ${begun.from}, 'running',
          ${begun.startedAt}, ${begun.startedBy}, ${json(noCounts)}::jsonb,
          (select count(*) from registry.published_person), '')`,
  )
}

/** The next persons in the order of their ids, whoever they are. */
export const personsAfter = async (
  db: Db | Tx,
  reached: PersonId | null,
  limit: number,
): Promise<readonly PersonId[]> => {
  const found = await rows<{ person_id: string }>(
    db,
    sql`select person_id from registry.published_person
        where ${reached}::uuid is null or person_id > ${reached}::uuid order by person_id limit ${limit}`,
  )
  return found.map(each => asPersonId(each.person_id))
}

export type HashedItem = Difference & { readonly hash: string }

export const insertItems = async (tx: Tx, rehearsalId: string, items: readonly HashedItem[]): Promise<void> => {
  if (items.length === 0) return
  await run(
    tx,
    sql`insert into eligibility.rehearsal_item (rehearsal_id, person_id, kind, effect, before, after, hash)
        select ${rehearsalId}::uuid, person_id, kind, effect, before, after, hash
        from unnest(${items.map(each => each.personId)}::uuid[], ${items.map(each => each.kind)}::text[],
                    ${items.map(each => each.effect)}::text[], ${items.map(each => json(each.before))}::jsonb[],
                    ${items.map(each => json(each.after))}::jsonb[], ${items.map(each => each.hash)}::text[])
          as item (person_id, kind, effect, before, after, hash)`,
  )
}

export const saveReached = async (
  tx: Tx,
  id: string,
  step: { readonly reached: PersonId; readonly counts: Counts; readonly chain: string },
): Promise<void> => {
  await run(
    tx,
    sql`update eligibility.rehearsal
        set reached = ${step.reached}::uuid, counts = ${json(step.counts)}::jsonb, chain = ${step.chain}
        where id = ${id}::uuid`,
  )
}

export const saveDone = async (tx: Tx, id: string, hash: string, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update eligibility.rehearsal set state = 'done', done_at = ${now}, hash = ${hash}
        where id = ${id}::uuid and state = 'running'`,
  )
}

/** The text changed: what was rehearsed of it no longer counts. */
export const outdateRehearsals = async (tx: Tx, version: number): Promise<void> => {
  await run(
    tx,
    sql`update eligibility.rehearsal set state = 'outdated' where version = ${version} and state <> 'outdated'`,
  )
}

/** Items of these persons. */
export const itemHashesOf = async (
  db: Db | Tx,
  rehearsalId: string,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<string, string>> => {
  const found = await rows<{ person_id: string; kind: string; hash: string }>(
    db,
    sql`select person_id, kind, hash from eligibility.rehearsal_item
        where rehearsal_id = ${rehearsalId}::uuid and person_id = any(${ids}::uuid[])`,
  )
  return new Map(found.map(each => [`${each.person_id} ${each.kind}`, each.hash]))
}

export type EffectCount = { readonly kind: EntitlementKind; readonly effect: Effect; readonly items: number }

/** How many items there are of each kind and effect. */
export const effectsOf = (db: Db, rehearsalId: string): Promise<readonly EffectCount[]> =>
  rows<EffectCount>(
    db,
    sql`select kind, effect, count(*)::integer as items from eligibility.rehearsal_item
        where rehearsal_id = ${rehearsalId}::uuid group by kind, effect order by kind, effect`,
  )

export type Sample = {
  readonly personId: PersonId
  readonly name: { readonly ja: string; readonly en: string }
  readonly number: string
  readonly kind: EntitlementKind
  readonly effect: Effect
  readonly before: readonly Side[]
  readonly after: readonly Side[]
}

/** Some items, those who lose first. */
export const samplesOf = async (
  db: Db,
  rehearsalId: string,
  {
    effect,
    kind,
    limit,
  }: { readonly effect: Effect | null; readonly kind: EntitlementKind | null; readonly limit: number },
): Promise<readonly Sample[]> => {
  const found = await rows<{
    person_id: string
    display_ja: string
    display_en: string
    number: string
    kind: EntitlementKind
    effect: Effect
    before: readonly Side[]
    after: readonly Side[]
  }>(
    db,
    sql`select i.person_id, p.display_ja, p.display_en, p.number, i.kind, i.effect, i.before, i.after
        from eligibility.rehearsal_item i join registry.published_person p on p.person_id = i.person_id
        where i.rehearsal_id = ${rehearsalId}::uuid
          and (${effect}::text is null or i.effect = ${effect}::text) and (${kind}::text is null or i.kind = ${kind}::text)
        order by array_position(array['loses', 'shorter', 'gains', 'longer', 'other'], i.effect), i.kind, i.person_id
        limit ${limit}`,
  )
  return found.map(each => ({
    personId: asPersonId(each.person_id),
    name: { ja: each.display_ja, en: each.display_en },
    number: each.number,
    kind: each.kind,
    effect: each.effect,
    before: each.before,
    after: each.after,
  }))
}
