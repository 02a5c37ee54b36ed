/** Cleans what people type and paste, so that it need not be refused: full-width letters, stray spaces, other separators. */
import { parseDay, type Day } from '../../kernel/day.ts'

/** One line of text: compatibility forms made plain (NFKC), spaces single, none at the ends. */
export const cleanLine = (typed: string): string => typed.normalize('NFKC').replace(/\s+/g, ' ').trim()

/** An identifier or key: no spaces at all, every kind of hyphen made plain. Capitals are left to who compares. */
export const cleanIdentifier = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\u200B-\u200F\u2060\uFEFF]+/g, '')
    .replace(/[\u2010-\u2015\u2212\u30FC]/g, '-')

/** A day as people type it: 2027-04-01, 2027/4/1, 2027.4.1, 20270401, 2027年4月1日; full-width alike. Else null. */
export const cleanDay = (typed: string): Day | null => {
  const text = cleanIdentifier(typed)
  const read = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  if (read === null) return null
  const [, year = '', month = '', date = ''] = read
  return parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
}
