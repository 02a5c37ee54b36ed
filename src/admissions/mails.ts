/** ○ The letters of an application, each in both languages in one plain mail. */
import { fill, type Bilingual } from '../kernel/bilingual.ts'
import type { Application } from './application.ts'
import { letters } from './text/letter-text.ts'

export type Letter = keyof typeof letters

/** A letter as subject and body: Japanese first, English below, so that whoever reads it finds their own. */
export const letter = (
  name: Letter,
  values: Readonly<Record<string, string>>,
): { readonly subject: string; readonly body: string } => {
  const subject = fill(letters[name].subject, values)
  const body = fill(letters[name].body, values)
  return { subject: `${subject.ja} / ${subject.en}`, body: `${body.ja}\n\n----\n\n${body.en}\n` }
}

/** How a letter addresses the applicant. */
export const nameIn = ({ answers }: Pick<Application, 'answers'>): Bilingual => {
  const ja = [answers.familyKanji, answers.givenKanji].filter(Boolean).join(' ')
  const en = [answers.givenRoman, answers.familyRoman].filter(Boolean).join(' ')
  return { ja: ja === '' ? en : ja, en: en === '' ? ja : en }
}
