import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAddress } from './address.ts'

const accepted: readonly (readonly [string, string])[] = [
  ['hanako@example.ac.jp', 'hanako@example.ac.jp'],
  ['Hanako.Yamada+kumoi@Example.AC.JP', 'Hanako.Yamada+kumoi@example.ac.jp'],
  ["o'neil_1@sub.example.org", "o'neil_1@sub.example.org"],
  ['a@大学.jp', 'a@xn--pss25c.jp'],
]

const attacks: readonly string[] = [
  'a@b.c\r\nBcc: evil@x.com',
  'a@b.com\nevil@x.com',
  'a@b.com\r',
  'a@b.com\0',
  'good@y.com<evil@x.com>',
  'good@y<evil@x.com>',
  '"good@y.com" <evil@x.com>',
  '<evil@x.com>',
  'Group: evil@x.com;',
  'good@y.com, evil@x.com',
  'good@y.com;evil@x.com',
  'good@y.com evil@x.com',
  'ｇｏｏｄ@ｙ.com',
  'good@ｙ.com',
  'good＠y.com',
  'good@y。com',
  'good(comment)@y.com',
  'good@(comment)y.com',
  '"quoted"@y.com',
  '"a@b"@y.com',
  'a@b@y.com',
  '@y.com',
  'good@',
  'good',
  '',
  '.good@y.com',
  'go..od@y.com',
  'good.@y.com',
  'good@y.com.',
  'good@.y.com',
  'good@-y.com',
  'good@localhost',
  'good@[192.0.2.1]',
  'good@192.0.2.1',
  'good@y.com%evil.com',
  'good@y.com/evil',
  'good@y.com\u202e',
  'go\u200bod@y.com',
  ' good@y.com',
  'good@y.com ',
  `${'a'.repeat(65)}@y.com`,
  `a@${'b'.repeat(64)}.com`,
  `a@${'b.'.repeat(130)}com`,
]

test('addresses are taken in their canonical form', () => {
  for (const [typed, canonical] of accepted) assert.deepEqual(parseAddress(typed), { ok: true, value: canonical })
})

for (const attack of attacks)
  test(`mfa.recipient-confusion: ${JSON.stringify(attack.slice(0, 40))}`, () => {
    assert.equal(parseAddress(attack).ok, false)
  })
