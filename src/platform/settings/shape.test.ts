import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { defineSetting, type AnySetting, type SettingWords } from '../settings.ts'
import { answerOf, boxesOf, changesOf, errorsOf, factsOf, fieldsOf } from './shape.ts'
import { institutionSetting, mailRetentionSetting } from './own.ts'

const word = { ja: '言葉', en: 'word' }

const sample: AnySetting = defineSetting({
  name: 'test.sample',
  schema: z.object({
    mode: z.enum(['strict', 'kind']),
    share: z.number().gt(0).lte(1),
    names: z.array(z.string().regex(/^[a-z]+$/)).min(1),
    domains: z.object({ mail: z.string().min(3) }),
  }),
  default: { mode: 'kind', share: 0.5, names: ['a', 'b'], domains: { mail: 'example.ac.jp' } },
  takes: 'one person',
  title: word,
  help: word,
  parts: {
    mode: { title: word, choices: { strict: { ja: '厳しい', en: 'strict' }, kind: { ja: '寛い', en: 'kind' } } },
    share: { title: word },
    names: { title: word },
    domains: { title: word, parts: { mail: { title: { ja: 'メール', en: 'mail' } } } },
  },
})

test('each kind of value has its kind of question, and is optional only where nothing is an answer', () => {
  const kinds = fieldsOf(sample).map(field => [field.kind, 'name' in field ? field.name : '', 'optional' in field])
  assert.deepEqual(kinds, [
    ['radio', 'value.mode', false],
    ['text', 'value.share', false],
    ['textarea', 'value.names', false],
    ['group', '', false],
  ])
  assert.deepEqual(fieldsOf(mailRetentionSetting)[0]?.kind, 'text')
  assert.deepEqual(fieldsOf(institutionSetting)[0]?.kind, 'group')
})

test('what the boxes hold is the value again', () => {
  for (const setting of [sample, institutionSetting, mailRetentionSetting]) {
    const boxes = boxesOf(setting, setting.default) as Readonly<Record<string, string>>
    assert.deepEqual(setting.schema.parse(answerOf(setting, boxes)), setting.default, setting.name)
  }
})

const typed: readonly (readonly [string, string, unknown])[] = [
  ['a number in full-width figures', '９０', 90],
  ['with a comma', '1,000', 1000],
  ['with spaces around', ' 7 ', 7],
  ['nothing', '', null],
]
for (const [name, value, wanted] of typed)
  test(`typed: ${name}`, () => assert.equal(answerOf(mailRetentionSetting, { value }), wanted))

test('what may be null is asked like what it else is, and is null where nothing is answered', () => {
  const contact: AnySetting = defineSetting({
    name: 'test.contact',
    schema: z.object({ name: z.string().min(1), mail: z.email() }).nullable(),
    default: null,
    takes: 'one person',
    title: word,
    help: word,
    parts: { name: { title: word }, mail: { title: word } },
  })
  assert.deepEqual(answerOf(contact, { 'value.name': ' ', 'value.mail': '' }), null)
  assert.deepEqual(answerOf(contact, boxesOf(contact, null) as Readonly<Record<string, string>>), null)
  const whole = { name: '窓口', mail: 'a@example.jp' }
  assert.deepEqual(answerOf(contact, boxesOf(contact, whole) as Readonly<Record<string, string>>), whole)
  assert.deepEqual(
    factsOf(contact, null).map(({ value }) => value),
    ['', ''],
  )
})

test('what is wrong is said at its box: a line of a list at the list', () => {
  const wrong = errorsOf(sample, ['share', 'names.1', 'domains.mail', ''])
  assert.deepEqual(Object.keys(wrong), ['value.share', 'value.names', 'value.domains.mail', 'value'])
})

test('a value is told part by part, and a change by the parts that change', () => {
  assert.equal(factsOf(sample, sample.default).length, 4)
  const after = { mode: 'strict', share: 0.5, names: ['a'], domains: { mail: 'example.ac.jp' } }
  assert.deepEqual(
    changesOf(sample, sample.default, after).map(({ before, after: then }) => [before, then]),
    [
      [
        { ja: '寛い', en: 'kind' },
        { ja: '厳しい', en: 'strict' },
      ],
      ['a, b', 'a'],
    ],
  )
})

test('words that are missing do not compile', () => {
  const whole: SettingWords<{ readonly mode: 'a' | 'b' }> = {
    title: word,
    parts: { mode: { title: word, choices: { a: word, b: word } } },
  }
  // @ts-expect-error -- a choice without words
  const noChoice: SettingWords<{ readonly mode: 'a' | 'b' }> = { title: word, parts: { mode: { title: word } } }
  // @ts-expect-error -- a part without words
  const noPart: SettingWords<{ readonly mode: string }> = { title: word, parts: {} }
  // @ts-expect-error -- one language alone
  const halfSaid: SettingWords<string> = { title: { ja: '言葉' } }
  assert.equal([whole, noChoice, noPart, halfSaid].length, 4)
})
