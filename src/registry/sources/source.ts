/**
 * A source: what one record office sends, how its file is laid out, and what its rows must satisfy.
 *
 * Source: people-and-accounts.md §12.1 (column mapping, encodings), §12.2 (absent ≠ empty ≠ false; one bad row is
 * quarantined and the rest goes on; the same person twice quarantines both).
 */
import type { CsvFormat, CsvRefusal } from '../../platform/csv/lines.ts'
import type { RowProblem } from '../../platform/csv/csv.ts'
import type { NameRefusal } from '../names/name.ts'

export const sourceKinds = ['students', 'hr', 'guests', 'emeriti', 'facility', 'manual'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** What a column may mean. `name…` columns hold a whole name in one cell, family first, divided by a blank. */
export const sourceFields = [
  'key', 'previousKey', 'familyKanji', 'givenKanji', 'familyKana', 'givenKana', 'familyRoman', 'givenRoman',
  'nameKanji', 'nameKana', 'nameRoman', 'usualFamilyKanji', 'usualGivenKanji', 'usualFamilyKana', 'usualGivenKana',
  'usualFamilyRoman', 'usualGivenRoman', 'formerFamilyKanji', 'formerFamilyKana', 'formerFamilyRoman', 'birthDate',
  'sex', 'status', 'unitCode', 'unitName', 'title', 'from', 'until', 'leaveFrom', 'leaveUntil', 'mail', 'phone',
  'hostKey', 'voided', 'provisional', 'asOf',
] as const // prettier-ignore
export type SourceField = (typeof sourceFields)[number]

/** Columns of which a row needs at least one: without a name nobody is told from anybody. */
export const nameColumns: readonly SourceField[] = [
  'familyKanji', 'familyKana', 'familyRoman', 'nameKanji', 'nameKana', 'nameRoman',
] // prettier-ignore

/**
 * The values of one row, cleaned and checked. A field whose column the file does not have is absent; an empty cell
 * is null. The two are different: absent changes nothing, null takes a value away.
 *
 * Days are YYYY-MM-DD, and `until`/`leaveUntil` are the first day it no longer holds; `status` is our code;
 * `voided` is 'true' or 'false'; `sex` is 'male', 'female' or 'other'; kana is full-width katakana; mail is lower
 * case; phone is +81… or digits. Whole-name columns arrive split into family and given.
 */
export type SourceValues = { readonly [Field in SourceField]?: string | null }

/** The form of a key, without patterns written by users (plat.redos). Compared after NFKC. */
export type KeyShape = {
  readonly characters: 'digits' | 'letters-and-digits' | 'printable'
  readonly min: number
  readonly max: number
}

export type SourceDefinition = {
  readonly id: string
  readonly kind: SourceKind
  readonly format: CsvFormat
  /** Field → header of its column. */
  readonly columns: { readonly [Field in SourceField]?: string }
  /** The office's word for a status → our status code (people-and-accounts.md §3.1). */
  readonly statuses: Readonly<Record<string, string>>
  readonly keyShape: KeyShape
  /** Whether the key is the person's number for good, or that of one paper: a person has several papers. */
  readonly keyNames: 'person' | 'paper'
  /** Whether the office saw papers for what it sends, or hands on what people wrote; see match.ts. */
  readonly vouchedBy: 'office' | 'self'
  /** What the office writes as the end: the last day that still counts, or the first that no longer does. */
  readonly endsOn: 'last-day' | 'day-after'
  /** Fields that may not be empty, beyond key, status and a name. */
  readonly required: readonly SourceField[]
}

/** What may be wrong with one cell. */
export type FieldProblem =
  | NameRefusal['code']
  | 'empty'
  | 'control_character'
  | 'too_long'
  /** What a spreadsheet would compute, where free text is expected. */
  | 'formula'
  | 'not_a_day'
  | 'no_such_day'
  | 'implausible_day'
  | 'until_before_from'
  | 'wrong_key'
  | 'unknown_status'
  | 'not_a_code'
  | 'not_mail'
  | 'not_a_phone'
  | 'not_yes_or_no'
  | 'unknown_sex'

export type QuarantineReason = RowProblem | FieldProblem | 'duplicate_key'

/**
 * One row of a file as the registry takes it in.
 *
 * `key` is kept on a bad row where it can be read: such a row is *there*, and its person is not missing
 * (imp.quarantined-as-absent). `column` counts from 1; 0 speaks of the row as a whole.
 */
export type SourceRow =
  | {
      readonly ok: true
      readonly line: number
      readonly key: string
      readonly values: SourceValues
      readonly hash: string
    }
  | {
      readonly ok: false
      readonly line: number
      readonly key: string | null
      readonly column: number
      readonly header: string | null
      readonly reason: QuarantineReason
    }

export type SourceRefusal =
  | CsvRefusal
  | {
      readonly code: 'source.missing_columns'
      readonly line: number
      readonly column: number
      readonly headers: readonly string[]
    }
  | { readonly code: 'source.no_rows'; readonly line: number; readonly column: number }

/** Headers are compared without width, case and blanks: an office retypes them more often than it tells. */
export const foldHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-・()[\].:/]/gu, '')
