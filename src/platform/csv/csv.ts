/**
 * Reads the CSV and TSV that other offices send (RFC 4180, and what Excel makes of it).
 *
 * A row that cannot be read is a problem with line, column and reason; the rows around it are read. A file that
 * cannot be trusted as a whole is refused. Columns are found by position and named by the header row, never used
 * as keys of an object, so that a header named `__proto__` is a name like any other.
 */
import { accept, refuse } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { restored } from './formula.ts'
import { lineReader, usualLimits } from './lines.ts'
import type { CsvFormat, CsvLimits, CsvRefusal, Delimiter } from './lines.ts'

export const rowProblems = [
  'unbalanced_quote',
  'stray_quote',
  'control_character',
  'wrong_column_count',
  'cut_off',
  'header_again',
] as const
export type RowProblem = (typeof rowProblems)[number]

export type CsvRow =
  | { readonly is: 'row'; readonly line: number; readonly cells: readonly string[] }
  | {
      readonly is: 'problem'
      readonly line: number
      readonly column: number
      readonly reason: RowProblem
      /** The cells that could be read before the trouble, so that a broken row can still be known by its number. */
      readonly cells: readonly string[]
    }

/** What one chunk of the file held. `header` is known from the first batch on. */
export type CsvBatch = { readonly header: readonly string[]; readonly rows: readonly CsvRow[] }

export type CsvReader = {
  readonly push: (chunk: Uint8Array) => Result<CsvBatch, CsvRefusal>
  readonly end: () => Result<CsvBatch, CsvRefusal>
}

/**
 * Reads a file chunk by chunk; each batch holds the rows that its chunk completed.
 *
 * The last item is the only one that can be a refusal: nothing follows it. Memory is one chunk and one row.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  format: CsvFormat,
  limits: CsvLimits = usualLimits,
): AsyncGenerator<Result<CsvBatch, CsvRefusal>, void, void> {
  const reader = csvReader(format, limits)
  for await (const chunk of chunks) {
    const batch = reader.push(chunk)
    yield batch
    if (!batch.ok) return
  }
  yield reader.end()
}

/** The reader as two steps, for those who hold the chunks already. */
export const csvReader = (format: CsvFormat, limits: CsvLimits = usualLimits): CsvReader => {
  const lines = lineReader(format, limits)
  let header: readonly string[] | null = null
  let queue: readonly string[] = []
  let line = 1
  let rows = 0

  const readOn = (
    fresh: readonly string[],
    end: 'more follows' | 'ended' | 'cut off',
  ): Result<CsvBatch, CsvRefusal> => {
    queue = queue.length === 0 ? fresh : [...queue, ...fresh]
    const read: CsvRow[] = []
    let index = 0
    while (index < queue.length) {
      const record = nextRecord(queue, index, format.delimiter, limits)
      if (record.is === 'open' && end === 'more follows') break
      const isLast = end === 'cut off' && index + record.lines === queue.length
      if (header === null) {
        const checked = checkHeader(record, format, limits)
        if (!checked.ok) return checked
        header = checked.value
        index += record.lines
        continue
      }
      const row = toRow(record, line + index, header, isLast)
      // A row that failed gives back the lines it swallowed: a forgotten quote must not hide the rows after it.
      index += row?.is === 'problem' ? 1 : record.lines
      if (row === null) continue
      read.push(row)
      rows++
      if (rows > limits.rows) return refuse({ code: 'csv.too_many_rows', line: row.line, column: 1 })
    }
    queue = queue.slice(index)
    line += index
    if (end !== 'more follows' && header === null) return refuse({ code: 'csv.empty', line: 1, column: 1 })
    return accept({ header: header ?? [], rows: read })
  }

  const push = (chunk: Uint8Array): Result<CsvBatch, CsvRefusal> => {
    const fresh = lines.push(chunk)
    return fresh.ok ? readOn(fresh.value, 'more follows') : fresh
  }
  const end = (): Result<CsvBatch, CsvRefusal> => {
    const fresh = lines.end()
    if (!fresh.ok) return fresh
    return readOn(fresh.value, fresh.value.length === 0 ? 'ended' : 'cut off')
  }
  return { push, end }
}

type Cells =
  | { readonly is: 'cells'; readonly cells: readonly string[] }
  | { readonly is: 'open'; readonly column: number; readonly before: readonly string[] }
  | { readonly is: 'problem'; readonly column: number; readonly reason: RowProblem; readonly before: readonly string[] }

type Line = Cells & { readonly text: string; readonly lines: number }

