/** ○ What an application asks, one question after another, and what an answer must be. Source: people-and-accounts §21. */
import { addMonths, type Day } from '../kernel/day.ts'
import { parseAddress } from '../platform/mail/address.ts'
import { cleanDay, cleanLine } from '../platform/web/typed.ts'
import { appliedStatus, openToAll } from './statuses.ts'

/** Fields as the applicant typed them, cleaned. `lastDay` is the last day that counts. */
export const answerNames = [
  'status', 'familyKanji', 'givenKanji', 'familyKana', 'givenKana', 'familyRoman', 'givenRoman', 'usualFamilyKanji',
  'usualGivenKanji', 'usualFamilyRoman', 'usualGivenRoman', 'birthDate', 'unitName', 'title', 'hostMail', 'from', 'lastDay',
  'purpose', 'mail', 'proof',
] as const // prettier-ignore
export type AnswerName = (typeof answerNames)[number]
export type Answers = { readonly [Name in AnswerName]?: string }

export const stepNames = ['status', 'name', 'birth', 'place', 'contact', 'proof'] as const
export type StepName = (typeof stepNames)[number]

export const fieldsOfStep: Readonly<Record<StepName, readonly AnswerName[]>> = {
  status: ['status'],
  name: [
    'familyKanji', 'givenKanji', 'familyKana', 'givenKana', 'familyRoman', 'givenRoman', 'usualFamilyKanji', 'usualGivenKanji',
    'usualFamilyRoman', 'usualGivenRoman',
  ],
  birth: ['birthDate'],
  place: ['unitName', 'title', 'hostMail', 'from', 'lastDay', 'purpose'],
  contact: ['mail'],
  proof: ['proof'],
} // prettier-ignore

export type AnswerProblem =
  | 'missing'
  | 'too_long'
  | 'control_character'
  | 'no_name'
  | 'needs_family'
  | 'not_a_day'
  | 'implausible_day'
  | 'ends_before_it_begins'
  | 'too_long_a_period'
  | 'mail_wrong'
  | 'not_offered'
  | 'unreadable'
export type Problems = { readonly [Name in AnswerName]?: AnswerProblem }

const longest = 120
const nameFields: ReadonlySet<string> = new Set(fieldsOfStep.name)
const dayFields: ReadonlySet<string> = new Set(['birthDate', 'from', 'lastDay'])
const controls = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** Takes the fields of one step out of a form: a paste is cleaned, names keep the letters they were written in. */
export const readStep = (step: StepName, form: Readonly<Record<string, string>>): Answers =>
  Object.fromEntries(
    fieldsOfStep[step].map(name => {
      const typed = (form[name] ?? '').slice(0, 500)
      if (dayFields.has(name)) return [name, cleanDay(typed) ?? typed.trim()]
      return [name, nameFields.has(name) ? typed.replace(/\s+/gu, ' ').trim() : cleanLine(typed)]
    }),
  )

/** What is still wrong with the answers of one step; empty when all is well. */
export const checkStep = (step: StepName, answers: Answers, today: Day): Problems => ({
  ...shapes(fieldsOfStep[step], answers),
  ...checks[step](answers, today),
})

const shapes = (names: readonly AnswerName[], answers: Answers): Problems =>
  Object.fromEntries(
    names.flatMap((name): readonly (readonly [AnswerName, AnswerProblem])[] => {
      const value = answers[name] ?? ''
      if (value.length > longest) return [[name, 'too_long']]
      return controls.test(value) ? [[name, 'control_character']] : []
    }),
  )

const checks: Readonly<Record<StepName, (answers: Answers, today: Day) => Problems>> = {
  status: ({ status = '' }) =>
    status === '' ? { status: 'missing' } : appliedStatus(status) === null ? { status: 'not_offered' } : {},
  name: answers => checkName(answers),
  birth: ({ birthDate = '' }, today) => {
    if (birthDate === '') return { birthDate: 'missing' }
    const day = cleanDay(birthDate)
    if (day === null) return { birthDate: 'not_a_day' }
    return day >= today || day < addMonths(today, -1440) ? { birthDate: 'implausible_day' } : {}
  },
  place: (answers, today) => checkPlace(answers, today),
  contact: ({ mail = '' }) => (mail === '' ? { mail: 'missing' } : parseAddress(mail).ok ? {} : { mail: 'mail_wrong' }),
  proof: ({ status, proof = '' }) => {
    if (proof === '') return { proof: 'missing' }
    return appliedStatus(status)?.proofs.some(one => one === proof) === true ? {} : { proof: 'not_offered' }
  },
}

/** One name is enough, in any script: it then stands as the family name. */
const checkName = (answers: Answers): Problems => {
  const filled = (name: AnswerName): boolean => (answers[name] ?? '') !== ''
  if (!filled('familyKanji') && !filled('familyRoman') && !filled('familyKana'))
    return filled('givenKanji') || filled('givenRoman') || filled('givenKana')
      ? { familyRoman: 'needs_family' }
      : { familyRoman: 'no_name' }
  // Accounts and cards are written in roman letters.
  return filled('familyRoman') ? {} : { familyRoman: 'missing' }
}

const checkPlace = (answers: Answers, today: Day): Problems => {
  const applied = appliedStatus(answers.status)
  const [from, lastDay] = [cleanDay(answers.from ?? ''), cleanDay(answers.lastDay ?? '')]
  const problems: { [Name in AnswerName]?: AnswerProblem } = {}
  if ((answers.unitName ?? '') === '') problems.unitName = 'missing'
  if (applied?.hosted === true) {
    if ((answers.hostMail ?? '') === '') problems.hostMail = 'missing'
    else if (!parseAddress(answers.hostMail ?? '').ok) problems.hostMail = 'mail_wrong'
  }
  if (from === null) problems.from = (answers.from ?? '') === '' ? 'missing' : 'not_a_day'
  else if (from < addMonths(today, -12) || from > addMonths(today, 24)) problems.from = 'implausible_day'
  if (applied?.ends !== false && lastDay === null)
    problems.lastDay = (answers.lastDay ?? '') === '' ? 'missing' : 'not_a_day'
  if (from !== null && lastDay !== null) {
    if (lastDay < from || lastDay < today) problems.lastDay = 'ends_before_it_begins'
    else if (lastDay >= addMonths(from, applied?.maxMonths ?? 120)) problems.lastDay = 'too_long_a_period'
  }
  return problems
}

/** The first step that still lacks something, or null when it can be handed in. */
export const nextStep = (answers: Answers, today: Day): StepName | null =>
  stepNames.find(step => Object.keys(checkStep(step, answers, today)).length > 0) ?? null

/** Whether a stranger may apply for this status themself. */
export const isOpenToAll = (answers: Answers): boolean => openToAll.some(status => status.code === answers.status)
