/** People put straight into the registry's tables, for tests of what follows from their affiliations. */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { day } from '../../src/kernel/day.ts'
import { asPersonId, type PersonId } from '../../src/kernel/ids.ts'
import type { Connection } from '../../src/platform/database.ts'

export type Being = {
  readonly status: string
  readonly from: string
  readonly until?: string | null
  readonly unit?: string
  readonly title?: string
  readonly state?: 'active' | 'on_leave' | 'ended' | 'void'
  readonly provisional?: boolean
}

export type Someone = { readonly name?: string; readonly held?: boolean; readonly is: readonly Being[] }

/** A stable id for a person or affiliation of a test. */
export const testId = (seed: string): string => {
  const hash = createHash('sha256').update(seed).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** Admits these people; says who they are, in the order given. */
export const admit = async (
  connection: Connection,
  people: readonly Someone[],
  seed = 'x',
): Promise<readonly PersonId[]> => {
  const client = new pg.Client(connection)
  await client.connect()
  const persons = people.map((one, at) => ({
    id: testId(`${seed} person ${at}`),
    number: `${seed}-${at}`,
    name: one.name ?? `若葉 ${at}`,
    held: one.held ?? false,
  }))
  const beings = people.flatMap((one, at) =>
    one.is.map((being, nth) => ({
      id: testId(`${seed} being ${at} ${nth}`),
      person_id: persons[at]?.id,
      key: `${seed}-${at}-${nth}`,
      unit: being.unit ?? null,
      title: being.title ?? null,
      status: being.status,
      from_on: day(being.from),
      until_on: being.until ?? null,
      state: being.state ?? 'active',
      provisional: being.provisional ?? false,
    })),
  )
  await client.query('begin')
  await client.query(
    `insert into registry.source (code, name_ja, name_en, kind, trust, changed_at)
     values ('test', '試験', 'Test', 'manual', 50, now()) on conflict do nothing`,
  )
  await client.query(
    `insert into registry.unit (code, name_ja, name_en)
     select distinct unit, unit, unit from jsonb_to_recordset($1::jsonb) as b (unit text) where unit is not null
     on conflict do nothing`,
    [JSON.stringify(beings)],
  )
  await client.query(
    `insert into registry.person (id, number, state, held, held_reason, display_ja, display_en, kana, created_at)
     select id, number, 'active', held, case when held then 'test' end, name, name, name, now()
     from jsonb_to_recordset($1::jsonb) as p (id uuid, number text, name text, held boolean)`,
    [JSON.stringify(persons)],
  )
  await client.query(
    `insert into registry.name (person_id, kind, place, family_kanji, source)
     select id, 'official', 1, name, 'test' from jsonb_to_recordset($1::jsonb) as p (id uuid, name text)`,
    [JSON.stringify(persons)],
  )
  await client.query(
    `insert into registry.record (id, source, key, state, ended_on, person_id, row_hash, facts, first_seen_at, changed_at)
     select id, 'test', key, 'active', null, person_id, '', '{}', now(), now()
     from jsonb_to_recordset($1::jsonb) as b (id uuid, key text, person_id uuid)`,
    [JSON.stringify(beings)],
  )
  await client.query(
    `insert into registry.affiliation (id, person_id, source, source_key, status, unit_code, title, from_on, until_on, state, provisional)
     select id, person_id, 'test', key, status, unit, title, from_on, until_on, state, provisional
     from jsonb_to_recordset($1::jsonb) as b (id uuid, person_id uuid, key text, status text, unit text, title text,
       from_on date, until_on date, state text, provisional boolean)`,
    [JSON.stringify(beings)],
  )
  await client.query('commit')
  await client.end()
  return persons.map(person => asPersonId(person.id))
}
