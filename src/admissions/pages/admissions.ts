/** ● The office's desk for applications: what waits, one application with its proof and decision, guests without a host. */
import { dayOf } from '../../kernel/day.ts'
import { mayDo } from '../../kernel/machine.ts'
import type { Refusal } from '../../kernel/result.ts'
import { statusName } from '../../eligibility/index.ts'
import { hasRole, type StaffRole } from '../../platform/actor.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { line, lines, section, tabs } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { cleanDay } from '../../platform/web/typed.ts'
import { displayName, personsOf, withoutHost } from '../../registry/index.ts'
import { applicationLife, type Application, type State } from '../application.ts'
import { counters, documents, methods } from '../evidence.ts'
import { personOf, sourceCode } from '../jobs/landing.ts'
import { nameIn } from '../mails.ts'
import { hostStatuses } from '../statuses.ts'
import { byNumber, evidenceOf, eventsOf, inStates } from '../store/applications.ts'
import {
  counterNames,
  documentNames,
  fieldNames,
  landingNames,
  methodNames,
  pageWords as words,
  problems,
  refusals,
  stateNames,
} from '../text.ts'
import {
  admit,
  admitProvisionally,
  endEarly,
  landingNow,
  recordEvidence,
  rehost,
  reject,
  sendBack,
  voidApplication,
} from '../use-cases/office.ts'
import { answerFacts, historyOf, periodIn, toneOf } from './application.ts'

const officers: readonly StaffRole[] = ['counter', 'registrar']
const open: readonly State[] = ['host_asked', 'submitted', 'checked', 'provisional', 'sent_back']
const finished: readonly State[] = ['admitted', 'rejected', 'withdrawn', 'lapsed', 'voided']

const list = async (request: Request): Promise<Reply> => {
  const view = request.query['view'] ?? 'open'
  const isOpen = view !== 'finished'
  const found =
    view === 'orphans' ? [] : await inStates(request.db, request.system.vault, isOpen ? open : finished, 200)
  return {
    kind: 'page', title: words.office, shape: 'wide',
    body: html`
      ${tabs([
        { href: '/admissions', label: words.open, current: view === 'open' },
        { href: '/admissions?view=finished', label: words.all, current: view === 'finished' },
        { href: '/admissions?view=orphans', label: words.orphans, current: view === 'orphans' },
      ])}
      ${view === 'orphans' ? await orphans(request) : table({
        caption: words.office, rows: found, rowHref: one => `/admissions/${one.number}`, empty: { sentence: words.none },
        columns: [
          { key: 'number', label: words.number, cell: one => one.number, align: 'identifier' },
          { key: 'name', label: words.applicant, cell: one => nameIn(one) },
          { key: 'status', label: fieldNames.status, cell: one => statusName(one.answers.status ?? '') },
          { key: 'period', label: words.period, cell: periodIn },
          { key: 'state', label: words.state, cell: one => badge(stateNames[one.state], toneOf(one.state)) },
        ],
      })}
    `,
  } // prettier-ignore
}

const orphans = async (request: Request): Promise<Content> => {
  const guests = await withoutHost(request.db, [...hostStatuses], dayOf(request.now))
  const persons = await personsOf(request.db, guests.map(guest => guest.personId))
  if (guests.length === 0) return html`<p>${words.none}</p>`
  return html`<p>${words.orphansLead}</p>${lines(guests.map(guest => {
    const names = persons.get(guest.personId)?.names ?? []
    const ours = guest.source === sourceCode
    return line({
      name: { ja: displayName(names, 'ja'), en: displayName(names, 'en') },
      detail: html`${statusName(guest.status)} · ${guest.sourceKey} · ${guest.until}`,
      action: ours && linkButton({ href: `/admissions/${guest.sourceKey}`, label: words.rehost, about: guest.sourceKey }),
    })
  }))}`
} // prettier-ignore

const content = async (request: Request, application: Application, said: Content = null): Promise<PageContent> => {
  const { number, state, host, hostConfirmedAt } = application
  const [evidence, events, landing, person] = await Promise.all([
    evidenceOf(request.db, application.id),
    eventsOf(request.db, application.id),
    landingNow(request, application),
    personOf(request.db, number),
  ])
  const hostName = host === null ? null : (await personsOf(request.db, [host])).get(host)
  return {
    title: words.office, heading: nameIn(application), shape: 'member',
    trail: [{ href: '/admissions', label: words.office }],
    state: { word: stateNames[state], tone: toneOf(state) },
    body: html`
      ${said}
      ${facts([
        { label: words.number, value: identifier(number) },
        { label: words.host, value: hostName === null || hostName === undefined ? (application.answers.hostMail === undefined ? null : words.hostNone) : html`${{ ja: displayName(hostName.names, 'ja'), en: displayName(hostName.names, 'en') }} · ${hostConfirmedAt === null ? words.hostNo : words.hostYes}` },
        { label: words.landing, value: landingNames[landing], action: landing === 'case' ? html`<a href="/matches">${words.matches}</a>` : person !== null && html`<a href="/people/${person}">${words.applicant}</a>` },
        ...answerFacts(application.answers),
      ])}
      ${section(words.evidence, evidence.length === 0 ? html`<p>${words.noEvidence}</p>` : lines(evidence.map(seen => line({
        name: documentNames[seen.document] ?? seen.document,
        detail: html`${methodNames[seen.method as keyof typeof methodNames]} · …${seen.last4} · ${counterNames[seen.counter as keyof typeof counterNames]}`,
      }))))}
      ${forms(request, application)}
      ${section(words.history, historyOf(events, request.now))}
    `,
  } // prettier-ignore
}

