/** ○ The words on the activation notice, in Japanese and English. */
import type { Bilingual } from '../../kernel/bilingual.ts'

export const noticeWords = {
  title: { ja: '全学アカウント 有効化のお知らせ', en: 'Activation notice for your university account' },
  confidential: { ja: '親展', en: 'Confidential' },
  intro: {
    ja: '全学アカウントを用意しました。期限までに、下の有効化キーで、ご自分のパスワードを設定してください。',
    en: 'Your university account is ready. It can be used once you have set your own password with the activation key below, before the deadline.',
  },
  username: { ja: 'アカウント名', en: 'Account name' },
  key: { ja: '有効化キー', en: 'Activation key' },
  keyHint: {
    ja: '空白は入力しなくてもかまいません。大文字・小文字は区別しません。',
    en: 'The space may be left out. Capitals do not matter.',
  },
  deadline: { ja: '有効化の期限', en: 'Activate by' },
  opens: { ja: '有効化できる日', en: 'Possible from' },
  page: { ja: '有効化のページ', en: 'Activation page' },
  steps: { ja: 'していただくこと', en: 'What to do' },
  ask: { ja: 'お困りのときは', en: 'Where to ask' },
  care: {
    ja: '大学の職員が有効化キーやパスワードをお尋ねすることはありません。有効化が済んだら、この紙は裁断してください。',
    en: 'No member of the university will ever ask you for this key or your password. Once you have activated your account, shred this paper.',
  },
  batch: { ja: '通知番号 {number}-{place}', en: 'Notice {number}-{place}' },
  single: { ja: '窓口発行 {day}', en: 'Issued at a counter on {day}' },
} as const satisfies Record<string, Bilingual>

export const noticeSteps: readonly Bilingual[] = [
  { ja: 'QRコードを読むか、有効化のページを開きます。', en: 'Scan the QR code, or open the activation page.' },
  { ja: 'アカウント名と有効化キーを入力します。', en: 'Enter your account name and the activation key.' },
  {
    ja: '自分だけが知るパスワードを決めて2回入力します。',
    en: 'Choose a password that only you know, and enter it twice.',
  },
]

export const askWords: readonly Bilingual[] = [
  {
    ja: '期限を過ぎたとき・キーをなくしたとき：学生証や職員証を持って窓口へ',
    en: 'Deadline passed or key lost: come to the counter with your university ID',
  },
  { ja: 'お名前や所属が違うとき：所属の教務・人事の担当へ', en: 'Name or unit wrong: ask the office of your unit' },
  { ja: '操作でお困りのとき：{contact}', en: 'Trouble with the steps: {contact}' },
]

/** Stands after a name in Japanese; English has no such word. */
export const honorific = '様'
