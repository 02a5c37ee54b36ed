/** ○ The panel's words. */
export const words = {
  title: { ja: 'デモの操作盤', en: 'The demo’s panel' },
  lead: {
    ja: '誰にでもなり、時計を動かし、届いたメールを読めます。本番にはこのページはありません。',
    en: 'Become anyone, move the clock, read the mail. Production has no such page.',
  },
  tabs: {
    people: { ja: '人', en: 'People' },
    mail: { ja: 'メール', en: 'Mail' },
    files: { ja: 'ファイル', en: 'Files' },
  },
  clock: { ja: '時計', en: 'The clock' },
  clockNow: { ja: '大学の今', en: 'Now at the university' },
  clockWhat: {
    ja: '進めると、その間の夜ごとに、予告・停止・突合が行われます。',
    en: 'As it advances, each night in between does its notices, stops and checks.',
  },
  day: { ja: '1日進める', en: 'A day on' },
  week: { ja: '1週間進める', en: 'A week on' },
  month: { ja: '30日進める', en: '30 days on' },
  april: { ja: '次の4月1日へ', en: 'To the next 1 April' },
  reset: { ja: '現実の時刻に戻す', en: 'Back to real time' },
  people: { ja: '若葉大学の人々', en: 'The people of Wakaba University' },
  officers: { ja: '担当者', en: 'Officers' },
  members: { ja: '学生・教職員・学外者', en: 'Students, staff and guests' },
  become: { ja: 'この人になる', en: 'Become' },
  activate: { ja: '有効化してなる', en: 'Activate and become' },
  byHand: { ja: '通知書で有効化する', en: 'Activate with the notice' },
  noAccount: { ja: 'アカウントなし', en: 'No account' },
  key: { ja: '有効化キー', en: 'Activation key' },
  password: { ja: 'パスワード', en: 'Password' },
  details: { ja: 'アカウント名とパスワード', en: 'Usernames and passwords' },
  sample: { ja: '見本サービス', en: 'Sample services' },
  sampleWhat: {
    ja: '方式ごとにサインインし、渡された属性を見る',
    en: 'Sign in by each protocol, and see what was released',
  },
  refused: {
    ja: 'この人は今サインインできません。アカウントが停止・廃止されたか、パスワードが変わりました。',
    en: 'This person cannot sign in now: the account is stopped or closed, or the password was changed.',
  },
  refusedTitle: { ja: 'サインインできませんでした', en: 'Not signed in' },
  back: { ja: '操作盤に戻る', en: 'Back to the panel' },
  notUnderstood: { ja: 'その時刻は指定できません。', en: 'The clock cannot go there.' },
  mail: { ja: '届いたメール', en: 'Mail' },
  noMail: { ja: 'メールはまだありません。時計を進めてみてください。', en: 'No mail yet: try moving the clock.' },
  mailBody: { ja: 'メールの本文', en: 'The text of the mail' },
  files: { ja: '試すためのファイル', en: 'Files to try' },
  filesWhat: {
    ja: '台帳担当になって「取込」でお試しください。',
    en: 'Become a registrar and try them under Imports.',
  },
  states: {
    reserved: { ja: '予約', en: 'reserved' },
    pending: { ja: '有効化待ち', en: 'to be activated' },
    active: { ja: '利用中', en: 'active' },
    grace: { ja: '猶予中', en: 'in grace' },
    suspended: { ja: '停止中', en: 'suspended' },
    closed: { ja: '廃止', en: 'closed' },
  },
} as const

// prettier-ignore
export const refusals = {
  'clock.not_understood': { ja: '時計の動かし方が分かりません。{"advance":"P1D"}、{"to":"…"}、{"reset":true} のどれかを送ってください。', en: 'Say how to move the clock: {"advance":"P1D"}, {"to":"…"} or {"reset":true}.' },
  'clock.too_far': { ja: '時計は前後10年までしか動かせません。', en: 'The clock moves ten years at most, either way.' },
} as const
