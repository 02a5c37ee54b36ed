import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application, handedInAt, someone } from '../../test/support/applications.ts'
import { day } from '../kernel/day.ts'
import { accept, refuse } from '../kernel/result.ts'
import type { Application } from './application.ts'
import { decideSubmit, unanswered, type Submitting } from './submission.ts'

const today = day('2026-11-25')
const { answers } = application()
const fellow = { ...answers, status: 'jsps-fellow', hostMail: 'host@example.ac.jp', proof: 'jsps-letter' }
const unreadable = refuse({ code: 'admissions.unreadable', field: 'familyRoman' })

const rows: readonly (readonly [
  what: string,
  more: Partial<Application>,
  beside: Partial<Submitting>,
  outcome: string,
])[] = [
  ['a lecturer goes to the counter', {}, {}, 'submitted'],
  ['a fellow goes to the host', { answers: fellow }, { host: someone(1) }, 'host_asked'],
  ['a fellow whose host is unknown is asked for all the same', { answers: fellow }, {}, 'host_asked'],
  ['a fellow who was invited goes to the counter', { answers: fellow, hostConfirmedAt: handedInAt }, {}, 'submitted'],
  [
    'an invited guest writes no host',
    { answers: { ...fellow, hostMail: '' }, hostConfirmedAt: handedInAt },
    {},
    'submitted',
  ],
  ['sent back, and handed in again', { state: 'sent_back' }, {}, 'submitted'],
  ['an unanswered question', { answers: { ...answers, birthDate: '' } }, {}, 'admissions.incomplete'],
  ['an address that never answered', { mailVerifiedAt: null }, {}, 'admissions.mail_unverified'],
  [
    'a status of departments',
    { answers: { ...answers, status: 'staff', proof: 'employment-paper' } },
    {},
    'admissions.not_for_you',
  ],
  [
    'a department’s is theirs',
    {
      answers: { ...answers, status: 'staff', proof: 'employment-paper' },
      broughtBy: 'department',
      mailVerifiedAt: null,
    },
    {},
    'submitted',
  ],
  ['the registry cannot read a name', {}, { read: unreadable }, 'admissions.unreadable'],
  ['handed in already', { state: 'submitted' }, {}, 'admissions.not_now'],
  ['admitted already', { state: 'admitted' }, {}, 'admissions.not_now'],
]

for (const [what, more, beside, outcome] of rows)
  test(what, () => {
    const submitting = {
      application: application({ state: 'draft', ...more }),
      host: null,
      read: accept(null),
      ...beside,
    }
    const decided = decideSubmit(submitting, today)
    assert.equal(decided.ok ? decided.value.to : decided.refusal.code, outcome)
  })

test('the question that is missing is named', () => {
  assert.equal(unanswered({ answers: { ...fellow, hostMail: '' }, hostConfirmedAt: null }, today), 'place')
  assert.equal(unanswered({ answers: { ...fellow, hostMail: '' }, hostConfirmedAt: handedInAt }, today), null)
})
