/** What an office of the sample university sends: everyone it sent before, and the rows of a story besides. */
import { fileOf, officeFile } from '../../demo/office-files.ts'
import type { FeedSource } from '../../demo/feeds/sources.ts'
import type { Day } from '../../src/kernel/day.ts'
import type { SourceField } from '../../src/registry/index.ts'

export type Row = Readonly<Partial<Record<SourceField, string>>>

/** A whole file of an office in its own encoding, with these rows at the end. `began`: the day the sample's days count from. */
export const tonightsFile = (
  source: FeedSource,
  { began, rows = [] }: { readonly began: Day; readonly rows?: readonly Row[] },
): Uint8Array => {
  const everyone = officeFile(source, { number: 2, today: began, asOf: began })
  const added = fileOf(source, rows)
  return Buffer.concat([everyone, added.subarray(added.indexOf(0x0a) + 1)])
}
