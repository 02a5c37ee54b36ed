/** Words of single sign-on: on the way to a service, and for those who look after services. */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { RefusalsOf } from '../platform/use-case.ts'
import type { distrust } from './use-cases/parties.ts'
import type { trustCas } from './use-cases/trust-cas.ts'
import type { trustOidc } from './use-cases/trust-oidc.ts'
import type { trustSaml } from './use-cases/trust-saml.ts'

// prettier-ignore
export const commandRefusals = {
  'metadata.file_unreadable': { ja: 'メタデータのファイルを読めません。', en: 'The metadata file cannot be read.' },
  'client.file_unreadable': { ja: 'クライアントのファイルを読めないか、JSON ではありません。', en: 'The client’s file cannot be read, or is not JSON.' },
} as const satisfies Record<string, Bilingual>

/** Of the protocols: shown by their codes, for whoever looks after the service. */
// prettier-ignore
export const protocolRefusals = {
  'saml.message_refused': { ja: 'サービスから届いた依頼を読めません（{because}）。', en: 'The service’s message cannot be taken ({because}).' },
  'saml.request_refused': { ja: 'サービスの依頼が登録内容と合いません（{because}）。', en: 'The service’s request does not fit what is registered ({because}).' },
  'saml.logout_refused': { ja: 'サービスのサインアウトの依頼を読めません（{because}）。', en: 'The service’s logout request cannot be taken ({because}).' },
  'logout.nobody': { ja: 'その人はこのサービスにサインインしていません。', en: 'Nobody is signed in to this service by that name.' },
  'outbound.failed': { ja: '相手のアドレスに接続できません（{because}）。', en: 'The address could not be asked ({because}).' },
  'metadata.refused': { ja: 'フェデレーションのメタデータを使えません（{because}）。', en: 'The federation’s metadata cannot be used ({because}).' },
  'signature.refused': { ja: '電子署名を確かめられません（{because}）。', en: 'The signature cannot be verified ({because}).' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const refusals = {
  'client.redirect_missing': { ja: '戻り先（redirect_uris）を一つ以上指定してください。', en: 'Give at least one redirect address (redirect_uris).' },
  'client.redirect_insecure': { ja: '戻り先 {value} は https で始めてください。', en: 'The redirect address {value} must begin with https.' },
  'client.redirect_fragment': { ja: '戻り先 {value} に # は使えません。', en: 'The redirect address {value} must not contain #.' },
  'client.redirect_scheme': { ja: '戻り先 {value} の形式は使えません。', en: 'The redirect address {value} has a form that is not allowed.' },
  'client.key_missing': { ja: 'private_key_jwt には jwks に公開鍵が必要です。', en: 'private_key_jwt needs a public key in jwks.' },
  'client.scope_unknown': { ja: 'scope {value} はありません。', en: 'There is no scope {value}.' },
  'client.sector_ambiguous': { ja: 'pairwise では、戻り先のホストを一つにしてください。', en: 'For pairwise subjects all redirect addresses must have one host.' },
  'client.exists': { ja: 'この client_id は既に登録されています。', en: 'This client_id is registered already.' },
  'client.already_distrusted': { ja: 'このサービスは既に停止しています。', en: 'This service is distrusted already.' },
  'xml.unreadable': { ja: 'XML として読めないか、使えない書き方があります（{because}）。', en: 'This is not XML that we take ({because}).' },
  'metadata.entity_refused': { ja: 'メタデータを登録できません（{because}：{value}）。', en: 'This metadata cannot be taken ({because}: {value}).' },
  'attribute.unknown': { ja: '属性 {value} はありません。', en: 'There is no attribute {value}.' },
  'cas.address_refused': { ja: 'サービスのアドレスは https で始まる、余分のないものにしてください。', en: 'The service’s address must be a plain one that begins with https.' },
} as const satisfies Record<
  RefusalsOf<typeof trustOidc> | RefusalsOf<typeof distrust> | RefusalsOf<typeof trustSaml> | RefusalsOf<typeof trustCas>,
  Bilingual
>

// prettier-ignore
export const notices = {
  'service-minimum-set': { ja: '必要な認証の強さを変更しました。', en: 'The sign-in that the service needs is changed.' },
  'service-distrusted': { ja: 'このサービスへのサインインを停止しました。', en: 'Nobody can sign in to this service any longer.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const words = {
  toService: { ja: '{service} に進みます。', en: 'You are on your way to {service}.' },
  onward: {
    title: { ja: 'サービスに移動します', en: 'Taking you to the service' },
    lead: { ja: '自動で移動しないときは、次のボタンを押してください。', en: 'If nothing happens, press the button.' },
    go: { ja: '進む', en: 'Go on' },
  },
  signedOut: {
    title: { ja: 'サインアウトしました', en: 'You have signed out' },
    lead: { ja: '大学のサインインは終わりました。次のサービスには、まだサインインしたままかもしれません。', en: 'Your university session is over. These services may still know you.' },
    everywhere: { ja: '大学のサインインも、使ったサービスのサインインも終わりました。', en: 'Your university session and those of the services you used are over.' },
    closeBrowser: { ja: '共用のパソコンでは、最後にブラウザーをすべて閉じてください。', en: 'On a shared computer, close the whole browser at the end.' },
    signInAgain: { ja: 'もう一度サインインする', en: 'Sign in again' },
    signOutThere: { ja: 'このサービスからもサインアウトする', en: 'Sign out there too' },
    tryAgain: { ja: 'もう一度試す', en: 'Try again' },
    standing: {
      over: { ja: '終了', en: 'Over' },
      asked: { ja: '返事なし', en: 'No answer' },
      refused: { ja: '終了できず', en: 'Could not be ended' },
      'can-be-asked': { ja: '継続中の可能性', en: 'May still be open' },
      'will-be-told': { ja: '1分以内に通知', en: 'Told within a minute' },
      'cannot-be-asked': { ja: '知らせる方法なし', en: 'Cannot be told' },
    },
  },
  expired: {
    title: { ja: 'サインインの手続きが終わっています', en: 'This sign-in is over' },
    lead: { ja: '時間がたったか、別の画面で済ませた手続きです。サービスの画面に戻って、もう一度サインインしてください。', en: 'It took too long, or was finished on another page. Go back to the service and sign in again.' },
    home: { ja: 'トップページへ', en: 'To the start page' },
  },
  problem: {
    title: { ja: 'サービスからの依頼に問題があります', en: 'The service’s request has a problem' },
    lead: { ja: 'サービス側の設定が登録内容と合っていない可能性があります。サービスの担当者に次のコードをお知らせください。', en: 'The service may be set up differently from what is registered. Please tell its staff this code.' },
    code: { ja: 'コード：', en: 'Code:' },
    contact: { ja: 'お問い合わせ', en: 'Contact us' },
  },
  signOut: {
    title: { ja: 'サインアウト', en: 'Sign out' },
    lead: { ja: '大学のサインインを終了しますか。ほかのサービスでも、もう一度サインインが必要になります。', en: 'End your university session? Other services will ask you to sign in again.' },
    submit: { ja: 'サインアウトする', en: 'Sign out' },
  },
  parties: {
    title: { ja: '連携サービス', en: 'Services' },
    lead: { ja: 'サインインを任されているサービスと、それぞれに送る情報です。', en: 'Services that sign people in through us, and what each is told.' },
    name: { ja: 'サービス', en: 'Service' },
    protocol: { ja: '方式', en: 'Protocol' },
    protocols: {
      oidc: { ja: 'OpenID Connect', en: 'OpenID Connect' },
      saml: { ja: 'SAML 2.0', en: 'SAML 2.0' },
      cas: { ja: 'CAS', en: 'CAS' },
    },
    consumers: { ja: '応答の送り先', en: 'Answers are sent to' },
    encrypted: { ja: '応答の暗号化', en: 'Answers are encrypted' },
    requestsSigned: { ja: '署名のない依頼の拒否', en: 'Unsigned requests are refused' },
    metadataUntil: { ja: 'メタデータの期限', en: 'Metadata is good until' },
    address: { ja: 'アドレス', en: 'Address' },
    yes: { ja: 'する', en: 'Yes' },
    no: { ja: 'しない', en: 'No' },
    state: { ja: '状態', en: 'State' },
    lastSignIn: { ja: '最後のサインイン', en: 'Last sign-in' },
    attributes: { ja: '送る情報', en: 'What it is told' },
    none: { ja: '連携サービスはまだありません。コマンド sekimori sso trust-oidc で登録します。', en: 'No service relies on us yet. Register one with sekimori sso trust-oidc.' },
    trusted: { ja: '利用中', en: 'Trusted' },
    distrusted: { ja: '停止', en: 'Distrusted' },
    clientId: { ja: 'クライアントID', en: 'Client ID' },
    redirects: { ja: '戻り先', en: 'Redirect addresses' },
    subjectType: { ja: '識別子の種類', en: 'Kind of subject' },
    method: { ja: 'サービスの認証方法', en: 'How the service proves itself' },
    reason: { ja: '登録の理由', en: 'Why it is trusted' },
    by: { ja: '登録した人', en: 'Trusted by' },
    at: { ja: '登録日時', en: 'Trusted at' },
    mode: { ja: '同意', en: 'Consent' },
    modes: {
      duty: { ja: '業務のため尋ねない（表示のみ）', en: 'not asked: needed by duty' },
      once: { ja: '最初の一度だけ尋ねる', en: 'asked once' },
      each: { ja: '毎回尋ねる', en: 'asked every time' },
    },
    subjects: { pairwise: { ja: 'このサービスだけの識別子', en: 'known to this service alone' }, public: { ja: 'どのサービスにも同じ識別子', en: 'the same for every service' } },
    whyEnd: { ja: '停止する理由', en: 'Why it is distrusted' },
    giveReason: { ja: '理由を書いてください。', en: 'Give a reason.' },
    distrust: { ja: '停止する', en: 'Distrust' },
    distrustLead: { ja: '停止すると、このサービスへのサインインとトークンの発行がすぐに止まります。', en: 'Sign-ins and tokens for this service stop at once.' },
  },
} as const
