import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../kernel/day.ts'
import { actionsIn, isFinal, statesOf } from '../kernel/machine.ts'
import { applicationLife, batchLife, endOf, invitationLife, isOpenToApplicant, states, step, wayAhead, type State } from './application.ts' // prettier-ignore

const actions = [...new Set(statesOf(applicationLife).flatMap(state => actionsIn(applicationLife, state)))]

/** What every state allows; whatever is not named is refused. */
const allowed: Readonly<Record<State, Readonly<Record<string, State>>>> = {
  draft: { submit: 'submitted', ask_host: 'host_asked', withdraw: 'withdrawn', expire: 'expired' },
  host_asked: { confirm: 'submitted', refuse: 'sent_back', send_back: 'sent_back', reject: 'rejected', withdraw: 'withdrawn', expire: 'expired' },
  submitted: { record_evidence: 'checked', admit_provisionally: 'provisional', send_back: 'sent_back', reject: 'rejected', withdraw: 'withdrawn', expire: 'expired' },
  checked: { admit: 'admitted', send_back: 'sent_back', reject: 'rejected', withdraw: 'withdrawn' },
  provisional: { prove: 'admitted', lapse: 'lapsed', void: 'voided' },
  sent_back: { submit: 'submitted', ask_host: 'host_asked', withdraw: 'withdrawn', expire: 'expired' },
  admitted: { lose_host: 'admitted', ask_new_host: 'admitted', take_over: 'admitted', decline: 'admitted', keep_host: 'admitted', end_early: 'admitted', void: 'voided' },
  rejected: {}, withdrawn: {}, expired: {}, lapsed: {}, voided: {},
} // prettier-ignore

for (const state of states)
  for (const action of actions)
    test(`${state}: ${action}`, () => {
      const to = allowed[state][action]
      const done = step(state, action)
      assert.deepEqual(done, to === undefined ? { ok: false, refusal: { code: 'admissions.not_now', state } } : { ok: true, value: to }) // prettier-ignore
    })

test('only the applicant’s own states can be changed by the applicant, and the ends are ends', () => {
  assert.deepEqual(states.filter(isOpenToApplicant), ['draft', 'sent_back'])
  assert.deepEqual(states.filter(state => isFinal(applicationLife, state)), ['rejected', 'withdrawn', 'expired', 'lapsed', 'voided']) // prettier-ignore
})

test('admitted is reached only from checked, and from provisional when it is proven', () => {
  const into = states.flatMap(
    from =>
    Object.entries(allowed[from]).flatMap(([action, to]) => (to === 'admitted' && from !== 'admitted' ? [`${from} ${action}`] : [])), // prettier-ignore
  )
  assert.deepEqual(into, ['checked admit', 'provisional prove'])
})

test('the way ahead follows the table, by way of the host where there is one to ask', () => {
  const guest = { answers: { status: 'guest-scholar' }, hostConfirmedAt: null }
  assert.deepEqual(wayAhead({ ...guest, state: 'draft' }), ['host_asked', 'submitted', 'checked', 'admitted'])
  assert.deepEqual(wayAhead({ ...guest, state: 'draft', hostConfirmedAt: new Date(0) }), ['submitted', 'checked', 'admitted']) // prettier-ignore
  assert.deepEqual(wayAhead({ ...guest, state: 'sent_back', answers: { status: 'pt-lecturer' } }), ['submitted', 'checked', 'admitted']) // prettier-ignore
  assert.deepEqual(wayAhead({ ...guest, state: 'provisional' }), ['admitted'])
  for (const state of ['admitted', 'rejected', 'withdrawn', 'expired', 'lapsed', 'voided'] as const)
    assert.deepEqual(wayAhead({ ...guest, state }), [], state)
})

const ends: readonly (readonly [string, string | undefined, string | null, string | null, string | null])[] = [
  ['as asked: the day after the last day', '2027-03-31', null, null, '2027-04-01'],
  ['no end', '', null, null, null],
  ['a provisional end comes first', '2027-03-31', '2026-12-25', null, '2026-12-25'],
  ['a provisional end that lies behind the period', '2027-03-31', '2027-05-01', null, '2027-04-01'],
  ['the host leaves', '2027-03-31', null, '2027-01-10', '2027-01-10'],
  ['the host leaves after the period', '2027-03-31', null, '2027-06-01', '2027-04-01'],
  ['the host leaves somebody without an end', undefined, null, '2027-01-10', '2027-01-10'],
]
for (const [what, lastDay, counts, hostless, end] of ends)
  test(`the end: ${what}`, () => {
    const found = endOf({
      answers: lastDay === undefined ? {} : { lastDay },
      countsUntil: counts === null ? null : day(counts),
      hostlessUntil: hostless === null ? null : day(hostless),
    })
    assert.equal(found, end)
  })

test('a batch is settled once; an invitation that ran out can be sent again', () => {
  assert.deepEqual(actionsIn(batchLife, 'read'), ['hand_in', 'discard'])
  assert.ok(isFinal(batchLife, 'handed_in') && isFinal(batchLife, 'discarded'))
  assert.deepEqual(actionsIn(invitationLife, 'expired'), ['send_again'])
  assert.ok(isFinal(invitationLife, 'used') && isFinal(invitationLife, 'withdrawn'))
})
