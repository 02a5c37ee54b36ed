/** What a member is shown is their own, whatever they ask for; and all pages work while no office sends anything. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { row, rows, run, sql } from '../../src/platform/database.ts'
import { mainOf, world, type Client } from '../support/world.ts'

const here = await world()
const { database } = here.system
const [reader, other] = ['夏川 二年', '別府 間近']
const member = await here.signedIn(reader)

type Words = { readonly id: string; readonly words: readonly string[] }

/** Everything by which somebody can be told: names, numbers, addresses, identifiers. */
const wordsOf = async (name: string): Promise<Words> => {
  const person = await row<{ id: string; number: string }>(
    database.read,
    sql`select id, number from registry.person where display_ja = ${name}`,
  )
  assert.ok(person, name)
  const found = await rows<{ word: string }>(
    database.read,
    sql`select key as word from registry.record where person_id = ${person.id}
        union select value from registry.contact where person_id = ${person.id}
        union select value from registry.identifier where person_id = ${person.id}
        union select coalesce(family_kanji, family_roman) || ' ' || coalesce(given_kanji, given_roman, '')
          from registry.name where person_id = ${person.id}`,
  )
  return { id: person.id, words: [person.id, person.number, ...found.map(({ word }) => word.trim())] }
}

const ownPages = [
  '/',
  '/my/accounts',
  '/my/data',
  '/my/entitlements',
  '/my/invitations',
  '/my/password',
  '/my/releases',
  '/my/security',
  '/apply',
  '/contact',
]
/** By which a careless page might be turned to another person. */
const turns = [
  'person',
  'personId',
  'person_id',
  'id',
  'user',
  'account',
  'accountId',
  'q',
  'sort',
  'filter',
  'after',
  'as',
]

test('imp.person-sees-other: no filter, order or id turns one’s own pages to another', async () => {
  const [mine, theirs] = [await wordsOf(reader), await wordsOf(other)]
  const own = await (await here.signedIn(other)).get('/my/data')
  assert.ok(theirs.words.filter(word => own.text.includes(word)).length >= 3, 'their own page does say these words')
  const strange = theirs.words.filter(word => !mine.words.includes(word))
  for (const path of ownPages)
    for (const turned of ['', ...turns.map(turn => `?${turn}=${theirs.id}`), `?q=${encodeURIComponent(other)}`]) {
      const { status, text } = await member.get(path + turned)
      assert.equal(status, 200, path + turned)
      // What was asked for may stand in the language link's address; nothing else may.
      const shown = text.replaceAll(theirs.id, '').replaceAll(encodeURIComponent(other), '')
      for (const word of strange) assert.ok(!shown.includes(word), `${path}${turned} says ${word}`)
    }
})

test('imp.person-sees-other: another’s pages answer as pages that are not there', async () => {
  const { id } = await wordsOf(other)
  const nobody = '00000000-0000-4000-8000-00000000dead'
  const account = await row<{ id: string }>(database.read, sql`select id from accounts.account where person_id = ${id}`)
  const same = (page: string): string =>
    page
      .replaceAll(id, '')
      .replaceAll(account?.id ?? '', '')
      .replaceAll(nobody, '')
  for (const path of [`/people/ID`, `/people/ID/explain`, `/people?q=${encodeURIComponent(other)}`]) {
    const [there, none] = [await member.get(path.replace('ID', id)), await member.get(path.replace('ID', nobody))]
    assert.equal(there.status, 404, path)
    assert.equal(same(mainOf(there)), same(mainOf(none)))
  }
  const [there, none] = [await member.get(`/accounts/${account?.id}`), await member.get(`/accounts/${nobody}`)]
  assert.deepEqual([there.status, mainOf(there)], [404, mainOf(none)])
})

const officers = {
  registrar: ['/people', '/imports', '/matches', '/sources/students/mapping', '/sources/hr/mapping'],
  'account-operator': ['/accounts', '/batches'],
  'rule-keeper': ['/rules', '/exceptions'],
  auditor: ['/audit', '/imports'],
} as const

test('imp.source-on-read-path: no office sends anything for a month, and every page works', async () => {
  // What a source is known by is gone too: nothing that reads may ask for it.
  await database.transact(tx => run(tx, sql`update registry.source set layout = null`))
  await here.advance('P30D')
  const again: Client = await here.signedIn(reader)
  for (const path of ownPages) assert.equal((await again.get(path)).status, 200, path)
  assert.match(mainOf(await again.get('/my/data')), new RegExp(reader))
  for (const [role, paths] of Object.entries(officers)) {
    const officer = await here.officer(role)
    for (const path of paths) assert.equal((await officer.get(path)).status, 200, `${role} ${path}`)
  }
  const registrar = await here.officer('registrar')
  const found = await registrar.get(`/people?q=${encodeURIComponent(reader)}`)
  assert.ok(found.text.includes(reader))
  const { id } = await wordsOf(reader)
  assert.equal((await registrar.get(`/people/${id}`)).status, 200)
})
