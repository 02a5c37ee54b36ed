/** ○ The words of this module's refusals and of what is said after an act. */
import type { Bilingual } from '../kernel/bilingual.ts'

export const refusals: Readonly<Record<string, Bilingual>> = {
  'account.already_suspended': { ja: 'このアカウントは既に停止中です。', en: 'This account is already suspended.' },
  'account.closed': { ja: 'このアカウントは廃止されています。', en: 'This account has been closed.' },
  'account.not_begun': {
    ja: '利用開始前のアカウントは停止できません。',
    en: 'An account that has not begun cannot be suspended.',
  },
  'account.not_suspended': { ja: 'このアカウントは停止中ではありません。', en: 'This account is not suspended.' },
  'account.not_to_activate': {
    ja: '停止中または廃止されたアカウントには、有効化キーを発行できません。',
    en: 'A suspended or closed account cannot be given a key.',
  },
  'account.own': {
    ja: 'ご自分のアカウントに対しては、この操作はできません。',
    en: 'You cannot do this to your own account.',
  },
  'account.of_an_officer': {
    ja: '担当者の権限を持つ人のアカウントは、アカウント担当だけが扱えます。',
    en: 'The account of an officer is for account operators alone.',
  },
  'account.exists': {
    ja: 'この人には既にこの種類のアカウントがあります。',
    en: 'This person already has an account of this kind.',
  },
  'account.stays_already': {
    ja: 'このアカウントは既に残すことになっています。',
    en: 'This account stays already.',
  },
  'account.unknown': { ja: 'アカウントを選んでください。', en: 'Choose an account.' },
  'person.held': {
    ja: 'この人の情報は保全中のため、変更できません。',
    en: 'This person is on hold and must not be changed.',
  },
  'person.unknown': { ja: '人を選んでください。', en: 'Choose a person.' },
  'resume.not_proposed': {
    ja: '停止解除の提案がありません。まず別の担当者が提案してください。',
    en: 'Nobody has proposed to lift this suspension yet.',
  },
  'resume.same_person': {
    ja: '提案した本人は承認できません。別の担当者が承認してください。',
    en: 'Whoever proposed it cannot release it. Ask another officer.',
  },
  'resume.proposal_lapsed': {
    ja: '提案から3日を過ぎました。もう一度提案してください。',
    en: 'The proposal is more than three days old. Please propose it again.',
  },
  'reason.missing': { ja: '理由を入力してください。', en: 'Enter the reason.' },
  'reason.too_long': { ja: '理由は500文字以内で入力してください。', en: 'Keep the reason within 500 characters.' },
  'cause.missing': { ja: '停止の区分を選んでください。', en: 'Choose the cause.' },
  'kind.missing': { ja: 'アカウントの種類を選んでください。', en: 'Choose the kind of account.' },
  'day.wrong': { ja: '日付は 2027-04-01 の形で入力してください。', en: 'Enter the day as 2027-04-01.' },
  'key.unknown': { ja: '有効化キーを選んでください。', en: 'Choose a key.' },
  'key.cannot_be_extended': {
    ja: '使用済み・取消し・無効のキーは延長できません。新しいキーを発行してください。',
    en: 'A used, revoked or void key cannot be extended. Issue a new one.',
  },
  'key.deadline_not_later': {
    ja: '今の期限より後の日付を入力してください。',
    en: 'Enter a day after the present deadline.',
  },
  'key.deadline_too_far': { ja: '延長は2か月先までです。', en: 'A deadline can be at most two months ahead.' },
  'key.replaced': { ja: 'このキーの後に新しいキーが発行されています。', en: 'A newer key has been issued since.' },
  'key.wrong': { ja: 'アカウント名または有効化キーが違います。', en: 'The account name or the key is not right.' },
  'key.expired': { ja: '有効化の期限が過ぎています。', en: 'The deadline of the key has passed.' },
  'key.spent': { ja: 'この有効化キーは使えません。', en: 'This key can no longer be used.' },
  'key.too_early': { ja: 'この有効化キーはまだ使えません。', en: 'This key cannot be used yet.' },
  'evidence.no_document': {
    ja: '対面の場合は、確認した証明書の種類を選んでください。',
    en: 'In person, choose the document that you saw.',
  },
  'evidence.not_enough': {
    ja: '対面でない場合は、もう1名の確認者が必要です。',
    en: 'Unless in person, a second officer must have checked.',
  },
  'evidence.agent_counter_only_forwards': {
    ja: '取次窓口では発行できません。情報環境支援センターへ回付してください。',
    en: 'An agent counter cannot issue. Forward it to the main counter.',
  },
  'evidence.method_missing': { ja: '確認方法を選んでください。', en: 'Choose how identity was checked.' },
  'evidence.document_missing': { ja: '証明書の種類を選んでください。', en: 'Choose the kind of document.' },
  'evidence.purpose_missing': { ja: '用件を選んでください。', en: 'Choose what was asked for.' },
  'evidence.counter_missing': { ja: '窓口を選んでください。', en: 'Choose the counter.' },
  'evidence.last4': {
    ja: '証明書番号の下4桁を半角英数字で入力してください。',
    en: 'Enter the last four letters or digits of the document number.',
  },
  'username.missing': { ja: 'アカウント名を入力してください。', en: 'Enter an account name.' },
  'username.same': { ja: '今と同じアカウント名です。', en: 'That is the present name.' },
  'username.taken': {
    ja: 'この名前は使えません。別の名前にしてください。',
    en: 'This name cannot be used. Choose another.',
  },
  'username.wrong_shape': {
    ja: 'この種類のアカウント名の形式に合っていません（例：taro123yoshida）。',
    en: 'This is not the shape of such a name (for example taro123yoshida).',
  },
  'username.excluded_name': { ja: '使えない語を含んでいます。', en: 'It contains a word that must not be used.' },
  'username.too_long': {
    ja: '名前が長すぎます。64文字以内にしてください。',
    en: 'The name is too long. Keep it within 64 characters.',
  },
  'username.no_roman_name': {
    ja: 'ローマ字氏名がないため、名前を作れませんでした。',
    en: 'There is no romanised name to make one of.',
  },
  'username.none_left': { ja: '空いている番号がありませんでした。', en: 'No number was left.' },
  'batch.empty': { ja: '通知書を待っている人がいません。', en: 'Nobody is waiting for a notice.' },
  'batch.too_large': {
    ja: '{count}名は一度に印刷できません（上限{most}名）。部局や身分で分けてください。',
    en: '{count} are too many for one batch ({most} at most). Print by unit or status.',
  },
  'batch.changed': {
    ja: '対象が{count}名に変わりました。もう一度確かめてください。',
    en: 'It would now be {count} people. Please check again.',
  },
  'batch.nothing_to_reprint': {
    ja: 'その範囲に、まだ有効化していない人はいません。',
    en: 'In that range there is nobody who has not activated yet.',
  },
  'batch.unknown': { ja: '通知書の束を選んでください。', en: 'Choose a batch.' },
  'place.wrong': { ja: '番号は1以上の数字で入力してください。', en: 'Enter a number from 1.' },
  'forwarding.too_late': {
    ja: '停止の後では、転送先を変えられません。',
    en: 'After the stop, forwarding can no longer be changed.',
  },
  'forwarding.no_mail': { ja: 'このアカウントにはメールがありません。', en: 'This account has no mail.' },
  'forwarding.own_address': {
    ja: '一緒に停止するアドレスには転送できません。',
    en: 'Mail cannot be forwarded to an address that stops as well.',
  },
  'mail.wrong': {
    ja: 'メールアドレスは name@example.org の形で入力してください。',
    en: 'Enter an address such as name@example.org.',
  },
}

