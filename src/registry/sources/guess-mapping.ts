/** What the columns of a file never seen before may mean, to prefill the mapping page. An officer decides. */
import { foldHeader, sourceFields } from './source.ts'
import type { SourceField } from './source.ts'

export type Mapping = { readonly [Field in SourceField]?: string }

/** The headers that offices use, in the order of trust; compared after `foldHeader`. */
const synonyms: Readonly<Record<SourceField, string>> = {
  key: '学生番号 学籍番号 職員番号 教職員番号 個人番号 申請番号 受付番号 名簿番号 student_id student_no staff_no employee_id employee_no application_no id no 番号',
  previousKey: '旧学生番号 旧学籍番号 旧番号 前学生番号 旧職員番号 previous_id previous_no former_id',
  familyKanji: '氏 姓 漢字姓 姓漢字 氏名漢字姓 氏名（姓） 漢字氏名（姓） family_name last_name surname',
  givenKanji: '名 漢字名 名漢字 氏名漢字名 氏名（名） 漢字氏名（名） given_name first_name',
  familyKana:
    'フリガナ（氏） フリガナ（姓） フリガナ姓 カナ姓 姓カナ 氏カナ セイ カナ氏名（姓） family_name_kana last_name_kana',
  givenKana: 'フリガナ（名） フリガナ名 カナ名 名カナ メイ カナ氏名（名） given_name_kana first_name_kana',
  familyRoman: '英字氏 英字姓 ローマ字姓 姓ローマ字 英語姓 family_name_roman family_name_en last_name_en',
  givenRoman: '英字名 ローマ字名 名ローマ字 英語名 given_name_roman given_name_en first_name_en',
  nameKanji: '氏名 漢字氏名 氏名漢字 名前 お名前 full_name name',
  nameKana: 'フリガナ ふりがな 氏名カナ カナ氏名 氏名フリガナ full_name_kana name_kana kana',
  nameRoman: '英字氏名 ローマ字氏名 氏名ローマ字 氏名英字 英語氏名 full_name_roman name_roman name_en',
  usualFamilyKanji: '使用姓 通称姓 通称名（姓） usual_family_name',
  usualGivenKanji: '使用名 通称（名） 通称名（名） usual_given_name',
  usualFamilyKana: '使用姓カナ 通称姓カナ usual_family_name_kana',
  usualGivenKana: '使用名カナ 通称名カナ usual_given_name_kana',
  usualFamilyRoman: '使用姓ローマ字 通称姓英字 usual_family_name_roman',
  usualGivenRoman: '使用名ローマ字 usual_given_name_roman',
  formerFamilyKanji: '旧姓 旧氏 former_family_name maiden_name',
  formerFamilyKana: '旧姓カナ 旧姓フリガナ former_family_name_kana',
  formerFamilyRoman: '旧姓ローマ字 旧姓英字 former_family_name_roman',
  birthDate: '生年月日 誕生日 birth_date birthdate date_of_birth dob birthday',
  sex: '性別 sex gender',
  status: '身分 身分区分 学籍区分 在籍区分 学生区分 雇用区分 職種区分 利用区分 称号 区分 status category kind',
  unitCode: '所属コード 部局コード 学部コード 組織コード department_code unit_code',
  unitName: '所属 所属名 部局 部局名 学部 学部研究科 退職時所属 利用施設 department unit faculty',
  title: '職名 役職 職位 title position job_title',
  from: '入学年月日 入学日 採用日 採用年月日 開始日 受入開始日 利用開始日 授与年月日 発令日 from start start_date valid_from',
  until:
    '在籍満了年月日 卒業予定日 修了予定日 任期満了日 終了日 受入終了日 利用終了日 退職日 until end end_date valid_until expiry',
  leaveFrom: '休学開始日 休職開始日 休業開始日 leave_from leave_start',
  leaveUntil: '休学終了日 休職終了日 休業終了日 leave_until leave_end',
  mail: '連絡先メール メール メールアドレス 個人メール 個人メールアドレス 電子メール e-mail email mail mail_address',
  phone: '連絡先電話 電話 電話番号 携帯電話 携帯 携帯電話番号 phone mobile tel telephone',
  hostKey: '受入責任者番号 受入教員番号 受入教員職員番号 host_staff_no host_id sponsor',
  voided: '取消 取消区分 無効 削除区分 voided void cancelled',
  provisional: '仮承認 provisional',
  asOf: '作成日 基準日 抽出日 データ作成日 as_of export_date',
}

const fieldOf: ReadonlyMap<string, SourceField> = new Map(
  sourceFields.flatMap(field => synonyms[field].split(' ').map(word => [foldHeader(word), field] as const)),
)

/** Field → header, for every header whose meaning is known; the first of two headers with one meaning. */
export const guessMapping = (headers: readonly string[]): Mapping => {
  const mapping: { [Field in SourceField]?: string } = {}
  for (const header of headers) {
    const field = fieldOf.get(foldHeader(header))
    if (field !== undefined && mapping[field] === undefined) mapping[field] = header
  }
  return mapping
}
