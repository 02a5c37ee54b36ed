/**
 * ○ The rule book a new installation starts with: people-and-accounts §3, row for row.
 *
 * Grace, lead and overlap days, certificates and eduPersonAffiliation are settings with the defaults of that section.
 */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { EntitlementKind } from './entitlement.ts'
import type { Book, HandOver, Rule, Status, StatusGroup } from './rules.ts'

const usage: Bilingual = { ja: '全学情報システム利用規則', en: 'Rules for Using the Campus-wide Information System' }
const article2: Bilingual = {
  ja: '全学情報システム利用規則 第2条第9号',
  en: 'Rules for Using the Campus-wide Information System, art. 2 item 9',
}
const practice: Bilingual = { ja: '身分と付与の表（運用）', en: 'Status table (practice)' }
const cardPractice: Bilingual = { ja: 'IC学生証・職員証の運用', en: 'Practice for IC cards' }
const gakunin: Bilingual = {
  ja: '学認 属性リスト eduPersonAffiliation',
  en: 'GakuNin attribute list, eduPersonAffiliation',
}

type Row = readonly [code: string, ja: string, en: string, group: StatusGroup, graceDays: number]

const rows: readonly Row[] = [
  ['faculty', '教員', 'Faculty', 'staff', 0],
  ['officer', '役員', 'Officer of the corporation', 'staff', 0],
  ['staff', '常勤職員', 'Full-time staff', 'staff', 0],
  ['staff-part', '時間雇用職員等', 'Part-time staff', 'staff', 0],
  ['dispatched', '派遣職員', 'Dispatched worker', 'staff', 0],
  ['grad', '大学院生', 'Graduate student', 'student', 30],
  ['ug', '学部学生', 'Undergraduate student', 'student', 30],
  ['research-student', '研究生', 'Research student', 'non-degree', 30],
  ['special-research-student', '特別研究学生', 'Special research student', 'non-degree', 30],
  ['special-auditor', '特別聴講学生', 'Special auditor', 'non-degree', 30],
  ['auditor', '聴講生', 'Auditor', 'non-degree', 30],
  ['credit-student', '科目等履修生', 'Credit (non-degree) student', 'non-degree', 30],
  ['exchange', '短期交流学生', 'Short-term exchange student', 'non-degree', 30],
  ['pt-lecturer', '非常勤講師', 'Part-time lecturer', 'teacher', 30],
  ['jsps-fellow', '日本学術振興会特別研究員', 'JSPS research fellow', 'researcher', 30],
  ['jsps-foreign', '外国人特別研究員', 'JSPS foreign postdoctoral fellow', 'researcher', 30],
  ['emeritus', '名誉教授', 'Professor emeritus', 'teacher', 0],
  ['invited-scholar', '招へい外国人学者', 'Invited foreign scholar', 'guest', 14],
  ['foreign-joint', '外国人共同研究者', 'Foreign joint researcher', 'guest', 14],
  ['guest-scholar', '客員研究者', 'Guest scholar or research associate', 'guest', 14],
  ['contract-researcher', '受託研究員', 'Commissioned researcher', 'guest', 14],
  ['trainee', '研修員', 'Trainee', 'guest', 14],
  ['joint-researcher', '民間等共同研究員', 'Private-sector joint researcher', 'guest', 14],
  ['temp-employee', '臨時職員', 'Temporary employee', 'staff', 14],
  ['oa-ra-ta', 'OA・RA・TA', 'OA, RA or TA', 'other', 0],
  ['finance-only', '財務会計システム利用者', 'Finance system user', 'other', 0],
  ['facility-user', '施設利用者', 'Facility user', 'other', 0],
  ['former', '離籍者', 'Former member', 'other', 0],
]

const bySps: ReadonlySet<string> = new Set(['faculty', 'officer', 'staff', 'staff-part', 'dispatched'])
const atMostThreeYears: ReadonlySet<string> = new Set(['jsps-fellow', 'jsps-foreign'])

const statuses: readonly Status[] = rows.map(([code, ja, en, group, graceDays], at) => ({
  code,
  name: { ja, en },
  group,
  order: (at + 1) * 10,
  leadDays: 45,
  graceDays,
  provisionalDays: 30,
  maxMonths: atMostThreeYears.has(code) ? 36 : null,
  basis: bySps.has(code) ? article2 : usage,
}))

const inGroups = (...groups: readonly StatusGroup[]): readonly string[] =>
  statuses.filter(status => groups.includes(status.group)).map(status => status.code)

const students = inGroups('student', 'non-degree')
const guests = inGroups('guest')
const jsps = inGroups('researcher')
const ecsAsStaff = ['pt-lecturer', ...jsps, 'emeritus', ...guests, 'temp-employee']
const sps = inGroups('staff').filter(code => bySps.has(code))

type Details = Partial<Omit<Rule, 'id' | 'when' | 'gives' | 'since'>> & { readonly when?: Partial<Rule['when']> }

const give = (id: string, gives: EntitlementKind, to: readonly string[], details: Details = {}): Rule => {
  const { when, ...rest } = details
  return {
    id,
    gives,
    leadDays: null,
    graceDays: null,
    onRequest: false,
    yields: false,
    basis: usage,
    note: null,
    ...rest,
    when: { statuses: to, units: [], titles: [], provisional: 'too', onLeave: 'stays', ...when },
    since: 1,
  }
}

