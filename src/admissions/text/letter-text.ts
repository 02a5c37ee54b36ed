/** ○ The letters of an application. None carries more of a person than its reader must know. */
import type { Bilingual } from '../../kernel/bilingual.ts'

const foot: Bilingual = {
  ja: '\n\nお心当たりのないときは、このメールを捨ててください。何も起こりません。\n{institutionJa} 情報環境支援センター',
  en: '\n\nIf this was not you, throw this mail away; nothing will happen.\nICT Support Center, {institutionEn}',
}
const letterOf = (subject: Bilingual, body: Bilingual) => ({
  subject,
  body: { ja: `${body.ja}${foot.ja}`, en: `${body.en}${foot.en}` },
})

/** Letters carry no name of the applicant unless the host must know it, and no proof of who is known. */
export const letters = {
  code: letterOf(
    { ja: '確認コード', en: 'Your code' },
    {
      ja: '利用申請 {number} の確認コードです。\n\n  {code}\n\n{minutes}分以内に、申請の画面に入力してください。\n続きはこのリンクからも開けます（他の人に渡さないでください）：\n{link}',
      en: 'The code for application {number}:\n\n  {code}\n\nEnter it on the application page within {minutes} minutes.\nThis link also opens your application (do not pass it on):\n{link}',
    },
  ),
  received: letterOf(
    { ja: '申請を受け付けました', en: 'We have your application' },
    {
      ja: '申請番号は {number} です。\n状況はこちらで確認できます：\n{link}',
      en: 'Its number is {number}.\nSee how it stands:\n{link}',
    },
  ),
  hostAsked: letterOf(
    { ja: '受入れの確認をお願いします', en: 'Please confirm a guest' },
    {
      ja: '{nameJa} さんが、あなたを受入責任者として利用を申請しました（{number}）。\nサインインして、確認するか、受け入れていないかを答えてください：\n{link}',
      en: '{nameEn} has named you as their host (application {number}).\nSign in and say whether this is right:\n{link}',
    },
  ),
  hostConfirmed: letterOf(
    { ja: '受入責任者が確認しました', en: 'Your host confirmed' },
    {
      ja: '申請 {number} を受入責任者が確認しました。次は証明書類をお見せください。\n{link}',
      en: 'Your host confirmed application {number}. Next, show your proof.\n{link}',
    },
  ),
  hostRefused: letterOf(
    { ja: '受入責任者の確認が取れませんでした', en: 'Your host did not confirm' },
    {
      ja: '申請 {number} は差し戻されました。受入責任者にご相談のうえ、直して提出してください。\n{link}',
      en: 'Application {number} was sent back. Talk to your host, correct it and hand it in again.\n{link}',
    },
  ),
  invited: letterOf(
    { ja: '{institutionJa}からの招待', en: 'An invitation from {institutionEn}' },
    {
      ja: '{hostJa} さんが、{institutionJa}の利用者としてあなたを招待しています。\n{days}日以内に、このリンクから申請してください（他の人に渡さないでください）：\n{link}',
      en: '{hostEn} invites you to {institutionEn}.\nApply by this link within {days} days (do not pass it on):\n{link}',
    },
  ),
  checked: letterOf(
    { ja: '書類を確認しました', en: 'We have seen your papers' },
    {
      ja: '申請 {number} の証明書類を確認しました。承認されるとお知らせします。\n{link}',
      en: 'We have seen the proof for application {number} and will write when it is decided.\n{link}',
    },
  ),
  admitted: letterOf(
    { ja: '申請が承認されました', en: 'Your application was accepted' },
    {
      ja: '申請 {number} が承認されました。次にすることはこちらです：\n{link}',
      en: 'Application {number} was accepted. What to do next:\n{link}',
    },
  ),
  provisional: letterOf(
    { ja: '仮承認されました', en: 'Admitted provisionally' },
    {
      ja: '申請 {number} は仮承認されました。{lastJa}までに証明書類の原本を窓口でお見せください。\n{link}',
      en: 'Application {number} is admitted provisionally. Show your proof at the counter by {lastEn}.\n{link}',
    },
  ),
  sentBack: letterOf(
    { ja: '申請に直していただきたいところがあります', en: 'Something in your application needs correcting' },
    { ja: '申請 {number} に連絡があります：\n{link}', en: 'There is a message on application {number}:\n{link}' },
  ),
  rejected: letterOf(
    { ja: '申請の結果', en: 'About your application' },
    {
      ja: '申請 {number} の結果はこちらで確認できます：\n{link}',
      en: 'The answer to application {number} is here:\n{link}',
    },
  ),
  withdrawn: letterOf(
    { ja: '申請が取り下げられました', en: 'Your application was withdrawn' },
    {
      ja: '申請 {number} は取り下げられました。必要になったら、新しく申請してください。\n{link}',
      en: 'Application {number} was withdrawn. Apply again whenever you need to.\n{link}',
    },
  ),
  expired: letterOf(
    { ja: '申請が終了しました', en: 'Your application has ended' },
    {
      ja: '申請 {number} は60日間動きがなかったため終了しました。必要なら新しく申請してください。\n{link}',
      en: 'Nothing happened to application {number} for 60 days, so it has ended. Apply again if you need to.\n{link}',
    },
  ),
  lapsed: letterOf(
    { ja: '仮承認の期限が過ぎました', en: 'The provisional time is over' },
    {
      ja: '申請 {number} は、証明書類が確認できないまま仮承認の期限が過ぎました。書類がそろったら、継続を申請できます。\n{link}',
      en: 'The provisional time of application {number} ended without proof. Once you have your papers you can apply to continue.\n{link}',
    },
  ),
  provisionalSoon: letterOf(
    { ja: '仮承認の期限が近づいています', en: 'Your provisional time ends soon' },
    {
      ja: '申請 {number} の仮承認は{lastJa}までです。それまでに証明書類の原本を窓口でお見せください。\n{link}',
      en: 'The provisional time of application {number} ends on {lastEn}. Show your proof at the counter before then.\n{link}',
    },
  ),
  periodSoon: letterOf(
    { ja: '利用できる期間の終わりが近づいています', en: 'Your period ends soon' },
    {
      ja: '申請 {number} で認められた期間は{lastJa}までです。続けて利用される方は、新しい書類を用意して継続を申請してください。\n{link}',
      en: 'The period of application {number} ends on {lastEn}. If you stay longer, apply to continue with your new papers.\n{link}',
    },
  ),
  voided: letterOf(
    { ja: '承認が取り消されました', en: 'Your admission was taken back' },
    {
      ja: '申請 {number} の承認は取り消されました。お心当たりがないときは、情報環境支援センターにご連絡ください。\n{link}',
      en: 'The admission of application {number} was taken back. If this is a surprise, contact the ICT Support Center.\n{link}',
    },
  ),
  endedEarly: letterOf(
    { ja: '利用できる期間が短くなりました', en: 'Your period ends earlier' },
    {
      ja: '申請 {number} で認められた期間は、{lastJa}までとなりました。理由はこちらで確認できます：\n{link}',
      en: 'The period of application {number} now ends on {lastEn}. The reason is here:\n{link}',
    },
  ),
  broughtForYou: letterOf(
    { ja: '利用申請が出されました', en: 'An application was made for you' },
    {
      ja: '{unit} が、あなたの利用を申請しました（申請番号 {number}）。あなたがすることは今はありません。承認されるとお知らせします。\n{link}',
      en: '{unit} has applied for you (application {number}). You need not do anything now. We will write when it is accepted.\n{link}',
    },
  ),
  invitedReminder: letterOf(
    { ja: '招待へのお返事をお待ちしています', en: 'Your invitation is waiting' },
    {
      ja: '{hostJa} さんからの招待は、あと{days}日で使えなくなります。このリンクから申請してください（前のリンクは使えなくなりました。他の人に渡さないでください）：\n{link}',
      en: 'The invitation from {hostEn} can be used for {days} more days. Apply by this link; the earlier one no longer works (do not pass it on):\n{link}',
    },
  ),
  invitationOver: letterOf(
    { ja: '招待の期限が切れました', en: 'An invitation has expired' },
    {
      ja: '{guest} さんへの招待は、申請のないまま期限が切れました。必要なら送り直してください：\n{link}',
      en: 'Your invitation to {guest} expired without an application. You can send it again:\n{link}',
    },
  ),
  hostLeaves: letterOf(
    { ja: '受入責任者が転出されます', en: 'Your host is leaving' },
    {
      ja: 'あなたの受入責任者が大学を離れるため、申請 {number} による利用は{lastJa}で終わります。\n続けるには、別の教員・職員に受入責任者になってもらってください。申請の画面から、その方の大学メールアドレスを届け出られます：\n{link}',
      en: 'Your host is leaving the university, so what application {number} gave you ends on {lastEn}.\nTo stay, ask another member of staff to be your host, and name their university address on your application’s page:\n{link}',
    },
  ),
  hostLeavesFile: letterOf(
    { ja: '受入責任者が転出されます', en: 'Your host is leaving' },
    {
      ja: 'あなたの受入責任者が大学を離れます（{number}）。利用を続けるには、別の教員・職員に受入責任者になってもらい、所属の部局に申し出てください。',
      en: 'Your host is leaving the university ({number}). To stay, ask another member of staff to be your host, and tell your department.',
    },
  ),
  yourGuest: letterOf(
    { ja: '受け入れている方の引継ぎをお願いします', en: 'Please hand your guest over' },
    {
      ja: '大学を離れられるため、{nameJa} さん（{number}）の受入責任者が必要です。引き継ぐ方がいないと、{nameJa} さんの利用は終わります。\n引き継ぐ方の大学メールアドレスを、こちらで届け出てください：\n{link}',
      en: 'You are leaving, so {nameEn} ({number}) needs another host; without one, their use ends.\nName the university address of whoever takes over:\n{link}',
    },
  ),
  hostStays: letterOf(
    { ja: '受入責任者が続けることになりました', en: 'Your host stays' },
    {
      ja: '申請 {number} の受入責任者は続けることになりました。期間は元のとおりです。\n{link}',
      en: 'The host of application {number} stays after all. Your period is as it was.\n{link}',
    },
  ),
  newHostAsked: letterOf(
    { ja: '受入れの引継ぎの確認をお願いします', en: 'Will you take over a guest?' },
    {
      ja: '{nameJa} さん（{number}）の新しい受入責任者として、あなたのお名前が挙がりました。\nサインインして、引き継ぐかどうかを答えてください：\n{link}',
      en: 'You were named as the new host of {nameEn} (application {number}).\nSign in and say whether you take over:\n{link}',
    },
  ),
  newHostYes: letterOf(
    { ja: '新しい受入責任者が決まりました', en: 'You have a new host' },
    {
      ja: '{hostJa} さんが、申請 {number} の受入責任者を引き継ぎました。期間は元のとおりです。\n{link}',
      en: '{hostEn} took over as the host of application {number}. Your period is as it was.\n{link}',
    },
  ),
  newHostNo: letterOf(
    { ja: '新しい受入責任者はまだ決まっていません', en: 'You still need a new host' },
    {
      ja: '申請 {number} の引継ぎをお願いした方は、引き受けられませんでした。別の方にお願いしてください。\n{link}',
      en: 'The member who was asked to take over application {number} did not. Please ask somebody else.\n{link}',
    },
  ),
} as const satisfies Record<string, { subject: Bilingual; body: Bilingual }>
