/** ○ The words of applying for others: one by a form, many by a file. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { BatchField, Likeness } from '../batch.ts'

export const batchWords = {
  batches: { ja: 'まとめて申請', en: 'Apply for others' },
  batchesLead: {
    ja: '部局の方のSPS-IDや非常勤講師のECS-IDなどを、本人に代わって申請します。1人なら入力画面から、多いときはファイルで。判断は情報環境支援センターが行います。',
    en: 'Apply on behalf of your department’s people. Use the form for one person, a file for many. The ICT Support Center decides.',
  },
  personnelLead: {
    ja: '名誉教授の称号を受けた方などを、人事として申請します。1人なら入力画面から、多いときはファイルで。',
    en: 'Personnel applies for professors emeriti. Use the form for one person, a file for many.',
  },
  officeLead: {
    ja: '部局と人事がまとめて出した申請です。一つの書類に全員が載っているときは、まとめて確認・承認できます。',
    en: 'What departments and personnel handed in together. Where one paper names them all, it is checked and admitted at once.',
  },
  one: { ja: '1人の申請を入力する', en: 'Apply for one person' },
  oneLead: { ja: '書類に書かれたとおりに入力してください。', en: 'Enter what the papers say.' },
  romanHint: {
    ja: '旅券（パスポート）の表記。お名前が一つだけの方は、ここに書いてください。',
    en: 'As in the passport. If the person has one name only, write it here.',
  },
  mailHint: {
    ja: '承認の結果などをお知らせします。ない方には、書面でお渡しします。',
    en: 'We write to it about the decision. Whoever has none is handed a letter.',
  },
  oneSubmit: { ja: '申請を提出する', en: 'Hand in' },
  upload: { ja: 'ファイルで申請する', en: 'Apply with a file' },
  uploadLead: {
    ja: '読み込んでも、まだ申請にはなりません。内容を確かめてから提出します。',
    en: 'Reading a file applies for nobody yet. You look at it first, then hand it in.',
  },
  template: { ja: 'ひな形をダウンロードする（CSV）', en: 'Download the template (CSV)' },
  file: { ja: 'ファイル', en: 'File' },
  fileHint: {
    ja: 'CSVまたはTSV。文字コードはUTF-8でもShift_JISでも読めます。200人まで。1行目は見出しにしてください。',
    en: 'CSV or TSV, in UTF-8 or Shift_JIS, up to 200 people. The first line holds the headings.',
  },
  statusForAll: { ja: '身分（ファイルに列がないとき）', en: 'Status, where the file has no column for it' },
  fromColumn: { ja: 'ファイルの列のとおり', en: 'As the file says' },
  unit: { ja: '部局', en: 'Department' },
  unitHeld: { ja: '退職時の部局', en: 'Department last belonged to' },
  read: { ja: '読み込む', en: 'Read the file' },
  recent: { ja: '最近のまとまり', en: 'Recent batches' },
  recentNone: { ja: 'まとめて出された申請はまだありません。', en: 'No batch was handed in yet.' },
  readAt: { ja: '読み込み', en: 'Read' },
  people: { ja: '人数', en: 'People' },
  leftOut: { ja: '除いた行', en: 'Left out' },
  state: { ja: '状態', en: 'State' },
  rehearsal: { ja: '読み込んだ内容の確認', en: 'What this file would do' },
  rehearsalLead: {
    ja: 'まだ何も申請されていません。行ごとの見込みを確かめて、提出してください。',
    en: 'Nothing was applied for yet. Look at each row, then hand them in.',
  },
  line: { ja: '行', en: 'Line' },
  name: { ja: '氏名', en: 'Name' },
  status: { ja: '身分', en: 'Status' },
  period: { ja: '期間', en: 'Period' },
  verdict: { ja: '見込み', en: 'What follows' },
  why: { ja: '理由', en: 'Why' },
  column: { ja: '列', en: 'Column' },
  wholeRow: { ja: '行全体', en: 'Whole row' },
  brokenTitle: { ja: '読めなかった行', en: 'Rows that cannot be taken' },
  brokenLead: {
    ja: 'この行は申請されません。直した行だけのファイルを、あとで読み込むこともできます。',
    en: 'These rows are left out. You can correct them and read them in another file later.',
  },
  brokenFile: { ja: '読めなかった行をダウンロードする', en: 'Download these rows' },
  goodTitle: { ja: '申請する人', en: 'People to apply for' },
  handIn: { ja: '{count}人分を提出する', en: 'Hand in for {count} people' },
  handInWhat: { ja: '{count}人を申請します', en: '{count} people will be applied for' },
  handInWhole: { ja: 'すべての行が読めました。', en: 'Every row could be read.' },
  handInPart: { ja: '読めなかった{count}行は除かれます。', en: '{count} rows that cannot be read are left out.' },
  nobody: {
    ja: '申請できる行がありません。下の理由を見て、列の対応かファイルを直してください。',
    en: 'No row can be taken. See why below, and correct the columns or the file.',
  },
  discard: { ja: '取りやめる', en: 'Discard' },
  columns: { ja: '列の対応', en: 'Columns' },
  columnsLead: {
    ja: '見出しから推測しました。違うときは選び直してください。',
    en: 'Guessed from the headings. Correct what is wrong.',
  },
  notThere: { ja: '（ない）', en: '(none)' },
  saveColumns: { ja: 'この対応で読み直す', en: 'Read again with these' },
  handedIn: { ja: '提出された申請', en: 'Applications of this batch' },
  evidence: { ja: '一つの書類でまとめて確認する', en: 'One paper names them all' },
  evidenceLead: {
    ja: '委嘱状の名簿や名誉教授の名簿など、全員が載った書類の原本を見たときに使います。該当する{count}人に記録されます。',
    en: 'For a list of appointments or of emeriti whose original you have seen. It is recorded for {count} people.',
  },
  admitAll: { ja: '確認の済んだ人をまとめて承認する', en: 'Admit all whose proof was seen' },
  admitAllWhy: { ja: '書類の確認が済んだ{count}人です。', en: '{count} people whose proof was seen.' },
} as const satisfies Record<string, Bilingual>

export const likenessNames = {
  new: { ja: '新しい人', en: 'New' },
  known: { ja: '既知の人', en: 'Known' },
  doubtful: { ja: '確認が必要', en: 'Doubtful' },
  unreadable: { ja: '読めない', en: 'Cannot be taken' },
} as const satisfies Record<Likeness | 'unreadable', Bilingual>

export const likenessReasons = {
  new: { ja: '似た人は台帳にいません。', en: 'Nobody in the registry resembles them.' },
  known: { ja: '台帳の人と一致しました。', en: 'The registry knows this person.' },
  doubtful: {
    ja: '台帳に似た人がいます。承認のあと、名寄せで確かめます。',
    en: 'Somebody in the registry resembles them; a match case follows.',
  },
} as const satisfies Record<Likeness, Bilingual>

/** What a row may be refused for beside its answers and its writing. */
export const batchProblems = {
  twice: { ja: '同じ人が2行以上あります。1行だけ残してください。', en: 'This person stands in two rows. Keep one.' },
  unknown_number: {
    ja: '継続できる申請番号ではありません。',
    en: 'This is not the number of an application that can be continued.',
  },
  too_many: { ja: '一度に申請できるのは200人までです。', en: 'At most 200 people can be applied for at once.' },
} as const satisfies Record<'twice' | 'unknown_number' | 'too_many', Bilingual>

/** Headings of the template; they are those by which a file is understood without help. */
export const batchFieldNames = {
  status: { ja: '身分', en: 'Status' },
  familyKanji: { ja: '氏', en: 'Family name' },
  givenKanji: { ja: '名', en: 'Given name' },
  familyKana: { ja: 'フリガナ（氏）', en: 'Family name, kana' },
  givenKana: { ja: 'フリガナ（名）', en: 'Given name, kana' },
  familyRoman: { ja: '英字氏', en: 'Family name, roman' },
  givenRoman: { ja: '英字名', en: 'Given name, roman' },
  nameKanji: { ja: '氏名', en: 'Whole name' },
  nameKana: { ja: '氏名カナ', en: 'Whole name, kana' },
  nameRoman: { ja: '英字氏名', en: 'Whole name, roman' },
  birthDate: { ja: '生年月日', en: 'Date of birth' },
  title: { ja: '職名', en: 'Title' },
  from: { ja: '開始日', en: 'First day' },
  lastDay: { ja: '終了日', en: 'Last day' },
  mail: { ja: '連絡先メール', en: 'Contact mail' },
  continues: { ja: '旧番号', en: 'Former application number' },
} as const satisfies Record<BatchField, Bilingual>
