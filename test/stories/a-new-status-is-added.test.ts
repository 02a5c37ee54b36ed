/** A status that no line of code has ever heard of: mapped, taken in, given rules on pages, rehearsed, released by two, and true. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showDay } from '../../demo/feeds/rows.ts'
import { addDays, dayOf } from '../../src/kernel/day.ts'
import { clerkOf, countsOn } from '../support/clerk.ts'
import { activate, printNotices } from '../support/desk.ts'
import { tonightsFile } from '../support/files.ts'
import { controlsOf, formOn } from '../support/forms.ts'
import { mainOf, world, type Answer } from '../support/world.ts'

const here = await world()
const began = dayOf(here.system.clock.now())
const [registrar, operator] = [await here.officer('registrar'), await here.officer('account-operator')]
const [keeper, other] = [await here.officer('rule-keeper', 0), await here.officer('rule-keeper', 1)]
const clerk = clerkOf(here, registrar)

const astronaut = (number: number, name: string, kana: string, roman: string) => ({
  key: `AP090${number}`, nameKanji: name, nameKana: kana, nameRoman: roman, birthDate: `198${number}-07-20`, status: '滞在宇宙飛行士', unitCode: 'A30',
  unitName: '理学部', from: showDay(addDays(began, -1), 'guests'), until: showDay(addDays(began, 300), 'guests'), mail: `star${number}@post.example`, hostKey: 'K0000201',
}) // prettier-ignore
const file = tonightsFile('guests', {
  began,
  rows: [
    astronaut(1, '星野 宙', 'ホシノ ソラ', 'Hoshino, Sora'),
    astronaut(2, '月岡 渡', 'ツキオカ ワタル', 'Tsukioka, Wataru'),
  ],
})
const figures = (answer: Answer): readonly number[] =>
  (/誰の利用権|対象[^]*?失う|変わる人/.test(mainOf(answer)) ? mainOf(answer) : '')
    .match(/(\d+) 対象 (\d+) 変わる人 (\d+) 失う/)
    ?.slice(1)
    .map(Number) ?? []
const accountsOf = async (state: string): Promise<number> =>
  Number(new RegExp(`(\\d+) ${state}`).exec(mainOf(await operator.get('/accounts')))?.[1] ?? -1)

test('a word that the table of the office does not know is set aside, each with its line', async () => {
  const rehearsed = await clerk.upload('guests', file)
  assert.deepEqual(countsOn(rehearsed), { quarantine: 2 })
  await clerk.press('discard')
})

test('the officer adds the word to the table on a page, and both come in; without a rule they get nothing', async () => {
  const page = await registrar.get('/sources/guests/mapping')
  const known = new Map(controlsOf(formOn(page.text, '/sources/guests/mapping') ?? '').all)
  const statuses = `${known.get('statuses') ?? ''}\n滞在宇宙飛行士 = visiting-astronaut`
  assert.equal((await registrar.submit('/sources/guests/mapping', { statuses })).status, 200)
  const rehearsed = await clerk.upload('guests', file)
  assert.deepEqual(countsOn(rehearsed), { create: 2 })
  await clerk.press('apply')
  assert.equal((await operator.get('/accounts?q=ほしの')).text.includes('星野'), false)
})

test('a keeper of the rules is shown the status without a rule, and drafts one like that of a guest scholar', async () => {
  assert.ok((await keeper.get('/rules')).text.includes('visiting-astronaut'))
  await keeper.submit('/rules/draft', { note: '滞在宇宙飛行士を迎える' })
  await keeper.get('/rules/draft/status?like=guest-scholar')
  assert.equal((await keeper.submit('/rules/draft/status', { code: 'Visiting Astronaut' })).status, 422)
  const names = { code: 'visiting-astronaut', nameJa: '滞在宇宙飛行士', nameEn: 'Visiting astronaut' }
  assert.equal((await keeper.submit('/rules/draft/status', names)).status, 200, mainOf(keeper.page()))
})

test('rehearsed over everyone: two would change, nobody would lose anything, and nothing has changed', async () => {
  await keeper.get('/rules/2')
  await keeper.submit('/rules/2/rehearse')
  await here.settled()
  assert.deepEqual(figures(await keeper.get('/rules/2')).slice(1), [2, 0], mainOf(keeper.page()))
  assert.equal((await operator.get('/accounts?q=ほしの')).text.includes('星野'), false)
})

test('whoever proposed it cannot put it in force; a second keeper does', async () => {
  await keeper.submit('/rules/2/propose')
  const own = formOn(keeper.page().text, '/rules/2/enact')
  if (own !== null) assert.notEqual((await keeper.submit('/rules/2/enact')).status, 200)
  await here.settled()
  assert.equal((await operator.get('/accounts?q=ほしの')).text.includes('星野'), false)
  await other.get('/rules/2')
  assert.deepEqual(figures(other.page()).slice(1), [2, 0])
  const before = [await accountsOf('有効化待ち'), await accountsOf('利用中'), await accountsOf('猶予期間')]
  assert.equal((await other.submit('/rules/2/enact')).status, 200)
  await here.settled()
  const after = [await accountsOf('有効化待ち'), await accountsOf('利用中'), await accountsOf('猶予期間')]
  assert.deepEqual(after, [(before[0] ?? 0) + 2, before[1], before[2]], 'what it showed is what it did')
})

test('they are explained to a clerk in the new word, and one of them gets the paper and comes in', async () => {
  await keeper.get('/people?q=ほしの')
  await keeper.follow(/^\/people\/[0-9a-f-]{36}$/)
  await keeper.get(`${keeper.page().url}/explain`)
  assert.ok(keeper.page().text.includes('滞在宇宙飛行士'))
  const papers = await printNotices(operator, { kind: 'ECS', status: 'visiting-astronaut' })
  assert.equal(papers.length, 2)
  const paper = papers.find(({ text }) => text.includes('星野'))
  assert.ok(paper)
  const { client, answer } = await activate(here, paper, 'seven unrelated lanterns by the lake')
  assert.equal(answer.status, 200, mainOf(answer))
  assert.ok((await client.get('/my/entitlements')).text.includes('滞在宇宙飛行士'))
})

test('rehearsed again, the book in force would change nobody', async () => {
  assert.ok(!(await keeper.get('/rules')).text.includes('規則のない身分'))
  await keeper.submit('/rules/draft', { note: '滞在宇宙飛行士を迎える' })
  await keeper.get('/rules/3')
  await keeper.submit('/rules/3/rehearse')
  await here.settled()
  assert.deepEqual(figures(await keeper.get('/rules/3')).slice(1), [0, 0])
})
