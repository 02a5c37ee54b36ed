/** ● Refusals and problems as sentences, with what they carry put in. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import type { Refusal } from '../../kernel/result.ts'
import { refusals as platformRefusals } from '../../platform/text.ts'
import type { Errors } from '../../platform/web/field.ts'
import { quarantineReasons, sourceRefusals } from '../../registry/index.ts'
import type { AnswerName, Problems } from '../answers.ts'
import { batchProblems } from '../text/batch-text.ts'
import { fieldNames, problems } from '../text/field-text.ts'
import { refusals } from '../text/refusal-text.ts'

type Words = Readonly<Record<string, Bilingual>>

const known: Words = { ...platformRefusals, ...sourceRefusals, ...refusals }
const reasons: Words = { ...quarantineReasons, ...problems, ...batchProblems }

/** The sentence of a refusal; what has no words of its own cannot be done in the present state. */
export const sentenceOf = (refusal: Refusal): Bilingual => {
  const said = known[refusal.code] ?? refusals['admissions.not_now']
  if ('why' in refusal && typeof refusal.why === 'string' && known[refusal.why] !== undefined) {
    const why = known[refusal.why]
    return { ja: `${said.ja}${why?.ja ?? ''}`, en: `${said.en} ${why?.en ?? ''}` }
  }
  return said
}

/** What is wrong with an answer, naming the field. */
export const problemOf = (problem: string, label: Bilingual): Bilingual => {
  const said = reasons[problem] ?? problems.unreadable
  return { ja: fill(said, { field: label.ja }).ja, en: fill(said, { field: label.en }).en }
}

/** What is chosen rather than typed. */
const chosen: ReadonlySet<string> = new Set(['status', 'proof'])

export const errorsOf = (wrong: Problems): Errors =>
  Object.fromEntries(
    Object.entries(wrong).map(([name, problem]) => [
      name,
      problemOf(problem === 'missing' && chosen.has(name) ? 'not_offered' : problem, fieldNames[name as AnswerName]),
    ]),
  )

/** A use case's refusal at the fields of its form, or above them where it speaks of none. */
export const formErrorsOf = (
  refusal: Refusal & { readonly fields?: Readonly<Record<string, string>> },
  labels: Readonly<Record<string, Bilingual>> = fieldNames,
): Errors =>
  refusal.fields === undefined
    ? { '': sentenceOf(refusal) }
    : Object.fromEntries(
        Object.entries(refusal.fields).map(([name, problem]) => [
          name,
          problemOf(problem, labels[name] ?? fieldNames.unitName),
        ]),
      )
