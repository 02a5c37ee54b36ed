/** ● A source's layout: what each heading of its file means to us. An officer does it, without code. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { readCsv } from '../../platform/csv/csv.ts'
import { guessFormat } from '../../platform/csv/lines.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Choice, Errors, Field, Values } from '../../platform/web/field.ts'
import { form } from '../../platform/web/form.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { headingsOf, mappingOf, type Heading } from '../sources/headings.ts'
import { sourceFields, type SourceField } from '../sources/source.ts'
import { sourceFieldNames } from '../sources/text.ts'
import { sourceByCode, type Layout, type Source } from '../store/sources.ts'
import { mapSource } from '../use-cases/map-source.ts'
import { sentenceOf } from './imports.ts'
import { importWords, words } from './text.ts'

const mappers = ['registrar', 'operator'] as const
const largestSample = 268_435_456
const sampleOctets = 65_536
/** More columns than any file of people has; the reader refuses more. */
const mostHeadings = 256

const choice = (value: string, label: Bilingual): Choice => ({ value, label })
const meanings: readonly Choice[] = sourceFields.map(field => choice(field, sourceFieldNames[field]))

const questionsOf = (headings: readonly Heading[]): readonly Field[] => [
  { kind: 'select', name: 'encoding', label: words.encoding, choices: [{ value: 'utf-8', label: 'UTF-8' }, { value: 'cp932', label: 'CP932 (Shift_JIS)' }] },
  { kind: 'select', name: 'delimiter', label: words.delimiter, choices: [choice(',', words.comma), choice('\t', words.tab)] },
  { kind: 'group', legend: words.headings, hint: words.headingsHint, fields: headings.flatMap(headingFields) },
  { kind: 'checkboxes', name: 'required', label: words.required, hint: words.requiredHint, choices: headings.map(({ heading }, at) => choice(String(at), { ja: heading, en: heading })) },
  { kind: 'textarea', name: 'statuses', label: words.statuses, hint: words.statusesHint, rows: 8 },
  { kind: 'radio', name: 'endsOn', label: words.endsOn, choices: [choice('last-day', words.lastDay), choice('day-after', words.dayAfter)] },
  { kind: 'radio', name: 'keyNames', label: words.keyKind, choices: [choice('person', words.keyPerson), choice('paper', words.keyPaper)] },
  { kind: 'radio', name: 'vouchedBy', label: words.voucher, choices: [choice('office', words.byOffice), choice('self', words.bySelf)] },
  { kind: 'radio', name: 'characters', label: words.keyCharacters, choices: [choice('digits', words.digits), choice('letters-and-digits', words.lettersAndDigits)] },
] // prettier-ignore

const headingFields = ({ heading, examples }: Heading, at: number): readonly Field[] => [
  { kind: 'hidden', name: `heading-${at}`, value: heading },
  {
    kind: 'select',
    name: `meaning-${at}`,
    label: { ja: heading, en: heading },
    choices: meanings,
    unchosen: words.notTaken,
    ...(examples.length === 0 ? {} : { hint: exampleHint(examples) }),
  },
]

const exampleHint = (examples: readonly string[]): Content => html`${words.example} ${examples.join(' / ')}`

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
})

/** What each heading means, and in which a row may not be empty. */
const meaningValues = (headings: readonly Heading[], layout: Layout | null): Values => ({
  ...Object.fromEntries(headings.map(({ meaning }, at) => [`meaning-${at}`, meaning ?? ''])),
  required: headings.flatMap(({ meaning }, at) => (isRequired(layout, meaning) ? [String(at)] : [])),
})

/** Without a number and a status no row means anything, whatever else a source demands. */
const isRequired = (layout: Layout | null, field: SourceField | null): boolean =>
  field === 'key' || field === 'status' || (layout?.required ?? []).some(each => each === field)

type Shown = { readonly headings: readonly Heading[]; readonly values: Values; readonly errors: Errors }

const standing = ({ layout }: Source): Shown => {
  const headings = headingsOf(layout?.columns ?? {})
  return { headings, values: { ...valuesOf(layout), ...meaningValues(headings, layout) }, errors: {} }
}

const show = async (request: Request): Promise<Reply> => {
  const source = await sourceByCode(request.db, request.params['code'] ?? '')
  return source === null ? { kind: 'not-found' } : page(request, source, standing(source))
}

const page = (request: Request, source: Source, { headings, values, errors }: Shown): Reply => ({
  kind: 'page',
  title: {
    ja: fill(importWords.mapTitle, { source: source.name.ja }).ja,
    en: fill(importWords.mapTitle, { source: source.name.en }).en,
  },
  trail: [
    { href: '/imports', label: words.imports },
    { href: `/sources/${source.code}`, label: source.name },
  ],
  lead: words.mapLead,
  shape: 'wide',
  ...(Object.keys(errors).length === 0 ? {} : { status: 422, hasErrors: true }),
  body: html`
    ${section(
      words.sample,
      form({
        action: `/sources/${source.code}/mapping/guess`,
        csrf: request.csrf,
        fields: [{ kind: 'file', name: 'file', label: words.file, hint: words.sampleHint, accept: '.csv,.tsv,.txt' }],
        errors: errors['file'] === undefined ? {} : { file: errors['file'] },
        submit: { label: words.guess, ...(headings.length > 0 && { tone: 'quiet' }) },
      }),
    )}
    ${headings.length > 0 && section(words.mapping, mappingForm(request, source, { headings, values, errors }))}
  `,
})

