/** ○ This module's words, in Japanese and English. */
import { fill, type Bilingual } from '../kernel/bilingual.ts'
import { dayInWords, daysBetween, type Day } from '../kernel/day.ts'
import type { AccountKind, Cause, Situation, AccountState } from './account.ts'
import type { KeyState, KeyChannel } from './activation-key.ts'
import type { Evidence } from './evidence.ts'
import type { NoticeKind } from './stop-notice.ts'

/** The university's own names for its two kinds. */
export const kindNames = {
  ECS: { ja: 'ECS-ID', en: 'ECS-ID' },
  SPS: { ja: 'SPS-ID', en: 'SPS-ID' },
} as const satisfies Record<AccountKind, Bilingual>

export const stateNames = {
  reserved: { ja: '準備中', en: 'In preparation' },
  pending: { ja: '有効化待ち', en: 'Waiting for activation' },
  active: { ja: '利用中', en: 'In use' },
  grace: { ja: '猶予期間', en: 'Grace period' },
  suspended: { ja: '一時停止', en: 'Suspended' },
  closed: { ja: '廃止', en: 'Closed' },
} as const satisfies Record<AccountState, Bilingual>

export const situationNames = {
  ...stateNames,
  'awaiting-notice': { ja: '通知書待ち', en: 'Waiting for its notice' },
  'awaiting-activation': { ja: '有効化待ち', en: 'Waiting for activation' },
  lapsed: { ja: '有効化期限切れ', en: 'Activation deadline passed' },
  ending: { ja: '停止予定', en: 'Ending' },
} as const satisfies Record<Situation | AccountState, Bilingual>

/** The state in a sentence to its owner. */
export const situationSentences = {
  reserved: {
    ja: 'アカウント名は決まっています。利用開始日になると、通知書の有効化キーで有効化できます。',
    en: 'The account name is set. From your first day you can activate it with the key on your notice.',
  },
  'awaiting-notice': {
    ja: '有効化の通知書をまだ受け取っていない場合は、所属の窓口でお受け取りください。',
    en: 'If you have not received your activation notice yet, please ask at the office of your unit.',
  },
  'awaiting-activation': {
    ja: '通知書の有効化キーで有効化すると、使えるようになります。',
    en: 'It can be used once you activate it with the key on your notice.',
  },
  lapsed: {
    ja: '有効化キーの期限が過ぎました。学生証・職員証を持って窓口で延長を申し出てください。',
    en: 'The deadline of your activation key has passed. Please bring your university ID to the counter to have it extended.',
  },
  active: { ja: '問題なく使えます。', en: 'It is in good order.' },
  ending: { ja: '使えますが、停止の予定があります。', en: 'It can be used, but it will end.' },
  grace: {
    ja: '利用資格は終わりました。停止日まで、データの引き取りとこのページに限って使えます。',
    en: 'Your right to use it has ended. Until it stops you can use it to take your data with you, and for this page.',
  },
  suspended: {
    ja: '一時停止しています。情報環境支援センターにお問い合わせください。',
    en: 'It has been suspended. Please contact the ICT Support Center.',
  },
  closed: {
    ja: '廃止されました。アカウント名がほかの人に使われることはありません。',
    en: 'It has been closed. Its name will never be given to anyone else.',
  },
} as const satisfies Record<Situation, Bilingual>

export const causeNames = {
  discipline: { ja: '懲戒・規程違反', en: 'Breach of the rules' },
  compromise: { ja: '不正利用の疑い', en: 'Suspected compromise' },
  report: { ja: '本人・部局からの申し出', en: 'Asked for by the person or unit' },
  other: { ja: 'その他', en: 'Other' },
} as const satisfies Record<Cause, Bilingual>

export const keyStateNames = {
  issued: { ja: '発行済み', en: 'Issued' },
  delivered: { ja: '交付済み', en: 'Handed over' },
  redeemed: { ja: '使用済み', en: 'Used' },
  expired: { ja: '期限切れ', en: 'Expired' },
  revoked: { ja: '取消し', en: 'Revoked' },
  burned: { ja: '誤入力5回で無効', en: 'Void after five wrong tries' },
} as const satisfies Record<KeyState, Bilingual>

