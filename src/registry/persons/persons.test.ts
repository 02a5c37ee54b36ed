/** People in the registry: matched, merged and unmerged, found, and their names for ever. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addOffice, fileOf, students, usualHeader, type OfficeRow } from '../../../test/support/office.ts'
import { contextOf, officer, registryWorld } from '../../../test/support/registry-world.ts'
import { asPersonId } from '../../kernel/ids.ts'
import { row, rows, run, sql } from '../../platform/database.ts'
import { perform } from '../../platform/use-case.ts'
import { importFile } from '../imports/operate.ts'
import { identifiersOf, takeIdentifiers } from '../store/ledger.ts'
import { affiliationsOf, birthDatesOf, personsOf } from '../store/persons.ts'
import { proposeMerge, releaseMerge, unmerge } from '../use-cases/merge-persons.ts'
import { findPeople } from '../use-cases/people.ts'
import { settleMatch } from '../use-cases/settle-match.ts'

const world = await registryWorld()
const { database, vault } = world.system
let count = 0
const office = async (): Promise<string> => {
  const code = `bureau-${(count += 1)}`
  await addOffice(world.system, code)
  return code
}
const bring = async (source: string, people: readonly OfficeRow[], header: readonly string[] = usualHeader) => {
  const done = await importFile(world.system, { source, file: fileOf(people, header) })
  assert.ok(done.ok, JSON.stringify(done))
  return done.value
}
const personBehind = async (source: string, key: string): Promise<string> =>
  (
    await row<{ person_id: string }>(
      database.read,
      sql`select person_id from registry.record where source = ${source} and key = ${key}`,
    )
  )?.person_id ?? ''
const openCase = async (source: string) =>
  row<{ id: string; candidates: readonly { readonly id: string }[]; kind: string }>(
    database.read,
    sql`select c.id, c.candidates, c.kind from registry.match_case c join registry.record k on k.id = c.record_id
        where k.source = ${source} and c.state = 'open'`,
  )
const one = (at: number, more: Partial<OfficeRow> = {}): OfficeRow => {
  const [student] = students(1, at)
  assert.ok(student)
  return { ...student, ...more }
}

test('imp.auto-link-wrong: same name and birth date is a case for a human, and nobody exists by it', async () => {
  const [first, second] = [await office(), await office()]
  await bring(first, [one(1)])
  const before = await rows(database.read, sql`select id from registry.person`)
  const done = await bring(second, [one(1, { number: 'T000001' })])
  assert.deepEqual(done.counts, { doubt: 1 })
  assert.equal((await rows(database.read, sql`select id from registry.person`)).length, before.length)
  const found = await openCase(second)
  assert.equal(found?.candidates[0]?.id, await personBehind(first, one(1).number))
  const settled = await perform(
    settleMatch,
    { case: found?.id, decision: 'link', person: found?.candidates[0]?.id, reason: 'shown at the counter' },
    contextOf(world, officer(1)),
  )
  assert.ok(settled.ok, JSON.stringify(settled))
  const person = asPersonId(await personBehind(second, 'T000001'))
  assert.equal((await affiliationsOf(database.read, [person])).get(person)?.length, 2)
  const again = await perform(
    settleMatch,
    { case: found?.id, decision: 'new', reason: 'again' },
    contextOf(world, officer(2)),
  )
  assert.ok(!again.ok && again.refusal.code === 'match.already_settled')
  const split = await perform(
    settleMatch,
    { case: found?.id, decision: 'split', reason: 'a twin after all' },
    contextOf(world, officer(2)),
  )
  assert.ok(split.ok)
  assert.notEqual(await personBehind(second, 'T000001'), person)
  assert.equal((await affiliationsOf(database.read, [person])).get(person)?.length, 1)
})

test('imp.silent-first-match: the same human twice in one file is noticed', async () => {
  const source = await office()
  const done = await bring(source, [one(10), one(10, { number: 'S000010B' })])
  assert.deepEqual(done.counts, { create: 1, doubt: 1 })
  assert.equal((await openCase(source))?.candidates[0]?.id, await personBehind(source, one(10).number))
})

test('certain: an address an office vouches for, with name and birth date', async () => {
  const [first, second] = [await office(), await office()]
  const header = [...usualHeader, 'mail']
  await bring(first, [one(20, { mail: 'twenty@example.jp' })], header)
  const done = await bring(second, [one(20, { number: 'T20', mail: 'twenty@example.jp' })], header)
  assert.deepEqual(done.counts, { link: 1 })
  assert.equal(await personBehind(second, 'T20'), await personBehind(first, one(20).number))
})

/** Every row of two persons. */
const everything = (persons: readonly string[]): Promise<unknown> =>
  row(
    database.read,
    sql`select
      (select jsonb_agg(p order by p.id) from registry.person p where p.id = any(${persons}::uuid[])) as persons,
      (select jsonb_agg(k order by k.id) from registry.record k where k.person_id = any(${persons}::uuid[])) as records,
      (select jsonb_agg(n order by n.person_id, n.kind, n.place) from registry.name n where n.person_id = any(${persons}::uuid[])) as names,
      (select jsonb_agg(a order by a.id) from registry.affiliation a where a.person_id = any(${persons}::uuid[])) as affiliations,
      (select jsonb_agg(c order by c.person_id, c.value) from registry.contact c where c.person_id = any(${persons}::uuid[])) as contacts,
      (select jsonb_agg(s order by s.key, s.person_id, s.kind) from registry.search_key s where s.person_id = any(${persons}::uuid[])) as keys,
      (select jsonb_agg(m order by m.print, m.person_id) from registry.match_key m where m.person_id = any(${persons}::uuid[])) as prints`,
  )

