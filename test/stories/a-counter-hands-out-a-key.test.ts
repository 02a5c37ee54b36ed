/** A clerk hands a student a key; the student activates; an officer suspends; strangers and the wrong roles see nothing. */
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { accountsWorld, officer, type World } from '../support/accounts-world.ts'
import { website, type Browser, type Website } from '../support/web.ts'
import { accountsOf } from '../../src/accounts/index.ts'
import { issueKey } from '../../src/accounts/use-cases/keys.ts'
import { movableClock } from '../../src/platform/clock.ts'
import { day, startOf } from '../../src/kernel/day.ts'
import type { PersonId } from '../../src/kernel/ids.ts'
import { perform } from '../../src/platform/use-case.ts'

let world: World
let site: Website
const today = '2027-02-20'
const password = '関守は名を問ふ人なりけり2027'

before(async () => {
  world = await accountsWorld()
  const clock = movableClock()
  clock.moveTo(startOf(day(today)))
  site = await website({ ...world.system, clock, baseUrl: 'http://127.0.0.1', demo: true })
})
after(async () => {
  await site.end()
  await world.end()
})

const account = async (person: PersonId | undefined) => {
  assert.ok(person)
  const [found] = (await accountsOf(world.database.read, [person])).get(person) ?? []
  assert.ok(found)
  return found
}

/** Hands out a key as the operator of the machine would, and activates through the page. */
const signedIn = async (person: PersonId | undefined): Promise<Browser> => {
  const { id, username } = await account(person)
  const evidence = { purpose: 'new-use', method: 'in-person', document: 'staff-id', last4: '', counter: 'main' }
  const issued = await perform(
    issueKey,
    { accountId: id, ...evidence },
    world.as(officer(['account-operator'], 9), today),
  )
  assert.ok(issued.ok)
  const key = issued.value.paper()[0]?.key ?? ''
  const browser = site.browser()
  await browser.get('/activate')
  const activated = await browser.post('/activate', { username, key, password, repeat: password })
  assert.equal(activated.status, 303, activated.body.slice(0, 3000))
  await browser.get('/my/accounts')
  return browser
}

it('from the counter to a suspended account', async () => {
  const [boss, student] = await world.people(
    [
      {
        roman: ['Tanaka', 'Ichiro'],
        is: [{ status: 'staff', from: '2020-04-01', unit: 'IIMC', title: 'アカウント担当' }],
      },
      { name: '𠮷﨑 花子', is: [{ status: 'ug', from: '2024-04-01', until: '2028-04-01' }] },
    ],
    'story',
  )
  await world.reconcile([boss as PersonId, student as PersonId], today)
  const desk = await signedIn(boss)
  const owner = await signedIn(student)
  const { id, username } = await account(student)

  assert.equal((await desk.get('/accounts')).status, 200)
  assert.match((await desk.get(`/counter?q=${username}`)).body, new RegExp(username))
  assert.equal((await desk.get(`/counter/${id}`)).status, 200)
  const empty = await desk.post(`/counter/${id}/issue-key`, {
    purpose: 'forgotten-password',
    method: 'in-person',
    document: 'none',
    counter: 'main',
  })
  assert.equal(empty.status, 422)
  const paper = await desk.post(`/counter/${id}/issue-key`, {
    purpose: 'forgotten-password',
    method: 'in-person',
    document: 'student-id',
    last4: '1234',
    counter: 'main',
  })
  assert.equal(paper.status, 200)
  assert.equal(paper.headers['content-type'], 'application/pdf')
  assert.equal(paper.headers['cache-control'], 'no-store')

  assert.equal((await owner.get('/my/accounts')).status, 200)
  const forwarded = await owner.post(`/my/accounts/${id}/set-forwarding`, { 'ECS.to': 'hanako@example.org' })
  assert.equal(forwarded.status, 303)
  assert.match((await owner.get('/my/accounts')).body, /hanako@example\.org/)
  const wrong = await owner.post(`/my/accounts/${id}/set-forwarding`, { 'ECS.to': 'not an address' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.body, /not an address/)

  const bare = await desk.post(`/accounts/${id}/suspend`, { 'suspend.cause': 'compromise', 'suspend.reason': ' ' })
  assert.equal(bare.status, 422)
  const suspended = await desk.post(`/accounts/${id}/suspend`, {
    'suspend.cause': 'compromise',
    'suspend.reason': '不正利用',
  })
  assert.equal(suspended.location, `/accounts/${id}`)
  assert.notEqual((await owner.get('/my/accounts')).status, 200)
})

it('a stranger and a person without the role get nothing', async () => {
  const [student] = await world.people([{ is: [{ status: 'ug', from: '2024-04-01', until: '2028-04-01' }] }], 'nobody')
  await world.reconcile([student as PersonId], today)
  const owner = await signedIn(student)
  const { id } = await account(student)
  for (const path of ['/accounts', `/accounts/${id}`, '/counter', `/counter/${id}`, '/batches']) {
    assert.equal((await owner.get(path)).status, 404, path)
    assert.notEqual((await site.browser().get(path)).status, 200, path)
  }
  for (const [path, fields] of [
    [`/accounts/${id}/suspend`, { 'suspend.cause': 'other', 'suspend.reason': 'x' }],
    [
      `/counter/${id}/issue-key`,
      { purpose: 'new-use', method: 'in-person', document: 'student-id', last4: '', counter: 'main' },
    ],
    ['/batches/print', { kind: 'ECS', count: '1' }],
  ] as const)
    assert.equal((await owner.post(path, fields)).status, 404, path)
  assert.equal((await account(student)).state, 'active')
})
