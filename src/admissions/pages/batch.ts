/** ● One batch: what its file would do, row by row, until it is handed in; then its applications and the office's decision. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { asPersonId, isUuid } from '../../kernel/ids.ts'
import { parseDay } from '../../kernel/day.ts'
import type { Result } from '../../kernel/result.ts'
import { statusName } from '../../eligibility/index.ts'
import { hasRole } from '../../platform/actor.ts'
import { csvWriter } from '../../platform/csv/write.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { counts, nextAction, notice, reasons } from '../../platform/web/notice.ts'
import { badge, dayOn, type Tone } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { displayName, personsOf } from '../../registry/index.ts'
import type { Application } from '../application.ts'
import { batchFields, type LeftOut, type Likeness } from '../batch.ts'
import { nameIn } from '../mails.ts'
import { ofBatch } from '../store/applications.ts'
import { batchById, type Batch } from '../store/batches.ts'
import { batchFieldNames, batchWords as words, likenessNames, likenessReasons } from '../text/batch-text.ts'
import { fieldNames } from '../text/field-text.ts'
import { officeWords } from '../text/office-text.ts'
import { batchNames, stateNames } from '../text/state-text.ts'
import { isWithin, reachOf } from '../units.ts'
import { admitBatch, recordBatchEvidence } from '../use-cases/batch-decision.ts'
import { discardBatch, handInBatch, mapBatch, mayBring } from '../use-cases/batches.ts'
import { rehearseBatch, type Rehearsal, type RehearsedRow } from '../use-cases/rehearse-batch.ts'
import { isOffice, readers } from './admissions.ts'
import { periodIn, toneOf } from './application.ts'
import { bringers, statusChoices } from './batches.ts'
import { seenFields } from './decision-forms.ts'
import { problemOf, sentenceOf } from './saying.ts'

/** A batch, if this officer reaches its unit; one that personnel or another department brings is not theirs to see. */
const find = async (request: Request): Promise<Batch | null> => {
  const id = request.params['id'] ?? ''
  const batch = isUuid(id) ? await batchById(request.db, request.system.vault, id) : null
  if (batch === null || batch.state === 'discarded') return null
  const reach = await reachOf(request.db, request.actor)
  // What is not handed in yet is nobody's business but the office's that brings it.
  const mine = batch.state === 'read' ? mayBring(request.actor, batch, reach) : isWithin(reach, batch.unitCode)
  return mine ? batch : null
}

const page = async (request: Request, batch: Batch, said: Content = null): Promise<PageContent> => ({
  title: batch.state === 'read' ? words.rehearsal : words.handedIn,
  shape: 'wide',
  trail: [
    { href: '/admissions', label: officeWords.office },
    { href: '/admissions/batches', label: words.batches },
  ],
  state: { word: batchNames[batch.state], tone: batch.state === 'read' ? 'attention' : 'done' },
  lead: batch.state === 'read' ? words.rehearsalLead : batch.unitName,
  body: html`${said} ${batch.file === null ? await handedIn(request, batch) : await rehearsed(request, { ...batch, file: batch.file })}`,
}) // prettier-ignore

type Whole = Batch & { readonly file: Buffer }

const rehearseFor = async (request: Request, batch: Whole) => {
  const reach = await reachOf(request.db, request.actor)
  return rehearseBatch(request.db, batch, { system: request.system, now: request.now, reach })
}

const rehearsed = async (request: Request, batch: Whole): Promise<Content> => {
  const found = await rehearseFor(request, batch)
  const discard = postButton({ action: `/admissions/batches/${batch.id}/discard`, csrf: request.csrf, label: words.discard }) // prettier-ignore
  if (!found.ok) return html`${notice('danger', sentenceOf(found.refusal))} ${discard}`
  const { rows, header } = found.value
  const good = rows.filter(row => row.problem === null)
  const broken = rows.flatMap(({ problem }) => problem ?? [])
  return html`
    ${counts((['new', 'known', 'doubtful', 'unreadable'] as const).map(is => ({ label: likenessNames[is], count: rows.filter(row => row.is === is).length, ...(is === 'unreadable' ? { tone: 'danger' as const } : is === 'doubtful' ? { tone: 'attention' as const } : {}) })))}
    ${handingIn(request, batch, { rehearsal: found.value, good: good.length, broken: broken.length })}
    ${broken.length > 0 && section(words.brokenTitle, html`<p>${words.brokenLead}</p>${brokenTable(broken)}`, linkButton({ href: `/admissions/batches/${batch.id}/broken`, label: words.brokenFile }))}
    ${good.length > 0 && section(words.goodTitle, await goodTable(request, good))}
    ${columnForm(request, batch, header)}
    <div class="actions">${discard}</div>
  `
} // prettier-ignore

