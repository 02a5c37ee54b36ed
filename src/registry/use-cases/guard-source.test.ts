/** A source is added by one officer; its guard is raised by one and lowered by two. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addOffice, fileOf, students } from '../../../test/support/office.ts'
import { contextOf, officer, registryWorld } from '../../../test/support/registry-world.ts'
import { row, sql } from '../../platform/database.ts'
import { perform } from '../../platform/use-case.ts'
import { usualBrake, usualMissingAfter, type Brake } from '../imports/brake.ts'
import { importFile } from '../imports/operate.ts'
import { saveSource, sourceByCode } from '../store/sources.ts'
import { addSource } from './add-source.ts'
import { guardSource, releaseGuard } from './guard-source.ts'

const world = await registryWorld()
const { database } = world.system
const [one, other] = [officer(1), officer(2)]

const museum = { source: 'museum', nameJa: '総合博物館', nameEn: 'Museum', kind: 'manual', trust: 30, mode: 'full' }
const add = async (input: object, actor = one): Promise<string> => {
  const added = await perform(addSource, { ...museum, ...input }, contextOf(world, actor))
  return added.ok ? 'done' : added.refusal.code
}

const refused: readonly (readonly [string, object, string, ReturnType<typeof officer>?])[] = [
  ['a code in capitals', { source: 'Museum' }, 'input.wrong'],
  ['a code with a path in it', { source: '../museum' }, 'input.wrong'],
  ['no name', { nameEn: ' ' }, 'input.wrong'],
  ['trust beyond the scale', { trust: 101 }, 'input.wrong'],
  ['a kind nobody knows', { kind: 'club' }, 'input.wrong'],
  ['another role', {}, 'not_found', officer(3, 'rule-keeper')],
  ['a code that is taken', { source: 'students' }, 'source.code_taken'],
]
for (const [name, input, code, actor] of refused)
  test(`a source is not added: ${name}`, async () => assert.equal(await add(input, actor), code))

test('a source is added with the usual guard and no layout, once, and the log says which', async () => {
  assert.equal(await add({}), 'done')
  assert.equal(await add({}, other), 'source.code_taken')
  const stands = await sourceByCode(database.read, 'museum')
  assert.deepEqual(
    { layout: stands?.layout, brake: stands?.brake, missingAfter: stands?.missingAfter, trust: stands?.trust },
    { layout: null, brake: usualBrake, missingAfter: usualMissingAfter, trust: 30 },
  )
  const entry = await row(
    database.read,
    sql`select detail from platform.audit_entry where act = 'registry.add-source' and outcome = 'done'`,
  )
  assert.deepEqual(entry, { detail: { source: 'museum', kind: 'manual', trust: 30, mode: 'full' } })
  const early = await importFile(world.system, { source: 'museum', file: fileOf(students(1)) })
  assert.equal(early.ok ? 'taken' : early.refusal.code, 'import.not_mapped')
})

type Wish = { readonly brake?: Partial<Brake>; readonly missingAfter?: number }
const guardOf = ({ brake = {}, missingAfter = usualMissingAfter }: Wish) => ({
  brake: { ...usualBrake, ...brake },
  missingAfter,
})
const ask = async (source: string, wish: Wish, actor = one): Promise<string> => {
  const input = { source, guard: guardOf(wish), reason: '毎年の入替えのため' }
  const asked = await perform(guardSource, input, contextOf(world, actor))
  return asked.ok ? (asked.value.waits ? 'waits' : 'done') : asked.refusal.code
}
const release = async (source: string, wish: Wish, actor = other): Promise<string> => {
  const done = await perform(releaseGuard, { source, guard: guardOf(wish) }, contextOf(world, actor))
  return done.ok ? 'done' : done.refusal.code
}
const stands = async (source: string) => {
  const found = await sourceByCode(database.read, source)
  assert.ok(found)
  return { brake: found.brake, missingAfter: found.missingAfter }
}

test('the guard is raised by one, at once; other roles, other sources and no change are refused', async () => {
  await addOffice(world.system, 'raised')
  const strict = { brake: { end: { share: 0.01, count: 10 } }, missingAfter: 4 }
  assert.equal(await ask('raised', strict, officer(4, 'auditor')), 'not_found')
  assert.equal(await ask('nowhere', strict), 'not_found')
  assert.equal(await ask('raised', {}), 'guard.same')
  assert.equal(await ask('raised', { brake: { end: { share: 0, count: 1 } } }), 'input.wrong')
  assert.equal(await ask('raised', { brake: { end: { share: 1.1, count: 1 } } }), 'input.wrong')
  assert.equal(await ask('raised', strict), 'done')
  assert.deepEqual(await stands('raised'), guardOf(strict))
})

test('to lower it takes another person, who agrees to exactly what was proposed', async () => {
  await addOffice(world.system, 'lowered')
  const wish = { brake: { end: { share: 0.5, count: null } } }
  assert.equal(await ask('lowered', wish), 'waits')
  assert.deepEqual(await stands('lowered'), guardOf({}), 'nothing is lower yet')
  assert.equal(await release('lowered', wish, one), 'proposal.same_person')
  assert.equal(await release('lowered', wish, officer(5, 'rule-keeper')), 'not_found')
  assert.equal(await release('lowered', { brake: { end: { share: 0.6, count: null } } }), 'proposal.changed')
  assert.equal(await release('raised', wish), 'proposal.unknown')
  assert.equal(await release('lowered', wish), 'done')
  assert.equal(await release('lowered', wish), 'guard.same')
  assert.deepEqual(await stands('lowered'), guardOf(wish))
})

test('what was proposed before the guard was raised is worth nothing', async () => {
  await addOffice(world.system, 'both')
  const lower = { missingAfter: 1 }
  assert.equal(await ask('both', lower), 'waits')
  assert.equal(await ask('both', { missingAfter: 5 }, other), 'done')
  assert.equal(await release('both', lower), 'proposal.settled')
  assert.deepEqual(await stands('both'), guardOf({ missingAfter: 5 }))
})

test('mapping its columns again leaves the guard as it is', async () => {
  const known = await sourceByCode(database.read, 'lowered')
  assert.ok(known)
  await database.transact(tx => saveSource(tx, { ...known, brake: usualBrake, missingAfter: 1 }, world.clock.now()))
  assert.deepEqual(await stands('lowered'), { brake: known.brake, missingAfter: known.missingAfter })
})

test('the guard holds or lets pass what the next rehearsal finds', async () => {
  await addOffice(world.system, 'office')
  const bring = async (count: number, asOf: string) => {
    const file = fileOf(students(count))
    const done = await importFile(world.system, { source: 'office', file, asOf })
    assert.ok(done.ok, JSON.stringify(done))
    return done.value.state
  }
  assert.equal(await bring(100, '2026-11-20'), 'applied')
  assert.equal(await bring(60, '2026-11-21'), 'blocked', 'forty of a hundred are missing')
  const wish = { brake: { missing: { share: 0.5, count: null } } }
  assert.equal(await ask('office', wish), 'waits')
  assert.equal(await bring(61, '2026-11-22'), 'blocked', 'proposed is not agreed')
  assert.equal(await release('office', wish), 'done')
  assert.equal(await bring(62, '2026-11-23'), 'applied')
})
