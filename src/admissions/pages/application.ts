/** ● One application as its applicant sees it: where it stands, the one next thing, what was answered, what happened. */
import { dayOf, parseDay } from '../../kernel/day.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import { mayDo } from '../../kernel/machine.ts'
import { statusName } from '../../eligibility/index.ts'
import type { PageContent, Request } from '../../platform/http/route.ts'
import { facts, identifier, type Fact } from '../../platform/web/fact.ts'
import type { Errors } from '../../platform/web/field.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { has, html, type Content } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { nextAction, notice, reasons } from '../../platform/web/notice.ts'
import { dayOn, lifeline, timeline, untilWith, type Tone } from '../../platform/web/state.ts'
import { fieldsOfStep, stepNames, type AnswerName, type Answers, type StepName } from '../answers.ts'
import { applicationLife, endOf, isOpenToApplicant, wayAhead, type Application, type State } from '../application.ts'
import { eventsOf, type Event } from '../store/evidence.ts'
import type { Proof } from '../statuses.ts'
import { fieldNames, proofNames } from '../text/field-text.ts'
import { pageWords as words } from '../text/page-text.ts'
import { actionNames, nextWords, stateNames } from '../text/state-text.ts'

const tones: Readonly<Record<State, Tone>> = {
  draft: 'attention', host_asked: 'calm', submitted: 'attention', checked: 'calm', provisional: 'attention', admitted: 'done',
  sent_back: 'attention', rejected: 'ended', withdrawn: 'ended', expired: 'ended', lapsed: 'danger', voided: 'ended',
} // prettier-ignore
export const toneOf = (state: State): Tone => tones[state]

const days: ReadonlySet<AnswerName> = new Set(['birthDate', 'from', 'lastDay'])

/** An answer as people read it. */
const answerIn = (name: AnswerName, answers: Answers): Content => {
  const value = answers[name]
  if (value === undefined || value === '') return null
  if (name === 'status') return statusName(value)
  if (name === 'proof') return proofNames[value as Proof]
  const day = days.has(name) ? parseDay(value) : null
  return day === null ? value : dayOn(day)
}

/** Answers that are read together stand on one line: the two parts of a name. */
const together: readonly (readonly [AnswerName, AnswerName, Bilingual])[] = [
  ['familyKanji', 'givenKanji', words.nameKanji],
  ['familyKana', 'givenKana', words.nameKana],
  ['familyRoman', 'givenRoman', words.nameRoman],
  ['usualFamilyKanji', 'usualGivenKanji', words.usualKanji],
  ['usualFamilyRoman', 'usualGivenRoman', words.usualRoman],
]

const factsOfStep = (step: StepName, answers: Answers): readonly Fact[] =>
  fieldsOfStep[step].flatMap((name): readonly Fact[] => {
    const pair = together.find(([family, given]) => family === name || given === name)
    if (pair === undefined) return [{ label: fieldNames[name], value: answerIn(name, answers) }]
    const [family, given, label] = pair
    const whole = [answers[family], answers[given]].filter(Boolean).join(' ')
    return name === family && whole !== '' ? [{ label, value: whole }] : []
  })

/** What was answered, question by question, with a way to change it where that is still possible. */
export const answerFacts = (answers: Answers, change?: (step: StepName) => Content): readonly Fact[] =>
  stepNames.flatMap(step =>
    factsOfStep(step, answers)
      .filter(({ value }) => has(value))
      .map((fact, index) => (index === 0 && change !== undefined ? { ...fact, action: change(step) } : fact)),
  )

/** The period asked for, as one line of a list. */
export const periodIn = ({ answers }: Pick<Application, 'answers'>): Content => {
  const [from, last] = [parseDay(answers.from ?? ''), parseDay(answers.lastDay ?? '')]
  return from !== null && html`${dayOn(from)} –${last !== null && html` ${dayOn(last)}`}`
}

/** What happened, step by step. */
export const historyOf = (events: readonly Event[], now: Date): Content =>
  timeline(
    events.map((event, index) => ({
      when: index === events.length - 1 ? 'now' : 'past',
      label: actionNames[event.action] ?? stateNames[event.state],
      on: dayOf(event.at),
      detail: event.note,
    })),
    dayOf(now),
  )

/** The life of an application in one line: the states it went through, where it is, what is ahead by the table. */
export const lifeOf = (application: Application, events: readonly Event[], now: Date): Content => {
  const begun =
    application.broughtByLabel === null ? [{ state: 'draft' as const, on: dayOf(application.createdAt) }] : []
  const steps = [...begun, ...events.map(({ state, at }) => ({ state, on: dayOf(at) }))]
  const passed = steps.filter(({ state }, at) => state !== steps[at - 1]?.state)
  const last = passed.at(-1)
  return lifeline({
    machine: applicationLife,
    state: application.state,
    labels: stateNames,
    today: dayOf(now),
    past: passed.slice(-4, -1),
    ahead: wayAhead(application).map(state => ({ state, on: null })),
    since: last?.on ?? null,
  })
}

/** What an applicant's page shows beside the application itself. */
export type Said = { readonly said?: Content; readonly errors?: Errors }

