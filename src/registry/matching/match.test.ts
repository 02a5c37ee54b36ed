import assert from 'node:assert/strict'
import { test } from 'node:test'
import { candidate, named, record } from '../../../test/support/match-records.ts'
import { day } from '../../kernel/day.ts'
import { blockingKeysOf } from './blocking.ts'
import { matchRecord, scoreCandidate } from './match.ts'
import type { Candidate, MatchRecord, Verdict } from './match.ts'

const noContact = { mails: [], phones: [] }
const student = (key: string, current = true) => ({ source: 'students', key, keyNames: 'person', current }) as const

type Row = readonly [name: string, record: MatchRecord, candidate: Candidate, is: Verdict['is']]
const table: readonly Row[] = [
  ['the same number of the same source', record({ key: 'K1' }), candidate({ numbers: [{ source: 'hr', key: 'K1', keyNames: 'person', current: true }] }), 'certain'],
  ['the same number, married since', record({ key: 'K1', names: [named('鈴木/スズキ', '花子/ハナコ')] }), candidate({ numbers: [{ source: 'hr', key: 'K1', keyNames: 'person', current: true }] }), 'certain'],
  ['the same number, date of birth corrected', record({ key: 'K1', birthDate: day('1999-05-06') }), candidate({ numbers: [{ source: 'hr', key: 'K1', keyNames: 'person', current: true }] }), 'certain'],
  ['the same number given to somebody else', record({ key: 'K1', names: [named('森/モリ', '一郎/イチロウ')], birthDate: day('1980-01-01') }), candidate({ numbers: [{ source: 'hr', key: 'K1', keyNames: 'person', current: true }] }), 'conflict'],
  ['name, birth date and mail', record({ phones: [] }), candidate(), 'certain'],
  ['name, birth date and telephone', record({ mails: [] }), candidate(), 'certain'],
  ['variant kanji make no difference', record({ names: [named('高橋/ﾀｶﾊｼ', '花子/はなこ')] }), candidate(), 'certain'],
  ['name and birth date alone', record(noContact), candidate(), 'possible'],
  ['an applicant’s own word is never enough', record({ vouchedBy: 'self' }), candidate(), 'possible'],
  ['other kanji of the same reading', record({ names: [named('髙橋/タカハシ', '華子/ハナコ')] }), candidate(), 'possible'],
  ['a typing mistake in the kana', record({ names: [named('髙橋/タカハシ', '花子/ハナ')], ...noContact }), candidate(), 'possible'],
  ['voicing of a family name', record({ names: [named('中島/ナカシマ', '花子/ハナコ')], ...noContact }), candidate({ names: [named('中嶋/ナカジマ', '花子/ハナコ')] }), 'possible'],
  ['married, with the former name on record', record({ names: [named('鈴木/スズキ', '花子/ハナコ'), named('髙橋/タカハシ', '花子/ハナコ', 'former')], ...noContact }), candidate(), 'possible'],
  ['married, without the former name, same address', record({ names: [named('鈴木/スズキ', '花子/ハナコ')] }), candidate(), 'possible'],
  ['married, without the former name or any address', record({ names: [named('鈴木/スズキ', '花子/ハナコ')], ...noContact }), candidate(), 'new'],
  ['family and given name swapped', record({ names: [named('花子/ハナコ', '髙橋/タカハシ')], ...noContact }), candidate(), 'possible'],
  ['Roman letters against kana', record({ names: [named('//TAKAHASHI', '//Hanako')], ...noContact }), candidate(), 'possible'],
  ['Ohno against Ono', record({ names: [named('//Ohno', '//Yuuko')], ...noContact }), candidate({ names: [named('大野/オオノ', '裕子/ユウコ')] }), 'possible'],
  ['a middle name left out', record({ names: [named('//Smith', '//John')], ...noContact }), candidate({ names: [named('//SMITH', '//John Michael')] }), 'possible'],
  ['a mononym, with the address', record({ names: [named('//Sukarno', null)] }), candidate({ names: [named('//Sukarno', null)] }), 'certain'],
  ['a mononym and a birth date', record({ names: [named('//Sukarno', null)], ...noContact }), candidate({ names: [named('//Sukarno', null)] }), 'possible'],
  ['another birth date', record({ birthDate: day('1980-01-01') }), candidate(), 'conflict'],
  ['one digit of the birth date', record({ birthDate: day('1999-05-06') }), candidate(), 'conflict'],
  ['day and month swapped by the applicant', record({ birthDate: day('1999-05-04'), vouchedBy: 'self' }), candidate({ birthDate: day('1999-04-05') }), 'possible'],
  ['another sex', record({ sex: 'male' }), candidate(), 'possible'],
  ['another current number of the same office', record({ source: 'students', key: '2026000009' }), candidate(), 'conflict'],
  ['another number of the same office, ended', record({ source: 'students', key: '2026000009' }), candidate({ numbers: [student('2022000001', false)] }), 'certain'],
  ['a new number that names the former one', record({ source: 'students', key: '2026000009', previousKey: '2022000001', ...noContact }), candidate({ numbers: [student('2022000001')] }), 'certain'],
  ['a former number of somebody else', record({ source: 'students', key: '2026000009', previousKey: '2022000001', names: [named('森/モリ', '一郎/イチロウ')], birthDate: day('2000-01-01'), ...noContact }), candidate({ numbers: [student('2022000001', false)] }), 'new'],
  ['a former number of another system', record({ previousKey: '2026000001', ...noContact }), candidate(), 'possible'],
  ['two papers of one person', record({ source: 'guests', key: 'G2', keyNames: 'paper' }), candidate({ numbers: [{ source: 'guests', key: 'G1', keyNames: 'paper', current: true }] }), 'certain'],
  ['the same name, no birth date, nothing else', record({ birthDate: null, ...noContact }), candidate(), 'new'],
  ['the same name and telephone, no birth date', record({ birthDate: null, mails: [] }), candidate(), 'possible'],
  ['a stranger', record({ names: [named('森/モリ', '一郎/イチロウ')], birthDate: day('1980-01-01'), ...noContact }), candidate(), 'new'],
] // prettier-ignore
for (const [name, from, known, is] of table)
  test(`${is}: ${name}`, () =>
    assert.equal(matchRecord(from, [known]).is, is, JSON.stringify(scoreCandidate(from, known))))

