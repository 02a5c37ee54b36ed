/** Pieces of made-up names: family names by two characters, given names by two, so that a large university has few namesakes. */

/** kanji and kana, divided by a slash. */
const pieces = (text: string): readonly (readonly [string, string])[] =>
  text
    .trim()
    .split(/\s+/)
    .map(piece => {
      const [kanji = '', kana = ''] = piece.split('/')
      return [kanji, kana] as const
    })

/** Whole family names, the most frequent first. */
export const families = pieces(`
  佐藤/サトウ 鈴木/スズキ 高橋/タカハシ 田中/タナカ 伊藤/イトウ 渡辺/ワタナベ 山本/ヤマモト 中村/ナカムラ 小林/コバヤシ 加藤/カトウ
  吉田/ヨシダ 山田/ヤマダ 佐々木/ササキ 山口/ヤマグチ 松本/マツモト 井上/イノウエ 木村/キムラ 林/ハヤシ 斎藤/サイトウ 清水/シミズ
  山崎/ヤマザキ 森/モリ 池田/イケダ 橋本/ハシモト 阿部/アベ 石川/イシカワ 前田/マエダ 藤田/フジタ 小川/オガワ 岡田/オカダ
  後藤/ゴトウ 長谷川/ハセガワ 石井/イシイ 村上/ムラカミ 近藤/コンドウ 坂本/サカモト 遠藤/エンドウ 青木/アオキ 藤井/フジイ 西村/ニシムラ
  福田/フクダ 太田/オオタ 三浦/ミウラ 藤原/フジワラ 松田/マツダ 岡本/オカモト 中川/ナカガワ 中野/ナカノ 原田/ハラダ 小野/オノ
  大野/オオノ 河野/コウノ 中島/ナカジマ 小島/コジマ 浜田/ハマダ 広瀬/ヒロセ 沢田/サワダ 桜井/サクライ 東海林/ショウジ 服部/ハットリ
  堀/ホリ 辻/ツジ 関/セキ 星/ホシ 岸/キシ 原/ハラ 東/アズマ 南/ミナミ 勅使河原/テシガワラ 長宗我部/チョウソカベ`)

export const familyHeads = pieces(`
  青/アオ 赤/アカ 浅/アサ 荒/アラ 有/アリ 石/イシ 今/イマ 岩/イワ 上/ウエ 内/ウチ 江/エ 大/オオ 奥/オク 小/コ 片/カタ 金/カネ 亀/カメ 川/カワ
  北/キタ 木/キ 黒/クロ 桑/クワ 栗/クリ 坂/サカ 桜/サクラ 笹/ササ 塩/シオ 柴/シバ 島/シマ 白/シロ 杉/スギ 砂/スナ 関/セキ 高/タカ 滝/タキ 竹/タケ 立/タテ
  谷/タニ 玉/タマ 千/チ 塚/ツカ 津/ツ 寺/テラ 戸/ト 富/トミ 豊/トヨ 鳥/トリ 永/ナガ 長/ナガ 中/ナカ 成/ナリ 西/ニシ 野/ノ 萩/ハギ 畑/ハタ 花/ハナ
  浜/ハマ 早/ハヤ 平/ヒラ 広/ヒロ 深/フカ 福/フク 藤/フジ 船/フナ 古/フル 星/ホシ 細/ホソ 堀/ホリ 前/マエ 牧/マキ 松/マツ 丸/マル 三/ミ 水/ミズ
  宮/ミヤ 村/ムラ 森/モリ 矢/ヤ 安/ヤス 柳/ヤナギ 山/ヤマ 湯/ユ 吉/ヨシ 米/ヨネ 若/ワカ 鷲/ワシ`)

export const familyTails = pieces(`
  田/タ 川/カワ 山/ヤマ 木/キ 野/ノ 村/ムラ 島/シマ 崎/サキ 沢/サワ 原/ハラ 井/イ 本/モト 口/グチ 谷/ヤ 岡/オカ 塚/ツカ 橋/ハシ 瀬/セ 林/バヤシ
  森/モリ 上/ガミ 下/シタ 内/ウチ 部/ベ 見/ミ 浦/ウラ 尾/オ 越/コシ 倉/クラ 池/イケ`)

export const maleHeads = pieces(`
  翔/ショウ 大/ダイ 健/ケン 拓/タク 直/ナオ 雄/ユウ 祐/ユウ 悠/ユウ 優/ユウ 亮/リョウ 涼/リョウ 諒/リョウ 航/コウ 浩/コウ 幸/コウ 康/コウ 孝/タカ 隆/タカ 貴/タカ 崇/タカ
  和/カズ 一/カズ 秀/ヒデ 英/ヒデ 正/マサ 雅/マサ 昌/マサ 政/マサ 義/ヨシ 良/ヨシ 達/タツ 哲/テツ 俊/トシ 敏/トシ 伸/ノブ 信/ノブ 晴/ハル 陽/ハル 春/ハル 智/トモ
  友/トモ 知/トモ 真/シン 慎/シン 進/シン 純/ジュン 淳/ジュン 順/ジュン 聡/ソウ 蒼/ソウ 颯/ソウ 隼/シュン 駿/シュン 瞬/シュン 賢/ケン 謙/ケン 蓮/レン 廉/レン 文/フミ 史/フミ`)

