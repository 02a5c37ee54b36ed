/** An application for tests of its rules: a part-time lecturer's, in order and handed in, but for what the test says. */
import type { PersonId } from '../../src/kernel/ids.ts'
import type { Application } from '../../src/admissions/application.ts'

export { diceOf } from '../../demo/feeds/dice.ts'

export const someone = (n: number): PersonId => `00000000-0000-4000-8000-00000000000${n}` as PersonId

export const handedInAt = new Date('2026-11-20T00:00:00Z')

export const application = (more: Partial<Application> = {}): Application => ({
  id: '1', number: 'A26-2222222', kind: 'new', broughtBy: 'self', state: 'submitted',
  answers: {
    status: 'pt-lecturer', familyRoman: 'Hanazono', givenRoman: 'Midori', familyKanji: '花園', birthDate: '1985-04-01',
    unitName: '理学研究科', from: '2027-04-01', lastDay: '2028-03-31', mail: 'midori@example.com', proof: 'appointment-letter',
  },
  countsUntil: null, unitCode: null, continues: null, applicant: null, host: null, hostConfirmedAt: null, hostlessUntil: null,
  nextHost: null, broughtByLabel: null, batchId: null, invitationId: null, mailVerifiedAt: handedInAt, code: null, codesSent: 1,
  landing: 'none', landings: 0, language: 'ja', createdAt: handedInAt, changedAt: handedInAt, submittedAt: handedInAt,
  ...more,
}) // prettier-ignore
