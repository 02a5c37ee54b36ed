import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkPassword, normalisePassword, profiles, type ProfileName } from './password-policy.ts'
import { loadLists } from './word-lists.ts'

const lists = loadLists(['kumoi'], password => password === 'stolen elsewhere long ago')
const own = ['haruno', 'Arata', '春野', 'a0123456']

const verdict = (password: string, profile: ProfileName = 'default'): string => {
  const checked = checkPassword(password, profiles[profile], own, lists)
  return checked.ok ? 'accepted' : checked.refusal.code
}

test('which passwords are accepted', () => {
  const rows: readonly (readonly [string, string, ProfileName?])[] = [
    ['correct horse battery staple', 'accepted'],
    ['みずうみ・ろうそく・七味・あした・えんぴつ', 'accepted'],
    ['Zk7#mQ9!vTx2&rLp', 'accepted'],
    ['short', 'password.too_short'],
    ['fourteen chars', 'password.too_short'],
    ['x'.repeat(129), 'password.too_long'],
    ['p'.repeat(2000), 'password.too_long'],
    ['password1234567', 'password.guessable'],
    ['passwordpassword', 'password.common'],
    ['aaaaaaaaaaaaaaaa', 'password.guessable'],
    ['1234567890123456', 'password.guessable'],
    ['qwertyuiopasdfgh', 'password.guessable'],
    ['Kyoto2026university', 'password.guessable'],
    ['kumoi kumoi kumoi', 'password.guessable'],
    ['harunoarata2026!', 'password.own_name'],
    ['a0123456 a0123456', 'password.own_name'],
    ['with a \u0000 nul in it here', 'password.not_printable'],
    ['stolen elsewhere long ago', 'password.breached'],
    ['Rk4vQmZ8wTpL', 'accepted', 'kyoto-compatible'],
    ['rk4vqmz8wtpl', 'password.not_composed', 'kyoto-compatible'],
    ['Rk4vQmZ8wTpLRk4vQm', 'password.too_long', 'kyoto-compatible'],
    ['Rk4vQmZ8wTp', 'password.too_short', 'with-mfa'],
  ]
  for (const [password, expected, profile] of rows) assert.equal(verdict(password, profile), expected, password)
})

test('acc.nul-and-unicode-password', () => {
  assert.equal(normalisePassword('ｐａｓｓ'), 'pass')
  assert.equal(normalisePassword('e\u0301'), normalisePassword('\u00e9'))
  const long = 'é'.repeat(100)
  assert.equal(normalisePassword(long).length, 100, 'nothing is cut at 72 octets')
})

test('the same text in two Unicode forms is one password', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), text => {
      assert.equal(normalisePassword(text.normalize('NFD')), normalisePassword(text.normalize('NFC')))
    }),
  )
})

test('acc.long-password: refused before anything is computed', () => {
  assert.equal(verdict('a'.repeat(10 * 1024 * 1024)), 'password.too_long')
})
