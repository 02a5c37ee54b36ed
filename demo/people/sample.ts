/** ○ A person of the sample university: whose name tells the situation, and what the offices write about them. */
import type { Bilingual } from '../../src/kernel/bilingual.ts'
import type { StaffRole } from '../../src/platform/actor.ts'
import type { FeedSource } from '../feeds/sources.ts'
import type { When } from './calendar.ts'

/** One name in the three scripts; null where the person has none. */
export type Part = { readonly kanji: string | null; readonly kana: string | null; readonly roman: string | null }

/** What one office holds of a person. Whatever is absent is as in the person. */
export type Paper = {
  readonly source: FeedSource
  readonly key: string
  readonly previousKey?: string
  readonly status: string
  readonly unit: keyof typeof units
  readonly title?: string
  readonly from: When
  readonly until?: When
  readonly leave?: { readonly from: When; readonly until: When }
  /** How this office spells the name, where it differs. */
  readonly family?: Part
  readonly given?: Part
  /** As this office wrote it down wrongly. */
  readonly birth?: string
  readonly mail?: string
  readonly phone?: string
  readonly hostKey?: string
  /** The night on which the office first sends it; the first unless said. */
  readonly night?: 2
}

/** How far a person came with each account: signed up, or with a notice still waiting, or with one that ran out. */
export type Activation = 'signed-up' | 'notice-waiting' | 'notice-expired' | 'no-notice'

export type SamplePerson = {
  /** A nickname for the seed and the panel; never shown to the system. */
  readonly slug: string
  readonly family: Part
  readonly given: Part | null
  readonly situation: Bilingual
  readonly birth: string
  readonly sex: '男' | '女' | ''
  readonly mail: string
  readonly phone: string
  readonly papers: readonly Paper[]
  readonly activation: Activation
  readonly role?: StaffRole
}

export const units = {
  letters: ['A10', '文学部'],
  law: ['A20', '法学部'],
  science: ['A30', '理学部'],
  engineering: ['A40', '工学部'],
  medicine: ['A50', '医学部'],
  agriculture: ['A60', '農学部'],
  informatics: ['G70', '情報学研究科'],
  energy: ['G80', 'エネルギー科学研究科'],
  library: ['L10', '附属図書館'],
  centre: ['C10', '情報環境支援センター'],
  headquarters: ['H10', '本部事務局'],
  personnel: ['H20', '人事部'],
  students: ['H30', '学務部'],
} as const

/** 春野 新入 ハルノ シンニュウ Haruno Shinnyu */
export const named = (kanji: string, kana: string, roman: string): { readonly family: Part; readonly given: Part } => {
  const [families, givens] = [0, 1].map(at => ({
    kanji: kanji.split(' ')[at] ?? null,
    kana: kana.split(' ')[at] ?? null,
    roman: roman.split(' ')[at] ?? null,
  }))
  return { family: families ?? nothing, given: givens ?? nothing }
}

const nothing: Part = { kanji: null, kana: null, roman: null }
