/**
 * Writes the nightly files of a made-up university of any size, and the truth about which rows are one person.
 *
 * `node demo/generate-feeds.ts --people 100000 --seed 1 --out DIR [--changed 1%] [--as-of 2026-11-25]`
 */
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import type { WriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { addDays, day, parseDay } from '../src/kernel/day.ts'
import type { Day } from '../src/kernel/day.ts'
import type { Encoding } from '../src/platform/csv/lines.ts'
import { csvWriter, isWritable } from '../src/platform/csv/write.ts'
import { variantsOfKanji, sourceFields } from '../src/registry/index.ts'
import type { SourceDefinition, SourceField } from '../src/registry/index.ts'
import { diceOf } from './feeds/dice.ts'
import { humanOf } from './feeds/human.ts'
import { rowsOf } from './feeds/rows.ts'
import type { FeedRow, Night } from './feeds/rows.ts'
import { feedSourceNames, feedSources } from './feeds/sources.ts'
import type { FeedSource } from './feeds/sources.ts'

export type FeedOptions = {
  readonly people: number
  readonly seed: number
  readonly out: string
  /** Share of people of whom something changed since the night before, 0 to 1; 0 writes the first night. */
  readonly changed: number
  readonly asOf: Day
}

export type FeedCounts = Readonly<Record<FeedSource, number>>

/** Writes `students.csv`, `hr.csv`, … and `truth.csv` (source, key, person) into a folder; the same seed, the same files. */
export const generateFeeds = async (options: FeedOptions): Promise<FeedCounts> => {
  await mkdir(options.out, { recursive: true })
  const feeds = Object.fromEntries(feedSourceNames.map(name => [name, openFeed(options.out, name)])) as Record<
    FeedSource,
    Feed
  >
  const truth = openTruth(options.out)
  for (const { row, person } of feedRows(options)) {
    await feeds[row.source].write(row)
    await truth.write([row.source, row.key, `p${person}`])
  }
  await truth.close()
  const counts = await Promise.all(feedSourceNames.map(async name => [name, await feeds[name].close()] as const))
  return Object.fromEntries(counts) as Record<FeedSource, number>
}

export type TrueRow = { readonly row: FeedRow; readonly person: number }

/** The rows in the order of the people, each with the number of the human being it truly speaks of. */
export function* feedRows({ people, seed, changed, asOf }: FeedOptions): Generator<TrueRow, void, void> {
  const arriving = changed === 0 ? 0 : Math.ceil((people * changed) / 5)
  for (let index = 0; index < people + arriving; index++) {
    const night: Night = { asOf: changed === 0 ? asOf : addDays(asOf, 1), change: changeOf(seed, index, changed) }
    for (const row of rowsOf(seed, humanOf(seed, index), night)) yield { row, person: index }
  }
}

const changeOf = (seed: number, index: number, changed: number): Night['change'] => {
  const dice = diceOf(seed, 'change', index)
  // A fifth of the changes are the people who arrive.
  return dice.chance(changed * 0.8) ? dice.pick(['renamed', 'moved', 'moved', 'ended', 'missing'] as const) : 'none'
}

type Feed = { readonly write: (row: FeedRow) => Promise<void>; readonly close: () => Promise<number> }

const openFeed = (folder: string, name: FeedSource): Feed => {
  const definition: SourceDefinition = feedSources[name]
  const fields = sourceFields.filter(field => definition.columns[field] !== undefined)
  const header = fields.map(field => definition.columns[field] ?? '')
  const { encoding } = definition.format
  const file = openFile(join(folder, `${name}.csv`), { ...definition.format, mark: encoding === 'utf-8' }, header)
  return {
    write: row => file.write(fields.map(field => officeText(row.cells[field] ?? '', field, encoding))),
    close: file.close,
  }
}

const openTruth = (folder: string) =>
  openFile(join(folder, 'truth.csv'), { encoding: 'utf-8', delimiter: ',', mark: false }, ['source', 'key', 'person'])

const rowsAtOnce = 2_000

const openFile = (path: string, format: Parameters<typeof csvWriter>[0], header: readonly string[]) => {
  const stream: WriteStream = createWriteStream(path)
  const writer = csvWriter(format)
  let waiting: (readonly string[])[] = [header]
  let count = -1
  const flush = async (): Promise<void> => {
    const octets = writer.write(waiting)
    if (!octets.ok) throw new Error(`${octets.refusal.code} in a generated file: ${octets.refusal.character}`)
    count += waiting.length
    waiting = []
    if (!stream.write(octets.value)) await once(stream, 'drain')
  }
  return {
    write: async (cells: readonly string[]): Promise<void> => {
      waiting.push(cells)
      if (waiting.length >= rowsAtOnce) await flush()
    },
    close: async (): Promise<number> => {
      await flush()
      stream.end()
      await once(stream, 'finish')
      return count
    },
  }
}

/** What an office types when its old system cannot hold a character: the common variant, the letter without its mark. */
const officeText = (text: string, field: SourceField, encoding: Encoding): string =>
  encoding === 'utf-8' || isPlain(text, field) || isWritable(text, encoding)
    ? text
    : [...text].map(officeCharacter).join('')

const isPlain = (text: string, field: SourceField): boolean =>
  !/name|family|given/i.test(field) || /^[ -~]*$/.test(text)

const officeCharacter = (character: string): string => {
  if (isWritable(character, 'cp932')) return character
  const common =
    variantsOfKanji.get(character) ??
    lettersWithoutMarks[character] ??
    character.normalize('NFD').replace(/\p{M}/gu, '')
  return isWritable(common, 'cp932') ? common : ''
}

const lettersWithoutMarks: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ø: 'o', ß: 'ss', đ: 'd' }

const readOptions = (): FeedOptions => {
  const { values } = parseArgs({
    options: {
      people: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: 'feeds' },
      changed: { type: 'string', default: '0%' },
      'as-of': { type: 'string', default: '2026-11-25' },
    },
  })
  return {
    people: Number(values.people),
    seed: Number(values.seed),
    out: values.out,
    changed: Number(values.changed.replace('%', '')) / 100,
    asOf: parseDay(values['as-of']) ?? day('2026-11-25'),
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await generateFeeds(readOptions()))}\n`)
