import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { officer, testSystem, type TestSystem } from '../../../test/support/platform.ts'
import type { Actor } from '../actor.ts'
import { row, sql } from '../database.ts'
import { defineSetting, readSetting } from '../settings.ts'
import type { House } from '../system.ts'
import { perform, type Context } from '../use-case.ts'
import { changeSetting, releaseSetting } from './settings.ts'

const words = { ja: '言葉', en: 'word' }
const quota = defineSetting({
  name: 'test.quota',
  schema: z.int().min(1).max(9),
  default: 3,
  takes: 'one person',
  title: words,
  help: words,
})
const guard = defineSetting({
  name: 'test.guard',
  schema: z.strictObject({ longer: z.int(), a: z.int() }),
  default: { longer: 1, a: 1 },
  takes: 'two persons',
  title: words,
  help: words,
  parts: { longer: { title: words }, a: { title: words } },
})

let world: TestSystem
let house: House
before(async () => {
  world = await testSystem()
  house = { settings: [quota, guard], proposals: [], hasOfficers: async () => true }
})
after(() => world.end())

const [one, other] = [officer(['operator']), officer(['operator'])]
const contextOf = (actor: Actor): Context => ({ ...world.contextOf(actor), system: { ...world.system, house } })
const change = async (input: object, actor: Actor = one): Promise<string> => {
  const result = await perform(changeSetting, { reason: 'x', ...input }, contextOf(actor))
  return result.ok ? (result.value.waits ? 'waits' : 'done') : result.refusal.code
}
const release = async (input: object, actor: Actor = other): Promise<string> => {
  const result = await perform(releaseSetting, input, contextOf(actor))
  return result.ok ? 'done' : result.refusal.code
}
const lastEntry = () =>
  row<{ readonly outcome: string; readonly detail: Readonly<Record<string, unknown>> }>(
    world.system.database.read,
    sql`select outcome, detail from platform.audit_entry order by seq desc limit 1`,
  )

const refused: readonly (readonly [string, object, Actor, string])[] = [
  ['a wrong input', { name: quota.name, version: -1, value: 4 }, one, 'input.wrong'],
  ['no such setting', { name: 'test.none', version: 0, value: 4 }, one, 'not_found'],
  ['the demo’s own mark', { name: 'demo.clock', version: 0, value: { offsetMs: 0 } }, one, 'not_found'],
  ['another role', { name: quota.name, version: 0, value: 4 }, officer(['registrar']), 'not_found'],
  ['an auditor, who may look', { name: quota.name, version: 0, value: 4 }, officer(['auditor']), 'not_found'],
  ['a value beyond its bounds', { name: quota.name, version: 0, value: 10 }, one, 'setting.wrong'],
  ['a value of another kind', { name: quota.name, version: 0, value: '4' }, one, 'setting.wrong'],
  ['the present value', { name: quota.name, version: 0, value: 3 }, one, 'setting.same'],
  ['a version nobody saw', { name: quota.name, version: 1, value: 4 }, one, 'setting.changed_meanwhile'],
]
for (const [name, input, actor, code] of refused)
  test(`refused: ${name}`, async () => assert.equal(await change(input, actor), code))

test('one person changes what guards nothing, and the log says from what to what', async () => {
  assert.equal(await change({ name: quota.name, version: 0, value: 4 }), 'done')
  assert.equal(await readSetting(world.system.database.read, quota), 4)
  assert.deepEqual(await lastEntry(), {
    outcome: 'done',
    detail: { setting: quota.name, from: 3, to: 4, waits: false },
  })
})

test('plat.two-admins-race', async () => {
  const answers = await Promise.all(
    [5, 6, 7, 8].map(value => change({ name: quota.name, version: 1, value }, value % 2 === 0 ? one : other)),
  )
  assert.deepEqual(answers.toSorted(), ['done', ...Array.from({ length: 3 }, () => 'setting.changed_meanwhile')])
  assert.equal(await change({ name: quota.name, version: 2, value: 9 }), 'done')
})

test('two first changes of one setting do not both stand', async () => {
  const wish = { name: guard.name, version: 0 }
  assert.equal(await change({ ...wish, value: { a: 2, longer: 2 } }), 'waits')
  assert.deepEqual(await readSetting(world.system.database.read, guard), guard.default)
  assert.equal(await release({ ...wish, value: { a: 2, longer: 2 } }, one), 'proposal.same_person')
  assert.equal(
    await release({ ...wish, value: { a: 2, longer: 2 } }, officer(['operator'], one.personId)),
    'proposal.same_person',
  )
  assert.equal(
    await release({ ...wish, value: { a: 3, longer: 2 } }),
    'proposal.changed',
    'another value than was seen',
  )
  assert.equal(await release({ ...wish, value: { longer: 2, a: 2 } }), 'done', 'whatever the order of its parts')
  assert.equal(await release({ ...wish, value: { a: 2, longer: 2 } }), 'setting.changed_meanwhile')
  assert.deepEqual(await readSetting(world.system.database.read, guard), { longer: 2, a: 2 })
})

test('what was proposed on an older value is worth nothing', async () => {
  assert.equal(await change({ name: guard.name, version: 1, value: { a: 4, longer: 4 } }), 'waits')
  assert.equal(await change({ name: guard.name, version: 1, value: { a: 5, longer: 5 } }, other), 'waits')
  assert.equal(await release({ name: guard.name, version: 1, value: { a: 5, longer: 5 } }), 'proposal.same_person')
  assert.equal(await release({ name: guard.name, version: 1, value: { a: 4, longer: 4 } }, one), 'proposal.changed')
  assert.equal(await release({ name: guard.name, version: 1, value: { a: 5, longer: 5 } }, one), 'done')
})
