import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Method, Session } from '../sign-in/session.ts'
import { decideNext, type Demand } from './step-up.ts'

const now = new Date('2027-04-01T00:00:00Z')
type Held = Pick<Session, 'authenticatedAt' | 'proofs'>
const ago = (seconds: number, ...more: readonly Method[]): Held => {
  const at = new Date(now.getTime() - seconds * 1000)
  return { authenticatedAt: at, proofs: (['password', ...more] as const).map(method => ({ method, at })) }
}
const any: Demand = { maxAgeSeconds: null, freshSince: null, minimum: null, interactive: true }

test('what must happen before a relying party is told', () => {
  const rows: readonly (readonly [string, Held | null, Demand, string])[] = [
    ['a stranger', null, any, 'sign-in'],
    ['a stranger, passively', null, { ...any, interactive: false }, 'refuse'],
    ['a session', ago(3600), any, 'proceed'],
    ['a session young enough', ago(59), { ...any, maxAgeSeconds: 60 }, 'proceed'],
    ['a session too old', ago(61), { ...any, maxAgeSeconds: 60 }, 'reauthenticate'],
    ['one factor where two are wanted', ago(1), { ...any, minimum: 'mfa' }, 'step-up'],
    ['a mail code where more is wanted', ago(1, 'mail-code'), { ...any, minimum: 'mfa' }, 'step-up'],
    ['two factors where two are wanted', ago(1, 'totp'), { ...any, minimum: 'mfa' }, 'proceed'],
    ['one factor, passively', ago(1), { ...any, minimum: 'mfa', interactive: false }, 'refuse'],
    ['max_age 0', ago(1), { ...any, maxAgeSeconds: 0 }, 'reauthenticate'],
    ['too old, passively', ago(61), { ...any, maxAgeSeconds: 60, interactive: false }, 'refuse'],
    ['proved before the request', ago(10), { ...any, freshSince: new Date(now.getTime() - 5000) }, 'reauthenticate'],
    ['proved since the request', ago(2), { ...any, freshSince: new Date(now.getTime() - 5000) }, 'proceed'],
  ]
  for (const [name, session, demand, expected] of rows)
    assert.equal(decideNext(session, demand, now).do, expected, name)
})
