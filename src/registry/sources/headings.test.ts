import assert from 'node:assert/strict'
import { test } from 'node:test'
import { headingsOf, mappingOf, type Heading } from './headings.ts'

const header = ['整理番号', '氏名', '区分', '', '備考']
const cells = [
  ['F1', '見知 初子', '客員', 'x', '一'.repeat(40)],
  ['F2', '見知 次子', '客員', 'y', ''],
  ['F3', '見知 三子', '学外', 'z', ''],
  ['F4', '見知 四子', '客員', '', ''],
]
const meaningsOf = (headings: readonly Heading[]) => headings.map(({ heading, meaning }) => `${heading} ${meaning}`)

test('what a heading meant before, it means; what is known by name is suggested; the rest is left to the officer', () =>
  assert.deepEqual(meaningsOf(headingsOf({ unitName: '備考' }, { header, cells })), [
    '整理番号 null',
    '氏名 nameKanji',
    '区分 status',
    '備考 unitName',
  ]))

test('nothing is suggested for a field that another heading of the file still means', () =>
  assert.deepEqual(meaningsOf(headingsOf({ status: '備考' }, { header, cells })).slice(2), [
    '区分 null',
    '備考 status',
  ]))

test('headings retyped by the office are the same headings', () =>
  assert.deepEqual(meaningsOf(headingsOf({ key: '整理 番号' }, { header, cells }))[0], '整理番号 key'))

test('examples are the first three different values, cut where they are long', () => {
  const [number, , kind, note] = headingsOf({}, { header, cells })
  assert.deepEqual(number?.examples, ['F1', 'F2', 'F3'])
  assert.deepEqual(kind?.examples, ['客員', '学外'])
  assert.deepEqual(note?.examples, [`${'一'.repeat(24)}…`])
})

test('without a sample, the mapped headings in the order of the fields', () =>
  assert.deepEqual(meaningsOf(headingsOf({ status: '区分', key: '番号' })), ['番号 key', '区分 status']))

test('plat.prototype-pollution: headings of the language itself mean nothing', () =>
  assert.deepEqual(meaningsOf(headingsOf({}, { header: ['__proto__', 'constructor', '氏名'], cells: [] })), [
    '__proto__ null',
    'constructor null',
    '氏名 nameKanji',
  ]))

const heading = (text: string, meaning: Heading['meaning']): Heading => ({ heading: text, meaning, examples: [] })
const [key, status, name] = [heading('番号', 'key'), heading('区分', 'status'), heading('氏名', 'nameKanji')]

const wrong: readonly (readonly [string, readonly Heading[], string, number])[] = [
  ['no number', [status, name], 'no_key', 0],
  ['no status', [key, name], 'no_status', 0],
  ['no name', [key, status], 'no_name', 0],
  ['one meaning twice', [key, status, name, heading('身分', 'status')], 'twice', 3],
  ['nothing at all', [], 'no_key', 0],
]
for (const [what, headings, code, at] of wrong)
  test(`a mapping with ${what} is refused`, () =>
    assert.deepEqual(mappingOf(headings), { ok: false, refusal: { code, at } }))

test('what is left out is not in the mapping, and any one name will do', () =>
  assert.deepEqual(mappingOf([key, status, heading('備考', null), heading('name', 'familyRoman')]), {
    ok: true,
    value: { key: '番号', status: '区分', familyRoman: 'name' },
  }))
