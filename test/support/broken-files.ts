/**
 * Files as they should not come: each with what must be said of it, and where. They are files of the sample
 * university's student office (CP932, comma), so that they can be sent through the whole import as well.
 */
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { feedSources } from '../../demo/feeds/sources.ts'
import { csvLine } from '../../src/platform/csv/write.ts'
import { sourceFields } from '../../src/registry/sources/source.ts'
import type {
  QuarantineReason,
  SourceDefinition,
  SourceField,
  SourceRefusal,
} from '../../src/registry/sources/source.ts'

/** A file that is refused whole, or that gives so many good rows and sets these others aside. Lines and columns from 1. */
export type BrokenFile = {
  readonly name: string
  readonly bytes: Uint8Array
} & (
  | { readonly refused: { readonly code: SourceRefusal['code']; readonly line: number; readonly column: number } }
  | { readonly good: number; readonly quarantined: readonly Quarantined[] }
)

export type Quarantined = {
  readonly line: number
  readonly column: number
  readonly reason: QuarantineReason
  /** The number of the row where it can still be read: its person is not missing. */
  readonly key: string | null
}

export const brokenFilesSource: SourceDefinition = feedSources.students

const fields: readonly SourceField[] = sourceFields.filter(field => brokenFilesSource.columns[field] !== undefined)
const header = fields.map(field => brokenFilesSource.columns[field] ?? '')
const columnOf = (field: SourceField): number => fields.indexOf(field) + 1

const goodCells: { readonly [Field in SourceField]?: string } = {
  familyKanji: '髙橋', givenKanji: '花子', familyKana: 'タカハシ', givenKana: 'ハナコ', familyRoman: 'TAKAHASHI', givenRoman: 'Hanako',
  birthDate: '20080401', sex: '女', status: '学部学生', unitCode: 'F01', unitName: '文学部', from: '20260401', until: '20300331',
  mail: 'hanako@example.org', phone: '090-0000-0001', asOf: '20261125',
} // prettier-ignore

type Cells = { readonly [Field in SourceField]?: string }

const keyOf = (number: number): string => String(2026000000 + number)

/** A good student's cells, but for what is said. */
const cellsOf = (number: number, changes: Cells = {}): readonly string[] => {
  const cells: Cells = { ...goodCells, key: keyOf(number), ...changes }
  return fields.map(field => cells[field] ?? '')
}

const line = (number: number, changes: Cells = {}): string => csvLine(cellsOf(number, changes), ',')
const headerLine = csvLine(header, ',')
const textOf = (...lines: readonly string[]): string => lines.map(each => `${each}\r\n`).join('')
const cp932 = (text: string): Uint8Array => iconv.encode(text, 'cp932')
const file = (...lines: readonly string[]): Uint8Array => cp932(textOf(headerLine, ...lines))
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts)

/** The second of three rows has one cell changed, and is set aside for it. */
const badCell = (name: string, field: SourceField, text: string, reason: QuarantineReason): BrokenFile => ({
  name,
  bytes: file(line(1), line(2, { [field]: text }), line(3)),
  good: 2,
  quarantined: [{ line: 3, column: columnOf(field), reason, key: field === 'key' ? null : keyOf(2) }],
})

const refused = (
  name: string,
  bytes: Uint8Array,
  code: SourceRefusal['code'],
  at: readonly [number, number] = [1, 1],
): BrokenFile => ({
  name,
  bytes,
  refused: { code, line: at[0], column: at[1] },
})

