/** A crowd put straight into the registry's tables, past the import: for claims about questions asked of half a million. */
import { humanOf } from '../../demo/feeds/human.ts'
import { rowsOf } from '../../demo/feeds/rows.ts'
import { dayOf, type Day } from '../../src/kernel/day.ts'
import { run, sql, type Tx } from '../../src/platform/database.ts'
import { randomId } from '../../src/platform/random.ts'
import type { System } from '../../src/platform/system.ts'
import { displayName, sortKeyOf, type PersonName } from '../../src/registry/index.ts'
import { searchKeysOf } from '../../src/registry/names/romaji.ts'
import { foldNumber } from '../../src/registry/persons/derive.ts'
import { personNumberOf } from '../../src/registry/persons/derived-id.ts'
import { namesOf } from '../../src/registry/sources/source-names.ts'

export type Face = {
  readonly id: string
  readonly number: string
  readonly key: string
  readonly username: string
  readonly names: readonly PersonName[]
}

const peopleAtOnce = 5000

/** Puts so many people in, with every search key that an import and an account would have given them; answers with every so-manieth. */
export const addCrowd = async (system: System, people: number, every: number): Promise<readonly Face[]> => {
  const now = system.clock.now()
  const seen: Face[] = []
  for (let from = 0; from < people; from += peopleAtOnce) {
    const faces = Array.from({ length: Math.min(peopleAtOnce, people - from) }, (_, at) =>
      faceOf(from + at, dayOf(now)),
    )
    await system.database.transact(tx => addFaces(tx, faces, now))
    seen.push(...faces.filter((_, at) => at % every === 0))
  }
  await system.database.transact(tx =>
    run(tx, sql`analyze registry.person, registry.search_key, registry.affiliation, registry.record`),
  )
  return seen
}

const seed = 1

const faceOf = (index: number, asOf: Day): Face => {
  const id = randomId()
  const [row] = rowsOf(seed, humanOf(seed, index), { asOf, change: 'none' })
  if (row === undefined) throw new Error('everybody has a paper')
  const username = `a0${index.toString(36).padStart(8, '0')}`
  return { id, number: personNumberOf(id), key: row.key, username, names: namesOf(row.cells) }
}

const addFaces = async (tx: Tx, faces: readonly Face[], now: Date): Promise<void> => {
  const ids = faces.map(({ id }) => id)
  await run(
    tx,
    sql`insert into registry.person (id, number, state, display_ja, display_en, kana, created_at)
        select id, number, 'active', ja, en, kana, ${now}
        from unnest(${ids}::uuid[], ${faces.map(face => face.number)}::text[],
          ${faces.map(face => displayName(face.names, 'ja'))}::text[], ${faces.map(face => displayName(face.names, 'en'))}::text[],
          ${faces.map(face => sortKeyOf(face.names))}::text[]) as face (id, number, ja, en, kana)`,
  )
  await run(
    tx,
    sql`insert into registry.record (id, source, key, state, person_id, row_hash, facts, first_seen_at, changed_at)
        select id, 'students', id::text, 'active', id, '\\x00', '{}', ${now}, ${now} from unnest(${ids}::uuid[]) as face (id)`,
  )
  await run(
    tx,
    sql`insert into registry.affiliation (id, person_id, source, source_key, status, from_on, state)
        select id, id, 'students', id::text, 'ug', '2026-04-01', 'active' from unnest(${ids}::uuid[]) as face (id)`,
  )
  const keys = faces.flatMap(face => keysOf(face).map(key => ({ id: face.id, ...key })))
  await run(
    tx,
    sql`insert into registry.search_key (person_id, kind, key)
        select person_id, kind, key from unnest(${keys.map(key => key.id)}::uuid[], ${keys.map(key => key.kind)}::text[],
          ${keys.map(key => key.key)}::text[]) as found (person_id, kind, key)
        order by key on conflict do nothing`,
  )
}

const keysOf = ({ number, key, username, names }: Face): readonly { readonly kind: string; readonly key: string }[] => [
  ...searchKeysOf(names).map(name => ({ kind: 'name', key: name })),
  ...[number, key].map(each => ({ kind: 'number', key: foldNumber(each) })),
  { kind: 'identifier', key: username },
  { kind: 'identifier', key: `${username}@st.example.ac.jp` },
]
