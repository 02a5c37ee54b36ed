/**
 * Three years in the lives of seven people, every day of it, with the real reconcilers on a real database.
 *
 * Each day: what follows is done, then done again, and the second time there is nothing left to do.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accountsWorld } from '../support/accounts-world.ts'
import { addDays, day, startOf, type Day } from '../../src/kernel/day.ts'
import type { PersonId } from '../../src/kernel/ids.ts'

const world = await accountsWorld()
after(() => world.end())

const lives = [
  {
    is: [{ status: 'ug', from: '2026-04-01', until: '2028-04-01' }],
    name: 'a student who graduates',
    goes: `2026-02-15 ECS issue, 2026-04-01 ECS open, 2028-03-02 ECS announce-stop, 2028-04-01 ECS remind-of-stop, 2028-04-01 ECS enter-grace,
      2028-04-24 ECS remind-of-stop, 2028-04-30 ECS remind-of-stop, 2028-05-01 ECS close`,
  },
  {
    is: [{ status: 'grad', from: '2026-04-01', until: '2027-04-01' }, { status: 'staff', from: '2027-04-01' }],
    name: 'a graduate who is employed',
    goes: `2026-02-15 ECS issue, 2026-04-01 ECS open, 2027-02-15 SPS issue, 2027-03-02 ECS announce-stop, 2027-04-01 SPS open,
      2027-04-01 ECS remind-of-stop, 2027-04-24 ECS remind-of-stop, 2027-04-30 ECS remind-of-stop, 2027-05-01 ECS close`,
  },
  {
    is: [{ status: 'faculty', from: '2000-04-01', until: '2027-04-01' }, { status: 'emeritus', from: '2027-04-01' }],
    name: 'a professor who retires',
    goes: `2026-01-01 SPS issue, 2027-01-31 SPS announce-stop, 2027-02-15 ECS issue, 2027-03-02 SPS remind-of-stop,
      2027-03-25 SPS remind-of-stop, 2027-03-31 SPS remind-of-stop, 2027-04-01 SPS close, 2027-04-01 ECS open`,
  },
  {
    is: [{ status: 'pt-lecturer', from: '2026-04-01', until: '2026-10-01' }, { status: 'pt-lecturer', from: '2027-04-01', until: '2028-04-01' }],
    name: 'a lecturer with a free half year',
    goes: `2026-02-15 ECS issue, 2026-04-01 ECS open, 2026-09-01 ECS announce-stop, 2026-10-01 ECS remind-of-stop, 2026-10-01 ECS enter-grace,
      2026-10-24 ECS remind-of-stop, 2026-10-30 ECS remind-of-stop, 2026-10-31 ECS close, 2027-02-15 ECS reopen,
      2028-03-02 ECS announce-stop, 2028-04-01 ECS remind-of-stop, 2028-04-01 ECS enter-grace,
      2028-04-24 ECS remind-of-stop, 2028-04-30 ECS remind-of-stop, 2028-05-01 ECS close`,
  },
  {
    is: [{ status: 'guest-scholar', from: '2027-06-01', until: '2027-07-01' }],
    name: 'a guest for a month',
    goes: `2027-04-17 ECS issue, 2027-06-01 ECS open, 2027-06-01 ECS announce-stop, 2027-06-15 ECS remind-of-stop,
      2027-07-01 ECS enter-grace, 2027-07-08 ECS remind-of-stop, 2027-07-14 ECS remind-of-stop, 2027-07-15 ECS close`,
  },
  {
    is: [{ status: 'staff-part', from: '2026-04-01', until: '2027-04-01' }],
    name: 'a contract that is renewed late',
    goes: `2026-02-15 SPS issue, 2026-04-01 SPS open, 2027-01-31 SPS announce-stop, 2027-03-02 SPS remind-of-stop, 2027-03-20 SPS withdraw-stop,
      2028-02-01 SPS announce-stop, 2028-03-02 SPS remind-of-stop, 2028-03-25 SPS remind-of-stop, 2028-03-31 SPS remind-of-stop, 2028-04-01 SPS close`,
  },
  {
    is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }],
    name: 'one who was entered by mistake',
    goes: `2026-02-15 ECS issue, 2026-04-01 ECS open, 2026-09-15 ECS announce-stop, 2026-09-15 ECS enter-grace, 2026-09-21 ECS remind-of-stop,
      2026-09-22 ECS close`,
  },
] // prettier-ignore

/** What offices say later. */
const events: Readonly<Record<string, (persons: readonly PersonId[]) => Promise<unknown>>> = {
  '2027-03-20': persons =>
    world.client.query(`update registry.affiliation set until_on = '2028-04-01' where person_id = $1`, [persons[5]]),
  '2026-09-15': persons =>
    world.client.query(`update registry.affiliation set state = 'void' where person_id = $1`, [persons[6]]),
}

const first = day('2026-01-01')
const days = 3 * 365

/** All that a day's work could have changed, counted and summed. */
const standing = async (): Promise<unknown> => {
  const { rows } = await world.client.query<Readonly<Record<string, string>>>(
    `select (select count(*) from accounts.change) as changes, (select count(*) from accounts.notice) as notices,
       (select count(*) from platform.mail) as mails, (select count(*) from platform.audit_entry) as entries,
       (select md5(string_agg(a::text, ',' order by a.id)) from accounts.account a) as accounts,
       (select md5(string_agg(e::text, ',' order by e::text)) from eligibility.entitlement e) as entitlements`,
  )
  return rows[0]
}
/** Everybody activates on the first day they may; says how many did. */
const activateThoseWho = async (today: Day): Promise<number> => {
  const { rowCount } = await world.client.query(
    `update accounts.account a set state = 'active', activated_at = $1
     where state = 'pending' and exists (select from eligibility.entitlement e
       where e.person_id = a.person_id and e.kind = 'account.' || a.kind and e.from_on <= $2 and (e.until_on is null or $2 < e.until_on))`,
    [startOf(today), today],
  )
  return rowCount ?? 0
}

const signsInSomewhere = async (person: PersonId | undefined): Promise<boolean> =>
  (await world.count(`select count(*) from accounts.account where person_id = $1 and state = 'active'`, [person])) > 0

test('every day settles, the hand-over leaves no day without an account, and each life is as it should be', async () => {
  const persons = await world.people(lives, 'life')
  for (let index = 0; index < days; index++) {
    const today = addDays(first, index)
    await events[today]?.(persons)
    await world.reconcile(persons, today)
    if ((await activateThoseWho(today)) > 0) await world.reconcile(persons, today)
    const before = await standing()
    await world.reconcile(persons, today)
    assert.deepEqual(await standing(), before, `on ${today} there was something left to do`)
    if (today >= '2026-04-01')
      assert.ok(await signsInSomewhere(persons[1]), `on ${today} the new clerk could sign in nowhere`)
  }
  for (const [at, { name, goes }] of lives.entries())
    assert.deepEqual(await lifeOf(persons[at]), goes.split(/,\s+/), name)
})

/** What happened to a person's accounts, by the day. */
const lifeOf = async (person: PersonId | undefined): Promise<readonly string[]> =>
  (
    await world.client.query<{ readonly line: string }>(
      `select to_char(c.at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') || ' ' || a.kind || ' ' || c.act as line
       from accounts.change c join accounts.account a on a.id = c.account_id where a.person_id = $1 order by c.id`,
      [person],
    )
  ).rows.map(({ line }) => line)
