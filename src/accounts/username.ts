/**
 * How login names and mail addresses are made. Chance is handed in; whether a name is free is the ledger's to say.
 *
 * Source: people-and-accounts §4.2.
 */
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { AccountKind } from './account.ts'

export type UsernameSettings = {
  /** Generations of ECS-ID prefixes; names are drawn from the last that is open. */
  readonly ecsPrefixes: readonly string[]
  readonly ecsDigits: number
  /** Above this share of a generation in use the operators are told. */
  readonly alarmShare: number
  readonly spsDigits: number
  readonly warnOverLength: number
  readonly refuseOverLength: number
  /**
   * Words that no name may contain, looked for in the whole name: digits anywhere, letters as a whole run of letters.
   * Shibakawa is a surname and not an insult: a word inside a longer name is left alone.
   */
  readonly excludedWords: readonly string[]
  readonly mailDomains: Readonly<Record<AccountKind, string>>
}

export const defaultUsernameSettings: UsernameSettings = {
  ecsPrefixes: ['a0'],
  ecsDigits: 6,
  alarmShare: 0.8,
  spsDigits: 3,
  warnOverLength: 20,
  refuseOverLength: 64,
  excludedWords:
    'admin root postmaster abuse security sekimori support null test fuck shit cunt bitch whore slut nigger nazi porn penis manko chinko kuso shine baka hentai unko kichigai hinin 666 4219 0564 42564 8931 1919 0721'.split(
      ' ',
    ),
  mailDomains: { ECS: 'st.example.ac.jp', SPS: 'example.ac.jp' },
}

/** A whole number from 0 up to, not including, the limit. */
export type Draw = (limit: number) => number

/** The romanised usual name; `given` is null for a person with one name. */
export type RomanName = { readonly family: string; readonly given: string | null; readonly middle?: string }

export type NameRefusal = {
  readonly code: 'username.no_roman_name' | 'username.too_long' | 'username.none_left' | 'username.excluded_name'
}

/** What it takes to draw names for one account: the parts between which the digits go. */
export type Pattern =
  | { readonly kind: 'ECS'; readonly prefix: string; readonly digits: number }
  | { readonly kind: 'SPS'; readonly before: string; readonly after: readonly string[]; readonly digits: number }

/**
 * Reduces a romanised name to the letters a–z: Ōno-Šimůnek → onosimunek.
 *
 * Compatibility forms and marks are folded; letters with a customary spelling in ASCII get it (ß → ss, Ø → o).
 * A letter of another script is left out, so a name without any Latin letter becomes empty.
 */
export const lettersOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, letter => spellings[letter] ?? '')
    .normalize('NFKD')
    .replace(/[^a-z]/g, '')

const spellings: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** The pattern of an ECS-ID: opaque, so that it says nothing of its owner. */
export const ecsPattern = (settings: UsernameSettings): Pattern => ({
  kind: 'ECS',
  prefix: settings.ecsPrefixes.at(-1) ?? 'a0',
  digits: settings.ecsDigits,
})

/** The next generation of ECS-ID prefixes, a0 to z9, that was not opened yet; null when the last is reached. */
export const nextPrefix = (opened: readonly string[]): string | null => {
  const last = opened.at(-1) ?? 'a0'
  const place = (last.charCodeAt(0) - firstLetter) * 10 + Number(last[1])
  const later = Array.from({ length: 26 * 10 - place - 1 }, (_, at) => prefixAt(place + 1 + at))
  return later.find(prefix => !opened.includes(prefix)) ?? null
}

const firstLetter = 'a'.charCodeAt(0)
const prefixAt = (place: number): string => `${String.fromCharCode(firstLetter + Math.floor(place / 10))}${place % 10}`

/**
 * The pattern of an SPS-ID: given name, digits, surname. A single name stands on both sides.
 *
 * Refuses a name without Latin letters, one that is too long, and one that itself contains an excluded word: those
 * are for a human to decide.
 */
