/**
 * ○ Sources against the registry: one row, or one absence, and what stands → the one change it means.
 *
 * Missing is not ended; absent is not empty; what cannot be read changes nothing; who is held is not touched.
 * Pure and idempotent: applying what is planned and planning again yields `noop`.
 * Source: people-and-accounts.md §12.2, §13.1.
 */
import type { Day } from '../../kernel/day.ts'
import { changedFields, mergeFacts, type Facts } from '../persons/facts.ts'
import type { Verdict } from './import.ts'

export type RecordState = 'active' | 'missing' | 'ended' | 'withdrawn'

/** A source record as it stands. `birthPrint` in hex: equality is all that a plan asks of a birth date. */
export type StoredRecord = {
  readonly id: string
  readonly state: RecordState
  readonly missingCount: number
  readonly version: number
  readonly personId: string | null
  readonly facts: Facts
  readonly birthPrint: string | null
  /** Its person must not be changed automatically. */
  readonly held: boolean
}

export type ReadRow = {
  readonly facts: Facts
  /** Undefined: the file has no such column. */
  readonly birthPrint: string | null | undefined
}

export type Item = {
  readonly verdict: Verdict
  readonly reason: string | null
  readonly personId: string | null
  readonly version: number | null
  readonly detail: ItemDetail | null
}

/** What an officer is shown of a change: names of fields and days, never values. */
export type ItemDetail = {
  readonly fields?: readonly string[]
  readonly endsOn?: Day
  /** The end lies in the past: what it would have changed is shown before it is applied. */
  readonly backdated?: true
  readonly missing?: number
  readonly candidates?: readonly unknown[]
  readonly kind?: 'possible' | 'conflict'
}

/** What a row means for a record that is known. */
export const planKnown = (read: ReadRow, record: StoredRecord, today: Day): Item => {
  const base = { personId: record.personId, version: record.version }
  const fields = changesOf(read, record)
  const voided = read.facts.voided === 'true'
  if (voided && record.state === 'withdrawn') return { ...base, verdict: 'noop', reason: null, detail: null }
  if (!voided && fields.length === 0 && record.state === 'active')
    return { ...base, verdict: 'noop', reason: null, detail: null }
  if (record.held) return { ...base, verdict: 'noop', reason: 'person_held', detail: { fields } }
  if (voided) return { ...base, verdict: 'void', reason: 'voided_by_source', detail: { fields } }
  if (record.state !== 'active')
    return { ...base, verdict: 'return', reason: `was_${record.state}`, detail: { fields } }
  const ending = endingOf(read.facts, record.facts, today)
  if (ending !== null) {
    const backdated = ending < today ? { backdated: true as const } : {}
    return { ...base, verdict: 'end', reason: 'end_day', detail: { fields, endsOn: ending, ...backdated } }
  }
  return { ...base, verdict: 'update', reason: null, detail: { fields } }
}

const changesOf = (read: ReadRow, record: StoredRecord): readonly string[] => {
  const fields = changedFields(record.facts, read.facts)
  const birthChanged = read.birthPrint !== undefined && read.birthPrint !== record.birthPrint
  return birthChanged ? [...fields, 'birthDate'] : fields
}

/** The end day that a row brings forward to today or before, or null. */
const endingOf = (read: Facts, stored: Facts, today: Day): Day | null => {
  const until = mergeFacts(stored, read).until ?? null
  const before = stored.until ?? null
  if (until === null || until > today || until === before) return null
  return before === null || before > today || until < before ? (until as Day) : null
}

export type AbsenceRule = {
  /** In so many full files in a row a record must be absent before it ends. */
  readonly missingAfter: number
  /** Rows whose key could not be read: any absent record may be one of them, so nobody is counted missing. */
  readonly unreadableKeys: number
  readonly today: Day
}

/** What it means that a record of the source is not in a full file. */
export const planAbsent = (record: StoredRecord, rule: AbsenceRule): Item => {
  const base = { personId: record.personId, version: record.version }
  if (rule.unreadableKeys > 0) return { ...base, verdict: 'noop', reason: 'perhaps_unreadable', detail: null }
  if (record.held) return { ...base, verdict: 'noop', reason: 'person_held', detail: null }
  const missing = record.missingCount + 1
  if (missing < rule.missingAfter) return { ...base, verdict: 'missing', reason: 'absent', detail: { missing } }
  return { ...base, verdict: 'end', reason: 'absent_too_often', detail: { missing, endsOn: rule.today } }
}
