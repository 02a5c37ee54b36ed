/** ● Applying for others: the batches so far, a file to read, a template, and the form for one. */
import { dayOf, instantInWords, addDays, addMonths } from '../../kernel/day.ts'
import { statusName } from '../../eligibility/index.ts'
import { actorLabel, hasRole, type StaffRole } from '../../platform/actor.ts'
import { csvWriter } from '../../platform/csv/write.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field } from '../../platform/web/field.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { figure } from '../../platform/web/text.ts'
import { cleanDay, cleanLine } from '../../platform/web/typed.ts'
import { answerNames, type Answers } from '../answers.ts'
import type { BatchField, Office } from '../batch.ts'
import { appliedStatuses } from '../statuses.ts'
import { recentBatches } from '../store/batches.ts'
import { batchFieldNames, batchWords as words } from '../text/batch-text.ts'
import { fieldNames } from '../text/field-text.ts'
import { officeWords } from '../text/office-text.ts'
import { batchNames } from '../text/state-text.ts'
import { reachOf, unitsOf } from '../units.ts'
import { readBatchFile } from '../use-cases/batches.ts'
import { applyBatch } from '../use-cases/for-others.ts'
import { isOffice, readers } from './admissions.ts'
import { nameFields, textField } from './question.ts'
import { formErrorsOf, problemOf, sentenceOf } from './saying.ts'

export const bringers: readonly StaffRole[] = ['department', 'registrar']
const largestUpload = 600_000

/** A registrar brings for personnel, a department's officer for the department. */
export const officeOf = ({ actor }: Request): Office =>
  hasRole(actor, ['department']) && !hasRole(actor, ['registrar']) ? 'department' : 'personnel'

export const mayBring = ({ actor }: Request): boolean => hasRole(actor, bringers)

const list = async (request: Request, errors: Errors = {}): Promise<PageContent> => {
  const reach = await reachOf(request.db, request.actor)
  const recent = await recentBatches(request.db, { reach, label: actorLabel(request.actor) })
  const lead = !isOffice(request) ? words.batchesLead : mayBring(request) ? words.personnelLead : words.officeLead
  return {
    title: words.batches, shape: 'wide', trail: [{ href: '/admissions', label: officeWords.office }], lead,
    hasErrors: Object.keys(errors).length > 0,
    body: html`
      ${mayBring(request) && section(words.upload, html`<p>${words.uploadLead}</p>${await uploadForm(request, errors)}`, linkButton({ href: '/admissions/new', label: words.one }))}
      ${section(words.recent, table({
        caption: words.recent,
        rows: recent,
        rowHref: one => `/admissions/batches/${one.id}`,
        empty: { sentence: words.recentNone },
        columns: [
          { key: 'at', label: words.readAt, cell: one => instantInWords(one.readAt) },
          { key: 'unit', label: words.unit, cell: one => (one.unitName === '' ? officeWords.byPersonnel : one.unitName) },
          { key: 'people', label: words.people, align: 'number', cell: one => figure(one.people) },
          { key: 'left', label: words.leftOut, align: 'number', cell: one => figure(one.leftOut.length) },
          { key: 'state', label: words.state, cell: one => badge(batchNames[one.state], one.state === 'read' ? 'attention' : 'done') },
        ],
      }))}
    `,
  } // prettier-ignore
}

export const statusChoices = (by: Office): { readonly value: string; readonly label: Content }[] =>
  appliedStatuses.filter(status => status.by.includes(by)).map(({ code }) => ({ value: code, label: statusName(code) }))

/** The officer's units to choose from; personnel says in the file or the form where somebody belongs. */
const unitField = async (request: Request): Promise<Field> => {
  const units = officeOf(request) === 'personnel' ? 'all' : await unitsOf(request.db, request.actor)
  if (units === 'all')
    return { kind: 'text', name: 'unit', label: words.unitHeld, length: 'medium', maxLength: 100, optional: true }
  return {
    kind: 'select',
    name: 'unit',
    label: words.unit,
    choices: units.map(({ code, name }) => ({ value: code, label: name })),
  }
}

const uploadForm = async (request: Request, errors: Errors): Promise<Content> =>
  form({
    action: '/admissions/batches', csrf: request.csrf, errors, values: request.form,
    fields: [
      await unitField(request),
      { kind: 'select', name: 'status', label: words.statusForAll, unchosen: words.fromColumn, choices: statusChoices(officeOf(request)) },
      { kind: 'file', name: 'file', label: words.file, hint: words.fileHint, accept: '.csv,.tsv,.txt' },
    ],
    submit: { label: words.read },
    others: html`<a href="/admissions/batches/template">${words.template}</a>`,
  }) // prettier-ignore

const show = async (request: Request): Promise<Reply> => ({ kind: 'page', ...(await list(request)) })

const receive = async (request: Request): Promise<Reply> => {
  const { unit = '', status = '' } = request.form
  const file = request.files['file']?.bytes ?? new Uint8Array(0)
  const read = await request.perform(readBatchFile, { by: officeOf(request), unit, status, file })
  if (read.ok)
    return { kind: 'redirect', to: `/admissions/batches/${read.value.batch}`, notice: 'admissions.batch-read' }
  const isFile = read.refusal.code.startsWith('csv.')
  const errors = isFile ? { file: sentenceOf(read.refusal) } : formErrorsOf(read.refusal)
  return { kind: 'page', status: 422, ...(await list(request, errors)) }
}

