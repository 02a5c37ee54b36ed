/** The ledger of identifiers: rows are added, never changed, never removed. */
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
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
  await run(
    tx,
    sql`insert into registry.identifier (namespace, value, skeleton, person_id, taken_at)
        select namespace, value, skeleton, person_id, ${now}
        from unnest(${namespaces}::text[], ${values}::text[], ${skeletons}::text[], ${persons}::uuid[])
          as wanted (namespace, value, skeleton, person_id)
        order by namespace, skeleton
        on conflict do nothing`,
  )
  const taken = await rows<{ value: string; person_id: string }>(
    tx,
    sql`select i.value, i.person_id
        from unnest(${namespaces}::text[], ${values}::text[], ${persons}::uuid[]) as wanted (namespace, value, person_id)
        join registry.identifier i
          on i.namespace = wanted.namespace and i.value = wanted.value and i.person_id = wanted.person_id`,
  )
  await run(
    tx,
    sql`insert into registry.search_key (person_id, kind, key)
        select person_id, 'identifier', value
        from unnest(${taken.map(each => each.person_id)}::uuid[], ${taken.map(each => each.value)}::text[])
          as found (person_id, value)
        on conflict do nothing`,
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
