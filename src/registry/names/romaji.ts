/**
 * Kana in Roman letters, as Japanese passports write them: modified Hepburn, long vowels dropped, ん as m before
 * b, m and p, っ as a doubled consonant (tch before ch), no apostrophe.
 *
 * Source: the Hepburn table of the passport regulation (旅券法施行規則 別表). Two departures: foreign sounds keep
 * their usual letters (ティ ti, ファ fa, ヴァ va), and ウ that begins a word's second half is sounded (イノウエ inoue).
 */
import { foldKana, foldKanji, toKatakana } from './name.ts'
import type { NameForms, PersonName } from './name.ts'

const rows: readonly (readonly [string, string])[] = [
  ['アイウエオ', 'a i u e o'], ['カキクケコ', 'ka ki ku ke ko'], ['サシスセソ', 'sa shi su se so'],
  ['タチツテト', 'ta chi tsu te to'], ['ナニヌネノ', 'na ni nu ne no'], ['ハヒフヘホ', 'ha hi fu he ho'],
  ['マミムメモ', 'ma mi mu me mo'], ['ヤユヨ', 'ya yu yo'], ['ラリルレロ', 'ra ri ru re ro'],
  ['ワヰヱヲ', 'wa i e o'], ['ガギグゲゴ', 'ga gi gu ge go'], ['ザジズゼゾ', 'za ji zu ze zo'],
  ['ダヂヅデド', 'da ji zu de do'], ['バビブベボ', 'ba bi bu be bo'], ['パピプペポ', 'pa pi pu pe po'],
  ['ァィゥェォ', 'a i u e o'], ['ャュョヮヵヶ', 'ya yu yo wa ka ke'], ['ヴ', 'vu'],
] // prettier-ignore

/** Syllables of two signs; the first that fits is read. */
const pairs: Readonly<Record<string, string>> = {
  シャ: 'sha', シュ: 'shu', ショ: 'sho', シェ: 'she', チャ: 'cha', チュ: 'chu', チョ: 'cho', チェ: 'che',
  ジャ: 'ja', ジュ: 'ju', ジョ: 'jo', ジェ: 'je', ヂャ: 'ja', ヂュ: 'ju', ヂョ: 'jo',
  ティ: 'ti', ディ: 'di', トゥ: 'tu', ドゥ: 'du', テュ: 'tyu', デュ: 'dyu', ツァ: 'tsa', ツィ: 'tsi', ツェ: 'tse', ツォ: 'tso',
  ファ: 'fa', フィ: 'fi', フェ: 'fe', フォ: 'fo', フュ: 'fyu', ヴァ: 'va', ヴィ: 'vi', ヴェ: 've', ヴォ: 'vo', ヴュ: 'vyu',
  ウィ: 'wi', ウェ: 'we', ウォ: 'wo', クァ: 'kwa', クィ: 'kwi', クェ: 'kwe', クォ: 'kwo', グァ: 'gwa', イェ: 'ye', スィ: 'si', ズィ: 'zi',
} // prettier-ignore

const single: ReadonlyMap<string, string> = new Map(
  rows.flatMap(([kana, letters]) => {
    const syllables = letters.split(' ')
    return [...kana].map((sign, index) => [sign, syllables[index] ?? ''] as const)
  }),
)

/** Word seams at which a vowel after its like is no long vowel. ＇ keeps the two apart. */
const seams: readonly (readonly [RegExp, string])[] = [
  [/ノウ(?=[エチラ])/g, 'ノ＇ウ'],
  [/ツウ(?=[ラチミ])/g, 'ツ＇ウ'],
  [/([クスヌムル])ウ(?=[ラチミ])/g, '$1＇ウ'],
  [/([トコソ])ウ(?=エ)/g, '$1＇ウ'],
  // At the end of a name the long o that is written オ stays: セノオ senoo, ヨコオ yokoo.
  [/([オコソトノホモヨロゴゾドボ])オ$/g, '$1＇オ'],
]

