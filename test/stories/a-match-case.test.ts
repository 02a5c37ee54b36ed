/** One person under two spellings: the evidence side by side, a decision, then better knowledge: merged by two, un-merged, merged. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plain } from '../support/forms.ts'
import { mainOf, world, type Answer, type Client } from '../support/world.ts'

const here = await world()
const [one, two] = [await here.officer('registrar', 0), await here.officer('registrar', 1)]
const known = (await here.people()).find(person => person.name.ja === '渡辺 二籍')
const student = known?.usernames[0]?.username ?? ''
const address = { student: '', staff: '' }

const openCase = async (client: Client, name: string): Promise<Answer> => {
  const list = await client.get('/matches')
  for (const link of new Set(list.text.match(/\/matches\/[0-9a-f-]{36}/g))) {
    const page = await client.get(link)
    if (page.text.includes(name)) return page
  }
  throw new Error(`no case of ${name}`)
}
/** The pages of everyone found by these words. */
const personsFound = async (words: string): Promise<readonly string[]> => [
  ...new Set((await one.get(`/people?q=${words}`)).text.match(/\/people\/[0-9a-f-]{36}/g)),
]
const numberOn = ({ text }: Answer): string => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(plain(text))?.[0] ?? ''
const identifiersOn = async (path: string): Promise<readonly string[]> =>
  [...new Set(mainOf(await one.get(path)).match(/\b(?:a0\d{6}|[a-z]+\d{3}[a-z]+)\b/g))].sort()

test('twins with one birthday and one telephone are no case: they are two persons', async () => {
  assert.equal((await personsFound('ふたば')).length, 2)
  assert.ok(!(await one.get('/matches')).text.includes('双葉'))
})

test('渡邉 and 渡辺 stand side by side, with what agrees and what does not; a decision needs a choice and a reason', async () => {
  const page = await openCase(one, '二籍')
  for (const what of ['渡邉 二籍', '渡辺 二籍', '附属図書館', '情報学研究科']) assert.ok(page.text.includes(what), what)
  assert.doesNotMatch(page.text, /1998/, 'no birth date is shown')
  assert.equal((await one.submit(/^\/matches\//, { reason: '本人に確認' })).status, 422)
  await openCase(one, '二籍')
  assert.equal((await one.submit(/^\/matches\//, { decision: 'new' })).status, 422)
  assert.equal(one.page().text.includes('value="new" checked'), true, 'nothing chosen is lost')
})

test('the first thought them two: the record becomes a new person, with an account of their own', async () => {
  await openCase(one, '二籍')
  const settled = await one.submit(/^\/matches\//, { decision: 'new', reason: '電話で別の人と聞いた' })
  assert.equal(settled.status, 200)
  await here.settled()
  const found = await personsFound('わたなべ')
  assert.equal(found.length, 2)
  for (const path of found) address[(await identifiersOn(path)).includes(student) ? 'student' : 'staff'] = path
  assert.match((await identifiersOn(address.staff))[0] ?? '', /^niseki\d{3}watanabe$/)
})

test('they were one after all: merging is proposed by one, with a reason, and released by another', async () => {
  const other = numberOn(await one.get(address.staff))
  await one.get(address.student)
  assert.equal((await one.submit(/\/merge$/, { other, mergeReason: ' ' })).status, 422)
  await one.get(address.student)
  assert.equal((await one.submit(/\/merge$/, { other: 'NOBO-DYHA-STHI', mergeReason: '本人の申し出' })).status, 422)
  await one.get(address.student)
  assert.equal((await one.submit(/\/merge$/, { other, mergeReason: '本人の申し出' })).status, 200)
  assert.doesNotMatch(one.page().text, /release-merge/, 'not by whoever proposed it')
  await two.get(address.student)
  assert.equal((await two.submit(/\/release-merge$/)).status, 200)
  await here.settled()
  assert.deepEqual(await personsFound('わたなべ'), [address.student])
})

test('both accounts are that person’s now, and no third was made', async () => {
  const logins = (await identifiersOn(address.student)).filter(name => !name.includes('@'))
  assert.equal(logins.length, 2, logins.join(' '))
  const operator = await here.officer('account-operator')
  const list = await operator.get('/accounts?q=わたなべ')
  for (const login of logins) assert.ok(list.text.includes(login), login)
  const mine = await (await here.signedIn('渡辺 二籍')).get('/my/data')
  assert.ok(mine.text.includes('2024200114') && mine.text.includes('K0000114'))
})

test('un-merged: each is themselves again, with their own account', async () => {
  await one.get(address.student)
  assert.equal((await one.submit(/\/unmerge$/, { unmergeReason: '別人だった' })).status, 200)
  await here.settled()
  assert.equal((await personsFound('わたなべ')).length, 2)
  const logins = await Promise.all([address.student, address.staff].map(identifiersOn))
  assert.ok(logins[0]?.includes(student) && !logins[1]?.includes(student))
  const mine = await (await here.signedIn('渡辺 二籍')).get('/my/data')
  assert.ok(mine.text.includes('2024200114') && !mine.text.includes('K0000114'))
})
