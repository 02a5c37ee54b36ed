import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day } from '../../kernel/day.ts'
import type { Facts } from './facts.ts'
import { affiliationStateOn, derivePerson, foldNumber, type PersonRecord } from './derive.ts'

const today = '2026-11-25' as Day
const day = (text: string): Day => text as Day
const record = (more: Partial<PersonRecord> = {}, facts: Facts = {}): PersonRecord => ({
  id: 'r1',
  source: 'students',
  key: 'S1',
  state: 'active',
  endedOn: null,
  trust: 60,
  hasBirth: true,
  firstSeenAt: new Date('2026-04-01T00:00:00+09:00'),
  ...more,
  facts: { familyKanji: '佐藤', givenKanji: '翔', status: 'ug', from: '2026-04-01', until: null, ...facts },
})
const derived = (...records: readonly PersonRecord[]) => derivePerson(records, 'ABCD-EFGH-JKMN', today)
const hr = (more: Partial<PersonRecord> = {}, facts: Facts = {}): PersonRecord =>
  record({ id: 'r2', source: 'hr', key: 'T1', trust: 80, ...more }, { status: 'staff', ...facts })

test('of two offices the more trusted has the word on the name', () => {
  const person = derived(record(), hr({}, { familyKanji: '斎藤' }))
  assert.equal(person.displayJa, '斎藤 翔')
  assert.deepEqual(person.names.map(({ kind, source }) => [kind, source]), [['official', 'hr']]) // prettier-ignore
})

test('who still counts somebody has the word before who no longer does, however trusted', () =>
  assert.equal(derived(record(), hr({ state: 'ended', endedOn: day('2026-09-30') }, { familyKanji: '斎藤' })).displayJa, '佐藤 翔')) // prettier-ignore

test('a reading is taken from another office that writes the very same kanji, and from no other', () => {
  const read = { familyKana: 'サトウ', givenKana: 'ショウ' }
  assert.equal(derived(record({}, read), hr()).names[0]?.family.kana, 'サトウ')
  assert.equal(derived(record({}, read), hr({}, { familyKanji: '佐東' })).names[0]?.family.kana, null)
})

test('contacts are each there once, and none from what was withdrawn', () => {
  const mail = 'a@example.org'
  const person = derived(record({}, { mail, phone: '+819000000001' }), hr({}, { mail }))
  assert.deepEqual(person.contacts.map(({ kind, source }) => `${kind} ${source}`), ['mail hr', 'phone students']) // prettier-ignore
  assert.deepEqual(derived(record({ state: 'withdrawn' }, { mail })).contacts, [])
})

test('former names are each there once, in order', () => {
  const person = derived(hr({}, { formerFamilyKanji: '鈴木' }), record({}, { formerFamilyKanji: '鈴木' }))
  assert.deepEqual(person.names.map(({ kind, family, place }) => [kind, family.kanji, place]), [
    ['official', '佐藤', 1],
    ['former', '鈴木', 1],
  ]) // prettier-ignore
})

test('a person is at rest when no office counts them any more', () => {
  assert.equal(derived(record(), hr({ state: 'withdrawn' })).state, 'active')
  assert.equal(derived(record({ state: 'missing' })).state, 'active', 'missing is not ended')
  assert.equal(
    derived(record({ state: 'ended', endedOn: day('2026-09-30') }), hr({ state: 'withdrawn' })).state,
    'dormant',
  )
  assert.equal(derived().state, 'dormant')
})

test('the birth date of the one who has the word counts', () => {
  assert.equal(derived(record(), hr()).birthRecordId, 'r2')
  assert.equal(derived(record(), hr({ hasBirth: false })).birthRecordId, 'r1')
  assert.equal(derived(record({ hasBirth: false })).birthRecordId, null)
})

const ends: readonly (readonly [string, string | null, string | null, string | null])[] = [
  ['no end is known', null, null, null],
  ['as the office wrote it', '2027-04-01', null, '2027-04-01'],
  ['by absence', null, '2026-11-25', '2026-11-25'],
  ['by absence before the written end', '2027-04-01', '2026-11-25', '2026-11-25'],
  ['as written, where absence came later', '2026-10-01', '2026-11-25', '2026-10-01'],
  ['never before it began', '2026-03-01', null, '2026-04-01'],
]
for (const [name, until, endedOn, expected] of ends)
  test(`the end of an affiliation: ${name}`, () => {
    const state = endedOn === null ? ('active' as const) : ('ended' as const)
    const person = derived(record({ state, endedOn: endedOn as Day | null }, { until }))
    assert.equal(person.affiliations[0]?.until, expected)
  })

test('one without a first day begins when the office first told of it', () =>
  assert.equal(derived(record({}, { from: null })).affiliations[0]?.from, '2026-04-01'))

test('a person is found by name, by number and by former number', () => {
  const keys = derived(record({ key: 'S-0001' }, { previousKey: 'OLD 7' })).searchKeys
  const numbers = keys.filter(({ kind }) => kind === 'number').map(({ key }) => key)
  assert.deepEqual(numbers, ['abcdefghjkmn', 's0001', 'old7'])
  assert.ok(keys.some(({ kind }) => kind === 'name'))
  assert.equal(foldNumber('Ｓ－0001'), 's0001')
})

const lives: readonly (readonly [string, Partial<Parameters<typeof affiliationStateOn>[0]>, string, string])[] = [
  ['on its last day', { until: day('2026-11-25') }, '2026-11-24', 'active'],
  ['on the first day after', { until: day('2026-11-25') }, '2026-11-25', 'ended'],
  ['the day before leave', { leaveFrom: day('2026-10-01') }, '2026-09-30', 'active'],
  ['on the first day of leave', { leaveFrom: day('2026-10-01') }, '2026-10-01', 'on_leave'],
  ['on the last day of leave', { leaveFrom: day('2026-10-01'), leaveUntil: day('2027-04-01') }, '2027-03-31', 'on_leave'],
  ['back from leave', { leaveFrom: day('2026-10-01'), leaveUntil: day('2027-04-01') }, '2027-04-01', 'active'],
  ['ended during leave', { leaveFrom: day('2026-10-01'), until: day('2026-12-01') }, '2026-12-01', 'ended'],
  ['a mistake, whatever its days', { void: true, until: day('2026-01-01') }, '2026-11-25', 'void'],
  ['on a leap day (imp.day-boundary)', { until: day('2028-02-29') }, '2028-02-29', 'ended'],
] // prettier-ignore
for (const [name, facts, on, state] of lives)
  test(`an affiliation ${name} is ${state}`, () => {
    const whole = { void: false, until: null, leaveFrom: null, leaveUntil: null, ...facts }
    assert.equal(affiliationStateOn(whole, day(on)), state)
  })

test('the order in which records are read says nothing', () => {
  const several = fc.shuffledSubarray(
    [
      record({}, { mail: 'a@example.org', formerFamilyKanji: '林' }),
      hr({}, { familyKana: 'サトウ', formerFamilyKanji: '森' }),
      record({ id: 'r3', key: 'S2', state: 'ended', endedOn: addDays(today, -30) }),
      hr({ id: 'r4', key: 'T2', state: 'withdrawn' }),
    ],
    { minLength: 4 },
  )
  fc.assert(
    fc.property(several, several, (one, other) => {
      assert.deepEqual(derived(...one), derived(...other))
    }),
  )
})
