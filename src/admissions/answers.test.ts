import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../kernel/day.ts'
import { checkStep, isOpenToAll, nextStep, readStep, type Answers, type Problems, type StepName } from './answers.ts'

const today = day('2026-11-25')

/** A part-time lecturer whose answers are all in order. */
export const lecturer: Answers = {
  status: 'pt-lecturer', familyRoman: 'Hanazono', givenRoman: 'Midori', familyKanji: '花園', birthDate: '1985-04-01',
  unitName: '理学研究科', from: '2027-04-01', lastDay: '2028-03-31', mail: 'midori@example.com', proof: 'appointment-letter',
} // prettier-ignore
const fellow: Answers = { ...lecturer, status: 'jsps-fellow', hostMail: 'host@example.ac.jp', proof: 'jsps-letter' }

const rows: readonly (readonly [what: string, step: StepName, answers: Answers, wrong: Problems])[] = [
  ['no status', 'status', { status: '' }, { status: 'missing' }],
  ['a status that nobody applies for', 'status', { status: 'ug' }, { status: 'not_offered' }],
  ['a status that a department applies for', 'status', { status: 'faculty' }, {}],
  ['no name', 'name', {}, { familyRoman: 'no_name' }],
  ['a given name alone', 'name', { givenRoman: 'Midori' }, { familyRoman: 'needs_family' }],
  ['kanji without roman letters', 'name', { familyKanji: '花園' }, { familyRoman: 'missing' }],
  ['one name only', 'name', { familyRoman: 'Suhartini' }, {}],
  ['a name that is too long', 'name', { familyRoman: 'x'.repeat(121) }, { familyRoman: 'too_long' }],
  ['a name that turns the writing', 'name', { familyRoman: 'a\u202eb' }, { familyRoman: 'control_character' }],
  ['no birth date', 'birth', {}, { birthDate: 'missing' }],
  ['a day that does not exist', 'birth', { birthDate: '1985-02-30' }, { birthDate: 'not_a_day' }],
  ['born today', 'birth', { birthDate: '2026-11-25' }, { birthDate: 'implausible_day' }],
  ['born 121 years ago', 'birth', { birthDate: '1905-01-01' }, { birthDate: 'implausible_day' }],
  ['a leap day', 'birth', { birthDate: '2000-02-29' }, {}],
  ['a lecturer’s period', 'place', lecturer, {}],
  ['no unit', 'place', { ...lecturer, unitName: '' }, { unitName: 'missing' }],
  ['no first day', 'place', { ...lecturer, from: '' }, { from: 'missing' }],
  ['a first day more than two years ahead', 'place', { ...lecturer, from: '2029-01-01', lastDay: '2029-06-01' }, { from: 'implausible_day' }],
  ['an end before the beginning', 'place', { ...lecturer, lastDay: '2027-03-31' }, { lastDay: 'ends_before_it_begins' }],
  ['an end that is over', 'place', { ...lecturer, from: '2026-01-01', lastDay: '2026-11-24' }, { lastDay: 'ends_before_it_begins' }],
  ['an end today', 'place', { ...lecturer, from: '2026-01-01', lastDay: '2026-11-25' }, {}],
  ['no end', 'place', { ...lecturer, lastDay: '' }, { lastDay: 'missing' }],
  ['an emeritus has no end', 'place', { ...lecturer, status: 'emeritus', lastDay: '' }, {}],
  ['a fellow without a host', 'place', { ...fellow, hostMail: '' }, { hostMail: 'missing' }],
  ['a host that is no address', 'place', { ...fellow, hostMail: 'professor' }, { hostMail: 'mail_wrong' }],
  ['a fellow’s three years', 'place', { ...fellow, lastDay: '2030-03-31' }, {}],
  ['a fellow’s three years and a day', 'place', { ...fellow, lastDay: '2030-04-01' }, { lastDay: 'too_long_a_period' }],
  ['a facility user’s year and a day', 'place', { ...fellow, status: 'facility-user', lastDay: '2028-04-01' }, { lastDay: 'too_long_a_period' }],
  ['no address', 'contact', {}, { mail: 'missing' }],
  ['a broken address', 'contact', { mail: 'midori@' }, { mail: 'mail_wrong' }],
  ['no proof', 'proof', { status: 'pt-lecturer' }, { proof: 'missing' }],
  ['another status’s proof', 'proof', { status: 'pt-lecturer', proof: 'jsps-letter' }, { proof: 'not_offered' }],
] // prettier-ignore

for (const [what, step, answers, wrong] of rows)
  test(`${step}: ${what}`, () => {
    assert.deepEqual(checkStep(step, answers, today), wrong)
  })

test('the next question is the first that lacks something, and none when all is answered', () => {
  assert.equal(nextStep({}, today), 'status')
  assert.equal(nextStep({ ...lecturer, birthDate: '' }, today), 'birth')
  assert.equal(nextStep({ ...lecturer, proof: '' }, today), 'proof')
  assert.equal(nextStep(lecturer, today), null)
})

test('what is typed is cleaned: days in any form, full-width letters, stray blanks; names keep their letters', () => {
  assert.deepEqual(readStep('birth', { birthDate: '１９８５年４月１日' }), { birthDate: '1985-04-01' })
  assert.equal(readStep('contact', { mail: ' ａ@example.com ' }).mail, 'a@example.com')
  assert.equal(readStep('name', { familyKanji: ' 𠮷﨑 ' }).familyKanji, '𠮷﨑')
  assert.equal(readStep('birth', { birthDate: '1985-02-30' }).birthDate, '1985-02-30', 'nothing typed is lost')
})

test('strangers apply for what people apply for themselves', () => {
  assert.ok(isOpenToAll({ status: 'jsps-fellow' }))
  for (const status of ['faculty', 'staff', 'emeritus', 'finance-only', undefined])
    assert.ok(!isOpenToAll(status === undefined ? {} : { status }), status ?? 'none')
})
