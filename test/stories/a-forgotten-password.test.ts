/** A password is forgotten: a counter sees a document and prints a new key; with it the old password and every old session end. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { activate, papersOf, signIn, type Paper } from '../support/desk.ts'
import { mainOf, world } from '../support/world.ts'

const here = await world()
const name = '夏川 二年'
const found = (await here.people()).find(person => person.name.ja === name)
const username = found?.usernames[0]?.username ?? ''
const old = found?.password ?? ''
const fresh = 'seven unrelated lanterns by the lake'
const phone = await here.signedIn(name)
const library = await here.signedIn(name)
const clerk = await here.officer('counter')
let paper: Paper

test('the recovery page asks for nothing and sends the person to a counter', async () => {
  const page = await here.stranger().get('/recover')
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.text, /<form[^>]*action="\/recover"/)
})

test('at the counter the clerk finds the student, and without a document nothing is printed', async () => {
  await clerk.get('/counter')
  await clerk.get('/counter?q=なつかわ')
  await clerk.follow(/^\/counter\/[0-9a-f-]{36}$/)
  assert.ok(clerk.page().text.includes(username))
  const bare = await clerk.submit(/\/issue-key$/, { purpose: 'forgotten-password', document: 'none' })
  assert.equal(bare.status, 422)
  const agent = await clerk.submit(/\/issue-key$/, { document: 'student-id', counter: 'agent' })
  assert.equal(agent.status, 422, 'an agent counter forwards, and issues nothing')
})

test('with the student’s card seen, the notice is printed, for one month', async () => {
  const printed = await clerk.submit(/\/issue-key$/, {
    purpose: 'forgotten-password',
    method: 'in-person',
    document: 'student-id',
    last4: '0102',
    counter: 'main',
  })
  ;[paper] = papersOf(printed) as [Paper]
  assert.equal(paper.username, username)
  assert.ok(paper.text.includes('夏川'))
})

test('until the key is used nothing has changed for the student', async () => {
  assert.equal(new URL((await phone.get('/my/security')).url).pathname, '/my/security')
  assert.equal((await signIn(here, username, old)).answer.status, 200)
})

test('the key and a new password: the old one is refused', async () => {
  const same = await activate(here, paper, 'natsukawa')
  assert.equal(same.answer.status, 422)
  const { answer } = await activate(here, paper, fresh)
  assert.equal(answer.status, 200, mainOf(answer))
  assert.equal((await signIn(here, username, old)).answer.status, 401)
  assert.equal((await signIn(here, username, fresh)).answer.status, 200)
})

test('every session from before has ended', async () => {
  for (const browser of [phone, library])
    assert.equal(new URL((await browser.get('/my/security')).url).pathname, '/sign-in')
})

test('what the counter saw stands on the account’s page, and in the audit log without the person’s data', async () => {
  const operator = await here.officer('account-operator')
  await operator.get(`/accounts?q=${username}`)
  const account = await operator.follow(/^\/accounts\/[0-9a-f-]{36}$/)
  assert.ok(account.text.includes('…0102'))
  const audit = await (await here.officer('auditor')).get('/audit')
  assert.ok(audit.text.includes('accounts.issue-key') || audit.text.includes('有効化キーを発行'), mainOf(audit))
  assert.ok(!audit.text.includes('0102'), 'nothing of the paper that was seen')
})

test('the counter gives no key for the account of an officer, nor for its own', async () => {
  for (const role of ['auditor', 'counter']) {
    await clerk.get('/counter')
    const officer = (await here.people()).find(one => one.role === role)
    await clerk.get(`/counter?q=${officer?.usernames[0]?.username ?? ''}`)
    await clerk.follow(/^\/counter\/[0-9a-f-]{36}$/)
    const refused = await clerk.submit(/\/issue-key$/, { document: 'staff-id' })
    assert.equal(refused.status, 422, mainOf(refused))
  }
})