const handingIn = (
  { csrf }: Request,
  { id }: Batch,
  { rehearsal, good, broken }: { readonly rehearsal: Rehearsal; readonly good: number; readonly broken: number },
): Content => {
  if (good === 0) return notice('warning', words.nobody)
  return nextAction({
    what: fill(words.handInWhat, { count: good }),
    why: broken === 0 ? words.handInWhole : fill(words.handInPart, { count: broken }),
    button: postButton({
      action: `/admissions/batches/${id}/hand-in`,
      csrf,
      label: fill(words.handIn, { count: good }),
      tone: 'primary',
      values: { seen: rehearsal.seen },
    }),
  })
}

/** Why a row cannot be taken, as a sentence that names its column, or what is missing where there is no such column. */
const whyOf = ({ reason, heading, field }: LeftOut): Bilingual => {
  if (heading !== null) return problemOf(reason, { ja: heading, en: heading })
  return problemOf(
    reason,
    field === null ? words.wholeRow : { ...fieldNames, continues: batchFieldNames.continues }[field],
  )
}

const brokenTable = (broken: readonly LeftOut[]): Content =>
  table<LeftOut>({
    caption: words.brokenTitle,
    rows: broken,
    empty: { sentence: words.handInWhole },
    columns: [
      { key: 'line', label: words.line, align: 'number', cell: one => String(one.line) },
      { key: 'column', label: words.column, cell: one => (one.column === 0 ? words.wholeRow : html`${one.column}: ${one.heading}`) },
      { key: 'why', label: words.why, cell: whyOf },
    ],
  }) // prettier-ignore

const likenessTones: Readonly<Record<Likeness | 'unreadable', Tone>> = {
  new: 'calm',
  known: 'done',
  doubtful: 'attention',
  unreadable: 'danger',
}

/** Only officers who may look people up see whom a row resembles; a department learns that somebody is known. */
const goodTable = async (request: Request, good: readonly RehearsedRow[]): Promise<Content> => {
  const ids = isOffice(request) ? good.flatMap(row => row.persons.map(asPersonId)) : []
  const persons = await personsOf(request.db, ids)
  const namesOf = ({ persons: found }: RehearsedRow): Content =>
    found.map(id => {
      const person = persons.get(asPersonId(id))
      return person !== undefined && html` <a href="/people/${id}">${{ ja: displayName(person.names, 'ja'), en: displayName(person.names, 'en') }}</a>`
    }) // prettier-ignore
  return table<RehearsedRow>({
    caption: words.goodTitle,
    rows: good,
    empty: { sentence: words.nobody },
    columns: [
      { key: 'name', label: words.name, cell: row => nameIn(row) },
      { key: 'line', label: words.line, align: 'number', cell: row => String(row.line) },
      { key: 'status', label: words.status, cell: row => statusName(row.answers.status ?? '') },
      { key: 'birth', label: fieldNames.birthDate, cell: row => dayIn(row.answers.birthDate) },
      { key: 'period', label: words.period, cell: periodIn },
      { key: 'is', label: words.verdict, cell: row => badge(likenessNames[row.is], likenessTones[row.is]) },
      { key: 'why', label: words.why, cell: row => html`${row.is !== 'unreadable' && likenessReasons[row.is]}${namesOf(row)}` },
    ],
  }) // prettier-ignore
}

const dayIn = (text: string | undefined): Content => {
  const day = parseDay(text ?? '')
  return day !== null && dayOn(day)
}

const columnForm = (request: Request, batch: Batch, header: readonly string[]): Content => {
  const choices = header.filter(name => name !== '').map(name => ({ value: name, label: name }))
  const values = Object.fromEntries(batchFields.map(field => [`column-${field}`, batch.columns[field] ?? '']))
  return reasons(
    html`<p>${words.columnsLead}</p>
      ${form({
        action: `/admissions/batches/${batch.id}/columns`,
        csrf: request.csrf,
        values: { ...values, status: batch.status ?? '' },
        fields: [
          { kind: 'select', name: 'status', label: words.statusForAll, unchosen: words.fromColumn, choices: statusChoices(batch.broughtBy) },
          ...batchFields.map(field => ({ kind: 'select' as const, name: `column-${field}`, label: batchFieldNames[field], unchosen: words.notThere, choices })),
        ],
        submit: { label: words.saveColumns },
      })}`,
    words.columns,
  ) // prettier-ignore
}

