/** ○ The words of eligibility, in both languages. */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Effect } from './difference.ts'
import type { EntitlementKind } from './entitlement.ts'
import type { ExceptionEffect } from './facts.ts'
import type { RuleBookState } from './rule-book.ts'
import type { StatusGroup } from './rules.ts'

export const kindNames = {
  'account.ECS': { ja: 'ECS-ID', en: 'ECS-ID' },
  'account.SPS': { ja: 'SPS-ID', en: 'SPS-ID' },
  'mail.KUMOI': { ja: '学生用メール（KUMOI）', en: 'Student mail (KUMOI)' },
  'mail.KUMail': { ja: '教職員用メール（KUMail）', en: 'Staff mail (KUMail)' },
  'card.student': { ja: 'IC学生証', en: 'IC student ID card' },
  'card.non-regular': { ja: '非正規学生の身分証', en: 'ID for non-regular students' },
  'card.staff': { ja: 'IC職員証', en: 'IC staff ID card' },
  'card.officer': { ja: 'IC役員証', en: 'IC officer ID card' },
  'card.authentication': { ja: '認証ICカード', en: 'Authentication IC card' },
  'card.emeritus': { ja: '名誉教授証', en: 'Professor-emeritus card' },
  'card.part-time-lecturer': { ja: '非常勤講師証', en: 'Part-time-lecturer ID' },
  'card.facility': { ja: '施設利用証', en: 'Facility user ID card' },
  'certificate.client': {
    ja: 'クライアント証明書（ログイン・ネットワーク）',
    en: 'Client certificate (sign-in, network)',
  },
  'certificate.smime': { ja: '電子メール証明書（S/MIME）', en: 'Mail certificate (S/MIME)' },
  'affiliation.student': { ja: '職位「学生」の送信', en: 'Affiliation “student”' },
  'affiliation.faculty': { ja: '職位「教員」の送信', en: 'Affiliation “faculty”' },
  'affiliation.staff': { ja: '職位「職員」の送信', en: 'Affiliation “staff”' },
  'affiliation.member': { ja: '職位「構成員」の送信', en: 'Affiliation “member”' },
  'role.operator': { ja: '担当：システム管理', en: 'Role: operator' },
  'role.auditor': { ja: '担当：監査', en: 'Role: auditor' },
  'role.registrar': { ja: '担当：人物台帳', en: 'Role: registrar' },
  'role.rule-keeper': { ja: '担当：利用資格', en: 'Role: rule-keeper' },
  'role.account-operator': { ja: '担当：アカウント', en: 'Role: account operator' },
  'role.counter': { ja: '担当：窓口', en: 'Role: counter' },
  'role.department': { ja: '担当：部局', en: 'Role: department' },
} as const satisfies Record<EntitlementKind, Bilingual>

export const statusGroupNames = {
  student: { ja: '正規学生', en: 'Regular students' },
  'non-degree': { ja: '非正規学生', en: 'Non-regular students' },
  teacher: { ja: '非常勤・名誉', en: 'Part-time and emeriti' },
  researcher: { ja: '特別研究員', en: 'Research fellows' },
  guest: { ja: '受入れ', en: 'Guests' },
  staff: { ja: '教職員', en: 'Staff and faculty' },
  other: { ja: 'その他', en: 'Others' },
} as const satisfies Record<StatusGroup, Bilingual>

export const bookStateNames = {
  draft: { ja: '下書き', en: 'Draft' },
  rehearsed: { ja: '予行済み', en: 'Rehearsed' },
  scheduled: { ja: '施行待ち', en: 'Scheduled' },
  active: { ja: '施行中', en: 'In force' },
  retired: { ja: '失効', en: 'No longer in force' },
  withdrawn: { ja: '取下げ', en: 'Withdrawn' },
} as const satisfies Record<RuleBookState, Bilingual>

export const effectNames = {
  gains: { ja: '新たに得る', en: 'Gains' },
  loses: { ja: '失う', en: 'Loses' },
  longer: { ja: '長くなる', en: 'Longer' },
  shorter: { ja: '短くなる', en: 'Shorter' },
  other: { ja: '理由・準備日・過去だけ', en: 'Only reasons, preparation or past' },
} as const satisfies Record<Effect, Bilingual>

export const exceptionEffectNames = {
  grant: { ja: '付与', en: 'Granted' },
  withhold: { ja: '差止め', en: 'Withheld' },
  extend: { ja: '延長', en: 'Extended' },
} as const satisfies Record<ExceptionEffect, Bilingual>

