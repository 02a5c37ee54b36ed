/** ● Imports: what came in, and how to take a file in. */
import { instantInWords } from '../../kernel/day.ts'
import { hasRole } from '../../platform/actor.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field, Values } from '../../platform/web/field.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Html } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { figure } from '../../platform/web/text.ts'
import { fill } from '../../kernel/bilingual.ts'
import type { Import } from '../imports/import.ts'
import { recentImports } from '../store/imports.ts'
import { sources, type Source } from '../store/sources.ts'
import { refusals } from '../text.ts'
import { importFile } from '../use-cases/import-file.ts'
import { importStates, importTones, words } from './text.ts'

export const readers = ['registrar', 'auditor'] as const
export const registrars = ['registrar'] as const
export const isRegistrar = ({ actor }: Request): boolean => hasRole(actor, registrars)

const largestUpload = 268_435_456

/** The sentence of a refusal, with what it carries put in. */
export const sentenceOf = (refusal: { readonly code: string }): Errors[string] => {
  const found = (refusals as Readonly<Record<string, Errors[string]>>)[refusal.code]
  const values = Object.fromEntries(
    Object.entries(refusal)
      .filter(([name, value]) => name !== 'code' && value !== null)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : `${value as string | number}`]),
  )
  return found === undefined ? { ja: refusal.code, en: refusal.code } : fill(found, values)
}

const list = async (request: Request): Promise<Reply> => page(request, {}, {})

const page = async (request: Request, values: Values, errors: Errors): Promise<Reply> => {
  const known = await sources(request.db)
  const recent = await recentImports(request.db, null, 50)
  const failed = Object.keys(errors).length > 0
  return {
    kind: 'page',
    title: words.imports,
    shape: 'wide',
    lead: words.importsLead,
    ...(failed ? { status: 422, hasErrors: true } : {}),
    body: html`
      ${isRegistrar(request) && section(words.upload, uploadForm(request, known, values, errors))}
      ${section(words.sources, sourceLines(known, isRegistrar(request)))}
      ${section(words.recent, importTable(recent, known))}
    `,
  }
}

const uploadForm = (request: Request, known: readonly Source[], values: Values, errors: Errors): Html => {
  const fields: readonly Field[] = [
    {
      kind: 'select',
      name: 'source',
      label: words.source,
      choices: known
        .filter(source => source.layout !== null)
        .map(source => ({ value: source.code, label: source.name })),
    },
    { kind: 'file', name: 'file', label: words.file, hint: words.fileHint, accept: '.csv,.tsv,.txt' },
  ]
  return form({ action: '/imports', csrf: request.csrf, fields, values, errors, submit: { label: words.receive } })
}

const sourceLines = (known: readonly Source[], mayMap: boolean): Html =>
  lines(
    known.map(source =>
      line({
        name: html`${source.name} <small><code translate="no">${source.code}</code></small>`,
        state: source.layout === null && badge(words.notMapped, 'attention'),
        action:
          mayMap && linkButton({ href: `/sources/${source.code}/mapping`, label: words.mapping, about: source.name }),
      }),
    ),
  )

const importTable = (recent: readonly Import[], known: readonly Source[]): Html => {
  const names = new Map(known.map(source => [source.code, source.name]))
  return table<Import>({
    caption: words.recent,
    rows: recent,
    rowHref: taken => `/imports/${taken.id}`,
    columns: [
      { key: 'received', label: words.received, cell: taken => instantInWords(taken.receivedAt) },
      { key: 'source', label: words.source, cell: taken => names.get(taken.source) ?? taken.source },
      { key: 'rows', label: words.rows, align: 'number', cell: taken => figure(taken.rows) },
      { key: 'state', label: words.state, cell: taken => badge(importStates[taken.state], importTones[taken.state]) },
    ],
    empty: { sentence: words.none },
  })
}

const receive = async (request: Request): Promise<Reply> => {
  const { source = '' } = request.form
  const upload = request.files['file']
  const errors: Errors = {
    ...(source === '' ? { source: words.chooseSource } : {}),
    ...(upload === undefined || upload.bytes.length === 0 ? { file: words.chooseFile } : {}),
  }
  if (Object.keys(errors).length > 0 || upload === undefined) return page(request, { source }, errors)
  const taken = await request.perform(importFile, { source, file: upload.bytes })
  if (!taken.ok) return page(request, { source }, { file: sentenceOf(taken.refusal) ?? words.chooseFile })
  return { kind: 'redirect', to: `/imports/${taken.value.import}`, notice: 'registry.received' }
}

export const importPages: readonly Route[] = [
  { method: 'GET', path: '/imports', who: readers, handle: list },
  { method: 'POST', path: '/imports', who: registrars, handle: receive, bodyLimit: largestUpload },
]
