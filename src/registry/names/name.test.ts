import assert from 'node:assert/strict'
import { test } from 'node:test'
import { variantsOfKanji } from './kanji-variants.ts'
import { checkNamePart, displayName, foldKana, foldKanji, foldVoicing, sortKeyOf } from './name.ts'
import type { NameScript, PersonName } from './name.ts'

const kept: readonly (readonly [string, NameScript, string, string])[] = [
  ['a rare kanji stays as it is', 'kanji', '𠮷', '𠮷'],
  ['an IBM extension stays', 'kanji', '﨑', '﨑'],
  ['a compatibility ideograph stays', 'kanji', '\ufa19', '\ufa19'],
  ['an ideographic variation stays', 'kanji', '葛\u{e0100}', '葛\u{e0100}'],
  ['the iteration mark and the circle are letters', 'kanji', '佐々木〇', '佐々木〇'],
  ['a mononym of one letter', 'roman', 'U', 'U'],
  ['hiragana becomes katakana', 'kana', 'たかはし', 'タカハシ'],
  ['half-width kana becomes full-width', 'kana', 'ﾀﾞｲｽｹ', 'ダイスケ'],
  ['ideographic blanks become one blank', 'kanji', '　花　　子 ', '花 子'],
  ['a name from abroad in kana', 'kana', 'ジャン＝ポール・デュボワ', 'ジャン=ポール・デュボワ'],
  ['full-width Latin becomes ordinary', 'roman', 'Ｓｍｉｔｈ', 'Smith'],
  ['apostrophes, hyphens and marks are letters of names', 'roman', "Ó'Brien-Müller Jr.", "Ó'Brien-Müller Jr."],
  ['a decomposed letter is composed', 'roman', 'Mu\u0308ller', 'Müller'],
  ['zero-width characters are taken out', 'kanji', '山\u200b田\ufeff', '山田'],
  ['Hangul in the column of kanji', 'kanji', '김철수', '김철수'],
]
for (const [name, script, written, expected] of kept)
  test(name, () => assert.deepEqual(checkNamePart(written, script), { ok: true, value: expected }))

const refused: readonly (readonly [string, NameScript, string, string])[] = [
  ['digits', 'kanji', '2026000001', 'name.not_a_name'],
  ['a formula', 'kanji', '=SUM(A1)', 'name.not_a_name'],
  ['markup', 'kanji', '<script>', 'name.not_a_name'],
  ['a mail address', 'roman', 'a@example.org', 'name.not_a_name'],
  ['an emoji', 'kanji', '花🌸', 'name.not_a_name'],
  ['kanji as kana', 'kana', '高橋', 'name.not_kana'],
  ['kanji as Roman letters', 'roman', '高橋', 'name.not_roman'],
  ['Cyrillic that looks Latin', 'roman', 'Іvаn', 'name.not_roman'],
  ['a character of private use', 'kanji', '\ue000', 'name.unknown_character'],
  ['a character that was lost', 'kanji', '山\ufffd', 'name.unknown_character'],
  ['half a surrogate pair', 'kanji', '山\ud842', 'name.unknown_character'],
  ['an escape code', 'kanji', '山\u001b[31m', 'name.control_character'],
  ['longer than any name', 'roman', 'A'.repeat(151), 'name.too_long'],
]
for (const [name, script, written, code] of refused)
  test(`refused: ${name}`, () => assert.deepEqual(checkNamePart(written, script), { ok: false, refusal: { code } }))

test('plat.rtl-and-zero-width: direction controls in a name are refused, zero-width characters removed', () => {
  for (const control of ['\u202e', '\u2066', '\u200f', '\u061c'])
    assert.deepEqual(checkNamePart(`Smith${control}`, 'roman'), {
      ok: false,
      refusal: { code: 'name.direction_control' },
    })
  assert.deepEqual(checkNamePart('Smi\u200dth\u2060', 'roman'), { ok: true, value: 'Smith' })
})

test('imp.name-injection: formulas, markup and control characters never become a name', () => {
  for (const text of ['=cmd()', '+1', '@x', '-1', '<b>x</b>', '"x"', "x';--", 'x\u0000', 'x\u0085y', '{{x}}', '${x}'])
    for (const script of ['kanji', 'roman'] as const) assert.equal(checkNamePart(text, script).ok, false, text)
})