export const applicationPage = async (
  request: Request,
  application: Application,
  { said = null, errors = {} }: Said = {},
): Promise<PageContent> => {
  const { number, state, answers } = application
  const events = await eventsOf(request.db, application.id)
  const editable = isOpenToApplicant(state)
  const last = events.at(-1)
  const change = (step: string): Content => html`<a href="/apply/${number}?step=${step}">${words.change}</a>`
  const verified = application.mailVerifiedAt !== null || application.broughtByLabel !== null
  return {
    title: editable ? (verified ? words.review : words.verifyTitle) : words.applyTitle,
    trail: [{ href: '/apply', label: words.applyTitle }],
    state: { word: stateNames[state], tone: tones[state] },
    lead: nextWords[state],
    shape: 'narrow',
    hasErrors: Object.keys(errors).length > 0,
    body: html`
      ${said}
      ${last?.note != null && notice('warning', words.message, last.note)}
      ${next(request, application, errors)}
      ${section(words.life, lifeOf(application, events, request.now))}
      ${section(words.answers, facts([{ label: words.number, value: identifier(number) }, ...endFact(application, request.now), ...answerFacts(answers, editable ? change : undefined)]))}
      ${events.length > 0 && section(words.history, historyOf(events, request.now))}
      ${mayDo(applicationLife, state, 'withdraw') && withdrawal(request, number)}
    `,
  } // prettier-ignore
}

const endFact = (application: Application, now: Date): readonly Fact[] => {
  const end = application.countsUntil === null && application.hostlessUntil === null ? null : endOf(application)
  return end === null ? [] : [{ label: words.ends, value: untilWith(end, dayOf(now)) }]
}

/** What cannot be undone lies one step deeper. */
const withdrawal = ({ csrf }: Request, number: string): Content =>
  reasons(
    html`<p>${words.withdrawWhy}</p>
      ${postButton({ action: `/apply/${number}/withdraw`, csrf, label: words.withdraw, tone: 'danger' })}`,
    words.withdraw,
  )

/** The one thing to do now. */
const next = (request: Request, application: Application, errors: Errors): Content => {
  const { number, state } = application
  if (isOpenToApplicant(state)) return application.mailVerifiedAt === null ? verifying(request, application, errors) : handingIn(request, number) // prettier-ignore
  if (state === 'admitted' || state === 'lapsed') return afterwards(request, application, errors)
  const isOver = state === 'rejected' || state === 'withdrawn' || state === 'expired'
  return (
    isOver &&
    html`<div class="actions">${postButton({ action: '/apply', csrf: request.csrf, label: words.again })}</div>`
  )
}

const handingIn = ({ csrf }: Request, number: string): Content =>
  nextAction({
    what: words.submitWhat,
    why: words.submitWhy,
    button: postButton({ action: `/apply/${number}/submit`, csrf, label: words.submit, tone: 'primary' }),
  })

const verifying = ({ csrf }: Request, { number, code, answers }: Application, errors: Errors): Content => {
  const send = `/apply/${number}/send-code`
  if (code === null)
    return nextAction({
      what: words.sendCodeWhat,
      why: answers.mail,
      button: postButton({ action: send, csrf, label: words.sendCode, tone: 'primary' }),
    })
  return html`${form({
    action: `/apply/${number}/verify`,
    csrf,
    errors,
    fields: [
      {
        kind: 'text',
        name: 'code',
        label: words.code,
        hint: words.codeLead,
        inputmode: 'numeric',
        autocomplete: 'one-time-code',
        length: 'short',
        identifier: true,
      },
    ],
    submit: { label: words.verify },
  })}${postButton({ action: send, csrf, label: words.sendAgain })}`
}

/** Admitted: the account, a new host where the old one leaves, the next period. */
const afterwards = (request: Request, application: Application, errors: Errors): Content => {
  const { number, state, hostlessUntil, nextHost } = application
  const { csrf } = request
  const again = { action: '/apply', csrf }
  return html`
    ${hostlessUntil !== null && notice('warning', nextHost === null ? words.hostless : words.hostlessAsked)}
    ${hostlessUntil !== null && nextHost === null && section(words.newHost, newHostForm(request, number, errors))}
    ${state === 'admitted' && hostlessUntil === null && nextAction({ what: words.activateWhat, button: linkButton({ href: '/activate', label: words.activate, tone: 'primary' }) })}
    ${section(words.continue, html`<p>${words.continueWhy}</p><div class="actions">
      ${postButton({ ...again, label: words.continue, values: { continues: number, change: 'continuation' } })}
      ${postButton({ ...again, label: words.statusChange, values: { continues: number, change: 'status-change' } })}
    </div>`)}
  `
} // prettier-ignore

const newHostForm = (request: Request, number: string, errors: Errors): Content =>
  form({
    action: `/apply/${number}/new-host`,
    csrf: request.csrf,
    errors,
    values: { mail: request.form['mail'] },
    fields: [
      {
        kind: 'text',
        name: 'mail',
        label: words.newHostMail,
        hint: words.newHostHint,
        type: 'email',
        length: 'long',
        maxLength: 254,
      },
    ],
    submit: { label: words.newHostSend },
  })
