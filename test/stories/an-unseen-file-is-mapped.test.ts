/** An officer gets a file with headings never seen before, says on a page what they mean, and takes the file in: no code. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { csvLine } from '../../src/platform/csv/write.ts'
import { row, sql } from '../../src/platform/database.ts'
import { brokenFiles } from '../support/broken-files.ts'
import { mainOf, world } from '../support/world.ts'

const headings = ['整理番号', 'お名前（漢字）', 'お名前（よみ）', '誕生した日', 'ポジション', '働く場所', '着任', '離任予定', '連絡用アドレス', '内線'] // prettier-ignore
const meanings = ['key', 'nameKanji', 'nameKana', 'birthDate', 'status', 'unitName', 'from', 'until', 'mail', 'phone']
const markup = '<script>alert(1)</script>'
const people = [
  ['F-0001', '見知 初子', 'ミシリ ハツコ', '1988/2/29', '客員さん', '総合博物館', '2026/4/1', '2027/3/31', 'hatsuko@example.org', '+46 8 123 45 67'],
  ['F-0002', '見知 次男', 'ミシリ ツギオ', '平成2年12月1日', '外の人', markup, '2026/10/1', '2027/3/31', '', ''],
] // prettier-ignore
const unreadable = [
  ['F-0003', '見知 三子', 'ミシリ ミツコ', '1991/2/29', '外の人', '総合博物館', '2026/10/1', '', '', ''],
  ['F-0004', '見知 四子', 'ミシリ ヨツコ', '1992/3/1', '外の人', '=1+1', '2026/10/1', '', '', ''],
]

/** Tabs and CP932: the page finds out. */
const fileOf = (...lines: readonly (readonly string[])[]): Uint8Array =>
  iconv.encode(lines.map(cells => `${csvLine(cells, '\t')}\r\n`).join(''), 'cp932')

const chosen = (fields: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(fields.map((field, at) => [`meaning-${at}`, field]))

test('an unseen file is mapped', { timeout: 180_000 }, async t => {
  const here = await world()
  const { read } = here.system.database
  const officer = await here.officer('registrar')
  const place = '/sources/facility/mapping'
  const given = { statuses: '客員さん = visitor\n外の人 = facility-user', keyNames: 'person', vouchedBy: 'office' }
  const standing = () =>
    row(
      read,
      sql`select (select count(*) from registry.import) as imports, (select count(*) from registry.person) as persons,
            (select count(*) from registry.record) as records, (select value from registry.revision) as revision`,
    )
  let address = ''

  await t.test('its headings are read, with what stands below them, in whatever format it comes', async () => {
    await officer.get(place)
    const { status, text } = await officer.submit(`${place}/guess`, { file: fileOf(headings, ...people) })
    assert.equal(status, 200)
    for (const heading of headings) assert.ok(text.includes(`value="${heading}"`), heading)
    assert.match(text, /value="cp932" selected/)
    assert.match(text, /客員さん/)
    assert.ok(!text.includes(markup), 'what the file says is text')
  })

  await t.test(
    'a mapping by which nothing could be read is refused where it is wrong, and nothing is lost',
    async () => {
      const wrong = await officer.submit(place, { ...given, ...chosen(['', ...meanings.slice(1)]) })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /href="#field-meaning-0"/)
      assert.match(wrong.text, /value="birthDate" selected/)
      const twice = await officer.submit(place, chosen([...meanings.slice(0, -1), 'mail']))
      assert.match(twice.text, /href="#field-meaning-9"/)
      assert.match(twice.text, /客員さん = visitor/)
    },
  )

  await t.test('the mapping is kept, and shown again', async () => {
    const saved = await officer.submit(place, chosen(meanings))
    assert.equal(new URL(saved.url).pathname, '/sources/facility')
    const { text } = await officer.get(place)
    for (const heading of headings) assert.ok(text.includes(`value="${heading}"`), heading)
  })

  await t.test('a file in another form is refused in words, with its line, in both languages', async () => {
    const before = await standing()
    const other = Buffer.from('番号,氏名\r\n1,見知\r\n')
    for (const [language, words] of [
      ['en', /Line 1, column 1/],
      ['ja', /1行目・1列目/],
    ] as const) {
      await officer.get(`/imports?lang=${language}`)
      const refused = await officer.submit('/imports', { source: 'facility', file: other })
      assert.equal(refused.status, 422)
      assert.match(refused.text, words)
    }
    assert.deepEqual(await standing(), before)
  })

  await t.test('it is rehearsed; what cannot be read says line, column and why, in both languages', async () => {
    await officer.get('/imports')
    const file = fileOf(headings, ...people, ...unreadable)
    const taken = await officer.submit('/imports', { source: 'facility', file })
    address = new URL(taken.url).pathname
    await here.settled()
    const table = `${address}/rows?verdict=quarantine`
    const english = mainOf(await officer.get(`${table}&lang=en`))
    assert.match(english, /F-0003 4 誕生した日 There is no such date/)
    assert.match(english, /F-0004 5 働く場所 It begins like a formula/)
    const japanese = mainOf(await officer.get(`${table}&lang=ja`))
    assert.match(japanese, /F-0003 4 誕生した日 存在しない日付です/)
    assert.match(japanese, /F-0004 5 働く場所 計算式/)
  })

  await t.test('it is applied as shown, and the people are there', async () => {
    await officer.get(address)
    await officer.submit(`${address}/apply`)
    await here.settled()
    const reached = await row(
      read,
      sql`select i.state, c.value from registry.import i, registry.contact c join registry.record k on k.person_id = c.person_id
          where i.id = ${address.split('/').at(-1)} and k.key = 'F-0001' and c.kind = 'phone'`,
    )
    assert.deepEqual(reached, { state: 'applied', value: '+4681234567' })
  })

  await t.test('imp.name-injection: what a cell says is shown as text on every page', async () => {
    const found = await officer.get(`/people?q=${encodeURIComponent('ミシリ')}`)
    const person = await row<{ id: string }>(
      read,
      sql`select person_id as id from registry.record where key = 'F-0002'`,
    )
    const shown = await officer.get(`/people/${person?.id}`)
    for (const { status, text } of [found, shown]) {
      assert.equal(status, 200)
      assert.ok(!text.includes(markup))
    }
    assert.ok(found.text.includes('&lt;script&gt;alert(1)'))
    assert.ok(shown.text.includes('&lt;script&gt;alert(1)'))
  })

  await t.test('broken files are refused by the page, and leave nothing behind', async () => {
    const refused = brokenFiles.filter(broken => 'refused' in broken && broken.bytes.length < 300_000)
    assert.ok(refused.length > 15)
    const before = await standing()
    for (const { name, bytes } of refused) {
      await officer.get('/imports')
      const answer = await officer.submit('/imports', { source: 'students', file: bytes })
      assert.equal(answer.status, 422, name)
      assert.doesNotMatch(mainOf(answer), /\{[a-z]+\}/i, name)
    }
    assert.deepEqual(await standing(), before)
  })
})
