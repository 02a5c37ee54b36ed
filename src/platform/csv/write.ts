/** Writes the CSV and TSV that other offices open, mostly in a spreadsheet. */
import iconv from 'iconv-lite'
import { accept, refuse } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { neutralised } from './formula.ts'
import type { CsvFormat, Delimiter, Encoding } from './lines.ts'

/** `mark` writes the UTF-8 byte order mark by which Excel knows UTF-8; CP932 has none. */
export type CsvWriteFormat = CsvFormat & { readonly mark: boolean }

export type CsvWriteRefusal = {
  readonly code: 'csv.unwritable_character'
  readonly line: number
  readonly column: number
  readonly character: string
}

export type CsvWriter = {
  /** The octets of so many rows; the first call writes the header. Refuses what the encoding cannot say: never `?`. */
  readonly write: (rows: readonly (readonly string[])[]) => Result<Uint8Array, CsvWriteRefusal>
}

/** Writes rows chunk by chunk, each line ended by CRLF (RFC 4180 §2). */
export const csvWriter = (format: CsvWriteFormat): CsvWriter => {
  let line = 1
  return {
    write: rows => {
      const text = rows.map(cells => `${csvLine(cells, format.delimiter)}\r\n`).join('')
      const mark = line === 1 && format.mark && format.encoding === 'utf-8' ? '\ufeff' : ''
      const octets = encodeText(mark + text, format.encoding)
      if (octets === null)
        return refuse({ code: 'csv.unwritable_character', ...firstUnwritable(rows, line, format.encoding) })
      line += rows.length
      return accept(octets)
    },
  }
}

/** One line without its end: formula cells neutralised, quotes where they are needed. */
export const csvLine = (cells: readonly string[], delimiter: Delimiter): string => {
  const line = cells.map(cell => quoted(neutralised(cell), delimiter)).join(delimiter)
  // A line of nothing but empty cells would be read as a blank one.
  return cells.every(cell => cell === '') ? `""${line}` : line
}

/** Whether a text can be written in an encoding without loss. */
export const isWritable = (text: string, encoding: Encoding): boolean => encodeText(text, encoding) !== null

const quoted = (cell: string, delimiter: Delimiter): string =>
  cell.includes('"') || cell.includes(delimiter) || /[\r\n]|^\s|\s$/.test(cell)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell

const encodeText = (text: string, encoding: Encoding): Uint8Array | null => {
  if (encoding === 'utf-8') return text.isWellFormed() ? Buffer.from(text, 'utf8') : null
  const octets = iconv.encode(text, 'cp932')
  return iconv.decode(octets, 'cp932') === text ? octets : null
}

const firstUnwritable = (rows: readonly (readonly string[])[], firstLine: number, encoding: Encoding) => {
  for (const [index, cells] of rows.entries())
    for (const [column, cell] of cells.entries())
      for (const character of cell)
        if (!isWritable(character, encoding)) return { line: firstLine + index, column: column + 1, character }
  return { line: firstLine, column: 1, character: '' }
}
