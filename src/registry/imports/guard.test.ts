import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usualBrake } from './brake.ts'
import { changedParts, loweredParts, type Guard, type GuardPart } from './guard.ts'

const usual: Guard = { brake: usualBrake, missingAfter: 3 }
const braked = (brake: Partial<Guard['brake']>): Guard => ({ ...usual, brake: { ...usualBrake, ...brake } })

const cases: readonly (readonly [string, Guard, readonly GuardPart[], readonly GuardPart[]])[] = [
  ['nothing', usual, [], []],
  ['a smaller share of endings', braked({ end: { share: 0.01, count: 200 } }), ['end'], []],
  ['a greater share of endings', braked({ end: { share: 0.03, count: 200 } }), ['end'], ['end']],
  ['a greater count', braked({ void: { share: 0.005, count: 21 } }), ['void'], ['void']],
  ['no limit by count any more', braked({ create: { share: 0.1, count: null } }), ['create'], ['create']],
  ['a limit by count where there was none', braked({ update: { share: 0.2, count: 10 } }), ['update'], []],
  ['a smaller share, but a greater count', braked({ end: { share: 0.01, count: 201 } }), ['end'], ['end']],
  ['a greater base lets more pass', braked({ base: 1000 }), ['base'], ['base']],
  ['a smaller base', braked({ base: 10 }), ['base'], []],
  ['absence ends sooner', { ...usual, missingAfter: 1 }, ['missingAfter'], ['missingAfter']],
  ['absence ends later', { ...usual, missingAfter: 5 }, ['missingAfter'], []],
  [
    'one up, one down: what is lowered takes two',
    { brake: { ...usualBrake, missing: { share: 0.01, count: null } }, missingAfter: 2 },
    ['missing', 'missingAfter'],
    ['missingAfter'],
  ],
]

for (const [name, after, changed, lowered] of cases)
  test(`the guard of a source: ${name}`, () => {
    assert.deepEqual(changedParts(usual, after), changed)
    assert.deepEqual(loweredParts(usual, after), lowered)
  })
