import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { neutralised, restored } from './formula.ts'
import { guessFormat, usualLimits } from './lines.ts'
import type { CsvFormat, CsvLimits } from './lines.ts'
import { csvReader, readCsv } from './csv.ts'
import type { CsvRow } from './csv.ts'
import { csvLine, csvWriter, isWritable } from './write.ts'

const utf8: CsvFormat = { encoding: 'utf-8', delimiter: ',' }
const manyLines: CsvLimits = { ...usualLimits, linesPerRow: 64 }

/** Everything a file says, read in chunks of a size: its rows, or its refusal. */
const readAll = (bytes: Uint8Array, format: CsvFormat, limits: CsvLimits, size: number) => {
  const reader = csvReader(format, limits)
  const rows: CsvRow[] = []
  let header: readonly string[] = []
  for (let at = 0; at < bytes.length; at += size) {
    const batch = reader.push(bytes.subarray(at, at + size))
    if (!batch.ok) return batch.refusal
    rows.push(...batch.value.rows)
  }
  const last = reader.end()
  if (!last.ok) return last.refusal
  header = last.value.header
  return { header, rows: [...rows, ...last.value.rows] }
}

const write = (rows: readonly (readonly string[])[], format: CsvFormat): Uint8Array | null => {
  const written = csvWriter({ ...format, mark: false }).write(rows)
  return written.ok ? written.value : null
}

const formats = fc.constantFrom<CsvFormat>(
  { encoding: 'utf-8', delimiter: ',' },
  { encoding: 'utf-8', delimiter: '\t' },
  { encoding: 'cp932', delimiter: ',' },
  { encoding: 'cp932', delimiter: '\t' },
)
// Japanese text, quotes, delimiters, line ends and what formulas begin with, as far as CP932 can say them.
const cells = fc
  .array(
    fc.constantFrom('山', '髙', 'ｶ', 'A', 'ソ', '表', '"', ',', '\t', '\n', ' ', '1', '①', '=', '+', '@', '＝', "'"),
    { maxLength: 6 },
  )
  .map(signs => signs.join(''))

test('what is written is read again, in every format and however the octets arrive', () => {
  fc.assert(
    fc.property(
      formats,
      fc
        .integer({ min: 2, max: 5 })
        .chain(width =>
          fc
            .array(fc.array(cells, { minLength: width, maxLength: width }), { maxLength: 8 })
            .map(rows => ({ width, rows })),
        ),
      fc.integer({ min: 1, max: 40 }),
      (format, { width, rows }, size) => {
        const header = Array.from({ length: width }, (_, at) => `列${at}の名前`)
        const bytes = write([header, ...rows], format)
        assert.ok(bytes !== null)
        const read = readAll(bytes, format, manyLines, size)
        assert.ok('rows' in read, JSON.stringify(read))
        assert.deepEqual(read.header, header)
        assert.deepEqual(read.rows.map(row => row.cells), rows) // prettier-ignore
      },
    ),
    { numRuns: 300 },
  )
})

test('another reader reads what we write', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cells, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }), rows => {
      const text = rows.map(row => `${csvLine(row, ',')}\r\n`).join('')
      const read = parse(text) as readonly (readonly string[])[]
      assert.deepEqual(read.map(row => row.map(restored)), rows) // prettier-ignore
    }),
  )
})

test('any octets at all end in rows or in a refusal, and every row has its line', () => {
  fc.assert(
    fc.property(formats, fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 100 }), (format, noise, size) => {
      const whole = Buffer.concat([Buffer.from(`a${format.delimiter}b\n`), noise])
      const [once, cut] = [readAll(whole, format, usualLimits, whole.length), readAll(whole, format, usualLimits, size)]
      assert.deepEqual(cut, once)
    }),
    { numRuns: 300 },
  )
})

const rowsOf = (text: string, limits = usualLimits) => {
  const read = readAll(Buffer.from(text), utf8, limits, 1_000)
  assert.ok('rows' in read, JSON.stringify(read))
  return read.rows.map(row => (row.is === 'row' ? row.cells.join('|') : `${row.line}:${row.column} ${row.reason}`))
}

const texts: readonly (readonly [string, string, readonly string[]])[] = [
  ['quotes around delimiters', 'a,b\n"x,y",z\n', ['x,y|z']],
  ['doubled quotes', 'a,b\n"x""y",z\n', ['x"y|z']],
  ['blank lines and lines of delimiters are nothing', 'a,b\n\n1,2\n,\n\n3,4', ['1|2', '3|4']],
  ['a forgotten quote costs one row', 'a,b\n"1,2\n3,4\n', ['2:1 unbalanced_quote', '3|4']],
  ['text after a closing quote', 'a,b\n"1"x,2\n3,4\n', ['2:1 unbalanced_quote', '3|4']],
  ['a nameless trailing column', 'a,b,\n1,2,\n', ['1|2|']],
  ['a header called __proto__ is a header', '__proto__,constructor\n1,2\n', ['1|2']],
  ['the last row may be cut off', 'a,b,c\n1,2,3\n4,5', ['1|2|3', '3:2 cut_off']],
]
for (const [name, text, expected] of texts) test(name, () => assert.deepEqual(rowsOf(text), expected))

