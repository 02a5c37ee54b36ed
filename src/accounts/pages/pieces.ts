/** ○ Pieces that several pages of this module show alike. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { fill } from '../../kernel/bilingual.ts'
import type { Refusal } from '../../kernel/result.ts'
import type { Choice, Errors } from '../../platform/web/field.ts'
import { badge, type Tone } from '../../platform/web/state.ts'
import { personName } from '../../platform/web/fact.ts'
import type { Html } from '../../platform/web/html.ts'
import type { AccountState, Situation } from '../account.ts'
import { refusals } from '../refusal-text.ts'
import { situationNames } from '../text.ts'

const tones: Readonly<Record<Situation | AccountState, Tone>> = {
  reserved: 'calm',
  pending: 'attention',
  'awaiting-notice': 'attention',
  'awaiting-activation': 'attention',
  lapsed: 'danger',
  active: 'done',
  ending: 'attention',
  grace: 'attention',
  suspended: 'danger',
  closed: 'ended',
}

export const stateOf = (situation: Situation | AccountState): { readonly word: Bilingual; readonly tone: Tone } => ({
  word: situationNames[situation],
  tone: tones[situation],
})

export const stateBadge = (situation: Situation | AccountState): Html =>
  badge(stateOf(situation).word, stateOf(situation).tone)

export const ownerName = (owner: { readonly nameJa: string; readonly nameEn: string; readonly kana: string }): Html =>
  personName({ written: owner.nameJa, kana: owner.kana === '' ? null : owner.kana, roman: owner.nameEn })

/** A refusal as what to correct: at its fields where it names some, else above the form. */
export const errorsOf = (refusal: Refusal): Errors => {
  const { code, ...values } = refusal as Refusal & { readonly fields?: Readonly<Record<string, string>> }
  if (code === 'input.wrong')
    return Object.fromEntries(Object.entries(values.fields ?? {}).map(([field, wrong]) => [field, wordsOf(wrong)]))
  return { '': fill(wordsOf(code), values as Readonly<Record<string, string | number>>) }
}

const wordsOf = (code: string): Bilingual =>
  refusals[code] ?? { ja: '入力内容をご確認ください。', en: 'Please check this.' }

/** The choices of a table of words. */
export const choicesOf = (names: Readonly<Record<string, Bilingual>>): readonly Choice[] =>
  Object.entries(names).map(([value, label]) => ({ value, label }))