for (const [a, b] of [
  ['高橋', '髙橋'],
  ['山崎', '山﨑'],
  ['吉田', '𠮷田'],
  ['斎藤', '齋藤'],
  ['斉藤', '齊藤'],
  ['斎藤', '斉藤'],
  ['渡辺', '渡邊'],
  ['渡辺', '渡邉'],
  ['沢田', '澤田'],
  ['中島', '中嶋'],
  ['小島', '小嶌'],
  ['浜田', '濱田'],
  ['広瀬', '廣瀨'],
  ['桜井', '櫻井'],
  ['葛\u{e0100}城', '葛城'],
  ['神', '\ufa19'],
  ['橋本', '𣘺本'],
  ['Ｓｍｉｔｈ', 'smith'],
] as const)
  // prettier-ignore
  test(`${a} and ${b} are compared as one`, () => assert.equal(foldKanji(a), foldKanji(b)))

test('different names stay different', () => {
  for (const [a, b] of [
    ['大田', '太田'],
    ['土井', '士井'],
    ['末木', '未木'],
    ['荻野', '萩野'],
    ['岡', '丘'],
  ] as const)
    assert.notEqual(foldKanji(a), foldKanji(b))
})

test('no variant is itself a character that others are compared as', () => {
  for (const [variant, plain] of variantsOfKanji) {
    assert.equal([...variant].length, 1)
    assert.equal(variantsOfKanji.get(plain), undefined, `${variant} → ${plain}`)
  }
})

test('kana are compared without width, size, script and the two ways of writing zu and ji', () => {
  for (const [a, b] of [
    ['ﾀｶﾊｼ', 'たかはし'],
    ['ショウ', 'シヨウ'],
    ['ヂ', 'ジ'],
    ['ミヅキ', 'ミズキ'],
    ['ヴァン', 'バン'],
    ['トーマス', 'トマス'],
    ['ヲ', 'オ'],
  ] as const)
    // prettier-ignore
    assert.equal(foldKana(a), foldKana(b))
  assert.notEqual(foldKana('ナカジマ'), foldKana('ナカシマ'))
  assert.equal(foldVoicing('ナカジマ'), foldVoicing('ナカシマ'))
})

const hanako = { kanji: '花子', kana: 'ハナコ', roman: 'Hanako' }
const official: PersonName = {
  kind: 'official',
  family: { kanji: '髙橋', kana: 'タカハシ', roman: 'TAKAHASHI' },
  given: hanako,
}
const usual: PersonName = { kind: 'usual', family: { kanji: '鈴木', kana: 'スズキ', roman: 'Suzuki' }, given: hanako }

const shown: readonly (readonly [string, readonly PersonName[], string, string])[] = [
  ['official name alone', [official], '髙橋 花子', 'Hanako TAKAHASHI'],
  ['the usual name goes first, whatever the order', [official, usual], '鈴木 花子', 'Hanako Suzuki'],
  ['a mononym', [{ kind: 'official', family: { kanji: null, kana: null, roman: 'Sukarno' }, given: null }], 'Sukarno', 'Sukarno'],
  ['no Roman letters', [{ kind: 'official', family: { kanji: '林', kana: null, roman: null }, given: { kanji: '優', kana: null, roman: null } }], '林 優', '林 優'],
  ['kana alone', [{ kind: 'official', family: { kanji: null, kana: 'グエン', roman: null }, given: { kanji: null, kana: 'リン', roman: null } }], 'グエン リン', 'グエン リン'],
  ['nobody', [], '', ''],
] // prettier-ignore
for (const [name, names, ja, en] of shown)
  test(`shown: ${name}`, () => {
    assert.equal(displayName(names, 'ja'), ja)
    assert.equal(displayName(names, 'en'), en)
  })

test('lists are sorted by kana, else by Roman letters', () => {
  assert.equal(sortKeyOf([official]), 'タカハシ ハナコ')
  assert.equal(
    sortKeyOf([{ kind: 'official', family: { kanji: null, kana: null, roman: 'Smith' }, given: null }]),
    'smith',
  )
})
