/** Words of the pages on which services are looked after: how strong a sign-in, when things run out, and the preview. */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { RefusalsOf } from '../platform/use-case.ts'
import type { MinimumClass } from './relying-party.ts'
import type { previewRelease } from './use-cases/preview.ts'
import type { setMinimum } from './use-cases/set-minimum-class.ts'

// prettier-ignore
export const serviceRefusals = {
  'minimum.already_so': { ja: '必要な認証の強さは、すでにそうなっています。', en: 'That is what the service needs already.' },
  'preview.no_account': { ja: 'この人には、サインインできるアカウントがありません。', en: 'This person has no account that could sign in.' },
} as const satisfies Record<RefusalsOf<typeof setMinimum> | RefusalsOf<typeof previewRelease>, Bilingual>

// prettier-ignore
export const minimumWords = {
  any: { ja: '指定しない（サービスの求めに従う）', en: 'None (what the service asks for)' },
  'mfa-mail': { ja: 'パスワードと、メールで届くコード', en: 'Password and a code by mail' },
  mfa: { ja: '多要素認証', en: 'Multi-factor sign-in' },
  'mfa-pr': { ja: 'フィッシングに強い多要素認証（パスキー）', en: 'Phishing-resistant multi-factor (passkey)' },
} as const satisfies Record<MinimumClass | 'any', Bilingual>

// prettier-ignore
export const serviceWords = {
  runsOut: { ja: '期限', en: 'Good until' },
  certificateUntil: { ja: '証明書の期限', en: 'Certificate is good until' },
  isOver: { ja: '期限切れ', en: 'Run out' },
  isSoonOver: { ja: '期限間近', en: 'Runs out soon' },
  lately: { ja: 'サインイン（この7日間）', en: 'Sign-ins in the last 7 days' },
  times: { ja: '{count}回', en: '{count}' },
  manyTimes: { ja: '{count}回以上', en: '{count} or more' },
  minimum: { ja: '必要な認証の強さ', en: 'Sign-in that it needs' },
  strength: { ja: '認証の強さ', en: 'Strength of the sign-in' },
  minimumHint: { ja: 'サービスがそれより強い認証を求めるときは、サービスの求めに従います。', en: 'Where the service asks for more, that is what counts.' },
  setMinimum: { ja: '変更する', en: 'Change' },
  check: { ja: '動作の確認', en: 'Try it' },
  checkLead: { ja: '試しのサインインは、あなた自身のアカウントで、実際にサービスへ進みます。プレビューでは、何も送らずに送信内容を確かめられます。', en: 'A test sign-in takes you to the service with your own account. A preview shows what would be sent, and sends nothing.' },
  test: { ja: '試しにサインインする', en: 'Test sign-in' },
  preview: { ja: '送信内容をプレビューする', en: 'Preview what is sent' },
} as const

// prettier-ignore
export const previewWords = {
  title: { ja: '送信内容のプレビュー', en: 'Preview of what is sent' },
  lead: { ja: 'この人がサインインすると {service} に何が送られるかを、何も送らずに確かめます。見たことは監査ログに残ります。', en: 'What {service} would get when this person signs in. Nothing is sent; that you looked is kept in the audit log.' },
  choose: { ja: '確かめる人', en: 'Whose' },
  search: { ja: '氏名か番号', en: 'Name or number' },
  find: { ja: '探す', en: 'Look' },
  found: { ja: '見つかった人', en: 'People found' },
  none: { ja: '見つかりませんでした。2文字以上で探してください。', en: 'Nobody was found. Type at least two letters.' },
  name: { ja: '氏名', en: 'Name' },
  status: { ja: '身分', en: 'Status' },
  unit: { ja: '所属', en: 'Unit' },
  person: { ja: '人', en: 'Person' },
  account: { ja: 'サインインするアカウント', en: 'Signing in as' },
  otherAccount: { ja: '{username} でサインインした場合を見る', en: 'See it for {username}' },
  consent: { ja: '同意', en: 'Consent' },
  wouldAsk: { ja: '送る前に本人に尋ねます', en: 'asked before anything is sent' },
  isDuty: { ja: '業務のため、尋ねずに送ります', en: 'sent without asking, by duty' },
  hasAgreed: { ja: '本人が同意しているので、尋ねずに送ります', en: 'sent without asking: the person has agreed' },
  leaving: { ja: '送られる情報', en: 'What is sent' },
  nothing: { ja: '何も送られません。識別子だけが伝わります。', en: 'Nothing is sent but an identifier.' },
  staying: { ja: '合意したか求められているのに、送られない情報', en: 'Agreed or asked for, but not sent' },
  others: { ja: '送られないほかの情報', en: 'Everything else that is not sent' },
  attribute: { ja: '項目', en: 'Attribute' },
  value: { ja: '値', en: 'Value' },
  because: { ja: '根拠', en: 'Rule' },
  noValue: { ja: '（値なし）', en: '(no value)' },
  changeWho: { ja: '別の人を選ぶ', en: 'Choose someone else' },
  rules: {
    scope: { ja: '合意があり、scope「{scope}」で求められている', en: 'Agreed, and asked for by the scope “{scope}”' },
    required: { ja: '合意があり、メタデータで必須とされている', en: 'Agreed, and required by its metadata' },
    optional: { ja: '合意があり、メタデータで求められている', en: 'Agreed, and asked for by its metadata' },
    agreement: { ja: '合意がある', en: 'Agreed' },
    category: { ja: 'カテゴリ「{category}」にも含まれる', en: 'also in the category “{category}”' },
    'no-agreement': { ja: 'このサービスとの合意がない', en: 'There is no agreement with this service' },
    'agreement-over': { ja: '合意の期限が過ぎている', en: 'The agreement is over' },
    'not-agreed': { ja: '合意に含まれていない', en: 'Not in the agreement' },
    'not-asked': { ja: 'サービスが求めていない', en: 'The service does not ask for it' },
    'no-value': { ja: 'この人には値がない', en: 'This person has no value' },
  },
} as const
