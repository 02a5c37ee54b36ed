/**
 * ○ A file of people whom a department or personnel applies for: its columns, its rows as answers, and what is wrong with
 * each, by line and column. One bad row holds back nobody but itself. Source: people-and-accounts §3.2, §12.2.
 */
import type { Day } from '../kernel/day.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { readCsv, type RowProblem } from '../platform/csv/csv.ts'
import { usualLimits, type CsvFormat, type CsvRefusal } from '../platform/csv/lines.ts'
import { cleanDay, cleanLine } from '../platform/web/typed.ts'
import type { FieldProblem } from '../registry/index.ts'
import { checkStep, stepNames, type AnswerName, type AnswerProblem, type Answers } from './answers.ts'
import { appliedStatus } from './statuses.ts'

export const largestBatch = 200
const batchLimits = { ...usualLimits, octets: 512_000, columns: 80, rows: largestBatch }

/** What a column may mean; a `name…` column holds a whole name in one cell, family first. */
export const batchFields = [
  'status', 'familyKanji', 'givenKanji', 'familyKana', 'givenKana', 'familyRoman', 'givenRoman', 'nameKanji', 'nameKana',
  'nameRoman', 'birthDate', 'title', 'from', 'lastDay', 'mail', 'continues',
] as const // prettier-ignore
export type BatchField = (typeof batchFields)[number]

/** Field → heading of its column in this file. */
export type BatchColumns = { readonly [Field in BatchField]?: string }

/** Who brings it. */
export type Office = 'department' | 'personnel'

/** Why a row cannot be taken: as it is written, as an answer, or beside the others. */
export type BatchProblem = AnswerProblem | RowProblem | FieldProblem | 'twice' | 'unknown_number' | 'too_many'

/** A row that cannot be taken: line and column count from 1, column 0 speaks of the whole row. Nothing of the person. */
export type LeftOut = {
  readonly line: number
  readonly column: number
  readonly heading: string | null
  /** The answer it is about; null where the row itself is broken. */
  readonly field: AnswerName | 'continues' | null
  readonly reason: BatchProblem
}

/** A row as answers, or why not; with its cells, to be written out again for correction. */
export type BatchRow = {
  readonly line: number
  readonly cells: readonly string[]
  readonly answers: Answers
  /** Number of the application that this one continues. */
  readonly continues: string | null
  readonly problem: LeftOut | null
}

export type BatchFile = { readonly header: readonly string[]; readonly rows: readonly BatchRow[] }

/** What the whole batch says of each of its people. */
export type Common = {
  readonly status: string | null
  readonly unitName: string
  /** Words for a status → its code. */
  readonly statusWords: ReadonlyMap<string, string>
}

type Layout = { readonly format: CsvFormat; readonly columns: BatchColumns }

/** Reads a file as rows of answers; refuses one that cannot be read as a whole. */
export const readBatch = async (
  file: Uint8Array,
  { format, columns }: Layout,
  common: Common,
): Promise<Result<BatchFile, CsvRefusal>> => {
  let header: readonly string[] = []
  const rows: BatchRow[] = []
  for await (const batch of readCsv([file], format, batchLimits)) {
    if (!batch.ok) return batch
    if (batch.value.header.length > 0) header = batch.value.header
    for (const row of batch.value.rows) {
      const { line, cells } = row
      const problem: LeftOut | null =
        row.is === 'row'
          ? null
          : { line, column: row.column, heading: header[row.column - 1] ?? null, field: null, reason: row.reason }
      const read = answersOf(cells, { header, columns, common })
      rows.push({ line, cells, problem, ...read })
    }
  }
  return rows.length === 0 ? refuse({ code: 'csv.empty', line: 1, column: 1 }) : accept({ header, rows })
}

type Reading = { readonly header: readonly string[]; readonly columns: BatchColumns; readonly common: Common }

