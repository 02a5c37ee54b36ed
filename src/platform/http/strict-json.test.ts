import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseStrictJson } from './strict-json.ts'

const codeOf = (text: string): string => {
  const result = parseStrictJson(text)
  return result.ok ? 'taken' : result.refusal.code
}

const table: readonly (readonly [string, string])[] = [
  ['{}', 'taken'],
  ['[1,"a:b",{"a":null}]', 'taken'],
  ['{"a":{"b":1},"b":{"a":1}}', 'taken'],
  ['{"a":"\\"a\\":1"}', 'taken'],
  ['', 'json.malformed'],
  ['{', 'json.malformed'],
  ['{"a":1,}', 'json.malformed'],
  ['"a":1', 'json.malformed'],
  ['{"a":1,"a":2}', 'json.member_twice'],
  ['{"a":["\\u0000"]}', 'json.nul'],
  ['{"\\u0000":1}', 'json.nul'],
  ['{"a":1,"\\u0061":2}', 'json.member_twice'],
  ['{"__proto__":{}}', 'json.member_forbidden'],
  ['{"a":[{"\\u005f_proto__" : {}}]}', 'json.member_forbidden'],
  ['{"constructor":{"prototype":{}}}', 'json.member_forbidden'],
  [`${'['.repeat(33)}${']'.repeat(33)}`, 'json.too_deep'],
  ['['.repeat(10_000), 'json.too_deep'],
  [`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'json.too_deep'],
]

test('JSON means one thing or is refused', () => {
  for (const [text, expected] of table) assert.equal(codeOf(text), expected, text.slice(0, 40))
})

test('whatever JSON.stringify writes is read back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), value => {
      const result = parseStrictJson(JSON.stringify(value, null, 1))
      if (result.ok) assert.deepEqual(result.value, JSON.parse(JSON.stringify(value)))
      else assert.equal(result.refusal.code, 'json.member_forbidden')
    }),
  )
})
