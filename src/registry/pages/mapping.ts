/** ● A source's layout: which heading of its file is which of our fields. An officer does it, without code. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Choice, Errors, Field, Values } from '../../platform/web/field.ts'
import { form } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { guessFormat } from '../../platform/csv/lines.ts'
import { readCsv } from '../../platform/csv/csv.ts'
import { guessMapping } from '../sources/guess-mapping.ts'
import { sourceFields } from '../sources/source.ts'
import { sourceByCode, type Layout, type Source } from '../store/sources.ts'
import { sourceFieldNames } from '../sources/text.ts'
import { mapSource } from '../use-cases/map-source.ts'
import { importWords, words } from './text.ts'

const mappers = ['registrar', 'operator'] as const
const largestSample = 268_435_456

const choice = (value: string, label: Bilingual): Choice => ({ value, label })

const questions: readonly Field[] = [
  { kind: 'select', name: 'encoding', label: words.encoding, choices: [{ value: 'utf-8', label: 'UTF-8' }, { value: 'cp932', label: 'CP932 (Shift_JIS)' }] },
  { kind: 'select', name: 'delimiter', label: words.delimiter, choices: [choice(',', words.comma), choice('\t', words.tab)] },
  { kind: 'group', legend: words.headings, fields: sourceFields.map(field => ({ kind: 'text' as const, name: `column-${field}`, label: sourceFieldNames[field], optional: true, length: 'medium' as const, maxLength: 200 })) },
  { kind: 'textarea', name: 'statuses', label: words.statuses, hint: words.statusesHint, rows: 8 },
  { kind: 'radio', name: 'endsOn', label: words.endsOn, choices: [choice('last-day', words.lastDay), choice('day-after', words.dayAfter)] },
  { kind: 'radio', name: 'keyNames', label: words.keyKind, choices: [choice('person', words.keyPerson), choice('paper', words.keyPaper)] },
  { kind: 'radio', name: 'vouchedBy', label: words.voucher, choices: [choice('office', words.byOffice), choice('self', words.bySelf)] },
  { kind: 'radio', name: 'characters', label: words.keyCharacters, choices: [choice('digits', words.digits), choice('letters-and-digits', words.lettersAndDigits)] },
] // prettier-ignore

const valuesOf = (layout: Layout | null): Values => ({
  encoding: layout?.format.encoding ?? 'utf-8',
  delimiter: layout?.format.delimiter ?? ',',
  statuses: Object.entries(layout?.statuses ?? {})
    .map(([word, code]) => `${word} = ${code}`)
    .join('\n'),
  endsOn: layout?.endsOn ?? 'last-day',
  keyNames: layout?.keyNames ?? 'person',
  vouchedBy: layout?.vouchedBy ?? 'office',
  characters: layout?.keyShape.characters === 'digits' ? 'digits' : 'letters-and-digits',
  ...columnValues(layout?.columns ?? {}),
})

const columnValues = (columns: Layout['columns']): Values =>
  Object.fromEntries(sourceFields.map(field => [`column-${field}`, columns[field] ?? '']))

const show = async (request: Request): Promise<Reply> => {
  const source = await sourceByCode(request.db, request.params['code'] ?? '')
  return source === null ? { kind: 'not-found' } : page(request, source, valuesOf(source.layout), {})
}

const page = (request: Request, source: Source, values: Values, errors: Errors): Reply => ({
  kind: 'page',
  title: {
    ja: fill(importWords.mapTitle, { source: source.name.ja }).ja,
    en: fill(importWords.mapTitle, { source: source.name.en }).en,
  },
  trail: [{ href: '/imports', label: words.imports }],
  lead: words.mapLead,
  shape: 'wide',
  ...(Object.keys(errors).length === 0 ? {} : { status: 422, hasErrors: true }),
  body: html`
    ${section(
      words.sample,
      form({
        action: `/sources/${source.code}/mapping/guess`,
        csrf: request.csrf,
        fields: [{ kind: 'file', name: 'file', label: words.file, accept: '.csv,.tsv,.txt' }],
        submit: { label: words.guess },
      }),
    )}
    ${section(
      words.mapping,
      form({
        action: `/sources/${source.code}/mapping`,
        csrf: request.csrf,
        fields: questions,
        values,
        errors,
        submit: { label: words.save },
      }),
    )}
  `,
})

/** Reads the headings of a sample and suggests; nothing of the sample is kept. */
const guess = async (request: Request): Promise<Reply> => {
  const source = await sourceByCode(request.db, request.params['code'] ?? '')
  const upload = request.files['file']
  if (source === null) return { kind: 'not-found' }
  if (upload === undefined) return page(request, source, valuesOf(source.layout), {})
  const sample = upload.bytes.subarray(0, 65_536)
  const format = guessFormat(sample)
  for await (const batch of readCsv([sample], format)) {
    const header = batch.ok ? batch.value.header : []
    const guessed = { ...valuesOf(source.layout), ...format, ...columnValues(guessMapping(header)) }
    return page(request, source, guessed, {})
  }
  return page(request, source, valuesOf(source.layout), {})
}

const save = async (request: Request): Promise<Reply> => {
  const source = await sourceByCode(request.db, request.params['code'] ?? '')
  if (source === null) return { kind: 'not-found' }
  const { form: typed } = request
  const columns = Object.fromEntries(
    sourceFields
      .map(field => [field, (typed[`column-${field}`] ?? '').trim()] as const)
      .filter(([, heading]) => heading !== ''),
  )
  const statuses = readStatuses(typed['statuses'] ?? '')
  const errors: Errors = {
    ...(columns['key'] === undefined ? { 'column-key': words.needKey } : {}),
    ...(statuses === null ? { statuses: words.badStatus } : {}),
  }
  if (Object.keys(errors).length > 0) return page(request, source, typed, errors)
  const { encoding, delimiter, endsOn, keyNames, vouchedBy, characters } = typed
  const shape = source.layout?.keyShape ?? { min: 1, max: 40 }
  const layout = {
    format: { encoding, delimiter },
    columns,
    statuses,
    keyShape: { min: shape.min, max: shape.max, characters },
    keyNames,
    vouchedBy,
    endsOn,
    required: source.layout?.required ?? [],
  }
  const done = await request.perform(mapSource, { source: source.code, layout })
  if (done.ok) return { kind: 'redirect', to: '/imports', notice: 'registry.mapped' }
  return page(request, source, typed, { '': words.badStatus })
}

const readStatuses = (text: string): Readonly<Record<string, string>> | null => {
  const pairs = text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => /^(.+?)\s*[=＝]\s*([a-z][a-z0-9-]*)$/.exec(line))
  if (pairs.some(pair => pair === null)) return null
  return Object.fromEntries(pairs.map(pair => [pair?.[1] ?? '', pair?.[2] ?? '']))
}

export const mappingPages: readonly Route[] = [
  { method: 'GET', path: '/sources/:code/mapping', who: mappers, handle: show },
  { method: 'POST', path: '/sources/:code/mapping', who: mappers, handle: save },
  { method: 'POST', path: '/sources/:code/mapping/guess', who: mappers, handle: guess, bodyLimit: largestSample },
]
