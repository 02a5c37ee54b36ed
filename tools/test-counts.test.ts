import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closingCounts, type Event, isClosingCount, verdict } from './test-counts.ts'

const counted = (counts: Readonly<Record<string, number>>): readonly Event[] =>
  Object.entries(counts).map(([name, count]) => ({
    type: 'test:diagnostic',
    data: { nesting: 0, message: `${name} ${String(count)}` },
  }))

const runs: readonly (readonly [what: string, counts: Record<string, number>, ci: boolean, well: boolean])[] = [
  ['all pass', { tests: 3, pass: 3, fail: 0, cancelled: 0, skipped: 0, todo: 0 }, true, true],
  ['one fails', { tests: 3, pass: 2, fail: 1, cancelled: 0, skipped: 0, todo: 0 }, false, false],
  ['one is cut off', { tests: 3, pass: 2, fail: 0, cancelled: 1, skipped: 0, todo: 0 }, false, false],
  ['one is skipped at a desk', { tests: 3, pass: 2, fail: 0, cancelled: 0, skipped: 1, todo: 0 }, false, true],
  ['one is skipped in CI', { tests: 3, pass: 2, fail: 0, cancelled: 0, skipped: 1, todo: 0 }, true, false],
  ['nothing ran', { tests: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 }, false, false],
  ['the runner said nothing', {}, false, false],
]

for (const [what, counts, ci, well] of runs)
  test(`a run in which ${what} is ${well ? 'well' : 'not well'}`, () => {
    assert.equal(verdict(counted(counts), { files: 1, ci }) === null, well)
  })

test('a filter that matches no file is not well', () => {
  assert.notEqual(verdict(counted({ tests: 1, pass: 1 }), { files: 0, ci: false }), null)
})

test('tells closing counts from what a test says of itself', () => {
  const said = (message: string, nesting: number): Event => ({ type: 'test:diagnostic', data: { nesting, message } })
  assert.ok(isClosingCount(said('tests 74', 0)))
  assert.ok(isClosingCount(said('duration_ms 187.5', 0)))
  assert.ok(!isClosingCount(said('tests 74', 1)))
  assert.ok(!isClosingCount(said('tests are good', 0)))
  assert.ok(!isClosingCount({ type: 'test:pass', data: { nesting: 0 } }))
})

test('prints the counts in the runner’s own order and form', () => {
  assert.equal(closingCounts(counted({ tests: 2, pass: 1, fail: 1 })), 'ℹ tests 2\nℹ pass 1\nℹ fail 1')
})
