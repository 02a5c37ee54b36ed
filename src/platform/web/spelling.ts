/** Identifiers letter by letter, as one reads them over a counter or a telephone. */
import type { Bilingual } from '../../kernel/bilingual.ts'

/** Letters as Japanese say them; capitals and small letters are told apart. */
const japanese: Readonly<Record<string, string>> = {
  a: 'エー',
  b: 'ビー',
  c: 'シー',
  d: 'ディー',
  e: 'イー',
  f: 'エフ',
  g: 'ジー',
  h: 'エイチ',
  i: 'アイ',
  j: 'ジェー',
  k: 'ケー',
  l: 'エル',
  m: 'エム',
  n: 'エヌ',
  o: 'オー',
  p: 'ピー',
  q: 'キュー',
  r: 'アール',
  s: 'エス',
  t: 'ティー',
  u: 'ユー',
  v: 'ブイ',
  w: 'ダブリュー',
  x: 'エックス',
  y: 'ワイ',
  z: 'ゼット',
  0: '数字のゼロ',
  1: 'いち',
  2: 'に',
  3: 'さん',
  4: 'よん',
  5: 'ご',
  6: 'ろく',
  7: 'なな',
  8: 'はち',
  9: 'きゅう',
  '-': 'ハイフン',
  _: 'アンダーバー',
  '.': 'ドット',
  '@': 'アットマーク',
}

/** The spelling alphabet of ICAO Annex 10, Volume II, §5.2.1.3. */
const english: Readonly<Record<string, string>> = {
  a: 'Alfa',
  b: 'Bravo',
  c: 'Charlie',
  d: 'Delta',
  e: 'Echo',
  f: 'Foxtrot',
  g: 'Golf',
  h: 'Hotel',
  i: 'India',
  j: 'Juliett',
  k: 'Kilo',
  l: 'Lima',
  m: 'Mike',
  n: 'November',
  o: 'Oscar',
  p: 'Papa',
  q: 'Quebec',
  r: 'Romeo',
  s: 'Sierra',
  t: 'Tango',
  u: 'Uniform',
  v: 'Victor',
  w: 'Whiskey',
  x: 'X-ray',
  y: 'Yankee',
  z: 'Zulu',
  0: 'zero',
  1: 'one',
  2: 'two',
  3: 'three',
  4: 'four',
  5: 'five',
  6: 'six',
  7: 'seven',
  8: 'eight',
  9: 'nine',
  '-': 'hyphen',
  _: 'underscore',
  '.': 'dot',
  '@': 'at',
}

/** a0 → エー・数字のゼロ / Alfa, zero. Characters without a name stand as they are. */
export const spelling = (identifier: string): Bilingual => ({
  ja: [...identifier].map(character => sayCharacter(character, japanese, '大文字の')).join('・'),
  en: [...identifier].map(character => sayCharacter(character, english, 'capital ')).join(', '),
})

const sayCharacter = (character: string, names: Readonly<Record<string, string>>, capital: string): string => {
  const small = character.toLowerCase()
  const name = Object.hasOwn(names, small) ? names[small] : undefined
  if (name === undefined) return character
  return small === character ? name : `${capital}${name}`
}
