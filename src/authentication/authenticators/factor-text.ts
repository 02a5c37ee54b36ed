/** ○ Words of second factors. Wrong, used and too early are told alike. */
import type { Bilingual } from '../../kernel/bilingual.ts'

// prettier-ignore
export const factorRefusals = {
  'factor.wrong': { ja: 'コードが違うか、一度使ったものか、間違いが続いたためしばらく待つ必要があります。新しいコードが表示されるのを待って、もう一度入力してください。', en: 'This code is wrong, was used before, or there were too many tries and you need to wait. Wait for the next code and enter that.' },
  'factor.prove_again': { ja: '変更するには、もう一度ご本人の確認が必要です。', en: 'To change this, please confirm once more that it is you.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const factorNotices = {
  'app-added': { ja: '認証アプリを登録しました。', en: 'Your authenticator app is set up.' },
  'factor-removed': { ja: '認証手段を削除しました。', en: 'It was removed.' },
  'prove-again': { ja: '変更するには、もう一度ご本人の確認が必要です。', en: 'To change this, please confirm once more that it is you.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const factorWords = {
  stepUp: {
    title: { ja: 'もう一つの確認', en: 'One more check' },
    leads: {
      passkey: { ja: '端末の指紋・顔・PIN で、ご本人であることを確認します。', en: 'Confirm that it is you with the fingerprint, face or PIN of your device.' },
      totp: { ja: '認証アプリに表示されている6桁の数字を入力してください。', en: 'Enter the six digits that your authenticator app shows.' },
      'recovery-set': { ja: '印刷したリカバリーコードの、まだ使っていないものを一つ入力してください。', en: 'Enter one of your printed recovery codes that you have not used yet.' },
    },
    codes: {
      totp: { ja: '6桁のコード', en: 'Six-digit code' },
      'recovery-set': { ja: 'リカバリーコード', en: 'Recovery code' },
    },
    hints: {
      totp: { ja: '30秒ごとに変わります。', en: 'It changes every 30 seconds.' },
      'recovery-set': { ja: '例：3-ABCD-EFGH-JKMN-PQRS', en: 'For example 3-ABCD-EFGH-JKMN-PQRS' },
    },
    asks: {
      service: {
        sfa: { ja: 'これから使うサービスは、ご本人の確認を求めています。', en: 'The service you are on your way to asks you to confirm that it is you.' },
        'mfa-mail': { ja: 'これから使うサービスは、パスワードのほかにもう一つの確認（メールのコードでも可）を求めています。', en: 'The service you are on your way to asks for a second check; a code by mail is enough.' },
        mfa: { ja: 'これから使うサービスは、二要素の認証（認証アプリなど）を求めています。', en: 'The service you are on your way to asks for two factors, such as an authenticator app.' },
        'mfa-pr': { ja: 'これから使うサービスは、パスキーでの確認を求めています。', en: 'The service you are on your way to asks for a passkey.' },
      },
      change: { ja: '認証手段を変えるには、お持ちの中で一番強い方法での確認が5分以内に必要です。', en: 'A change of your second factors takes a check by the strongest of them within five minutes.' },
      officer: { ja: '業務の画面を開くには、もう一つの確認が必要です。', en: 'Officers’ pages ask for one more check.' },
    },
    why: { ja: 'なぜ聞かれるのですか', en: 'Why am I asked?' },
    submit: { ja: '確認する', en: 'Confirm' },
    others: { ja: 'ほかの方法', en: 'Other ways' },
    instead: {
      passkey: { ja: 'パスキーを使う', en: 'Use a passkey' },
      totp: { ja: '認証アプリを使う', en: 'Use the authenticator app' },
      mail: { ja: 'メールのコードを使う', en: 'Use a code by mail' },
      'recovery-set': { ja: 'リカバリーコードを使う', en: 'Use a recovery code' },
    },
    lost: { ja: 'スマートフォンをなくした・使えない', en: 'My phone is lost or does not work' },
    nothing: { ja: 'このサービスは、パスワードのほかにもう一つの確認を求めています。', en: 'This service asks for a second check besides your password.' },
    setUpFirst: { ja: 'まだ二つ目の認証手段がありません。', en: 'You have no second factor yet.' },
    setUpWhat: { ja: '認証アプリ（スマートフォン）の登録は数分で終わります。', en: 'An authenticator app on your phone is set up in a few minutes.' },
    setUp: { ja: '登録する', en: 'Set one up' },
  },
  mine: {
    title: { ja: '多要素認証', en: 'Multi-factor authentication' },
    lead: { ja: 'パスワードのほかに、ご本人だけが持つもので確認する方法です。二つ以上登録しておくと、一つをなくしても困りません。', en: 'Something that only you have, besides your password. With two of them you are safe when one is lost.' },
    onTheWay: { ja: '登録が済んだら、元の手続きに戻れます。', en: 'When you are done, you can go on with what you were doing.' },
    goOn: { ja: '元の手続きに戻る', en: 'Go on' },
    apps: { ja: '認証アプリ', en: 'Authenticator apps' },
    noApps: { ja: '登録された認証アプリはありません。', en: 'No authenticator app is set up.' },
    appName: { ja: 'アプリの名前', en: 'A name for the app' },
    appNameHint: { ja: '例：私のスマートフォン。あとで見分けるための名前です。', en: 'For example “my phone”: to tell it from others later.' },
    defaultName: { ja: '認証アプリ', en: 'Authenticator app' },
    addApp: { ja: '認証アプリを登録する', en: 'Add an authenticator app' },
    inUse: { ja: '利用中', en: 'in use' },
    switchedOff: { ja: '停止中', en: 'switched off' },
    addedOn: { ja: '登録', en: 'added' },
    lastUsed: { ja: '最後の利用', en: 'last used' },
    remove: { ja: '削除する', en: 'Remove' },
    codes: { ja: 'リカバリーコード', en: 'Recovery codes' },
    noCodes: { ja: 'スマートフォンをなくしたときに使う、紙に控える10個のコードです。まだ作られていません。', en: 'Ten codes on paper for the day your phone is lost. You have none yet.' },
    codesLeft: { ja: '残り{left}個です。紙で保管してください。', en: '{left} are left. Keep them on paper.' },
    makeCodes: { ja: 'リカバリーコードを作る', en: 'Make recovery codes' },
    renewCodes: { ja: '新しく作り直す', en: 'Make a new set' },
    scanTitle: { ja: '認証アプリを登録する', en: 'Set up an authenticator app' },
    scanLead: { ja: 'Google Authenticator、Microsoft Authenticator など、TOTP に対応したアプリが使えます。', en: 'Any app for TOTP works, such as Google Authenticator or Microsoft Authenticator.' },
    scan: { ja: 'アプリで次の図を読み取ります。', en: 'Scan this picture with the app.' },
    orType: { ja: '読み取れないときは、次の文字をアプリに入力します。', en: 'If you cannot scan it, type this into the app.' },
    qr: { ja: '認証アプリで読み取る QR コード', en: 'QR code for the authenticator app' },
    secret: { ja: '秘密の鍵', en: 'Secret key' },
    enter: { ja: 'アプリに表示された6桁の数字を入力します。', en: 'Enter the six digits that the app shows.' },
    code: { ja: '6桁のコード', en: 'Six-digit code' },
    codeHint: { ja: '30秒ごとに変わります。', en: 'It changes every 30 seconds.' },
    confirm: { ja: '登録を終える', en: 'Finish' },
    codesTitle: { ja: 'リカバリーコード', en: 'Your recovery codes' },
    codesLead: { ja: '印刷するか書き写して、スマートフォンとは別の場所に保管してください。一つのコードは一度だけ使えます。', en: 'Print them or write them down, and keep them away from your phone. Each works once.' },
    onceOnly: { ja: 'このコードが表示されるのは今だけです。', en: 'They are shown now and never again.' },
    kept: { ja: '保管しました', en: 'I have kept them' },
  },
} as const
