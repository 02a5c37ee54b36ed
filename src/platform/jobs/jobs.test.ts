import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, beforeEach, test } from 'node:test'
import { testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { row, sql } from '../database.ts'
import { drainJobs } from './drain.ts'
import { enqueue, enqueueMany, type JobHandler } from '../job.ts'
import { enqueueDue } from './schedule.ts'
import { startJobRunner } from './runner.ts'
import { failedJobs } from './store.ts'

let world: TestSystem
before(async () => {
  world = await testSystem()
})
after(() => world.end())
beforeEach(() => world.system.database.transact(tx => tx.query({ text: 'truncate platform.job, platform.schedule' })))

const waiting = async (): Promise<number> =>
  (await row<{ count: number }>(world.system.database.read, sql`select count(*) as count from platform.job`))?.count ??
  -1

const add = (
  kind: string,
  more: { key?: string; payload?: Record<string, unknown>; runAt?: Date } = {},
): Promise<void> =>
  world.system.database.transact(tx => enqueue(tx, { kind, runAt: world.clock.now(), ...more }, world.clock.now()))

/** A handler that remembers what it was given, and a promise for its n-th call. */
const recorder = (kind: string, calls = 1) => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const seen: unknown[] = []
  const handler: JobHandler = {
    kind,
    run: async (_system, payload) => {
      seen.push(payload['n'])
      if (seen.length >= calls) resolve()
    },
  }
  return { handler, seen, called: promise }
}

test('a job runs once and is gone', async () => {
  const { handler, seen } = recorder('a')
  await add('a', { payload: { n: 1 } })
  assert.deepEqual(await drainJobs(world.system, [handler], world.clock.now()), { done: 1, failed: 0 })
  assert.deepEqual(await drainJobs(world.system, [handler], world.clock.now()), { done: 0, failed: 0 })
  assert.deepEqual(seen, [1])
  assert.equal(await waiting(), 0)
})

test('a job of the future waits for its time', async () => {
  const { handler, seen } = recorder('a')
  await add('a', { runAt: new Date(world.clock.now().getTime() + 1) })
  await drainJobs(world.system, [handler], world.clock.now())
  assert.equal(seen.length, 0)
  world.clock.pass(1)
  await drainJobs(world.system, [handler], world.clock.now())
  assert.equal(seen.length, 1)
})

test('while a job with a key waits, another is not added', async () => {
  await add('a', { key: 'k' })
  await add('a', { key: 'k' })
  await add('a', { key: 'other' })
  assert.equal(await waiting(), 2)
})

test('what a job enqueues runs in the same drain', async () => {
  const { handler, seen } = recorder('second')
  const first: JobHandler = { kind: 'first', run: () => add('second', { payload: { n: 2 } }) }
  await add('first')
  await drainJobs(world.system, [first, handler], world.clock.now())
  assert.deepEqual(seen, [2])
})

test('a failing job is tried again later and later, then kept for an operator with its fault', async () => {
  const failing: JobHandler = {
    kind: 'a',
    attempts: 3,
    run: () => Promise.reject(Object.assign(new Error('山田'), { code: 'E42' })),
  }
  await add('a')
  for (const minutes of [0, 1, 1]) {
    world.clock.pass(minutes * 60_000)
    assert.deepEqual(await drainJobs(world.system, [failing], world.clock.now()), { done: 0, failed: 1 })
    assert.deepEqual(await drainJobs(world.system, [failing], world.clock.now()), { done: 0, failed: 0 })
  }
  const [kept] = await failedJobs(world.system.database.read, 10)
  assert.equal(kept?.attempts, 3)
  assert.match(kept.error, /^E42/)
  assert.doesNotMatch(kept.error, /山田/)
})

test('a failed job makes room for its like that came meanwhile', async () => {
  const failing: JobHandler = {
    kind: 'a',
    run: async () => {
      await add('a', { key: 'k', runAt: new Date(world.clock.now().getTime() + 1000) })
      throw new Error('fails')
    },
  }
  await add('a', { key: 'k' })
  assert.deepEqual(await drainJobs(world.system, [failing], world.clock.now()), { done: 0, failed: 1 })
  assert.equal(await waiting(), 1)
})

