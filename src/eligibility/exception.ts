/**
 * ○ Rights granted, withheld or prolonged by hand: always with an end, a reason and a decider.
 *
 * A staff role is never given by one person alone. Source: people-and-accounts §2 ("nobody edits a lower layer by hand
 * except through a recorded exception with owner, reason and end date"), §18.
 */
import { accept, refuse, type Result } from '../kernel/result.ts'
import { addMonths, earlier, isBefore, later, type Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import { isRoleKind, type EntitlementKind } from './entitlement.ts'
import type { ExceptionEffect, ExceptionFact } from './facts.ts'

/** An exception as it is kept. `decidedBy` and `releasedBy` are actors as the audit log names them. */
export type Exception = ExceptionFact & {
  readonly personId: PersonId
  readonly reason: string
  readonly decidedBy: string
  /** The second person, where one was needed. */
  readonly releasedBy: string | null
  readonly decidedAt: Date
  /** Holds only once a second person has released it. */
  readonly needsRelease: boolean
  /** Set when it was ended before its day. */
  readonly endedAt: Date | null
  readonly endedBy: string | null
}

export type Wish = {
  readonly kind: EntitlementKind
  readonly effect: ExceptionEffect
  readonly from: Day
  readonly until: Day
}

export const longestMonths = 12

export type ExceptionRefusal =
  | { readonly code: 'exception.ends_before_it_starts' }
  | { readonly code: 'exception.over_already' }
  | { readonly code: 'exception.too_long'; readonly months: number }
  | { readonly code: 'exception.roles_are_not_extended' }

/** Whether such an exception may be made: it ends, within a year of its start or of today, and not in the past. */
export const checkWish = (wish: Wish, today: Day): Result<Wish, ExceptionRefusal> => {
  if (!isBefore(wish.from, wish.until)) return refuse({ code: 'exception.ends_before_it_starts' })
  if (!isBefore(today, wish.until)) return refuse({ code: 'exception.over_already' })
  if (isBefore(addMonths(later(wish.from, today), longestMonths), wish.until))
    return refuse({ code: 'exception.too_long', months: longestMonths })
  if (isRoleKind(wish.kind) && wish.effect === 'extend') return refuse({ code: 'exception.roles_are_not_extended' })
  return accept(wish)
}

/** To give power takes two persons; to withhold it, one is enough. */
export const needsTwo = (wish: Pick<Wish, 'kind' | 'effect'>): boolean =>
  isRoleKind(wish.kind) && wish.effect !== 'withhold'

/** Its end when somebody ends it today: the days before today stay as they were. */
export const endToday = (exception: ExceptionFact, today: Day): Day =>
  earlier(exception.period.until, later(exception.period.from, today))

export type ReleaseRefusal =
  { readonly code: 'exception.ended_already' } | { readonly code: 'exception.needs_another_person' }

/** Whether it waits for its second person. */
export const isWaiting = (exception: Pick<Exception, 'endedAt' | 'releasedBy' | 'needsRelease'>): boolean =>
  exception.endedAt === null && exception.releasedBy === null && exception.needsRelease
