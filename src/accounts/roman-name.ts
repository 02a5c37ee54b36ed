/** The romanised usual name that a staff login name is made of. Source: people-and-accounts §4.2. */
import type { PersonName } from '../registry/index.ts'
import type { RomanName } from './username.ts'

/**
 * The usual name in roman letters, else the official one; a part without roman letters is read from its kana.
 *
 * Words after the first of the given name are kept in it, and are also the middle name that widens a full pattern.
 */
export const romanNameOf = (names: readonly PersonName[]): RomanName => {
  const name = names.find(each => each.kind === 'usual') ?? names.find(each => each.kind === 'official') ?? names[0]
  if (name === undefined) return { family: '', given: null }
  const official = names.find(each => each.kind === 'official')
  const family = romanOf(name.family) ?? romanOf(official?.family ?? null) ?? ''
  const given = name.given === null ? null : (romanOf(name.given) ?? romanOf(official?.given ?? null) ?? '')
  const middle = (given ?? '').split(/\s+/).slice(1).join('')
  return { family, given, ...(middle === '' ? {} : { middle }) }
}

const romanOf = (forms: PersonName['family'] | null): string | null =>
  forms === null ? null : (forms.roman ?? (forms.kana === null ? null : romanOfKana(forms.kana)))

/** Katakana in Hepburn letters, as passports write them: オオノ → OONO is written ono, シンイチ → shinichi. */
export const romanOfKana = (kana: string): string | null => {
  const text = kana.normalize('NFKC').replace(/[ー\s・゠]/g, '')
  let roman = ''
  for (let at = 0; at < text.length; at++) {
    const two = digraphs[text.slice(at, at + 2)]
    const one = syllables[text.charAt(at)]
    if (two !== undefined) at++
    const sound = two ?? one
    if (sound === undefined) return null
    roman += sound
  }
  return shortened(doubled(roman))
}

/** A small tsu doubles the consonant after it; before ch it is a t. */
const doubled = (roman: string): string =>
  roman.replace(/\*(ch|.)?/g, (_, after: string | undefined) =>
    after === 'ch' ? 'tch' : (after ?? '') + (after ?? ''),
  )

/** Long vowels are written short, and n before b, m, p is m, as in passports. */
const shortened = (roman: string): string =>
  roman
    .replace(/ou|oo/g, 'o')
    .replace(/uu/g, 'u')
    .replace(/n(?=[bmp])/g, 'm')

const row = (kana: string, sounds: string): readonly (readonly [string, string])[] => {
  const romans = sounds.split(' ')
  return kana.split(' ').map((letter, index) => [letter, romans[index] ?? ''])
}

const syllables: Readonly<Record<string, string>> = Object.fromEntries([
  ...row('ア イ ウ エ オ', 'a i u e o'),
  ...row('カ キ ク ケ コ ガ ギ グ ゲ ゴ', 'ka ki ku ke ko ga gi gu ge go'),
  ...row('サ シ ス セ ソ ザ ジ ズ ゼ ゾ', 'sa shi su se so za ji zu ze zo'),
  ...row('タ チ ツ テ ト ダ ヂ ヅ デ ド', 'ta chi tsu te to da ji zu de do'),
  ...row('ナ ニ ヌ ネ ノ', 'na ni nu ne no'),
  ...row('ハ ヒ フ ヘ ホ バ ビ ブ ベ ボ パ ピ プ ペ ポ', 'ha hi fu he ho ba bi bu be bo pa pi pu pe po'),
  ...row('マ ミ ム メ モ', 'ma mi mu me mo'),
  ...row('ヤ ユ ヨ ラ リ ル レ ロ', 'ya yu yo ra ri ru re ro'),
  ...row('ワ ヰ ヱ ヲ ン ヴ ッ', 'wa i e o n bu *'),
  ...row('ァ ィ ゥ ェ ォ ャ ュ ョ', 'a i u e o ya yu yo'),
])

const digraphs: Readonly<Record<string, string>> = Object.fromEntries([
  ...row('キャ キュ キョ ギャ ギュ ギョ', 'kya kyu kyo gya gyu gyo'),
  ...row('シャ シュ ショ シェ ジャ ジュ ジョ ジェ', 'sha shu sho she ja ju jo je'),
  ...row('チャ チュ チョ チェ ヂャ ヂュ ヂョ', 'cha chu cho che ja ju jo'),
  ...row('ニャ ニュ ニョ ヒャ ヒュ ヒョ', 'nya nyu nyo hya hyu hyo'),
  ...row('ビャ ビュ ビョ ピャ ピュ ピョ', 'bya byu byo pya pyu pyo'),
  ...row('ミャ ミュ ミョ リャ リュ リョ', 'mya myu myo rya ryu ryo'),
  ...row('ファ フィ フェ フォ ティ ディ ウィ ウェ ウォ', 'fa fi fe fo ti di wi we wo'),
])