export const maleTails = pieces(`
  太/タ 太郎/タロウ 一/イチ 一郎/イチロウ 介/スケ 輔/スケ 斗/ト 人/ト 也/ヤ 哉/ヤ 樹/キ 希/キ 平/ヘイ 之/ユキ 幸/ユキ 彦/ヒコ 志/シ 司/ジ 二/ジ 吾/ゴ`)

export const femaleHeads = pieces(`
  美/ミ 彩/アヤ 綾/アヤ 愛/アイ 葵/アオイ 明/アキ 秋/アキ 晶/アキ 麻/マ 真/マ 茉/マ 恵/エ 絵/エ 香/カ 佳/カ 加/カ 花/ハナ 華/ハナ 京/キョウ 恭/キョウ 久/ク 里/リ 理/リ 梨/リ 莉/リ
  沙/サ 紗/サ 早/サ 咲/サキ 桜/サクラ 静/シズ 志/シ 詩/シ 千/チ 智/トモ 友/トモ 朋/トモ 奈/ナ 菜/ナ 直/ナオ 尚/ナオ 夏/ナツ 七/ナナ 陽/ハル 遥/ハル 晴/ハル 仁/ヒト 瞳/ヒトミ
  響/ヒビ 冬/フユ 史/フミ 文/フミ 舞/マイ 万/マ 瑞/ミズ 光/ミツ 優/ユウ 裕/ユウ 結/ユイ 唯/ユイ 由/ユ 有/ユ 幸/ユキ 雪/ユキ 百/モモ 洋/ヨウ 涼/リョウ 玲/レイ 怜/レイ 和/カズ`)

export const femaleTails = pieces(`
  子/コ 美/ミ 実/ミ 香/カ 佳/カ 奈/ナ 菜/ナ 乃/ノ 恵/エ 江/エ 代/ヨ 世/ヨ 希/キ 紀/キ 音/ネ 穂/ホ 帆/ホ 衣/イ 里/リ 理/リ`)

/** Names from abroad: family and given in Roman letters, and the kana an office wrote down, where it did. */
export const foreignFamilies =
  `Smith/スミス Johnson/ジョンソン Müller/ミュラー García/ガルシア Nguyen/グエン Tran/チャン Wang/ワン Li/リ Zhang/チャン Chen/チン
  Kim/キム Park/パク Lee/イ Choi/チェ Singh/シン Kumar/クマル Rossi/ロッシ Dubois/デュボワ Novák/ノヴァーク Kowalski/コワルスキ Silva/シルヴァ Hansen/ハンセン Okafor/オカフォー
  O'Brien/オブライエン Van-der-Berg/ファンデルベルク Ivanova/イワノワ Santos/サントス Haddad/ハッダード Yılmaz/ユルマズ Nakamura/ナカムラ`.split(
    /\s+/,
  )
export const foreignGivens =
  `John-Michael/ジョンマイケル Maria/マリア Wei/ウェイ Min-jun/ミンジュン Anna/アンナ Thomas/トーマス Priya/プリヤ Linh/リン Carlos/カルロス Sofía/ソフィア
  Elena/エレナ David/デイヴィッド Fatima/ファティマ Ahmed/アハメド Olga/オルガ Lukas/ルーカス Chloé/クロエ Hiroshi/ヒロシ Xiaoming/シャオミン Amara/アマラ Bruno/ブルーノ Ingrid/イングリッド
  Emre/エムレ Kenji-Paulo/ケンジパウロ Grace/グレース`.split(/\s+/)

/** People with one name alone, and one whose name fills every field there is. */
export const mononyms = ['Sukarno/スカルノ', 'Suharti/スハルティ', 'Thiha/ティハ', 'Aung/アウン', 'Wangchuk/ワンチュク']
export const longGiven = 'Maximiliana Wilhelmine Friederike Alexandrina Theodora Konstantina Josephine Margarethe'

/** The same family written otherwise by another office. The second form may be outside CP932. */
export const otherSpelling: Readonly<Record<string, string>> = {
  高橋: '髙橋', 山崎: '山﨑', 吉田: '𠮷田', 斎藤: '齋藤', 渡辺: '渡邊', 沢田: '澤田', 中島: '中嶋', 小島: '小嶋', 浜田: '濱田', 広瀬: '廣瀬', 桜井: '櫻井',
} // prettier-ignore

type Unit = readonly [code: string, name: string]

export const faculties: readonly Unit[] = [
  ['F01', '文学部'], ['F02', '教育学部'], ['F03', '法学部'], ['F04', '経済学部'], ['F05', '理学部'], ['F06', '医学部'], ['F07', '薬学部'],
  ['F08', '工学部'], ['F09', '農学部'], ['F10', '総合人間学部'],
] // prettier-ignore
export const offices: readonly Unit[] = [
  ['A01', '総務部'], ['A02', '人事部'], ['A03', '財務部'], ['A04', '学務部'], ['A05', '附属図書館'], ['A06', '情報部'], ['A07', '附属病院'], ['A08', '研究推進部'],
] // prettier-ignore
