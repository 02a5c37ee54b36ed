/** The main job, whole, and by pages alone: a file brings a student; the paper brings her key; a service learns who came. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showDay } from '../../demo/feeds/rows.ts'
import { addMonths, dayOf } from '../../src/kernel/day.ts'
import { tonightsFile } from '../support/files.ts'
import { pagesOfPdf } from '../support/pdf.ts'
import { mainOf, world, type Answer } from '../support/world.ts'

const password = 'seven unrelated lanterns by the lake'
const here = await world()
const registrar = await here.officer('registrar')
const operator = await here.officer('account-operator')
const student = here.stranger()
const today = dayOf(here.system.clock.now())
const [from, until] = [showDay(today, 'students'), showDay(addMonths(today, 40), 'students')]
const row = {
  key: '2026100199',
  familyKanji: '新井', givenKanji: '初音', familyKana: 'アライ', givenKana: 'ハツネ', familyRoman: 'ARAI', givenRoman: 'Hatsune',
  birthDate: '2007-05-06', sex: '女', status: '学部学生', unitCode: 'A10', unitName: '文学部', mail: 'hatsune@post.example',
  from, until, asOf: from,
} // prettier-ignore
let [username, key] = ['', '']

test('an officer of the registry uploads the file of the student office', async () => {
  const file = tonightsFile('students', { began: today, rows: [row] })
  await registrar.get('/imports')
  const received = await registrar.submit('/imports', { source: 'students', file })
  assert.equal(received.status, 200)
  assert.match(new URL(received.url).pathname, /^\/imports\/[0-9a-f-]{36}$/)
})

test('the rehearsal says that one person would be new, and changes nothing', async () => {
  await here.settled()
  const rehearsed = await registrar.get(registrar.page().url)
  assert.match(rehearsed.text, /rows\?verdict=create/)
  const rows = await registrar.follow(/verdict=create/)
  assert.ok(rows.text.includes('2026100199'))
  assert.ok(!rows.text.includes('2025100102'), 'those known before are not new')
  assert.ok(!(await registrar.get('/people?q=あらい')).text.includes('新井'))
  await registrar.get(rehearsed.url)
})

test('applied, she is in the registry, with an account that waits for its notice', async () => {
  await registrar.submit(/\/apply$/)
  await here.settled()
  const found = await registrar.get('/people?q=あらい')
  assert.ok(found.text.includes('新井'))
  const person = await registrar.follow(/^\/people\/[0-9a-f-]{36}$/)
  username = /a0\d{6}/.exec(person.text)?.[0] ?? ''
  assert.match(username, /^a0\d{6}$/)
  assert.ok((await operator.get(`/accounts?q=${username}`)).text.includes(username))
  assert.ok((await operator.get('/accounts?q=新井')).text.includes(username), 'found by the registry’s search')
})

test('the account operator counts, prints the batch, and hands it over', async () => {
  await operator.get('/batches')
  const counted = await operator.submit('/batches', { kind: 'ECS', status: 'ug', unit: 'A10' })
  assert.equal(counted.status, 200, mainOf(counted))
  const printed = await operator.submit('/batches/print')
  assert.equal(printed.type, 'application/pdf')
  const pages = pagesOfPdf(printed.bytes)
  const hers = pages.filter(page => page.includes('新井'))
  assert.equal(hers.length, 1)
  assert.ok(hers[0]?.includes(username))
  assert.ok(hers[0]?.includes(here.baseUrl))
  key = /^[34679ACDEFGHJKMNPQRTWXY]{4} [34679ACDEFGHJKMNPQRTWXY]{4}$/m.exec(hers[0] ?? '')?.[0] ?? ''
  assert.notEqual(key, '')
  await operator.get('/batches')
  await operator.follow(/^\/batches\/[0-9a-f-]{36}$/)
  const delivered = await operator.submit(/\/mark-delivered$/)
  assert.equal(delivered.status, 200)
})

test('a wrong key activates nothing; the key on the paper does, and signs her in', async () => {
  await student.get('/activate')
  const wrong = await student.submit('/activate', { username, key: 'AAAA AAAA', password, repeat: password })
  assert.equal(wrong.status, 422)
  const weak = await student.submit('/activate', { username, key, password: 'hatsune', repeat: 'hatsune' })
  assert.equal(weak.status, 422)
  const done = await student.submit('/activate', { username, key, password, repeat: password })
  assert.equal(done.status, 200, mainOf(done))
  assert.equal(new URL(done.url).pathname, '/')
  assert.ok(done.text.includes(username))
})

test('the key works once', async () => {
  const other = here.stranger()
  await other.get('/activate')
  assert.equal((await other.submit('/activate', { username, key, password, repeat: password })).status, 422)
})

test('from another browser she signs in with her password', async () => {
  const phone = here.stranger()
  await phone.get('/sign-in')
  assert.equal((await phone.submit('/sign-in', { username, password: `${password}!` })).status, 401)
  const home = await phone.submit('/sign-in', { username, password })
  assert.equal(home.status, 200)
  assert.ok(home.text.includes('新井'))
})

test('a service asks who she is: she sees what would be told, agrees, and arrives', async () => {
  const asked = await student.get(`${here.sampleUrl}/sign-in`)
  assert.match(new URL(asked.url).pathname, /^\/interaction\//)
  assert.ok(asked.text.includes('新井') || asked.text.includes('Arai') || asked.text.includes('hatsune'), mainOf(asked))
  let answer = await student.submit(/\/interaction\//, { answer: 'yes' })
  // Without a script a form leads on by a page with a link: no form may end at another origin.
  if (!answer.url.startsWith(here.sampleUrl)) answer = await student.get(linkOn(answer))
  assert.ok(answer.url.startsWith(here.sampleUrl), mainOf(answer))
  assert.ok(answer.text.includes('eduperson'), mainOf(answer))
})

test('on her pages she reads what was told to whom, and what is known of her and from where', async () => {
  const releases = await student.get('/my/releases')
  assert.equal(releases.status, 200)
  assert.ok(releases.text.includes('data-'), mainOf(releases))
  const data = await student.get('/my/data')
  for (const known of ['新井', '2026100199', 'hatsune@post.example']) assert.ok(data.text.includes(known), known)
  assert.ok(!data.text.includes(key.replace(' ', '')))
})

test('and the next night’s file, which says the same, changes nothing', async () => {
  await here.advance('P1D')
  const [clerk, desk] = [await here.officer('registrar'), await here.officer('account-operator')]
  const states = async (): Promise<string> => mainOf(await desk.get('/accounts'))
  const before = await states()
  await clerk.get('/imports')
  await clerk.submit('/imports', { source: 'students', file: tonightsFile('students', { began: today, rows: [row] }) })
  await here.settled()
  const rehearsed = await clerk.get(clerk.page().url)
  assert.doesNotMatch(rehearsed.text, /verdict=(?:create|end|missing|doubt|quarantine)/)
  await clerk.submit(/\/apply$/)
  await here.settled()
  assert.equal(await states(), before)
})

const linkOn = ({ text, url }: Answer): string => {
  const main = /<main[^]*<\/main>/.exec(text)?.[0] ?? ''
  return new URL((/href="([^"]+)"/.exec(main)?.[1] ?? '').replaceAll('&amp;', '&'), url).href
}
