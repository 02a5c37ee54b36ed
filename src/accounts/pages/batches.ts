/** ● Notices of an entering class: choose, count, print, hand over, print again. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { dayInWords, instantInWords, parseDay } from '../../kernel/day.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { NameOf, Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field } from '../../platform/web/field.ts'
import { form } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { counts } from '../../platform/web/notice.ts'
import { table } from '../../platform/web/table.ts'
import { accountKinds, type AccountKind } from '../account.ts'
import {
  batchById,
  batches,
  printsOf,
  type Batch,
  type BatchProgress,
  type Population,
  type Print,
} from '../store/batches.ts'
import { bookInForce, type Status } from '../../eligibility/index.ts'
import { kindNames } from '../text.ts'
import { markDelivered, populationOf, printBatch, reprintBatch } from '../use-cases/batches.ts'
import { paperReply } from './counter.ts'
import { choicesOf, errorsOf, scoped, unscoped } from './pieces.ts'
import { words } from './text.ts'

const said = words.batches

const populationFields = (statuses: readonly Status[]): readonly Field[] => [
  { kind: 'radio', name: 'kind', label: words.list.kind, choices: choicesOf(kindNames) },
  {
    kind: 'select',
    name: 'status',
    label: said.status,
    unchosen: said.anyStatus,
    choices: statuses.map(({ code, name }) => ({ value: code, label: name })),
  },
  {
    kind: 'text',
    name: 'unit',
    label: said.unit,
    hint: said.unitHint,
    identifier: true,
    length: 'short',
    optional: true,
  },
  { kind: 'date', name: 'startsOn', label: said.startsOn, optional: true },
]

const isKind = (text: string): text is AccountKind => (accountKinds as readonly string[]).includes(text)

/** What the address asks to count; null where nothing was asked yet. */
const askedFor = (asked: Readonly<Record<string, string>>): Population | null => {
  const { kind = '', status = '', unit = '', startsOn = '' } = asked
  if (!isKind(kind)) return null
  return { kind, status: status.trim() || null, unit: unit.trim() || null, startsOn: parseDay(startsOn.trim()) }
}

const page = async (request: Request, errors: Errors = {}): Promise<Reply> => {
  const asked = request.method === 'POST' ? request.form : request.query
  const population = askedFor(asked)
  const waiting = population === null ? [] : await populationOf(request.db, population)
  const past = await batches(request.db)
  return {
    kind: 'page',
    title: said.title,
    lead: said.lead,
    shape: 'wide',
    trail: [{ href: '/accounts', label: words.accounts }],
    body: html`
      ${section(
        said.fresh,
        form({
          action: '/batches',
          csrf: null,
          method: 'get',
          fields: populationFields((await bookInForce(request.db)).book.statuses),
          values: { kind: 'ECS', ...asked },
          submit: { label: said.rehearse },
        }),
      )}
      ${population !== null && rehearsed(request, population, { units: countBy(waiting, request.nameOf), total: waiting.length, errors })}
      ${section(said.past, pastTable(past, request.nameOf))}
    `,
  }
}

const countBy = (
  waiting: readonly { readonly unit: string; readonly status: string }[],
  nameOf: NameOf,
): readonly { readonly label: Bilingual; readonly count: number }[] =>
  [...Map.groupBy(waiting, ({ unit, status }) => `${unit} ${status}`).values()].flatMap(alike => {
    const [first] = alike
    if (first === undefined) return []
    const { ja, en } = nameOf('status', first.status)
    return [{ label: { ja: `${ja} ${first.unit}`.trim(), en: `${en} ${first.unit}`.trim() }, count: alike.length }]
  })

const rehearsed = (
  request: Request,
  population: Population,
  {
    units,
    total,
    errors,
  }: {
    readonly units: readonly { readonly label: Bilingual; readonly count: number }[]
    readonly total: number
    readonly errors: Errors
  },
): Html =>
  section(
    said.found,
    total === 0
      ? html`<p>${said.none}</p>`
      : html`
          ${counts([{ label: said.people, count: total }, ...units])}
          <p>${said.printLead}</p>
          ${form({
            action: '/batches/print',
            csrf: request.csrf,
            fields: [
              { kind: 'hidden', name: 'kind', value: population.kind },
              { kind: 'hidden', name: 'status', value: population.status ?? '' },
              { kind: 'hidden', name: 'unit', value: population.unit ?? '' },
              { kind: 'hidden', name: 'startsOn', value: population.startsOn ?? '' },
              { kind: 'hidden', name: 'count', value: String(total) },
            ],
            errors,
            submit: { label: said.print },
          })}
        `,
  )

/** ECS-ID 学部学生 LET 2027年4月1日（木）: whom a batch was for. */
const describe = ({ kind, status, unit, startsOn }: Population, nameOf: NameOf): Content =>
  html`${kindNames[kind]} ${status !== null && nameOf('status', status)} ${unit}
  ${startsOn !== null && dayInWords(startsOn)}`

