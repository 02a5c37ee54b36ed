/** ○ Words for whoever lost a device. */
import type { Bilingual } from '../../kernel/bilingual.ts'

// prettier-ignore
export const lostDeviceNotices = {
  'device-lost': { ja: '選んだものをすべて使えなくしました。', en: 'Everything you chose has ended.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const lostDeviceWords = {
  link: { ja: '端末をなくした', en: 'I lost a device' },
  title: { ja: '端末をなくしたとき', en: 'If you lost a device' },
  lead: { ja: 'その端末にあったものを選ぶと、まとめて使えなくします。見つかったら、また登録できます。', en: 'Choose what was on it: all of it ends at once. You can set it up again if the device is found.' },
  factors: { ja: '認証手段', en: 'Ways of confirming it is you' },
  sessions: { ja: 'サインイン中の端末', en: 'Devices signed in' },
  seen: { ja: '最後の利用 {at}', en: 'last used {at}' },
  never: { ja: 'まだ使われていません', en: 'not used yet' },
  nothing: { ja: 'この端末のほかに、使えなくするものはありません。', en: 'There is nothing to end besides this device.' },
  choose: { ja: '一つ以上選んでください。', en: 'Choose at least one.' },
  submit: { ja: 'まとめて使えなくする', en: 'End all of it' },
  browsers: { ja: 'サインインしたことのあるほかのブラウザーも、すべて「はじめての端末」に戻ります。', en: 'All other browsers that signed in before count as new ones again.' },
} as const
