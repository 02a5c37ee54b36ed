/** One student was recorded twice and got two accounts: the merge joins them, the older stays, and unmerging gives both back. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountById, accountsOf, type Account } from '../../src/accounts/index.ts'
import { issueKey } from '../../src/accounts/use-cases/keys.ts'
import { letAccountStay } from '../../src/accounts/use-cases/let-stay.ts'
import { flow } from '../../src/app/flow.ts'
import { addDays, dayOf } from '../../src/kernel/day.ts'
import { asPersonId, type PersonId } from '../../src/kernel/ids.ts'
import { rows, sql } from '../../src/platform/database.ts'
import { reconcileEveryone } from '../../src/platform/reconcile/everyone.ts'
import { reconcileDirty } from '../../src/platform/reconcile/run.ts'
import { perform } from '../../src/platform/use-case.ts'
import { importFile, personsAfter } from '../../src/registry/index.ts'
import { proposeMerge, releaseMerge, unmerge } from '../../src/registry/use-cases/merge-persons.ts'
import { addOffice, fileOf, students } from '../support/office.ts'
import { contextOf, officer, registryWorld } from '../support/registry-world.ts'
import { website, type Website } from '../support/web.ts'

const passwords = ['seven unrelated lanterns by the lake', 'nine patient herons over the marsh'] as const
const world = await registryWorld()
const { system, clock } = world
let site: Website
let [winner, loser] = ['', ''] as unknown as [PersonId, PersonId]
let [older, newer] = [{}, {}] as [Account, Account]
let merge = ''

before(async () => {
  site = await website(system)
  await addOffice(system)
})
after(() => site.end())

const by = (number: number, role: Parameters<typeof officer>[1] = 'registrar') =>
  contextOf(world, officer(number, role))
const follow = () => reconcileDirty(system, flow)
const passDays = async (days: number): Promise<void> => {
  clock.moveTo(new Date(clock.now().getTime() + days * 86_400_000))
  await reconcileEveryone(system, flow, { listPersons: personsAfter })
}
const accountOf = async (person: PersonId): Promise<Account> => {
  const [account, ...more] = (await accountsOf(system.database.read, [person])).get(person) ?? []
  assert.ok(account)
  assert.deepEqual(more, [])
  return account
}
const again = async ({ id }: Account): Promise<Account> => {
  const account = await accountById(system.database.read, id)
  assert.ok(account)
  return account
}
const activate = async ({ id, username }: Account, password: string): Promise<void> => {
  const evidence = { method: 'in-person', document: 'student-id', last4: '1234', counter: 'main' }
  const issued = await perform(issueKey, { accountId: id, purpose: 'new-use', ...evidence }, by(9, 'account-operator'))
  assert.ok(issued.ok)
  const browser = site.browser()
  await browser.get('/activate')
  const key = issued.value.paper()[0]?.key ?? ''
  assert.equal((await browser.post('/activate', { username, key, password, repeat: password })).status, 303)
}
const signsIn = async ({ username }: Account, password: string): Promise<boolean> =>
  (await site.browser().signIn(username, password)).status === 303
const mergeThem = async (from: PersonId, into: PersonId): Promise<string> => {
  const proposed = await perform(proposeMerge, { winner: into, loser: from, reason: '二重登録' }, by(1))
  assert.ok(proposed.ok, JSON.stringify(proposed))
  const released = await perform(releaseMerge, proposed.value, by(2))
  assert.ok(released.ok, JSON.stringify(released))
  return proposed.value.merge
}

test('one student comes in twice, under two numbers, and activates both accounts', async () => {
  const [first, second] = students(2)
  for (const file of [[first], [first, second]]) {
    const done = await importFile(system, { source: 'office', file: fileOf(file.flatMap(row => row ?? [])) })
    assert.ok(done.ok && done.value.state === 'applied', JSON.stringify(done))
    await follow()
    await passDays(1)
  }
  const found = await rows<{ id: string }>(
    system.database.read,
    sql`select person_id as id from registry.record order by first_seen_at, key`,
  )
  ;[loser, winner] = found.map(({ id }) => asPersonId(id)) as [PersonId, PersonId]
  ;[older, newer] = [await accountOf(loser), await accountOf(winner)]
  await activate(older, passwords[0])
  await activate(newer, passwords[1])
})

test('merged: both accounts are the winner’s; the older stays, the other is told and has thirty days', async () => {
  merge = await mergeThem(loser, winner)
  await follow()
  const [stays, goes] = [await again(older), await again(newer)]
  assert.deepEqual([stays.personId, stays.issuedTo, stays.superseded, stays.state], [winner, loser, null, 'active'])
  assert.deepEqual([goes.personId, goes.superseded?.by, goes.state], [winner, stays.id, 'grace'])
  assert.equal(goes.announcement?.stopOn, addDays(dayOf(clock.now()), 30))
  assert.deepEqual((await accountsOf(system.database.read, [loser])).get(loser), [])
  assert.ok(await signsIn(stays, passwords[0]))
  assert.ok(await signsIn(goes, passwords[1]), 'to take along what is there')
  const told = await rows<{ body: string }>(
    system.database.read,
    sql`select body from platform.mail where purpose = 'accounts.stop-announced' and person_id = ${winner}`,
  )
  assert.ok(told.length > 0 && told.every(({ body }) => body.includes(stays.username) && body.includes(goes.username)))
})

test('a second look changes nothing, and nobody is issued a third account', async () => {
  const lives = () => rows(system.database.read, sql`select id, act from accounts.change order by id`)
  const before = await lives()
  await passDays(0)
  assert.deepEqual(await lives(), before)
})

test('an account operator says otherwise: the newer stays; and says so again', async () => {
  const say = (account: Account) =>
    perform(letAccountStay, { accountId: account.id, reason: '本人の希望' }, by(9, 'account-operator'))
  assert.deepEqual(await say(older), { ok: false, refusal: { code: 'account.stays_already' } })
  assert.ok((await say(newer)).ok)
  await follow()
  assert.deepEqual([(await again(newer)).state, (await again(older)).state], ['active', 'grace'])
  assert.equal((await again(newer)).announcement, null)
  assert.ok((await say(older)).ok)
  await follow()
  assert.deepEqual([(await again(newer)).state, (await again(older)).state], ['grace', 'active'])
})

test('unmerged in time: each has their own account again, with their own password', async () => {
  const undone = await perform(unmerge, { merge, reason: '別の人でした' }, by(1))
  assert.ok(undone.ok, JSON.stringify(undone))
  await follow()
  for (const [account, owner, password] of [
    [older, loser, passwords[0]],
    [newer, winner, passwords[1]],
  ] as const) {
    // prettier-ignore
    const now = await again(account)
    assert.deepEqual(
      [now.personId, now.issuedTo, now.superseded, now.announcement, now.state],
      [owner, null, null, null, 'active'],
    )
    assert.ok(await signsIn(now, password))
  }
})

test('merged for good: after its days the other closes, its name is nobody else’s; unmerged later it opens with a new key', async () => {
  merge = await mergeThem(loser, winner)
  await follow()
  await passDays(30)
  const closed = await again(newer)
  assert.deepEqual([closed.state, closed.state === 'closed' && closed.why], ['closed', 'merged'])
  assert.equal(await signsIn(closed, passwords[1]), false)
  assert.ok(await signsIn(older, passwords[0]))
  assert.ok((await perform(unmerge, { merge, reason: '別の人でした' }, by(1))).ok)
  await follow()
  assert.deepEqual([(await again(older)).personId, (await again(older)).state], [loser, 'active'])
  assert.deepEqual([(await again(newer)).personId, (await again(newer)).state], [winner, 'pending'])
})
