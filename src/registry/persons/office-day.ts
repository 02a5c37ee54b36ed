/** Dates as offices write them: 2027-04-01, 2027/4/1, 20270401, 2027年4月1日, 令和9年4月1日, R9.4.1. */
import { parseDay } from '../../kernel/day.ts'
import type { Day } from '../../kernel/day.ts'

/** The years of an era, from its first day; it ends the day before the next begins. */
const eras = [
  { names: ['令和', 'R'], first: '2019-05-01', last: '2999-12-31' },
  { names: ['平成', 'H'], first: '1989-01-08', last: '2019-04-30' },
  { names: ['昭和', 'S'], first: '1926-12-25', last: '1989-01-07' },
  { names: ['大正', 'T'], first: '1912-07-30', last: '1926-12-24' },
  { names: ['明治', 'M'], first: '1868-10-23', last: '1912-07-29' },
] as const

export type OfficeDay =
  | { readonly is: 'day'; readonly day: Day }
  | { readonly is: 'open' } // 9999-12-31: the office's way of saying that no end is known
  | { readonly is: 'not_a_day' }
  | { readonly is: 'no_such_day' }

/** Reads a date in any of the forms above, in full or half width; says whether it is none, or one that does not exist. */
export const parseOfficeDay = (text: string): OfficeDay => {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[ T]0{1,2}:00(:00)?$/, '')
  const western = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日?)$/.exec(plain)
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  const japanese =
    /^(令和|平成|昭和|大正|明治|[RHSTM])\s?(元|\d{1,2})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日?)$/i.exec(
      plain,
    )
  if (western !== null) return existing(Number(western[1]), western[2] ?? western[4], western[3] ?? western[5])
  if (packed !== null) return existing(Number(packed[1]), packed[2], packed[3])
  if (japanese === null) return { is: 'not_a_day' }
  const [, name = '', year = '', ...rest] = japanese
  return inEra(name, year === '元' ? 1 : Number(year), rest[0] ?? rest[2], rest[1] ?? rest[3])
}

const existing = (year: number, month: string | undefined, date: string | undefined): OfficeDay => {
  if (year === 9999) return { is: 'open' }
  const day = parseDay(`${year}-${(month ?? '').padStart(2, '0')}-${(date ?? '').padStart(2, '0')}`)
  return day === null ? { is: 'no_such_day' } : { is: 'day', day }
}

const inEra = (name: string, year: number, month: string | undefined, date: string | undefined): OfficeDay => {
  const era = eras.find(({ names }) => names.some(known => known === name.toUpperCase()))
  if (era === undefined || year === 0) return { is: 'no_such_day' }
  const read = existing(Number(era.first.slice(0, 4)) + year - 1, month, date)
  // 昭和64年1月8日 is written in no register: that day was 平成元年1月8日.
  return read.is === 'day' && (read.day < era.first || read.day > era.last) ? { is: 'no_such_day' } : read
}
