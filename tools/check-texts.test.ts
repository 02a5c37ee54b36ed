import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkTexts } from './check-texts.ts'
import { parse } from './source.ts'
import { faultOf, wordsIn } from './texts.ts'

const faults: readonly (readonly [what: string, ja: unknown, en: unknown, fault: string | null])[] = [
  ['both', 'サインイン', 'Sign in', null],
  ['no Japanese', ' ', 'Sign in', 'has no Japanese'],
  ['no English', 'サインイン', undefined, 'has no English'],
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
    assert.equal(faultOf({ path: 'text.ts', key: 'a', ja, en }), fault)
  })

const words = (code: string) =>
  wordsIn('src/accounts/text.ts', { refusals: { [code]: { ja: '廃止されています。', en: 'Closed.' } } })

test('finds words however deep they lie', () => {
  const pages = { pages: { list: { title: { ja: '一覧', en: 'List' } } }, count: 3, say: () => 'x' }
  assert.deepEqual(
    wordsIn('text.ts', pages).map(({ key }) => key),
    ['pages.list.title'],
  )
})

test('a refusal with words is well', () => {
  const source = parse('src/accounts/account.ts', `export const f = () => refuse({ code: 'account.closed' })`)
  assert.deepEqual(checkTexts(words('account.closed'), [source]), [])
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
    assert.deepEqual(checkTexts(words('account.closed'), [source]), [
      { path: 'src/accounts/account.ts', line: 1, says: 'account.gone has no words in any text.ts' },
    ])
  })

test('objects: words for a refusal that nobody makes', () => {
  const text = parse('src/accounts/text.ts', `export const refusals = { 'account.closed': { ja: 'あ', en: 'a' } }`)
  assert.deepEqual(checkTexts(words('account.closed'), [text]), [
    { path: 'src/accounts/text.ts', line: 1, says: 'refusals.account.closed is said by nobody' },
  ])
})

test('protocol codes without a dot need no words', () => {
  const source = parse('src/sso/a.ts', `export const f = { code: 'login_required' }`)
  assert.deepEqual(checkTexts([], [source]), [])
})