const wholeFiles: readonly BrokenFile[] = [
  refused('empty', new Uint8Array(0), 'csv.empty'),
  refused('line ends only', cp932('\r\n\r\n'), 'csv.broken_header'),
  refused('header only', file(), 'source.no_rows'),
  refused('header missing', cp932(textOf(line(1), line(2))), 'source.missing_columns'),
  refused('a column missing', cp932(textOf(headerLine.replace('学籍区分', '備考'), line(1))), 'source.missing_columns'),
  refused('a column twice', cp932(textOf(headerLine.replace('性別', '氏'), line(1))), 'csv.duplicate_column', [
    1,
    columnOf('sex'),
  ]),
  refused('gzip', gzipSync(file(line(1))), 'csv.not_text'),
  refused('Excel workbook', joined(Uint8Array.of(0x50, 0x4b, 3, 4), new Uint8Array(64)), 'csv.not_text'),
  refused(
    'binary',
    Uint8Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256),
    'csv.wrong_encoding',
  ),
  refused('zeros', joined(new Uint8Array(64), cp932('\n')), 'csv.not_text'),
  refused('UTF-16', Buffer.from(`\ufeff${textOf(headerLine, line(1))}`, 'utf16le'), 'csv.wrong_encoding'),
  refused('UTF-8 with mark', Buffer.from(`\ufeff${textOf(headerLine, line(1))}`), 'csv.wrong_encoding'),
  refused('UTF-8 without mark', Buffer.from(textOf(headerLine, line(1))), 'csv.wrong_encoding'),
  refused(
    'one row in UTF-8',
    joined(file(line(1)), Buffer.from(textOf(line(2, { unitName: '工学部' })))),
    'csv.wrong_encoding',
    [3, columnOf('familyKanji')],
  ),
  refused('tabs for commas', cp932(textOf(header.join('\t'), line(1))), 'csv.wrong_delimiter'),
  refused('a million columns', cp932(`${'a,'.repeat(1_000_000)}a\r\n`), 'csv.too_many_columns', [1, 257]),
  refused(
    'three hundred columns',
    cp932(textOf(Array.from({ length: 300 }, (_, at) => `c${at}`).join(','))),
    'csv.too_many_columns',
    [1, 257],
  ),
  refused('a line without end', joined(file(line(1)), new Uint8Array(100_000).fill(0x61)), 'csv.line_too_long', [3, 1]),
  refused('EUC-JP', iconv.encode(textOf(headerLine, line(1)), 'EUC-JP'), 'csv.wrong_encoding'),
  refused('ISO-2022-JP', joined(Uint8Array.of(0x1b, 0x24, 0x42), cp932(textOf(headerLine))), 'csv.not_text'),
  refused('NUL in the header', cp932(textOf(headerLine.replace('性別', '性\0別'), line(1))), 'csv.not_text', [
    1,
    columnOf('sex'),
  ]),
  refused(
    'a million columns in one row',
    joined(file(line(1)), cp932(`${'a,'.repeat(1_000_000)}a\r\n`)),
    'csv.too_many_columns',
    [3, 257],
  ),
  refused(
    'one cell of ten megabytes',
    file(line(1), line(2, { unitName: 'x'.repeat(10_000_000) })),
    'csv.line_too_long',
    [3, columnOf('unitName')],
  ),
  refused(
    'a header of the language itself for the number',
    cp932(textOf(headerLine.replace('学生番号', '__proto__'), line(1))),
    'source.missing_columns',
  ),
  refused('header with an open quote', cp932(textOf(`"${headerLine}`, line(1))), 'csv.broken_header'),
]

const brokenRows: readonly BrokenFile[] = [
  {
    name: 'cut off inside a character',
    bytes: joined(file(line(1)), cp932(line(2)).subarray(0, 15)),
    good: 1,
    quarantined: [{ line: 3, column: 3, reason: 'cut_off', key: keyOf(2) }],
  },
  {
    name: 'cut off',
    bytes: file(line(1), line(2)).subarray(0, -70),
    good: 1,
    quarantined: [{ line: 3, column: 13, reason: 'cut_off', key: keyOf(2) }],
  },
  { name: 'no line end at the end', bytes: file(line(1), line(2)).subarray(0, -2), good: 2, quarantined: [] },
  {
    name: 'mixed line ends',
    bytes: cp932(`${headerLine}\r\n${line(1)}\n${line(2)}\r${line(3)}\r\n\r\n${line(4)}`),
    good: 4,
    quarantined: [],
  },
  {
    name: 'headers of the language itself',
    bytes: cp932(textOf(`${headerLine},__proto__,constructor`, `${line(1)},x,y`, `${line(2)},z,`)),
    good: 2,
    quarantined: [],
  },
  {
    name: 'swapped columns: two headers',
    bytes: cp932(
      textOf(
        headerLine.replace('フリガナ（氏）', '？').replace('氏', 'フリガナ（氏）').replace('？', '氏'),
        line(1),
        line(2),
      ),
    ),
    good: 0,
    quarantined: [2, 3].map(at => ({
      line: at,
      column: columnOf('familyKanji'),
      reason: 'name.not_kana' as const,
      key: keyOf(at - 1),
    })),
  },
  {
    name: 'NUL in the number',
    bytes: file(line(1), line(2).replace(keyOf(2), `${keyOf(2)}\0`), line(3)),
    good: 2,
    quarantined: [{ line: 3, column: 1, reason: 'control_character', key: null }],
  },
  {
    name: 'a telephone abroad, as a spreadsheet keeps it',
    bytes: file(line(1), line(2, { phone: '+46 8 123 45 67' }), line(3, { phone: '＋４６８１２３４５６７' })),
    good: 3,
    quarantined: [],
  },
  {
    name: 'header twice',
    bytes: file(line(1), headerLine, line(2)),
    good: 2,
    quarantined: [{ line: 3, column: 1, reason: 'header_again', key: null }],
  },
  {
    name: 'duplicate keys',
    bytes: file(line(1), line(2), line(1, { givenKanji: '華子' }), line(1)),
    good: 1,
    quarantined: [2, 4, 5].map(at => ({ line: at, column: 1, reason: 'duplicate_key', key: keyOf(1) })),
  },
  {
    name: 'a quote forgotten',
    bytes: file(line(1), line(2).replace('髙橋', '"髙橋'), line(3)),
    good: 2,
    quarantined: [{ line: 3, column: columnOf('familyKanji'), reason: 'unbalanced_quote', key: keyOf(2) }],
  },
  {
    name: 'a quote inside',
    bytes: file(line(1), line(2).replace('髙橋', '髙"橋'), line(3)),
    good: 2,
    quarantined: [{ line: 3, column: columnOf('familyKanji'), reason: 'stray_quote', key: keyOf(2) }],
  },
  {
    name: 'NUL in a cell',
    bytes: file(line(1), line(2, { unitName: '文\0学部' }), line(3)),
    good: 2,
    quarantined: [{ line: 3, column: columnOf('unitName'), reason: 'control_character', key: keyOf(2) }],
  },
  {
    name: 'one cell too many',
    bytes: file(line(1), `${line(2)},x`, line(3)),
    good: 2,
    quarantined: [{ line: 3, column: fields.length + 1, reason: 'wrong_column_count', key: keyOf(2) }],
  },
  {
    name: 'one cell too few',
    bytes: file(line(1), cellsOf(2).slice(0, -1).join(','), line(3)),
    good: 2,
    quarantined: [{ line: 3, column: fields.length, reason: 'wrong_column_count', key: keyOf(2) }],
  },
]

