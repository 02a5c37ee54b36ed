import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideHolds, usualBrake, type BrakeKind } from './brake.ts'
import type { Counts } from './import.ts'

const kindsHeld = (counts: Counts, known: number, day = '2026-11-25'): readonly BrakeKind[] =>
  decideHolds(usualBrake, { counts, known, day }).map(hold => hold.kind)

const cases: readonly (readonly [string, Counts, number, readonly BrakeKind[]])[] = [
  ['nothing to do', {}, 10_000, []],
  ['noop and quarantine hold nothing', { noop: 9000, quarantine: 1000 }, 10_000, []],
  ['two in a hundred end', { end: 200 }, 10_000, []],
  ['one more than two in a hundred end', { end: 201 }, 10_000, ['end']],
  ['the count holds where the share would not', { end: 201 }, 1_000_000, ['end']],
  ['five in a hundred missing', { missing: 500 }, 10_000, []],
  ['more than five in a hundred missing', { missing: 501 }, 10_000, ['missing']],
  ['one in five changed', { update: 2000 }, 10_000, []],
  ['more than one in five changed', { update: 2001 }, 10_000, ['update']],
  ['twenty mistakes', { void: 20 }, 100_000, []],
  ['twenty-one mistakes', { void: 21 }, 100_000, ['void']],
  ['newcomers beyond a tenth', { create: 1001 }, 10_000, ['create']],
  ['newcomers, links and doubts count together', { create: 400, link: 400, doubt: 201 }, 10_000, ['create']],
  ['several kinds at once', { end: 500, missing: 700 }, 10_000, ['missing', 'end']],
  ['the first file of a source may bring everyone', { create: 100_000 }, 0, []],
  ['one alone is never a mass, of however few', { end: 1, void: 1 }, 3, []],
  ['two of three are no mass: the share is taken of a hundred', { end: 2 }, 3, []],
  ['three of three are', { end: 3 }, 3, ['end']],
]
for (const [name, counts, known, held] of cases)
  test(`brake: ${name}`, () => assert.deepEqual(kindsHeld(counts, known), held))

const months = [
  ['2026-03-31', []],
  ['2026-04-01', []],
  ['2026-09-15', []],
  ['2026-10-01', []],
  ['2026-05-01', ['create']],
  ['2026-11-25', ['create']],
] as const
for (const [day, held] of months)
  test(`brake: half as many newcomers as are known, on ${day}`, () =>
    assert.deepEqual(kindsHeld({ create: 5001 }, 10_000, day), held))

test('brake: even in the months of entry, more than six in ten are held', () =>
  assert.deepEqual(kindsHeld({ create: 6001 }, 10_000, '2026-04-01'), ['create']))

test('brake: what is held is told with its figures', () =>
  assert.deepEqual(decideHolds(usualBrake, { counts: { create: 1500, doubt: 1 }, known: 10_000, day: '2026-11-25' }), [
    { kind: 'create', verdicts: ['create', 'doubt'], count: 1501, known: 10_000, limit: usualBrake.create },
  ]))
