import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { row, rows, run, sql, type Db, type Tx } from '../database.ts'
import { drainJobs } from '../jobs/drain.ts'
import { markDirty, type Reconciler } from '../reconciler.ts'
import { reconcileDirty } from './run.ts'
import { reconcileEveryone, reconcileJobs } from './everyone.ts'
import { claimMarks, parkedPersons } from './store.ts'

let world: TestSystem
before(async () => {
  world = await testSystem()
  await world.system.database.transact(tx =>
    tx.query({ text: 'create table public.seen (person_id uuid, round text)' }),
  )
})
after(() => world.end())
beforeEach(() => world.system.database.transact(tx => tx.query({ text: 'truncate platform.dirty, public.seen' })))

const person = (n: number): PersonId => asPersonId(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
const people = (count: number): readonly PersonId[] => Array.from({ length: count }, (_, n) => person(n))

const mark = (persons: readonly PersonId[]): Promise<void> =>
  world.system.database.transact(tx => markDirty(tx, persons, world.clock.now()))

const marksLeft = async (): Promise<number> =>
  (await row<{ count: number }>(world.system.database.read, sql`select count(*) as count from platform.dirty`))
    ?.count ?? -1

const seen = async (): Promise<readonly PersonId[]> =>
  (
    await rows<{ id: PersonId }>(world.system.database.read, sql`select person_id as id from public.seen order by 1`)
  ).map(({ id }) => id)

/** Writes down whom it saw, in the chunk's own transaction. */
const witness: Reconciler = {
  name: 'witness',
  reconcile: async (tx, persons) => {
    await run(tx, sql`insert into public.seen select id, 'a' from unnest(${persons}::uuid[]) as given (id)`)
  },
}

const poisonedBy = (poison: readonly PersonId[]): Reconciler => ({
  name: 'poisoned',
  reconcile: async (_tx, persons) => {
    if (persons.some(id => poison.includes(id))) throw Object.assign(new Error('one of them'), { code: 'E_POISON' })
  },
})

test('everyone marked is recomputed once, in chunks, and no mark is left', async () => {
  await mark(people(25))
  const sizes: number[] = []
  const counting: Reconciler = { name: 'n', reconcile: async (_tx, persons) => void sizes.push(persons.length) }
  const percentages: number[] = []
  const result = await reconcileDirty(world.system, [witness, counting], {
    chunk: 10,
    atOnce: 1,
    onProgress: ({ done, total }) => percentages.push((100 * done) / total),
  })
  assert.deepEqual(result, { done: 25, parked: 0 })
  assert.deepEqual(sizes, [10, 10, 5])
  assert.deepEqual(percentages, [40, 80, 100])
  assert.deepEqual(await seen(), people(25))
  assert.equal(await marksLeft(), 0)
})

test('statements of a chunk are planned for the tables as they are, and only those', async () => {
  await mark(people(2))
  const modes: unknown[] = []
  const mode = async (db: Db | Tx): Promise<void> => void modes.push(await row(db, sql`show plan_cache_mode`))
  await reconcileDirty(world.system, [{ name: 'mode', reconcile: mode }])
  await world.system.database.transact(mode)
  assert.deepEqual(modes, [{ plan_cache_mode: 'force_custom_plan' }, { plan_cache_mode: 'auto' }])
})

test('a mark set during the recompute is not lost', async () => {
  await mark([person(1)])
  let rounds = 0
  const interrupted: Reconciler = {
    name: 'interrupted',
    reconcile: async () => {
      rounds += 1
      if (rounds === 1) await mark([person(1)]) // in a transaction of its own, and it does not wait for ours
    },
  }
  assert.deepEqual(await reconcileDirty(world.system, [interrupted]), { done: 2, parked: 0 })
  assert.equal(await marksLeft(), 0)
})

test('one poisonous person is found and set aside; the others are done, each once', async () => {
  await mark(people(50))
  const result = await reconcileDirty(world.system, [witness, poisonedBy([person(13)])], { chunk: 50 })
  assert.deepEqual(result, { done: 49, parked: 1 })
  assert.deepEqual(
    await seen(),
    people(50).filter(id => id !== person(13)),
  )
  const [parked] = await parkedPersons(world.system.database.read, 10)
  assert.equal(parked?.personId, person(13))
  assert.match(parked.error, /^E_POISON/)
  assert.deepEqual(await reconcileDirty(world.system, [witness]), { done: 0, parked: 0 })
  await mark([person(13)])
  assert.deepEqual(await reconcileDirty(world.system, [witness]), { done: 1, parked: 0 })
  assert.equal((await parkedPersons(world.system.database.read, 10)).length, 0)
})

test('a bug that fails everyone ends the run instead of setting everyone aside', async () => {
  await mark(people(100))
  await assert.rejects(reconcileDirty(world.system, [poisonedBy(people(100))]), { code: 'E_POISON' })
  assert.ok((await parkedPersons(world.system.database.read, 1000)).length <= 20)
  assert.equal(
    (await reconcileDirty(world.system, [witness])).done,
    100 - (await parkedPersons(world.system.database.read, 1000)).length,
  )
})

test('when the database goes away nobody is set aside', async () => {
  await mark(people(4))
  const away: Reconciler = {
    name: 'away',
    reconcile: () => Promise.reject(Object.assign(new Error(), { code: '57P01' })),
  }
  await assert.rejects(reconcileDirty(world.system, [away]), { code: '57P01' })
  assert.equal((await parkedPersons(world.system.database.read, 10)).length, 0)
  assert.deepEqual(await reconcileDirty(world.system, [witness]), { done: 4, parked: 0 })
})

test('two workers share the marks', async () => {
  await mark(people(60))
  const results = await Promise.all([1, 2].map(() => reconcileDirty(world.system, [witness], { chunk: 7 })))
  assert.equal(
    results.reduce((sum, { done }) => sum + done, 0),
    60,
  )
  assert.deepEqual(await seen(), people(60))
})

test('a killed worker’s chunk is taken over when its lease is over', async () => {
  await mark(people(3))
  await world.system.database.transact(tx => claimMarks(tx, 10, -1))
  assert.deepEqual(await reconcileDirty(world.system, [witness]), { done: 3, parked: 0 })
})

test('the night looks at everyone, and a drain at whoever is marked', async () => {
  const listPersons = async (_db: unknown, afterId: PersonId | null, limit: number): Promise<readonly PersonId[]> =>
    people(12)
      .filter(id => afterId === null || id > afterId)
      .slice(0, Math.min(limit, 5))
  assert.deepEqual(await reconcileEveryone(world.system, [witness], { listPersons }), { done: 12, parked: 0 })
  await mark([person(3)])
  await drainJobs(world.system, reconcileJobs([witness], listPersons).jobs, world.clock.now())
  assert.equal((await seen()).length, 13)
})
