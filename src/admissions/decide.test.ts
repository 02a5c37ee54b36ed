import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application, handedInAt, someone } from '../../test/support/applications.ts'
import type { Application } from './application.ts'
import { decideAdmit, decideEvidence, decideProvisional, mayJudge, type Judge } from './decide.ts'
import type { Evidence, Seen } from './evidence.ts'

const judge: Judge = { person: someone(9), label: `person:${someone(9)}` }
const guest = { status: 'guest-scholar', proof: 'certificate-of-acceptance' } as const
const paper: Seen = { method: 'in-person', document: 'appointment-letter', last4: '', counter: 'main' }
const seen: Evidence = { ...paper, id: '1', checker: judge.label, secondChecker: null, at: handedInAt }
const guestSeen: Evidence = { ...seen, document: 'certificate-of-acceptance' }
const hosted = { answers: guest, host: someone(1), hostConfirmedAt: handedInAt }

test('who judges: nobody their own matter, nor what they brought', () => {
  const free = application({
    applicant: someone(1),
    host: someone(2),
    nextHost: someone(3),
    broughtByLabel: 'person:x',
  })
  assert.ok(mayJudge(free, judge).ok)
  for (const own of [1, 2, 3]) {
    const refused = mayJudge(free, { person: someone(own), label: `person:${someone(own)}` })
    assert.deepEqual(refused, { ok: false, refusal: { code: 'admissions.own_application' } })
  }
  const brought = mayJudge(free, { person: null, label: 'person:x' })
  assert.deepEqual(brought, { ok: false, refusal: { code: 'admissions.brought_by_you' } })
})

const admissions: readonly (readonly [
  what: string,
  more: Partial<Application>,
  evidence: readonly Evidence[],
  hostStands: boolean,
  outcome: string,
])[] = [
  ['proven', {}, [seen], false, 'admitted'],
  ['without proof', {}, [], false, 'admissions.not_proven'],
  ['by a weak check of one', {}, [{ ...seen, method: 'call-back' }], false, 'admissions.not_proven'],
  ['by a weak check of two', {}, [{ ...seen, method: 'call-back', secondChecker: 'person:b' }], false, 'admitted'],
  ['seen before it was changed', { submittedAt: new Date(handedInAt.getTime() + 1) }, [seen], false, 'admissions.not_proven'],
  ['another status’s proof', { answers: { status: 'jsps-fellow' } }, [seen], true, 'admissions.not_proven'],
  ['not checked yet', { state: 'submitted' }, [seen], false, 'admissions.not_now'],
  ['a guest whose host stands', hosted, [guestSeen], true, 'admitted'],
  ['a guest whose host is gone', hosted, [guestSeen], false, 'admissions.host_gone'],
  ['a guest whose host never confirmed', { ...hosted, hostConfirmedAt: null }, [guestSeen], true, 'admissions.host_gone'],
  ['by the officer who brought it', { broughtByLabel: judge.label }, [seen], false, 'admissions.brought_by_you'],
] // prettier-ignore

for (const [what, more, evidence, hostStands, outcome] of admissions)
  test(`admit: ${what}`, () => {
    const decided = decideAdmit(
      { application: application({ state: 'checked', ...more }), evidence, hostStands },
      judge,
    )
    assert.equal(decided.ok ? decided.value.to : decided.refusal.code, outcome)
  })

test('proof seen in person moves on at once; a weaker one names two checkers; a provisional one is admitted', () => {
  const standing = { application: application(), hostStands: false }
  const once = decideEvidence(standing, paper, judge)
  assert.ok(once.ok && once.value.checkers === 'one' && once.value.to === 'checked')
  const twice = decideEvidence(standing, { ...paper, method: 'call-back' }, judge)
  assert.ok(twice.ok && twice.value.checkers === 'two')
  const proving = decideEvidence({ ...standing, application: application({ state: 'provisional' }) }, paper, judge)
  assert.ok(proving.ok && proving.value.action === 'prove' && proving.value.to === 'admitted')
})

test('provisionally: for want of proof, never for want of a host', () => {
  assert.ok(decideProvisional({ application: application(), hostStands: false }, judge).ok)
  const gone = decideProvisional({ application: application(hosted), hostStands: false }, judge)
  assert.deepEqual(gone, { ok: false, refusal: { code: 'admissions.host_gone' } })
})
