/** ○ Words of the notification address: its page, its code and the warning to the former one. */
import type { Bilingual } from '../../kernel/bilingual.ts'

// prettier-ignore
export const mailFactorRefusals = {
  'mail.own_domain': { ja: '大学のメールアドレスは登録できません。サインインできないときに読めなくなるためです。携帯電話や私用のアドレスを入力してください。', en: 'A university address cannot be used: you could not read it while you are locked out. Enter a private address.' },
  'mail.address_wrong': { ja: 'メールアドレスとして読み取れません。半角で、例のように一つだけ入力してください。', en: 'This cannot be read as a mail address. Enter one address, like the example.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const mailFactorNotices = {
  'code-sent': { ja: 'コードを送りました。届かないときは迷惑メールも確かめてください。送れるのは10分に3回までです。', en: 'A code is on its way. If it does not arrive, look in the junk folder. At most three are sent in ten minutes.' },
  'address-added': { ja: '通知用メールアドレスを登録しました。', en: 'Your notification address is set up.' },
  'address-waits': { ja: '新しいアドレスを確かめました。24時間後から使えます。これまでのアドレスにお知らせを送りました。', en: 'The new address is confirmed and counts in 24 hours. We told the former one.' },
  'address-stopped': { ja: 'アドレスの変更を取りやめました。', en: 'The change was stopped.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const mailFactorWords = {
  mine: {
    heading: { ja: '通知用メールアドレス', en: 'Notification e-mail address' },
    none: { ja: '登録されていません。スマートフォンのアプリが使えないときに、メールで届くコードで確認できます。', en: 'None yet. When you cannot use an app, a code by mail confirms that it is you.' },
    weaker: { ja: 'メールのコードでは入れないサービスがあります。認証アプリも登録してください。', en: 'Some services do not accept codes by mail. Please set up an authenticator app as well.' },
    manage: { ja: '登録・変更する', en: 'Add or change' },
    title: { ja: '通知用メールアドレス', en: 'Notification e-mail address' },
    lead: { ja: 'サインインの確認コードと、安全に関わるお知らせを受け取るアドレスです。一つだけ登録できます。', en: 'The one address that gets codes for signing in and news about your account’s safety.' },
    present: { ja: '今のアドレス', en: 'Present address' },
    waiting: { ja: '新しいアドレスは {at} から使えます。', en: 'The new address counts from {at}.' },
    waitingWhy: { ja: '他人が勝手に変えたときに気づけるよう、変更には24時間かかります。', en: 'A change takes 24 hours, so that you notice when it was somebody else.' },
    stop: { ja: '変更を取りやめる', en: 'Stop the change' },
    address: { ja: 'メールアドレス', en: 'E-mail address' },
    newAddress: { ja: '新しいメールアドレス', en: 'New e-mail address' },
    addressHint: { ja: '例：hanako@post.example。大学のアドレスは使えません。', en: 'For example hanako@post.example. University addresses cannot be used.' },
    send: { ja: 'コードを送る', en: 'Send a code' },
    enter: { ja: '{address} に送った8桁のコードを入力してください。', en: 'Enter the eight digits that were sent to {address}.' },
    confirm: { ja: '登録を終える', en: 'Finish' },
    again: { ja: 'もう一度送る', en: 'Send another' },
    other: { ja: '別のアドレスにする', en: 'Use another address' },
  },
  code: {
    label: { ja: '8桁のコード', en: 'Eight-digit code' },
    hint: { ja: '10分間有効です。新しく送ると前のコードは使えません。', en: 'Good for ten minutes. A newer one takes the place of the former.' },
    wrong: { ja: 'コードが違うか、期限が過ぎたか、間違いが続いたため使えなくなりました。最後に届いたコードを確かめるか、新しいコードを送ってください。', en: 'This code is wrong, too old, or was tried too often. Look at the last mail, or have a new code sent.' },
    sendLead: { ja: '通知用メールアドレス {address} に8桁のコードを送ります。', en: 'We send eight digits to your notification address {address}.' },
    enterLead: { ja: '{address} に届いた8桁のコードを入力してください。', en: 'Enter the eight digits that arrived at {address}.' },
  },
  stop: {
    title: { ja: '通知用メールアドレスの変更を取りやめる', en: 'Stop the change of your notification address' },
    lead: { ja: '心当たりのない変更であれば、取りやめてください。これまでのアドレスがそのまま使われます。', en: 'If you did not ask for this change, stop it. Your former address stays.' },
    afterwards: { ja: 'そのあと、すぐにパスワードを変更し、窓口に知らせてください。パスワードを知られているおそれがあります。', en: 'Then change your password at once and tell the counter: somebody may know it.' },
    submit: { ja: '変更を取りやめる', en: 'Stop the change' },
    gone: { ja: 'このリンクの変更は、すでに済んだか取りやめられています。', en: 'The change behind this link is done or was stopped already.' },
    done: { ja: '変更を取りやめました。', en: 'The change was stopped.' },
    toPassword: { ja: 'パスワードを変更する', en: 'Change the password' },
  },
} as const

// prettier-ignore
export const mailFactorMails = {
  code: {
    subject: { ja: '確認コード', en: 'Your code' },
    body: {
      ja: '確認コード： {code}\n{until} まで、サインインしようとしている画面でだけ使えます。\n大学の職員がこのコードをお尋ねすることはありません。\nお心当たりがないときは、誰かがあなたのパスワードを知っています。すぐに {url} を開いてパスワードを変更してください。',
      en: 'Your code: {code}\nIt works until {until}, and only on the screen where you are signing in.\nNobody of the university will ever ask you for it.\nIf you did not ask for it, somebody knows your password: open {url} and change it at once.',
    },
  },
  change: {
    subject: { ja: '通知用メールアドレスが変わります', en: 'Your notification address is about to change' },
    body: {
      ja: '通知用メールアドレスを {address} に変える手続きがありました。{at} から新しいアドレスになります。\nお心当たりがないときは、次のページで取りやめてください。\n{url}',
      en: 'Somebody asked to change your notification address to {address}. It counts from {at}.\nIf this was not you, stop it here:\n{url}',
    },
  },
} as const
