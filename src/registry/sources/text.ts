/** The words of sources and of matching: what a file, a row or a likeness is called on a page. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { NameDetail } from '../matching/compare-names.ts'
import type { MatchConflict, MatchDetail, MatchRule } from '../matching/match.ts'
import type { QuarantineReason, SourceField, SourceRefusal } from './source.ts'

export const sourceFieldNames = {
  key: { ja: '番号', en: 'Number' },
  previousKey: { ja: '旧番号', en: 'Former number' },
  familyKanji: { ja: '姓', en: 'Family name' },
  givenKanji: { ja: '名', en: 'Given name' },
  familyKana: { ja: '姓(カナ)', en: 'Family name (kana)' },
  givenKana: { ja: '名(カナ)', en: 'Given name (kana)' },
  familyRoman: { ja: '姓(ローマ字)', en: 'Family name (Roman)' },
  givenRoman: { ja: '名(ローマ字)', en: 'Given name (Roman)' },
  nameKanji: { ja: '氏名', en: 'Whole name' },
  nameKana: { ja: '氏名(カナ)', en: 'Whole name (kana)' },
  nameRoman: { ja: '氏名(ローマ字)', en: 'Whole name (Roman)' },
  usualFamilyKanji: { ja: '通称の姓', en: 'Usual family name' },
  usualGivenKanji: { ja: '通称の名', en: 'Usual given name' },
  usualFamilyKana: { ja: '通称の姓(カナ)', en: 'Usual family name (kana)' },
  usualGivenKana: { ja: '通称の名(カナ)', en: 'Usual given name (kana)' },
  usualFamilyRoman: { ja: '通称の姓(ローマ字)', en: 'Usual family name (Roman)' },
  usualGivenRoman: { ja: '通称の名(ローマ字)', en: 'Usual given name (Roman)' },
  formerFamilyKanji: { ja: '旧姓', en: 'Former family name' },
  formerFamilyKana: { ja: '旧姓(カナ)', en: 'Former family name (kana)' },
  formerFamilyRoman: { ja: '旧姓(ローマ字)', en: 'Former family name (Roman)' },
  birthDate: { ja: '生年月日', en: 'Date of birth' },
  sex: { ja: '性別', en: 'Sex as recorded' },
  status: { ja: '身分', en: 'Status' },
  unitCode: { ja: '所属コード', en: 'Unit code' },
  unitName: { ja: '所属', en: 'Unit' },
  title: { ja: '職名', en: 'Title' },
  from: { ja: '開始日', en: 'From' },
  until: { ja: '終了日', en: 'Until' },
  leaveFrom: { ja: '休学・休職の開始日', en: 'On leave from' },
  leaveUntil: { ja: '休学・休職の終了日', en: 'On leave until' },
  mail: { ja: '連絡先メール', en: 'Contact mail' },
  phone: { ja: '連絡先電話', en: 'Contact telephone' },
  hostKey: { ja: '受入責任者の番号', en: "Host's number" },
  voided: { ja: '取消', en: 'Entered by mistake' },
  provisional: { ja: '仮承認', en: 'Proof still missing' },
  asOf: { ja: '作成日', en: 'As of' },
} as const satisfies Record<SourceField, Bilingual>

/** Why a row was set aside; shown with its line, column and header. */
export const quarantineReasons = {
  unbalanced_quote: { ja: '引用符(")が閉じていません。', en: 'A quotation mark is not closed.' },
  stray_quote: { ja: '値の途中に引用符(")があります。', en: 'There is a quotation mark inside a value.' },
  control_character: { ja: '制御文字が含まれています。', en: 'It contains control characters.' },
  wrong_column_count: {
    ja: '列の数が見出し行と合いません。',
    en: 'The number of columns differs from the header row.',
  },
  cut_off: { ja: '行が途中で切れています。', en: 'The row is cut off.' },
  header_again: { ja: '見出し行がもう一度現れています。', en: 'The header row appears again.' },
  duplicate_key: {
    ja: '同じ番号の行が複数あります。どの行も取り込みません。',
    en: 'Several rows have this number; none of them is taken in.',
  },
  empty: { ja: '必要な値が空です。', en: 'A required value is empty.' },
  too_long: { ja: '値が長すぎます。', en: 'The value is too long.' },
  not_a_day: { ja: '日付として読めません。', en: 'It cannot be read as a date.' },
  no_such_day: { ja: '存在しない日付です。', en: 'There is no such date.' },
  implausible_day: { ja: 'ありえない日付です。', en: 'The date is not plausible.' },
  until_before_from: { ja: '終了日が開始日より前です。', en: 'It ends before it begins.' },
  wrong_key: {
    ja: '番号の形が正しくありません。列がずれていないか確かめてください。',
    en: 'The number does not have the right form. Check that the columns are not shifted.',
  },
  unknown_status: {
    ja: 'この身分の語は対応表にありません。',
    en: 'This word for a status is not in the table of the source.',
  },
  formula: {
    ja: '計算式として働く文字(=・+・-・@)で始まっています。',
    en: 'It begins like a formula (= + - @), which a spreadsheet would compute.',
  },
  not_a_code: { ja: 'コードとして読めません。', en: 'It is not a code.' },
  not_mail: { ja: 'メールアドレスとして読めません。', en: 'It is not a mail address.' },
  not_a_phone: { ja: '電話番号として読めません。', en: 'It is not a telephone number.' },
  not_yes_or_no: { ja: '「はい」か「いいえ」かを読み取れません。', en: 'It says neither yes nor no.' },
  unknown_sex: { ja: '性別の値を読み取れません。', en: 'This value for sex is not known.' },
  'name.control_character': { ja: '氏名に制御文字が含まれています。', en: 'The name contains control characters.' },
  'name.direction_control': {
    ja: '氏名に書字方向を変える文字が含まれています。',
    en: 'The name contains characters that turn the direction of writing.',
  },
  'name.unknown_character': {
    ja: '氏名に外字など、読めない文字が含まれています。',
    en: 'The name contains a character that only the sender can read.',
  },
  'name.not_a_name': {
    ja: '氏名に使われない文字(数字・記号など)が含まれています。列がずれていないか確かめてください。',
    en: 'It contains characters that no name has (digits, signs). Check that the columns are not shifted.',
  },
  'name.not_kana': { ja: 'カナの欄にカナ以外の文字があります。', en: 'A kana column holds other characters.' },
  'name.not_roman': {
    ja: 'ローマ字の欄にローマ字以外の文字があります。',
    en: 'A Roman column holds other characters.',
  },
  'name.too_long': { ja: '氏名が長すぎます。', en: 'The name is too long.' },
} as const satisfies Record<QuarantineReason, Bilingual>