/** 〓, which printers set for what they lack, as the first character of private use (0xF040). */
const gaijiFor = (bytes: Uint8Array): Uint8Array => {
  const at = Buffer.from(bytes).indexOf(cp932('〓'))
  return joined(bytes.subarray(0, at), Uint8Array.of(0xf0, 0x40), bytes.subarray(at + 2))
}

const badCells: readonly BrokenFile[] = [
  badCell('swapped columns: name as number', 'key', '髙橋', 'wrong_key'),
  badCell('swapped columns: number as name', 'familyKanji', '2026000002', 'name.not_a_name'),
  badCell('swapped columns: kanji as kana', 'familyKana', '髙橋', 'name.not_kana'),
  badCell('swapped columns: kanji as Roman', 'familyRoman', '髙橋', 'name.not_roman'),
  badCell('swapped columns: name as date', 'birthDate', '花子', 'not_a_day'),
  badCell('no such day', 'birthDate', '20070229', 'no_such_day'),
  badCell('thirteenth month', 'from', '20261301', 'no_such_day'),
  badCell('30 February', 'birthDate', '2008-02-30', 'no_such_day'),
  badCell('31 November', 'from', '2026年11月31日', 'no_such_day'),
  badCell('day nought', 'from', '20260400', 'no_such_day'),
  badCell('29 February of a common year of an era', 'birthDate', '平成19年2月29日', 'no_such_day'),
  badCell('an era that had ended', 'birthDate', '昭和64年1月8日', 'no_such_day'),
  badCell('ends before it begins', 'until', '20250331', 'until_before_from'),
  badCell('no number', 'key', '', 'empty'),
  {
    name: 'no name in any script',
    bytes: file(line(1), line(2, { familyKanji: '', familyKana: '', familyRoman: '' }), line(3)),
    good: 2,
    quarantined: [{ line: 3, column: columnOf('familyKanji'), reason: 'empty', key: keyOf(2) }],
  },
  badCell('no birth date', 'birthDate', '', 'empty'),
  badCell('no status', 'status', '', 'empty'),
  badCell('a status nobody knows', 'status', '魔法学生', 'unknown_status'),
  badCell('a formula as a name', 'givenKanji', '=HYPERLINK("http://example.org")', 'name.not_a_name'),
  badCell('a formula as a unit', 'unitName', '=1+1', 'formula'),
  badCell('a formula that calls', 'unitName', "@SUM(1+1)*cmd|' /C calc'!A0", 'formula'),
  badCell('a formula begun with a minus', 'unitName', '-2+3', 'formula'),
  badCell('a formula in full width', 'unitName', '＝1+1', 'formula'),
  badCell('a formula as a number', 'key', '=2026000002', 'wrong_key'),
  badCell('a formula as a telephone', 'phone', '+1+1', 'not_a_phone'),
  badCell('a cell too long', 'unitName', 'x'.repeat(301), 'too_long'),
  badCell('a status of the language itself', 'status', '__proto__', 'unknown_status'),
  badCell('a sex of the language itself', 'sex', 'constructor', 'unknown_sex'),
  badCell('markup as a name', 'givenKanji', '<b>花子</b>', 'name.not_a_name'),
  {
    name: 'a gaiji',
    bytes: joined(file(line(1)), gaijiFor(cp932(textOf(line(2, { givenKanji: '〓子' })))), cp932(textOf(line(3)))),
    good: 2,
    quarantined: [{ line: 3, column: columnOf('givenKanji'), reason: 'name.unknown_character', key: keyOf(2) }],
  },
  badCell('half a mail address', 'mail', 'hanako@', 'not_mail'),
  badCell('words as a telephone', 'phone', 'なし', 'not_a_phone'),
]

/** Ten students who are not alike, the first of them as in the files above: whom a registry knows before a broken file comes. */
export const knownStudents: Uint8Array = file(
  line(1),
  ...Array.from('春夏秋冬東西南北中', (given, at) =>
    line(101 + at, {
      givenKanji: given,
      givenKana: '',
      givenRoman: '',
      birthDate: `${1980 + at}0${at + 1}15`,
      mail: '',
      phone: '',
    }),
  ),
)

export const brokenFiles: readonly BrokenFile[] = [...wholeFiles, ...brokenRows, ...badCells]
