/** ● The officer's forms on one application: only what the state table and the officer's roles allow. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { mayDo } from '../../kernel/machine.ts'
import { actorLabel, hasRole, type StaffRole } from '../../platform/actor.ts'
import { latestProposal } from '../../platform/dual-control/store.ts'
import type { Request } from '../../platform/http/route.ts'
import type { Choice, Errors, Field } from '../../platform/web/field.ts'
import { form, postButton } from '../../platform/web/form.ts'
import { attributes, html, type Content } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { nextAction, notice, reasons } from '../../platform/web/notice.ts'
import { applicationLife, provisionalDays, type Application } from '../application.ts'
import { mayJudge } from '../decide.ts'
import { counters, isProven, methods, papersFor, type Evidence } from '../evidence.ts'
import { appliedStatus } from '../statuses.ts'
import { counterNames, documentNames, methodNames } from '../text/field-text.ts'
import { officeWords as words } from '../text/office-text.ts'
import { hashOfChecked, secondOf } from '../use-cases/evidence.ts'
import { judgeOf } from '../use-cases/judging.ts'
import { sentenceOf } from './saying.ts'

/** What was tried and refused: its form opens again with nothing lost. */
export type Failed = { readonly action: string; readonly errors: Errors; readonly said: Content }

type Desk = { readonly application: Application; readonly evidence: readonly Evidence[]; readonly failed?: Failed }

export const decisionForms = async (request: Request, desk: Desk): Promise<Content> => {
  const { application } = desk
  const officer = hasRole(request.actor, ['counter', 'registrar'])
  const judge = mayJudge(application, judgeOf(request.actor))
  // A department's officer sees its own people's applications and may only find a new host.
  if (!officer) return otherForms(request, desk)
  if (!judge.ok) return notice('note', sentenceOf(judge.refusal))
  const second = await secondForm(request, desk)
  const record = evidenceForm(request, desk)
  // While a second officer is asked for, theirs is the one next action.
  const recorded =
    record === null || second === null ? section(words.record, record) : reasons(record, words.recordAgain)
  return html`${second} ${record !== null && recorded} ${admitForm(request, desk)} ${otherForms(request, desk)}`
}

const may = (request: Request, { application }: Desk, action: string, roles: readonly StaffRole[]): boolean =>
  mayDo(applicationLife, application.state, action) && hasRole(request.actor, roles)

const proven = ({ application, evidence }: Desk): boolean =>
  isProven(evidence, { status: application.answers.status, since: application.submittedAt })

/** The request to check a weaker proof again: a button for everybody but who recorded it. */
const secondForm = async (request: Request, desk: Desk): Promise<Content> => {
  const { application, evidence } = desk
  const seen = evidence.at(-1)
  if (seen === undefined || proven(desk) || !hasRole(request.actor, ['counter'])) return null
  const proposal = await latestProposal(request.db, secondOf(application.number))
  const hash = hashOfChecked(request.system.vault, application, seen)
  const waits = proposal?.state === 'proposed' && proposal.expiresAt > request.now && proposal.payloadHash === hash
  if (!waits) return null
  if (proposal.proposedBy === actorLabel(request.actor)) return notice('note', words.secondAsk, words.secondOwn)
  return nextAction({
    what: words.secondAsk,
    why: words.secondWhy,
    button: postButton({
      action: `/admissions/${application.number}/second`,
      csrf: request.csrf,
      label: words.second,
      tone: 'primary',
      values: { seen: hash },
    }),
  })
}

const choices = (names: Readonly<Record<string, Bilingual>>, codes: readonly string[]): readonly Choice[] =>
  codes.map(value => ({ value, label: names[value] ?? value }))

/** The boxes for what was seen. */
export const seenFields = (status: string | undefined): readonly Field[] => [
  { kind: 'select', name: 'document', label: words.document, choices: choices(documentNames, [...papersFor(status), 'none']) },
  { kind: 'text', name: 'last4', label: words.last4, length: 'short', maxLength: 4, identifier: true, optional: true },
  { kind: 'select', name: 'method', label: words.method, choices: choices(methodNames, methods) },
  { kind: 'select', name: 'counter', label: words.counter, choices: choices(counterNames, counters) },
] // prettier-ignore

