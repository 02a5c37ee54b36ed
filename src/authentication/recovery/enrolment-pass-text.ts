/** ○ Words of enrolment passes: at the counter, on the paper, on the person's page. */
import type { Bilingual } from '../../kernel/bilingual.ts'

// prettier-ignore
export const passRefusals = {
  'pass.own': { ja: 'ご自身のための手続きはできません。ほかの担当者に依頼してください。', en: 'You cannot do this for yourself. Ask another officer.' },
  'pass.of_an_officer': { ja: '業務の権限を持つ方の手続きは、アカウント担当者が行います。', en: 'For somebody with an officer’s role, an account operator does this.' },
  'pass.asked_by_you': { ja: 'ご自身が受け付けたものは、ほかの担当者が確認します。', en: 'You received this one; another officer has to agree.' },
  'pass.not_now': { ja: 'この登録券は、今はその操作ができません。ページを読み直してください。', en: 'This pass is not in a state for that now. Please reload the page.' },
  'factor.probation': { ja: '復旧のあと48時間は、認証手段の削除と通知用メールアドレスの登録はできません。', en: 'For 48 hours after a recovery nothing can be removed, and no notification address be given.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const passNotices = {
  'pass-asked': { ja: '受け付けました。', en: 'It is noted.' },
  'pass-approved': { ja: '確認しました。登録券を印刷できます。', en: 'You agreed. The pass can be printed.' },
  'pass-used': { ja: '以前の認証手段をすべて外しました。新しいものを登録してください。', en: 'Your former second factors are gone. Set up a new one now.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const passWords = {
  desk: {
    title: { ja: '多要素認証の復旧', en: 'Recovering second factors' },
    lead: { ja: '認証手段をすべて失った方に、新しく登録するための登録券を渡します。登録券だけではサインインできません。', en: 'Whoever lost every second factor gets a pass to set up new ones. The pass alone signs nobody in.' },
    document: { ja: '確認した書類', en: 'Document you saw' },
    documents: {
      'student-id': { ja: '学生証', en: 'student ID' },
      'staff-id': { ja: '職員証', en: 'staff ID' },
      'part-time-lecturer-id': { ja: '非常勤講師証', en: 'part-time lecturer ID' },
      'public-photo-id': { ja: '写真つきの公的な身分証', en: 'official photo ID' },
    },
    last4: { ja: '書類番号の下4桁', en: 'Last four letters of its number' },
    minutes: { ja: '有効時間', en: 'Works for' },
    spans: {
      15: { ja: '15分', en: '15 minutes' },
      60: { ja: '1時間', en: 'one hour' },
      480: { ja: '8時間', en: 'eight hours' },
    },
    ask: { ja: '本人を確かめた', en: 'I have seen the person' },
    asked: { ja: 'もう一人の担当者の確認を待っています。', en: 'Another officer has to agree.' },
    askedBy: { ja: '受付', en: 'Received by' },
    approve: { ja: '確認して承認する', en: 'Agree' },
    approved: { ja: '印刷できます。印刷したら封をしたまま、すぐにご本人へ渡してください。', en: 'Ready to print. Fold it unread and hand it over at once.' },
    print: { ja: '登録券を印刷する', en: 'Print the pass' },
    printed: { ja: '印刷済みです。渡せなかったときは、受付からやり直してください。', en: 'It was printed. If it was not handed over, begin again.' },
  },
  paper: {
    title: { ja: '多要素認証の登録券', en: 'Pass to set up a second factor' },
    how: { ja: 'いつものIDとパスワードでサインインし、次のページに登録券を入力してください。一度だけ使えます。', en: 'Sign in with your ID and password, and enter this pass on the page below. It works once.' },
    until: { ja: '{at} まで有効', en: 'Good until {at}' },
    secret: { ja: '大学の職員がこの文字をお尋ねすることはありません。', en: 'Nobody of the university will ever ask you for it.' },
  },
  mine: {
    title: { ja: '認証手段をすべて失ったとき', en: 'If you lost every second factor' },
    lead: { ja: '窓口で本人確認を受けると、登録券を受け取れます。入力すると以前の認証手段がすべて外れ、新しく登録できます。', en: 'A counter that sees your ID gives you a pass. It removes all former second factors, and you set up new ones.' },
    first: { ja: '先に試すこと', en: 'Try these first' },
    firstWhat: { ja: 'ほかの認証手段か、印刷したリカバリーコードがあれば、窓口に行かずに済みます。', en: 'Another second factor or a printed recovery code spares you the way to a counter.' },
    pass: { ja: '登録券', en: 'Pass' },
    passHint: { ja: '例：ABCD-EFGH-JKMN', en: 'For example ABCD-EFGH-JKMN' },
    wrong: { ja: '登録券が違うか、使用済みか、期限が過ぎています。5回間違えると使えなくなります。', en: 'This pass is wrong, used or too old. After five wrong tries it stops working.' },
    submit: { ja: '登録し直す', en: 'Set up anew' },
  },
} as const