test('the cut-offs are settings', () => {
  assert.equal(matchRecord(record(noContact), [candidate()], { high: 0.95, low: 0.85 }).is, 'new')
  assert.equal(matchRecord(record({ mails: [] }), [candidate()], { high: 0.96, low: 0.6 }).is, 'possible')
})

test('lowering the cut-off for automatic links does not make name and birth date enough', () => {
  assert.equal(matchRecord(record(noContact), [candidate()], { high: 0.5, low: 0.5 }).is, 'possible')
})

test('the evidence says what agrees and what differs, rule by rule', () => {
  const { evidence, score } = scoreCandidate(record({ sex: 'male', phones: [] }), candidate())
  assert.deepEqual(
    evidence.map(({ rule, outcome, points }) => [rule, outcome, points]),
    [['family_name', 'agrees', 23], ['given_name', 'agrees', 22], ['birth_date', 'agrees', 35], ['mail', 'agrees', 25], ['sex', 'differs', -10]],
  ) // prettier-ignore
  assert.equal(score, 0.95)
})

test('the same question has the same answer in whatever order the candidates come', () => {
  const many = ['a', 'b', 'c'].map(id => candidate({ id, ...noContact }))
  assert.deepEqual(matchRecord(record(noContact), many), matchRecord(record(noContact), many.toReversed()))
})

test('everyone who would be a case shares a blocking key with the record', () => {
  for (const [name, from, known, is] of table) {
    if (is === 'new') continue
    const numbers = [from.key, from.previousKey].flatMap(key => (key === null ? [] : [{ source: from.source, key }]))
    const keys = new Set(blockingKeysOf({ ...from, numbers }))
    assert.ok(
      blockingKeysOf(known).some(key => keys.has(key)),
      name,
    )
  }
})
