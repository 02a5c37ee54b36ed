/** ● The lists that new passwords are held against: from well-kept packages, the university's own words, and an operator's filter. */
import { createRequire } from 'node:module'
import type { Lists } from './password-policy.ts'

type Dictionary = Readonly<Record<string, readonly (string | number)[]>>

const load = createRequire(import.meta.url)
const dictionaryOf = (language: 'common' | 'en' | 'ja'): Dictionary =>
  (load(`@zxcvbn-ts/language-${language}`) as { readonly dictionary: Dictionary }).dictionary

/** Words that everybody at a university knows. A university adds its own by the setting `authentication.own-words`. */
const campusWords = [
  'university', 'college', 'campus', 'student', 'daigaku', 'gakusei', 'kyouju', 'sensei', 'kenkyu', 'kenkyuu', 'toshokan',
  'wakaba', 'kyoto', 'kyodai', 'kyoudai', 'tokyo', 'osaka', 'sekimori', 'password', 'pasuwado', 'admin', 'welcome', 'login',
] // prettier-ignore

const readSet = (
  dictionaries: readonly Dictionary[],
  pick: (name: string) => boolean,
  shortest: number,
): ReadonlySet<string> =>
  new Set(
    dictionaries.flatMap(dictionary =>
      Object.entries(dictionary)
        .filter(([name]) => pick(name))
        .flatMap(([, words]) => words.map(word => String(word).toLowerCase()).filter(word => word.length >= shortest)),
    ),
  )

/**
 * Reads the lists once; about 200,000 words.
 *
 * @param ownWords the university's own words
 * @param isBreached the operator's filter of published passwords, or one that knows none
 */
export const loadLists = (ownWords: readonly string[], isBreached: (password: string) => boolean): Lists => {
  const [common, english, japanese] = [dictionaryOf('common'), dictionaryOf('en'), dictionaryOf('ja')]
  const passwords = readSet([common], name => name.startsWith('passwords'), 1)
  const words = readSet([common, english, japanese], () => true, 3)
  const own = new Set([...campusWords, ...ownWords].map(word => word.toLowerCase()))
  return {
    isCommonPassword: folded => passwords.has(folded),
    isWord: folded => words.has(folded) || own.has(folded),
    isBreached,
  }
}
