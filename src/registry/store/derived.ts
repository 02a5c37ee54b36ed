/** What is derived from the records of a chunk of persons: read, made again, written; never by hand. */
import type { Day } from '../../kernel/day.ts'
import { json, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { DerivedPerson, PersonRecord } from '../persons/derive.ts'
import type { Facts } from '../persons/facts.ts'
import type { RecordState } from '../imports/plan.ts'

export type PersonWithRecords = {
  readonly id: string
  readonly number: string
  readonly records: readonly (PersonRecord & { readonly birthPrint: string | null })[]
}

/** These persons with all of their records. Those merged into another are left out: their records have moved. */
export const personsWithRecords = async (
  db: Db | Tx,
  ids: readonly string[],
): Promise<readonly PersonWithRecords[]> => {
  const persons = await rows<{ id: string; number: string }>(
    db,
    sql`select id, number from registry.person where id = any(${ids}::uuid[]) and state not in ('merged', 'archived', 'erased')
        order by id`,
  )
  const found = await rows<{
    id: string
    person_id: string
    source: string
    key: string
    state: RecordState
    ended_on: Day | null
    trust: number
    facts: Facts
    birth_print: string | null
    first_seen_at: Date
  }>(
    db,
    sql`select k.id, k.person_id, k.source, k.key, k.state, k.ended_on, s.trust, k.facts,
          encode(k.birth_print, 'hex') as birth_print, k.first_seen_at
        from registry.record k join registry.source s on s.code = k.source
        where k.person_id = any(${ids}::uuid[])`,
  )
  const records = new Map<string, PersonWithRecords['records'][number][]>(persons.map(each => [each.id, []]))
  for (const each of found)
    records.get(each.person_id)?.push({
      id: each.id,
      source: each.source,
      key: each.key,
      state: each.state,
      endedOn: each.ended_on,
      trust: each.trust,
      facts: each.facts,
      hasBirth: each.birth_print !== null,
      birthPrint: each.birth_print,
      firstSeenAt: each.first_seen_at,
    })
  return persons.map(each => ({ ...each, records: records.get(each.id) ?? [] }))
}

export type NewPerson = { readonly id: string; readonly number: string }

/** Adds persons; their names and the rest are derived right after. */
export const addPersons = async (tx: Tx, added: readonly NewPerson[], by: string | null, now: Date): Promise<void> => {
  if (added.length === 0) return
  await run(
    tx,
    sql`insert into registry.person (id, number, state, display_ja, display_en, kana, created_at, created_by)
        select id, number, 'active', '', '', '', ${now}, ${by}
        from jsonb_to_recordset(${json(added)}::jsonb) as p (id uuid, number text)
        on conflict (id) do nothing`,
  )
}

export type Derived = {
  readonly personId: string
  readonly person: DerivedPerson
  readonly birthPrint: string | null
  /** Keyed fingerprints of likeness, as decimal texts of 64-bit numbers. */
  readonly prints: readonly string[]
}

/** Writes what was derived for a chunk of persons in place of what stood there. */
export const saveDerived = async (tx: Tx, derived: readonly Derived[]): Promise<void> => {
  if (derived.length === 0) return
  const ids = derived.map(each => each.personId)
  await saveUnits(tx, derived)
  await saveFaces(tx, derived)
  await saveNames(tx, ids, derived)
  await saveContacts(tx, ids, derived)
  await saveAffiliations(tx, derived)
  await saveKeys(tx, ids, derived)
}

const saveUnits = async (tx: Tx, derived: readonly Derived[]): Promise<void> => {
  const units = new Map(
    derived.flatMap(({ person }) =>
      person.affiliations.flatMap(({ unitCode, unitName }) =>
        unitCode === null ? [] : [[unitCode, unitName ?? unitCode] as const],
      ),
    ),
  )
  if (units.size === 0) return
  await run(
    tx,
    sql`insert into registry.unit (code, name_ja, name_en)
        select code, name, name from unnest(${[...units.keys()]}::text[], ${[...units.values()]}::text[]) as unit (code, name)
        order by code
        on conflict (code) do nothing`,
  )
}

const saveFaces = async (tx: Tx, derived: readonly Derived[]): Promise<void> => {
  const faces = derived.map(({ personId, person, birthPrint }) => ({
    id: personId,
    state: person.state,
    ja: person.displayJa,
    en: person.displayEn,
    kana: person.kana,
    record: person.birthRecordId,
    print: birthPrint,
  }))
  await run(
    tx,
    sql`update registry.person p set state = f.state, display_ja = f.ja, display_en = f.en, kana = f.kana,
          birth_record_id = f.record, birth_print = decode(f.print, 'hex')
        from jsonb_to_recordset(${json(faces)}::jsonb)
          as f (id uuid, state text, ja text, en text, kana text, record uuid, print text)
        where p.id = f.id`,
  )
}

const saveNames = async (tx: Tx, ids: readonly string[], derived: readonly Derived[]): Promise<void> => {
  const names = derived.flatMap(({ personId, person }) => person.names.map(name => ({ personId, ...name })))
  await run(tx, sql`delete from registry.name where person_id = any(${ids}::uuid[])`)
  await run(
    tx,
    sql`insert into registry.name (person_id, kind, place, family_kanji, family_kana, family_roman,
          given_kanji, given_kana, given_roman, source)
        select "personId", kind, place, family->>'kanji', family->>'kana', family->>'roman',
          given->>'kanji', given->>'kana', given->>'roman', source
        from jsonb_to_recordset(${json(names)}::jsonb)
          as n ("personId" uuid, kind text, place integer, family jsonb, given jsonb, source text)`,
  )
}

/** Contacts that a source no longer says go; what the person registered or verified stays. */
const saveContacts = async (tx: Tx, ids: readonly string[], derived: readonly Derived[]): Promise<void> => {
  const contacts = json(
    derived.flatMap(({ personId, person }) => person.contacts.map(contact => ({ personId, ...contact }))),
  )
  const wanted = sql`jsonb_to_recordset(${contacts}::jsonb) as w ("personId" uuid, kind text, value text, source text)`
  await run(
    tx,
    sql`delete from registry.contact c
        where c.person_id = any(${ids}::uuid[]) and c.source is not null and c.verified_at is null
          and not exists (select 1 from ${wanted} where w."personId" = c.person_id and w.kind = c.kind and w.value = c.value)`,
  )
  await run(
    tx,
    sql`insert into registry.contact as c (person_id, kind, value, purpose, source)
        select "personId", kind, value, 'personal', source from ${wanted}
        on conflict (person_id, kind, value, purpose) do update set source = excluded.source
        where c.source is distinct from excluded.source`,
  )
}

const saveAffiliations = async (tx: Tx, derived: readonly Derived[]): Promise<void> => {
  const affiliations = derived.flatMap(({ personId, person }) =>
    person.affiliations.map(affiliation => ({ personId, ...affiliation })),
  )
  await run(
    tx,
    sql`insert into registry.affiliation as a (id, person_id, source, source_key, status, unit_code, title, from_on, until_on,
          leave_from, leave_until, state, host_person_id, provisional)
        select w.id, w."personId", w.source, w."sourceKey", w.status, w."unitCode", w.title, w."from", w.until,
          w."leaveFrom", w."leaveUntil", w.state, host.person_id,
          w.provisional
        from jsonb_to_recordset(${json(affiliations)}::jsonb) as w (id uuid, "personId" uuid, source text, "sourceKey" text,
          status text, "unitCode" text, title text, "from" date, until date, "leaveFrom" date, "leaveUntil" date,
          state text, "hostKey" text, provisional boolean)
          left join lateral (select k.person_id from registry.record k join registry.source s on s.code = k.source
            where w."hostKey" is not null and s.kind = 'hr' and k.key = w."hostKey" limit 1) host on true
        on conflict (id) do update set person_id = excluded.person_id, status = excluded.status,
          unit_code = excluded.unit_code, title = excluded.title, from_on = excluded.from_on, until_on = excluded.until_on,
          leave_from = excluded.leave_from, leave_until = excluded.leave_until, state = excluded.state,
          host_person_id = excluded.host_person_id, provisional = excluded.provisional
        where (a.person_id, a.status, a.unit_code, a.title, a.from_on, a.until_on, a.leave_from, a.leave_until, a.state,
               a.host_person_id, a.provisional)
          is distinct from (excluded.person_id, excluded.status, excluded.unit_code, excluded.title, excluded.from_on,
               excluded.until_on, excluded.leave_from, excluded.leave_until, excluded.state, excluded.host_person_id,
               excluded.provisional)`,
  )
}

const saveKeys = async (tx: Tx, ids: readonly string[], derived: readonly Derived[]): Promise<void> => {
  const keys = derived.flatMap(({ personId, person }) => person.searchKeys.map(key => ({ personId, ...key })))
  await run(tx, sql`delete from registry.search_key where person_id = any(${ids}::uuid[]) and kind <> 'identifier'`)
  await run(
    tx,
    sql`insert into registry.search_key (person_id, kind, key)
        select person_id, kind, key from unnest(${keys.map(key => key.personId)}::uuid[], ${keys.map(key => key.kind)}::text[],
          ${keys.map(key => key.key)}::text[]) as k (person_id, kind, key)
        order by key
        on conflict do nothing`,
  )
  const prints = derived.flatMap(({ personId, prints: own }) => own.map(print => ({ personId, print })))
  await run(tx, sql`delete from registry.match_key where person_id = any(${ids}::uuid[])`)
  await run(
    tx,
    sql`insert into registry.match_key (person_id, print)
        select person_id, print from unnest(${prints.map(each => each.personId)}::uuid[],
          ${prints.map(each => each.print)}::bigint[]) as k (person_id, print)
        order by print
        on conflict do nothing`,
  )
}

/** Removes what was derived for persons who have no records any more: those merged into another. */
export const clearDerived = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await run(tx, sql`delete from registry.name where person_id = any(${ids}::uuid[])`)
  await run(
    tx,
    sql`delete from registry.contact where person_id = any(${ids}::uuid[]) and source is not null and verified_at is null`,
  )
  await run(tx, sql`delete from registry.search_key where person_id = any(${ids}::uuid[]) and kind <> 'identifier'`)
  await run(tx, sql`delete from registry.match_key where person_id = any(${ids}::uuid[])`)
}
