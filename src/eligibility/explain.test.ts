import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day } from '../kernel/day.ts'
import { asPersonId } from '../kernel/ids.ts'
import { decide } from './decide.ts'
import { defaultBook } from './default-book.ts'
import { entitlementKinds, type EntitlementKind } from './entitlement.ts'
import { explain, inWords, type Explanation } from './explain.ts'
import type { AffiliationFact, ExceptionFact } from './facts.ts'
import { compileBook } from './rules.ts'

const book = compileBook(defaultBook)
const someone = asPersonId('11111111-1111-4111-8111-111111111111')
const letters = { code: 'LET', name: { ja: '文学研究科', en: 'Graduate School of Letters' } }

const being = (
  status: string,
  from: string,
  until: string | null,
  more: Partial<AffiliationFact> = {},
): AffiliationFact => ({
  id: `${status} ${from}`,
  status,
  unit: letters,
  title: null,
  period: { from: day(from), until: until === null ? null : day(until) },
  state: 'active',
  provisional: false,
  ...more,
})
const explained = (
  kind: EntitlementKind,
  on: string,
  affiliations: readonly AffiliationFact[],
  exceptions: readonly ExceptionFact[] = [],
): Explanation => {
  const facts = { affiliations, exceptions }
  const entitlements = decide(someone, facts, book)
  const ruleOf = (id: string) => book.rules.get(id) ?? null
  return explain(kind, { facts, entitlements, book, ruleOf, today: day(on) })
}
const codes = (explanation: Explanation) =>
  (['says', 'because', 'ends', 'lacks', 'advice'] as const).map(part => explanation[part].map(one => one.code))
const withheld: ExceptionFact = {
  id: 'x',
  kind: 'account.ECS',
  effect: 'withhold',
  period: { from: day('2026-05-01'), until: day('2026-06-01') },
}

const graduate = being('grad', '2025-04-01', '2027-04-01')
const lecturer = being('pt-lecturer', '2026-04-01', '2027-04-01')

type Row = readonly [string, Explanation, Explanation['standing'], readonly (readonly string[])[]]
const table: readonly Row[] = [
  [
    'a graduate student has an ECS-ID',
    explained('account.ECS', '2026-05-01', [graduate]),
    'held',
    [['heldUntil'], ['byStatus', 'byRule'], ['endsByAffiliation', 'graceAfter'], [], []],
  ],
  [
    'a graduate student has no SPS-ID',
    explained('account.SPS', '2026-05-01', [graduate]),
    'lacks',
    [['lacks'], [], [], ['statusDoesNotGive'], ['givenTo', 'ask']],
  ],
  [
    'in grace',
    explained('account.ECS', '2027-04-10', [graduate]),
    'grace',
    [['graceUntil'], ['byStatus', 'byRule'], ['endsByAffiliation'], [], ['givenTo', 'ask']],
  ],
  [
    'over',
    explained('account.ECS', '2027-06-01', [graduate]),
    'over',
    [['endedOn'], ['byStatus', 'byRule'], ['endsByAffiliation'], ['noAffiliation'], ['givenTo', 'ask']],
  ],
  [
    'ahead',
    explained('account.ECS', '2025-01-01', [graduate]),
    'ahead',
    [['startsOn'], ['byStatus', 'byRule'], ['endsByAffiliation', 'graceAfter'], ['noAffiliation'], ['givenTo', 'ask']],
  ],
  [
    'a member of staff who lectures elsewhere has no ECS-ID as staff',
    explained('account.ECS', '2026-05-01', [being('staff', '2020-04-01', null), lecturer]),
    'lacks',
    [['lacks'], [], [], ['statusDoesNotGive', 'givesWay'], ['givenTo', 'ask']],
  ],
  [
    'withheld by hand, and again afterwards',
    explained('account.ECS', '2026-05-10', [graduate], [withheld]),
    'preparing',
    [['startsOn'], ['byStatus', 'byRule'], ['endsByAffiliation', 'graceAfter'], ['withheld'], ['givenTo', 'ask']],
  ],
  [
    'a status that no rule knows',
    explained('account.ECS', '2026-05-01', [being('astronaut', '2026-04-01', null)]),
    'lacks',
    [['lacks'], [], [], ['statusUnknown'], ['givenTo', 'ask']],
  ],
  [
    'no card while the proof is missing',
    explained('card.student', '2026-04-02', [being('ug', '2026-04-01', null, { provisional: true })]),
    'lacks',
    [['lacks'], [], [], ['notWhileProvisional'], ['givenTo', 'ask']],
  ],
  [
    'a role that only an exception gives',
    explained('role.auditor', '2026-05-01', [being('staff', '2020-04-01', null)]),
    'lacks',
    [['lacks'], [], [], ['statusDoesNotGive'], ['givenByException']],
  ],
  [
    'the desk role asks for a unit',
    explained('role.counter', '2026-05-01', [being('staff', '2020-04-01', null)]),
    'lacks',
    [['lacks'], [], [], ['notHere'], ['givenTo', 'ask']],
  ],
  [
    'handed over to SPS',
    explained('account.ECS', '2027-04-10', [graduate, being('staff', '2027-04-01', null)]),
    'held',
    [['heldUntil'], ['byStatus', 'byRule', 'byHandOver'], ['endsByHandOver'], [], []],
  ],
]

describe('why one has or lacks a thing', () => {
  for (const [name, explanation, standing, expected] of table)
    test(name, () => {
      assert.equal(explanation.standing, standing)
      assert.deepEqual(codes(explanation), expected)
    })
})

test('every sentence has all its values in both languages, to the person and to the clerk', () => {
  for (const [, explanation] of table)
    for (const part of ['says', 'because', 'ends', 'lacks', 'advice'] as const)
      for (const one of explanation[part])
        for (const reader of ['person', 'clerk'] as const) {
          const words = inWords(one, reader)
          assert.doesNotMatch(`${words.ja}${words.en}`, /[{}]/, `${one.code}: ${words.ja} ${words.en}`)
        }
})

test('every kind is explained for everyone', () => {
  for (const status of defaultBook.statuses)
    for (const kind of entitlementKinds) {
      const { says, lacks, because } = explained(kind, '2026-05-01', [being(status.code, '2026-04-01', '2027-04-01')])
      assert.ok(says.length > 0 && because.length + lacks.length > 0, `${status.code} ${kind}`)
    }
})