const mappingForm = (request: Request, source: Source, { headings, values, errors }: Shown): Content =>
  form({
    action: `/sources/${source.code}/mapping`,
    csrf: request.csrf,
    fields: questionsOf(headings),
    values,
    errors,
    submit: { label: words.save },
  })

/** Reads the headings of a sample and suggests; nothing of the sample is kept. */
const guess = async (request: Request): Promise<Reply> => {
  const source = await sourceByCode(request.db, request.params['code'] ?? '')
  const upload = request.files['file']
  if (source === null) return { kind: 'not-found' }
  const refused = (file: Bilingual): Reply => page(request, source, { ...standing(source), errors: { file } })
  if (upload === undefined || upload.bytes.length === 0) return refused(words.chooseFile)
  const sample = upload.bytes.subarray(0, sampleOctets)
  const format = guessFormat(sample)
  for await (const batch of readCsv([sample], format)) {
    if (!batch.ok) return refused(sentenceOf(batch.refusal) ?? words.chooseFile)
    const { header, rows } = batch.value
    // A sample without a line end has its header in the next batch.
    if (header.length === 0) continue
    const cells = rows.flatMap(row => (row.is === 'row' ? [row.cells] : []))
    const headings = headingsOf(source.layout?.columns ?? {}, { header, cells })
    return page(request, source, {
      headings,
      values: { ...valuesOf(source.layout), ...format, ...meaningValues(headings, source.layout) },
      errors: {},
    })
  }
  return refused(words.chooseFile)
}

const save = async (request: Request): Promise<Reply> => {
  const source = await sourceByCode(request.db, request.params['code'] ?? '')
  if (source === null) return { kind: 'not-found' }
  const { form: typed, many } = request
  const ticked = many['required'] ?? []
  const values: Values = { ...typed, required: ticked }
  const headings = typedHeadings(typed)
  const mapping = mappingOf(headings)
  const statuses = readStatuses(typed['statuses'] ?? '')
  const errors: Errors = {
    ...(mapping.ok ? {} : { [`meaning-${mapping.refusal.at}`]: words.mappingWrong[mapping.refusal.code] }),
    ...(statuses === null || Object.keys(statuses).length === 0 ? { statuses: words.badStatus } : {}),
  }
  if (!mapping.ok || Object.keys(errors).length > 0) return page(request, source, { headings, values, errors })
  const layout = layoutFrom(typed, {
    columns: mapping.value,
    statuses,
    required: requiredIn(headings, ticked),
    before: source.layout,
  })
  const done = await request.perform(mapSource, { source: source.code, layout })
  if (done.ok) return { kind: 'redirect', to: `/sources/${source.code}`, notice: 'registry.mapped' }
  return page(request, source, { headings, values, errors: { '': words.badStatus } })
}

type Typed = Readonly<Record<string, string>>

const typedHeadings = (typed: Typed): readonly Heading[] =>
  Array.from({ length: mostHeadings }, (_, at) => at).flatMap(at => {
    const heading = typed[`heading-${at}`]
    const meaning = sourceFields.find(field => field === typed[`meaning-${at}`]) ?? null
    return heading === undefined ? [] : [{ heading, meaning, examples: [] }]
  })

type Mapped = {
  readonly columns: Layout['columns']
  readonly statuses: Readonly<Record<string, string>> | null
  readonly required: readonly SourceField[]
  readonly before: Layout | null
}

/** The fields that no row may leave empty; a tick at a column that is not taken in says nothing. */
const requiredIn = (headings: readonly Heading[], ticked: readonly string[]): readonly SourceField[] =>
  headings.flatMap(({ meaning }, at) => (meaning !== null && ticked.includes(String(at)) ? [meaning] : []))

/** What the page does not ask stays as it was, as far as it still speaks of the same columns. */
const layoutFrom = (typed: Typed, { columns, statuses, required, before }: Mapped) => {
  const { encoding, delimiter, endsOn, keyNames, vouchedBy, characters } = typed
  const { min, max } = before !== null && before.columns.key === columns.key ? before.keyShape : { min: 1, max: 40 }
  const format = { encoding, delimiter }
  return { format, columns, statuses, keyShape: { min, max, characters }, keyNames, vouchedBy, endsOn, required }
}

const readStatuses = (text: string): Readonly<Record<string, string>> | null => {
  const pairs = text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => /^(.+)[=＝]\s*([a-z][a-z0-9-]*)$/.exec(line))
  if (pairs.some(pair => pair === null)) return null
  return Object.fromEntries(pairs.map(pair => [pair?.[1]?.trim() ?? '', pair?.[2] ?? '']))
}

export const mappingPages: readonly Route[] = [
  { method: 'GET', path: '/sources/:code/mapping', who: mappers, handle: show },
  { method: 'POST', path: '/sources/:code/mapping', who: mappers, handle: save },
  { method: 'POST', path: '/sources/:code/mapping/guess', who: mappers, handle: guess, bodyLimit: largestSample },
]
