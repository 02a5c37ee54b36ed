/** ○ The life of an application, and what it carries. Source: people-and-accounts §3.2 (who applies, what proves it), §11. */
import type { Language } from '../kernel/bilingual.ts'
import { addDays, earlier, type Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import { next, type Machine } from '../kernel/machine.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { Answers } from './answers.ts'
import { appliedStatus } from './statuses.ts'

export const states = [
  'draft', 'host_asked', 'submitted', 'checked', 'provisional', 'admitted', 'sent_back', 'rejected', 'withdrawn', 'expired',
  'lapsed', 'voided',
] as const // prettier-ignore
export type State = (typeof states)[number]

/**
 * An application's life. `submitted`: the counter has yet to see the proof. `provisional`: admitted for a few days until
 * the proof is there. `voided`: it was a mistake, and the registry takes back what came of it. The first action of a
 * state is its usual way on. An admitted guest who loses their host keeps the state and gets an end (imp.sponsor-gone).
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
  admitted: {
    lose_host: 'admitted',
    ask_new_host: 'admitted',
    take_over: 'admitted',
    decline: 'admitted',
    keep_host: 'admitted',
    end_early: 'admitted',
    void: 'voided',
  },
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
  /** The first day without them, set when their host leaves; null while somebody answers for them. */
  readonly hostlessUntil: Day | null
  /** The member who was asked to take over and has not answered yet. */
  readonly nextHost: PersonId | null
  /** The officer who applied for somebody else, as in the audit log. */
  readonly broughtByLabel: string | null
  readonly batchId: string | null
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

/** The way ahead of an application as it stands, state by state: drawn from the table, for the line of its life. */
export const wayAhead = (application: Pick<Application, 'state' | 'answers' | 'hostConfirmedAt'>): readonly State[] => {
  const asksHost = appliedStatus(application.answers.status)?.hosted === true && application.hostConfirmedAt === null
  const usual: Readonly<Partial<Record<State, string>>> = {
    draft: asksHost ? 'ask_host' : 'submit',
    sent_back: asksHost ? 'ask_host' : 'submit',
    host_asked: 'confirm',
    submitted: 'record_evidence',
    checked: 'admit',
    provisional: 'prove',
  }
  const action = usual[application.state]
  const to = action === undefined ? null : next(applicationLife, application.state, action)
  return to === null ? [] : [to, ...wayAhead({ ...application, state: to })]
}

/** The first day that no longer counts: what was asked, a provisional or early end, or the end for want of a host. */
export const endOf = ({
  answers,
  countsUntil,
  hostlessUntil,
}: Pick<Application, 'answers' | 'countsUntil' | 'hostlessUntil'>): Day | null => {
  const { lastDay = '' } = answers
  const ends = [lastDay === '' ? null : addDays(lastDay as Day, 1), countsUntil, hostlessUntil]
  return ends.reduce((first, end) => (first === null ? end : end === null ? first : earlier(first, end)), null)
}

/** Days after which a draft, an unanswered host or unseen proof ends an application. */
export const daysToFinish = 60
/** Days a provisional admission gives for the proof. Source: §3.2, default 30. */
export const provisionalDays = 30
/** Days a guest keeps after their host has left, for another to take over. */
export const hostlessDays = 30
/** Days before a host's last day on which their guests, they themselves and the unit are told. */
export const hostNoticeDays = 60
/** Days before an end on which the person is reminded: of a provisional end, of the period asked for. */
export const remindDays = { provisional: 7, period: 60 } as const

export const invitationStates = ['open', 'used', 'withdrawn', 'expired'] as const
export type InvitationState = (typeof invitationStates)[number]

/** The life of an invitation; one that ran out can be sent again. */
export const invitationLife = {
  open: { use: 'used', withdraw: 'withdrawn', expire: 'expired', send_again: 'open' },
  used: {},
  withdrawn: {},
  expired: { send_again: 'open' },
} as const satisfies Machine<InvitationState>

export const invitationDays = 30
/** Days after which an invitation that nobody opened is mailed once more. */
export const invitationReminderDays = 14

export type BatchState = 'read' | 'handed_in' | 'discarded'

/** The life of a batch: read and shown, then handed in as it was shown. */
export const batchLife = {
  read: { hand_in: 'handed_in', discard: 'discarded' },
  handed_in: {},
  discarded: {},
} as const satisfies Machine<BatchState>
