/** ○ The words of states and of what happened. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { BatchState, InvitationState, Landing, State } from '../application.ts'

export const stateNames = {
  draft: { ja: '入力中', en: 'Being filled in' },
  host_asked: { ja: '受入責任者の確認待ち', en: 'Waiting for the host' },
  submitted: { ja: '証明書類の確認待ち', en: 'Waiting for proof' },
  checked: { ja: '審査中', en: 'Being decided' },
  provisional: { ja: '仮承認', en: 'Admitted provisionally' },
  admitted: { ja: '承認済み', en: 'Admitted' },
  sent_back: { ja: '差し戻し', en: 'Sent back' },
  rejected: { ja: '不承認', en: 'Rejected' },
  withdrawn: { ja: '取り下げ', en: 'Withdrawn' },
  expired: { ja: '期限切れ', en: 'Expired' },
  lapsed: { ja: '仮承認の期限切れ', en: 'Provisional time over' },
  voided: { ja: '承認取消', en: 'Voided' },
} as const satisfies Record<State, Bilingual>

/** The state in a sentence, and what comes next, said to the applicant. */
export const nextWords: Readonly<Record<State, Bilingual>> = {
  draft: {
    ja: '質問に答えて提出してください。入力した内容は保存されています。',
    en: 'Answer the questions and hand it in. What you entered is kept.',
  },
  host_asked: {
    ja: '受入責任者に確認をお願いしています。返事があるとメールでお知らせします。',
    en: 'We have asked your host. You will get a mail when they answer.',
  },
  submitted: {
    ja: '証明書類の原本を、情報環境支援センターの窓口でお見せください。来られないときは、所属の部局または取次窓口にご相談ください。',
    en: 'Show the original of your proof at the ICT Support Center. If you cannot come, ask your department or an agent counter.',
  },
  checked: {
    ja: '書類を確認しました。承認されるとメールでお知らせします。',
    en: 'We have seen your papers. You will get a mail when it is decided.',
  },
  provisional: {
    ja: '仮承認されました。期限までに証明書類の原本を窓口でお見せください。期限を過ぎると利用できなくなります。',
    en: 'You are admitted provisionally. Show your proof at the counter before the day below, or your use ends then.',
  },
  admitted: {
    ja: '承認されました。アカウントの通知書を受け取ったら、有効化してください。',
    en: 'You are admitted. Once you have your account notice, activate your account.',
  },
  sent_back: {
    ja: '直していただくところがあります。下の連絡を読んで、直してもう一度提出してください。',
    en: 'Something needs correcting. Read the message below, correct it and hand it in again.',
  },
  rejected: {
    ja: '申請は承認されませんでした。理由は下の連絡をご覧ください。',
    en: 'The application was not accepted. The reason is in the message below.',
  },
  withdrawn: { ja: '申請は取り下げられました。', en: 'The application was withdrawn.' },
  expired: {
    ja: '60日間動きがなかったため終了しました。必要なら新しく申請してください。',
    en: 'Nothing happened for 60 days, so it ended. Apply again if you need to.',
  },
  lapsed: {
    ja: '証明書類が確認できないまま仮承認の期限が過ぎました。継続の申請ができます。',
    en: 'The provisional time ended without proof. You can apply to continue.',
  },
  voided: { ja: '承認は取り消されました。', en: 'The admission was taken back.' },
}

export const landingNames = {
  none: { ja: '未登録', en: 'Not registered' },
  waiting: { ja: '登録処理中', en: 'Being registered' },
  landed: { ja: '登録済み', en: 'Registered' },
  case: { ja: '同一人物かを確認中', en: 'Match case open' },
  refused: { ja: '登録できませんでした', en: 'Could not be registered' },
} as const satisfies Record<Landing, Bilingual>

export const actionNames: Readonly<Record<string, Bilingual>> = {
  submit: { ja: '提出されました', en: 'Handed in' },
  ask_host: { ja: '提出され、受入責任者に確認を依頼しました', en: 'Handed in; the host was asked' },
  confirm: { ja: '受入責任者が確認しました', en: 'The host confirmed' },
  refuse: { ja: '受入責任者が確認できませんでした', en: 'The host did not confirm' },
  record_evidence: { ja: '証明書類を確認しました', en: 'The proof was seen' },
  prove: { ja: '証明書類を確認し、本承認となりました', en: 'The proof was seen; admitted in full' },
  admit: { ja: '承認されました', en: 'Admitted' },
  admit_provisionally: { ja: '仮承認されました', en: 'Admitted provisionally' },
  send_back: { ja: '差し戻されました', en: 'Sent back' },
  reject: { ja: '承認されませんでした', en: 'Rejected' },
  withdraw: { ja: '取り下げられました', en: 'Withdrawn' },
  expire: { ja: '期限が切れました', en: 'Expired' },
  lapse: { ja: '仮承認の期限が切れました', en: 'The provisional time ended' },
  void: { ja: '承認が取り消されました', en: 'Voided' },
  lose_host: {
    ja: '受入責任者が転出します。引き継ぐ人がいないと、期間が短くなります',
    en: 'The host leaves; without another, the period ends early',
  },
  ask_new_host: { ja: '新しい受入責任者に引継ぎを依頼しました', en: 'Another member was asked to take over as host' },
  take_over: { ja: '新しい受入責任者が引き継ぎました', en: 'A new host took over' },
  decline: { ja: '依頼した方は引き継げませんでした', en: 'The member who was asked did not take over' },
  keep_host: { ja: '受入責任者が続けることになりました', en: 'The host stays after all' },
  end_early: { ja: '終了日が早まりました', en: 'The end was brought forward' },
}

export const invitationNames = {
  open: { ja: '返事待ち', en: 'Waiting' },
  used: { ja: '申請あり', en: 'Applied' },
  withdrawn: { ja: '取り消し', en: 'Withdrawn' },
  expired: { ja: '期限切れ', en: 'Expired' },
} as const satisfies Record<InvitationState, Bilingual>

export const batchNames = {
  read: { ja: '確認中（未提出）', en: 'Read, not handed in' },
  handed_in: { ja: '提出済み', en: 'Handed in' },
  discarded: { ja: '取りやめ', en: 'Discarded' },
} as const satisfies Record<BatchState, Bilingual>
