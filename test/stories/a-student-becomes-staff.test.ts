/** A graduate student is employed: the staff account comes in time, the student's goes in its time, and no day is without one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showDay } from '../../demo/feeds/rows.ts'
import { addDays, day, dayInWords, dayOf, type Day } from '../../src/kernel/day.ts'
import { clerkOf, countsOn } from '../support/clerk.ts'
import { activate, printNotices, signIn, type Paper } from '../support/desk.ts'
import { tonightsFile } from '../support/files.ts'
import { mainOf, world } from '../support/world.ts'

const here = await world()
const began = dayOf(here.system.clock.now())
const april = day(`${Number(began.slice(0, 4)) + (began.slice(5) < '04-01' ? 0 : 1)}-04-01`)
const him = async () => {
  const found = (await here.people()).find(person => person.name.ja === '進藤 昇')
  assert.ok(found)
  return found
}
const stateOf = async (kind: string): Promise<string | undefined> =>
  (await him()).usernames.find(account => account.kind === kind)?.state
const morningOf = (on: Day): Promise<void> => here.moveTo(`${on}T09:00:00+09:00`)
const student = await him()
const ecs = { username: student.usernames[0]?.username ?? '', password: student.password ?? '' }
const sps = { username: '', password: 'seven unrelated lanterns by the lake' }
const signsIn = async ({ username, password }: typeof ecs): Promise<boolean> =>
  (await signIn(here, username, password)).answer.status === 200
const mailsTo = async (address: string, about: string): Promise<number> =>
  (await here.mail()).filter(({ to, text }) => to === address && text.includes(about)).length
let paper: Paper | undefined

test('the student office ends his time in March, and personnel hires him for April: one person, with certainty', async () => {
  const clerk = clerkOf(here, await here.officer('registrar'))
  const until = showDay(addDays(april, -1), 'students')
  const ends = tonightsFile('students', { began, change: row => (row.key === '2026200113' ? { ...row, until } : row) })
  assert.equal(countsOn(await clerk.upload('students', ends))['update'], 1)
  await clerk.press('apply')
  const hired = {
    key: 'K0000199', familyKanji: '進藤', givenKanji: '昇', familyKana: 'シンドウ', givenKana: 'ノボル', familyRoman: 'SHINDO', givenRoman: 'Noboru',
    birthDate: showDay(day('2003-04-20'), 'hr'), status: '常勤職員', unitCode: 'H30', unitName: '学務部', title: '掛員', mail: 'noboru@post.example',
    from: showDay(april, 'hr'), asOf: showDay(began, 'hr'),
  } // prettier-ignore
  const rehearsed = await clerk.upload('hr', tonightsFile('hr', { began, rows: [hired] }))
  assert.deepEqual(countsOn(rehearsed), { link: 1 }, mainOf(rehearsed))
  await clerk.press('apply')
  assert.deepEqual([await stateOf('ECS'), await stateOf('SPS')], ['active', undefined], 'April is too far for a name')
})

test('in February a staff name is taken, and personnel gets the notice; its key waits for April', async () => {
  await morningOf(addDays(april, -46))
  assert.equal(await stateOf('SPS'), undefined)
  await morningOf(addDays(april, -45))
  assert.equal(await stateOf('SPS'), 'reserved')
  const operator = await here.officer('account-operator')
  const printed = await printNotices(operator, { kind: 'SPS', startsOn: april })
  sps.username = (await him()).usernames.find(({ kind }) => kind === 'SPS')?.username ?? ''
  assert.match(sps.username, /^noboru\d{3}shindo$/)
  paper = printed.find(({ username }) => username === sps.username)
  assert.ok(paper)
  assert.ok(paper.text.includes(dayInWords(april).ja), 'the paper says from when')
  assert.equal((await activate(here, paper, sps.password)).answer.status, 422, 'too early')
})

test('the stop that is told of the student account is no day in March: he keeps it through April', async () => {
  await morningOf(addDays(april, -1))
  assert.equal(await stateOf('ECS'), 'active')
  const told = (await here.mail()).filter(({ text }) => text.includes(ecs.username))
  assert.deepEqual(told.map(({ to }) => to).sort(), [`${ecs.username}@st.wakaba.example.ac.jp`, 'noboru@post.example'])
  for (const { text } of told) assert.ok(text.includes(dayInWords(addDays(april, 30)).ja), text)
  assert.ok(await signsIn(ecs))
})

test('on the first of April he activates with the paper of February, and both work', async () => {
  await morningOf(april)
  assert.ok(await signsIn(ecs), 'the last day of a student is not the end of the account')
  assert.ok(paper)
  const { client, answer } = await activate(here, paper, sps.password)
  assert.equal(answer.status, 200, mainOf(answer))
  assert.ok(answer.text.includes(ecs.username) && answer.text.includes(sps.username), 'his page shows both')
  assert.ok((await client.get('/my/data')).text.includes('K0000199'))
  assert.ok((await client.get('/my/data')).text.includes('2026200113'))
})

test('all April both work, and he is reminded a month, a week and a day before', async () => {
  for (const on of [1, 15, 22, 23, 28, 29]) {
    await morningOf(addDays(april, on))
    assert.deepEqual([await stateOf('ECS'), await stateOf('SPS')], ['active', 'active'], `${on} days after`)
  }
  assert.equal(await mailsTo('noboru@post.example', ecs.username), 4, '60, 30, 7 and 1 days before')
})

test('on the day it was told the student account stops; the staff account is the one left, and the name is his for ever', async () => {
  assert.ok(await signsIn(ecs))
  await morningOf(addDays(april, 30))
  assert.deepEqual([await stateOf('ECS'), await stateOf('SPS')], ['closed', 'active'])
  assert.ok(!(await signsIn(ecs)))
  assert.ok(await signsIn(sps))
  const registrar = await here.officer('registrar')
  await registrar.get('/people?q=しんどう')
  const person = await registrar.follow(/^\/people\/[0-9a-f-]{36}$/)
  assert.ok(person.text.includes(ecs.username) && person.text.includes(sps.username))
})
