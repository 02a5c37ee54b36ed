import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenFilesSource } from '../../../test/support/broken-files.ts'
import { layoutOf } from './read-source.ts'
import { namesOf, recordOf } from './source-names.ts'
import { checkFields } from './source-row.ts'
import type { SourceDefinition } from './source.ts'

const definition: SourceDefinition = { ...brokenFilesSource, required: [] }

/** One row of a file with these headers and cells. */
const read = (row: Readonly<Record<string, string>>, from: SourceDefinition = definition) => {
  const layout = layoutOf(from, Object.keys(row))
  assert.ok(layout.ok, JSON.stringify(layout))
  return checkFields(from, layout.value.places, Object.values(row))
}

const base = { 学生番号: '2026000001', 氏: '髙橋', 名: '花子', 学籍区分: '学部学生' }

const valuesOf = (row: Readonly<Record<string, string>>, from?: SourceDefinition) => {
  const checked = read(row, from)
  assert.ok(checked.ok, JSON.stringify(checked))
  return checked.value
}

test('imp.absent-is-false: a column that is not there is absent, an empty cell is null, and the two are different rows', () => {
  const [absent, empty] = [valuesOf(base), valuesOf({ ...base, 連絡先メール: '' })]
  assert.equal(Object.hasOwn(absent.values, 'mail'), false)
  assert.equal(empty.values.mail, null)
  assert.notEqual(absent.hash, empty.hash)
})

test('imp.swapped-columns: a name in the column of numbers, and a number in the column of names, are set aside', () => {
  const swapped = read({ ...base, 学生番号: '髙橋', 氏: '2026000001' })
  assert.deepEqual(swapped.ok ? null : swapped.refusal.reason, 'wrong_key')
})

test('imp.duplicate-key and the order of columns: the hash speaks of values, not of where they stood', () => {
  const { 学籍区分, ...others } = base
  assert.equal(valuesOf(base).hash, valuesOf({ 学籍区分, ...others }).hash)
  assert.notEqual(valuesOf(base).hash, valuesOf({ ...base, 名: '華子' }).hash)
})

test('the day a file was made is no change of the people in it', () =>
  assert.equal(valuesOf({ ...base, 作成日: '20261125' }).hash, valuesOf({ ...base, 作成日: '20261126' }).hash))

const ends = [
  ['last-day', '20270331', '2027-04-01'],
  ['day-after', '20270401', '2027-04-01'],
  ['last-day', '99991231', null],
  ['last-day', '', null],
] as const
for (const [endsOn, written, until] of ends)
  test(`an end written "${written}", meant as ${endsOn}, is ${until ?? 'open'}`, () =>
    assert.equal(valuesOf({ ...base, 在籍満了年月日: written }, { ...definition, endsOn }).values.until, until))

const cleaned: readonly (readonly [string, string, string, string])[] = [
  ['連絡先電話', '090-0000-0001', 'phone', '+819000000001'],
  ['連絡先電話', '(075)753-0000', 'phone', '+81757530000'],
  ['連絡先電話', '+81 75 753 0000', 'phone', '+81757530000'],
  ['連絡先メール', 'Hanako@Example.ORG', 'mail', 'hanako@example.org'],
  ['性別', '女', 'sex', 'female'],
  ['性別', '１', 'sex', 'male'],
  ['生年月日', '平成20年4月1日', 'birthDate', '2008-04-01'],
  ['フリガナ（氏）', 'たかはし', 'familyKana', 'タカハシ'],
]
for (const [header, written, field, value] of cleaned)
  test(`${header} ${written} is ${value}`, () =>
    assert.equal(
      Object.entries(valuesOf({ ...base, [header]: written }).values).find(([name]) => name === field)?.[1],
      value,
    ))

test('whole names are split at the blank, family first; one word is a mononym', () => {
  const whole: SourceDefinition = {
    ...definition,
    columns: { key: 'no', nameKanji: '氏名', nameRoman: 'name', status: '区分' },
  }
  const split = (kanji: string, roman: string) =>
    namesOf(valuesOf({ no: '2026000001', 氏名: kanji, name: roman, 区分: '学部学生' }, whole).values)[0]
  assert.deepEqual(split('髙橋　花子', 'Takahashi, Hanako Maria'), {
    kind: 'official',
    family: { kanji: '髙橋', kana: null, roman: 'Takahashi' },
    given: { kanji: '花子', kana: null, roman: 'Hanako Maria' },
  })
  assert.deepEqual(split('', 'Sukarno')?.given, null)
  assert.deepEqual(split('Smith John', '')?.family, { kanji: null, kana: null, roman: 'Smith' })
})

test('usual and former family names are names of their own, with the given name of the person', () => {
  const { values } = valuesOf(base)
  const names = namesOf({ ...values, usualFamilyKanji: '森', formerFamilyKanji: '鈴木', formerFamilyKana: 'スズキ' })
  assert.deepEqual(
    names.map(({ kind, family, given }) => [kind, family.kanji, given?.kanji]),
    [
      ['official', '髙橋', '花子'],
      ['usual', '森', '花子'],
      ['former', '鈴木', '花子'],
    ],
  )
  assert.equal(recordOf(definition, '1', values).vouchedBy, 'office')
})