/** The row that begins at a line: that line, and as many more as an open quote runs over and the limits allow. */
const nextRecord = (queue: readonly string[], at: number, delimiter: Delimiter, limits: CsvLimits): Line => {
  let text = queue[at] ?? ''
  let lines = 1
  let cells = parseCells(text, delimiter)
  while (cells.is === 'open' && lines < limits.linesPerRow && at + lines < queue.length) {
    text = `${text}\n${queue[at + lines] ?? ''}`
    lines++
    cells = parseCells(text, delimiter)
  }
  if (cells.is === 'open' && lines === limits.linesPerRow)
    return { is: 'problem', column: cells.column, reason: 'unbalanced_quote', before: cells.before, text, lines: 1 }
  return { ...cells, text, lines }
}

/** One line as cells; quotes are only quotes where they begin a cell (RFC 4180 §2). */
const parseCells = (text: string, delimiter: Delimiter): Cells => {
  if (!text.includes('"')) return { is: 'cells', cells: text.split(delimiter).map(restored) }
  const cells: string[] = []
  let at = 0
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at, delimiter)
    if (cell === null) return { is: 'open', column: cells.length + 1, before: cells }
    if (cell.next < text.length && text[cell.next] !== delimiter)
      return { is: 'problem', column: cells.length + 1, reason: 'unbalanced_quote', before: cells }
    if (cell.stray) return { is: 'problem', column: cells.length + 1, reason: 'stray_quote', before: cells }
    cells.push(restored(cell.text))
    if (cell.next >= text.length) return { is: 'cells', cells }
    at = cell.next + 1
  }
}

type Cell = { readonly text: string; readonly next: number; readonly stray: boolean }

const bareCell = (line: string, start: number, delimiter: Delimiter): Cell => {
  const found = line.indexOf(delimiter, start)
  const next = found === -1 ? line.length : found
  const text = line.slice(start, next)
  return { text, next, stray: text.includes('"') }
}

/** From an opening quote to its closing one; null where it does not close. */
const quotedCell = (line: string, start: number): Cell | null => {
  let text = ''
  let at = start + 1
  for (;;) {
    const quote = line.indexOf('"', at)
    if (quote === -1) return null
    text += line.slice(at, quote)
    if (line[quote + 1] !== '"') return { text, next: quote + 1, stray: false }
    text += '"'
    at = quote + 2
  }
}

// Tabs and line ends inside quotes are text; everything else of C0 and C1 is not.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const controls = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/

const checkHeader = (record: Line, format: CsvFormat, limits: CsvLimits): Result<readonly string[], CsvRefusal> => {
  if (record.is !== 'cells') return refuse({ code: 'csv.broken_header', line: 1, column: record.column })
  const names = record.cells.map(name => name.trim())
  const bad = names.findIndex(name => controls.test(name))
  if (bad !== -1) return refuse({ code: 'csv.not_text', line: 1, column: bad + 1 })
  if (names.every(name => name === '')) return refuse({ code: 'csv.broken_header', line: 1, column: 1 })
  const other = format.delimiter === ',' ? '\t' : ','
  if (names.length === 1 && record.text.includes(other))
    return refuse({ code: 'csv.wrong_delimiter', line: 1, column: 1 })
  if (names.length > limits.columns)
    return refuse({ code: 'csv.too_many_columns', line: 1, column: limits.columns + 1 })
  // Nameless columns are what a trailing comma makes: they are read and never mapped.
  const twice = names.findIndex((name, index) => name !== '' && names.indexOf(name) !== index)
  return twice === -1 ? accept(names) : refuse({ code: 'csv.duplicate_column', line: 1, column: twice + 1 })
}

/** A record as a row; null for the blank lines that offices leave. */
const toRow = (record: Line, line: number, header: readonly string[], isCutOff: boolean): CsvRow | null => {
  const readable = record.is === 'cells' ? record.cells : record.before
  const problem = (column: number, reason: RowProblem): CsvRow => ({
    is: 'problem',
    line,
    column,
    reason,
    cells: readable.slice(0, column - 1),
  })
  if (controls.test(record.text)) return problem(columnOfControl(record), 'control_character')
  if (isCutOff && record.text.endsWith('\ufffd')) return problem(Math.max(1, readable.length), 'cut_off')
  if (record.is === 'open') return problem(record.column, isCutOff ? 'cut_off' : 'unbalanced_quote')
  if (record.is === 'problem') return problem(record.column, record.reason)
  const { cells } = record
  if (cells.every(cell => cell === '') && !record.text.includes('"')) return null
  // The last cell of a row that was cut off is itself in doubt.
  if (isCutOff && cells.length < header.length) return problem(cells.length, 'cut_off')
  if (cells.length !== header.length) return problem(Math.min(cells.length, header.length) + 1, 'wrong_column_count')
  if (cells.every((cell, index) => cell.trim() === header[index])) return problem(1, 'header_again')
  return { is: 'row', line, cells }
}

const columnOfControl = (record: Line): number =>
  record.is === 'cells' ? record.cells.findIndex(cell => controls.test(cell)) + 1 : record.column
