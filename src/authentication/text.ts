/** Words of signing in, activating, passwords and sessions. They give nothing away about whether an account exists. */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { RefusalsOf } from '../platform/use-case.ts'
import type { activate } from './use-cases/activate.ts'
import type { changePassword } from './use-cases/password.ts'
import type { signIn } from './use-cases/sign-in.ts'

type OwnRefusal = Exclude<
  RefusalsOf<typeof signIn> | RefusalsOf<typeof activate> | RefusalsOf<typeof changePassword>,
  `key.${string}` | `account.${string}`
>

// prettier-ignore
export const refusals = {
  'sign_in.wrong': { ja: 'IDまたはパスワードが違うか、間違いが続いたためしばらく待つ必要があります。入力を確かめ、1分ほど待ってからもう一度お試しください。', en: 'The ID or the password is wrong, or there were too many tries and you need to wait. Check what you typed, wait a minute and try again.' },
  'sign_in.busy': { ja: 'ただいま混み合っています。数秒待ってからもう一度お試しください。', en: 'Many people are signing in right now. Please wait a few seconds and try again.' },
  'password.too_short': { ja: 'パスワードは{shortest}文字以上にしてください（今は{length}文字です）。いくつかの言葉をつなげると覚えやすく長くできます。', en: 'Use at least {shortest} characters (this has {length}). A few words in a row are long and easy to remember.' },
  'password.too_long': { ja: 'パスワードは{longest}文字以内にしてください。', en: 'Use at most {longest} characters.' },
  'password.not_printable': { ja: 'パスワードに使えない文字が含まれています。入力し直してください。', en: 'The password has a character that cannot be used. Please type it again.' },
  'password.not_composed': { ja: '半角の英大文字・英小文字・数字をそれぞれ1文字以上使ってください。', en: 'Use at least one upper-case letter, one lower-case letter and one digit, without spaces or full-width characters.' },
  'password.own_name': { ja: 'お名前やIDを含むパスワードは推測されやすいため使えません。関係のない言葉にしてください。', en: 'Your own name or ID is easy to guess. Use words that have nothing to do with you.' },
  'password.common': { ja: 'よく使われるパスワードの一覧に載っています。別のものにしてください。', en: 'This is on the lists of often used passwords. Choose another one.' },
  'password.guessable': { ja: '言葉や数字の並びが少なすぎて推測されやすいパスワードです。関係のない言葉をもう少し足してください。', en: 'This is too few words and numbers to withstand guessing. Add some more unrelated words.' },
  'password.breached': { ja: '過去に他のサービスから流出したパスワードの一覧に載っています。別のものにしてください。', en: 'This is on the published lists of passwords stolen elsewhere. Choose another one.' },
  'password.current_wrong': { ja: '今のパスワードが違うか、間違いが続いたためしばらく待つ必要があります。', en: 'Your present password is wrong, or there were too many tries and you need to wait.' },
  'password.unchanged': { ja: '今と同じパスワードです。新しいものを入力してください。', en: 'This is your present password. Enter a new one.' },
} as const satisfies Record<OwnRefusal, Bilingual>