test('a cell may run over lines where that is allowed, and a failed row gives back the lines it swallowed', () => {
  assert.deepEqual(rowsOf('a,b\n"x\ny",z\n1,2\n', manyLines), ['x\ny|z', '1|2'])
  assert.deepEqual(rowsOf('a,b\n"x\n1,2\n3,4\n', manyLines), ['2:1 unbalanced_quote', '1|2', '3|4'])
})

test('plat.zip-and-csv-bomb: a line of ten gigabytes is refused after its first 64 kB, without reading on', async () => {
  const chunk = new Uint8Array(65_536).fill(0x61)
  let given = 0
  const endless = function* (): Generator<Uint8Array> {
    yield Buffer.from('a,b\n')
    for (; given < 160_000; given++) yield chunk
  }
  const said: string[] = []
  for await (const batch of readCsv(endless(), utf8)) said.push(batch.ok ? 'rows' : batch.refusal.code)
  assert.equal(said.at(-1), 'csv.line_too_long')
  assert.ok(given <= 2, `${given} chunks were read`)
})

test('plat.zip-and-csv-bomb: archives, endless rows, endless files and endless headers end early', () => {
  const small: CsvLimits = { octets: 1_000, lineOctets: 100, linesPerRow: 1, columns: 10, rows: 5 }
  const code = (bytes: Uint8Array) => {
    const read = readAll(bytes, utf8, small, 50)
    return 'code' in read ? `${read.code} ${read.line}:${read.column}` : 'read'
  }
  assert.equal(code(Uint8Array.of(0x1f, 0x8b, 8, 0)), 'csv.not_text 1:1')
  assert.equal(code(Uint8Array.of(0x50, 0x4b, 3, 4)), 'csv.not_text 1:1')
  assert.equal(code(Buffer.from(`a,b\n${'1,2\n'.repeat(6)}`)), 'csv.too_many_rows 7:1')
  assert.equal(code(Buffer.from(`a,b\n${'1,2\n'.repeat(1_000)}`)), 'csv.too_many_rows 7:1')
  assert.equal(code(Buffer.from(`a\n${'\n'.repeat(1_000)}`)), 'csv.too_large 1000:1')
  assert.equal(code(Buffer.from('a,'.repeat(1_000))), 'csv.too_many_columns 1:11')
  assert.equal(code(Buffer.from(`${'c,'.repeat(11)}c\n`)), 'csv.too_many_columns 1:11')
})

test('plat.csv-formula: a cell that a spreadsheet would compute is neutralised', () => {
  for (const cell of ['=HYPERLINK("http://example.org")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＠x']) {
    const line = csvLine([cell, 'x'], ',')
    assert.match(line, /^"?'/, cell)
  }
  assert.equal(csvLine(['a=1', 'b-c', '1'], ','), 'a=1,b-c,1')
})

const asWritten: readonly (readonly [string, string])[] = [
  ['+46 8 123 45 67', "'+46 8 123 45 67"],
  ["'=1", "''=1"],
  ["'tis", "'tis"],
  ["O'Brien", "O'Brien"],
  ["'", "'"],
]
for (const [cell, written] of asWritten)
  test(`a cell ${cell} is written ${written} and read again`, () => {
    assert.equal(neutralised(cell), written)
    assert.equal(restored(written), cell)
  })

test('bulk.cp932-loss: a character that CP932 does not have is named with its place, never written as a question mark', () => {
  const writer = csvWriter({ encoding: 'cp932', delimiter: ',', mark: false })
  assert.deepEqual(writer.write([['氏名', '所属'], ['髙橋', '文学部']]).ok, true) // prettier-ignore
  const refused = writer.write([['林', '理学部'], ['森', '𠮷田研究室']]) // prettier-ignore
  assert.deepEqual(refused, {
    ok: false,
    refusal: { code: 'csv.unwritable_character', line: 4, column: 2, character: '𠮷' },
  })
  assert.equal(isWritable('？', 'cp932'), true)
  assert.equal(isWritable('\ud842', 'utf-8'), false)
})

test('the mark is written once and read away', () => {
  const writer = csvWriter({ ...utf8, mark: true })
  const [first, second] = [writer.write([['a', 'b']]), writer.write([['1', '2']])] // prettier-ignore
  assert.ok(first.ok && second.ok)
  const bytes = Buffer.concat([first.value, second.value])
  assert.deepEqual([...bytes.subarray(0, 4)], [0xef, 0xbb, 0xbf, 0x61])
  assert.deepEqual(readAll(bytes, utf8, usualLimits, 2), {
    header: ['a', 'b'],
    rows: [{ is: 'row', line: 2, cells: ['1', '2'] }],
  })
})

test('the format of an unknown file is guessed from its first lines', () => {
  const sample = (text: string, format: CsvFormat): Uint8Array =>
    write([text.split('|'), ['髙橋', '花子', '1']], format) ?? new Uint8Array(0)
  for (const encoding of ['utf-8', 'cp932'] as const)
    for (const delimiter of [',', '\t'] as const)
      assert.deepEqual(guessFormat(sample('氏名|番号|所属', { encoding, delimiter })), { encoding, delimiter })
})
