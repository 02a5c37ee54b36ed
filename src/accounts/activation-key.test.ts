import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, startOf } from '../kernel/day.ts'
import { asAccountId } from '../kernel/ids.ts'
import * as keys from './activation-key.ts'

const key: keys.ActivationKey = {
  id: '00000000-0000-4000-8000-000000000001',
  accountId: asAccountId('00000000-0000-4000-8000-000000000002'),
  state: 'issued',
  channel: 'letter',
  notBefore: day('2027-04-01'),
  until: day('2027-05-01'),
  wrongTries: 0,
  issuedAt: startOf(day('2027-03-10')),
  batchId: null,
}
const at = (on: string) => startOf(day(on))

describe('an activation key', () => {
  it('has eight characters, none of which is mistaken for another', () => {
    let n = 0
    const drawn = keys.drawKey(limit => n++ % limit)
    assert.equal(drawn.length, 8)
    for (const letter of '0O1IL2Z5S8BUV') assert.ok(!keys.keyAlphabet.includes(letter))
    assert.equal(new Set(keys.keyAlphabet).size, keys.keyAlphabet.length)
  })
  it('is printed in groups of four and typed in any way', () => {
    assert.equal(keys.groupedKey('ACDE3467'), 'ACDE 3467')
    for (const typed of ['acde 3467', 'ACDE-3467', 'ＡＣＤＥ３４６７', ' acde3467\n'])
      assert.equal(keys.normaliseKey(typed), 'ACDE3467')
  })
})

describe('the deadline', () => {
  for (const [title, channel, issued, starts, until] of [
    ['of April entrants is the end of April', 'letter', '2027-03-10', '2027-04-01', '2027-05-01'],
    ['of October entrants is the end of October', 'letter', '2027-09-12', '2027-10-01', '2027-11-01'],
    ['of a letter late in a month leaves two weeks', 'letter', '2027-04-25', '2027-04-01', '2027-05-09'],
    ['from a counter is one month', 'counter', '2027-06-10', '2020-04-01', '2027-07-11'],
    [
      'from a counter at the end of January is the end of February',
      'counter',
      '2027-01-31',
      '2020-04-01',
      '2027-03-01',
    ],
  ] as const)
    it(title, () => assert.equal(keys.keyDeadline(channel, day(issued), day(starts)), until))
})

describe('a try', () => {
  const cases: readonly (readonly [string, Partial<keys.ActivationKey>, boolean, string, unknown])[] = [
    ['with the right key', {}, true, '2027-04-01', { outcome: 'right' }],
    ['on the last day', {}, true, '2027-04-30', { outcome: 'right' }],
    ['a day late, right', {}, true, '2027-05-01', { outcome: 'unusable', refusal: { code: 'key.expired' } }],
    ['a day early, right', {}, true, '2027-03-31', { outcome: 'unusable', refusal: { code: 'key.too_early' } }],
    ['with a wrong key', {}, false, '2027-04-01', { outcome: 'wrong', wrongTries: 1, state: 'issued' }],
    [
      'wrong for the fifth time',
      { wrongTries: 4 },
      false,
      '2027-04-01',
      { outcome: 'wrong', wrongTries: 5, state: 'burned' },
    ],
    [
      'after it burned',
      { state: 'burned', wrongTries: 5 },
      true,
      '2027-04-01',
      { outcome: 'unusable', refusal: { code: 'key.spent' } },
    ],
    [
      'after it was redeemed',
      { state: 'redeemed' },
      true,
      '2027-04-01',
      { outcome: 'unusable', refusal: { code: 'key.spent' } },
    ],
    [
      'after it was revoked',
      { state: 'revoked' },
      true,
      '2027-04-01',
      { outcome: 'unusable', refusal: { code: 'key.spent' } },
    ],
  ]
  for (const [title, change, matches, on, outcome] of cases)
    it(title, () => assert.deepEqual(keys.judgeTry({ ...key, ...change }, matches, at(on)), outcome))
})

describe('an extension', () => {
  const cases: readonly (readonly [string, Partial<keys.ActivationKey>, string, string])[] = [
    ['of an expired key', { state: 'expired' }, '2027-06-10', 'ok'],
    ['to a day not later', {}, '2027-05-01', 'key.deadline_not_later'],
    ['too far ahead', {}, '2027-09-01', 'key.deadline_too_far'],
    ['of a burned key', { state: 'burned' }, '2027-06-10', 'key.cannot_be_extended'],
    ['of a redeemed key', { state: 'redeemed' }, '2027-06-10', 'key.cannot_be_extended'],
  ]
  for (const [title, change, until, outcome] of cases)
    it(title, () => {
      const extended = keys.extendKey({ ...key, ...change }, day(until), day('2027-05-10'))
      assert.equal(extended.ok ? 'ok' : extended.refusal.code, outcome)
    })
})
