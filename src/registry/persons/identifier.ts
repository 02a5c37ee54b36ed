/**
 * ○ The ledger's rule: an identifier belongs to one person for ever, and nobody gets one that looks like another's.
 *
 * Source: people-and-accounts.md §4.2 (never re-used; NFKC, case-fold, confusable skeleton).
 */

/** A name to be taken in the ledger for a person. */
export type WantedIdentifier = { readonly namespace: string; readonly value: string; readonly personId: string }

/** The form in which a name is kept and compared. */
export const normalIdentifier = (text: string): string => text.normalize('NFKC').toLowerCase().trim()

/** Letters of other scripts, and digits, that the eye takes for a Latin letter. */
const looksLike: Readonly<Record<string, string>> = {
  '0': 'o', '1': 'l', i: 'l', '|': 'l', ı: 'l',
  а: 'a', в: 'b', с: 'c', е: 'e', н: 'h', і: 'l', ј: 'j', к: 'k', ӏ: 'l', м: 'm', о: 'o', р: 'p', ѕ: 's', т: 't', у: 'y', х: 'x', ԁ: 'd', ԛ: 'q', ԝ: 'w',
  α: 'a', β: 'b', ε: 'e', ι: 'l', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', ω: 'w', γ: 'y',
} // prettier-ignore

/** The name as the eye sees it: two names with one skeleton are taken for each other. */
export const skeletonOf = (text: string): string =>
  [...normalIdentifier(text).normalize('NFKD').replace(/\p{M}/gu, '')]
    .map(letter => looksLike[letter] ?? letter)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
