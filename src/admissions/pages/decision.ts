/** ● One application on the office's desk: what it says, the proof, the people it may mean, the decision. */
import { dayOf } from '../../kernel/day.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Refusal, Result } from '../../kernel/result.ts'
import type { StaffRole } from '../../platform/actor.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge, untilWith } from '../../platform/web/state.ts'
import { statusName } from '../../eligibility/index.ts'
import { cleanDay } from '../../platform/web/typed.ts'
import { candidatePart, knownOf } from '../../registry/index.ts'
import { endOf, type Application, type BroughtBy } from '../application.ts'
import { isProven, type Evidence } from '../evidence.ts'
import { landingNow, meantBy, personOf, readByRegistry } from '../jobs/landing.ts'
import { nameIn } from '../mails.ts'
import { appliedStatus } from '../statuses.ts'
import { byNumber } from '../store/applications.ts'
import { evidenceOf, eventsOf } from '../store/evidence.ts'
import { counterNames, documentNames, methodNames } from '../text/field-text.ts'
import { officeWords as words } from '../text/office-text.ts'
import { landingNames, stateNames } from '../text/state-text.ts'
import { isWithin, reachOf } from '../units.ts'
import { admit, admitProvisionally, reject, sendBack } from '../use-cases/admit.ts'
import { endEarly, voidApplication } from '../use-cases/ending.ts'
import { recordEvidence, secondEvidence } from '../use-cases/evidence.ts'
import { askNewHost } from '../use-cases/new-host.ts'
import { nameOfPerson } from '../use-cases/telling.ts'
import { isOffice, readers } from './admissions.ts'
import { answerFacts, historyOf, lifeOf, toneOf } from './application.ts'
import { decisionForms, typedIn, type Failed } from './decision-forms.ts'
import { formErrorsOf, sentenceOf } from './saying.ts'

const officers: readonly StaffRole[] = ['counter', 'registrar']

/** One application, if this officer's list has it: the office sees all that were handed in, a department its own. */
const find = async (request: Request): Promise<Application | null> => {
  const application = await byNumber(request.db, request.system.vault, request.params['number'] ?? '')
  if (application === null || application.state === 'draft') return null
  return isWithin(await reachOf(request.db, request.actor), application.unitCode) ? application : null
}

const content = async (request: Request, application: Application, failed?: Failed): Promise<PageContent> => {
  const { state } = application
  const [evidence, events] = await Promise.all([
    evidenceOf(request.db, application.id),
    eventsOf(request.db, application.id),
  ])
  const note = events.at(-1)?.note ?? null
  return {
    title: words.office, heading: nameIn(application), shape: 'officer',
    trail: [{ href: '/admissions', label: words.office }],
    state: { word: stateNames[state], tone: toneOf(state) },
    hasErrors: failed !== undefined,
    aside: await card(request, application),
    body: html`
      ${failed?.said}
      ${section(words.life, lifeOf(application, events, request.now))}
      ${note !== null && notice('warning', words.message, note)}
      ${application.hostlessUntil !== null && notice('warning', words.hostGone, html`${words.hostGoneWhy} ${untilWith(application.hostlessUntil, dayOf(request.now))}`)}
      ${section(words.answers, facts(answerFacts(application.answers)))}
      ${isOffice(request) && (await likeness(request, application))}
      ${section(words.evidence, evidenceLines(application, evidence))}
      ${await decisionForms(request, { application, evidence, ...(failed === undefined ? {} : { failed }) })}
      ${section(words.history, historyOf(events, request.now))}
    `,
  } // prettier-ignore
}

const brought: Readonly<Record<BroughtBy, Bilingual>> = {
  self: words.bySelf,
  invitation: words.byInvitation,
  department: words.byDepartment,
  personnel: words.byPersonnel,
}

/** What stays in sight: number, who answers for it, where it landed, when it ends. */
const card = async (request: Request, application: Application): Promise<Content> => {
  const { db, now } = request
  const { number, host, hostConfirmedAt, nextHost, continues, broughtBy, mailVerifiedAt } = application
  const [landing, person] = await Promise.all([landingNow(db, application), personOf(db, number)])
  const isHosted = appliedStatus(application.answers.status)?.hosted === true
  const end = endOf(application)
  const link = (label: Content, href: string): Content => html`<a href="${href}">${label}</a>`
  return facts([
    { label: words.number, value: identifier(number) },
    { label: words.broughtBy, value: html`${brought[broughtBy]}${(broughtBy === 'self' || broughtBy === 'invitation') && html` · ${mailVerifiedAt === null ? words.unverified : words.verified}`}` },
    ...(continues === null ? [] : [{ label: words.continues, value: link(continues, `/admissions/${continues}`) }]),
    ...(isHosted ? [{ label: words.host, value: host === null ? words.hostNone : html`${await nameOfPerson(db, host)} · ${hostConfirmedAt === null ? words.hostNo : words.hostYes}` }] : []),
    ...(nextHost === null ? [] : [{ label: words.nextHost, value: await nameOfPerson(db, nextHost) }]),
    { label: words.period, value: end !== null && untilWith(end, dayOf(now)) },
    {
      label: words.landing, value: landingNames[landing],
      action: isOffice(request) && (landing === 'case' ? link(words.matches, '/matches') : person !== null && link(words.person, `/people/${person}`)),
    },
  ]) // prettier-ignore
}

