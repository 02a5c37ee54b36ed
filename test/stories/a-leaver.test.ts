/** Somebody's time ends: told by mail, in grace, stopped, closed; the name stays theirs for ever, and they may come back. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { showDay } from '../../demo/feeds/rows.ts'
import { addDays, dayInWords, dayOf } from '../../src/kernel/day.ts'
import { clerkOf, countsOn } from '../support/clerk.ts'
import { signIn } from '../support/desk.ts'
import { tonightsFile } from '../support/files.ts'
import { startSmtp } from '../support/smtp.ts'
import { mainOf, world } from '../support/world.ts'

const post = await startSmtp()
after(() => post.stop())
const here = await world({ mailUrl: post.url })
const began = dayOf(here.system.clock.now())
const leaver = '別府 間近'
const him = async () => (await here.people()).find(({ name }) => name.ja === leaver)
const before = await him()
const account = { username: before?.usernames[0]?.username ?? '', password: before?.password ?? '' }
const stateNow = async (): Promise<string | undefined> => (await him())?.usernames[0]?.state
const stop = addDays(began, 51)

test('the mail came before it ends: in both languages, with the day, what stops and what to do, and no link but ours', async () => {
  assert.equal(await stateNow(), 'active')
  const mail = await post.arrived(
    ({ to, text }) => to.includes('majika@post.example') && text.includes(account.username),
  )
  for (const what of [dayInWords(stop).ja, dayInWords(stop).en, 'KUMOI', `${here.baseUrl}/my/accounts`])
    assert.ok(mail.text.includes(what), `${what}: ${mail.text}`)
  for (const [link] of mail.text.matchAll(/https?:\S+/g)) assert.ok(link.startsWith(here.baseUrl), link)
  await post.arrived(({ to }) => to.includes(`${account.username}@st.wakaba.example.ac.jp`))
})

test('his page says what happens when', async () => {
  const page = await (await here.signedIn(leaver)).get('/my/accounts')
  assert.ok(page.text.includes(dayInWords(stop).ja), mainOf(page))
})

test('in grace he is let in to take his things along, and not on to a service', async () => {
  await here.advance('P22D')
  assert.equal(await stateNow(), 'grace')
  const { client, answer } = await signIn(here, account.username, account.password)
  assert.equal(answer.status, 200)
  assert.equal((await client.get('/my/data')).status, 200)
  const service = await client.get(`${here.sampleUrl}/sign-in`)
  assert.ok(!service.text.includes('majika@post.example') || !service.url.startsWith(here.sampleUrl), mainOf(service))
})

test('he is out on the day that was told, everywhere; the name is still his', async () => {
  const { client } = await signIn(here, account.username, account.password)
  await here.moveTo(`${stop}T09:00:00+09:00`)
  assert.equal(await stateNow(), 'closed')
  assert.equal(new URL((await client.get('/my/data')).url).pathname, '/sign-in')
  assert.equal((await signIn(here, account.username, account.password)).answer.status, 401)
  assert.equal((await him())?.usernames[0]?.username, account.username)
})

test('the office sends him again: the same person and name, a new key, and the old password is worthless', async () => {
  const clerk = clerkOf(here, await here.officer('registrar'))
  const until = showDay(addDays(stop, 300), 'students')
  const again = tonightsFile('students', { began, change: row => (row.key === '2026300110' ? { ...row, until } : row) })
  const rehearsed = await clerk.upload('students', again)
  assert.equal(countsOn(rehearsed)['create'], undefined, mainOf(rehearsed))
  await clerk.press('apply')
  assert.deepEqual((await him())?.usernames, [{ kind: 'ECS', username: account.username, state: 'pending' }])
  assert.equal((await signIn(here, account.username, account.password)).answer.status, 401)
})
