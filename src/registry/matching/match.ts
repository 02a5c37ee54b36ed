/**
 * Does this record mean someone we know? Certain, possible (a case for a person to settle), conflict, or new.
 *
 * No false merge, by construction: a record is linked by itself only where an identifier that an office vouches for
 * (the same key, a former number, a private address or telephone) agrees **and** name and date of birth agree, nothing
 * differs, and nobody else comes into question. A name and a date of birth alone are never certain: over a whole
 * university there are people who share both.
 *
 * Source: people-and-accounts.md §6; attacks imp.auto-link-wrong, imp.silent-first-match.
 */
import type { Day } from '../../kernel/day.ts'
import { compareNames } from './compare-names.ts'
import type { NameDetail, Outcome } from './compare-names.ts'
import type { PersonName } from '../names/name.ts'

/** What a source says of somebody. */
export type MatchRecord = {
  readonly source: string
  readonly key: string
  /** Whether the key is the person's number in that system, or only that of a paper (an application, a contract). */
  readonly keyNames: 'person' | 'paper'
  readonly previousKey: string | null
  readonly names: readonly PersonName[]
  readonly birthDate: Day | null
  readonly sex: string | null
  readonly mails: readonly string[]
  readonly phones: readonly string[]
  /** Who says so: an office that saw papers, or the applicant alone. What only the applicant says links nothing by itself. */
  readonly vouchedBy: 'office' | 'self'
}

/** What the registry knows of somebody whom the record may mean. */
export type Candidate = {
  readonly id: string
  readonly numbers: readonly KnownNumber[]
  readonly names: readonly PersonName[]
  readonly birthDate: Day | null
  readonly birthDateVerified: boolean
  readonly sex: string | null
  /** Verified by the person, or told by an office; never what an applicant alone stated. */
  readonly mails: readonly string[]
  readonly phones: readonly string[]
}

export type KnownNumber = {
  readonly source: string
  readonly key: string
  readonly keyNames: 'person' | 'paper'
  /** Whether that system still counts the person under this number. */
  readonly current: boolean
}

export type MatchRule =
  'same_key' | 'previous_number' | 'family_name' | 'given_name' | 'birth_date' | 'mail' | 'phone' | 'sex'
export type MatchDetail = NameDetail | 'one_part' | 'day_and_month_swapped'

/** One line of the evidence that a person sees side by side; points are hundredths of the score. */
export type Evidence = {
  readonly rule: MatchRule
  readonly outcome: Outcome
  readonly detail: MatchDetail
  readonly points: number
}

/** Why a record and a candidate may never be joined without a person's word. */
export type MatchConflict = 'birth_date_differs' | 'other_number_in_same_system' | 'key_of_another_person'

export type Scored = {
  readonly id: string
  /** 0 to 1. */
  readonly score: number
  readonly evidence: readonly Evidence[]
  readonly conflicts: readonly MatchConflict[]
}

export type Verdict =
  | { readonly is: 'certain'; readonly who: Scored }
  | { readonly is: 'possible'; readonly candidates: readonly Scored[] }
  | { readonly is: 'conflict'; readonly candidates: readonly Scored[] }
  | { readonly is: 'new' }

/** The two cut-offs: settings of the university. */
export type CutOffs = { readonly high: number; readonly low: number }
export const usualCutOffs: CutOffs = { high: 0.95, low: 0.6 }

/** Hundredths that full agreement is worth, and what a difference costs. */
export const weights: Readonly<Record<MatchRule, { readonly agrees: number; readonly differs: number }>> = {
  same_key: { agrees: 100, differs: 0 },
  previous_number: { agrees: 40, differs: 0 },
  family_name: { agrees: 23, differs: 0 }, // people marry
  given_name: { agrees: 22, differs: -30 }, // twins have the same of everything else
  birth_date: { agrees: 35, differs: -20 },
  mail: { agrees: 25, differs: 0 },
  phone: { agrees: 15, differs: 0 },
  sex: { agrees: 0, differs: -10 },
}

/** Judges a record against everyone whom it may mean; candidates come back best first. */
export const matchRecord = (
  record: MatchRecord,
  candidates: readonly Candidate[],
  cutOffs: CutOffs = usualCutOffs,
): Verdict => {
  const scored = candidates.map(candidate => scoreCandidate(record, candidate)).sort(bestFirst)
  const holder = scored.find(({ evidence }) => evidence.some(({ rule }) => rule === 'same_key'))
  if (holder !== undefined)
    return holder.conflicts.length === 0 ? { is: 'certain', who: holder } : { is: 'conflict', candidates: [holder] }
  const plausible = scored.filter(({ score }) => score >= cutOffs.low)
  const [best, ...others] = plausible
  if (best === undefined) return { is: 'new' }
  if (plausible.some(({ conflicts }) => conflicts.length > 0)) return { is: 'conflict', candidates: plausible }
  const sure = others.length === 0 && best.score >= cutOffs.high && record.vouchedBy === 'office' && isProven(best)
  return sure ? { is: 'certain', who: best } : { is: 'possible', candidates: plausible }
}

