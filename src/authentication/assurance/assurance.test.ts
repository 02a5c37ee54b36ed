import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amr, classOf, isAtLeast, outsideNames, refedsMfa, type LocalClass } from './assurance.ts'
import type { Method } from '../sign-in/session.ts'

const now = new Date('2026-11-25T03:00:00Z')
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000)

/** multi-factor.md §5, row by row. */
const table: readonly (readonly [row: number, methods: readonly Method[], local: LocalClass, mfa: boolean])[] = [
  [1, ['password'], 'sfa', false],
  [1, ['activation-key'], 'sfa', false],
  [2, ['password', 'mail-code'], 'mfa-mail', false],
  [3, ['password', 'totp'], 'mfa', true],
  [4, ['password', 'passkey'], 'mfa-pr', true],
  [5, ['passkey-verified'], 'mfa-pr', true],
  [7, ['passkey'], 'sfa', false],
  [10, ['password', 'recovery-code'], 'mfa', true],
]

for (const [row, methods, local, mfa] of table)
  test(`row ${row}: ${methods.join(' and ')} makes ${local}`, () => {
    const proofs = methods.map(method => ({ method, at: now }))
    assert.equal(classOf(proofs, now), local)
    assert.equal(outsideNames[local].includes(refedsMfa), mfa)
    assert.equal(amr(proofs, local).includes('mfa'), mfa)
  })

test('a second factor alone is nothing', () => {
  for (const method of ['totp', 'mail-code', 'recovery-code'] as const)
    assert.equal(classOf([{ method, at: now }], now), null)
})

test('a class sinks when its proofs are older than what is demanded', () => {
  const proofs = [
    { method: 'password', at: ago(100) },
    { method: 'totp', at: ago(4000) },
  ] as const
  assert.equal(classOf(proofs, now), 'mfa')
  assert.equal(classOf(proofs, now, 3600), 'sfa')
  assert.equal(classOf(proofs, now, 60), null)
})

test('classes in their order', () => {
  assert.ok(isAtLeast('mfa-pr', 'mfa'))
  assert.ok(!isAtLeast('mfa-mail', 'mfa'))
  assert.ok(!isAtLeast(null, 'sfa'))
})
