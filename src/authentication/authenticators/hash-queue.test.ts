import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashQueue } from './hash-queue.ts'

/** Work that ends when it is told to. */
const held = (): { readonly work: () => Promise<string>; readonly end: (outcome: 'done' | 'failed') => void } => {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  return { work: () => promise, end: outcome => (outcome === 'done' ? resolve('done') : reject(new Error('failed'))) }
}

test('so many run at once, so many wait, and whoever comes then is turned away', async () => {
  const queue = hashQueue(2, 3)
  const works = Array.from({ length: 7 }, held)
  const begun: number[] = []
  const results = works.map(({ work }, at) =>
    queue.run(() => {
      begun.push(at)
      return work()
    }),
  )
  assert.deepEqual(begun, [0, 1])
  assert.equal(queue.waiting(), 3)
  assert.ok(queue.isFull())
  assert.deepEqual(await Promise.all(results.slice(5)), [null, null])
  for (const { end } of works) end('done')
  assert.deepEqual(
    await Promise.all(results.slice(0, 5)),
    Array.from({ length: 5 }, () => 'done'),
  )
  assert.deepEqual(begun, [0, 1, 2, 3, 4], 'in the order they came')
  assert.equal(queue.isFull(), false)
})

test('work that fails gives its place to the next', async () => {
  const queue = hashQueue(1, 1)
  const [first, second] = [held(), held()]
  const failing = assert.rejects(queue.run(first.work))
  const next = queue.run(second.work)
  assert.ok(queue.isFull())
  first.end('failed')
  await failing
  second.end('done')
  assert.equal(await next, 'done')
  assert.equal(queue.isFull(), false)
})
