/** A professor retires: told in time, the staff account stops, mail goes on where he said, and an ECS-ID without an end begins. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, day, dayInWords, dayOf, type Day } from '../../src/kernel/day.ts'
import { activate, printNotices, signIn, type Paper } from '../support/desk.ts'
import { mainOf, world, type Client } from '../support/world.ts'

const here = await world()
const began = dayOf(here.system.clock.now())
const april = day(`${Number(began.slice(0, 4)) + (began.slice(5) < '04-01' ? 0 : 1)}-04-01`)
const him = async () => {
  const found = (await here.people()).find(person => person.name.ja === '定岡 年雄')
  assert.ok(found)
  return found
}
const stateOf = async (kind: string): Promise<string | undefined> =>
  (await him()).usernames.find(account => account.kind === kind)?.state
const morningOf = (on: Day): Promise<void> => here.moveTo(`${on}T09:00:00+09:00`)
const professor = await him()
const sps = { username: professor.usernames[0]?.username ?? '', password: professor.password ?? '' }
const told = async (): Promise<readonly string[]> =>
  (await here.mail())
    .filter(({ to, text }) => to === 'toshio@post.example' && text.includes(sps.username))
    .map(({ text }) => text)
let paper: Paper | undefined

test('in autumn he has his staff account, and nothing has been said yet', async () => {
  assert.deepEqual([await stateOf('SPS'), await stateOf('ECS')], ['active', undefined])
  assert.deepEqual(await told(), [])
})

test('sixty days before he is told the day, and on his page what stops and what to do', async () => {
  await morningOf(addDays(april, -61))
  assert.equal((await told()).length, 0)
  await morningOf(addDays(april, -60))
  const [first = ''] = await told()
  assert.ok(first.includes(dayInWords(april).ja) && first.includes(dayInWords(april).en), first)
  const page = await (await here.signedIn('定岡 年雄')).get('/my/accounts')
  assert.ok(page.text.includes(dayInWords(april).ja))
})

test('he says where his mail shall go on to; not to an address that stops with it', async () => {
  const client: Client = await here.signedIn('定岡 年雄')
  await client.get('/my/accounts')
  const own = await client.submit(/\/set-forwarding$/, { 'SPS.to': `${sps.username}@wakaba.example.ac.jp` })
  assert.equal(own.status, 422)
  assert.ok(own.text.includes(`${sps.username}@wakaba.example.ac.jp`), 'nothing typed is lost')
  assert.equal((await client.submit(/\/set-forwarding$/, { 'SPS.to': 'toshio@post.example' })).status, 200)
})

test('the council’s list gave him an ECS-ID: its notice is printed in February', async () => {
  await morningOf(addDays(april, -40))
  assert.equal(await stateOf('ECS'), 'reserved')
  const printed = await printNotices(await here.officer('account-operator'), { kind: 'ECS', status: 'emeritus' })
  const ecs = (await him()).usernames.find(({ kind }) => kind === 'ECS')?.username ?? ''
  paper = printed.find(({ username }) => username === ecs)
  assert.ok(paper?.text.includes('定岡'))
})

test('reminded a month, a week and a day before, he works to the last evening', async () => {
  await morningOf(addDays(april, -1))
  assert.equal((await told()).length, 4)
  assert.equal((await signIn(here, sps.username, sps.password)).answer.status, 200)
})

test('on the first of April the staff account is closed, and the paper opens the other', async () => {
  await morningOf(april)
  assert.equal(await stateOf('SPS'), 'closed')
  assert.equal((await signIn(here, sps.username, sps.password)).answer.status, 401)
  assert.ok(paper)
  const { client, answer } = await activate(here, paper, 'seven unrelated lanterns by the lake')
  assert.equal(answer.status, 200, mainOf(answer))
  const accounts = await client.get('/my/accounts')
  assert.ok(accounts.text.includes(paper.username))
  assert.ok(accounts.text.includes('toshio@post.example'), 'mail goes on for 360 days')
  assert.ok((await client.get('/my/entitlements')).text.includes('名誉教授'))
})

test('it has no end: nothing is told of it, and his page says so', async () => {
  await morningOf(addDays(april, 35))
  assert.equal(await stateOf('ECS'), 'active')
  assert.ok(!(await here.mail()).some(({ text }) => text.includes(paper?.username ?? '-')))
  const { client } = await signIn(here, paper?.username ?? '', 'seven unrelated lanterns by the lake')
  const home = await client.get('/?lang=en')
  assert.ok(home.text.includes(paper?.username ?? '-'))
  assert.match(mainOf(await client.get('/my/entitlements?lang=en')), /no end/i)
})
