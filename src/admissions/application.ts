/** ○ The life of an application, and what it carries. Source: people-and-accounts §3.2 (who applies, what proves it), §11. */
import type { Language } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import { next, type Machine } from '../kernel/machine.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { Answers } from './answers.ts'

export const states = [
  'draft', 'host_asked', 'submitted', 'checked', 'provisional', 'admitted', 'sent_back', 'rejected', 'withdrawn', 'expired',
  'lapsed', 'voided',
] as const // prettier-ignore
export type State = (typeof states)[number]

/**
 * An application's life. `submitted`: the counter has yet to see the proof. `provisional`: admitted for a few days until
 * the proof is there. `voided`: it was a mistake, and the registry takes back what came of it.
 */
export const applicationLife = {
  draft: { submit: 'submitted', ask_host: 'host_asked', withdraw: 'withdrawn', expire: 'expired' },
  host_asked: {
    confirm: 'submitted',
    refuse: 'sent_back',
    send_back: 'sent_back',
    reject: 'rejected',
    withdraw: 'withdrawn',
    expire: 'expired',
  },
  submitted: {
    record_evidence: 'checked',
    admit_provisionally: 'provisional',
    send_back: 'sent_back',
    reject: 'rejected',
    withdraw: 'withdrawn',
    expire: 'expired',
  },
  checked: { admit: 'admitted', send_back: 'sent_back', reject: 'rejected', withdraw: 'withdrawn' },
  provisional: { prove: 'admitted', lapse: 'lapsed', void: 'voided' },
  sent_back: { submit: 'submitted', ask_host: 'host_asked', withdraw: 'withdrawn', expire: 'expired' },
  admitted: { rehost: 'admitted', end_early: 'admitted', void: 'voided' },
  rejected: {},
  withdrawn: {},
  expired: {},
  lapsed: {},
  voided: {},
} as const satisfies Machine<State>

export type Landing = 'none' | 'waiting' | 'landed' | 'case' | 'refused'
export type Kind = 'new' | 'continuation' | 'status-change'
export type BroughtBy = 'self' | 'invitation' | 'department' | 'personnel'

export type Application = {
  readonly id: string
  readonly number: string
  readonly kind: Kind
  readonly broughtBy: BroughtBy
  readonly state: State
  readonly answers: Answers
  /** The first day after a provisional or an early end. */
  readonly countsUntil: Day | null
  readonly unitCode: string | null
  readonly continues: string | null
  readonly applicant: PersonId | null
  readonly host: PersonId | null
  readonly hostConfirmedAt: Date | null
  readonly invitationId: string | null
  readonly mailVerifiedAt: Date | null
  readonly code: { readonly print: Uint8Array; readonly until: Date; readonly tries: number } | null
  readonly codesSent: number
  readonly landing: Landing
  readonly landings: number
  readonly language: Language
  readonly createdAt: Date
  readonly changedAt: Date
  readonly submittedAt: Date | null
}

export type StepRefusal = { readonly code: 'admissions.not_now'; readonly state: State }

/** The state after an action; refuses where the table has no such way. */
export const step = (from: State, action: string): Result<State, StepRefusal> => {
  const to = next(applicationLife, from, action)
  return to === null ? refuse({ code: 'admissions.not_now', state: from }) : accept(to)
}

/** May the applicant still change answers? */
export const isOpenToApplicant = (state: State): boolean => state === 'draft' || state === 'sent_back'

/** Days after which a draft, an unanswered host or unseen proof ends an application. */
export const daysToFinish = 60
/** Days a provisional admission gives for the proof. Source: §3.2, default 30. */
export const provisionalDays = 30