const choices = (names: Readonly<Record<string, { ja: string; en: string }>>, codes: readonly string[]) =>
  codes.map(value => ({ value, label: names[value] ?? value }))

/** Only what the state table and the officer's roles allow. */
const forms = (request: Request, { number, state }: Application): Content => {
  const may = (action: string, ...roles: StaffRole[]): boolean => mayDo(applicationLife, state, action) && hasRole(request.actor, roles)
  const { csrf, form: values } = request
  const at = (action: string): string => `/admissions/${number}/${action}`
  const noteField = { kind: 'textarea', name: 'note', label: words.message, rows: 3, maxLength: 1000 } as const
  const unitField = { kind: 'text', name: 'unitCode', label: words.unitCode, optional: true, length: 'short' } as const
  return html`
    ${(may('record_evidence', 'counter') || may('prove', 'counter')) && section(words.record, form({
      action: at('evidence'), csrf, values,
      fields: [
        { kind: 'select', name: 'document', label: words.document, choices: choices(documentNames, documents) },
        { kind: 'text', name: 'last4', label: words.last4, length: 'short', maxLength: 4, identifier: true, optional: true },
        { kind: 'select', name: 'method', label: words.method, choices: choices(methodNames, methods) },
        { kind: 'select', name: 'counter', label: words.counter, choices: choices(counterNames, counters) },
      ],
      submit: { label: words.record },
    }))}
    ${may('admit', 'counter', 'registrar') && section(words.decide, form({ action: at('admit'), csrf, values, fields: [unitField], submit: { label: words.admit } }))}
    ${may('admit_provisionally', 'registrar') && details(words.provisional, form({ action: at('provisional'), csrf, fields: [noteField], submit: { label: words.provisional } }))}
    ${may('send_back', 'counter', 'registrar') && details(words.sendBack, form({ action: at('send-back'), csrf, fields: [noteField], submit: { label: words.sendBack } }))}
    ${may('reject', 'counter', 'registrar') && details(words.reject, form({ action: at('reject'), csrf, fields: [noteField], submit: { label: words.reject, tone: 'danger' } }))}
    ${may('rehost', 'counter', 'registrar') && details(words.rehost, form({ action: at('rehost'), csrf, fields: [{ kind: 'text', name: 'person', label: words.hostNumber, identifier: true }], submit: { label: words.rehost } }))}
    ${may('end_early', 'counter', 'registrar') && details(words.endEarly, form({ action: at('end'), csrf, fields: [{ kind: 'date', name: 'lastDay', label: words.endEarly }, noteField], submit: { label: words.endEarly } }))}
    ${may('void', 'registrar') && details(words.void, form({ action: at('void'), csrf, fields: [noteField], submit: { label: words.void, tone: 'danger' } }))}
  `
} // prettier-ignore

const details = (summary: Content, body: Content): Content =>
  html`<details class="reasons">
    <summary>${summary}</summary>
    <div>${body}</div>
  </details>`

const show = async (request: Request): Promise<Reply> => {
  const application = await byNumber(request.db, request.system.vault, request.params['number'] ?? '')
  if (application === null || application.state === 'draft') return { kind: 'not-found' }
  return { kind: 'page', ...(await content(request, application)) }
}

const act =
  (perform: (request: Request, number: string) => Promise<{ ok: true } | { ok: false; refusal: Refusal }>) =>
  async (request: Request): Promise<Reply> => {
    const number = request.params['number'] ?? ''
    const done = await perform(request, number)
    if (done.ok) return { kind: 'redirect', to: `/admissions/${number}`, notice: 'admissions.done' }
    const application =
      done.refusal.code === 'not_found' ? null : await byNumber(request.db, request.system.vault, number)
    if (application === null) return { kind: 'not-found' }
    const said = refusals[done.refusal.code as keyof typeof refusals] ?? problems.unreadable
    const sentence = {
      ja: said.ja.replace('{field}', words.message.ja),
      en: said.en.replace('{field}', words.message.en),
    }
    return { kind: 'page', status: 422, ...(await content(request, application, notice('warning', sentence))) }
  }

const post = (action: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path: `/admissions/:number/${action}`,
  who: officers,
  handle,
})

export const officePages: readonly Route[] = [
  { method: 'GET', path: '/admissions', who: officers, handle: list },
  { method: 'GET', path: '/admissions/:number', who: officers, handle: show },
  post('evidence', act((request, number) => request.perform(recordEvidence, { ...request.form, number }))),
  post('admit', act((request, number) => request.perform(admit, { ...request.form, number }))),
  post('provisional', act((request, number) => request.perform(admitProvisionally, { ...request.form, number }))),
  post('send-back', act((request, number) => request.perform(sendBack, { ...request.form, number }))),
  post('reject', act((request, number) => request.perform(reject, { ...request.form, number }))),
  post('rehost', act((request, number) => request.perform(rehost, { ...request.form, number }))),
  post('end', act((request, number) => request.perform(endEarly, { ...request.form, lastDay: cleanDay(request.form['lastDay'] ?? '') ?? '', number }))),
  post('void', act((request, number) => request.perform(voidApplication, { ...request.form, number }))),
] // prettier-ignore
