import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldRoman, foldSearch, romanSkeleton, searchKeysOf, toRoman } from './romaji.ts'

/** Made-up people's names and what their passports would say. */
const passports = `
  サトウ sato  スズキ suzuki  タカハシ takahashi  タナカ tanaka  イトウ ito  ワタナベ watanabe  ヤマモト yamamoto  ナカムラ nakamura
  コバヤシ kobayashi  カトウ kato  ヨシダ yoshida  ササキ sasaki  ヤマグチ yamaguchi  マツモト matsumoto  イノウエ inoue  シミズ shimizu
  サイトウ saito  ハシモト hashimoto  アベ abe  フジタ fujita  ゴトウ goto  ハセガワ hasegawa  コンドウ kondo  エンドウ endo  アオキ aoki
  フジイ fujii  オオタ ota  オオノ ono  オノ ono  オオイシ oishi  コウノ kono  ジョウジマ jojima  ホッタ hotta  ハットリ hattori  ニッタ nitta
  ホンマ homma  ナンバ namba  ジンボ jimbo  サンペイ sampei  グンマ gumma  カンノ kanno  シンイ shini  マツウラ matsuura  カツウラ katsuura  ミツウチ mitsuuchi
  キノウチ kinouchi  タケノウチ takenouchi  セノオ senoo  ヨコオ yokoo  オオウチ ouchi  オオオカ ooka  イイジマ iijima  ニイガタ niigata  チュウジョウ chujo
  リュウザキ ryuzaki  ショウジ shoji  チョウソカベ chosokabe  テシガワラ teshigawara  ヂヂイワ jijiiwa  ツヅキ tsuzuki  フクヅカ fukuzuka
  ジュンイチ junichi  シンイチ shinichi  シンイチロウ shinichiro  ケンタロウ kentaro  ユウスケ yusuke  リョウ ryo  リョウコ ryoko  ユウコ yuko
  キョウコ kyoko  ヨウイチ yoichi  コウヘイ kohei  シュンペイ shumpei  リュウノスケ ryunosuke  イッペイ ippei  テッペイ teppei  ハッチョウ hatcho  エッチュウ etchu
  サッチ satchi  ユウ yu  ソウタ sota  ショウ sho  ジョウ jo  ミウ miu  サキコ sakiko  アヤカ ayaka  ミュウ myu  ヒロオ hiroo  タカオ takao  マコト makoto
  ヴァネッサ vanessa  ヴィクトル vikutoru  ティナ tina  ディラン diran  ファティマ fatima  フェルナンド ferunando  フィリップ firippu  ジェームズ jemuzu
  シェリー sheri  チェン chen  ウェイ wei  トーマス tomasu  マイケル maikeru  クォン kwon  ドゥエ due  イェンス yensu  デュボワ dyubowa
  たかはし takahashi  ﾔﾏﾀﾞ yamada  ジャン＝ポール jamporu
`
  .trim()
  .split(/\s{2,}|\n/)
  .map(pair => pair.trim().split(' '))

for (const [kana = '', roman = ''] of passports) test(`${kana} is ${roman}`, () => assert.equal(toRoman(kana), roman))

test('there are at least eighty names in the table', () => assert.ok(passports.length >= 80))

for (const text of ['', '高橋', 'Smith', 'タカ橋', '123'])
  test(`what is no kana is not romanised: "${text}"`, () => assert.equal(toRoman(text), null))

const sameFolded: readonly (readonly string[])[] = [
  ['Ohno', 'Ōno', 'Oono', 'ONO', 'ono'],
  ['Shinji', 'Sinzi', 'SHINJI'],
  ['Satoh', 'Satou', 'Satō', 'SATO'],
  ['Honma', 'Homma'],
  ['Tsuchiya', 'Tutiya'],
  ['Yuuko', 'Yūko', 'Yuko'],
  ['García', 'GARCIA'],
  ["Jun'ichi", 'Junichi', 'Jun-ichi'],
  ['Hattori', 'Hatori'],
  ['Ryo', 'Lyo'],
]
for (const spellings of sameFolded)
  test(`spellings of one name fold alike: ${spellings.join(', ')}`, () =>
    assert.equal(new Set(spellings.map(foldRoman)).size, 1))

test('voicing is no difference in a skeleton', () =>
  assert.equal(romanSkeleton(foldRoman('Nakajima')), romanSkeleton(foldRoman('Nakashima'))))

test('a search finds a beginning in every script, width and order', () => {
  const keys = searchKeysOf([
    {
      kind: 'official',
      family: { kanji: '髙橋', kana: 'タカハシ', roman: null },
      given: { kanji: '花子', kana: 'ハナコ', roman: 'Hanako' },
    },
  ])
  const isFound = (word: string): boolean => foldSearch(word).some(folded => keys.some(key => key.startsWith(folded)))
  for (const word of [
    '高橋',
    '髙橋 花',
    '花子',
    'たか',
    'ﾊﾅ',
    'タカハシ ハナコ',
    'hanako',
    'Takahasi',
    'HANAKO TAKA',
    'ta',
    '高',
  ])
    assert.ok(isFound(word), word)
  for (const word of ['橋', 'サト', 'sato']) assert.ok(!isFound(word), word)
})