export const spsPattern = (name: RomanName, settings: UsernameSettings): Result<Pattern, NameRefusal> => {
  const family = lettersOf(name.family)
  const given = name.given === null ? family : lettersOf(name.given)
  if (family === '' || given === '') return refuse({ code: 'username.no_roman_name' })
  if (family.length + given.length + settings.spsDigits > settings.refuseOverLength)
    return refuse({ code: 'username.too_long' })
  if (containsExcluded(given, settings) || containsExcluded(family, settings))
    return refuse({ code: 'username.excluded_name' })
  // When every number is taken, one letter of a middle or second name makes a new thousand.
  const letters = [...new Set(lettersOf(name.middle ?? ''))]
  return accept({
    kind: 'SPS',
    before: given,
    after: [family, ...letters.map(letter => family + letter)],
    digits: settings.spsDigits,
  })
}

/** How many names a pattern has at its n-th widening; 0 when it cannot be widened so far. */
export const namesIn = (pattern: Pattern, widening: number): number =>
  pattern.kind === 'ECS' || pattern.after[widening] !== undefined ? 10 ** pattern.digits : 0

/**
 * Draws one name from a pattern, never one that contains an excluded word.
 *
 * @param widening 0, or 1 and more when all names of the narrower pattern are taken
 * Refuses when the pattern has no such widening, or when chance met only excluded names.
 */
export const drawName = (
  pattern: Pattern,
  {
    draw,
    settings,
    widening = 0,
  }: { readonly draw: Draw; readonly settings: UsernameSettings; readonly widening?: number },
): Result<string, NameRefusal> => {
  const size = namesIn(pattern, widening)
  if (size === 0) return refuse({ code: 'username.none_left' })
  for (let attempt = 0; attempt < 40; attempt++) {
    const name = nameAt(pattern, draw(size), widening)
    if (name.length <= settings.refuseOverLength && !containsExcluded(name, settings)) return accept(name)
  }
  return refuse({ code: 'username.none_left' })
}

/** The name with one number: what a draw gives, and what a search for the last free one walks through. */
export const nameAt = (pattern: Pattern, number: number, widening = 0): string => {
  const digits = String(number).padStart(pattern.digits, '0')
  return pattern.kind === 'ECS' ? pattern.prefix + digits : `${pattern.before}${digits}${pattern.after[widening] ?? ''}`
}

/** Whether the whole name, with its digits, contains a word that no name may contain. */
export const containsExcluded = (name: string, settings: UsernameSettings): boolean =>
  settings.excludedWords.some(word =>
    /^[a-z]+$/.test(word) ? runsOfLetters(name).includes(word) : name.includes(word),
  )

const runsOfLetters = (name: string): readonly string[] => name.split(/[^a-z]+/)

/** A name that a downstream system may be unable to take (people-and-accounts §4.1: 21 and more characters). */
export const isLong = (username: string, settings: UsernameSettings): boolean =>
  username.length > settings.warnOverLength

/** Whether a generation of ECS-IDs is filling up: time to open the next prefix. */
export const fillOf = (used: number, settings: UsernameSettings): 'open' | 'alarm' | 'full' => {
  const size = 10 ** settings.ecsDigits
  if (used >= size) return 'full'
  return used >= size * settings.alarmShare ? 'alarm' : 'open'
}

/** Checks a name that an officer chose by hand: the shape of its kind, no excluded word, not too long. */
export const checkChosenName = (
  kind: AccountKind,
  name: string,
  settings: UsernameSettings,
): Result<string, { readonly code: 'username.wrong_shape' | 'username.excluded_name' | 'username.too_long' }> => {
  if (name.length > settings.refuseOverLength) return refuse({ code: 'username.too_long' })
  if (!shapeOf(kind, settings).test(name)) return refuse({ code: 'username.wrong_shape' })
  return containsExcluded(name, settings) ? refuse({ code: 'username.excluded_name' }) : accept(name)
}

const shapeOf = (kind: AccountKind, settings: UsernameSettings): RegExp =>
  kind === 'ECS'
    ? new RegExp(`^(${settings.ecsPrefixes.join('|')})[0-9]{${settings.ecsDigits}}$`)
    : new RegExp(`^[a-z]+[0-9]{${settings.spsDigits}}[a-z]+$`)

/** The mail address that belongs to a login name; as unique and as lasting as the name itself. */
export const mailAddress = (kind: AccountKind, username: string, settings: UsernameSettings): string =>
  `${username}@${settings.mailDomains[kind]}`