export const channelNames = {
  letter: { ja: '通知書（一括）', en: 'Letter (batch)' },
  counter: { ja: '窓口', en: 'Counter' },
} as const satisfies Record<KeyChannel, Bilingual>

/** Which of a person's addresses a notice went to. */
export const addressKinds = {
  university: { ja: '大学のメール', en: 'university mail' },
  personal: { ja: '個人のメール', en: 'personal mail' },
  notification: { ja: '連絡先メール', en: 'contact mail' },
} as const satisfies Record<string, Bilingual>

export const purposeNames = {
  'new-use': { ja: '新規利用', en: 'New use' },
  'forgotten-password': { ja: 'パスワード忘れ', en: 'Forgotten password' },
  'extend-deadline': { ja: '有効化期限の延長', en: 'Extension of the deadline' },
} as const satisfies Record<Evidence['purpose'], Bilingual>

export const methodNames = {
  'in-person': { ja: '対面で証明書を確認した', en: 'Document seen in person' },
  'call-back': { ja: '登録電話に折り返した（2名で確認）', en: 'Called back on the registered phone (two officers)' },
  'registered-contact': {
    ja: '登録連絡先にコードを送った（2名で確認）',
    en: 'Code to a registered contact (two officers)',
  },
  superior: { ja: '上司・受入責任者が証言した（2名で確認）', en: 'Word of the superior or host (two officers)' },
} as const satisfies Record<Evidence['method'], Bilingual>

export const documentNames = {
  'student-id': { ja: '学生証', en: 'Student ID' },
  'staff-id': { ja: '職員証・認証ICカード', en: 'Staff ID or authentication IC card' },
  'part-time-lecturer-id': { ja: '非常勤講師証', en: 'Part-time lecturer ID' },
  'emeritus-certificate': { ja: '名誉教授証', en: 'Certificate of emeritus' },
  'jsps-letter': { ja: '学振の採用通知・証明書', en: 'JSPS award letter or ID' },
  'certificate-of-acceptance': { ja: '受入証明書', en: 'Certificate of acceptance' },
  'public-photo-id': { ja: '公的な写真付き身分証', en: 'Public photo ID' },
  none: { ja: 'なし', en: 'None' },
} as const satisfies Record<Evidence['document'], Bilingual>

export const counterNames = {
  main: { ja: '情報環境支援センター', en: 'ICT Support Center' },
  department: { ja: '部局の窓口', en: 'Office of a unit' },
  agent: { ja: '取次窓口', en: 'Agent counter' },
} as const satisfies Record<Evidence['counter'], Bilingual>

export const noticeKindNames = {
  'stop-announced': { ja: '停止予告', en: 'Stop announced' },
  'stop-reminder': { ja: '停止予告（再通知）', en: 'Stop reminder' },
  'stop-withdrawn': { ja: '停止予告の取消し', en: 'Stop withdrawn' },
} as const satisfies Record<NoticeKind, Bilingual>

/** What was done to an account, for its timeline. */
export const actNames: Readonly<Record<string, Bilingual>> = {
  issue: { ja: 'アカウント名を決定', en: 'Name issued' },
  open: { ja: '有効化待ちになった', en: 'Opened for activation' },
  reopen: { ja: '再び有効化待ちになった', en: 'Opened again' },
  activate: { ja: '有効化した', en: 'Activated' },
  'announce-stop': { ja: '停止を予告した', en: 'Stop announced' },
  'remind-of-stop': { ja: '停止を再通知した', en: 'Reminded of the stop' },
  'withdraw-stop': { ja: '停止の予告を取り消した', en: 'Stop withdrawn' },
  'enter-grace': { ja: '猶予期間に入った', en: 'Grace period began' },
  restore: { ja: '利用中に戻った', en: 'Back in use' },
  close: { ja: '廃止した', en: 'Closed' },
  suspend: { ja: '一時停止した', en: 'Suspended' },
  resume: { ja: '停止を解除した', en: 'Suspension lifted' },
  rename: { ja: 'アカウント名を変更した', en: 'Renamed' },
  'issue-key': { ja: '有効化キーを発行した', en: 'Key issued' },
  'follow-merge': { ja: '利用者の統合に伴い移った', en: 'Moved when its owner was merged' },
  'return-home': { ja: '統合の取消に伴い戻った', en: 'Returned when the merge was undone' },
  'stand-back': {
    ja: '同じ種類の別のアカウントを残すことになった',
    en: 'Another account of the kind stays in its place',
  },
  'stand-in': { ja: 'このアカウントを残すことになった', en: 'It stays after all' },
}

