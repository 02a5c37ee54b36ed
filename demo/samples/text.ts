/** ○ The words of the sample services. */
import type { Bilingual } from '../../src/kernel/bilingual.ts'

export const words = {
  title: { ja: '見本サービス', en: 'Sample service' },
  samlTitle: { ja: '見本サービス（SAML）', en: 'Sample service (SAML)' },
  casTitle: { ja: '見本サービス（CAS）', en: 'Sample service (CAS)' },
  lead: {
    ja: '若葉大学のアカウントでサインインすると、大学から何が渡されたかをすべて見られます。',
    en: 'Sign in with your account of Wakaba University, and see everything the university told.',
  },
  signedIn: {
    ja: 'サインインしています。大学から渡されたのは、次のことだけです。',
    en: 'You are signed in. This, and nothing else, is what the university told.',
  },
  signIn: { ja: '若葉大学でサインインする', en: 'Sign in at Wakaba University' },
  signOut: { ja: 'サインアウトする', en: 'Sign out' },
  who: { ja: '来た人', en: 'Who came' },
  subject: { ja: 'このサービスだけの識別子', en: 'Identifier for this service alone' },
  lifetime: { ja: 'アクセストークンの残り（秒）', en: 'Access token lasts (seconds)' },
  released: { ja: '渡された項目', en: 'What was released' },
  refused: {
    ja: '大学から届いた答えを受け取れませんでした。もう一度サインインしてください。',
    en: 'The university’s answer could not be taken. Please sign in again.',
  },
  signedOut: {
    ja: 'サインアウトしました。大学のサインインも終わりました。',
    en: 'You are signed out here and at the university.',
  },
  partly: {
    ja: 'ここと大学のサインインは終わりました。ほかのサービスには、まだサインインしたままかもしれません。',
    en: 'You are signed out here and at the university. Other services may still know you.',
  },
  nothing: { ja: '何も渡されていません。', en: 'Nothing was released.' },
  nameId: { ja: '名前（NameID）', en: 'Name (NameID)' },
  user: { ja: '利用者（user）', en: 'User' },
  issuer: { ja: '答えた大学', en: 'University that answered' },
  strength: { ja: '認証の強さ', en: 'Strength of the sign-in' },
  at: { ja: 'サインインした時刻', en: 'Signed in at' },
  raw: { ja: 'そのままの形', en: 'As it came' },
  panel: { ja: 'デモの操作盤へ', en: 'To the demo’s panel' },
} as const

/** What each claim means (OpenID Connect Core 1.0 §2, §5.1; eduPerson). */
export const claimWords: Readonly<Record<string, Bilingual>> = {
  sub: { ja: '識別子', en: 'subject identifier' },
  iss: { ja: '発行者', en: 'issuer' },
  aud: { ja: '宛先', en: 'audience' },
  exp: { ja: '有効期限', en: 'expires at' },
  iat: { ja: '発行時刻', en: 'issued at' },
  auth_time: { ja: 'サインインした時刻', en: 'signed in at' },
  nonce: { ja: '使い捨ての番号', en: 'number used once' },
  acr: { ja: '認証の強さ', en: 'strength of the sign-in' },
  amr: { ja: '認証の方法', en: 'methods of the sign-in' },
  sid: { ja: 'セッション', en: 'session' },
  at_hash: { ja: 'トークンの要約', en: 'hash of the token' },
  name: { ja: '氏名', en: 'name' },
  family_name: { ja: '姓', en: 'family name' },
  given_name: { ja: '名', en: 'given name' },
  locale: { ja: '言語', en: 'language' },
  email: { ja: 'メールアドレス', en: 'mail address' },
  email_verified: { ja: 'メールの確認', en: 'mail verified' },
  preferred_username: { ja: 'アカウント名', en: 'username' },
  eduperson_affiliation: { ja: '職位', en: 'affiliation' },
  eduperson_scoped_affiliation: { ja: '大学つきの職位', en: 'scoped affiliation' },
  eduperson_principal_name: { ja: '学内共通の名前', en: 'principal name' },
}