/** One name part in small Roman letters a–z; null where it holds a sign that is no kana. */
export const toRoman = (kana: string): string | null => {
  const plain = toKatakana(kana.normalize('NFKC')).replace(/[ー・\s=゠'’.-]/gu, '')
  if (plain === '' || !/^[ァ-ヺ]+$/u.test(plain)) return null
  const seamed = seams.reduce((text, [pattern, apart]) => text.replace(pattern, apart), plain)
  const spoken = syllablesOf(seamed)
  return shortVowels(spoken.join('')).replaceAll('＇', '')
}

const syllablesOf = (kana: string): readonly string[] => {
  const syllables: string[] = []
  let doubled = false
  for (let at = 0; at < kana.length;) {
    const pair = kana.slice(at, at + 2)
    const [sign = ''] = pair
    const syllable = pairs[pair] ?? palatal(pair)
    const read = syllable ?? single.get(sign) ?? sign
    at += syllable === null ? 1 : 2
    if (sign === 'ッ') {
      doubled = true
      continue
    }
    if (sign === 'ン') {
      const following = single.get(kana[at] ?? '') ?? ''
      syllables.push(/^[bmp]/.test(following) ? 'm' : 'n＇')
    } else syllables.push(doubled ? doubling(read) : read)
    doubled = false
  }
  return syllables
}

/** キャ kya, ニュ nyu, リョ ryo; null where the second sign is none of the small three. */
const palatal = (pair: string): string | null => {
  const vowel = { ャ: 'ya', ュ: 'yu', ョ: 'yo' }[pair[1] ?? '']
  const consonant = single.get(pair[0] ?? '')
  return vowel === undefined || consonant === undefined || !consonant.endsWith('i')
    ? null
    : consonant.slice(0, -1) + vowel
}

const doubling = (syllable: string): string => {
  if (syllable.startsWith('ch')) return `t${syllable}`
  return /^[bcdfghjkmpqrstvwz]/.test(syllable) ? `${syllable[0] ?? ''}${syllable}` : syllable
}

const shortVowels = (letters: string): string => letters.replace(/o[ou]/g, 'o').replace(/uu/g, 'u')

/**
 * Roman letters for comparison: case, marks, system of romanisation, long vowels, doubled consonants, l and r
 * make no difference. Ohno, Ōno, Oono and ONO are one; so are Shinji and Sinzi.
 */
export const foldRoman = (roman: string): string =>
  foldings.reduce(
    (text, [pattern, folded]) => text.replace(pattern, folded),
    roman
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
  )

const foldings: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'], [/tch/g, 'ch'], [/sch/g, 'sh'], [/th/g, 't'],
  [/tsu/g, 'tu'], [/shi/g, 'si'], [/sh/g, 'sy'], [/chi/g, 'ti'], [/ch/g, 'ty'], [/ji/g, 'zi'], [/j/g, 'zy'], [/di/g, 'zi'], [/du/g, 'zu'],
  [/dz/g, 'z'], [/fu/g, 'hu'], [/v/g, 'b'], [/l/g, 'r'], [/m(?=[bmp])/g, 'n'], [/oh(?=[^aiueoy]|$)/g, 'o'],
  [/ou/g, 'o'], [/([a-z])\1+/g, '$1'],
] // prettier-ignore

/** A folded Roman name without voicing: Nakajima and Nakashima are one. For finding, not for deciding. */
export const romanSkeleton = (folded: string): string =>
  folded.replace(/[gzdbp]/g, letter => unvoiced[letter] ?? letter)

const unvoiced: Readonly<Record<string, string>> = { g: 'k', z: 's', d: 't', b: 'h', p: 'h' }

/** A name part in folded Roman letters: from the roman form if there is one, else from the kana. */
export const romanOf = (forms: NameForms): string | null => {
  const roman = forms.roman ?? (forms.kana === null ? null : toRoman(forms.kana))
  const folded = roman === null ? '' : foldRoman(roman)
  return folded === '' ? null : folded
}

/**
 * What a people search compares a beginning with: every name in kanji, kana and Roman letters, family first and
 * given first, folded as the words of a search are by `foldSearch`.
 */
export const searchKeysOf = (names: readonly PersonName[]): readonly string[] => {
  const keys = new Set<string>()
  for (const { family, given } of names) {
    for (const script of ['kanji', 'kana', 'roman'] as const) {
      const [first, second] = [written(family, script), given === null ? '' : written(given, script)]
      for (const key of [first + second, second + first]) if (key !== '') keys.add(key)
    }
  }
  return [...keys]
}

const written = (forms: NameForms, script: 'kanji' | 'kana' | 'roman'): string => {
  if (script === 'kanji') return foldKanji(forms.kanji ?? '')
  if (script === 'kana') return foldKana(forms.kana ?? '')
  return romanOf(forms) ?? ''
}

/** A search word in every folding it may be meant in; compare each with the beginning of a search key. */
export const foldSearch = (word: string): readonly string[] =>
  [...new Set([foldKanji(word), foldKana(word), foldRoman(word)])].filter(folded => folded !== '')
