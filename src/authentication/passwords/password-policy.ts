/**
 * ○ Which passwords are accepted. Profiles are data; the default follows NIST SP 800-63B-4 §3.1.1.2: length and a block-list,
 * no composition, no expiry. `kyoto-compatible` is for the time that an old system shares the password.
 */
import { accept, refuse, type Result } from '../../kernel/result.ts'

export type ProfileName = 'default' | 'with-mfa' | 'kyoto-compatible'

export type Profile = {
  readonly shortest: number
  readonly longest: number
  /** Upper case, lower case and digit each at least once, and only printable ASCII. */
  readonly composed: boolean
}

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  default: { shortest: 15, longest: 128, composed: false },
  'with-mfa': { shortest: 12, longest: 128, composed: false },
  'kyoto-compatible': { shortest: 12, longest: 16, composed: true },
}

export type PasswordRefusal =
  | { readonly code: 'password.too_short'; readonly shortest: number; readonly length: number }
  | { readonly code: 'password.too_long'; readonly longest: number }
  | { readonly code: 'password.not_printable' }
  | { readonly code: 'password.not_composed' }
  | { readonly code: 'password.own_name' }
  | { readonly code: 'password.common' }
  | { readonly code: 'password.guessable' }
  | { readonly code: 'password.breached' }

/** What a password is held against. Words are folded as `foldWord` folds. */
export type Lists = {
  readonly isCommonPassword: (folded: string) => boolean
  readonly isWord: (folded: string) => boolean
  readonly isBreached: (password: string) => boolean
}

/** Longest input looked at, in octets: more is refused before anything is computed. */
export const longestOctets = 1024

/** One spelling for one password: NFKC, once, before the policy and the hash (NIST SP 800-63B-4 §3.1.1.2). */
export const normalisePassword = (text: string): string => text.normalize('NFKC')

export const isTooLongToRead = (text: string): boolean => Buffer.byteLength(text, 'utf8') > longestOctets

/**
 * Whether a new password is accepted. The first reason found is given: people correct one thing at a time.
 *
 * @param own the person's own names, usernames and numbers, in Latin letters and in Japanese
 */
export const checkPassword = (
  password: string,
  profile: Profile,
  own: readonly string[],
  lists: Lists,
): Result<string, PasswordRefusal> => {
  if (isTooLongToRead(password)) return refuse({ code: 'password.too_long', longest: profile.longest })
  const text = normalisePassword(password)
  const length = [...text].length
  if (length < profile.shortest) return refuse({ code: 'password.too_short', shortest: profile.shortest, length })
  if (length > profile.longest) return refuse({ code: 'password.too_long', longest: profile.longest })
  if (/\p{Cc}|\p{Cs}|\p{Cn}/u.test(text)) return refuse({ code: 'password.not_printable' })
  if (profile.composed && !isComposed(text)) return refuse({ code: 'password.not_composed' })
  const folded = foldWord(text)
  if (holdsOwnName(folded, own)) return refuse({ code: 'password.own_name' })
  if (lists.isCommonPassword(text.toLowerCase()) || lists.isCommonPassword(folded))
    return refuse({ code: 'password.common' })
  if (piecesOf(folded, lists.isWord, fewestPieces) < fewestPieces) return refuse({ code: 'password.guessable' })
  if (lists.isBreached(text)) return refuse({ code: 'password.breached' })
  return accept(text)
}

const isComposed = (text: string): boolean =>
  /^[\x21-\x7e]+$/.test(text) && /[A-Z]/.test(text) && /[a-z]/.test(text) && /[0-9]/.test(text)

const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Lower case, with digits between letters read as the letters they imitate: p@ssw0rd is password. */
export const foldWord = (text: string): string =>
  text.toLowerCase().replace(/(?<=\p{L})[013457@$!](?=\p{L})/gu, sign => lookAlikes[sign] ?? sign)

/** Names of two kanji or three letters and more that together make up half of the password or more. */
const holdsOwnName = (folded: string, own: readonly string[]): boolean => {
  const names = own.map(name => foldWord(name.normalize('NFKC')).replace(/[\s'’・-]/g, '')).filter(isTelling)
  const rest = names.reduce((text, name) => text.replaceAll(name, ''), folded)
  return (folded.length - rest.length) * 2 >= folded.length
}

const isTelling = (name: string): boolean => [...name].length >= (/^[\x20-\x7e]*$/.test(name) ? 3 : 2)

/** Fewer independent pieces than this, and a guesser who strings words together finds it. */
const fewestPieces = 4

/**
 * Of how many independent pieces a password consists, at the least: a word of a list, a run of one sign, a sequence, a number
 * and a blank between count as one each; any other sign as one. Looks no further than `enough`.
 */
export const piecesOf = (folded: string, isWord: (word: string) => boolean, enough: number): number => {
  const signs = [...folded]
  const best: number[] = [0]
  for (let end = 1; end <= signs.length; end += 1) {
    best[end] = (best[end - 1] ?? 0) + 1
    for (let begin = Math.max(0, end - longestPiece); begin < end - 1; begin += 1) {
      const before = best[begin] ?? 0
      if (before + 1 < (best[end] ?? 0) && isPiece(signs.slice(begin, end), isWord)) best[end] = before + 1
    }
  }
  return Math.min(best[signs.length] ?? 0, enough)
}

const longestPiece = 24

const isPiece = (signs: readonly string[], isWord: (word: string) => boolean): boolean =>
  (signs.length >= 3 && isWord(signs.join(''))) ||
  isRun(signs) ||
  isRepeated(signs) ||
  signs.every(sign => /^[0-9]$/.test(sign))

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]

/** Three or more signs in a row of the alphabet, the digits or the keyboard, either way. */
const isRun = (signs: readonly string[]): boolean => {
  if (signs.length < 3) return false
  const text = signs.join('')
  const back = [...signs].reverse().join('')
  return rows.some(row => row.includes(text) || row.includes(back))
}

/** aaaa, abab, abcabc. */
const isRepeated = (signs: readonly string[]): boolean => {
  for (let unit = 1; unit * 2 <= signs.length; unit += 1)
    if (signs.length % unit === 0 && signs.every((sign, index) => sign === signs[index % unit])) return true
  return false
}
