/** ● The rows of an import, verdict by verdict. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { NameOf, Reply, Request, Route } from '../../platform/http/route.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html, passage, type Content, type Html } from '../../platform/web/html.ts'
import { dayOn } from '../../platform/web/state.ts'
import { table, type Column } from '../../platform/web/table.ts'
import { verdicts, type Verdict } from '../imports/import.ts'
import { displayName } from '../names/name.ts'
import { namesOf } from '../sources/source-names.ts'
import { importById } from '../store/imports.ts'
import { sourceByCode } from '../store/sources.ts'
import { shownRows, type ShownRow } from '../store/rows.ts'
import { quarantineReasons, sourceFieldNames } from '../sources/text.ts'
import { fileName } from './imports.ts'
import { rowReasons, verdictNames } from './state-text.ts'
import { words } from './text.ts'

const rowsShown = 100

/** Rows of one verdict; what could not be read says where and why. */
export const rowTable = (verdict: Verdict, rows: readonly ShownRow[], nameOf: NameOf): Html =>
  table<ShownRow>({
    caption: verdictNames[verdict],
    rows,
    columns:
      verdict === 'quarantine'
        ? [number, line, column, why]
        : [number, name, placeFor(nameOf), line, ...(rows.some(hasReason) ? [why] : [])],
    empty: { sentence: words.nothing },
  })

const line: Column<ShownRow> = { key: 'line', label: words.line, align: 'number', cell: row => row.line ?? '–' }
const number: Column<ShownRow> = { key: 'key', label: words.number, align: 'identifier', cell: row => row.key ?? '–' }
const column: Column<ShownRow> = { key: 'column', label: words.column, cell: row => row.column_name ?? '–' }
const name: Column<ShownRow> = { key: 'name', label: words.name, cell: row => calledIn(row) }
const why: Column<ShownRow> = { key: 'why', label: words.why, cell: row => whyOf(row) }

/** What the row says the person is, and where. */
const placeFor = (nameOf: NameOf): Column<ShownRow> => ({
  key: 'what',
  label: words.affiliations,
  cell: ({ fields }) =>
    html`${fields?.status != null && nameOf('status', fields.status)}
    ${fields?.unitName != null && passage('ja', fields.unitName)}`,
})

const hasReason = ({ reason, detail }: ShownRow): boolean => reason !== null || (detail?.fields ?? []).length > 0

const calledIn = (row: ShownRow): Content => {
  const names = row.fields === null ? [] : namesOf(row.fields)
  if (names.length > 0) return { ja: displayName(names, 'ja'), en: displayName(names, 'en') }
  return row.name_ja === null ? '–' : { ja: row.name_ja, en: row.name_en ?? row.name_ja }
}

const whyOf = ({ reason, detail, verdict }: ShownRow): Content => {
  const known: Readonly<Record<string, Bilingual>> = verdict === 'quarantine' ? quarantineReasons : rowReasons
  const sentence = reason === null ? null : (known[reason] ?? reason)
  const endsOn = detail?.endsOn
  return html`${sentence} ${fieldsOf(detail?.fields ?? [])} ${endsOn !== undefined && dayOn(endsOn)}
  ${detail?.backdated === true && html`(${words.backdated})`}`
}

const fieldsOf = (fields: readonly string[]): Content => {
  const named: Readonly<Record<string, Bilingual>> = sourceFieldNames
  const list = (language: 'ja' | 'en') => fields.map(field => named[field]?.[language] ?? field)
  return fields.length > 0 && { ja: list('ja').join('・'), en: list('en').join(', ') }
}

const isVerdict = (text: string): text is Verdict => (verdicts as readonly string[]).includes(text)

const show = async (request: Request): Promise<Reply> => {
  const taken = await importById(request.db, request.params['id'] ?? '')
  const verdict = request.query['verdict'] ?? ''
  if (taken === null || !isVerdict(verdict)) return { kind: 'not-found' }
  const after = Number.parseInt(request.query['after'] ?? '0', 10) || 0
  const rows = await shownRows(request.db, taken.id, { verdict, after, limit: rowsShown })
  const last = rows.at(-1)
  return {
    kind: 'page',
    title: verdictNames[verdict],
    trail: [
      { href: '/imports', label: words.imports },
      { href: `/imports/${taken.id}`, label: fileName(taken, (await sourceByCode(request.db, taken.source))?.name) },
    ],
    shape: 'wide',
    body: html`
      ${rowTable(verdict, rows, request.nameOf)}
      ${
        rows.length === rowsShown &&
        last !== undefined &&
        linkButton({ href: `/imports/${taken.id}/rows?verdict=${verdict}&after=${last.seq}`, label: words.more })
      }
    `,
  }
}

export const rowPages: readonly Route[] = [
  { method: 'GET', path: '/imports/:id/rows', who: ['registrar', 'auditor'], handle: show },
]
