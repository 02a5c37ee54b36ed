/** An office nobody foresaw: an officer adds its source, maps its file and guards it, all on pages; no code is written. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine } from '../../src/platform/csv/write.ts'
import { row, sql } from '../../src/platform/database.ts'
import { mainOf, world } from '../support/world.ts'

const headings = ['協力者番号', '氏名', '身分', '開始日', '終了日', '担当']
const people = [
  ['M-001', '標本 一郎', '協力員', '2026/4/1', '2027/3/31', '化石'],
  ['M-002', '標本 二郎', '協力員', '2026/4/1', '2027/3/31', ''],
]
const file = Buffer.from([headings, ...people].map(cells => `${csvLine(cells, ',')}\r\n`).join(''), 'utf8')

test('a new office sends its file', { timeout: 180_000 }, async t => {
  const here = await world()
  const { read } = here.system.database
  const officer = await here.officer('registrar')
  const colleague = await here.officer('registrar', 1)

  await t.test('the way there begins at the imports, for those who may', async () => {
    assert.match((await officer.get('/imports')).text, /href="\/sources\/new"/)
    const auditor = await here.officer('auditor')
    assert.doesNotMatch((await auditor.get('/imports')).text, /href="\/sources\/new"/)
    assert.equal((await auditor.get('/sources/new')).status, 404)
    assert.equal((await auditor.get('/sources/students')).status, 200)
    assert.equal((await auditor.get('/sources/students/guard')).status, 404)
    assert.equal((await officer.get('/sources/nowhere')).status, 404)
  })

  await t.test('what is wrong is said at its box, and nothing typed is lost', async () => {
    await officer.get('/sources/new')
    const wrong = await officer.submit('/sources/new', { nameJa: '総合博物館', source: 'Museum 1', trust: '0' })
    assert.equal(wrong.status, 422)
    for (const name of ['nameEn', 'source', 'trust']) assert.ok(wrong.text.includes(`href="#field-${name}"`), name)
    assert.match(wrong.text, /value="総合博物館"/)
    const taken = await officer.submit('/sources/new', { nameEn: 'Museum', source: 'students', trust: '30' })
    assert.match(taken.text, /href="#field-source"/)
  })

  await t.test('it is added, and its columns are mapped from a sample', async () => {
    const added = await officer.submit('/sources/new', { source: 'museum' })
    assert.equal(new URL(added.url).pathname, '/sources/museum/mapping')
    await officer.submit('/sources/museum/mapping/guess', { file })
    const meanings = ['key', 'nameKanji', 'status', 'from', 'until', 'title']
    const saved = await officer.submit('/sources/museum/mapping', {
      ...Object.fromEntries(meanings.map((meaning, at) => [`meaning-${at}`, meaning])),
      statuses: '協力員 = facility-user',
      required: '5',
    })
    assert.equal(new URL(saved.url).pathname, '/sources/museum')
    assert.match(mainOf(saved), /総合博物館|Museum/)
    // Shown again they stand in the order of their meanings: the title fourth.
    const again = await officer.get('/sources/museum/mapping')
    assert.match(again.text, /name="required" value="3" checked/)
    assert.doesNotMatch(again.text, /name="required" value="4" checked/)
  })

  const takeIn = async (): Promise<string> => {
    await officer.get('/imports')
    const taken = await officer.submit('/imports', { source: 'museum', file })
    await here.settled()
    return new URL(taken.url).pathname
  }

  await t.test(
    'a field that is required sets aside the row that leaves it empty; one that is not, does not',
    async () => {
      const strict = await takeIn()
      assert.match(mainOf(await officer.get(`${strict}/rows?verdict=quarantine`)), /M-002/)
      await officer.get(strict)
      await officer.submit(`${strict}/discard`)
      await officer.get('/sources/museum/mapping')
      await officer.submit('/sources/museum/mapping', { required: '0' })
      const lenient = await takeIn()
      await officer.get(lenient)
      await officer.submit(`${lenient}/apply`)
      await here.settled()
      const known = await row(
        read,
        sql`select count(*)::integer as count from registry.affiliation where source = 'museum' and status = 'facility-user'`,
      )
      assert.deepEqual(known, { count: 2 })
    },
  )

  await t.test('its guard is lowered by two: one proposes, the other sees from what to what', async () => {
    await officer.get('/sources/museum/guard')
    const wrong = await officer.submit('/sources/museum/guard', { 'end-share': '101', base: 'x', reason: '' })
    assert.equal(wrong.status, 422)
    for (const name of ['end-share', 'base', 'reason']) assert.ok(wrong.text.includes(`href="#field-${name}"`), name)
    const reason = '毎年度、全員が入れ替わるため'
    const asked = await officer.submit('/sources/museum/guard', { 'end-share': '４０％', base: '100', reason })
    assert.equal(new URL(asked.url).pathname, '/sources/museum')
    assert.ok(asked.text.includes(reason), 'it is told as waiting')
    const waiting = await colleague.get('/approvals?lang=ja')
    assert.match(mainOf(waiting), /2%.*→.*40%/)
    await colleague.submit(/\/approve$/)
    assert.match(mainOf(await officer.get('/sources/museum?lang=ja')), /終了 40% 200件まで/)
  })

  await t.test('it is raised by one', async () => {
    await colleague.get('/sources/museum/guard')
    await colleague.submit('/sources/museum/guard', { 'void-count': '5', reason: '取消しはまれなため' })
    assert.match(mainOf(await officer.get('/sources/museum?lang=ja')), /0\.5% 5件まで/)
  })
})
