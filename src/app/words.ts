/** The words of every refusal and notice, from all modules. */
import { fill, type Bilingual } from '../kernel/bilingual.ts'
import type { Refusal } from '../kernel/result.ts'
import { modules } from './modules.ts'
import { text } from './text.ts'

const refusals = new Map([
  ...Object.entries(text.refusals),
  ...modules.flatMap(module => Object.entries(module.refusals)),
])
const notices = new Map([...Object.entries(text.notices), ...modules.flatMap(module => Object.entries(module.notices))])

/** A refusal in words, with its values filled in. A code without words is shown by its name: the check finds it first. */
export const wordsOf = ({ code, ...values }: Refusal): Bilingual =>
  fill(refusals.get(code) ?? { ja: code, en: code }, values)

export const noticeWords = (code: string): Bilingual | null => notices.get(code) ?? null
