/** ○ The words of refusals, and of what was done. */
import type { Bilingual } from '../../kernel/bilingual.ts'

export const refusals = {
  'admissions.too_many': {
    ja: '短い間に回数が多すぎます。1時間ほど待ってからお試しください。',
    en: 'Too many tries in a short time. Wait about an hour.',
  },
  'admissions.invitation_over': {
    ja: 'この招待はもう使えません。招待した方にご連絡ください。',
    en: 'This invitation can no longer be used. Ask the person who invited you.',
  },
  'admissions.nothing_to_continue': {
    ja: '継続できる申請ではありません。',
    en: 'This application cannot be continued.',
  },
  'admissions.closed': {
    ja: '提出された申請は変更できません。',
    en: 'An application that was handed in cannot be changed.',
  },
  'admissions.no_address': {
    ja: '連絡先のメールアドレスを先に入力してください。',
    en: 'Enter your mail address first.',
  },
  'admissions.not_now': { ja: '今の状態では、この操作はできません。', en: 'This cannot be done in the present state.' },
  'admissions.unreadable': {
    ja: '書き方を確認していただきたい項目があります。',
    en: 'One of the answers needs another look.',
  },
  'admissions.incomplete': { ja: 'まだ答えていない質問があります。', en: 'Some questions are not answered yet.' },
  'admissions.mail_unverified': {
    ja: '連絡先のメールアドレスを確認してください。',
    en: 'Verify your mail address first.',
  },
  'admissions.not_for_you': {
    ja: 'この身分は、部局または本部から申請します。',
    en: 'This status is applied for by a department or the head office.',
  },
  'admissions.not_a_host': {
    ja: '招待できるのは、教員・職員・役員の方です。',
    en: 'Only faculty, staff and officers can invite.',
  },
  'admissions.not_hosted': { ja: 'この身分には受入責任者がいません。', en: 'This status has no host.' },
  'admissions.period_wrong': { ja: '期間をご確認ください。', en: 'Check the period.' },
  'admissions.own_application': {
    ja: 'ご自身に関わる申請は、他の担当者が処理します。',
    en: 'Another officer decides on matters of your own.',
  },
  'admissions.host_unknown': {
    ja: '受入責任者になれる方が見つかりません。人物番号をご確認ください。',
    en: 'No member who may be a host was found. Check the person number.',
  },
  'admissions.no_document': { ja: '確認した書類を選んでください。', en: 'Choose the document you saw.' },
  'admissions.no_number': {
    ja: '書類の番号の下4桁を入力してください。',
    en: 'Enter the last four characters of its number.',
  },
  'admissions.agent_only_forwards': {
    ja: '取次窓口は受付だけを行います。確認は主窓口で行ってください。',
    en: 'Agent counters accept and forward; the main counter checks.',
  },
  'admissions.brought_by_you': {
    ja: 'ご自身が代わりに申請したものは、他の担当者が判断します。',
    en: 'You applied for this person, so another officer decides.',
  },
  'admissions.host_asked_already': {
    ja: 'すでに別の方に引継ぎをお願いしています。その方の返事をお待ちください。',
    en: 'Somebody has been asked to take over already. Wait for their answer.',
  },
  'admissions.not_the_proof': {
    ja: 'この書類は、申請された身分の証明になりません。',
    en: 'This paper does not prove the status that was applied for.',
  },
  'admissions.not_proven': {
    ja: '証明書類がまだ確認されていません。書き直された申請は、もう一度確認が必要です。',
    en: 'The proof has not been seen yet. An application that was changed needs it seen again.',
  },
  'admissions.host_gone': {
    ja: '受入責任者の確認がないか、すでに大学にいません。差し戻して、別の方の確認をもらってください。',
    en: 'No host has confirmed, or the host has left. Send it back for another host’s word.',
  },
  'admissions.one_officer_is_not_enough': {
    ja: 'この方法での確認には二人の担当者が要ります。一件ずつ記録してください。',
    en: 'This way of checking takes two officers. Record it one application at a time.',
  },
  'admissions.none_of_them': {
    ja: '今この操作ができる申請は、このまとまりの中にありません。',
    en: 'None of these applications can take this step now.',
  },
  'admissions.not_your_unit': {
    ja: '所属する部局を選んでください。申請できるのは、ご自身の部局の方だけです。',
    en: 'Choose your own department. You can apply for its people alone.',
  },
  'admissions.batch_over': {
    ja: 'この一括申請はすでに提出されたか、取りやめられました。',
    en: 'This batch was already handed in or discarded.',
  },
  'admissions.batch_changed': {
    ja: '表示したあとに状況が変わりました。もう一度ご確認のうえ、提出してください。まだ何も申請されていません。',
    en: 'Something changed since this was shown. Look again and then hand it in. Nothing was applied for yet.',
  },
  'admissions.nobody_to_apply_for': {
    ja: '申請できる行がありません。ファイルを直して読み込み直してください。',
    en: 'No row can be applied for. Correct the file and read it again.',
  },
  'admissions.rows_wrong': {
    ja: '直していただきたい行があります。まだ何も申請されていません。',
    en: 'Some rows need correcting. Nothing was applied for yet.',
  },
} as const satisfies Record<string, Bilingual>

export const notices = {
  'admissions.saved': { ja: '保存しました。', en: 'Saved.' },
  'admissions.submitted': { ja: '申請を提出しました。', en: 'Your application was handed in.' },
  'admissions.withdrawn': { ja: '申請を取り下げました。', en: 'The application was withdrawn.' },
  'admissions.code-sent': {
    ja: '確認コードを送りました。メールをご覧ください。',
    en: 'A code was sent. Look at your mail.',
  },
  'admissions.verified': { ja: 'メールアドレスを確認しました。', en: 'Your address is verified.' },
  'admissions.done': { ja: '記録しました。', en: 'Recorded.' },
  'admissions.invited': { ja: '招待を送りました。', en: 'The invitation was sent.' },
  'admissions.invitation-withdrawn': { ja: '招待を取り消しました。', en: 'The invitation was withdrawn.' },
  'admissions.answered': { ja: '返事を記録しました。', en: 'Your answer was recorded.' },
  'admissions.batch': { ja: 'まとめて申請しました。', en: 'The applications were handed in.' },
  'admissions.batch-read': {
    ja: 'ファイルを読み込みました。まだ申請されていません。',
    en: 'The file was read. Nothing was applied for yet.',
  },
  'admissions.batch-discarded': { ja: '一括申請を取りやめました。', en: 'The batch was discarded.' },
  'admissions.second-asked': {
    ja: '記録しました。もう一人の担当者が確認すると、証明になります。',
    en: 'Recorded. It counts as proof once a second officer has checked too.',
  },
  'admissions.host-asked': {
    ja: '新しい受入責任者の候補に確認をお願いしました。',
    en: 'If this is the address of a member who may be a host, they have been asked.',
  },
} as const satisfies Record<string, Bilingual>