/** Whom the application would mean, by the registry's own matching, while the decision is still to come. */
const likeness = async (request: Request, application: Application): Promise<Content> => {
  const { state } = application
  if (state !== 'submitted' && state !== 'checked' && state !== 'provisional') return null
  if ((await personOf(request.db, application.number)) !== null) return null
  const [likely] = await meantBy(request.db, request.system.vault, [application])
  const [read] = await readByRegistry([application])
  if (likely === undefined || read?.ok !== true) return null
  const known = await knownOf(request.db, likely.candidates)
  const facts = read.row.values
  const [word, tone, why] =
    likely.is === 'new'
      ? ([words.isNew, 'calm', words.newWhy] as const)
      : likely.is === 'certain'
        ? ([words.isCertain, 'done', words.certainWhy] as const)
        : ([words.isPossible, 'attention', words.possibleWhy] as const)
  return html`
    ${section(
      words.likeness,
      html`<p>${badge(word, tone)}</p>
        <p>${why}</p>`,
    )}
    ${known.map((candidate, at) => candidatePart(facts, candidate, { place: at + 1, statusName }))}
  `
}

const evidenceLines = (application: Application, evidence: readonly Evidence[]): Content =>
  evidence.length === 0
    ? html`<p>${words.noEvidence}</p>`
    : lines(
        evidence.map(seen =>
          line({
            name: documentNames[seen.document] ?? seen.document,
            state: worthOf(application, seen),
            detail: html`${methodNames[seen.method]}${seen.last4 !== '' && ` · …${seen.last4}`} ·
            ${counterNames[seen.counter]}`,
          }),
        ),
      )

const worthOf = ({ answers, submittedAt }: Application, seen: Evidence): Content => {
  const { status } = answers
  if (isProven([seen], { status, since: submittedAt })) return badge(words.counts, 'done')
  if (submittedAt !== null && seen.at < submittedAt) return badge(words.oldEvidence, 'ended')
  return seen.secondChecker === null && seen.method !== 'in-person'
    ? badge(words.secondMissing, 'attention')
    : badge(words.countsNot, 'ended')
}

const show = async (request: Request): Promise<Reply> => {
  const application = await find(request)
  return application === null ? { kind: 'not-found' } : { kind: 'page', ...(await content(request, application)) }
}

type Act = (request: Request, number: string) => Promise<Result<unknown>>

const act =
  (action: string, perform: Act, said: (value: unknown) => string = () => 'admissions.done') =>
  async (request: Request): Promise<Reply> => {
    const number = request.params['number'] ?? ''
    const done = await perform(request, number)
    if (done.ok) return { kind: 'redirect', to: `/admissions/${number}`, notice: said(done.value) }
    const application = done.refusal.code === 'not_found' ? null : await find(request)
    if (application === null) return { kind: 'not-found' }
    return { kind: 'page', status: 422, ...(await content(request, application, failedAs(action, done.refusal))) }
  }

/** A wrong input shows at its form, any other refusal above all. */
const failedAs = (
  action: string,
  refusal: Refusal & { readonly fields?: Readonly<Record<string, string>> },
): Failed => {
  const labels = { note: words.message, person: words.hostNumber, lastDay: words.lastDay, days: words.days, last4: words.last4, unitCode: words.unitCode } // prettier-ignore
  return refusal.fields === undefined
    ? { action, errors: {}, said: notice('warning', sentenceOf(refusal)) }
    : { action, errors: formErrorsOf(refusal, labels), said: null }
}

const post = (action: string, handle: Route['handle'], who: readonly StaffRole[] = officers): Route => ({
  method: 'POST',
  path: `/admissions/:number/${action}`,
  who,
  handle,
})

const wasWeak = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'second' in value && value.second === true

export const decisionPages: readonly Route[] = [
  { method: 'GET', path: '/admissions/:number', who: readers, handle: show },
  post('evidence', act('evidence', (request, number) => request.perform(recordEvidence, { ...request.form, number }), value => (wasWeak(value) ? 'admissions.second-asked' : 'admissions.done'))),
  post('second', act('second', (request, number) => request.perform(secondEvidence, { ...request.form, number }))),
  post('admit', act('admit', (request, number) => request.perform(admit, { ...request.form, number }))),
  post('provisional', act('provisional', (request, number) => request.perform(admitProvisionally, { ...typedIn('provisional', request.form), number }))),
  post('send-back', act('send-back', (request, number) => request.perform(sendBack, { ...typedIn('send-back', request.form), number }))),
  post('reject', act('reject', (request, number) => request.perform(reject, { ...typedIn('reject', request.form), number }))),
  post('new-host', act('new-host', (request, number) => request.perform(askNewHost, { ...typedIn('new-host', request.form), number }), () => 'admissions.host-asked'), readers),
  post('end', act('end', (request, number) => request.perform(endEarly, { ...typedIn('end', request.form), lastDay: cleanDay(request.form['end-lastDay'] ?? '') ?? '', number }))),
  post('void', act('void', (request, number) => request.perform(voidApplication, { ...typedIn('void', request.form), number }))),
] // prettier-ignore