/** Changes with the wording of stop notices; kept with every notice sent. */
export const stopTextVersion = '2026-11'

type StopFacts = {
  readonly kind: AccountKind
  readonly username: string
  readonly stopOn: Day
  readonly eligibilityEnd: Day | null
  /** The account that stays instead, where two persons were found to be one; else null. */
  readonly staysInstead: string | null
  readonly today: Day
  readonly baseUrl: string
}

const stopMails = {
  'stop-announced': {
    subject: { ja: '【停止予告】{kind}は{day}に停止します', en: '[Notice] Your {kind} will stop on {day}' },
    lead: {
      ja: 'あなたの{kind}（{username}）は、{day}（あと{days}日）に停止します。この日から、サインインできなくなります。',
      en: 'Your {kind} ({username}) will stop on {day}, in {days} days. From that day you can no longer sign in.',
    },
  },
  'stop-reminder': {
    subject: {
      ja: '【再通知・あと{days}日】{kind}は{day}に停止します',
      en: '[Reminder, {days} days left] Your {kind} will stop on {day}',
    },
    lead: {
      ja: 'あなたの{kind}（{username}）は、あと{days}日、{day}に停止します。この日から、サインインできなくなります。',
      en: 'Your {kind} ({username}) will stop in {days} days, on {day}. From that day you can no longer sign in.',
    },
  },
  'stop-withdrawn': {
    subject: {
      ja: '【お知らせ】{kind}の停止予告を取り消します',
      en: '[Notice] Your {kind} will not stop as announced',
    },
    lead: {
      ja: 'あなたの{kind}（{username}）を{day}に停止するとお知らせしましたが、利用資格が続くことになりましたので、停止しません。手続きは要りません。',
      en: 'We told you that your {kind} ({username}) would stop on {day}. Your right to use it continues, so it will not. There is nothing you need to do.',
    },
  },
} as const satisfies Record<NoticeKind, { readonly subject: Bilingual; readonly lead: Bilingual }>

/** What stops with an account, and what its owner should do before. */
export const stopItems = {
  ECS: {
    ja: [
      'KUMOI（学生用メール）',
      'LMS・KULASISなどの学内サービス',
      '電子ジャーナルと図書館サービス',
      '学内Wi-Fi',
      'Microsoft 365・Google・Zoom・オンラインストレージ',
    ],
    en: [
      'KUMOI (student mail)',
      'LMS, KULASIS and other campus services',
      'E-journals and library services',
      'Campus Wi-Fi',
      'Microsoft 365, Google, Zoom and online storage',
    ],
  },
  SPS: {
    ja: [
      'KUMail（教職員用メール）',
      'グループウェア・財務・人事の各システム',
      '電子ジャーナルと図書館サービス',
      '学内Wi-Fi',
      'Microsoft 365・Google・Zoom・オンラインストレージ',
    ],
    en: [
      'KUMail (staff mail)',
      'Groupware, finance and personnel systems',
      'E-journals and library services',
      'Campus Wi-Fi',
      'Microsoft 365, Google, Zoom and online storage',
    ],
  },
} as const satisfies Record<AccountKind, { readonly ja: readonly string[]; readonly en: readonly string[] }>

