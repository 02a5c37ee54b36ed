import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accountsWorld, type World } from '../../test/support/accounts-world.ts'
import type { PersonId } from '../kernel/ids.ts'
import { accountsOf } from './index.ts'

let world: World
before(async () => {
  world = await accountsWorld()
})
after(() => world.end())

const accounts = async (person: PersonId | undefined) =>
  person === undefined ? [] : ((await accountsOf(world.database.read, [person])).get(person) ?? [])

describe('reconciling accounts', () => {
  it('issues what people are entitled to, and a second time nothing', async () => {
    const persons = await world.people(
      [
        { is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }] },
        { roman: ['Yoshida', 'Tarō'], is: [{ status: 'staff', from: '2020-04-01' }] },
        { roman: ['Sukarno', null], is: [{ status: 'faculty', from: '2020-04-01' }] },
        { roman: ['李', '明'], is: [{ status: 'staff', from: '2020-04-01' }] },
        { is: [{ status: 'facility-user', from: '2020-04-01', until: '2030-04-01' }] },
        { is: [{ status: 'ug', from: '2026-06-01', until: '2030-04-01' }] },
        { held: true, is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }] },
      ],
      'issue',
    )
    await world.reconcile(persons, '2026-05-01')
    const [student, staff, mononym, noRoman, facility, future, held] = persons
    const [ecs] = await accounts(student)
    assert.match(ecs?.username ?? '', /^a0[0-9]{6}$/)
    assert.equal(ecs?.state, 'pending')
    assert.equal(ecs?.mail, `${ecs?.username}@st.example.ac.jp`)
    assert.equal(ecs?.eligibilityEnd, '2030-04-01')
    assert.match((await accounts(staff))[0]?.username ?? '', /^taro[0-9]{3}yoshida$/)
    assert.match((await accounts(mononym))[0]?.username ?? '', /^sukarno[0-9]{3}sukarno$/)
    assert.deepEqual(await accounts(noRoman), [])
    assert.equal(await world.count('select count(*) from accounts.name_case where person_id = $1', [noRoman]), 1)
    assert.deepEqual(await accounts(facility), [])
    assert.equal((await accounts(future))[0]?.state, 'reserved')
    assert.deepEqual(await accounts(held), [])

    const before = await world.count('select count(*) from accounts.change')
    const entries = await world.count(`select count(*) from platform.audit_entry where act like 'accounts.%'`)
    await world.reconcile(persons, '2026-05-01')
    assert.equal(await world.count('select count(*) from accounts.change'), before)
    assert.equal(await world.count(`select count(*) from platform.audit_entry where act like 'accounts.%'`), entries)
  })

  it('tells a leaver by both addresses, once, and then stops', async () => {
    const persons = await world.people(
      [{ mail: 'taro@example.org', is: [{ status: 'staff', from: '2020-04-01', until: '2027-04-01' }] }],
      'leaver',
    )
    await world.reconcile(persons, '2027-01-10')
    await world.client.query(
      `update accounts.account set state = 'active', activated_at = now() where person_id = $1`,
      [persons[0]],
    )
    const mails = () =>
      world.count(`select count(*) from platform.mail where person_id = $1 and purpose like 'accounts.stop%'`, [
        persons[0],
      ])
    const sent: number[] = []
    for (const on of [
      '2027-01-30',
      '2027-01-31',
      '2027-01-31',
      '2027-02-01',
      '2027-03-02',
      '2027-03-25',
      '2027-03-31',
      '2027-04-01',
    ]) {
      await world.reconcile(persons, on)
      sent.push(await mails())
    }
    assert.deepEqual(sent, [0, 2, 2, 2, 4, 6, 8, 8])
    const [account] = await accounts(persons[0])
    assert.equal(account?.state === 'closed' && account.actualStop, '2027-04-01')
    const bodies = await world.client.query<{ readonly body: string }>(
      `select body from platform.mail where person_id = $1 order by id limit 1`,
      [persons[0]],
    )
    assert.match(bodies.rows[0]?.body ?? '', /2027年4月1日（木）/)
    assert.match(bodies.rows[0]?.body ?? '', /Thu 1 Apr 2027/)
  })

  it('gives the same name back to one who returns', async () => {
    const persons = await world.people(
      [
        {
          is: [
            { status: 'pt-lecturer', from: '2024-04-01', until: '2025-04-01' },
            { status: 'pt-lecturer', from: '2026-04-01', until: '2027-04-01' },
          ],
        },
      ],
      'returns',
    )
    await world.reconcile(persons, '2024-04-01')
    const [first] = await accounts(persons[0])
    await world.client.query(
      `update accounts.account set state = 'active', activated_at = now() where person_id = $1`,
      [persons[0]],
    )
    for (const on of ['2025-03-01', '2025-04-01', '2025-05-20']) await world.reconcile(persons, on)
    assert.equal((await accounts(persons[0]))[0]?.state, 'closed')
    await world.reconcile(persons, '2026-04-01')
    const [again] = await accounts(persons[0])
    assert.equal(again?.state, 'pending')
    assert.equal(again?.username, first?.username)
    assert.equal(again?.activatedAt, null)
  })
})
