import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkTexts } from './check-texts.ts'
import { parse } from './source.ts'
import { faultOf, wordsIn } from './texts.ts'

const faults: readonly (readonly [what: string, ja: string | null, en: string | null, fault: string | null])[] = [
  ['both', 'サインイン', 'Sign in', null],
  ['no Japanese', ' ', 'Sign in', 'has no Japanese'],
  ['no English', 'サインイン', null, 'has no English'],
  ['untranslated', 'サインイン', 'サインイン', 'is the same in both languages'],
  ['untranslated the other way', 'Sign in', 'Sign in', 'is the same in both languages'],
  ['an abbreviation', 'ECS-ID', 'ECS-ID', null],
  ['a name', 'English', 'English', null],
  ['only a value', '{count}', '{count}', null],
  ['half translated', 'サインインする', 'Please サインイン', 'has Japanese in its English'],
  ['a Japanese thing named', '氏名（カナ）', 'Reading (フリガナ)', null],
  ['the same places in another order', '{a}の{b}', '{b} of {a}', null],
  ['a place lost', '{count}人', 'some people', 'fills different places: ja {count}, en (none)'],
  ['a place misspelt', '{count}人', '{counts} people', 'fills different places: ja {count}, en {counts}'],
]

for (const [what, ja, en, fault] of faults)
  test(`words: ${what}`, () => {
    assert.equal(faultOf({ ja, en }), fault)
  })

const words = (code: string) =>
  parse(
    'src/accounts/text.ts',
    `export const text = { refusals: { '${code}': { ja: '廃止されています。', en: 'Closed.' } } }`,
  )

test('finds words however deep they lie, and looks not into those that are put together', () => {
  const source = parse(
    'src/accounts/text.ts',
    `export const text = {\n  pages: { list: { title: { ja: '一覧', en: 'List' } } },\n  days: { ja: ['日'], en: ['Sun'] } }`,
  )
  assert.deepEqual(wordsIn(source), [
    { path: 'src/accounts/text.ts', line: 2, key: 'text.pages.list.title', ja: '一覧', en: 'List' },
  ])
})

test('objects: words in one language alone, on their own line', () => {
  const source = parse('src/accounts/text.ts', `export const text = {\n  title: { ja: '一覧' },\n}`)
  assert.deepEqual(checkTexts([source]), [{ path: 'src/accounts/text.ts', line: 2, says: 'text.title has no English' }])
})

test('a refusal with words is well', () => {
  const source = parse('src/accounts/account.ts', `export const f = () => refuse({ code: 'account.closed' })`)
  assert.deepEqual(checkTexts([words('account.closed'), source]), [])
})

const unsaid: readonly (readonly [what: string, text: string])[] = [
  ['in a call', `export const f = () => refuse({ code: 'account.gone' })`],
  ['in a type', `export type R = { readonly code: 'account.gone' }`],
  ['in a union', `export type R = { readonly code: 'account.closed' | 'account.gone' }`],
  ['by a condition', `export const f = (a: boolean) => refuse({ code: a ? 'account.gone' : 'account.closed' })`],
]

for (const [what, text] of unsaid)
  test(`objects: a refusal without words, ${what}`, () => {
    const source = parse('src/accounts/account.ts', `${text}\nexport const also = 'account.closed'`)
    assert.deepEqual(checkTexts([words('account.closed'), source]), [
      { path: 'src/accounts/account.ts', line: 1, says: 'account.gone has no words in any text.ts' },
    ])
  })

test('objects: words for a refusal that nobody makes', () => {
  assert.deepEqual(checkTexts([words('account.closed')]), [
    { path: 'src/accounts/text.ts', line: 1, says: 'text.refusals.account.closed is said by nobody' },
  ])
})

test('words for a code may be kept under another name', () => {
  const text = parse(
    'src/registry/text.ts',
    `export const reasons = { 'row.empty': { ja: '空行です。', en: 'It is empty.' } }`,
  )
  assert.deepEqual(checkTexts([text, parse('src/registry/a.ts', `export const a = { code: 'row.empty' }`)]), [])
})

test('a refusal without words is named once, where it is first said', () => {
  const source = parse('src/accounts/a.ts', `refuse({ code: 'a.b' })\nrefuse({ code: 'a.b' })`)
  assert.deepEqual(
    checkTexts([source]).map(({ line }) => line),
    [1],
  )
})

test('a refusal that carries its sentence needs no other words', () => {
  const source = parse('src/platform/config.ts', `export type R = { code: 'config.wrong'; sentence: Bilingual }`)
  assert.deepEqual(checkTexts([source]), [])
})

test('protocol codes without a dot need no words', () => {
  assert.deepEqual(checkTexts([parse('src/sso/a.ts', `export const f = { code: 'login_required' }`)]), [])
})
