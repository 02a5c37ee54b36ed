/** Persons, names, contacts and affiliations: questions that whole chunks of people are asked. */
import type { Day } from '../../kernel/day.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { row, rows, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Vault } from '../../platform/vault.ts'
import { openBirth } from '../matching/birth.ts'
import type { NameForms, NameKind, PersonName } from '../names/name.ts'
import type { Affiliation, AffiliationState, Contact, Person, PersonState } from '../persons/person.ts'

type PersonRow = {
  readonly id: string
  readonly number: string
  readonly state: PersonState
  readonly held: boolean
  readonly merged_into: string | null
  readonly names: readonly NameRow[] | null
}

type NameRow = {
  readonly kind: NameKind
  readonly family: NameForms
  readonly given: NameForms
}

const nameOf = (found: NameRow): PersonName => ({
  kind: found.kind,
  family: found.family,
  given: found.given.kanji === null && found.given.kana === null && found.given.roman === null ? null : found.given,
})

const personOf = (found: PersonRow): Person => ({
  id: asPersonId(found.id),
  number: found.number,
  state: found.state,
  held: found.held,
  mergedInto: found.merged_into === null ? null : asPersonId(found.merged_into),
  names: (found.names ?? []).map(nameOf),
})

/** Who these people are. An id that is nobody's is left out. */
export const personsOf = async (db: Db | Tx, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Person>> => {
  const found = await rows<PersonRow>(
    db,
    sql`select p.id, p.number, p.state, p.held, p.merged_into,
          (select jsonb_agg(jsonb_build_object('kind', n.kind,
              'family', jsonb_build_object('kanji', n.family_kanji, 'kana', n.family_kana, 'roman', n.family_roman),
              'given', jsonb_build_object('kanji', n.given_kanji, 'kana', n.given_kana, 'roman', n.given_roman))
              order by n.kind, n.place)
           from registry.name n where n.person_id = p.id) as names
        from registry.person p where p.id = any(${ids}::uuid[])`,
  )
  return new Map(found.map(each => [asPersonId(each.id), personOf(each)]))
}

/** Who was found to be one of these people: each person merged into one of them, with that one. */
export const mergedIntoAny = async (
  db: Db | Tx,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, PersonId>> => {
  const found = await rows<{ id: string; merged_into: string }>(
    db,
    sql`select id, merged_into from registry.person where merged_into = any(${ids}::uuid[])`,
  )
  return new Map(found.map(each => [asPersonId(each.id), asPersonId(each.merged_into)]))
}

/** Opens the birth dates of these people, for those who need them; absent where none is known. */
export const birthDatesOf = async (
  db: Db | Tx,
  vault: Vault,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Day>> => {
  const found = await rows<{ id: string; record_id: string; birth_sealed: Buffer }>(
    db,
    sql`select p.id, r.id as record_id, r.birth_sealed
        from registry.person p join registry.record r on r.id = p.birth_record_id
        where p.id = any(${ids}::uuid[]) and r.birth_sealed is not null`,
  )
  return new Map(found.map(each => [asPersonId(each.id), openBirth(vault, each.record_id, each.birth_sealed)]))
}

type AffiliationRow = {
  readonly id: string
  readonly person_id: string
  readonly source: string
  readonly source_key: string
  readonly status: string
  readonly unit_code: string | null
  readonly unit_ja: string | null
  readonly unit_en: string | null
  readonly title: string | null
  readonly from_on: Day
  readonly until_on: Day | null
  readonly state: AffiliationState
  readonly provisional: boolean
  readonly host_person_id: string | null
}

const affiliationOf = (found: AffiliationRow): Affiliation => ({
  id: found.id,
  personId: asPersonId(found.person_id),
  source: found.source,
  sourceKey: found.source_key,
  status: found.status,
  unit:
    found.unit_code === null
      ? null
      : { code: found.unit_code, name: { ja: found.unit_ja ?? found.unit_code, en: found.unit_en ?? found.unit_code } },
  title: found.title,
  period: { from: found.from_on, until: found.until_on },
  state: found.state,
  provisional: found.provisional,
  host: found.host_person_id === null ? null : asPersonId(found.host_person_id),
})

const grouped = <Value>(
  ids: readonly PersonId[],
  found: readonly (readonly [PersonId, Value])[],
): ReadonlyMap<PersonId, readonly Value[]> => {
  const groups = new Map<PersonId, Value[]>(ids.map(id => [id, []]))
  for (const [id, value] of found) groups.get(id)?.push(value)
  return groups
}

/** What these people are, and were, in the university; everyone asked for has an entry, perhaps empty. */
export const affiliationsOf = async (
  db: Db | Tx,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly Affiliation[]>> => {
  const found = await rows<AffiliationRow>(
    db,
    sql`select a.*, u.name_ja as unit_ja, u.name_en as unit_en
        from registry.affiliation a left join registry.unit u on u.code = a.unit_code
        where a.person_id = any(${ids}::uuid[])
        order by a.person_id, a.from_on desc, a.id`,
  )
  return grouped(
    ids,
    found.map(each => [asPersonId(each.person_id), affiliationOf(each)] as const),
  )
}

/** How these people are reached; verified ones first. */
export const contactsOf = async (
  db: Db | Tx,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly Contact[]>> => {
  const found = await rows<{
    person_id: string
    kind: Contact['kind']
    value: string
    purpose: Contact['purpose']
    verified_at: Date | null
  }>(
    db,
    sql`select person_id, kind, value, purpose, verified_at from registry.contact
        where person_id = any(${ids}::uuid[])
        order by person_id, (verified_at is null), kind, value`,
  )
  return grouped(
    ids,
    found.map(each => {
      const { kind, value, purpose, verified_at: verifiedAt } = each
      return [asPersonId(each.person_id), { kind, value, purpose, verifiedAt }] as const
    }),
  )
}

/** A person by the opaque number printed on forms; null when there is none. */
export const personByNumber = async (db: Db | Tx, number: string): Promise<PersonId | null> => {
  const found = await row<{ id: string }>(
    db,
    sql`select coalesce(merged_into, id) as id from registry.person where number = ${number}`,
  )
  return found === null ? null : asPersonId(found.id)
}
