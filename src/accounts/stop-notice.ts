/**
 * Who must be told, and when, that an account will stop (停止予告).
 *
 * The mail is authoritative: an account does not stop before the day that was told, and a day is first told at least
 * a week before it comes. Whoever must be stopped sooner is suspended instead.
 * Source: people-and-accounts §10.1, §10.2.
 */
import { addDays, daysBetween, later, type Day } from '../kernel/day.ts'
import type { Announcement } from './account.ts'

/** Days before the stop on which the person is told. */
export const milestones = [60, 30, 7, 1] as const
/** A date is first told this many days ahead, or more. */
export const minimumWarningDays = 7

export type NoticeKind = 'stop-announced' | 'stop-reminder' | 'stop-withdrawn'

export type NoticeStep =
  | { readonly do: 'nothing' }
  /** Tell this day for the first time, in place of any told before. */
  | { readonly do: 'announce'; readonly announcement: Announcement }
  /** Tell the same day again. */
  | { readonly do: 'remind'; readonly announcement: Announcement }
  /** Tell that the account does not stop after all, or not soon. */
  | { readonly do: 'withdraw' }

/**
 * The notice that is due today.
 *
 * Telling it and asking again on the same day yields nothing, and one announcement has each milestone at most once,
 * however often or seldom it is asked.
 *
 * @param plannedStop the stop that the entitlements lead to, or null while none is known
 */
export const decideNotice = (told: Announcement | null, plannedStop: Day | null, today: Day): NoticeStep => {
  if (told !== null && plannedStop !== null && stillHolds(told, plannedStop, today)) return reminderOf(told, today)
  const milestone = plannedStop === null ? null : milestoneAt(daysBetween(today, plannedStop))
  if (plannedStop === null || milestone === null) return told === null ? { do: 'nothing' } : { do: 'withdraw' }
  const stopOn = earliestStop(plannedStop, today)
  return {
    do: 'announce',
    announcement: {
      stopOn,
      toldOn: today,
      milestone: milestoneAt(daysBetween(today, stopOn)) ?? milestone,
    },
  }
}

/** The planned stop, or the first day that may still be told today. */
export const earliestStop = (plannedStop: Day, today: Day): Day =>
  later(plannedStop, addDays(today, minimumWarningDays))

/** What was told stays, when it is not sooner than planned and telling anew would not bring it nearer. */
const stillHolds = (told: Announcement, plannedStop: Day, today: Day): boolean =>
  plannedStop <= told.stopOn && told.stopOn <= earliestStop(plannedStop, today)

const reminderOf = (told: Announcement, today: Day): NoticeStep => {
  const daysLeft = daysBetween(today, told.stopOn)
  const milestone = milestoneAt(daysLeft)
  if (daysLeft <= 0 || milestone === null || milestone >= told.milestone) return { do: 'nothing' }
  return { do: 'remind', announcement: { ...told, milestone } }
}

/** The milestone that so many days before the stop belong to; null when it is too early to tell. */
const milestoneAt = (daysLeft: number): number | null =>
  [...milestones].reverse().find(days => daysLeft <= days) ?? null
