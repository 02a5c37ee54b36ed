/** ○ The headings of a file and what an officer says they mean: suggested, and checked before they are kept. */
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { guessMapping, type Mapping } from './guess-mapping.ts'
import { foldHeader, nameColumns, sourceFields, type SourceField } from './source.ts'

export type Heading = {
  readonly heading: string
  readonly meaning: SourceField | null
  /** The first different values below it, to tell what it means. */
  readonly examples: readonly string[]
}

type Sample = { readonly header: readonly string[]; readonly cells: readonly (readonly string[])[] }

const examplesShown = 3
const longestExample = 24

/**
 * The headings of a sample with what they meant before, or else may mean; without a sample, those that are mapped.
 * A heading that nobody wrote is no heading.
 */
export const headingsOf = (mapped: Mapping, sample?: Sample): readonly Heading[] => {
  const known = new Map(
    sourceFields.flatMap(field => (mapped[field] === undefined ? [] : [[foldHeader(mapped[field]), field] as const])),
  )
  if (sample === undefined)
    return sourceFields.flatMap(field => {
      const heading = mapped[field]
      return heading === undefined ? [] : [{ heading, meaning: field, examples: [] }]
    })
  const kept = new Set(sample.header.flatMap(heading => known.get(foldHeader(heading)) ?? []))
  const guessed = new Map(Object.entries(guessMapping(sample.header)).map(([field, heading]) => [heading, field]))
  return sample.header.flatMap((heading, place) => {
    if (heading === '') return []
    const guess = sourceFields.find(field => field === guessed.get(heading) && !kept.has(field)) ?? null
    return [{ heading, meaning: known.get(foldHeader(heading)) ?? guess, examples: examplesBelow(sample, place) }]
  })
}

const examplesBelow = ({ cells }: Sample, place: number): readonly string[] =>
  [...new Set(cells.map(row => (row[place] ?? '').trim()).filter(text => text !== ''))]
    .slice(0, examplesShown)
    .map(text => ([...text].length > longestExample ? `${[...text].slice(0, longestExample).join('')}…` : text))

/** `at`: the heading at which it shows; the first where something is missing altogether. */
export type MappingRefusal = { readonly code: 'no_key' | 'no_status' | 'no_name' | 'twice'; readonly at: number }

/** Field → heading, where that is a mapping by which rows can be read. */
export const mappingOf = (headings: readonly Heading[]): Result<Mapping, MappingRefusal> => {
  const mapping: { [Field in SourceField]?: string } = {}
  for (const [at, { heading, meaning }] of headings.entries()) {
    if (meaning === null) continue
    if (mapping[meaning] !== undefined) return refuse({ code: 'twice', at })
    mapping[meaning] = heading
  }
  if (mapping.key === undefined) return refuse({ code: 'no_key', at: 0 })
  if (mapping.status === undefined) return refuse({ code: 'no_status', at: 0 })
  if (nameColumns.every(field => mapping[field] === undefined)) return refuse({ code: 'no_name', at: 0 })
  return accept(mapping)
}
