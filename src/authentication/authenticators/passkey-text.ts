/** ○ Words of passkeys. */
import type { Bilingual } from '../../kernel/bilingual.ts'

// prettier-ignore
export const passkeyRefusals = {
  'passkey.refused': { ja: 'このパスキーでは確認できませんでした。もう一度試すか、ほかの方法をお使いください。', en: 'This passkey could not be accepted. Try again, or use another way.' },
  'passkey.stale': { ja: 'ページを開いてから時間がたったため、受け付けられませんでした。もう一度お試しください。', en: 'This page had been open for too long. Please try again.' },
  'passkey.not_verified': { ja: 'この確認には、端末での指紋・顔・PIN の確認が必要です。端末の設定を確かめるか、パスワードでサインインし直してください。', en: 'This check takes a fingerprint, a face or a PIN on your device. Look at its settings, or sign in again with your password.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const passkeyNotices = {
  'passkey-added': { ja: 'パスキーを登録しました。次からはパスワードなしでサインインできます。', en: 'Your passkey is set up. From now on you can sign in without a password.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const passkeyWords = {
  missing: { ja: 'この画面でパスキーを使うには、パスキーに対応したブラウザーで JavaScript を有効にしてください。', en: 'To use a passkey here you need a browser that knows passkeys, with JavaScript switched on.' },
  cancelled: { ja: 'パスキーの確認が取り消されたか、時間切れになりました。もう一度お試しください。', en: 'It was cancelled or took too long. Please try again.' },
  already: { ja: 'この端末のパスキーは、もう登録されています。', en: 'This device already has a passkey for your account.' },
  signIn: {
    submit: { ja: 'パスキーでサインインする', en: 'Sign in with a passkey' },
    failed: { ja: 'サインインできませんでした。', en: 'You are not signed in.' },
  },
  stepUp: {
    submit: { ja: 'パスキーで確認する', en: 'Confirm with a passkey' },
    failed: { ja: '確認できませんでした。', en: 'It was not confirmed.' },
  },
  mine: {
    title: { ja: 'パスキー', en: 'Passkeys' },
    lead: { ja: '端末の指紋・顔・PIN でサインインします。パスワードを入力せず、偽のサイトでは働かない、最も安全な方法です。', en: 'You sign in with the fingerprint, face or PIN of your device. Nothing to type, and it does not work on a false site: the safest way.' },
    none: { ja: '登録されたパスキーはありません。', en: 'No passkey is set up.' },
    add: { ja: 'パスキーを登録する', en: 'Add a passkey' },
    inUse: { ja: '利用中', en: 'in use' },
    synced: { ja: '同期されるパスキー', en: 'synced among your devices' },
    here: { ja: 'この端末だけのパスキー', en: 'on one device only' },
    addedOn: { ja: '登録', en: 'added' },
    lastUsed: { ja: '最後の利用', en: 'last used' },
    never: { ja: 'まだ使われていません', en: 'not yet used' },
    remove: { ja: '削除する', en: 'Remove' },
  },
  add: {
    title: { ja: 'パスキーを登録する', en: 'Add a passkey' },
    lead: { ja: 'ボタンを押すと、端末が指紋・顔・PIN を求めます。パスキーはお使いの端末またはパスワード管理アプリに保存され、指紋や顔の情報が大学に送られることはありません。', en: 'Press the button, and your device asks for your fingerprint, face or PIN. The passkey stays on your device or in your password manager; your fingerprint and face are never sent to us.' },
    name: { ja: 'パスキーの名前', en: 'A name for it' },
    nameHint: { ja: '例：私のノートパソコン。あとで見分けるための名前です。', en: 'For example “my laptop”: to tell it from others later.' },
    defaultName: { ja: 'パスキー', en: 'Passkey' },
    submit: { ja: 'パスキーを作る', en: 'Make a passkey' },
    failed: { ja: '登録できませんでした。', en: 'It was not added.' },
  },
} as const