/** Why a row was set aside, in words. */
export const quarantineWords = (reason: string): Bilingual =>
  (quarantineReasons as Readonly<Record<string, Bilingual>>)[reason] ?? { ja: reason, en: reason }

/** Why a file as a whole is refused; shown with its line and column. */
export const sourceRefusals = {
  'csv.empty': { ja: 'ファイルが空です。', en: 'The file is empty.' },
  'csv.not_text': {
    ja: '{line}行目・{column}列目：文字のファイルではありません(圧縮ファイルやExcelファイルなど)。CSVとして書き出してください。',
    en: 'Line {line}, column {column}: this is not a text file (perhaps an archive or an Excel workbook). Export it as CSV.',
  },
  'csv.wrong_encoding': {
    ja: '{line}行目・{column}列目：文字コードが取込元の設定と違います。',
    en: 'Line {line}, column {column}: the encoding is not the one set for this source.',
  },
  'csv.wrong_delimiter': {
    ja: '{line}行目・{column}列目：区切り文字が取込元の設定と違います。',
    en: 'Line {line}, column {column}: the delimiter is not the one set for this source.',
  },
  'csv.too_large': { ja: '{line}行目：ファイルが大きすぎます。', en: 'Line {line}: the file is too large.' },
  'csv.line_too_long': {
    ja: '{line}行目・{column}列目：行が長すぎます。',
    en: 'Line {line}, column {column}: the line is too long.',
  },
  'csv.too_many_columns': {
    ja: '{line}行目・{column}列目：列が多すぎます。',
    en: 'Line {line}, column {column}: there are too many columns.',
  },
  'csv.too_many_rows': { ja: '{line}行目：行が多すぎます。', en: 'Line {line}: there are too many rows.' },
  'csv.duplicate_column': {
    ja: '{line}行目・{column}列目：同じ見出しの列がほかにもあります。',
    en: 'Line {line}, column {column}: another column has the same header.',
  },
  'csv.broken_header': {
    ja: '{line}行目・{column}列目：見出し行を読めません。',
    en: 'Line {line}, column {column}: the header row cannot be read.',
  },
  'source.missing_columns': {
    ja: '{line}行目：必要な列が見出し行にありません（{headers}）。',
    en: 'Line {line}: necessary columns are missing from the header row ({headers}).',
  },
  'source.no_rows': {
    ja: '見出し行のほかに行がありません。何も変更しません。',
    en: 'There are no rows below the header. Nothing is changed.',
  },
} as const satisfies Record<SourceRefusal['code'], Bilingual>

export const matchRules = {
  same_key: { ja: '同じ取込元の同じ番号', en: 'Same number of the same source' },
  previous_number: { ja: '旧番号', en: 'Former number' },
  family_name: { ja: '姓', en: 'Family name' },
  given_name: { ja: '名', en: 'Given name' },
  birth_date: { ja: '生年月日', en: 'Date of birth' },
  mail: { ja: 'メールアドレス', en: 'Mail address' },
  phone: { ja: '電話番号', en: 'Telephone' },
  sex: { ja: '性別', en: 'Sex as recorded' },
} as const satisfies Record<MatchRule, Bilingual>

export const matchDetails = {
  former_name: { ja: '旧姓と一致', en: 'Agrees with a former name' },
  voicing: { ja: '清濁の違い', en: 'Voicing differs' },
  other_reading: { ja: '読みが異なる', en: 'Other reading' },
  other_kanji: { ja: '読みは同じで漢字が異なる', en: 'Same reading, other kanji' },
  spelling: { ja: '一部の文字が異なる', en: 'Some letters differ' },
  middle_name: { ja: 'ミドルネームの有無', en: 'With and without a middle name' },
  swapped: { ja: '姓と名が逆', en: 'Family and given name swapped' },
  one_part: { ja: '年・月・日の一つが異なる', en: 'One of year, month and day differs' },
  day_and_month_swapped: { ja: '月と日が逆', en: 'Day and month swapped' },
} as const satisfies Record<Exclude<MatchDetail | NameDetail, null>, Bilingual>

export const matchConflicts = {
  birth_date_differs: { ja: '確認済みの生年月日が異なります。', en: 'The verified dates of birth differ.' },
  other_number_in_same_system: {
    ja: '同じ原簿に別の番号で在籍しています。',
    en: 'The same office counts this person under another number.',
  },
  key_of_another_person: {
    ja: 'この番号はこれまで別の人のものでした。',
    en: 'Until now this number was that of somebody else.',
  },
} as const satisfies Record<MatchConflict, Bilingual>
