import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, covers, day, type Day } from '../kernel/day.ts'
import { asPersonId } from '../kernel/ids.ts'
import { decide } from './decide.ts'
import { defaultBook } from './default-book.ts'
import { standingOn, type Entitlement, type EntitlementKind } from './entitlement.ts'
import type { AffiliationFact, ExceptionFact } from './facts.ts'
import { compileBook } from './rules.ts'

const book = compileBook(defaultBook)
const someone = asPersonId('11111111-1111-4111-8111-111111111111')
const base = day('2026-01-01')
const span = 900
const dayNear = fc.integer({ min: 0, max: span }).map(offset => addDays(base, offset))
const bySps = new Set(['faculty', 'officer', 'staff', 'staff-part', 'dispatched'])

const affiliation: fc.Arbitrary<AffiliationFact> = fc.record({
  id: fc.uuid(),
  status: fc.constantFrom(...defaultBook.statuses.map(status => status.code), 'never-heard-of'),
  unit: fc.constant(null),
  title: fc.constantFrom(null, '部局担当者'),
  period: fc
    .tuple(dayNear, fc.option(fc.integer({ min: -5, max: 500 })))
    .map(([from, length]) => ({ from, until: length === null ? null : addDays(from, length) })),
  state: fc.constantFrom('active', 'active', 'active', 'on_leave', 'ended', 'void'),
  provisional: fc.boolean(),
})
const exception: fc.Arbitrary<ExceptionFact> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom<EntitlementKind>('account.ECS', 'account.SPS', 'mail.KUMOI', 'role.counter'),
  effect: fc.constantFrom('grant', 'withhold', 'extend'),
  period: fc
    .tuple(dayNear, fc.integer({ min: 1, max: 300 }))
    .map(([from, length]) => ({ from, until: addDays(from, length) })),
})
const facts = fc.record({
  affiliations: fc.uniqueArray(affiliation, { maxLength: 6, selector: one => one.id }),
  exceptions: fc.uniqueArray(exception, { maxLength: 3, selector: one => one.id }),
})

const daysHeld = (entitlements: readonly Entitlement[], kind: EntitlementKind): ReadonlySet<Day> => {
  const held = new Set<Day>()
  for (let offset = 0; offset <= span + 600; offset += 1) {
    const on = addDays(base, offset)
    if (entitlements.some(one => one.kind === kind && covers(one.period, on))) held.add(on)
  }
  return held
}

test('periods are well formed: in order, apart, with preparation before, grace after, and a reason at every bound', () => {
  fc.assert(
    fc.property(facts, given => {
      const entitlements = decide(someone, given, book)
      entitlements.forEach((one, at) => {
        const { period, preparesFrom, graceUntil, reasons } = one
        assert.ok(period.until === null || period.from < period.until)
        assert.ok(preparesFrom <= period.from)
        assert.ok(graceUntil === null || (period.until !== null && graceUntil > period.until))
        assert.ok(reasons.some(reason => reason.period.from === period.from))
        assert.ok(reasons.some(reason => reason.period.until === period.until))
        const following = entitlements[at + 1]
        if (following?.kind !== one.kind) return
        assert.ok(period.until !== null && period.until < following.period.from)
        assert.ok((graceUntil ?? period.until) <= following.period.from)
        assert.ok(following.preparesFrom >= period.until)
      })
    }),
    { numRuns: 1500 },
  )
})

test('the order in which facts are told does not matter', () => {
  fc.assert(
    fc.property(facts, given => {
      const turned = { affiliations: given.affiliations.toReversed(), exceptions: given.exceptions.toReversed() }
      assert.deepEqual(decide(someone, turned, book), decide(someone, given, book))
    }),
    { numRuns: 500 },
  )
})

test('one more affiliation never takes an account away, but for ECS as staff giving way to an SPS-ID', () => {
  fc.assert(
    fc.property(fc.array(affiliation, { maxLength: 4 }), affiliation, (affiliations, more) => {
      const before = decide(someone, { affiliations, exceptions: [] }, book)
      const after = decide(someone, { affiliations: [...affiliations, more], exceptions: [] }, book)
      const kinds: readonly EntitlementKind[] = bySps.has(more.status)
        ? ['account.SPS', 'affiliation.member']
        : ['account.ECS', 'account.SPS', 'affiliation.member']
      for (const kind of kinds) {
        const held = daysHeld(after, kind)
        for (const on of daysHeld(before, kind)) assert.ok(held.has(on), `${kind} ${on}`)
      }
      const anyAccount = (entitlements: readonly Entitlement[]) =>
        new Set([...daysHeld(entitlements, 'account.ECS'), ...daysHeld(entitlements, 'account.SPS')])
      const held = anyAccount(after)
      for (const on of anyAccount(before)) assert.ok(held.has(on), `some account on ${on}`)
    }),
    { numRuns: 150 },
  )
})

test('what is withheld is not held, whatever else is true', () => {
  fc.assert(
    fc.property(facts, given => {
      const entitlements = decide(someone, given, book)
      for (const { effect, kind, period } of given.exceptions) {
        if (effect !== 'withhold') continue
        for (let on: Day = period.from; on < period.until; on = addDays(on, 1))
          for (const one of entitlements)
            if (one.kind === kind) assert.ok(!['held', 'grace'].includes(standingOn(one, on)), `${kind} ${on}`)
      }
    }),
    { numRuns: 300 },
  )
})
