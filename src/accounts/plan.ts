/**
 * Entitlement against account → the one next step.
 *
 * Pure and idempotent: applying the step and planning again leads, in a few steps, to `nothing`.
 * Source: people-and-accounts §7 (transitions), §10 (stopping), §13.6 (states).
 */
import { addDays, dayOf, later, union, type Day, type Period } from '../kernel/day.ts'
import * as life from './account.ts'
import {
  forwardingDays,
  type Account,
  type AccountKind,
  type Announcement,
  type CloseReason,
  type Superseded,
} from './account.ts'
import { decideNotice } from './stop-notice.ts'
import { unreachable } from '../kernel/never.ts'

/** A right to one kind of account, as eligibility decided it. `graceUntil` is the first day after its grace. */
export type Right = {
  readonly period: Period
  /** First day on which a name may be taken and a notice printed. */
  readonly preparesFrom: Day
  readonly graceUntil: Day | null
}

export type PlanSettings = {
  /** So many days the student's account stays beside the staff account, to move files and mail. */
  readonly overlapDays: number
  /** After the staff account is activated, the student's stays at least so long. */
  readonly afterActivationDays: number
}

export const defaultPlanSettings: PlanSettings = { overlapDays: 30, afterActivationDays: 7 }

/** All that decides what happens to one account of one person on one day. */
export type Facts = {
  readonly kind: AccountKind
  readonly account: Account | null
  readonly rights: readonly Right[]
  /** For an ECS account: what the person has of an SPS account, into which it may be handed over. */
  readonly successor: { readonly rights: readonly Right[]; readonly account: Account | null } | null
  /** Whether the person has a right to the mail that goes with this kind. */
  readonly hasMail: boolean
  readonly today: Day
  readonly settings: PlanSettings
}

export type Step =
  | { readonly do: 'nothing' }
  /** Take a name for a right that begins soon. */
  | { readonly do: 'reserve' }
  /** Take a name for a right that has begun. */
  | { readonly do: 'issue' }
  | { readonly do: 'open' }
  | { readonly do: 'reopen' }
  | { readonly do: 'give-mail' }
  | { readonly do: 'note-end'; readonly end: Day | null }
  | { readonly do: 'announce-stop'; readonly announcement: Announcement }
  | { readonly do: 'remind-of-stop'; readonly announcement: Announcement }
  | { readonly do: 'withdraw-stop' }
  | { readonly do: 'enter-grace'; readonly until: Day }
  | { readonly do: 'restore' }
  | { readonly do: 'close'; readonly why: CloseReason }

const nothing: Step = { do: 'nothing' }

/** What the rights say of today: held, coming soon, or past; and when it ends and stops. */
type Wanted =
  | { readonly phase: 'entitled'; readonly end: Day | null; readonly stop: Day | null }
  | { readonly phase: 'upcoming' }
  | { readonly phase: 'past'; readonly end: Day; readonly stop: Day }
  /** No right was ever known: what there is was entered by mistake. */
  | { readonly phase: 'none' }

/** The one next step for an account. */
export const planAccount = (facts: Facts): Step => {
  const { account } = facts
  const rights = wantedOf(facts)
  const wanted =
    account?.superseded == null ? withSuccessor(rights, facts) : superseded(rights, account.superseded, facts)
  if (account === null)
    return wanted.phase === 'entitled' ? { do: 'issue' } : wanted.phase === 'upcoming' ? { do: 'reserve' } : nothing
  if (account.state === 'closed')
    return wanted.phase === 'entitled' || wanted.phase === 'upcoming' ? { do: 'reopen' } : nothing
  const end = endOf(wanted, account, facts.today)
  if (account.eligibilityEnd !== end) return { do: 'note-end', end }
  if (facts.hasMail && account.mail === null && account.superseded === null) return { do: 'give-mail' }
  switch (account.state) {
    case 'reserved':
    case 'pending':
      return planWaiting(account, wanted, facts.today)
    case 'active':
    case 'grace':
    case 'suspended':
      return planUsed(account, wanted, facts.today)
    default:
      return unreachable(account)
  }
}

/** An account nobody has used yet: it opens, waits, or goes without a warning, since there is nothing to lose. */
const planWaiting = (account: Account, wanted: Wanted, today: Day): Step => {
  if (wanted.phase === 'upcoming') return nothing
  if (wanted.phase === 'entitled') return account.state === 'reserved' ? { do: 'open' } : nothing
  if (account.announcement !== null && today < account.announcement.stopOn) return nothing
  return { do: 'close', why: endedWhy(account, wanted) }
}

/** An account in use: nobody loses it unwarned, and only people lift what people imposed. */
const planUsed = (account: Account, wanted: Wanted, today: Day): Step => {
  const entitled = wanted.phase === 'entitled'
  const notice = decideNotice(account.announcement, stopOf(wanted, today), today)
  if (notice.do === 'announce') return { do: 'announce-stop', announcement: notice.announcement }
  if (notice.do === 'remind') return { do: 'remind-of-stop', announcement: notice.announcement }
  if (notice.do === 'withdraw') return { do: 'withdraw-stop' }
  if (entitled && account.state === 'grace') return { do: 'restore' }
  const stopOn = account.announcement?.stopOn
  if (entitled || stopOn === undefined) return nothing
  if (stopOn <= today) return { do: 'close', why: endedWhy(account, wanted) }
  if (account.state === 'active' || (account.state === 'grace' && account.until !== stopOn))
    return { do: 'enter-grace', until: stopOn }
  return nothing
}