const bestFirst = (a: Scored, b: Scored): number => b.score - a.score || (a.id < b.id ? -1 : 1)

/** One candidate's score, with what agrees and what differs. */
export const scoreCandidate = (record: MatchRecord, candidate: Candidate): Scored => {
  const evidence = evidenceOf(record, candidate)
  const points = evidence.reduce((sum, { points }) => sum + points, 0)
  return {
    id: candidate.id,
    score: Math.min(100, Math.max(0, points)) / 100,
    evidence,
    conflicts: conflictsOf(record, candidate, evidence),
  }
}

/** The identifiers that can prove a link, each with birth date and names beside it. */
const isProven = ({ evidence }: Scored): boolean => {
  const outcome = (rule: MatchRule): Outcome => evidence.find(line => line.rule === rule)?.outcome ?? 'unknown'
  const isSame = (rule: MatchRule): boolean => outcome(rule) === 'agrees'
  if (evidence.some(line => line.outcome === 'differs' && line.rule !== 'family_name')) return false
  if (!isSame('birth_date') || !isSame('given_name')) return false
  // A former number survives a marriage; an address or a telephone must come with the whole name.
  return isSame('previous_number') || (isSame('family_name') && (isSame('mail') || isSame('phone')))
}

const evidenceOf = (record: MatchRecord, candidate: Candidate): readonly Evidence[] => {
  const names = compareNames(record.names, candidate.names)
  const birth = compareBirth(record.birthDate, candidate.birthDate)
  const lines: readonly Evidence[] = [
    line('same_key', hasNumber(candidate, record.source, record.key) ? 'agrees' : 'unknown'),
    line('previous_number', hasPreviousNumber(record, candidate) ? 'agrees' : 'unknown'),
    line('family_name', names.family.outcome, names.family.strength, names.family.detail),
    line('given_name', names.given.outcome, names.given.strength, names.given.detail),
    line('birth_date', birth.outcome, birth.outcome === 'agrees' ? 1 : 0, birth.detail),
    line('mail', shared(record.mails, candidate.mails)),
    line('phone', shared(record.phones, candidate.phones)),
    line(
      'sex',
      record.sex === null || candidate.sex === null ? 'unknown' : record.sex === candidate.sex ? 'agrees' : 'differs',
    ),
  ]
  return lines.filter(({ outcome }) => outcome !== 'unknown')
}

const line = (rule: MatchRule, outcome: Outcome, strength = 1, detail: MatchDetail = null): Evidence => {
  const { agrees, differs } = weights[rule]
  const points = outcome === 'differs' ? differs : outcome === 'unknown' ? 0 : Math.round(agrees * strength)
  return { rule, outcome, detail, points }
}

const hasNumber = (candidate: Candidate, source: string, key: string): boolean =>
  candidate.numbers.some(number => number.source === source && number.key === key)

/** A former number counts in its own system alone: student 1001 is not employee 1001. */
const hasPreviousNumber = (record: MatchRecord, candidate: Candidate): boolean =>
  record.previousKey !== null && hasNumber(candidate, record.source, record.previousKey)

/** A telephone or address that is another's proves nothing: people have several. */
const shared = (a: readonly string[], b: readonly string[]): Outcome =>
  a.some(value => b.includes(value)) ? 'agrees' : 'unknown'

const compareBirth = (a: Day | null, b: Day | null): { readonly outcome: Outcome; readonly detail: MatchDetail } => {
  if (a === null || b === null) return { outcome: 'unknown', detail: null }
  if (a === b) return { outcome: 'agrees', detail: null }
  const [year = '', month = '', date = ''] = a.split('-')
  if (b === `${year}-${date}-${month}`) return { outcome: 'close', detail: 'day_and_month_swapped' }
  const other = b.split('-')
  const same = [year, month, date].filter((part, index) => part === other[index]).length
  return same === 2 ? { outcome: 'close', detail: 'one_part' } : { outcome: 'differs', detail: null }
}

const conflictsOf = (
  record: MatchRecord,
  candidate: Candidate,
  evidence: readonly Evidence[],
): readonly MatchConflict[] => {
  const outcome = (rule: MatchRule): Outcome => evidence.find(line => line.rule === rule)?.outcome ?? 'unknown'
  const birthDiffers = outcome('birth_date') === 'differs' || outcome('birth_date') === 'close'
  if (outcome('same_key') === 'agrees') {
    // An office corrects a name or a date; when both change at once, the number went to somebody else.
    const another = birthDiffers && outcome('given_name') !== 'agrees'
    return another ? ['key_of_another_person'] : []
  }
  const conflicts: MatchConflict[] = []
  if (birthDiffers && candidate.birthDateVerified && record.vouchedBy === 'office') conflicts.push('birth_date_differs')
  const other = candidate.numbers.some(
    ({ source, key, keyNames, current }) =>
      current && keyNames === 'person' && source === record.source && key !== record.key && key !== record.previousKey,
  )
  if (other && record.keyNames === 'person') conflicts.push('other_number_in_same_system')
  return conflicts
}