test('imp.merge-unmerge: identical rows; imp.revived-loser: stays merged while the source still sends', async () => {
  const [first, second] = [await office(), await office()]
  await bring(first, [one(30)])
  await bring(second, [one(31, { number: 'T31' })])
  const winner = await personBehind(first, one(30).number)
  const loser = await personBehind(second, 'T31')
  await database.transact(tx =>
    takeIdentifiers(tx, [{ namespace: 'login', value: 'a0300001', personId: loser }], world.clock.now()),
  )
  const before = await everything([winner, loser])
  const proposed = await perform(proposeMerge, { winner, loser, reason: 'one human' }, contextOf(world, officer(1)))
  assert.ok(proposed.ok)
  const own = await perform(releaseMerge, proposed.value, contextOf(world, officer(1)))
  assert.ok(!own.ok && own.refusal.code === 'merge.own_proposal')
  assert.ok((await perform(releaseMerge, proposed.value, contextOf(world, officer(2)))).ok)
  const merged = (await personsOf(database.read, [asPersonId(loser)])).get(asPersonId(loser))
  assert.deepEqual([merged?.state, merged?.mergedInto], ['merged', winner])
  const aliases = (await identifiersOf(database.read, [asPersonId(winner)])).get(asPersonId(winner))
  assert.deepEqual(aliases?.map(alias => alias.value), ['a0300001']) // prettier-ignore
  const sent = await bring(second, [one(31, { number: 'T31' }), one(33, { number: 'T33' })])
  assert.deepEqual(sent.counts, { noop: 1, create: 1 })
  assert.equal(await personBehind(second, 'T31'), winner)
  assert.ok((await perform(unmerge, { ...proposed.value, reason: 'two humans' }, contextOf(world, officer(1)))).ok)
  assert.deepEqual(await everything([winner, loser]), before)
})