/** Sentences of an explanation; `{…}` are filled in. Said to the person; `clerk` says the same to staff. */
export const sentences = {
  heldUntil: { ja: '{last}まで使えます。', en: 'You have it until {last}.' },
  heldOpen: { ja: '使えます。終わりの日は決まっていません。', en: 'You have it, with no end date.' },
  startsOn: { ja: '{from}から使えます。', en: 'You have it from {from}.' },
  graceUntil: {
    ja: '期間は終わりました。{last}までは一部だけ使えます。',
    en: 'It has ended. Part of it still holds until {last}.',
  },
  endedOn: { ja: '{last}に終わりました。', en: 'It ended after {last}.' },
  lacks: { ja: '対象ではありません。', en: 'You are not entitled to it.' },
  onRequest: { ja: '希望すれば受けられます。', en: 'It is given when you ask for it.' },
  graceAfter: {
    ja: 'その後{last}までは、メールの取出しなど一部だけ使えます。',
    en: 'After that, until {last}, only part of it holds, such as fetching your mail.',
  },
  forwardAfter: {
    ja: 'その後{last}までは、事前に設定した転送だけが続きます。',
    en: 'After that, until {last}, only forwarding set beforehand goes on.',
  },
  again: { ja: '{from}から再び使えます。', en: 'You have it again from {from}.' },
  byStatus: {
    ja: '{status}（{unit}{from}から{last}まで）として登録されているためです。',
    en: 'Because you are registered as: {status} ({unit}from {from} until {last}).',
  },
  byStatusOpen: {
    ja: '{status}（{unit}{from}から）として登録されているためです。',
    en: 'Because you are registered as: {status} ({unit}from {from}).',
  },
  byRule: { ja: '規則「{rule}」（第{since}版）・根拠：{basis}', en: 'Rule {rule} (version {since}), basis: {basis}' },
  byGrant: {
    ja: '特例により{from}から{last}まで認められています。',
    en: 'Granted by an exception from {from} until {last}.',
  },
  byExtension: { ja: '特例により{last}まで延長されています。', en: 'Extended by an exception until {last}.' },
  byHandOver: {
    ja: '新しいアカウントへの引継ぎのため、{last}まで両方を使えます。',
    en: 'So that you can move to the new account, both are held until {last}.',
  },
  endsByAffiliation: {
    ja: '終わりの日は、登録された身分の期間の終わりです。',
    en: 'It ends on this day because the registered status ends then.',
  },
  endsByProvisional: {
    ja: '証明が届くまでの仮の資格なので、この日に終わります。証明が確認されると延びます。',
    en: 'It ends on this day because it is provisional until the proof is seen. Once it is, it is prolonged.',
  },
  endsByLimit: {
    ja: 'この身分で認められる最長の期間に達するため、この日に終わります。',
    en: 'It ends on this day because the longest time for this status is reached.',
  },
  endsByHandOver: {
    ja: 'SPS-IDへの引継ぎ期間が終わるため、この日に終わります。',
    en: 'It ends on this day because the time for moving to the SPS-ID is over.',
  },
  endsByException: { ja: '特例の期間の終わりです。', en: 'It ends on this day because the exception ends.' },
  endsByWithheld: {
    ja: '特例により差し止められるため、この日に終わります。',
    en: 'It ends on this day because it is withheld by an exception.',
  },
  noAffiliation: { ja: '身分が登録されていません。', en: 'No status is registered for you.' },
  statusDoesNotGive: { ja: '{status}には付きません。', en: 'It does not come with: {status}.' },
  statusUnknown: {
    ja: '身分「{status}」についての規則がまだありません。利用資格担当が確認します。',
    en: 'There is no rule yet for the status “{status}”. The rule-keeper will look into it.',
  },
  notWhileProvisional: {
    ja: '{status}の証明がまだ確認されていないため、付きません。',
    en: 'It is not given while the proof for “{status}” has not been seen.',
  },
  notDuringLeave: { ja: '休職・休学の間は付きません。', en: 'It is not given during leave.' },
  notHere: {
    ja: '{status}でも、所属または職名が規則の条件に合いません。',
    en: '{status} can have it, but not with this unit or title.',
  },
  givesWay: {
    ja: 'SPS-IDの対象者は、教職員としてはECS-IDの対象になりません。',
    en: 'Whoever is eligible for an SPS-ID is not eligible for an ECS-ID as a member of staff.',
  },
  withheld: {
    ja: '特例により{from}から{last}まで差し止められています。',
    en: 'It is withheld by an exception from {from} until {last}.',
  },
  wasMistake: {
    ja: '{status}の登録は誤りとして取り消されています。',
    en: 'The registration as “{status}” was a mistake and has been taken back.',
  },
  givenTo: { ja: '次の身分に付きます：{statuses}', en: 'It is given to: {statuses}' },
  givenByException: { ja: '特例によってのみ認められます。', en: 'It is given by exception only.' },
  ask: {
    ja: '登録が違うと思われるときは、所属の教務または人事の担当へお問い合わせください。',
    en: 'If the registration seems wrong, ask the student or personnel office of your department.',
  },
} as const satisfies Record<string, Bilingual>

