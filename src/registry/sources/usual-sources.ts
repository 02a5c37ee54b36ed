/**
 * ○ The sources a new registry knows: how offices commonly lay out their files. A university whose files look otherwise maps
 * their headers on a page; nothing here is needed once it has.
 */
import type { SourceDefinition } from './source.ts'

const names = {
  familyKanji: '氏', givenKanji: '名', familyKana: 'フリガナ（氏）', givenKana: 'フリガナ（名）', familyRoman: '英字氏', givenRoman: '英字名',
} as const // prettier-ignore

export const usualSources = {
  students: {
    id: 'students',
    kind: 'students',
    format: { encoding: 'cp932', delimiter: ',' },
    columns: {
      key: '学生番号', previousKey: '旧学生番号', ...names, birthDate: '生年月日', sex: '性別', status: '学籍区分', unitCode: '所属コード',
      unitName: '所属名', from: '入学年月日', until: '在籍満了年月日', leaveFrom: '休学開始日', leaveUntil: '休学終了日', mail: '連絡先メール', phone: '連絡先電話', asOf: '作成日',
    }, // prettier-ignore
    statuses: {
      学部学生: 'ug', 大学院生: 'grad', 研究生: 'research-student', 聴講生: 'auditor', 科目等履修生: 'credit-student',
      特別聴講学生: 'special-auditor', 特別研究学生: 'special-research-student', 短期交流学生: 'exchange',
    }, // prettier-ignore
    keyShape: { characters: 'digits', min: 10, max: 10 },
    keyNames: 'person',
    vouchedBy: 'office',
    endsOn: 'last-day',
    required: ['birthDate', 'from'],
  },
  hr: {
    id: 'hr',
    kind: 'hr',
    format: { encoding: 'utf-8', delimiter: ',' },
    columns: {
      key: '職員番号', ...names, usualFamilyKanji: '使用姓', formerFamilyKanji: '旧姓', formerFamilyKana: '旧姓カナ', birthDate: '生年月日', sex: '性別',
      status: '雇用区分', unitCode: '部局コード', unitName: '部局名', title: '職名', from: '採用日', until: '任期満了日', leaveFrom: '休職開始日',
      leaveUntil: '休職終了日', mail: '個人メール', phone: '携帯電話', asOf: '基準日',
    }, // prettier-ignore
    statuses: {
      教員: 'faculty',
      常勤職員: 'staff',
      時間雇用職員: 'staff-part',
      役員: 'officer',
      派遣職員: 'dispatched',
      臨時職員: 'temp-employee',
      'OA・RA・TA': 'oa-ra-ta',
    },
    keyShape: { characters: 'letters-and-digits', min: 8, max: 8 },
    keyNames: 'person',
    vouchedBy: 'office',
    endsOn: 'last-day',
    required: ['birthDate', 'from'],
  },
  guests: {
    id: 'guests',
    kind: 'guests',
    format: { encoding: 'utf-8', delimiter: ',' },
    columns: {
      key: 'application_no', nameKanji: 'name', nameKana: 'name_kana', nameRoman: 'name_roman', birthDate: 'birth_date', status: 'category',
      unitCode: 'department_code', unitName: 'department', from: 'from', until: 'until', mail: 'email', phone: 'phone', hostKey: 'host_staff_no',
    }, // prettier-ignore
    statuses: {
      非常勤講師: 'pt-lecturer', 日本学術振興会特別研究員: 'jsps-fellow', 外国人特別研究員: 'jsps-foreign', 招へい外国人学者: 'invited-scholar',
      外国人共同研究者: 'foreign-joint', 客員研究者: 'guest-scholar', 受託研究員: 'contract-researcher', 研修員: 'trainee', 民間等共同研究員: 'joint-researcher',
    }, // prettier-ignore
    keyShape: { characters: 'letters-and-digits', min: 6, max: 20 },
    keyNames: 'paper',
    vouchedBy: 'self',
    endsOn: 'last-day',
    required: ['from', 'until'],
  },
  emeriti: {
    id: 'emeriti',
    kind: 'emeriti',
    format: { encoding: 'cp932', delimiter: ',' },
    columns: {
      key: '名簿番号',
      nameKanji: '氏名',
      nameKana: 'フリガナ',
      birthDate: '生年月日',
      status: '称号',
      unitName: '退職時所属',
      from: '授与年月日',
    },
    statuses: { 名誉教授: 'emeritus' },
    keyShape: { characters: 'letters-and-digits', min: 4, max: 12 },
    keyNames: 'person',
    vouchedBy: 'office',
    endsOn: 'last-day',
    required: ['from'],
  },
  facility: {
    id: 'facility',
    kind: 'facility',
    format: { encoding: 'utf-8', delimiter: '\t' },
    columns: {
      key: '申請番号', nameKanji: '氏名', nameKana: '氏名カナ', nameRoman: 'ローマ字氏名', birthDate: '生年月日', status: '利用区分', unitName: '利用施設', from: '利用開始日', until: '利用終了日', mail: 'メールアドレス',
    }, // prettier-ignore
    statuses: { 施設利用者: 'facility-user' },
    keyShape: { characters: 'letters-and-digits', min: 6, max: 20 },
    keyNames: 'paper',
    vouchedBy: 'self',
    endsOn: 'last-day',
    required: ['from', 'until'],
  },
} as const satisfies Readonly<Record<string, SourceDefinition>>

export type UsualSource = keyof typeof usualSources

export const isUsualSource = (code: string): code is UsualSource => Object.hasOwn(usualSources, code)

/** What people call them. */
export const usualSourceNames = {
  students: { ja: '学務（学生）', en: 'Student office' },
  hr: { ja: '人事', en: 'Personnel' },
  guests: { ja: '受入（学外者）', en: 'Guests' },
  emeriti: { ja: '名誉教授名簿', en: 'Professors emeriti' },
  facility: { ja: '施設利用者', en: 'Facility users' },
} as const satisfies Readonly<Record<UsualSource, { readonly ja: string; readonly en: string }>>
