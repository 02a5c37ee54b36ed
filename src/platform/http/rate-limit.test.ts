import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeRateLimit } from './rate-limit.ts'

const at = (seconds: number): Date => new Date(seconds * 1000)

test('a burst passes, then so many a minute, each key for itself', () => {
  const limit = makeRateLimit({ burst: 3, perMinute: 60 })
  assert.deepEqual(
    [1, 2, 3, 4].map(() => limit.take('a', at(0))),
    [true, true, true, false],
  )
  assert.equal(limit.take('b', at(0)), true)
  assert.equal(limit.take('a', at(0.5)), false)
  assert.equal(limit.take('a', at(1.1)), true)
  assert.equal(limit.take('a', at(-100)), false) // a clock that goes back gives nothing
})

test('memory is bounded', () => {
  const limit = makeRateLimit({ burst: 1, perMinute: 1, most: 2 })
  for (const key of ['a', 'b', 'c']) limit.take(key, at(0))
  assert.equal(limit.take('c', at(0)), false)
  assert.equal(limit.take('a', at(0)), true)
})
