/** An account is stopped for cause by one officer, at once; two lift it; after a leak only a new key opens it again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { activate, papersOf, signIn } from '../support/desk.ts'
import { mainOf, world, type Client } from '../support/world.ts'

const here = await world()
const person = async (name: string) => {
  const found = (await here.people()).find(one => one.name.ja === name)
  return { username: found?.usernames[0]?.username ?? '', password: found?.password ?? '', state: found?.usernames[0]?.state }
} // prettier-ignore
const first = await here.officer('account-operator', 0)

const kazuha = await person('双葉 一葉')
const shizuka = await person('止水 静香')
const fresh = 'seven unrelated lanterns by the lake'

const accountPage = async (officer: Client, username: string) => {
  await officer.get(`/accounts?q=${username}`)
  return officer.follow(/^\/accounts\/[0-9a-f-]{36}$/)
}

test('without a reason nothing is stopped; with one, at once, on every device', async () => {
  const laptop = await here.signedIn('双葉 一葉')
  await accountPage(first, kazuha.username)
  const bare = await first.submit(/\/suspend$/, { 'suspend.cause': 'report', 'suspend.reason': ' ' })
  assert.equal(bare.status, 422)
  assert.equal(new URL((await laptop.get('/my/data')).url).pathname, '/my/data')
  const done = await first.submit(/\/suspend$/, {
    'suspend.cause': 'report',
    'suspend.reason': '貸与端末の紛失の届け出',
  })
  assert.equal(done.status, 200)
  assert.ok(done.text.includes('貸与端末の紛失の届け出'), 'officers read why')
  assert.equal(new URL((await laptop.get('/my/data')).url).pathname, '/sign-in')
  assert.equal((await person('双葉 一葉')).state, 'suspended')
})

test('the right password is answered as a wrong one is, and the nightly look lifts nothing', async () => {
  const right = await signIn(here, kazuha.username, kazuha.password)
  const wrong = await signIn(here, kazuha.username, 'not her password at all')
  assert.equal(right.answer.status, 401)
  assert.equal(mainOf(right.answer), mainOf(wrong.answer))
  await here.advance('P1D')
  assert.equal((await person('双葉 一葉')).state, 'suspended')
})

test('one proposes to lift it, and cannot release it; another does', async () => {
  const [one, two] = [await here.officer('account-operator', 0), await here.officer('account-operator', 1)]
  await accountPage(one, kazuha.username)
  const proposed = await one.submit(/\/propose-resume$/, { 'propose-resume.reason': '端末が見つかり、初期化した' })
  assert.equal(proposed.status, 200)
  const own = await one.submit(/\/release-resume$/)
  assert.notEqual(own.status, 200)
  assert.equal((await person('双葉 一葉')).state, 'suspended')
  await accountPage(two, kazuha.username)
  assert.ok(two.page().text.includes('端末が見つかり'))
  assert.equal((await two.submit(/\/release-resume$/)).status, 200)
  assert.equal((await signIn(here, kazuha.username, kazuha.password)).answer.status, 200)
})

test('after a leak: lifted by two, the old password stays worthless, and a counter gives a new key', async () => {
  assert.equal(shizuka.state, 'suspended')
  const two = await here.officer('account-operator', 1) // the first has proposed it already
  await accountPage(two, shizuka.username)
  await two.submit(/\/release-resume$/)
  assert.equal((await person('止水 静香')).state, 'pending')
  assert.equal((await signIn(here, shizuka.username, shizuka.password)).answer.status, 401)
  const clerk = await here.officer('counter')
  await clerk.get(`/counter?q=${shizuka.username}`)
  await clerk.follow(/^\/counter\/[0-9a-f-]{36}$/)
  const [paper] = papersOf(
    await clerk.submit(/\/issue-key$/, { purpose: 'new-use', document: 'student-id', last4: '0107' }),
  )
  assert.ok(paper)
  assert.equal((await activate(here, paper, fresh)).answer.status, 200)
  assert.equal((await person('止水 静香')).state, 'active')
})

test('nobody stops an account of their own', async () => {
  const own = (await here.people()).filter(({ role }) => role === 'account-operator')[1]?.usernames[0]?.username ?? ''
  const officer = await here.officer('account-operator', 1)
  await accountPage(officer, own)
  const refused = await officer.submit(/\/suspend$/, { 'suspend.cause': 'other', 'suspend.reason': '試し' })
  assert.equal(refused.status, 422)
  assert.notEqual((await officer.get('/my/data')).url.includes('/sign-in'), true)
})
