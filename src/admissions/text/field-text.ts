/** ○ The questions, what an answer must be, and the papers that prove it. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { AnswerName, AnswerProblem, StepName } from '../answers.ts'
import type { Proof } from '../statuses.ts'

export const stepWords = {
  status: {
    title: { ja: 'どの身分で利用しますか', en: 'What will you be at the university?' },
    name: { ja: '身分', en: 'Status' },
  },
  name: { title: { ja: 'お名前を教えてください', en: 'What is your name?' }, name: { ja: '氏名', en: 'Name' } },
  birth: {
    title: { ja: '生年月日を教えてください', en: 'When were you born?' },
    name: { ja: '生年月日', en: 'Date of birth' },
  },
  place: {
    title: { ja: '所属と期間を教えてください', en: 'Where, and for how long?' },
    name: { ja: '所属と期間', en: 'Unit and period' },
  },
  contact: {
    title: { ja: '連絡先のメールアドレスを教えてください', en: 'Where can we write to you?' },
    name: { ja: '連絡先', en: 'Contact' },
  },
  proof: {
    title: { ja: 'どの書類で証明しますか', en: 'What will you show as proof?' },
    name: { ja: '証明書類', en: 'Proof' },
  },
} as const satisfies Record<StepName, { title: Bilingual; name: Bilingual }>

export const fieldNames = {
  status: { ja: '身分', en: 'Status' },
  familyKanji: { ja: '氏（漢字など）', en: 'Family name in kanji, if any' },
  givenKanji: { ja: '名（漢字など）', en: 'Given name in kanji, if any' },
  familyKana: { ja: '氏（カナ）', en: 'Family name in kana, if any' },
  givenKana: { ja: '名（カナ）', en: 'Given name in kana, if any' },
  familyRoman: { ja: '氏（ローマ字）', en: 'Family name' },
  givenRoman: { ja: '名（ローマ字）', en: 'Given name' },
  usualFamilyKanji: { ja: '使用する氏（漢字など）', en: 'Family name you use, in kanji' },
  usualGivenKanji: { ja: '使用する名（漢字など）', en: 'Given name you use, in kanji' },
  usualFamilyRoman: { ja: '使用する氏（ローマ字）', en: 'Family name you use' },
  usualGivenRoman: { ja: '使用する名（ローマ字）', en: 'Given name you use' },
  birthDate: { ja: '生年月日', en: 'Date of birth' },
  unitName: { ja: '所属する部局', en: 'Department' },
  title: { ja: '職名', en: 'Title' },
  hostMail: { ja: '受入責任者の大学メールアドレス', en: 'University mail address of the host' },
  from: { ja: '開始日', en: 'First day' },
  lastDay: { ja: '最終日', en: 'Last day' },
  purpose: { ja: '利用の目的', en: 'Purpose' },
  mail: { ja: '連絡先メールアドレス', en: 'Contact mail address' },
  proof: { ja: '証明書類', en: 'Proof' },
} as const satisfies Record<AnswerName, Bilingual>

export const fieldHints: { readonly [Name in AnswerName]?: Bilingual } = {
  familyRoman: {
    ja: '旅券（パスポート）の表記。お名前が一つだけの方は、ここに書いてください。',
    en: 'As in your passport. If you have one name only, write it here.',
  },
  hostMail: {
    ja: '受け入れる教員・職員の大学のアドレスです。その方に確認のメールが届きます。',
    en: 'The address of the member of staff who receives you. They will be asked to confirm.',
  },
  from: { ja: '書類に書かれた開始日。例：2027-04-01', en: 'As on your papers. For example, 2027-04-01' },
  lastDay: { ja: '書類に書かれた最後の日。例：2028-03-31', en: 'The last day on your papers. For example, 2028-03-31' },
  mail: {
    ja: '申請の状況をお知らせします。6桁の確認コードを送ります。',
    en: 'We write to it about your application, and send a six-digit code to it first.',
  },
  unitName: { ja: '例：理学研究科', en: 'For example, Graduate School of Science' },
  birthDate: { ja: '例：1990-04-01', en: 'For example, 1990-04-01' },
}

export const problems = {
  missing: { ja: '{field}を入力してください。', en: 'Fill in: {field}.' },
  too_long: { ja: '{field}は120文字までで入力してください。', en: '{field}: at most 120 characters.' },
  control_character: {
    ja: '{field}に使えない文字があります。打ち直してください。',
    en: '{field} holds a character that cannot be used. Type it again.',
  },
  no_name: {
    ja: 'お名前を入力してください。ローマ字は必ず必要です。',
    en: 'Write your name. Roman letters are always needed.',
  },
  needs_family: {
    ja: 'お名前が一つだけの方は、氏の欄に入力してください。',
    en: 'If you have one name only, write it as the family name.',
  },
  not_a_day: {
    ja: '{field}は 2027-04-01 のように、実在する日付で入力してください。',
    en: '{field}: write a date such as 2027-04-01.',
  },
  implausible_day: { ja: '{field}の年をご確認ください。', en: '{field}: check the year.' },
  ends_before_it_begins: {
    ja: '最終日は、開始日と今日より後の日にしてください。',
    en: 'The last day must be after the first day, and not be over.',
  },
  too_long_a_period: {
    ja: 'この身分で申請できる期間を超えています。',
    en: 'The period is longer than this status allows.',
  },
  mail_wrong: {
    ja: 'メールアドレスは name@example.ac.jp の形で入力してください。',
    en: 'Write an address such as name@example.ac.jp.',
  },
  not_offered: { ja: '選択肢から選んでください。', en: 'Choose one of those offered.' },
  unreadable: { ja: '{field}の書き方をご確認ください。', en: 'Check how {field} is written.' },
} as const satisfies Record<AnswerProblem, Bilingual>

export const proofNames = {
  'appointment-letter': {
    ja: '委嘱状・任用通知書（部局長印のあるもの）',
    en: 'Letter of appointment with the director’s seal',
  },
  'part-time-lecturer-id': { ja: '非常勤講師証', en: 'Part-time-lecturer ID' },
  'jsps-letter': { ja: '日本学術振興会の採用通知書', en: 'JSPS award letter' },
  'jsps-id': { ja: '日本学術振興会の身分証', en: 'JSPS ID' },
  'certificate-of-acceptance': {
    ja: '受入証明書（受入責任者・期間・氏名・身分のあるもの）',
    en: 'Certificate of acceptance (host, period, name, status)',
  },
  'employment-paper': { ja: '労働条件通知書などの雇用を示す書類', en: 'Employment paper' },
  'emeritus-certificate': { ja: '名誉教授称号記', en: 'Emeritus certificate' },
  approval: { ja: '部局の承認書', en: 'Approval of the department' },
} as const satisfies Record<Proof, Bilingual>

export const documentNames: Readonly<Record<string, Bilingual>> = {
  ...proofNames,
  none: { ja: '書類なし（上長の証言）', en: 'No document (word of the superior)' },
}

export const methodNames = {
  'in-person': { ja: '対面', en: 'In person' },
  'call-back': { ja: '登録済み電話への折り返し', en: 'Call back to a registered telephone' },
  'registered-contact': { ja: '登録済み連絡先への確認コード', en: 'Code to a registered contact' },
  superior: { ja: '上長の証言', en: 'Word of the superior' },
} as const satisfies Record<string, Bilingual>
export const counterNames = {
  main: { ja: '情報環境支援センター', en: 'ICT Support Center' },
  agent: { ja: '取次窓口（受付のみ）', en: 'Agent counter (forwards only)' },
  department: { ja: '部局', en: 'Department' },
} as const satisfies Record<string, Bilingual>
