/** ○ Days of the sample university, counted from the day its demo begins, so that it is never out of date. */
import { addDays, addMonths, day, type Day } from '../../src/kernel/day.ts'

/** A day of the sample, once today is known. */
export type When = (today: Day) => Day

const yearOf = (on: Day): number => Number(on.slice(0, 4)) - (on.slice(5) < '04-01' ? 1 : 0)

/** 1 April of the academic year that lies so many years from this one. */
export const april =
  (years: number): When =>
  today =>
    day(`${yearOf(today) + years}-04-01`)

/** 31 March at the end of the academic year that lies so many years from this one. */
export const march =
  (years: number): When =>
  today =>
    addDays(april(years + 1)(today), -1)

export const daysAgo =
  (days: number): When =>
  today =>
    addDays(today, -days)

export const inDays =
  (days: number): When =>
  today =>
    addDays(today, days)

export const inMonths =
  (months: number): When =>
  today =>
    addMonths(today, months)

export const on =
  (text: string): When =>
  () =>
    day(text)