/** The same sentences where a clerk reads about somebody else; those not here read alike. */
export const toClerk: Partial<Record<keyof typeof sentences, Bilingual>> = {
  heldUntil: { ja: '{last}まで利用権があります。', en: 'Held until {last}.' },
  heldOpen: { ja: '利用権があります。終わりの日は決まっていません。', en: 'Held, with no end date.' },
  startsOn: { ja: '{from}から利用権があります。', en: 'Held from {from}.' },
  graceUntil: { ja: '期間は終わり、{last}までは猶予です。', en: 'Ended; in grace until {last}.' },
  lacks: { ja: '対象ではありません。', en: 'Not entitled.' },
  onRequest: { ja: '本人が希望すれば交付します。', en: 'Given when the person asks for it.' },
  again: { ja: '{from}から再び利用権があります。', en: 'Held again from {from}.' },
  byStatus: {
    ja: '{status}（{unit}{from}から{last}まで）として登録されているためです。',
    en: 'Because of the registration as: {status} ({unit}from {from} until {last}).',
  },
  byStatusOpen: {
    ja: '{status}（{unit}{from}から）として登録されているためです。',
    en: 'Because of the registration as: {status} ({unit}from {from}).',
  },
  byHandOver: { ja: '引継ぎのため、{last}まで両方を持ちます。', en: 'Both are held until {last} for the hand-over.' },
  noAffiliation: { ja: '身分が登録されていません。', en: 'No status is registered.' },
  ask: {
    ja: '登録の誤りは、原簿を出した教務または人事で直します。',
    en: 'A wrong registration is corrected by the office that sent it.',
  },
}

export const refusals = {
  'rules.unknown_rule': { ja: '存在しない規則が指定されました。', en: 'A rule was named that is not in the book.' },
  'rules.unknown_status': { ja: '存在しない身分が指定されました。', en: 'A status was named that is not in the book.' },
  'rules.unknown_hand_over': {
    ja: '存在しない引継ぎが指定されました。',
    en: 'A hand-over was named that is not in the book.',
  },
  'rules.not_a_book': {
    ja: '規則表として整っていません。コードの重複や、存在しない身分・規則への参照を直してください。',
    en: 'This is not a sound rule book. Correct doubled codes and references to statuses or rules that are not there.',
  },
  'rules.nothing_changed': { ja: '変更がありません。', en: 'Nothing was changed.' },
  'rules.edited_meanwhile': {
    ja: 'ほかの担当者がこの版を先に変更しました。いまの内容を確かめてから、もう一度変更してください。',
    en: 'Somebody else changed this version first. Look at it as it is now, then make your change again.',
  },
  'rules.note_missing': { ja: 'この版の趣旨を入力してください。', en: 'Say what this version is for.' },
  'rules.one_on_its_way': {
    ja: '作成中または施行待ちの版が既にあります。それを仕上げるか取り下げてから始めてください。',
    en: 'Another version is already being made or waiting. Finish or withdraw it first.',
  },
  'rules.not_possible_now': {
    ja: 'この版は、いまその操作ができる段階にありません。',
    en: 'This version is not at a stage where that can be done.',
  },
  'rules.not_rehearsed': {
    ja: '予行が終わっていないか、予行の後に内容または対象者が変わりました。もう一度予行してください。',
    en: 'The rehearsal is not finished, or the text or the people changed after it. Rehearse again.',
  },
  'rules.brake': {
    ja: '{losing}人が利用権を失うか短くなります。続けるには、その人数を確認欄に入力してください。',
    en: '{losing} people lose something or have it for a shorter time. To go on, enter that number to confirm.',
  },
  'rules.starts_in_the_past': {
    ja: '施行日は今日以降にしてください。',
    en: 'The first day in force must be today or later.',
  },
  'rules.needs_another_person': {
    ja: '提案した本人は承認できません。別の担当者が承認してください。',
    en: 'Whoever proposed it cannot release it. Another officer has to.',
  },
  'exception.ends_before_it_starts': {
    ja: '終わりの日は、始まりの日より後にしてください。',
    en: 'The end must be after the start.',
  },
  'exception.over_already': { ja: '終わりの日は、明日以降にしてください。', en: 'The end must be tomorrow or later.' },
  'exception.too_long': {
    ja: '特例は最長{months}か月です。必要なら、期限の前に改めて認めてください。',
    en: 'An exception lasts {months} months at most. Grant it anew before it ends where needed.',
  },
  'exception.roles_are_not_extended': {
    ja: '担当は延長できません。期間を定めて新たに付与してください。',
    en: 'A role is not extended. Grant it anew for a period.',
  },
  'exception.ended_already': { ja: 'この特例は既に終わっています。', en: 'This exception has already ended.' },
  'exception.needs_another_person': {
    ja: '担当の付与と差止めの終了には二名の承認が必要です。決めた本人と対象者本人は承認できません。',
    en: 'Giving a role and ending a withholding take two. Neither who decided nor whom it is about can release it.',
  },
} as const satisfies Record<string, Bilingual>
