import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { perform } from '../platform/use-case.ts'
import { stranger } from '../platform/actor.ts'
import { accountsWorld, officer, type World } from '../../test/support/accounts-world.ts'
import { website, type Website } from '../../test/support/web.ts'
import { inquiryNumber, mayAsk } from './inquiry.ts'
import { inquiryByNumber } from './store.ts'
import { answerInquiry, ask, closeInquiry } from './use-cases.ts'

let world: World
let site: Website
const today = new Date().toISOString().slice(0, 10)
const question = {
  category: 'sign-in',
  name: '<b>春野</b> 新',
  address: 'Haruno@Example.com',
  words: '<script>alert(1)</script> 試験の前にサインインできません。',
}

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
})
after(async () => {
  await site.end()
  await world.end()
})

test('how many questions one network and one address may ask in an hour', () => {
  const rows: readonly (readonly [number, number, boolean])[] = [
    [1, 1, true],
    [30, 5, true],
    [31, 1, false],
    [1, 6, false],
  ]
  for (const [network, address, expected] of rows)
    assert.equal(mayAsk({ network, address }), expected, `${network} ${address}`)
  assert.equal(inquiryNumber(2026, '7KX2M9A'), 'Q26-7KX2M9A')
})

test('a question is asked, answered by mail, and seen again by its asker alone', async () => {
  const asker = site.browser()
  await asker.get('/contact')
  const sent = await asker.post('/contact', question)
  assert.equal(sent.status, 303, sent.body)
  const number = sent.location?.split('/').at(-1) ?? ''
  const page = await asker.get(`/contact/${number}`)
  assert.equal(page.status, 200)
  assert.equal(page.body.includes('<script>alert'), false, 'plat.html-in-names: what people write is text')
  assert.equal((await site.browser().get(`/contact/${number}`)).status, 404, 'nobody else sees it')
  const answered = await perform(
    answerInquiry,
    { number, words: '窓口までお越しください。' },
    world.as(officer(['counter']), today),
  )
  assert.ok(answered.ok)
  const { rows } = await world.client.query<{ readonly address: string; readonly purpose: string }>(
    'select address, purpose from platform.mail order by id',
  )
  assert.deepEqual(
    rows.map(({ purpose }) => purpose),
    ['inquiry-received', 'inquiry-answered'],
  )
  assert.ok(rows.every(({ address }) => address.toLowerCase() === 'haruno@example.com'))
  assert.match((await asker.get(`/contact/${number}`)).body, /窓口までお越しください/)
  assert.equal((await asker.post(`/contact/${number}/ask-again`, { words: 'ありがとうございました。' })).status, 303)
  assert.equal((await inquiryByNumber(world.database.read, world.system.vault, number))?.state, 'open')
})

test('a form with mistakes keeps what was typed and says what to do', async () => {
  const browser = site.browser()
  await browser.get('/contact')
  const page = await browser.post('/contact', { ...question, address: 'good@y.com<evil@x.com>' })
  assert.equal(page.status, 422)
  assert.match(page.body, /試験の前にサインインできません/)
  assert.equal((await browser.post('/contact', { ...question, category: '', words: 'x' })).status, 422)
})

test('a flood from one network is bounded, and said so', async () => {
  const context = { ...world.as(stranger, today), address: '198.51.100.4' }
  const codes = []
  for (let index = 0; index < 32; index += 1) {
    const result = await perform(ask, { ...question, address: `a${index}@example.com` }, context)
    codes.push(result.ok ? 'taken' : result.refusal.code)
  }
  assert.deepEqual([...new Set(codes)], ['taken', 'inquiry.too_many'])
  assert.equal(codes.filter(code => code === 'taken').length, 30)
})

test('a closed question takes no answer', async () => {
  const taken = await perform(ask, question, { ...world.as(stranger, today), address: '203.0.113.9' })
  assert.ok(taken.ok)
  const { number } = taken.value
  const desk = world.as(officer(['counter']), today)
  assert.ok((await perform(closeInquiry, { number }, desk)).ok)
  const late = await perform(answerInquiry, { number, words: 'too late' }, desk)
  assert.equal(late.ok ? '' : late.refusal.code, 'inquiry.closed')
  const nobody = await perform(answerInquiry, { number, words: 'not mine' }, world.as(officer(['auditor']), today))
  assert.equal(nobody.ok ? '' : nobody.refusal.code, 'not_found')
})

test('the guide and the accessibility page are there for everyone', async () => {
  for (const path of ['/guide', '/guide?who=student', '/guide?who=guest', '/guide?who=<b>', '/accessibility'])
    assert.equal((await site.browser().get(path)).status, 200, path)
})
