import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../kernel/day.ts'
import { checkRows, problemsOf, readBatch, type BatchColumns, type Common } from './batch.ts'

const today = day('2026-11-25')
const columns: BatchColumns = { status: '身分', nameKanji: '氏名', familyRoman: '英字氏', givenRoman: '英字名', birthDate: '生年月日', from: '開始日', lastDay: '終了日', mail: 'メール' } // prettier-ignore
const common: Common = {
  status: null,
  unitName: '理学部',
  statusWords: new Map([
    ['非常勤講師', 'pt-lecturer'],
    ['名誉教授', 'emeritus'],
  ]),
}
const header = '身分,氏名,英字氏,英字名,生年月日,開始日,終了日,メール'
const good = '非常勤講師,花園　緑,Hanazono,Midori,1985/4/1,2027-04-01,2028年3月31日,'
const other = '非常勤講師,春野　葵,Haruno,Aoi,1986-05-02,2027-04-01,2028-03-31,aoi@example.com'

const read = async (
  lines: readonly string[],
  by: 'department' | 'personnel' = 'department',
  more: Partial<Common> = {},
) => {
  // prettier-ignore
  const file = Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8')
  const format = { encoding: 'utf-8', delimiter: ',' } as const
  const found = await readBatch(file, { format, columns }, { ...common, ...more })
  assert.ok(found.ok)
  return checkRows(found.value, { by, columns, today })
}

test('a row is read as answers: a whole name is cut, days in any form, the status by its word', async () => {
  const [row] = await read([header, good])
  assert.equal(row?.problem, null)
  assert.deepEqual(row?.answers, {
    status: 'pt-lecturer', familyKanji: '花園', givenKanji: '緑', familyKana: '', givenKana: '', familyRoman: 'Hanazono',
    givenRoman: 'Midori', birthDate: '1985-04-01', unitName: '理学部', title: '', from: '2027-04-01', lastDay: '2028-03-31',
    mail: '', proof: 'appointment-letter',
  }) // prettier-ignore
})

const problems: readonly (readonly [what: string, line: string, column: number, reason: string])[] = [
  ['a day that does not exist', good.replace('1985/4/1', '1985-02-30'), 5, 'not_a_day'],
  ['no roman name', good.replace('Hanazono', ''), 3, 'missing'],
  ['a word for no status', good.replace('非常勤講師', '博士'), 1, 'not_offered'],
  ['a status that personnel brings', good.replace('非常勤講師', '名誉教授'), 1, 'not_offered'],
  ['an end before the beginning', good.replace('2028年3月31日', '2027-03-01'), 7, 'ends_before_it_begins'],
  ['a broken address', `${good}aoi@`, 8, 'mail_wrong'],
  ['a cell too many', `${good},`, 9, 'wrong_column_count'],
  ['a quote that does not close', good.replace('花園', '"花園'), 2, 'unbalanced_quote'],
]
for (const [what, line, column, reason] of problems)
  test(`a broken row holds back itself alone: ${what}`, async () => {
    const rows = await read([header, other, line])
    assert.equal(rows[0]?.problem, null)
    const { problem } = rows[1] ?? {}
    assert.deepEqual([problem?.line, problem?.column, problem?.reason], [3, column, reason])
  })

test('imp.duplicate-key: the same person in two rows is taken in neither', async () => {
  const rows = await read([header, good, other, good])
  assert.deepEqual(rows.map(row => row.problem?.reason ?? null), ['twice', null, 'twice']) // prettier-ignore
})

test('personnel brings emeriti, and no lecturers', () => {
  const emeritus = { status: 'emeritus', familyRoman: 'Honda', birthDate: '1950-01-01', unitName: '文学部', from: '2026-12-01', proof: 'emeritus-certificate' } // prettier-ignore
  assert.deepEqual(problemsOf(emeritus, 'personnel', today), [])
  assert.deepEqual(problemsOf(emeritus, 'department', today), [['status', 'not_offered']])
  assert.deepEqual(problemsOf({ ...emeritus, status: 'pt-lecturer' }, 'personnel', today), [['status', 'not_offered']])
})

test('the status of the whole batch counts where the file has no column for it', async () => {
  const { status: _status, ...without } = columns
  const file = Buffer.from('英字氏,生年月日,開始日,終了日\r\nHanazono,1985-04-01,2027-04-01,2028-03-31\r\n', 'utf8')
  const layout = { format: { encoding: 'utf-8', delimiter: ',' } as const, columns: without }
  const found = await readBatch(file, layout, { ...common, status: 'staff' })
  assert.ok(found.ok)
  assert.equal(found.value.rows[0]?.answers.status, 'staff')
})

test('a file that cannot be read as a whole is refused, also one of headings alone', async () => {
  const layout = { format: { encoding: 'utf-8', delimiter: ',' } as const, columns }
  for (const [octets, code] of [
    [`${header}\r\n`, 'csv.empty'],
    ['', 'csv.empty'],
    [`${header}\r\n${`${good}\r\n`.repeat(201)}`, 'csv.too_many_rows'],
  ] as const) {
    // prettier-ignore
    const found = await readBatch(Buffer.from(octets, 'utf8'), layout, common)
    assert.equal(found.ok ? 'read' : found.refusal.code, code)
  }
})
