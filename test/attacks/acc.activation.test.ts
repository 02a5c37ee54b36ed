import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountsOf, type Account } from '../../src/accounts/index.ts'
import { issueKey } from '../../src/accounts/use-cases/keys.ts'
import type { PersonId } from '../../src/kernel/ids.ts'
import { perform } from '../../src/platform/use-case.ts'
import { accountsWorld, officer, type World } from '../support/accounts-world.ts'
import { website, type Page, type Website } from '../support/web.ts'

const today = new Date().toISOString().slice(0, 10)
const password = 'seven unrelated lanterns by the lake'

let world: World
let site: Website
let people: readonly PersonId[]

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  const someone = { is: [{ status: 'ug', from: '2026-04-01' }] }
  people = await world.people([someone, someone, someone, someone], 'activation')
  await world.reconcile(people, today)
})

after(async () => {
  await site.end()
  await world.end()
})

const accountOf = async (which: number): Promise<Account> => {
  const person = people[which]
  const account = person === undefined ? undefined : (await accountsOf(world.database.read, [person])).get(person)?.[0]
  assert.ok(account)
  return account
}

const keyFor = async (account: Account): Promise<string> => {
  const evidence = {
    purpose: 'forgotten-password',
    method: 'in-person',
    document: 'student-id',
    last4: '1234',
    counter: 'main',
  }
  const context = { ...world.as(officer(['account-operator'], 9), today), now: new Date() }
  const issued = await perform(issueKey, { accountId: account.id, ...evidence }, context)
  assert.ok(issued.ok, JSON.stringify(issued))
  return issued.value.paper()[0]?.key ?? ''
}

const attempt = async (username: string, key: string, chosen = password): Promise<Page> => {
  const browser = site.browser()
  await browser.get('/activate')
  return browser.post('/activate', { username, key, password: chosen, repeat: chosen })
}

const bare = ({ status, body }: Page): { readonly status: number; readonly body: string } => ({
  status,
  body: body.replace(/value="[^"]*"/g, ''),
})

test('acc.enumeration-by-activation: an unknown name, a foreign key and a wrong key are one answer', async () => {
  const [mine, other] = [await accountOf(0), await accountOf(1)]
  const foreign = await keyFor(other)
  await keyFor(mine)
  const answers = [
    await attempt('a0999999', 'ACDE3467'),
    await attempt(mine.username, 'ACDE3467'),
    await attempt(mine.username, foreign),
    await attempt((await accountOf(2)).username, 'ACDE3467'),
  ].map(bare)
  assert.equal(answers[0]?.status, 422)
  for (const answer of answers) assert.deepEqual(answer, answers[0])
})

test('a password that is not accepted leaves the key unspent', async () => {
  const account = await accountOf(3)
  const key = await keyFor(account)
  assert.equal((await attempt(account.username, key, 'password1234567')).status, 422)
  assert.equal((await attempt(account.username, key, `${account.username} ${account.username}`)).status, 422)
  assert.equal((await attempt(account.username, key)).status, 303)
})

test('acc.reset-token-reuse: one key sets one password, also at once and afterwards', async () => {
  const account = await accountOf(1)
  const key = await keyFor(account)
  const pages = await Promise.all(Array.from({ length: 12 }, () => attempt(account.username, key)))
  assert.equal(pages.filter(page => page.status === 303).length, 1)
  assert.equal((await attempt(account.username, key)).status, 422)
})

test('acc.reset-keeps-sessions: a forgotten password ends every session', async () => {
  const account = await accountOf(1)
  const browser = site.browser()
  assert.equal((await browser.signIn(account.username, password)).status, 303)
  assert.equal((await attempt(account.username, await keyFor(account), 'another nine quiet lanterns here')).status, 303)
  assert.equal((await browser.get('/my/security')).status, 303)
  assert.equal((await site.browser().signIn(account.username, password)).status, 401, 'the old password is gone')
})

test('acc.identity-recovery-leak: the page for those who forgot asks nothing and shows nobody', async () => {
  const page = await site.browser().get('/recover')
  assert.equal(page.status, 200)
  assert.equal(page.body.includes('<input'), false)
})

test('acc.second-tab-and-back-button: a form sent again changes nothing and says so', async () => {
  const account = await accountOf(2)
  const key = await keyFor(account)
  const browser = site.browser()
  await browser.get('/activate')
  const fields = { username: account.username, key, password, repeat: password }
  assert.equal((await browser.post('/activate', fields)).status, 303)
  const again = await browser.post('/activate', fields)
  assert.ok([403, 422].includes(again.status), String(again.status))
  assert.equal((await browser.get('/my/security')).status, 200)
})

test('acc.spraying: one network that fails over many names waits', async () => {
  await world.client.query('delete from authentication.throttle')
  const browser = site.browser()
  await browser.get('/sign-in')
  for (let index = 0; index < 102; index += 1)
    await browser.post('/sign-in', { username: `nobody${index}`, password: 'one password for all' })
  const { rows } = await world.client.query<{ readonly wait: boolean }>(
    `select wait_until is not null as wait from authentication.throttle where path = 'network:127.0.0.0/24'`,
  )
  assert.equal(rows[0]?.wait, true)
})
