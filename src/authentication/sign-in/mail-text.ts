/** ○ Mails about one's own signing in: what happened, when, and what to do if it was somebody else. */
import type { Bilingual } from '../../kernel/bilingual.ts'

type MailText = { readonly subject: Bilingual; readonly body: Bilingual }

const unless = {
  ja: 'お心当たりがないときは、すぐに {url} を開いてほかのサインインを終了し、窓口にご連絡ください。',
  en: 'If this was not you, open {url} at once, end the other sessions and contact the desk.',
} as const

const mail = (subject: Bilingual, body: Bilingual): MailText => ({
  subject,
  body: { ja: `${body.ja}\n${unless.ja}`, en: `${body.en}\n${unless.en}` },
})

// prettier-ignore
export const changeMails = {
  'app-added': mail(
    { ja: '認証アプリが登録されました', en: 'An authenticator app was added' },
    { ja: '{at} に、認証アプリ「{name}」がサインインの方法として登録されました。', en: 'On {at} the authenticator app “{name}” was added to your ways of signing in.' },
  ),
  'passkey-added': mail(
    { ja: 'パスキーが登録されました', en: 'A passkey was added' },
    { ja: '{at} に、パスキー「{name}」がサインインの方法として登録されました。', en: 'On {at} the passkey “{name}” was added to your ways of signing in.' },
  ),
  'passkey-copied': mail(
    { ja: 'パスキーの利用を断りました', en: 'A passkey was turned away' },
    { ja: '{at} に、パスキー「{name}」が複製された可能性があるため、サインインを断りました。このパスキーを削除し、新しく登録してください。', en: 'On {at} a sign-in with the passkey “{name}” was turned away because the passkey may have been copied. Remove it and add a new one.' },
  ),
  'codes-made': mail(
    { ja: 'リカバリーコードが作られました', en: 'Recovery codes were made' },
    { ja: '{at} に、新しいリカバリーコードが作られました。以前のコードは使えません。', en: 'On {at} new recovery codes were made. Former ones no longer work.' },
  ),
  'code-used': mail(
    { ja: 'リカバリーコードが使われました', en: 'A recovery code was used' },
    { ja: '{at} に、{name}番のリカバリーコードでサインインが確認されました。', en: 'On {at} recovery code no. {name} was used to confirm a sign-in.' },
  ),
  'factor-removed': mail(
    { ja: 'サインインの方法が削除されました', en: 'A way of signing in was removed' },
    { ja: '{at} に、「{name}」がサインインの方法から削除されました。', en: 'On {at} “{name}” was removed from your ways of signing in.' },
  ),
  'address-added': mail(
    { ja: '通知用メールアドレスが登録されました', en: 'A notification address was added' },
    { ja: '{at} に、通知用メールアドレス {name} がサインインの確認の方法として登録されました。', en: 'On {at} the notification address {name} was added to your ways of confirming a sign-in.' },
  ),
  'address-changed': mail(
    { ja: '通知用メールアドレスが変わりました', en: 'Your notification address was changed' },
    { ja: '{at} に、通知用メールアドレスが {name} に変わりました。', en: 'On {at} your notification address became {name}.' },
  ),
  'address-change-stopped': mail(
    { ja: '通知用メールアドレスの変更を取りやめました', en: 'The change of your notification address was stopped' },
    { ja: '{at} に、通知用メールアドレスを {name} に変える手続きが取りやめられました。これまでのアドレスをそのまま使えます。', en: 'On {at} the change of your notification address to {name} was stopped. The former address stays.' },
  ),
  'device-lost': mail(
    { ja: 'なくした端末のものを使えなくしました', en: 'Everything on a lost device was ended' },
    { ja: '{at} に、なくした端末のサインインと認証手段（{name}）を使えなくしました。', en: 'On {at} the sessions and second factors ({name}) on a lost device were ended.' },
  ),
  recovered: mail(
    { ja: '多要素認証が登録し直されます', en: 'Your second factors are being set up anew' },
    { ja: '{at} に、窓口の登録券が使われ、以前の認証手段がすべて外されました。', en: 'On {at} a pass from a counter was used; all former second factors are gone.' },
  ),
  'factor-switched-off': mail(
    { ja: '認証手段を停止しました', en: 'A second factor was switched off' },
    { ja: '{at} に、間違ったコードが続いたため、認証手段を停止しました。', en: 'On {at} a second factor was switched off because of too many wrong codes.' },
  ),
} as const satisfies Record<string, MailText>
