/** Reads a source's file: from octets to rows that the registry can stage, or that it must set aside. */
import { accept, refuse } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { usualLimits } from '../../platform/csv/lines.ts'
import type { CsvLimits } from '../../platform/csv/lines.ts'
import { readCsv } from '../../platform/csv/csv.ts'
import { checkFields, keyIn } from './source-row.ts'
import { foldHeader, nameColumns, sourceFields } from './source.ts'
import type { SourceDefinition, SourceField, SourceRefusal, SourceRow } from './source.ts'

/**
 * Reads a source's file row by row, in batches as its chunks arrive; a refusal is the last item.
 *
 * The second row with a key withdraws the first: a quarantined row is then given for the first row's line too,
 * after that row was given as good. Whoever stages the rows replaces by line.
 */
export async function* readSource(
  definition: SourceDefinition,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limits: CsvLimits = usualLimits,
): AsyncGenerator<Result<readonly SourceRow[], SourceRefusal>, void, void> {
  const seen: SeenKeys = new Map()
  let layout: Layout | null = null
  let rows = 0
  for await (const batch of readCsv(chunks, definition.format, limits)) {
    if (!batch.ok) return yield batch
    const { header, rows: read } = batch.value
    if (header.length === 0) continue
    if (layout === null) {
      const checked = layoutOf(definition, header)
      if (!checked.ok) return yield checked
      layout = checked.value
    }
    const known = layout
    rows += read.length
    const checked = read.map((row): SourceRow => {
      if (row.is === 'row') return checkRow(definition, known, row)
      const { line, column, reason } = row
      const key = keyIn(definition, known.places, row.cells)
      return { ok: false, line, key, column, header: header[column - 1] ?? null, reason }
    })
    yield accept(checked.flatMap(row => withdrawDuplicates(seen, row, known)))
  }
  if (rows === 0) yield refuse({ code: 'source.no_rows', line: 1, column: 1 })
}

/** Where each mapped field stands in this file. */
export type Layout = { readonly header: readonly string[]; readonly places: ReadonlyMap<SourceField, number> }

type MissingColumns = Extract<SourceRefusal, { code: 'source.missing_columns' }>

/**
 * Finds the mapped columns in a header row. A column that is mapped but not there is absent, and changes nothing
 * (imp.absent-is-false); without key, status, a name or a required field no row means anything, and the file is refused.
 */
export const layoutOf = (definition: SourceDefinition, header: readonly string[]): Result<Layout, MissingColumns> => {
  const folded = header.map(foldHeader)
  const places = new Map<SourceField, number>()
  for (const field of sourceFields) {
    const name = definition.columns[field]
    const place = name === undefined ? -1 : folded.indexOf(foldHeader(name))
    if (place !== -1) places.set(field, place)
  }
  const wanted: readonly SourceField[] = ['key', 'status', ...definition.required]
  const missing = wanted.filter(field => !places.has(field)).map(field => definition.columns[field] ?? field)
  const named = nameColumns.some(field => places.has(field))
  if (!named) missing.push(definition.columns.familyKanji ?? definition.columns.nameKanji ?? 'familyKanji')
  if (missing.length === 0) return accept({ header, places })
  return refuse({ code: 'source.missing_columns', line: 1, column: 1, headers: missing })
}

const checkRow = (
  definition: SourceDefinition,
  layout: Layout,
  row: { readonly line: number; readonly cells: readonly string[] },
): SourceRow => {
  const checked = checkFields(definition, layout.places, row.cells)
  if (checked.ok) return { ok: true, line: row.line, ...checked.value }
  const { field, key, reason } = checked.refusal
  const place = layout.places.get(field) ?? -1
  return { ok: false, line: row.line, key, column: place + 1, header: layout.header[place] ?? null, reason }
}

/** Key → line of its first row; 0 once that row has been withdrawn. */
type SeenKeys = Map<string, number>

const withdrawDuplicates = (seen: SeenKeys, row: SourceRow, layout: Layout): readonly SourceRow[] => {
  const { key } = row
  if (key === null) return [row]
  const first = seen.get(key)
  if (first === undefined) {
    seen.set(key, row.line)
    return [row]
  }
  const place = layout.places.get('key') ?? -1
  const twice = (line: number): SourceRow => ({
    ok: false,
    line,
    key,
    column: place + 1,
    header: layout.header[place] ?? null,
    reason: 'duplicate_key',
  })
  seen.set(key, 0)
  return first === 0 ? [twice(row.line)] : [twice(first), twice(row.line)]
}
