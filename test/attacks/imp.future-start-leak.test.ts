/** Who is to come is not there yet: no sign-in, nothing to be told of them, no status in the search, until their first day. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountsOf } from '../../src/accounts/index.ts'
import { flow } from '../../src/app/flow.ts'
import { entitlementsOf, standingOn } from '../../src/eligibility/index.ts'
import { dayOf } from '../../src/kernel/day.ts'
import { asPersonId, type PersonId } from '../../src/kernel/ids.ts'
import { row, sql } from '../../src/platform/database.ts'
import { reconcileDirty } from '../../src/platform/reconcile/run.ts'
import { perform } from '../../src/platform/use-case.ts'
import { importFile } from '../../src/registry/index.ts'
import { turnDay } from '../../src/registry/jobs/turn-day.ts'
import { findPeople } from '../../src/registry/use-cases/people.ts'
import { settleMatch } from '../../src/registry/use-cases/settle-match.ts'
import { attributesOf } from '../../src/release/index.ts'
import { addOffice, fileOf, students, type OfficeRow } from '../support/office.ts'
import { contextOf, officer, registryWorld } from '../support/registry-world.ts'

const world = await registryWorld('2026-11-25T09:00:00+09:00')
const { system, clock } = world
const { read } = system.database

const [student, newcomer] = students(2)
assert.ok(student && newcomer)
const asStaff: OfficeRow = { ...student, number: 'T000001', status: 'staff', unit: '附属病院', from: '2027-04-01' }

const bring = async (source: string, people: readonly OfficeRow[]): Promise<void> => {
  await addOffice(system, source)
  const done = await importFile(system, { source, file: fileOf(people) })
  assert.ok(done.ok && done.value.state === 'applied', JSON.stringify(done))
}
const personOf = async (key: string): Promise<PersonId> => {
  const found = await row<{ id: string }>(read, sql`select person_id as id from registry.record where key = ${key}`)
  return asPersonId(found?.id ?? '')
}
const settle = () => reconcileDirty(system, flow)
const today = () => dayOf(clock.now())

/** What a service could be told of somebody today. */
const told = async (person: PersonId): Promise<Readonly<Record<string, readonly string[]>>> => {
  const account = (await accountsOf(read, [person])).get(person)?.[0]
  assert.ok(account)
  return Object.fromEntries(await attributesOf(read, system, account, { publicId: 'public' }, today()))
}
const found = async (query: string): Promise<readonly (string | null)[]> => {
  const done = await perform(findPeople, { query }, contextOf(world, officer(1)))
  assert.ok(done.ok)
  return done.value.people.map(({ status, unit }) => `${status} ${unit}`)
}
const held = async (person: PersonId): Promise<readonly string[]> =>
  ((await entitlementsOf(read, [person])).get(person) ?? [])
    .filter(each => standingOn(each, today()) === 'held')
    .map(each => each.kind)

test('imp.future-start-leak', async t => {
  await bring('office', [student, { ...newcomer, from: '2027-04-01' }])
  await bring('bureau', [asStaff])
  const doubt = await row<{ id: string; person: string }>(
    read,
    sql`select id, candidates->0->>'id' as person from registry.match_case where state = 'open'`,
  )
  const order = { case: doubt?.id, decision: 'link', person: doubt?.person, reason: 'one and the same' }
  assert.ok((await perform(settleMatch, order, contextOf(world, officer(1)))).ok)
  await settle()
  const [both, coming] = [await personOf('T000001'), await personOf(newcomer.number)]
  assert.equal(both, await personOf(student.number))

  await t.test('a student who will be staff is told of as a student', async () => {
    const now = await told(both)
    assert.deepEqual(now['eduPersonAffiliation'], ['student', 'member'])
    assert.deepEqual(now['jaou'], [student.unit])
    assert.deepEqual(await found(student.number), [`ug ${student.unit}`])
    assert.ok(!(await held(both)).some(kind => kind.includes('SPS')))
  })

  await t.test('who only comes in April may do nothing, and is nothing yet', async () => {
    assert.deepEqual(await held(coming), [])
    const accounts = (await accountsOf(read, [coming])).get(coming) ?? []
    assert.ok(
      accounts.every(account => account.state === 'reserved' || account.state === 'pending'),
      JSON.stringify(accounts),
    )
    assert.deepEqual(await found(newcomer.number), ['null null'])
  })

  await t.test('on the first day both are what they were to be', async () => {
    clock.moveTo(new Date('2027-03-31T23:59:00+09:00'))
    await turnDay(system)
    await settle()
    assert.deepEqual(await found(newcomer.number), ['null null'])
    clock.moveTo(new Date('2027-04-01T00:05:00+09:00'))
    await turnDay(system)
    await settle()
    assert.ok((await told(both))['eduPersonAffiliation']?.includes('staff'))
    assert.deepEqual(await found(newcomer.number), [`ug ${newcomer.unit}`])
    assert.ok((await held(coming)).includes('account.ECS'))
  })
})
