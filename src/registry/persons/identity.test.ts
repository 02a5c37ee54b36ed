import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Day } from '../../kernel/day.ts'
import { blockingKeysFor, candidateOf, matchRecordOf, type Telling } from './identity.ts'

const telling = (more: Partial<Telling> = {}, facts: Telling['facts'] = {}): Telling => ({
  source: 'students',
  keyNames: 'person',
  vouchedBy: 'office',
  key: 'S1',
  birthDate: '2008-04-01' as Day,
  current: true,
  ...more,
  facts: { familyKanji: '佐藤', familyKana: 'サトウ', givenKanji: '翔', givenKana: 'ショウ', ...facts },
})
const applicant = (facts: Telling['facts'] = {}, more: Partial<Telling> = {}): Telling =>
  telling({ source: 'guests', keyNames: 'paper', vouchedBy: 'self', key: 'A1', ...more }, facts)
const reach = { mail: 'a@example.org', phone: '+819000000001' }

test('a record tells what its row told, an empty cell being nothing', () => {
  const { mails, phones, previousKey, sex, vouchedBy } = matchRecordOf(
    telling({}, { ...reach, phone: null, previousKey: 'S0' }),
  )
  assert.deepEqual({ mails, phones, previousKey, sex, vouchedBy }, {
    mails: ['a@example.org'], phones: [], previousKey: 'S0', sex: null, vouchedBy: 'office',
  }) // prettier-ignore
})

test('of a person known, what only an applicant stated is no address to compare with', () => {
  assert.deepEqual(candidateOf('p', [applicant(reach)]).mails, [])
  const both = candidateOf('p', [applicant({ mail: 'x@example.org' }), telling({}, reach)])
  assert.deepEqual([both.mails, both.phones], [['a@example.org'], ['+819000000001']])
})

const dates: readonly (readonly [string, readonly Telling[], string | null, boolean])[] = [
  ['told by an office', [telling()], '2008-04-01', true],
  ['told by an applicant alone', [applicant()], '2008-04-01', false],
  ['told by nobody', [telling({ birthDate: null })], null, false],
  ['told twice: the first has the word', [telling(), telling({ birthDate: '2008-04-02' as Day })], '2008-04-01', true],
  ['told by the second alone', [telling({ birthDate: null }), applicant()], '2008-04-01', false],
]
for (const [name, tellings, birthDate, verified] of dates)
  test(`a birth date ${name}`, () => {
    const candidate = candidateOf('p', tellings)
    assert.deepEqual([candidate.birthDate, candidate.birthDateVerified], [birthDate, verified])
  })

test('every number and every name a person has carried is kept', () => {
  const candidate = candidateOf('p', [telling({ current: false }), applicant({ formerFamilyKanji: '鈴木' })])
  assert.deepEqual(candidate.numbers, [
    { source: 'students', key: 'S1', keyNames: 'person', current: false },
    { source: 'guests', key: 'A1', keyNames: 'paper', current: true },
  ])
  assert.deepEqual(candidate.names.map(({ kind, family }) => `${kind} ${family.kanji}`), ['official 佐藤', 'official 佐藤', 'former 鈴木']) // prettier-ignore
})

test('keys are each there once, and a former number is one of them', () => {
  const keys = blockingKeysFor([telling({}, { ...reach, previousKey: 'S0' }), telling({}, reach)])
  assert.equal(new Set(keys).size, keys.length)
  for (const key of ['number:students:S1', 'number:students:S0', 'mail:a@example.org', 'phone:+819000000001'])
    assert.ok(keys.includes(key), key)
  assert.ok(keys.some(key => key.startsWith('birth:2008-04-01:')))
})
