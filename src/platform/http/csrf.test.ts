import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { csrfToken, isCsrfToken, isOurOrigin } from './csrf.ts'

let world: TestSystem
before(async () => {
  world = await testSystem()
})
after(() => world.end())

test('a token is of one browser’s session, and of no other', () => {
  const { vault } = world.system
  const token = csrfToken(vault, 'session one')
  assert.equal(isCsrfToken(vault, 'session one', token), true)
  assert.equal(token.includes('session'), false)
  assert.ok(token.length >= 43, '256 bits')
  const wrong = [
    undefined,
    '',
    token.slice(0, -1),
    `${token}x`,
    token.toUpperCase(),
    csrfToken(vault, 'session two'),
    ` ${token}`,
  ]
  for (const given of wrong) assert.equal(isCsrfToken(vault, 'session one', given), false, given)
  assert.equal(isCsrfToken(vault, 'session two', token), false)
  assert.equal(isCsrfToken(vault, '', token), false)
})

const ours = ['https://id.example.ac.jp']
const writes: readonly (readonly [string | undefined, string | undefined, boolean])[] = [
  ['https://id.example.ac.jp', 'same-origin', true],
  [undefined, undefined, true], // an old browser: the token still decides
  ['https://id.example.ac.jp', undefined, true],
  [undefined, 'none', true],
  ['https://id.example.ac.jp', 'same-site', false],
  ['https://id.example.ac.jp', 'cross-site', false],
  ['https://evil.example', undefined, false],
  ['http://id.example.ac.jp', undefined, false],
  ['https://id.example.ac.jp:8443', undefined, false],
  ['https://id.example.ac.jp.evil.example', undefined, false],
  ['null', undefined, false],
  ['', undefined, false],
  [undefined, 'made-up', false],
]

test('a write comes from one of our own pages', () => {
  for (const [origin, fetchSite, is] of writes)
    assert.equal(isOurOrigin({ origin, fetchSite }, ours), is, `${origin} ${fetchSite}`)
})