test('merge: what changed between proposal and release needs a new proposal', async () => {
  const source = await office()
  await bring(source, [one(40), one(41)])
  const [winner, loser] = [await personBehind(source, one(40).number), await personBehind(source, one(41).number)]
  const proposed = await perform(proposeMerge, { winner, loser, reason: 'x' }, contextOf(world, officer(1)))
  assert.ok(proposed.ok)
  await bring(source, [one(40, { unit: '工学部' }), one(41)])
  const late = await perform(releaseMerge, proposed.value, contextOf(world, officer(2)))
  assert.ok(!late.ok && late.refusal.code === 'merge.outdated')
})

test('acc.name-reuse and acc.lookalike-name: the ledger gives a name once, and nobody a look-alike', async () => {
  const source = await office()
  await bring(source, [one(50), one(51)])
  const [mine, yours] = [await personBehind(source, one(50).number), await personBehind(source, one(51).number)]
  const take = (value: string, personId: string) =>
    database.transact(tx => takeIdentifiers(tx, [{ namespace: 'login', value, personId }], world.clock.now()))
  assert.deepEqual(await take('a0500000', mine), new Set(['a0500000']))
  assert.deepEqual(await take('A0500000', mine), new Set(['a0500000']), 'mine already')
  assert.deepEqual(await take('a0500000', yours), new Set())
  assert.deepEqual(await take('ao500000', yours), new Set(), 'zero and o')
  assert.deepEqual(await take('а0500000', yours), new Set(), 'a Cyrillic a')
  const change = (statement: Parameters<typeof run>[1]) => database.transact(tx => run(tx, statement))
  await assert.rejects(change(sql`delete from registry.identifier where value = 'a0500000'`), /never changed/)
  await assert.rejects(change(sql`update registry.identifier set person_id = ${yours}`), /never changed/)
  await assert.rejects(change(sql`truncate registry.identifier`), /never changed/)
})

test('acc.name-reuse: fifty who want one name, one has it', async () => {
  const source = await office()
  await bring(source, students(50, 100))
  const persons = await rows<{ person_id: string }>(
    database.read,
    sql`select person_id from registry.record where source = ${source} and person_id is not null`,
  )
  const taken = await Promise.all(
    persons.map(({ person_id: personId }) =>
      database.transact(tx =>
        takeIdentifiers(tx, [{ namespace: 'login', value: 'a0999999', personId }], world.clock.now()),
      ),
    ),
  )
  assert.equal(taken.filter(set => set.size === 1).length, 1)
})

test('two characters find: kanji, kana, roman letters from kana, and numbers', async () => {
  const source = await office()
  await bring(source, [
    one(200, { number: 'Z770001', family: '𠮷﨑', given: '花子', family_kana: 'ヨシザキ', given_kana: 'ハナコ' }),
  ])
  const person = await personBehind(source, 'Z770001')
  const number = (await personsOf(database.read, [asPersonId(person)])).get(asPersonId(person))?.number ?? ''
  for (const query of ['吉崎', '𠮷﨑', 'よし', 'ヨシザキ', 'yoshi', 'Hanako', 'z77', number.slice(0, 6)]) {
    const found = await perform(findPeople, { query }, contextOf(world, officer(1, 'counter')))
    assert.ok(found.ok && found.value.people.some(each => each.id === person), query)
  }
  const short = await perform(findPeople, { query: 'z' }, contextOf(world, officer(1)))
  assert.ok(short.ok && short.value.people.length === 0)
})

test('a birth date is sealed, and opens for those who hold the vault', async () => {
  const source = await office()
  await bring(source, [one(300)])
  const person = asPersonId(await personBehind(source, one(300).number))
  assert.equal((await birthDatesOf(database.read, vault, [person])).get(person), one(300).born)
  const [dump] = await rows<{ text: string }>(
    database.read,
    sql`select to_jsonb(p)::text || to_jsonb(k)::text as text from registry.person p join registry.record k on k.person_id = p.id
        where p.id = ${person}`,
  )
  assert.ok(!dump?.text.includes(one(300).born ?? '?'))
})
