/**
 * Names as people carry them: family and given, in kanji, kana and roman letters; official, usual and former.
 *
 * A name is kept as it is written, rare characters and variants included. What is folded here is only what is
 * compared: 髙 and 高 are one in `foldKanji`, and two on every page and card.
 */
import type { Language } from '../../kernel/bilingual.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { variantsOfKanji } from './kanji-variants.ts'

export const nameKinds = ['official', 'usual', 'former'] as const
export type NameKind = (typeof nameKinds)[number]

/** One part of a name in its forms; at least one of them is there. */
export type NameForms = { readonly kanji: string | null; readonly kana: string | null; readonly roman: string | null }

/** A mononym has its one name in `family` and no `given`; middle names stand in `given`, divided by blanks. */
export type PersonName = {
  readonly kind: NameKind
  readonly family: NameForms
  readonly given: NameForms | null
}

export const nameScripts = ['kanji', 'kana', 'roman'] as const
export type NameScript = (typeof nameScripts)[number]

export type NameRefusal = {
  readonly code:
    | 'name.control_character'
    | 'name.direction_control'
    | 'name.unknown_character'
    | 'name.not_a_name'
    | 'name.not_kana'
    | 'name.not_roman'
    | 'name.too_long'
}

/** Longer than any name on record; what a page, a card and a certificate can still show is decided there. */
const longestPart = 150

/**
 * A name part as it may be stored, or why it may not.
 *
 * Blanks become single ones; zero-width characters are taken out; kana becomes full-width katakana; full-width
 * Latin letters in a roman name become ordinary ones. Refused: control and direction characters, characters of
 * private use (CP932 gaiji: nobody else can read them), digits, markup and anything else no name contains.
 */
export const checkNamePart = (text: string, script: NameScript): Result<string, NameRefusal> => {
  const spaced = text.replace(zeroWidth, '').replace(/\s+/gu, ' ').trim()
  if (spaced.length > longestPart) return refuse({ code: 'name.too_long' })
  if (directionControl.test(spaced)) return refuse({ code: 'name.direction_control' })
  if (/\p{Cc}/u.test(spaced)) return refuse({ code: 'name.control_character' })
  if (/[\p{Co}\p{Cs}\p{Cn}\ufffd]/u.test(spaced)) return refuse({ code: 'name.unknown_character' })
  const written = inScript[script](spaced)
  if (!nameCharacters.test(written)) return refuse({ code: 'name.not_a_name' })
  if (script === 'kana' && !kanaCharacters.test(written)) return refuse({ code: 'name.not_kana' })
  if (script === 'roman' && !romanCharacters.test(written)) return refuse({ code: 'name.not_roman' })
  return accept(written)
}

