/** The files that the offices of 若葉大学 send on a night, in their own encodings, words and dates. */
import { csvWriter, isWritable } from '../src/platform/csv/write.ts'
import { day, type Day } from '../src/kernel/day.ts'
import { sourceFields, type SourceDefinition, type SourceField } from '../src/registry/index.ts'
import { showDay } from './feeds/rows.ts'
import { feedSources, type FeedSource } from './feeds/sources.ts'
import { everyone } from './people/everyone.ts'
import { units, type Paper, type Part, type SamplePerson } from './people/sample.ts'

export type Night = { readonly number: 1 | 2; readonly today: Day; readonly asOf: Day }

/** One row, in the office's own words. */
export type Cells = { readonly [Field in SourceField]?: string }

/** One office's whole file on a night: its rows, and the octets as the office would send them. */
export const officeFile = (source: FeedSource, night: Night): Uint8Array => fileOf(source, officeRows(source, night))

/** What one office says of everyone it knows on a night. */
export const officeRows = (source: FeedSource, night: Night): readonly Cells[] =>
  everyone.flatMap(person =>
    person.papers
      .filter(paper => paper.source === source && (paper.night ?? 1) <= night.number)
      .map(paper => cellsOf(person, paper, night)),
  )

/** A file of any rows, laid out as a source lays out its own. */
export const fileOf = (source: FeedSource, rows: readonly Cells[]): Uint8Array => {
  const definition: SourceDefinition = feedSources[source]
  const fields = sourceFields.filter(field => definition.columns[field] !== undefined)
  const { encoding } = definition.format
  const header = fields.map(field => definition.columns[field] ?? '')
  const body = rows.map(cells => fields.map(field => writable(cells[field] ?? '', encoding)))
  const octets = csvWriter({ ...definition.format, mark: encoding === 'utf-8' }).write([header, ...body])
  if (!octets.ok) throw new Error(`a sample file cannot be written: ${octets.refusal.character}`)
  return octets.value
}

/** An old system writes the common form of a character it cannot hold. */
const writable = (text: string, encoding: SourceDefinition['format']['encoding']): string =>
  encoding === 'utf-8' || isWritable(text, encoding) ? text : text.replaceAll('𠮷', '吉')

const cellsOf = (person: SamplePerson, paper: Paper, { today, asOf }: Night): Cells => {
  const date = (when: ((today: Day) => Day) | undefined): string =>
    when === undefined ? '' : showDay(when(today), paper.source)
  const [unitCode, unitName] = units[paper.unit]
  return {
    key: paper.key,
    previousKey: paper.previousKey ?? '',
    ...nameCells(paper.family ?? person.family, paper.given ?? person.given, paper.source),
    birthDate: showDay(day(paper.birth ?? person.birth), paper.source),
    sex: person.sex,
    status: paper.status,
    unitCode,
    unitName,
    title: paper.title ?? '',
    from: date(paper.from),
    until: date(paper.until),
    leaveFrom: date(paper.leave?.from),
    leaveUntil: date(paper.leave?.until),
    mail: paper.mail ?? person.mail,
    phone: paper.phone ?? person.phone,
    hostKey: paper.hostKey ?? '',
    asOf: showDay(asOf, paper.source),
  }
}

/** The student office and personnel have a column for each part of a name; the others write it in one. */
const nameCells = (family: Part, given: Part | null, source: FeedSource): Cells => {
  if (source === 'students' || source === 'hr')
    return {
      familyKanji: family.kanji ?? '',
      givenKanji: given?.kanji ?? '',
      familyKana: family.kana ?? '',
      givenKana: given?.kana ?? '',
      familyRoman: family.roman?.toUpperCase() ?? '',
      givenRoman: given?.roman ?? '',
    }
  const whole = (script: keyof Part, between: string): string =>
    [family[script], given?.[script]].filter(part => part != null).join(between)
  return {
    nameKanji: whole('kanji', '　') || whole('roman', ', '),
    nameKana: whole('kana', '　'),
    nameRoman: whole('roman', ', '),
  }
}
