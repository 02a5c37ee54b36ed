/** ● One question of an application, as a page of its own. */
import { fill } from '../../kernel/bilingual.ts'
import { statusName } from '../../eligibility/index.ts'
import type { PageContent, Request } from '../../platform/http/route.ts'
import type { Errors, Field } from '../../platform/web/field.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { stepNames, type AnswerName, type Answers, type StepName } from '../answers.ts'
import type { Application } from '../application.ts'
import { appliedStatus, openToAll } from '../statuses.ts'
import { fieldHints, fieldNames, proofNames, stepWords } from '../text/field-text.ts'
import { pageWords as words } from '../text/page-text.ts'

export type Asking = {
  readonly application: Application
  readonly step: StepName
  /** What is in the boxes: the answers, or what was just typed. */
  readonly answers: Answers
  readonly errors?: Errors
}

export const question = (request: Request, { application, step, answers, errors = {} }: Asking): PageContent => {
  const at = stepNames.indexOf(step)
  const before = stepNames[at - 1]
  const { number } = application
  return {
    title: stepWords[step].title,
    trail: [{ href: '/apply', label: words.applyTitle }],
    shape: 'narrow',
    lead: fill(
      { ja: '{at} / {all}　申請番号 {number}', en: 'Question {at} of {all} · application {number}' },
      { at: at + 1, all: stepNames.length, number },
    ),
    hasErrors: Object.keys(errors).length > 0,
    body: form({
      action: `/apply/${number}/${step}`,
      csrf: request.csrf,
      fields: questionFields(step, answers, application),
      values: answers,
      errors,
      submit: { label: words.goOn },
      others: before !== undefined && linkButton({ href: `/apply/${number}?step=${before}`, label: words.back }),
    }),
  }
}

export const textField = (name: AnswerName, more: Partial<Extract<Field, { kind: 'text' }>> = {}): Field => {
  const hint = fieldHints[name]
  return {
    kind: 'text',
    name,
    label: fieldNames[name],
    ...(hint === undefined ? {} : { hint }),
    maxLength: 120,
    ...more,
  }
}

/** The boxes for a name: roman letters first, since accounts and cards are written in them. */
export const nameFields: readonly Field[] = [
  textField('familyRoman', { autocomplete: 'family-name' }),
  textField('givenRoman', { autocomplete: 'given-name', optional: true }),
  ...(['familyKanji', 'givenKanji', 'familyKana', 'givenKana'] as const).map(name =>
    textField(name, { optional: true, lang: 'ja' }),
  ),
]

const questionFields = (step: StepName, answers: Answers, application: Application): readonly Field[] => {
  const applied = appliedStatus(answers.status)
  switch (step) {
    case 'status':
      return [{ kind: 'radio', name: 'status', label: fieldNames.status, choices: openToAll.map(({ code }) => ({ value: code, label: statusName(code) })) }]
    case 'name':
      return [
        ...nameFields,
        { kind: 'group', legend: words.usual, fields: (['usualFamilyRoman', 'usualGivenRoman', 'usualFamilyKanji', 'usualGivenKanji'] as const).map(name => textField(name, { optional: true })) },
      ]
    case 'birth':
      return [textField('birthDate', { autocomplete: 'bday', length: 'short' })]
    case 'place':
      return [
        textField('unitName', { length: 'long' }),
        textField('title', { optional: true }),
        ...(applied?.hosted === true && application.hostConfirmedAt === null ? [textField('hostMail', { type: 'email', length: 'long' })] : []),
        textField('from', { length: 'short' }),
        textField('lastDay', { length: 'short' }),
        ...(applied?.code === 'facility-user' ? [textField('purpose', { length: 'long' })] : []),
      ]
    case 'contact':
      return [textField('mail', { type: 'email', autocomplete: 'email', length: 'long' })]
    case 'proof':
      return [{ kind: 'radio', name: 'proof', label: fieldNames.proof, choices: (applied?.proofs ?? []).map(proof => ({ value: proof, label: proofNames[proof] })) }]
  }
} // prettier-ignore