const pastTable = (past: readonly BatchProgress[], nameOf: NameOf): Html =>
  table<BatchProgress>({
    caption: said.past,
    columns: [
      { key: 'number', label: said.number, align: 'whole', cell: batch => fill(said.one, { number: batch.number }) },
      { key: 'what', label: said.what, cell: batch => describe(batch, nameOf) },
      { key: 'count', label: said.count, align: 'number', cell: batch => batch.count },
      { key: 'delivered', label: said.delivered, align: 'number', cell: batch => batch.delivered },
      { key: 'redeemed', label: said.redeemed, align: 'number', cell: batch => batch.redeemed },
      { key: 'lapsed', label: said.lapsed, align: 'number', cell: batch => batch.lapsed },
      { key: 'until', label: said.until, align: 'whole', cell: batch => dayInWords(batch.until) },
    ],
    rows: past,
    rowHref: batch => `/batches/${batch.id}`,
    empty: { sentence: said.noBatch },
  })

const print = async (request: Request): Promise<Reply> => {
  const { kind, status = '', unit = '', startsOn = '', count = '' } = request.form
  const result = await request.perform(printBatch, { kind, status, unit, startsOn, count })
  if (result.ok) return paperReply(request, result.value.paper, `notices-${result.value.number}.pdf`)
  return result.refusal.code === 'not_found' ? { kind: 'not-found' } : page(request, errorsOf(result.refusal))
}

const one = async (
  request: Request,
  wrong?: { readonly form: 'delivered' | 'reprint'; readonly errors: Errors },
): Promise<Reply> => {
  const id = request.params['id'] ?? ''
  const batch = isUuid(id) ? await batchById(request.db, id) : null
  if (batch === null) return { kind: 'not-found' }
  const prints = await printsOf(request.db, id)
  return {
    kind: 'page',
    title: fill(said.one, { number: batch.number }),
    lead: html`${describe(batch, request.nameOf)} — ${fill(said.notices, { count: batch.count })}`,
    shape: 'member',
    trail: [{ href: '/batches', label: said.title }],
    ...(wrong === undefined ? {} : { status: 422, hasErrors: true }),
    body: html`
      ${section(
        said.deliver,
        html`<p>${said.deliverLead}</p>
          ${rangeForm(batch, 'delivered', request, wrong)}`,
      )}
      ${section(said.prints, printsTable(prints))}
      ${section(
        said.reprint,
        html`<p>${said.reprintLead}</p>
          ${rangeForm(batch, 'reprint', request, wrong)}`,
      )}
    `,
  }
}

const rangeForm = (
  batch: Batch,
  name: 'delivered' | 'reprint',
  request: Request,
  wrong: { readonly form: string; readonly errors: Errors } | undefined,
): Html => {
  const isWrong = wrong?.form === name
  const optional = name === 'delivered'
  return form({
    action: `/batches/${batch.id}/${name === 'delivered' ? 'mark-delivered' : 'reprint'}`,
    csrf: request.csrf,
    ...scoped(name, {
      fields: [
        { kind: 'text', name: 'from', label: said.from, length: 'short', inputmode: 'numeric', optional },
        { kind: 'text', name: 'to', label: said.to, length: 'short', inputmode: 'numeric', optional },
        ...(optional ? [] : [{ kind: 'textarea' as const, name: 'reason', label: words.account.reason, rows: 2 }]),
      ],
      values: isWrong ? unscoped(name, request.form) : {},
      errors: isWrong ? wrong.errors : {},
    }),
    submit: name === 'delivered' ? { label: said.deliver } : { label: said.reprint, tone: 'danger' },
  })
}

const printsTable = (prints: readonly Print[]): Html =>
  table<Print>({
    caption: said.prints,
    columns: [
      { key: 'at', label: words.account.when, cell: print => instantInWords(print.at) },
      { key: 'count', label: said.count, align: 'number', cell: print => print.count },
      { key: 'reason', label: words.account.reason, cell: print => print.reason ?? said.firstPrint },
    ],
    rows: prints,
    empty: { sentence: words.account.none },
  })

const given = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text

const deliver = async (request: Request): Promise<Reply> => {
  const batchId = request.params['id'] ?? ''
  const typed = unscoped('delivered', request.form)
  const [from, to] = [given(typed['from']), given(typed['to'])]
  const result = await request.perform(markDelivered, {
    batchId,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  })
  if (result.ok) return { kind: 'redirect', to: `/batches/${batchId}`, notice: 'batch-delivered' }
  return result.refusal.code === 'not_found'
    ? { kind: 'not-found' }
    : one(request, { form: 'delivered', errors: errorsOf(result.refusal) })
}

const reprint = async (request: Request): Promise<Reply> => {
  const batchId = request.params['id'] ?? ''
  const { from = '', to = '', reason = '' } = unscoped('reprint', request.form)
  const result = await request.perform(reprintBatch, { batchId, from, to, reason })
  if (result.ok) return paperReply(request, result.value.paper, `notices-${result.value.number}.pdf`)
  return result.refusal.code === 'not_found'
    ? { kind: 'not-found' }
    : one(request, { form: 'reprint', errors: errorsOf(result.refusal) })
}

const who = ['account-operator'] as const

export const batchRoutes: readonly Route[] = [
  { method: 'GET', path: '/batches', who, handle: request => page(request) },
  { method: 'POST', path: '/batches/print', who, handle: print },
  {
    method: 'GET',
    path: '/batches/:id',
    who: ['account-operator', 'counter', 'department'],
    handle: request => one(request),
  },
  {
    method: 'POST',
    path: '/batches/:id/mark-delivered',
    who: ['account-operator', 'counter', 'department'],
    handle: deliver,
  },
  { method: 'POST', path: '/batches/:id/reprint', who, handle: reprint },
]