const templateFields: readonly BatchField[] = [
  'status', 'familyKanji', 'givenKanji', 'familyKana', 'givenKana', 'familyRoman', 'givenRoman', 'birthDate', 'title', 'from',
  'lastDay', 'mail', 'continues',
] // prettier-ignore

/** An empty file with headings that are understood, and one row as an example. */
const template = (request: Request): Promise<Reply> => {
  const by = officeOf(request)
  const today = dayOf(request.now)
  const first = appliedStatuses.find(status => status.by.includes(by))
  const example: Readonly<Partial<Record<BatchField, string>>> = {
    status: statusName(first?.code ?? '').ja,
    familyKanji: '若葉', givenKanji: '花子', familyKana: 'ワカバ', givenKana: 'ハナコ', familyRoman: 'Wakaba', givenRoman: 'Hanako',
    birthDate: '1985-04-01', title: '講師', from: today, lastDay: first?.ends === false ? '' : addDays(addMonths(today, 12), -1),
    mail: 'hanako@example.jp',
  } // prettier-ignore
  const header = templateFields.map(field => batchFieldNames[field].ja)
  const written = csvWriter({ encoding: 'utf-8', delimiter: ',', mark: true }).write([
    header,
    templateFields.map(field => example[field] ?? ''),
  ])
  const body = written.ok ? written.value : header.join(',')
  return Promise.resolve({ kind: 'file', name: `sekimori-${by}.csv`, mediaType: 'text/csv; charset=utf-8', body })
}

const onePage = async (request: Request, errors: Errors = {}): Promise<PageContent> => {
  const by = officeOf(request)
  const isPersonnel = by === 'personnel'
  return {
    title: words.one, shape: 'narrow', lead: words.oneLead, hasErrors: Object.keys(errors).length > 0,
    trail: [{ href: '/admissions', label: officeWords.office }, { href: '/admissions/batches', label: words.batches }],
    body: form({
      action: '/admissions/new', csrf: request.csrf, errors, values: request.form,
      fields: [
        { kind: 'select', name: 'status', label: fieldNames.status, choices: statusChoices(by) },
        await unitField(request),
        ...nameFields.map(field => ('name' in field && field.name === 'familyRoman' ? { ...field, hint: words.romanHint } : field)),
        textField('birthDate', { length: 'short' }),
        textField('title', { optional: true }),
        textField('from', { length: 'short' }),
        textField('lastDay', { length: 'short', ...(isPersonnel ? { optional: true } : {}) }),
        textField('mail', { type: 'email', length: 'long', optional: true, hint: words.mailHint }),
      ],
      submit: { label: words.oneSubmit },
    }),
  } // prettier-ignore
}

const showOne = async (request: Request): Promise<Reply> => ({ kind: 'page', ...(await onePage(request)) })

const names: ReadonlySet<string> = new Set(['familyKanji', 'givenKanji', 'familyKana', 'givenKana'])

/** The form as answers: names keep their letters, everything else is made plain; the proof is the status's first. */
const typedAnswers = (typed: Readonly<Record<string, string>>): Answers => {
  const proof = appliedStatuses.find(({ code }) => code === typed['status'])?.proofs[0]
  const read = answerNames.flatMap(name => {
    const value = typed[name]?.trim() ?? ''
    if (value === '') return []
    if (name === 'birthDate' || name === 'from' || name === 'lastDay') return [[name, cleanDay(value) ?? value]]
    return [[name, names.has(name) ? value : cleanLine(value)]]
  })
  return { ...(Object.fromEntries(read) as Answers), ...(proof === undefined ? {} : { proof }) }
}

const postOne = async (request: Request): Promise<Reply> => {
  const { unit = '' } = request.form
  const done = await request.perform(applyBatch, { by: officeOf(request), unit, rows: [typedAnswers(request.form)] })
  if (done.ok) return { kind: 'redirect', to: `/admissions/${done.value.numbers[0] ?? ''}`, notice: 'admissions.batch' }
  const { refusal } = done
  const errors =
    refusal.code === 'admissions.rows_wrong'
      ? Object.fromEntries(
          refusal.rows.map(({ field, problem }) => [
            field === 'unitName' ? 'unit' : field,
            problemOf(problem, fieldNames[field]),
          ]),
        )
      : formErrorsOf(refusal)
  return { kind: 'page', status: 422, ...(await onePage(request, errors)) }
}

export const batchesPages: readonly Route[] = [
  { method: 'GET', path: '/admissions/batches', who: readers, handle: show },
  { method: 'POST', path: '/admissions/batches', who: bringers, handle: receive, bodyLimit: largestUpload },
  { method: 'GET', path: '/admissions/batches/template', who: bringers, handle: template },
  { method: 'GET', path: '/admissions/new', who: bringers, handle: showOne },
  { method: 'POST', path: '/admissions/new', who: bringers, handle: postOne },
]