const endedWhy = (account: Account, { phase }: Wanted): CloseReason => {
  if (phase === 'none') return 'withdrawn'
  if (account.superseded !== null) return 'merged'
  return account.state === 'reserved' ? 'no-show' : 'ended'
}

const wantedOf = ({ rights, today }: Facts): Wanted => {
  const held = union(rights.map(right => right.period)).find(
    period => period.from <= today && (period.until === null || today < period.until),
  )
  if (held !== undefined) return { phase: 'entitled', end: held.until, stop: stopAfter(held.until, rights) }
  const ends = rights.flatMap(({ period }) => (period.until !== null && period.until <= today ? [period.until] : []))
  const lastEnd = ends.length === 0 ? null : ends.reduce(later)
  const isSoon = rights.some(({ period, preparesFrom }) => today < period.from && preparesFrom <= today)
  const stop = lastEnd === null ? null : stopAfter(lastEnd, rights)
  if (lastEnd !== null && stop !== null && (today < stop || !isSoon)) return { phase: 'past', end: lastEnd, stop }
  return { phase: isSoon ? 'upcoming' : 'none' }
}

/** The first day without right and grace; a right that begins within the grace carries it on. */
const stopAfter = (end: Day | null, rights: readonly Right[]): Day | null => {
  if (end === null) return null
  const lasting = union(
    rights.map(({ period, graceUntil }) => ({
      from: period.from,
      until: period.until === null ? null : graceUntil === null ? period.until : later(graceUntil, period.until),
    })),
  )
  const around = lasting.find(period => period.from < end && (period.until === null || end <= period.until))
  return around === undefined ? end : around.until
}

/**
 * Student → staff: the student's account stays until the staff account has been used for a while.
 *
 * It keeps working for the overlap after the staff right began, and while the staff account is not yet active it has
 * no end at all: there is never a day on which the person can sign in nowhere.
 */
const withSuccessor = (wanted: Wanted, { successor, today, settings }: Facts): Wanted => {
  if (successor === null || (wanted.phase !== 'entitled' && wanted.phase !== 'past')) return wanted
  const { end, stop } = wanted
  if (end === null || stop === null) return wanted
  const right = successor.rights.find(
    ({ period }) => period.from <= stop && (period.until === null || end < period.until) && isLiving(period, today),
  )
  if (right === undefined) return wanted
  const overlapEnd = addDays(right.period.from, settings.overlapDays)
  const floor = handOverEnd(successor.account, overlapEnd, today, settings)
  if (floor === null) return { phase: 'entitled', end: null, stop: null }
  const [newEnd, newStop] = [later(end, floor), later(stop, floor)]
  return today < newEnd
    ? { phase: 'entitled', end: newEnd, stop: newStop }
    : { phase: 'past', end: newEnd, stop: newStop }
}

/** Another account of its kind stays in its place: it has the days of a hand-over left, to move files and mail. */
const superseded = (wanted: Wanted, { on }: Superseded, { settings }: Facts): Wanted =>
  wanted.phase === 'past' || wanted.phase === 'none'
    ? wanted
    : { phase: 'past', end: on, stop: addDays(on, settings.overlapDays) }

const isLiving = (period: Period, today: Day): boolean => period.until === null || today < period.until

/** First day after the hand-over; null while it waits for the staff account to be activated. */
const handOverEnd = (successor: Account | null, overlapEnd: Day, today: Day, settings: PlanSettings): Day | null => {
  const isActive = successor?.state === 'active' && successor.activatedAt !== null
  if (isActive) return later(overlapEnd, addDays(dayOf(successor.activatedAt), settings.afterActivationDays))
  return today < overlapEnd ? overlapEnd : null
}

const endOf = (wanted: Wanted, account: Account, today: Day): Day | null => {
  switch (wanted.phase) {
    case 'entitled':
    case 'past':
      return wanted.end
    case 'upcoming':
      return null
    case 'none':
      return account.eligibilityEnd !== null && account.eligibilityEnd <= today ? account.eligibilityEnd : today
  }
}

const stopOf = (wanted: Wanted, today: Day): Day | null => {
  switch (wanted.phase) {
    case 'entitled':
    case 'past':
      return wanted.stop
    case 'upcoming':
    case 'none':
      return today
  }
}

/**
 * What a step makes of an account. Steps that take a name are not here: chance and the ledger have a part in them.
 *
 * @param mailOf the address that belongs to a login name
 */
export const applyStep = (
  account: Account,
  step: Step,
  { now, today, mailOf }: { readonly now: Date; readonly today: Day; readonly mailOf: (account: Account) => string },
): Account => {
  switch (step.do) {
    case 'nothing':
    case 'reserve':
    case 'issue':
      return account
    case 'open':
      return life.open(account)
    case 'reopen':
      return life.reopen(account)
    case 'give-mail':
      return { ...account, mail: mailOf(account) }
    case 'note-end':
      return { ...account, eligibilityEnd: step.end }
    case 'announce-stop':
    case 'remind-of-stop':
      return { ...account, announcement: step.announcement }
    case 'withdraw-stop':
      return { ...account, announcement: null }
    case 'enter-grace':
      return life.enterGrace(account, step.until)
    case 'restore':
      return life.restore(account)
    case 'close':
      return forwarded(life.close(account, step.why, { now, today }))
  }
}

/** Forwarding set beforehand goes on for its days after the stop. */
const forwarded = (closed: Account): Account =>
  closed.state !== 'closed' || closed.forwarding === null
    ? closed
    : { ...closed, forwarding: { ...closed.forwarding, until: addDays(closed.actualStop, forwardingDays) } }