export const leaverDuties: readonly Bilingual[] = [
  { ja: '必要なファイルとメールを手元に移す', en: 'Move the files and mail you need' },
  {
    ja: 'メールの転送先を登録する（停止後360日間）',
    en: 'Set where your mail is forwarded (for 360 days after the stop)',
  },
  { ja: '共有ファイルの所有者を後任の人に変える', en: 'Make your successor the owner of shared files' },
  { ja: 'VLANやホスティングの管理者を引き継ぐ', en: 'Hand over VLAN and hosting administration' },
  { ja: '連絡先のメールアドレスが使えるか確かめる', en: 'Check that your notification address still works' },
  { ja: '使ったパソコンから多要素認証の設定を消す', en: 'Remove your multi-factor settings from the PCs you used' },
  { ja: 'ICカードを返す', en: 'Return your IC card' },
]

/** A stop notice as plain text in both languages: who, what, when, what to do. */
export const stopMail = (kind: NoticeKind, facts: StopFacts): { readonly subject: string; readonly body: string } => {
  const days = Math.max(daysBetween(facts.today, facts.stopOn), 0)
  const values = (language: 'ja' | 'en') => ({
    kind: kindNames[facts.kind][language],
    username: facts.username,
    day: dayInWords(facts.stopOn)[language],
    days,
  })
  const words = (text: Bilingual, language: 'ja' | 'en'): string => fill(text, values(language))[language]
  const { subject, lead } = stopMails[kind]
  const body = (['ja', 'en'] as const).flatMap(language => [
    words(lead, language),
    '',
    ...(kind === 'stop-withdrawn' ? [] : stopDetail(facts, language)),
    words(mailWords.where, language),
    `${facts.baseUrl}/my/accounts`,
    '',
    words(mailWords.mistake, language),
    ...(language === 'ja' ? ['', '――――――――――', ''] : []),
  ])
  return { subject: `${words(subject, 'ja')} / ${words(subject, 'en')}`, body: body.join('\n') }
}

const mailWords = {
  stops: { ja: '停止すると使えなくなるもの', en: 'What you will no longer be able to use' },
  duties: { ja: '停止日までにしていただきたいこと', en: 'What to do before that day' },
  limited: {
    ja: '利用資格は{day}に終わります。その日から停止日までは、データの引き取りに限って使えます。',
    en: 'Your right to use it ends on {day}. From then until it stops, it can be used only to take your data with you.',
  },
  oneOfTwo: {
    ja: 'あなたの登録が二つあることが分かり、一つにまとめました。今後は{username}をお使いください。{day}から停止日までは、こちらは、データの引き取りに限って使えます。',
    en: 'You were recorded twice, and the two have been made one. Please use {username} from now on. From {day} until it stops, the other can be used only to take your data with you.',
  },
  where: { ja: '詳しい日程と転送の設定：', en: 'Dates in detail, and forwarding:' },
  mistake: {
    ja: 'お心当たりがない場合は、所属の担当窓口または情報環境支援センターにご連絡ください。このメールがパスワードをお尋ねすることはありません。',
    en: 'If you think this is a mistake, please contact your unit or the ICT Support Center. We never ask for your password.',
  },
} as const satisfies Record<string, Bilingual>

const stopDetail = (
  { kind, stopOn, eligibilityEnd, staysInstead }: StopFacts,
  language: 'ja' | 'en',
): readonly string[] => [
  ...(eligibilityEnd !== null && eligibilityEnd < stopOn
    ? [limitsInWords(dayInWords(eligibilityEnd)[language], staysInstead)[language], '']
    : []),
  `${language === 'ja' ? '■' : '*'} ${mailWords.stops[language]}`,
  ...stopItems[kind][language].map(item => `  - ${item}`),
  '',
  `${language === 'ja' ? '■' : '*'} ${mailWords.duties[language]}`,
  ...leaverDuties.map(item => `  - ${item[language]}`),
  '',
]

const limitsInWords = (day: string, staysInstead: string | null): Bilingual =>
  staysInstead === null ? fill(mailWords.limited, { day }) : fill(mailWords.oneOfTwo, { day, username: staysInstead })