export const notices: Readonly<Record<string, Bilingual>> = {
  'account-suspended': {
    ja: 'アカウントを一時停止しました。サインイン中の端末からも、すぐに使えなくなります。',
    en: 'The account has been suspended. Devices that are signed in are out at once.',
  },
  'resume-proposed': {
    ja: '停止の解除を提案しました。別の担当者の承認を待っています。',
    en: 'You proposed to lift the suspension. It waits for another officer.',
  },
  'account-resumed': { ja: '停止を解除しました。', en: 'The suspension has been lifted.' },
  'account-renamed': {
    ja: 'アカウント名を変更しました。旧名でも1年間はサインインできます。',
    en: 'The account has been renamed. The former name still signs in for a year.',
  },
  'account-stays': {
    ja: 'このアカウントを残すことにしました。もう一方は、予告してから停止します。',
    en: 'This account stays. The other will be told, and then stop.',
  },
  'deadline-extended': {
    ja: '有効化の期限を延長しました。お手元の通知書のキーがそのまま使えます。',
    en: 'The deadline has been extended. The key on the paper works as before.',
  },
  'batch-delivered': { ja: '交付を記録しました。', en: 'Recorded as handed over.' },
  'forwarding-set': { ja: '転送先を保存しました。', en: 'Your forwarding address has been saved.' },
  'username-chosen': { ja: 'アカウント名を決めました。', en: 'The account name has been set.' },
}
