/**
 * From octets to lines of text: what other offices send is proven to be text in the encoding they declared,
 * line by line, with memory bounded by one chunk and one line.
 *
 * CP932 and UTF-8 both keep 0x0A and 0x0D for line ends alone, so that lines are cut before they are decoded
 * and a wrong octet is blamed on its own line.
 */
import { accept, refuse } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'

export const encodings = ['utf-8', 'cp932'] as const
export type Encoding = (typeof encodings)[number]
export const delimiters = [',', '\t'] as const
export type Delimiter = (typeof delimiters)[number]

export type CsvFormat = { readonly encoding: Encoding; readonly delimiter: Delimiter }

export type CsvLimits = {
  readonly octets: number
  /** Octets of one line, without its end. */
  readonly lineOctets: number
  /** Lines that a quoted cell may run over; 1: a row is a line, and a forgotten quote costs one row. */
  readonly linesPerRow: number
  readonly columns: number
  readonly rows: number
}

/** Generous for a university of 500,000 people; a people file needs none of the room above. */
export const usualLimits: CsvLimits = {
  octets: 1_073_741_824,
  lineOctets: 65_536,
  linesPerRow: 1,
  columns: 256,
  rows: 2_000_000,
}

/** Why a file as a whole cannot be read. Lines and columns count from 1; the header is line 1. */
export type CsvRefusal = {
  readonly code:
    | 'csv.empty'
    | 'csv.not_text'
    | 'csv.wrong_encoding'
    | 'csv.wrong_delimiter'
    | 'csv.too_large'
    | 'csv.line_too_long'
    | 'csv.too_many_columns'
    | 'csv.too_many_rows'
    | 'csv.duplicate_column'
    | 'csv.broken_header'
  readonly line: number
  readonly column: number
}

export type LineReader = {
  /** The lines completed by this chunk. After a refusal, ask no more. */
  readonly push: (chunk: Uint8Array) => Result<readonly string[], CsvRefusal>
  /** The last line, where the file does not end with a line end. */
  readonly end: () => Result<readonly string[], CsvRefusal>
}

/** Cuts a stream of octets into decoded lines; refuses what is not text in the declared encoding. */
export const lineReader = (format: CsvFormat, limits: CsvLimits = usualLimits): LineReader => {
  const decode = decoderOf(format.encoding)
  let pending: Uint8Array = noOctets
  let octets = 0
  let line = 1
  const proof = format.encoding === 'cp932' ? utf8Suspicion(format.delimiter) : () => null

  const take = (bytes: Uint8Array, isLast: boolean): Result<readonly string[], CsvRefusal> => {
    const place = proof(bytes, line)
    if (place !== null) return refuse({ code: 'csv.wrong_encoding', ...place })
    const text = decode(bytes) ?? (isLast ? decodeCutOff(bytes, format.encoding) : null)
    if (text === null) return refuse({ code: 'csv.wrong_encoding', ...whereBroken(bytes, line, format) })
    const lines = text.split(/\r\n|\n|\r/)
    if (lines.at(-1) === '') lines.pop()
    line += lines.length
    return accept(lines)
  }

  const push = (chunk: Uint8Array): Result<readonly string[], CsvRefusal> => {
    const joined = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    const first = octets === 0 || octets < 8
    octets += chunk.length
    if (octets > limits.octets) return refuse({ code: 'csv.too_large', line, column: 1 })
    if (first && line === 1) {
      const odd = oddStart(joined, format.encoding)
      if (odd !== null) return refuse({ code: odd, line: 1, column: 1 })
    }
    const cut = lastLineEnd(joined) + 1
    const long = longLine(joined, cut, limits.lineOctets)
    if (long !== null) return refuse({ ...tooLong(joined, long, format.delimiter, limits), line: line + long.before })
    // A copy: the chunk may be a window on a buffer that its owner fills again.
    pending = cut === 0 ? joined : Uint8Array.from(joined.subarray(cut))
    return cut === 0 ? accept([]) : take(withoutMark(joined.subarray(0, cut), line), false)
  }

  const end = (): Result<readonly string[], CsvRefusal> => {
    if (octets === 0) return refuse({ code: 'csv.empty', line: 1, column: 1 })
    const rest = withoutMark(pending, line)
    pending = noOctets
    return rest.length === 0 ? accept([]) : take(rest, true)
  }
  return { push, end }
}

/** A guess of encoding and delimiter from the first octets of an unknown file, to prefill the mapping page. */
export const guessFormat = (sample: Uint8Array): CsvFormat => {
  const cut = lastLineEnd(sample) + 1
  const bytes = withoutMark(cut === 0 ? sample : sample.subarray(0, cut), 1)
  const encoding = decoderOf('utf-8')(bytes) === null ? 'cp932' : 'utf-8'
  const header = (decoderOf(encoding)(bytes) ?? '').split(/[\r\n]/, 1)[0] ?? ''
  return { encoding, delimiter: header.split('\t').length > header.split(',').length ? '\t' : ',' }
}

const noOctets = new Uint8Array(0)
const lineFeed = 0x0a
const carriageReturn = 0x0d

const decoderOf = (encoding: Encoding): ((bytes: Uint8Array) => string | null) => {
  const decoder = new TextDecoder(labelOf(encoding), { fatal: true, ignoreBOM: true })
  return bytes => {
    try {
      return decoder.decode(bytes)
    } catch {
      return null
    }
  }
}

/** A last line that stops inside a character: what is there, and U+FFFD where it stops; null where it is wrong besides. */
const decodeCutOff = (bytes: Uint8Array, encoding: Encoding): string | null => {
  try {
    return `${new TextDecoder(labelOf(encoding), { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true })}\ufffd`
  } catch {
    return null
  }
}