/** A card is made on proof, never for a provisional affiliation; it is returned at the end, without grace. */
const card = { graceDays: 0, basis: cardPractice, when: { provisional: 'never' } } as const
const atOnce = { leadDays: 0, graceDays: 0 } as const
const released = { ...atOnce, basis: gakunin } as const

const notAsStaff: Bilingual = {
  ja: 'SPS-IDの対象者は、教職員としてはECS-IDの対象になりません。',
  en: 'Whoever is eligible for an SPS-ID is not eligible for an ECS-ID as a member of staff.',
}
const forwarding: Bilingual = {
  ja: '終了後は、事前に設定した転送だけが360日続きます。',
  en: 'After the end, only forwarding that was set beforehand goes on, for 360 days.',
}
const additional: Bilingual = {
  ja: '財務会計システムのためだけの追加のSPS-IDです。メールは付きません。',
  en: 'An additional SPS-ID for the finance system alone, without mail.',
}
const paper: Bilingual = {
  ja: 'ICカードではなく、部局が発行する証です。',
  en: 'Not an IC card: a paper ID that the department issues.',
}

const accountRules: readonly Rule[] = [
  give('ecs-student', 'account.ECS', students),
  give('kumoi-student', 'mail.KUMOI', students),
  give('ecs-other', 'account.ECS', ecsAsStaff, { yields: true, note: notAsStaff }),
  give('kumoi-other', 'mail.KUMOI', ecsAsStaff, { yields: true, note: notAsStaff }),
  give('sps', 'account.SPS', sps, { basis: article2 }),
  give('kumail', 'mail.KUMail', sps, { basis: article2, graceDays: 360, note: forwarding }),
  give('sps-finance', 'account.SPS', ['finance-only'], { basis: practice, note: additional }),
]

const cardRules: readonly Rule[] = [
  give('card-student', 'card.student', inGroups('student'), card),
  give('card-non-regular', 'card.non-regular', inGroups('non-degree'), { ...card, note: paper }),
  give('card-staff', 'card.staff', ['faculty', 'staff'], card),
  give('card-officer', 'card.officer', ['officer'], card),
  give(
    'card-authentication',
    'card.authentication',
    ['staff-part', 'dispatched', 'temp-employee', 'finance-only'],
    card,
  ),
  give('card-on-request', 'card.authentication', ['pt-lecturer', ...jsps, ...guests], { ...card, onRequest: true }),
  give('card-pt-lecturer', 'card.part-time-lecturer', ['pt-lecturer'], { ...card, note: paper }),
  give('card-emeritus', 'card.emeritus', ['emeritus'], card),
  give('card-facility', 'card.facility', ['facility-user'], card),
  give('card-facility-guest', 'card.facility', guests, { ...card, onRequest: true }),
]

const certificateRules: readonly Rule[] = [
  give('client-certificate', 'certificate.client', [...students, ...ecsAsStaff, ...sps, 'finance-only'], {
    ...atOnce,
    onRequest: true,
    basis: practice,
  }),
  give(
    'smime-certificate',
    'certificate.smime',
    [...students, ...ecsAsStaff, ...sps.filter(code => code !== 'dispatched')],
    { ...atOnce, onRequest: true, basis: practice },
  ),
]

const notMembers: ReadonlySet<string> = new Set(['auditor', 'credit-student', 'emeritus', 'dispatched'])

const affiliationRules: readonly Rule[] = [
  give('epa-student', 'affiliation.student', students, released),
  give('epa-faculty', 'affiliation.faculty', ['faculty', 'pt-lecturer'], released),
  give('epa-staff', 'affiliation.staff', ['staff', 'staff-part', 'officer', 'temp-employee'], released),
  give(
    'epa-member',
    'affiliation.member',
    [...students, ...ecsAsStaff, ...sps].filter(code => !notMembers.has(code)),
    released,
  ),
]

/** Whoever rules over rules, reads everything or runs the system is named by an exception, never by a file. */
const trusted = (id: string, role: 'counter' | 'account-operator' | 'registrar', title: string): Rule =>
  give(id, `role.${role}`, ['staff', 'staff-part'], {
    ...atOnce,
    basis: practice,
    when: { units: ['IIMC'], titles: [title], provisional: 'never', onLeave: 'rests' },
  })

const roleRules: readonly Rule[] = [
  trusted('role-counter', 'counter', '情報環境支援センター窓口担当'),
  trusted('role-account-operator', 'account-operator', 'アカウント担当'),
  trusted('role-registrar', 'registrar', '人物台帳担当'),
  give('role-department', 'role.department', ['staff', 'staff-part'], {
    ...atOnce,
    basis: practice,
    when: { titles: ['部局担当者'], provisional: 'never', onLeave: 'rests' },
  }),
]

const handOvers: readonly HandOver[] = [
  {
    id: 'ecs-to-sps',
    leaves: ['account.ECS', 'mail.KUMOI'],
    takes: ['sps'],
    overlapDays: 30,
    basis: practice,
    note: {
      ja: 'ファイルとメールを移せるよう、SPS-IDの開始から30日間は両方を使えます。',
      en: 'For 30 days from the start of the SPS-ID both can be used, so that files and mail can be moved.',
    },
    since: 1,
  },
]

export const defaultBook: Book = {
  statuses,
  rules: [...accountRules, ...cardRules, ...certificateRules, ...affiliationRules, ...roleRules],
  handOvers,
}
