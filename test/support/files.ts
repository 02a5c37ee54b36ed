/** What an office of the sample university sends by the time of a story: everyone it knows, changed and added to. */
import type { FeedSource } from '../../demo/feeds/sources.ts'
import { fileOf, officeRows, type Cells } from '../../demo/office-files.ts'
import type { Day } from '../../src/kernel/day.ts'

export type Sent = {
  /** The day that the days of the sample university are counted from. */
  readonly began: Day
  /** Rows at the end. */
  readonly rows?: readonly Cells[]
  /** What the office now says of one it knew; null leaves them out. */
  readonly change?: (row: Cells) => Cells | null
}

/** A whole file, in the encoding, words and dates of its office. */
export const tonightsFile = (source: FeedSource, { began, rows = [], change = row => row }: Sent): Uint8Array => {
  const known = officeRows(source, { number: 2, today: began, asOf: began })
  return fileOf(source, [...known.flatMap(row => change(row) ?? []), ...rows])
}