const answersOf = (
  cells: readonly string[],
  { header, columns, common }: Reading,
): Pick<BatchRow, 'answers' | 'continues'> => {
  const cell = (field: BatchField): string => {
    const at = columns[field] === undefined ? -1 : header.indexOf(columns[field])
    return (cells[at] ?? '').replace(/\s+/gu, ' ').trim()
  }
  const day = (field: 'birthDate' | 'from' | 'lastDay'): string => cleanDay(cell(field)) ?? cell(field)
  const status = columns.status === undefined ? (common.status ?? '') : statusIn(cell('status'), common.statusWords)
  const names = namesIn(cell)
  const proof = appliedStatus(status)?.proofs[0]
  const continues = cleanLine(cell('continues')).toUpperCase()
  return {
    answers: {
      status, ...names, birthDate: day('birthDate'), unitName: common.unitName, title: cell('title'), from: day('from'),
      lastDay: day('lastDay'), mail: cleanLine(cell('mail')).toLowerCase(), ...(proof === undefined ? {} : { proof }),
    }, // prettier-ignore
    continues: continues === '' ? null : continues,
  }
}

const statusIn = (word: string, words: ReadonlyMap<string, string>): string =>
  words.get(word.normalize('NFKC').toLowerCase()) ?? word

const scripts = ['Kanji', 'Kana', 'Roman'] as const

/** Each script's own two columns, or the whole name cut at its first blank or comma. */
const namesIn = (cell: (field: BatchField) => string): Answers =>
  Object.fromEntries(
    scripts.flatMap(script => {
      const [family, given] = [cell(`family${script}`), cell(`given${script}`)]
      const [first = '', ...rest] = cell(`name${script}`).split(/[,、]\s*|\s+/u)
      return [
        [`family${script}`, family === '' ? first : family],
        [`given${script}`, family === '' && given === '' ? rest.join(' ') : given],
      ]
    }),
  )

/** The rows with what is wrong with each: its answers, who may bring it, and whether the same person stands there twice. */
export const checkRows = (
  { header, rows }: BatchFile,
  { by, columns, today }: { readonly by: Office; readonly columns: BatchColumns; readonly today: Day },
): readonly BatchRow[] => {
  const seen = Map.groupBy(rows, row => sameness(row.answers))
  return rows.map(row => {
    if (row.problem !== null) return row
    const first = problemsOf(row.answers, by, today)[0] ?? null
    const twice = first === null && (seen.get(sameness(row.answers))?.length ?? 0) > 1
    const found = twice ? (['birthDate', 'twice'] as const) : first
    return found === null ? row : { ...row, problem: problemAt(row.line, found, { header, columns }) }
  })
}

const sameness = ({ status, familyRoman, givenRoman, familyKanji, givenKanji, birthDate }: Answers): string =>
  JSON.stringify([status, familyRoman, givenRoman, familyKanji, givenKanji, birthDate])

/** What is wrong with one person's answers, in the order of the questions. An office may bring only its own statuses. */
export const problemsOf = (
  answers: Answers,
  by: Office,
  today: Day,
): readonly (readonly [AnswerName, AnswerProblem])[] => {
  const applied = appliedStatus(answers.status)
  if (applied !== null && !applied.by.includes(by)) return [['status', 'not_offered']]
  // Whoever has no address is handed a letter.
  const asked = stepNames.filter(step => step !== 'contact' || (answers.mail ?? '') !== '')
  return asked.flatMap(step =>
    Object.entries(checkStep(step, answers, today)).map(([name, problem]) => [name as AnswerName, problem] as const),
  )
}

/** A problem with its place in this file. */
export const problemAt = (
  line: number,
  [name, reason]: readonly [AnswerName | 'continues', BatchProblem],
  { header, columns }: { readonly header: readonly string[]; readonly columns: BatchColumns },
): LeftOut => {
  const whole = /(Kanji|Kana|Roman)$/.exec(name)?.[1]
  const field = [name, `name${whole}`].find(one => Object.hasOwn(columns, one)) as BatchField | undefined
  const heading = field === undefined ? undefined : columns[field]
  const column = heading === undefined ? 0 : header.indexOf(heading) + 1
  return { line, column, heading: column === 0 ? null : (heading ?? null), field: name, reason }
}

/** What matching says of a row that can be taken. */
export type Likeness = 'new' | 'known' | 'doubtful'

export const likenessOf = {
  new: 'new',
  certain: 'known',
  possible: 'doubtful',
  conflict: 'doubtful',
} as const satisfies Record<string, Likeness>
