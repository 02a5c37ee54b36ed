import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, startOf } from '../kernel/day.ts'
import { asAccountId, asPersonId } from '../kernel/ids.ts'
import { mayDo } from '../kernel/machine.ts'
import * as life from './account.ts'

const identity = {
  id: asAccountId('00000000-0000-4000-8000-000000000001'),
  personId: asPersonId('00000000-0000-4000-8000-000000000002'),
  kind: 'ECS',
  username: 'a0123456',
  mail: null,
  activatedAt: startOf(day('2026-04-05')),
  eligibilityEnd: null,
  announcement: null,
  forwarding: null,
  createdAt: new Date('2024-01-01T00:00:00Z'),
  issuedTo: null,
  superseded: null,
} as const
const now = startOf(day('2027-04-01'))
const today = day('2027-04-01')
const every: Readonly<Record<life.AccountState, life.Account>> = {
  reserved: { ...identity, state: 'reserved' },
  pending: { ...identity, state: 'pending' },
  active: { ...identity, state: 'active' },
  grace: { ...identity, state: 'grace', until: day('2027-05-01') },
  suspended: {
    ...identity,
    state: 'suspended',
    since: now,
    cause: 'discipline',
    reason: 'x',
    before: 'active',
    until: null,
  },
  closed: { ...identity, state: 'closed', since: now, why: 'ended', actualStop: today },
}

describe('each act is possible exactly where the table has it', () => {
  for (const state of Object.keys(every) as life.AccountState[]) {
    it(`${state}: suspend`, () =>
      assert.equal(
        life.suspend(every[state], { cause: 'report', reason: 'x' }, now).ok,
        mayDo(life.accountMachine, state, 'suspend'),
      ))
    it(`${state}: resume`, () =>
      assert.equal(life.resume(every[state]).ok, mayDo(life.accountMachine, state, 'resume_active')))
  }
})

describe('lifting a suspension', () => {
  const suspended = (of: life.Account, cause: life.Cause) => {
    const result = life.suspend(of, { cause, reason: 'x' }, now)
    assert.ok(result.ok)
    return result.value
  }
  it('returns to the state before, with its grace', () => {
    for (const state of ['pending', 'active', 'grace'] as const) {
      const resumed = life.resume(suspended(every[state], 'discipline'))
      assert.ok(resumed.ok)
      assert.equal(resumed.value.state, state)
    }
    assert.deepEqual(life.resume(suspended(every.grace, 'report')), { ok: true, value: every.grace })
  })
  it('after a compromise asks for a new key', () => {
    const resumed = life.resume(suspended(every.active, 'compromise'))
    assert.ok(resumed.ok)
    assert.equal(resumed.value.state, 'pending')
    assert.equal(resumed.value.activatedAt, null)
  })
})

describe('signing in', () => {
  for (const [state, may] of [
    ['reserved', 'no'],
    ['pending', 'no'],
    ['active', 'yes'],
    ['grace', 'limited'],
    ['suspended', 'no'],
    ['closed', 'no'],
  ] as const)
    it(`${state}: ${may}`, () => assert.equal(life.maySignIn(every[state], today), may))
  it('is over on the day that grace ends', () => assert.equal(life.maySignIn(every.grace, day('2027-05-01')), 'no'))
})

describe('acc.old-password-after-return', () => {
  it('a reopened account waits for a key and forgets when it was activated', () => {
    const returned = life.reopen(every.closed)
    assert.equal(returned.state, 'pending')
    assert.equal(returned.activatedAt, null)
    assert.equal(returned.username, identity.username)
    assert.equal(life.maySignIn(returned, today), 'no')
  })
})

it('the real stop is never before the one that was told', () => {
  const announcement = { stopOn: day('2027-04-10'), toldOn: day('2027-04-01'), milestone: 30 }
  const closed = life.close({ ...every.active, announcement }, 'ended', { now, today })
  assert.ok(closed.state === 'closed' && closed.actualStop >= announcement.stopOn)
})