const evidenceForm = (request: Request, desk: Desk): Content => {
  const { application, failed } = desk
  const records = may(request, desk, 'record_evidence', ['counter']) || may(request, desk, 'prove', ['counter'])
  if (!records) return null
  const again = failed?.action === 'evidence' ? { errors: failed.errors, values: request.form } : { values: { document: application.answers.proof } } // prettier-ignore
  return html`<p>${words.recordLead}</p>
    ${form({
      action: `/admissions/${application.number}/evidence`,
      csrf: request.csrf,
      fields: seenFields(application.answers.status),
      submit: { label: words.record },
      ...again,
    })}`
}

const admitForm = (request: Request, desk: Desk): Content => {
  if (!may(request, desk, 'admit', ['counter', 'registrar'])) return null
  const { application, failed } = desk
  const again = failed?.action === 'admit' ? { errors: failed.errors, values: request.form } : { values: { unitCode: application.unitCode ?? '' } } // prettier-ignore
  return section(
    words.decide,
    form({
      action: `/admissions/${application.number}/admit`,
      csrf: request.csrf,
      fields: [
        { kind: 'text', name: 'unitCode', label: words.unitCode, optional: true, length: 'short', maxLength: 40 },
      ],
      submit: { label: words.admit },
      ...again,
    }),
  )
}

type Other = {
  readonly action: string
  readonly step: string
  readonly roles: readonly StaffRole[]
  readonly label: Bilingual
  readonly fields: readonly Field[]
  readonly values?: Readonly<Record<string, string>>
  readonly tone?: 'danger'
}

const note: Field = { kind: 'textarea', name: 'note', label: words.message, rows: 3, maxLength: 1000 }
const office: readonly StaffRole[] = ['counter', 'registrar']

const others: readonly Other[] = [
  { action: 'new-host', step: 'ask_new_host', roles: [...office, 'department'], label: words.askNewHost, fields: [{ kind: 'text', name: 'person', label: words.hostNumber, hint: words.hostNumberHint, identifier: true, maxLength: 40 }] },
  { action: 'provisional', step: 'admit_provisionally', roles: ['registrar'], label: words.provisional, fields: [{ kind: 'text', name: 'days', label: words.days, length: 'short', inputmode: 'numeric' }, note], values: { days: String(provisionalDays) } },
  { action: 'send-back', step: 'send_back', roles: office, label: words.sendBack, fields: [note] },
  { action: 'reject', step: 'reject', roles: office, label: words.reject, fields: [note], tone: 'danger' },
  { action: 'end', step: 'end_early', roles: office, label: words.endEarly, fields: [{ kind: 'date', name: 'lastDay', label: words.lastDay }, note] },
  { action: 'void', step: 'void', roles: ['registrar'], label: words.void, fields: [note], tone: 'danger' },
] // prettier-ignore

/** Rarer decisions, each behind its own summary; boxes of one name are told apart by the form they stand in. */
const otherForms = (request: Request, desk: Desk): Content => {
  const { application, failed } = desk
  const isHosted = appliedStatus(application.answers.status)?.hosted === true
  const possible = others.filter(
    ({ step, roles }) => may(request, desk, step, roles) && (step !== 'ask_new_host' || isHosted),
  )
  if (possible.length === 0) return null
  return section(
    words.others,
    possible.map(other => otherForm(request, other, { number: application.number, failed })),
  )
}

const otherForm = (
  request: Request,
  { action, label, fields, tone, values }: Other,
  { number, failed }: { readonly number: string; readonly failed: Failed | undefined },
): Content => {
  const isFailed = failed?.action === action
  return html`<details class="reasons" ${attributes({ open: isFailed })}>
    <summary>${label}</summary>
    <div>
      ${form({
        action: `/admissions/${number}/${action}`,
        csrf: request.csrf,
        fields: fields.map(field => within(action, field)),
        values: isFailed ? request.form : prefixed(action, values ?? {}),
        errors: isFailed ? prefixed(action, failed.errors) : {},
        submit: tone === undefined ? { label } : { label, tone },
      })}
    </div>
  </details>`
}

/** A page holds several forms that ask for a note: each box is named after its form. */
const within = (action: string, field: Field): Field =>
  'name' in field ? { ...field, name: `${action}-${field.name}` } : field

const prefixed = <Value>(action: string, values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name === '' ? '' : `${action}-${name}`, value]))

/** The boxes of one form, under the names that the use case knows. */
export const typedIn = (action: string, form: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      name.startsWith(`${action}-`) ? [[name.slice(action.length + 1), value]] : [],
    ),
  )
