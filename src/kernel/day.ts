/**
 * Days at the university. A day is a date in Asia/Tokyo, written 2027-04-01; an instant is a `Date`.
 * Japan keeps no summer time, so a day is always 24 hours and begins at 15:00 UTC of the day before.
 */
import type { Branded } from './ids.ts'
import type { Bilingual } from './bilingual.ts'

export type Day = Branded<string, 'Day'>

/** Half-open: `until` is the first day it no longer holds; null means no end is known. */
export type Period = { readonly from: Day; readonly until: Day | null }

const tokyoOffsetMs = 9 * 3_600_000
const dayMs = 86_400_000

/** Reads a date that exists in the calendar, written YYYY-MM-DD; else null. Years 1900 to 2999. */
export const parseDay = (text: string): Day | null => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1900 || year > 2999) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? (text as Day) : null
}

/** A day written in the source code; a mistake there is a bug, so it throws. */
export const day = (text: string): Day => {
  const parsed = parseDay(text)
  if (parsed === null) throw new Error(`not a day: ${text}`)
  return parsed
}

/** The day at the university that an instant falls on. */
export const dayOf = (instant: Date): Day =>
  new Date(instant.getTime() + tokyoOffsetMs).toISOString().slice(0, 10) as Day

/** The instant at which a day begins at the university. */
export const startOf = (on: Day): Date => new Date(Date.parse(`${on}T00:00:00Z`) - tokyoOffsetMs)

export const addDays = (on: Day, days: number): Day =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10) as Day

/** Moves by whole months; the 31st becomes the last day of a shorter month. */
export const addMonths = (on: Day, months: number): Day => {
  const [year, month, date] = on.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10) as Day
}

/** Whole days from one day to another; negative when the other is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)

export const isBefore = (a: Day, b: Day): boolean => a < b
export const earlier = (a: Day, b: Day): Day => (a < b ? a : b)
export const later = (a: Day, b: Day): Day => (a > b ? a : b)

/** The last day of a half-open period that ends: what people mean by "until". */
export const lastDayBefore = (until: Day): Day => addDays(until, -1)

/** Whether a period holds on a day. */
export const covers = (period: Period, on: Day): boolean =>
  period.from <= on && (period.until === null || on < period.until)

export const overlaps = (a: Period, b: Period): boolean =>
  (b.until === null || a.from < b.until) && (a.until === null || b.from < a.until)

/** The days both hold, or null. */
export const intersection = (a: Period, b: Period): Period | null => {
  if (!overlaps(a, b)) return null
  const until = a.until === null ? b.until : b.until === null ? a.until : earlier(a.until, b.until)
  return { from: later(a.from, b.from), until }
}

/** Joins periods that touch or overlap; the result is in order and has gaps between its members. */
export const union = (periods: readonly Period[]): readonly Period[] => {
  const joined: Period[] = []
  for (const period of [...periods].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = joined.at(-1)
    if (last === undefined || (last.until !== null && last.until < period.from)) joined.push(period)
    else joined[joined.length - 1] = { from: last.from, until: laterEnd(last.until, period.until) }
  }
  return joined
}

const laterEnd = (a: Day | null, b: Day | null): Day | null => (a === null || b === null ? null : later(a, b))

const weekdays = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 2027年4月1日（木） / Thu 1 Apr 2027 */
export const dayInWords = (on: Day): Bilingual => {
  const date = new Date(`${on}T00:00:00Z`)
  const [year, month, dayOfMonth, weekday] = [
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCDay(),
  ]
  return {
    ja: `${year}年${month + 1}月${dayOfMonth}日（${weekdays.ja[weekday] ?? ''}）`,
    en: `${weekdays.en[weekday] ?? ''} ${dayOfMonth} ${months[month] ?? ''} ${year}`,
  }
}

/** 2027年4月1日（木）9:05 / Thu 1 Apr 2027, 09:05 — in Japan's time. */
export const instantInWords = (instant: Date): Bilingual => {
  const words = dayInWords(dayOf(instant))
  const clock = new Date(instant.getTime() + tokyoOffsetMs).toISOString().slice(11, 16)
  return { ja: `${words.ja} ${clock}`, en: `${words.en}, ${clock}` }
}