/** The WHATWG "shift_jis" is Microsoft's CP932 with its NEC and IBM extensions. */
const labelOf = (encoding: Encoding): string => (encoding === 'cp932' ? 'shift_jis' : 'utf-8')

/** Index of the last octet that surely ends a line; a CR at the very end may still be followed by its LF. */
const lastLineEnd = (bytes: Uint8Array): number => {
  const lf = bytes.lastIndexOf(lineFeed)
  const cr = bytes.lastIndexOf(carriageReturn, bytes.length - 2)
  return bytes.length < 2 ? lf : Math.max(lf, cr)
}

const utf8Mark = [0xef, 0xbb, 0xbf]

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((octet, index) => bytes[index] === octet)

const withoutMark = (bytes: Uint8Array, line: number): Uint8Array =>
  line === 1 && startsWith(bytes, utf8Mark) ? bytes.subarray(3) : bytes

/** First octets of what people send by mistake: gzip, ZIP (also xlsx), old Excel, PDF, PNG, JPEG. */
const notText: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x7f, 0x45, 0x4c, 0x46],
]
const utf16Marks: readonly (readonly number[])[] = [
  [0xff, 0xfe],
  [0xfe, 0xff],
]

const oddStart = (bytes: Uint8Array, encoding: Encoding): 'csv.not_text' | 'csv.wrong_encoding' | null => {
  if (notText.some(start => startsWith(bytes, start))) return 'csv.not_text'
  if (utf16Marks.some(start => startsWith(bytes, start))) return 'csv.wrong_encoding'
  if (encoding === 'cp932' && startsWith(bytes, utf8Mark)) return 'csv.wrong_encoding'
  return null
}

type Place = { readonly line: number; readonly column: number }

/**
 * Tells UTF-8 that was declared to be CP932: three characters beyond ASCII that are valid UTF-8 are hardly ever CP932,
 * and one line that is not valid UTF-8 settles it. Gives the place of the first such character, or null.
 */
const utf8Suspicion = (delimiter: Delimiter): ((bytes: Uint8Array, line: number) => Place | null) => {
  const decode = decoderOf('utf-8')
  let settled = false
  let characters = 0
  let first: Place | null = null
  return (bytes, firstLine) => {
    for (let start = 0; start < bytes.length && !settled;) {
      const feed = bytes.indexOf(lineFeed, start)
      const end = feed === -1 ? bytes.length : feed + 1
      const line = bytes.subarray(start, end)
      const foreign = line.findIndex(octet => octet >= 0x80)
      if (foreign !== -1) {
        first ??= placeOf(bytes, start + foreign, firstLine, delimiter)
        characters += decode(line)?.match(/[^\0-\x7f]/gu)?.length ?? 0
        settled = decode(line) === null
        if (!settled && characters >= 3) return first
      }
      start = end
    }
    return null
  }
}

/** Where the first wrong octet stands: decode line by line, then octet by octet. */
const whereBroken = (bytes: Uint8Array, line: number, format: CsvFormat): Place => {
  const decode = decoderOf(format.encoding)
  let start = 0
  for (let at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) continue
    if (decode(bytes.subarray(start, at)) === null)
      return placeOf(bytes, start + brokenOctet(bytes.subarray(start, at), format.encoding), line, format.delimiter)
    start = at + 1
  }
  return { line, column: 1 }
}

const brokenOctet = (bytes: Uint8Array, encoding: Encoding): number => {
  const decoder = new TextDecoder(labelOf(encoding), { fatal: true, ignoreBOM: true })
  for (let at = 0; at < bytes.length; at++) {
    try {
      decoder.decode(bytes.subarray(at, at + 1), { stream: true })
    } catch {
      return at
    }
  }
  return Math.max(0, bytes.length - 1)
}

const placeOf = (bytes: Uint8Array, at: number, firstLine: number, delimiter: Delimiter): Place => {
  const cell = delimiter.charCodeAt(0)
  let [line, column, quoted] = [firstLine, 1, false]
  for (let index = 0; index < at; index++) {
    const octet = bytes[index]
    if (octet === 0x22) quoted = !quoted
    if (octet === cell && !quoted) column++
    const ends = octet === lineFeed || (octet === carriageReturn && bytes[index + 1] !== lineFeed)
    if (ends) [line, column, quoted] = [line + 1, 1, false]
  }
  return { line, column }
}

type Long = { readonly start: number; readonly end: number; readonly before: number }

/** The first line over the limit, complete or still growing. */
const longLine = (bytes: Uint8Array, cut: number, limit: number): Long | null => {
  if (bytes.length <= limit) return null
  let [start, before] = [0, 0]
  while (start < bytes.length) {
    const lf = bytes.indexOf(lineFeed, start)
    const end = lf === -1 ? bytes.length : lf
    if (end - start > limit + 1) {
      // Rare: look whether lone CRs cut it after all.
      const cr = bytes.indexOf(carriageReturn, start)
      if (cr === -1 || cr >= end || cr - start > limit) return { start, end, before }
      start = cr + 1
    } else start = end + 1
    before++
    if (start >= cut && bytes.length - start <= limit) return null
  }
  return null
}

const tooLong = (bytes: Uint8Array, long: Long, delimiter: Delimiter, limits: CsvLimits): Omit<CsvRefusal, 'line'> => {
  const cell = delimiter.charCodeAt(0)
  let columns = 1
  for (let at = long.start; at < Math.min(long.end, long.start + limits.lineOctets); at++)
    if (bytes[at] === cell) columns++
  return columns > limits.columns
    ? { code: 'csv.too_many_columns', column: limits.columns + 1 }
    : { code: 'csv.line_too_long', column: columns }
}