const zeroWidth = /[\u00ad\u200b-\u200d\u2060\ufeff]/gu
const directionControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
// A letter first: `=SUM(…)`, `+1`, `@x` and `-1` are cells of a spreadsheet, not names.
const nameCharacters = /^[\p{L}〇][\p{L}\p{M}〇 '’‘`´.,・･·=＝゠‐‑–\-()（）/]*$/u
const kanaCharacters = /^[ァ-ヺー・゠= .,()（）'’-]+$/u
const romanCharacters = /^[\p{Script=Latin}\p{M} '’‘`´.,·‐‑–\-()/]+$/u

/** Composes letters and their marks; leaves compatibility ideographs (神, 福 …) as they were written. */
const compose = (text: string): string =>
  text.replace(/[^\p{M}\p{Script=Han}]\p{M}+/gu, cluster => cluster.normalize('NFC'))

const inScript: Readonly<Record<NameScript, (text: string) => string>> = {
  kanji: text => compose(text),
  kana: text => toKatakana(text.normalize('NFKC')),
  roman: text => text.normalize('NFKC'),
}

/** Hiragana as katakana; everything else unchanged. */
export const toKatakana = (text: string): string =>
  text.replace(/[ぁ-ゖゝゞ]/gu, letter => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0x60))

/** Kanji for comparison: variants of one character are one, selectors, blanks and case are gone. */
export const foldKanji = (text: string): string =>
  [
    ...text
      .replace(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '')
      .normalize('NFKC')
      .toLowerCase(),
  ]
    .map(character => variantsOfKanji.get(character) ?? character)
    .filter(character => /[\p{L}\p{M}〇]/u.test(character))
    .join('')

/** Kana for comparison: width, size, hiragana, ヂ and ジ, ヴァ and バ, ー and blanks make no difference. */
export const foldKana = (text: string): string =>
  toKatakana(text.normalize('NFKC'))
    .replace(/ヴ[ァィゥェォ]?/gu, sound => vuSounds[sound] ?? 'ブ')
    .replace(/[ァィゥェォッャュョヮヵヶヂヅヲヰヱ]/gu, letter => plainKana[letter] ?? letter)
    .replace(/[^ァ-ヺ]/gu, '')

/** Kana without voicing: ナカジマ and ナカシマ are one. Weaker than `foldKana`; for finding, not for deciding. */
export const foldVoicing = (kana: string): string =>
  foldKana(kana)
    .normalize('NFD')
    .replace(/[\u3099\u309a]/gu, '')

const vuSounds: Readonly<Record<string, string>> = {
  ヴァ: 'バ',
  ヴィ: 'ビ',
  ヴゥ: 'ブ',
  ヴェ: 'ベ',
  ヴォ: 'ボ',
  ヴ: 'ブ',
}
const plainKana: Readonly<Record<string, string>> = {
  ァ: 'ア', ィ: 'イ', ゥ: 'ウ', ェ: 'エ', ォ: 'オ', ッ: 'ツ', ャ: 'ヤ', ュ: 'ユ', ョ: 'ヨ', ヮ: 'ワ',
  ヵ: 'カ', ヶ: 'ケ', ヂ: 'ジ', ヅ: 'ズ', ヲ: 'オ', ヰ: 'イ', ヱ: 'エ',
} // prettier-ignore

const shownFirst: Readonly<Record<NameKind, number>> = { usual: 0, official: 1, former: 2 }

/** The name a person goes by: the usual one if there is one, else the official one. */
export const currentName = (names: readonly PersonName[]): PersonName | null =>
  [...names].sort((a, b) => shownFirst[a.kind] - shownFirst[b.kind])[0] ?? null

/** How a person is called on a page: 髙橋 花子, or Hanako Takahashi; in the script that is there. */
export const displayName = (names: readonly PersonName[], language: Language): string => {
  const name = currentName(names)
  if (name === null) return ''
  const script = (language === 'ja' ? jaOrder : enOrder).find(form => name.family[form] !== null)
  if (script === undefined) return ''
  const family = name.family[script] ?? ''
  const given = name.given === null ? '' : (name.given[script] ?? firstForm(name.given))
  const familyFirst = script !== 'roman'
  return (familyFirst ? [family, given] : [given, family]).filter(part => part !== '').join(' ')
}

/** A name whole in each script, for a page that shows kana above it or all of them; null where a script is not there. */
export const nameInScripts = ({
  family,
  given,
}: PersonName): { readonly written: string | null; readonly kana: string | null; readonly roman: string | null } => {
  const whole = (first: string | null | undefined, second: string | null | undefined): string | null =>
    [first, second].filter(part => part != null && part !== '').join(' ') || null
  return {
    written: whole(family.kanji, given?.kanji),
    kana: whole(family.kana, given?.kana),
    roman: whole(given?.roman, family.roman),
  }
}

const jaOrder = ['kanji', 'kana', 'roman'] as const
const enOrder = ['roman', 'kanji', 'kana'] as const

const firstForm = (forms: NameForms): string => forms.kanji ?? forms.kana ?? forms.roman ?? ''

/** What lists are sorted by: the kana where there is one, else the roman letters, else the kanji. */
export const sortKeyOf = (names: readonly PersonName[]): string => {
  const name = currentName(names)
  if (name === null) return ''
  const key = (forms: NameForms | null): string =>
    forms === null ? '' : forms.kana !== null ? foldKana(forms.kana) : (forms.roman ?? forms.kanji ?? '').toLowerCase()
  return `${key(name.family)} ${key(name.given)}`.trim()
}
