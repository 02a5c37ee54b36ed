import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkEvidence, documents, isProven, methods, papersFor, type Evidence, type Seen } from './evidence.ts'
import { appliedStatuses } from './statuses.ts'

const letter: Seen = { method: 'in-person', document: 'appointment-letter', last4: '', counter: 'main' }

const rows: readonly (readonly [what: string, seen: Partial<Seen>, status: string, outcome: string])[] = [
  ['the letter, in person', {}, 'pt-lecturer', 'one'],
  ['the letter, at the department', { counter: 'department' }, 'pt-lecturer', 'one'],
  ['the letter, at an agent counter', { counter: 'agent' }, 'pt-lecturer', 'admissions.agent_only_forwards'],
  ['the letter, by a call back', { method: 'call-back' }, 'pt-lecturer', 'two'],
  ['the letter, by a code to a known contact', { method: 'registered-contact' }, 'pt-lecturer', 'two'],
  ['a superior’s word', { method: 'superior', document: 'none' }, 'pt-lecturer', 'two'],
  ['words on the telephone', { method: 'call-back', document: 'none' }, 'pt-lecturer', 'admissions.no_document'],
  ['nothing, in person', { document: 'none' }, 'pt-lecturer', 'admissions.no_document'],
  ['another status’s paper', { document: 'jsps-letter' }, 'pt-lecturer', 'admissions.not_the_proof'],
  ['the letter for a fellow', {}, 'jsps-fellow', 'admissions.not_the_proof'],
  ['a card without its number', { document: 'jsps-id' }, 'jsps-fellow', 'admissions.no_number'],
  ['a card with its number', { document: 'jsps-id', last4: '1234' }, 'jsps-fellow', 'one'],
  ['a status that nobody applies for', {}, 'ug', 'admissions.not_the_proof'],
]

for (const [what, seen, status, outcome] of rows)
  test(what, () => {
    const checked = checkEvidence({ ...letter, ...seen }, status)
    assert.equal(checked.ok ? checked.value : checked.refusal.code, outcome)
  })

test('only what is seen in person at a counter that decides needs no second officer, for every status and paper', () => {
  for (const { code } of appliedStatuses)
    for (const document of documents)
      for (const method of methods) {
        const checked = checkEvidence({ ...letter, document, method, last4: '0001' }, code)
        if (checked.ok && checked.value === 'one') assert.equal(method, 'in-person')
        if (checked.ok && document !== 'none') assert.ok(papersFor(code).includes(document))
      }
})

const at = new Date('2026-11-25T01:00:00Z')
const first: Evidence = { ...letter, id: '1', checker: 'person:a', secondChecker: null, at }
const weak: Evidence = { ...first, method: 'call-back' }
const proves = (evidence: readonly Evidence[], since: Date | null = null): boolean =>
  isProven(evidence, { status: 'pt-lecturer', since })

test('what proves: one officer who saw it, or two who checked', () => {
  assert.ok(!proves([]))
  assert.ok(proves([first]))
  assert.ok(!proves([weak]))
  assert.ok(
    !proves([weak, { ...weak, id: '2', checker: 'person:b' }]),
    'two weak checks of one each are not one of two',
  )
  assert.ok(!proves([{ ...weak, secondChecker: 'person:a' }]), 'the same officer twice')
  assert.ok(proves([{ ...weak, secondChecker: 'person:b' }]))
  assert.ok(!isProven([first], { status: 'jsps-fellow', since: null }), 'the status was changed meanwhile')
})

test('what was seen before the application was handed in again proves nothing', () => {
  assert.ok(proves([first], at))
  assert.ok(!proves([first], new Date(at.getTime() + 1)))
})