const handedIn = async (request: Request, batch: Batch): Promise<Content> => {
  const found = await ofBatch(request.db, request.system.vault, batch.id)
  return html`
    ${isOffice(request) && officeForms(request, batch, found)}
    ${table<Application>({
      caption: words.handedIn, rows: found, rowHref: one => `/admissions/${one.number}`, empty: { sentence: officeWords.none },
      columns: [
        { key: 'name', label: officeWords.applicant, cell: one => nameIn(one) },
        { key: 'number', label: officeWords.number, cell: one => one.number, align: 'identifier' },
        { key: 'status', label: words.status, cell: one => statusName(one.answers.status ?? '') },
        { key: 'period', label: words.period, cell: periodIn },
        { key: 'state', label: words.state, cell: one => badge(stateNames[one.state], toneOf(one.state)) },
      ],
    })}
    ${batch.leftOut.length > 0 && section(words.leftOut, brokenTable(batch.leftOut))}
  `
} // prettier-ignore

/** One paper that names them all, then one decision. */
const officeForms = (request: Request, { id }: Batch, found: readonly Application[]): Content => {
  const waiting = found.filter(one => one.state === 'submitted').length
  const checked = found.filter(one => one.state === 'checked').length
  const status = found[0]?.answers.status
  return html`
    ${checked > 0 && nextAction({
      what: words.admitAll, why: fill(words.admitAllWhy, { count: checked }),
      button: postButton({ action: `/admissions/batches/${id}/admit`, csrf: request.csrf, label: officeWords.admit, tone: 'primary' }),
    })}
    ${waiting > 0 && hasRole(request.actor, ['counter']) && section(words.evidence, html`<p>${fill(words.evidenceLead, { count: waiting })}</p>
      ${form({ action: `/admissions/batches/${id}/evidence`, csrf: request.csrf, values: request.form, fields: seenFields(status), submit: { label: officeWords.record } })}`)}
  `
} // prettier-ignore

const show = async (request: Request): Promise<Reply> => {
  const batch = await find(request)
  return batch === null ? { kind: 'not-found' } : { kind: 'page', ...(await page(request, batch)) }
}

/** The rows that cannot be taken, as they were, with the reason beside them: to be corrected and read again. */
const brokenFile = async (request: Request): Promise<Reply> => {
  const batch = await find(request)
  if (batch === null || batch.file === null) return { kind: 'not-found' }
  const found = await rehearseFor(request, { ...batch, file: batch.file })
  if (!found.ok) return { kind: 'refused', refusal: found.refusal, back: `/admissions/batches/${batch.id}` }
  const { header, rows } = found.value
  const { language } = request
  const broken = rows.flatMap(({ cells, problem }) =>
    problem === null ? [] : [[...header.map((_, at) => cells[at] ?? ''), whyOf(problem)[language]]],
  )
  const written = csvWriter({ encoding: 'utf-8', delimiter: ',', mark: true }).write([
    [...header, words.why[language]],
    ...broken,
  ])
  if (!written.ok) return { kind: 'refused', refusal: written.refusal, back: `/admissions/batches/${batch.id}` }
  return { kind: 'file', name: 'rows-to-correct.csv', mediaType: 'text/csv; charset=utf-8', body: written.value }
}

type Act = (request: Request, batch: string) => Promise<Result<unknown>>

const act =
  (perform: Act, { said, to }: { readonly said: string; readonly to?: string }) =>
  async (request: Request): Promise<Reply> => {
    const id = request.params['id'] ?? ''
    const done = await perform(request, id)
    if (done.ok) return { kind: 'redirect', to: to ?? `/admissions/batches/${id}`, notice: said }
    const batch = await find(request)
    if (batch === null || done.refusal.code === 'not_found') return { kind: 'not-found' }
    return { kind: 'page', status: 422, ...(await page(request, batch, notice('warning', sentenceOf(done.refusal)))) }
  }

const columnsOf = (typed: Readonly<Record<string, string>>) =>
  Object.fromEntries(batchFields.map(field => [field, typed[`column-${field}`] ?? '']))

const post = (action: string, handle: Route['handle'], who = bringers): Route => ({ method: 'POST', path: `/admissions/batches/:id/${action}`, who, handle }) // prettier-ignore

export const batchPages: readonly Route[] = [
  { method: 'GET', path: '/admissions/batches/:id', who: readers, handle: show },
  { method: 'GET', path: '/admissions/batches/:id/broken', who: bringers, handle: brokenFile },
  post('columns', act((request, batch) => request.perform(mapBatch, { batch, columns: columnsOf(request.form), status: request.form['status'] ?? '' }), { said: 'admissions.saved' })),
  post('hand-in', act((request, batch) => request.perform(handInBatch, { batch, seen: request.form['seen'] ?? '' }), { said: 'admissions.batch' })),
  post('discard', act((request, batch) => request.perform(discardBatch, { batch }), { said: 'admissions.batch-discarded', to: '/admissions/batches' })),
  post('evidence', act((request, batch) => request.perform(recordBatchEvidence, { ...request.form, batch }), { said: 'admissions.done' }), ['counter']),
  post('admit', act((request, batch) => request.perform(admitBatch, { batch }), { said: 'admissions.done' }), ['counter', 'registrar']),
] // prettier-ignore
