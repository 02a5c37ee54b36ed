/** ● One application as its applicant sees it: where it stands, the one next thing, what was answered, what happened. */
import { addDays, dayOf } from '../../kernel/day.ts'
import { mayDo } from '../../kernel/machine.ts'
import { statusName } from '../../eligibility/index.ts'
import type { PageContent, Request } from '../../platform/http/route.ts'
import { facts, identifier, type Fact } from '../../platform/web/fact.ts'
import type { Errors } from '../../platform/web/field.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { nextAction } from '../../platform/web/notice.ts'
import { dayWith, timeline, type Tone } from '../../platform/web/state.ts'
import { fieldsOfStep, stepNames, type AnswerName, type Answers } from '../answers.ts'
import { applicationLife, isOpenToApplicant, type Application, type State } from '../application.ts'
import { eventsOf, type Event } from '../store/applications.ts'
import type { Proof } from '../statuses.ts'
import { actionNames, fieldNames, nextWords, pageWords as words, proofNames, stateNames } from '../text.ts'

const tones: Readonly<Record<State, Tone>> = {
  draft: 'attention', host_asked: 'calm', submitted: 'attention', checked: 'calm', provisional: 'attention', admitted: 'done',
  sent_back: 'attention', rejected: 'ended', withdrawn: 'ended', expired: 'ended', lapsed: 'danger', voided: 'ended',
} // prettier-ignore
export const toneOf = (state: State): Tone => tones[state]

/** An answer as people read it. */
export const answerIn = (name: AnswerName, answers: Answers): Content => {
  const value = answers[name]
  if (value === undefined || value === '') return null
  if (name === 'status') return statusName(value)
  if (name === 'proof') return proofNames[value as Proof]
  return value
}

export const answerFacts = (
  answers: Answers,
  change?: (step: (typeof stepNames)[number]) => Content,
): readonly Fact[] =>
  stepNames.flatMap(step =>
    fieldsOfStep[step]
      .filter(name => (answers[name] ?? '') !== '')
      .map((name, index) => ({
        label: fieldNames[name],
        value: answerIn(name, answers),
        ...(index === 0 && change !== undefined ? { action: change(step) } : {}),
      })),
  )

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

export const applicationPage = async (
  request: Request,
  application: Application,
  said: Content = null,
  errors: Errors = {},
): Promise<PageContent> => {
  const { number, state, answers } = application
  const events = await eventsOf(request.db, application.id)
  const editable = isOpenToApplicant(state)
  const last = events.at(-1)
  const change = (step: string): Content => html`<a href="/apply/${number}?step=${step}">${words.change}</a>`
  return {
    title: editable ? words.review : words.applyTitle,
    state: { word: stateNames[state], tone: tones[state] },
    lead: nextWords[state],
    shape: 'narrow',
    hasErrors: Object.keys(errors).length > 0,
    body: html`
      ${said}
      ${
        last?.note != null &&
        html`<div class="notice warning">
          <p class="notice-heading">${words.message}</p>
          <div>${last.note}</div>
        </div>`
      }
      ${next(request, application, errors)}
      ${facts([
        { label: words.number, value: identifier(number) },
        ...(application.countsUntil === null
          ? []
          : [{ label: fieldNames.lastDay, value: dayWith(addDays(application.countsUntil, -1), dayOf(request.now)) }]),
        ...answerFacts(answers, editable ? change : undefined),
      ])}
      ${events.length > 0 && section(words.history, historyOf(events, request.now))}
      ${mayDo(applicationLife, state, 'withdraw') && postButton({ action: `/apply/${number}/withdraw`, csrf: request.csrf, label: words.withdraw })}
    `,
  }
}

/** The one thing to do now. */
const next = (request: Request, application: Application, errors: Errors): Content => {
  const { number, state, mailVerifiedAt, code } = application
  const { csrf } = request
  if (isOpenToApplicant(state) && mailVerifiedAt === null)
    return code === null
      ? nextAction({ what: words.sendCode, why: application.answers.mail, button: postButton({ action: `/apply/${number}/send-code`, csrf, label: words.sendCode, tone: 'primary' }) })
      : html`${form({
          action: `/apply/${number}/verify`, csrf, errors,
          fields: [{ kind: 'text', name: 'code', label: words.code, hint: words.codeLead, inputmode: 'numeric', autocomplete: 'one-time-code', length: 'short', identifier: true }],
          submit: { label: words.verify },
        })}${postButton({ action: `/apply/${number}/send-code`, csrf, label: words.sendAgain })}`
  if (isOpenToApplicant(state))
    return html`<div class="actions">${postButton({ action: `/apply/${number}/submit`, csrf, label: words.submit, tone: 'primary' })}</div>`
  if (state === 'admitted' || state === 'lapsed')
    return html`<div class="actions">
      ${state === 'admitted' && linkButton({ href: '/activate', label: words.activate, tone: 'primary' })}
      ${postButton({ action: '/apply', csrf, label: words.continue, values: { continues: number, change: 'continuation' } })}
      ${postButton({ action: '/apply', csrf, label: words.statusChange, values: { continues: number, change: 'status-change' } })}
    </div>`
  return null
} // prettier-ignore

export const periodIn = ({ answers }: Application): Content => {
  const [from, last] = [answers.from ?? '', answers.lastDay ?? '']
  return from === '' ? null : `${from} – ${last}`
}
