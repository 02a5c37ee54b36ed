/** The ledger of identifiers: rows are added, never changed, never removed. */
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { rows, sql, written, type Db, type Tx } from '../../platform/database.ts'
import { normalIdentifier, skeletonOf, type WantedIdentifier } from '../persons/identifier.ts'

/**
 * Takes identifiers for persons, as many as are free, in one statement.
 *
 * Answers with the values, normalised, that now belong to the person who wanted them: new ones and ones that were theirs
 * already. A value that is missing from the answer belongs, or looks like one that belongs, to somebody else. Where two
 * want one value in the same call, one of them gets it. Nothing is ever freed.
 */
export const takeIdentifiers = async (
  tx: Tx,
  wanted: readonly WantedIdentifier[],
  now: Date,
): Promise<ReadonlySet<string>> => {
  if (wanted.length === 0) return new Set()
  const namespaces = wanted.map(each => each.namespace)
  const values = wanted.map(each => normalIdentifier(each.value))
  const skeletons = wanted.map(each => skeletonOf(each.value))
  const persons = wanted.map(each => each.personId)
  const taken = await written<{ value: string }>(
    tx,
    sql`with wanted as (
          select * from unnest(${namespaces}::text[], ${values}::text[], ${skeletons}::text[], ${persons}::uuid[])
            as wanted (namespace, value, skeleton, person_id)),
        added as (
          insert into registry.identifier (namespace, value, skeleton, person_id, taken_at)
          select namespace, value, skeleton, person_id, ${now} from wanted order by namespace, skeleton
          on conflict do nothing
          returning value, person_id),
        theirs as (
          select value, person_id from added
          union select i.value, i.person_id from wanted join registry.identifier i using (namespace, value, person_id)),
        findable as (
          insert into registry.search_key (person_id, kind, key) select person_id, 'identifier', value from theirs
          on conflict do nothing)
        select value from theirs`,
  )
  return new Set(taken.map(each => each.value))
}

export type Identifier = {
  readonly namespace: string
  readonly value: string
  readonly personId: PersonId
  readonly takenAt: Date
}

/** The identifiers of these people, those of persons merged into them included. */
export const identifiersOf = async (
  db: Db | Tx,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly Identifier[]>> => {
  const found = await rows<{ namespace: string; value: string; holder: string; taken_at: Date }>(
    db,
    sql`select i.namespace, i.value, holder.id as holder, i.taken_at
        from registry.person holder
        join registry.person owner on owner.id = holder.id or owner.merged_into = holder.id
        join registry.identifier i on i.person_id = owner.id
        where holder.id = any(${ids}::uuid[])
        order by i.taken_at, i.namespace, i.value`,
  )
  const groups = new Map<PersonId, Identifier[]>(ids.map(id => [id, []]))
  for (const each of found) {
    const personId = asPersonId(each.holder)
    groups.get(personId)?.push({ namespace: each.namespace, value: each.value, personId, takenAt: each.taken_at })
  }
  return groups
}
