/**
 * ○ What a person may be entitled to, and what an entitlement says: a kind, a period, the days after it in which it
 * still partly holds, and every reason for it.
 *
 * Nothing here depends on the day: an entitlement is a statement about a whole time line, so that a night in which
 * nothing happened changes nothing. The day matters only to whoever reads it (`standingOn`).
 */
import { covers, type Day, type Period } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import { staffRoles, type StaffRole } from '../platform/actor.ts'

/** Things a rule can give. Each has a module that acts on it; what the university calls it is in `text.ts`. */
export const plainKinds = [
  'account.ECS',
  'account.SPS',
  'mail.KUMOI',
  'mail.KUMail',
  'card.student',
  'card.non-regular',
  'card.staff',
  'card.officer',
  'card.authentication',
  'card.emeritus',
  'card.part-time-lecturer',
  'card.facility',
  'certificate.client',
  'certificate.smime',
  'affiliation.student',
  'affiliation.faculty',
  'affiliation.staff',
  'affiliation.member',
] as const
export type PlainKind = (typeof plainKinds)[number]
export type RoleKind = `role.${StaffRole}`
export type EntitlementKind = PlainKind | RoleKind

export const roleKinds: readonly RoleKind[] = staffRoles.map((role): RoleKind => `role.${role}`)
export const entitlementKinds: readonly EntitlementKind[] = [...plainKinds, ...roleKinds]

const known: ReadonlySet<string> = new Set(entitlementKinds)
export const isEntitlementKind = (text: string): text is EntitlementKind => known.has(text)
export const isRoleKind = (kind: EntitlementKind): kind is RoleKind => kind.startsWith('role.')

/** What a kind is a kind of: how lists are grouped. */
export const kindGroups = ['account', 'mail', 'card', 'certificate', 'affiliation', 'role'] as const
export type KindGroup = (typeof kindGroups)[number]
export const groupOf = (kind: EntitlementKind): KindGroup =>
  kindGroups.find(group => kind.startsWith(`${group}.`)) ?? 'role'

/** What puts an end to a reason: the answer to "why on this date?". */
export const endings = ['affiliation', 'provisional', 'limit', 'hand-over', 'exception', 'withheld'] as const
export type Ending = (typeof endings)[number]

/** One reason, and the days for which it alone would do. The rule's text is the one of book version `since`. */
export type Reason = { readonly period: Period; readonly endsBy: Ending } & (
  | {
      readonly by: 'rule'
      readonly rule: string
      readonly since: number
      readonly affiliationId: string
      readonly status: string
    }
  | { readonly by: 'exception'; readonly exceptionId: string; readonly effect: 'grant' | 'extend' }
  | { readonly by: 'hand-over'; readonly handOver: string; readonly since: number }
)

/** A decided right to one kind of thing for one unbroken period. Periods of one kind never touch. */
export type Entitlement = {
  readonly personId: PersonId
  readonly kind: EntitlementKind
  readonly period: Period
  /** First day on which it may be got ready: a name reserved, a card ordered. Never after `period.from`. */
  readonly preparesFrom: Day
  /** First day on which nothing of it is left, when that is later than `period.until`; else null. */
  readonly graceUntil: Day | null
  /** Given when the person asks for it, not by itself. */
  readonly onRequest: boolean
  readonly reasons: readonly Reason[]
}

/** How an entitlement stands on a day: ahead, in preparation, held, in grace, over. */
export type Standing = 'ahead' | 'preparing' | 'held' | 'grace' | 'over'

export const standingOn = (entitlement: Entitlement, on: Day): Standing => {
  const { period, preparesFrom, graceUntil } = entitlement
  if (covers(period, on)) return 'held'
  if (on < period.from) return on < preparesFrom ? 'ahead' : 'preparing'
  return graceUntil !== null && on < graceUntil ? 'grace' : 'over'
}
