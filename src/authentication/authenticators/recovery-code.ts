/**
 * ○ Codes on paper for the day the telephone is lost: ten, each good once, shown once.
 *
 * @source multi-factor.md §6.4; NIST SP 800-63B-4 §3.1.2 (look-up secrets)
 */

export const codesInASet = 10
/** Sixteen letters of 32: 80 bits. */
export const codeLetters = 16
/** Crockford's letters: none that is mistaken for another when copied by hand. */
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** As printed: `3-ABCD-EFGH-JKMN-PQRS`; the first number says which of the set it is. */
export const printedCode = (place: number, letters: string): string =>
  `${place}-${letters.match(/.{4}/g)?.join('-') ?? letters}`

export type TypedCode = { readonly place: number; readonly letters: string }

/** What somebody typed, however they grouped it; null when it is no code at all. */
export const readCode = (typed: string): TypedCode | null => {
  const bare = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐‑–—]/g, '')
  const found = /^(10|[1-9])-([0-9A-Z-]{16,24})$/.exec(bare)
  const letters = (found?.[2] ?? '').replaceAll('-', '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return found !== null && letters.length === codeLetters ? { place: Number(found[1]), letters } : null
}

/** The text under the keyed fingerprint: worth nothing for another person or place. */
export const codeSeed = (setId: string, { place, letters }: TypedCode): string => `${setId}|${place}|${letters}`
