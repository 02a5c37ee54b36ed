import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forms, named } from '../../../test/support/match-records.ts'
import { compareNames, compareParts, type NameDetail, type Outcome } from './compare-names.ts'

type Part = readonly [string, string, string, Outcome, NameDetail]
const parts: readonly Part[] = [
  ['the same in two scripts', '髙橋/タカハシ', '髙橋/タカハシ', 'agrees', null],
  ['an old form of a character', '髙橋/タカハシ', '高橋/タカハシ', 'agrees', null],
  ['another character with the same reading', '渡邊/ワタナベ', '綿鍋/ワタナベ', 'close', 'other_kanji'],
  ['twins by name: 翔太 and 祥太', '翔太/ショウタ', '祥太/ショウタ', 'close', 'other_kanji'],
  ['the same kanji read with a voiced sound', '中島/ナカシマ', '中島/ナカジマ', 'close', 'voicing'],
  ['the same kanji read otherwise', '神戸/コウベ', '神戸/カンベ', 'close', 'other_reading'],
  ['kanji against kana alone', '佐藤/サトウ', '/サトウ', 'agrees', null],
  ['kana against Roman letters', '/タカハシ', '//Takahashi', 'agrees', null],
  ['a long vowel written otherwise', '/オオノ', '//Ohno', 'agrees', null],
  ['kanji against Roman letters: nothing can be heard', '佐藤', '//Sato', 'unknown', null],
  ['a slip of the pen in kana', '/サイトウタ', '/サイトオタ', 'close', 'spelling'],
  ['others altogether', '佐藤/サトウ', '鈴木/スズキ', 'differs', null],
  ['others altogether, in Roman letters', '//Smith', '//Nguyen', 'differs', null],
  ['middle names left out', '//John Michael', '//JOHN', 'close', 'middle_name'],
  ['a letter less in Roman letters', '//Schneider', '//Schnieder', 'close', 'spelling'],
  ['one of two characters shared', '山本', '山田', 'close', 'spelling'],
]
for (const [name, a, b, outcome, detail] of parts)
  test(`one part: ${name} ${outcome}`, () => {
    const compared = compareParts(forms(a), forms(b))
    assert.deepEqual([compared.outcome, compared.detail], [outcome, detail])
    assert.deepEqual(compareParts(forms(b), forms(a)), compared, 'the same both ways')
    assert.equal(compared.strength > 0, outcome === 'agrees' || outcome === 'close')
  })

const [hanako, married] = [named('髙橋/タカハシ', '花子/ハナコ'), named('鈴木/スズキ', '花子/ハナコ')]
const outcomes = (...of: Parameters<typeof compareNames>) => {
  const { family, given } = compareNames(...of)
  return [family.outcome, given.outcome, family.detail]
}

test('a former family name is one', () => {
  assert.deepEqual(outcomes([hanako], [married]), ['differs', 'agrees', null])
  assert.deepEqual(outcomes([hanako], [married, named('髙橋/タカハシ', '花子/ハナコ', 'former')]), [
    'agrees',
    'agrees',
    'former_name',
  ])
})

test('the best agreement of all names counts, in whatever order they come', () => {
  const usual = named('髙橋/タカハシ', '花子/ハナコ', 'usual')
  assert.deepEqual(outcomes([married, usual], [hanako]), ['agrees', 'agrees', null])
  assert.deepEqual(outcomes([hanako], [usual, married]), ['agrees', 'agrees', null])
})

test('family and given name that changed places are close, never the same', () =>
  assert.deepEqual(outcomes([hanako], [named('花子/ハナコ', '髙橋/タカハシ')]), ['close', 'close', 'swapped']))

test('who has one name alone agrees with whom has none either, and says nothing of a full name', () => {
  const sukarno = named('//Sukarno', null)
  assert.deepEqual(outcomes([sukarno], [sukarno]), ['agrees', 'agrees', null])
  assert.deepEqual(outcomes([sukarno], [named('//Sukarno', '//Ahmad')]), ['agrees', 'unknown', null])
})

test('where nobody has a name, nothing is known', () =>
  assert.deepEqual(outcomes([], [hanako]), ['unknown', 'unknown', null]))
