import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Scheduled } from '../job.ts'
import { retryDelayMs } from './retry.ts'
import { lastDue } from './schedule.ts'

const rows: readonly (readonly [string, Omit<Scheduled, 'kind'>, string, string])[] = [
  ['just before half past two in Japan', { at: '02:30' }, '2027-03-31T17:29:59Z', '2027-03-30T17:30:00Z'],
  ['at half past two', { at: '02:30' }, '2027-03-31T17:30:00Z', '2027-03-31T17:30:00Z'],
  ['an hour later', { at: '02:30' }, '2027-03-31T18:30:00Z', '2027-03-31T17:30:00Z'],
  ['midnight', { at: '00:00' }, '2027-03-31T15:00:00Z', '2027-03-31T15:00:00Z'],
  ['every five minutes', { every: 5 }, '2027-03-31T15:04:59Z', '2027-03-31T15:00:00Z'],
  ['every day in minutes', { every: 1440 }, '2027-03-31T15:04:59Z', '2027-03-31T00:00:00Z'],
]

for (const [name, scheduled, now, due] of rows)
  test(`last due: ${name}`, () => {
    assert.equal(lastDue({ kind: 'x', ...scheduled }, new Date(now)).toISOString(), new Date(due).toISOString())
  })

test('a time that does not exist is a bug', () => {
  assert.throws(() => lastDue({ kind: 'x', at: '24:00' }, new Date(0)))
  assert.throws(() => lastDue({ kind: 'x' }, new Date(0)))
})

test('retries wait twice as long each time, at most an hour', () => {
  assert.deepEqual([1, 2, 3, 10, 11, 12].map(retryDelayMs), [5000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000])
})