test('a job begun more often than allowed took its worker down each time: it is not begun again', async () => {
  const { handler, seen } = recorder('a')
  await add('a')
  await world.system.database.transact(tx => tx.query({ text: 'update platform.job set attempts = 12' }))
  assert.deepEqual(await drainJobs(world.system, [handler], world.clock.now()), { done: 0, failed: 1 })
  assert.equal(seen.length, 0)
  assert.equal((await failedJobs(world.system.database.read, 10)).length, 1)
})

test('many workers claim each job once', async () => {
  const jobs = Array.from({ length: 200 }, (_, n) => ({ kind: 'a', payload: { n }, runAt: world.clock.now() }))
  await world.system.database.transact(tx => enqueueMany(tx, jobs, world.clock.now()))
  const { handler, seen, called } = recorder('a', 200)
  const runners = await Promise.all(
    [1, 2, 3].map(() => startJobRunner(world.system, { handlers: [handler], schedule: [] })),
  )
  await called
  await Promise.all(runners.map(runner => runner.stop()))
  assert.equal(new Set(seen).size, 200)
  assert.equal(seen.length, 200)
  assert.equal(await waiting(), 0)
})

test('a worker is woken by the commit of a job, long before it would look', async () => {
  const { handler, called } = recorder('a')
  const runner = await startJobRunner(world.system, { handlers: [handler], schedule: [], pollMs: 3_600_000 })
  await add('a')
  await called
  await runner.stop()
})

test('stopping gives back what was not begun', async () => {
  const { promise: release, resolve } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const slow: JobHandler = {
    kind: 'a',
    run: () => {
      begin()
      return release
    },
  }
  for (const n of [1, 2, 3]) await add('a', { payload: { n } })
  const runner = await startJobRunner(world.system, { handlers: [slow], schedule: [], lanes: 1 })
  await begun
  const stopped = runner.stop()
  resolve()
  await stopped
  const { handler, seen } = recorder('a')
  await drainJobs(world.system, [handler], world.clock.now())
  assert.equal(seen.length, 2)
})

test('killed in mid job, the job runs again when its lease is over', async () => {
  await add('a', { payload: { n: 7 } })
  const child = spawn(process.execPath, [
    new URL('./jobs.killed.ts', import.meta.url).pathname,
    JSON.stringify(world.connection),
  ])
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  assert.equal(line.toString().trim(), 'begun 7')
  child.kill('SIGKILL')
  const { handler, seen, called } = recorder('a')
  const runner = await startJobRunner(world.system, { handlers: [handler], schedule: [], pollMs: 20 })
  await called
  await runner.stop()
  assert.deepEqual(seen, [7])
})

test('scheduled work is enqueued once per due time over many workers, and follows a moved clock', async () => {
  const schedule = [{ kind: 'night', at: '02:30' }]
  const { handler, seen } = recorder('night')
  const round = async (): Promise<number> => {
    await Promise.all([1, 2, 3, 4].map(() => enqueueDue(world.system, schedule)))
    await drainJobs(world.system, [handler], world.clock.now())
    return seen.length
  }
  world.clock.set('2027-04-01T00:00:00Z')
  assert.equal(await round(), 0) // seen for the first time: only noted
  world.clock.set('2027-04-01T17:30:00Z')
  assert.equal(await round(), 1)
  world.clock.pass(3_600_000)
  assert.equal(await round(), 1)
  world.clock.pass(30 * 86_400_000)
  assert.equal(await round(), 2) // thirty nights jumped over are made up for once
  world.clock.set('2027-04-02T00:00:00Z')
  assert.equal(await round(), 2) // moved back
  world.clock.set('2027-04-02T17:30:00Z')
  assert.equal(await round(), 3)
})

test('standing work runs when its channel is heard and in a drain', async () => {
  const { promise: second, resolve } = Promise.withResolvers<void>()
  let rounds = 0
  const standing: JobHandler = {
    kind: 's',
    standing: { channel: 'test_standing', everyMs: 3_600_000 },
    run: async () => {
      rounds += 1
      if (rounds === 2) resolve()
    },
  }
  const runner = await startJobRunner(world.system, { handlers: [standing], schedule: [] })
  await world.system.database.transact(tx => tx.query({ text: `select pg_notify('test_standing', '')` }))
  await second
  await runner.stop()
  await drainJobs(world.system, [standing], world.clock.now())
  assert.equal(rounds, 3)
})
