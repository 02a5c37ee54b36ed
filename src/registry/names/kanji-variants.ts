/**
 * Characters that stand for one another in Japanese names, as families write them on different papers.
 *
 * The first of each group is the one compared. Groups are names as people mix them up, not a doctrine of the script:
 * 斉 and 斎 are two characters in a dictionary and one surname at a counter. Compatibility forms (神 as U+FA19) need no
 * row: NFKC folds them before.
 */
const groups: readonly string[] = [
  '高髙', '崎﨑嵜埼碕﨔', '吉𠮷', '斎齋斉齊齎', '辺邊邉', '沢澤', '島嶋嶌隝', '浜濱濵', '広廣', '桜櫻',
  '国國圀', '徳德', '栄榮', '条條', '万萬', '会會', '学學', '実實', '寿壽', '竜龍龒', '滝瀧', '円圓',
  '塩鹽', '渋澁澀', '富冨', '峰峯', '真眞', '槙槇', '静靜', '恵惠', '礼禮', '弥彌', '与與', '予豫',
  '豊豐', '黒黑', '関關', '駅驛', '鉄鐵銕', '銭錢', '鎌鐮', '蔵藏', '薮藪籔', '荘莊庄', '茎莖',
  '桧檜', '横橫', '来來', '楽樂', '桑桒', '検檢', '権權', '総總', '経經', '緑綠', '聡聰', '芸藝',
  '亜亞', '仏佛', '伝傳', '児兒', '勲勳', '参參', '双雙', '台臺', '穂穗', '稲稻', '籠篭', '粛肅',
  '館舘', '芦蘆', '蛍螢', '衛衞', '覚覺', '証證', '諌諫', '謡謠', '譲讓', '軽輕', '遥遙', '郷鄕',
  '雑雜', '霊靈', '頼賴', '鶏鷄', '鴎鷗', '麦麥', '清淸', '温溫', '湾灣', '満滿', '瀬瀨', '焼燒',
  '瑶瑤', '画畫', '発發', '県縣', '秋穐龝', '糸絲', '継繼', '絵繪', '縄繩', '蒋蔣', '薫薰',
  '藤籐', '虎乕', '巌巖', '巣巢', '帯帶', '帰歸', '彦彥', '従從', '応應', '悦悅', '慎愼', '戸戶',
  '払拂', '挙擧', '旧舊', '昇曻', '晃晄', '晋晉', '暁曉', '曽曾', '柳栁', '凛凜', '尭堯', '涼凉',
  '峡峽', '岳嶽', '土圡', '埜野', '増增', '壮壯', '声聲', '壱壹', '奥奧', '姫姬', '嬢孃', '宝寶',
  '寛寬', '対對', '将將', '尚尙', '橋槗𣘺', '瓶甁', '禄祿', '穣穰', '緒緖', '練鍊', '釜釡', '隠隱',
  '顕顯', '髪髮', '鶴靏靍靎', '弁辨', '達逹', '蝋蠟', '麺麵', '頴穎', '飲飮', '涙淚', '鴬鶯',
] // prettier-ignore

/** Variant → the character it is compared as. */
export const variantsOfKanji: ReadonlyMap<string, string> = new Map(
  groups.flatMap(group => {
    const [first = '', ...others] = [...group]
    return others.filter(other => other !== first).map(other => [other, first] as const)
  }),
)
