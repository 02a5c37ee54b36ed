import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { admit, testId } from '../../test/support/eligibility-people.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { addDays, day, dayOf, startOf, type Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import { movableClock } from '../platform/clock.ts'
import { connect, type Database } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import { silentLog } from '../platform/telemetry/log.ts'
import { eligibilityReconciler } from './reconcile.ts'
import { entitlementsOf, formerEntitlementsOf, rolesOf } from './store/entitlements.ts'
import { hasOfficers } from './store/exceptions.ts'

let base: TestDatabase
let database: Database
let client: pg.Client

before(async () => {
  base = await testDatabase()
  database = connect(base.connection)
  client = new pg.Client(base.connection)
  await client.connect()
})
after(async () => {
  await client.end()
  await database.end()
  await base.drop()
})

const reconcile = (persons: readonly PersonId[], today: Day) => {
  const system: System = {
    database,
    clock: movableClock(),
    vault: undefined as never,
    log: silentLog,
    baseUrl: 'http://localhost',
    dataDir: '',
    demo: false,
    house: { settings: [], proposals: [], hasOfficers: (db, at) => hasOfficers(db, dayOf(at)) },
  }
  return database.transact(tx => eligibilityReconciler.reconcile(tx, persons, { now: startOf(today), today, system }))
}
const count = async (text: string): Promise<number> =>
  Number((await client.query<{ count: string }>(text)).rows[0]?.count)
const audited = () => count(`select count(*) from platform.audit_entry where act = 'eligibility.reconcile'`)

describe('stored entitlements are kept equal to decided ones', () => {
  test('a chunk of people: written once, and a second time nothing changes', async () => {
    const persons = await admit(
      base.connection,
      [
        { is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }] },
        { is: [{ status: 'staff', from: '2020-04-01', unit: 'IIMC', title: 'アカウント担当' }] },
        { is: [{ status: 'never-heard-of', from: '2020-04-01' }] },
        { is: [] },
      ],
      'chunk',
    )
    await reconcile(persons, day('2026-05-01'))
    const entries = await audited()
    const [student, staff] = persons as [PersonId, PersonId]
    const found = await entitlementsOf(database.read, persons)
    assert.deepEqual(
      found.get(student)?.map(one => one.kind),
      [
        'account.ECS',
        'affiliation.member',
        'affiliation.student',
        'card.student',
        'certificate.client',
        'certificate.smime',
        'mail.KUMOI',
      ],
    )
    assert.deepEqual([...(await rolesOf(database.read, staff, day('2026-05-01')))], ['account-operator'])
    assert.deepEqual([...(await rolesOf(database.read, staff, day('2020-03-31')))], [])
    assert.deepEqual(
      persons.slice(2).map(id => found.get(id)?.length),
      [0, 0],
    )
    await reconcile(persons, day('2026-05-02'))
    assert.equal(await audited(), entries)
    assert.deepEqual(await entitlementsOf(database.read, persons), found)
    assert.equal(await count('select count(*) from eligibility.former_entitlement'), 0)
  })

  test('an end that comes earlier replaces what was decided, and what was thought before is kept', async () => {
    const [person] = (await admit(
      base.connection,
      [{ is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }] }],
      'end',
    )) as [PersonId]
    await reconcile([person], day('2026-05-01'))
    await client.query(
      `update registry.affiliation set until_on = '2027-04-01', state = 'ended' where person_id = $1`,
      [person],
    )
    await reconcile([person], day('2027-03-01'))
    const found = (await entitlementsOf(database.read, [person])).get(person) ?? []
    assert.ok(found.length > 0 && found.every(one => one.period.until === '2027-04-01'))
    const former = await formerEntitlementsOf(database.read, person, 50)
    assert.equal(former.length, found.length)
    assert.ok(former.every(one => one.period.until === '2030-04-01'))
  })

  test('imp.held-person-changed', async () => {
    const [person] = (await admit(
      base.connection,
      [{ held: true, is: [{ status: 'ug', from: '2026-04-01' }] }],
      'held',
    )) as [PersonId]
    await reconcile([person], day('2026-05-01'))
    assert.deepEqual((await entitlementsOf(database.read, [person])).get(person), [])
  })

  test('a life walked day by day: the night run writes on the days of change alone', async () => {
    const [person] = (await admit(
      base.connection,
      [
        {
          is: [
            { status: 'ug', from: '2026-04-01', until: '2026-07-01' },
            { status: 'staff', from: '2026-07-01' },
          ],
        },
      ],
      'walk',
    )) as [PersonId]
    await reconcile([person], day('2026-03-01'))
    const entries = await audited()
    for (let on = day('2026-03-02'); on < day('2026-09-01'); on = addDays(on, 1)) await reconcile([person], on)
    assert.equal(await audited(), entries)
    await client.query(`update registry.affiliation set state = 'void' where id = $1`, [testId('walk being 0 1')])
    await reconcile([person], day('2026-09-01'))
    await reconcile([person], day('2026-09-02'))
    assert.equal(await audited(), entries + 1)
    const kinds = ((await entitlementsOf(database.read, [person])).get(person) ?? []).map(one => one.kind)
    assert.ok(!kinds.includes('account.SPS'))
  })
})