// prettier-ignore
export const commandRefusals = {
  'breached.no_file': { ja: '指定されたファイルがありません。', en: 'There is no such file.' },
  'breached.not_hashes': { ja: 'SHA-1 の行が一つもありません。1行に HASH または HASH:回数 のファイルを指定してください。', en: 'No line holds a SHA-1 hash: give a file with HASH or HASH:count on each line.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const notices = {
  'signed-out': { ja: 'サインアウトしました。', en: 'You have signed out.' },
  'activated': { ja: 'パスワードを設定し、サインインしました。', en: 'Your password is set and you are signed in.' },
  'password-changed': { ja: 'パスワードを変更しました。ほかの端末のサインインは終了しました。', en: 'Your password is changed. Sessions on other devices have ended.' },
  'session-ended': { ja: 'そのサインインを終了しました。', en: 'That session has ended.' },
  'sessions-ended': { ja: 'ほかの端末のサインインをすべて終了しました。', en: 'All other sessions have ended.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const words = {
  signIn: {
    title: { ja: 'サインイン', en: 'Sign in' },
    lead: { ja: '全学アカウント（ECS-ID または SPS-ID）でサインインします。', en: 'Sign in with your university-wide account: an ECS-ID or an SPS-ID.' },
    again: { ja: '続けるには、もう一度パスワードを入力してください。', en: 'To go on, please enter your password once more.' },
    toService: { ja: '{service} に進みます。', en: 'You are on your way to {service}.' },
    username: { ja: 'ID（ECS-ID または SPS-ID）', en: 'ID (ECS-ID or SPS-ID)' },
    usernameHint: { ja: '例：a0123456、hanako123wakaba', en: 'For example a0123456 or hanako123wakaba' },
    password: { ja: 'パスワード', en: 'Password' },
    submit: { ja: 'サインインする', en: 'Sign in' },
    ways: [
      { href: '/activate', label: { ja: 'はじめて使う', en: 'First time here?' }, detail: { ja: '有効化通知書のIDとキーで、パスワードを決めます', en: 'Choose your password with the ID and the key on your notice' } },
      { href: '/recover', label: { ja: 'パスワードを忘れた', en: 'I forgot my password' }, detail: { ja: '窓口で新しいキーを受け取ります', en: 'Get a new key at the counter' } },
      { href: '/apply', label: { ja: 'アカウントを申請する', en: 'Apply for an account' }, detail: { ja: '非常勤講師・客員・研修員などの方', en: 'Part-time lecturers, visiting researchers, trainees' } },
      { href: '/guide', label: { ja: '何が使えるかを調べる', en: 'See what you may use' }, detail: { ja: 'アカウント・ICカード・証明書の案内', en: 'Accounts, IC cards and certificates, by who you are' } },
    ],
    trouble: { ja: 'お困りのときは', en: 'Other ways' },
    enterBoth: { ja: 'IDとパスワードを入力してください。', en: 'Enter your ID and your password.' },
  },
  activate: {
    title: { ja: 'アカウントの有効化', en: 'Activate your account' },
    lead: { ja: '有効化通知書に書かれたIDと有効化キーを入力し、パスワードを決めてください。すぐに使えるようになります。', en: 'Enter the ID and the activation key from your notice and choose a password. It works at once.' },
    key: { ja: '有効化キー', en: 'Activation key' },
    keyHint: { ja: '通知書の8文字。大文字・小文字、空白の有無は問いません。例：ACDE 3467', en: 'Eight characters from the notice; capitals and blanks do not matter. For example ACDE 3467' },
    username: { ja: 'ID', en: 'ID' },
    usernameHint: { ja: '通知書のとおりに入力してください。例：a0123456', en: 'As printed on the notice, for example a0123456' },
    password: { ja: '新しいパスワード', en: 'New password' },
    repeat: { ja: '新しいパスワード（もう一度）', en: 'New password, once more' },
    submit: { ja: '有効化する', en: 'Activate' },
    differ: { ja: '二つのパスワードが一致しません。もう一度入力してください。', en: 'The two passwords differ. Please type both again.' },
    fillIn: { ja: '入力してください。', en: 'Please fill this in.' },
    refused: { ja: 'IDと有効化キーの組み合わせが正しくないか、キーが使用済み・期限切れです。通知書と見比べてください。5回間違えるとキーは使えなくなります。', en: 'The ID and the key do not match, or the key was used or is past its deadline. Compare them with your notice; after five wrong tries a key stops working.' },
    noNotice: { ja: '通知書がない、または期限が過ぎたときは', en: 'No notice, or its deadline has passed?' },
    noNoticeWhat: { ja: '本人確認のできる書類を持って窓口にお越しください。新しい有効化キーをその場で発行します。', en: 'Come to a counter with a document that proves who you are. You get a new activation key on the spot.' },
  },
  rules: {
    length: { ja: '{shortest}文字以上{longest}文字以内', en: '{shortest} to {longest} characters' },
    any: { ja: '記号、空白、日本語も使えます。文字の種類の決まりはありません。', en: 'Any characters, also blanks and Japanese. No rule about kinds of characters.' },
    composed: { ja: '半角の英大文字・英小文字・数字をそれぞれ1文字以上', en: 'At least one upper-case letter, one lower-case letter and one digit' },
    blocked: { ja: 'よく使われるもの、お名前やID、少ない単語だけのものは使えません。', en: 'Not an often used one, your name or ID, or only a few words.' },
  },
  recover: {
    title: { ja: 'パスワードを忘れたとき', en: 'If you forgot your password' },
    lead: { ja: '新しい有効化キーを受け取り、自分でパスワードを設定し直します。今のパスワードは誰にも分かりません。', en: 'You get a new activation key and set a new password yourself. Nobody can look your old one up.' },
    bring: { ja: '書類を用意する', en: 'Bring a document' },
    bringWhat: { ja: '学生証・職員証・非常勤講師証など大学の身分証、または写真つきの公的な身分証。', en: 'A university ID (student, staff, part-time lecturer) or an official photo ID.' },
    counter: { ja: '窓口に行く', en: 'Go to a counter' },
    counterWhat: { ja: '情報環境支援センターではその場で受け取れます。取次窓口では後日になります。パスワードを聞かれることは決してありません。', en: 'At the ICT Support Center you get it on the spot; at agent counters on a later day. Nobody will ever ask for your password.' },
    set: { ja: 'パスワードを設定する', en: 'Set a new password' },
    setWhat: { ja: '通知書のIDと有効化キーを「アカウントの有効化」に入力します。', en: 'Enter the ID and the key from the notice on the activation page.' },
    toActivate: { ja: '有効化キーを入力する', en: 'Enter an activation key' },
  },
  security: {
    title: { ja: 'サインインの安全', en: 'Signing in safely' },
    lead: { ja: 'パスワードと、今サインインしている端末を確かめられます。', en: 'Your password, and the devices that are signed in now.' },
    password: { ja: 'パスワード', en: 'Password' },
    changedAt: { ja: '最後の変更', en: 'Last changed' },
    change: { ja: '変更する', en: 'Change' },
    factors: { ja: '多要素認証', en: 'Multi-factor authentication' },
    factorsLead: { ja: '重要なサービスでは、パスワードのほかにもう一つの確認が求められます。', en: 'Important services ask for a second check besides your password.' },
    toFactors: { ja: '認証アプリとリカバリーコード', en: 'Authenticator app and recovery codes' },
    sessions: { ja: 'サインイン中の端末', en: 'Devices signed in' },
    here: { ja: 'この端末', en: 'this device' },
    since: { ja: '{since} から（最後の利用 {seen}）', en: 'since {since}; last used {seen}' },
    end: { ja: '終了する', en: 'End' },
    endOthers: { ja: 'ほかの端末をすべて終了する', en: 'End all others' },
    recent: { ja: '最近のサインイン', en: 'Recent sign-ins' },
    recentLead: { ja: '心当たりのないものがあれば、すぐにパスワードを変更し、窓口に知らせてください。', en: 'If one of these was not you, change your password at once and tell the counter.' },
    when: { ja: '日時', en: 'When' },
    result: { ja: '結果', en: 'Result' },
    device: { ja: '端末', en: 'Device' },
    network: { ja: 'ネットワーク', en: 'Network' },
    none: { ja: 'まだ記録がありません。', en: 'Nothing yet.' },
    newBrowser: { ja: 'はじめての端末', en: 'new device' },
    outcome: {
      done: { ja: '成功', en: 'signed in' },
      wrong: { ja: '失敗', en: 'failed' },
      waiting: { ja: '待ち時間中', en: 'too early' },
      stopped: { ja: '停止中', en: 'account stopped' },
    },
  },
  change: {
    title: { ja: 'パスワードの変更', en: 'Change your password' },
    lead: { ja: '変更すると、ほかの端末のサインインはすべて終了します。', en: 'All other devices are signed out when you change it.' },
    current: { ja: '今のパスワード', en: 'Present password' },
    submit: { ja: '変更する', en: 'Change password' },
  },
  signOut: {
    title: { ja: 'サインアウト', en: 'Sign out' },
    lead: { ja: 'この端末のサインインを終了しますか。', en: 'End the session on this device?' },
    submit: { ja: 'サインアウトする', en: 'Sign out' },
  },
} as const
