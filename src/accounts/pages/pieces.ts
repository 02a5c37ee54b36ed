/** ○ Pieces that several pages of this module show alike. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { fill } from '../../kernel/bilingual.ts'
import type { Refusal } from '../../kernel/result.ts'
import type { Choice, Errors, Field, Values } from '../../platform/web/field.ts'
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

/** Two forms on one page may ask the same: each asks within a scope of its own, so that every label has its one box. */
export const scoped = (
  scope: string,
  parts: { readonly fields: readonly Field[]; readonly values: Values; readonly errors: Errors },
): { readonly fields: readonly Field[]; readonly values: Values; readonly errors: Errors } => ({
  fields: parts.fields.map(field => ('name' in field ? { ...field, name: scopedName(scope, field.name) } : field)),
  values: renamed(parts.values, scope),
  errors: renamed(parts.errors, scope),
})

const scopedName = (scope: string, name: string): string => (name === '' ? '' : `${scope}.${name}`)

const renamed = <Value>(entries: Readonly<Record<string, Value>>, scope: string): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [scopedName(scope, name), value]))

/** What was typed within a scope, under the names of its fields. */
export const unscoped = (scope: string, form: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      name.startsWith(`${scope}.`) ? [[name.slice(scope.length + 1), value]] : [],
    ),
  )
