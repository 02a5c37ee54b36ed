/** ● A host's page: who asks for my word, whom I receive, whom I invited. */
import { dayOf } from '../../kernel/day.ts'
import { statusName } from '../../eligibility/index.ts'
import { actingPerson } from '../../platform/actor.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors } from '../../platform/web/field.ts'
import { form, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { belowMyPage, line, lines, section } from '../../platform/web/navigation.ts'
import { reasons } from '../../platform/web/notice.ts'
import { badge, dayOn, untilWith } from '../../platform/web/state.ts'
import { cleanDay } from '../../platform/web/typed.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { endOf, type Application, type InvitationState } from '../application.ts'
import { nameIn } from '../mails.ts'
import { appliedStatuses } from '../statuses.ts'
import { naming } from '../store/applications.ts'
import { invitationsOf, type Invitation } from '../store/invitations.ts'
import { fieldNames } from '../text/field-text.ts'
import { pageWords as words } from '../text/page-text.ts'
import { invitationNames, stateNames } from '../text/state-text.ts'
import { answerAsHost, invite, inviteAgain, withdrawInvitation } from '../use-cases/host.ts'
import { nameNewHost, takeOver } from '../use-cases/new-host.ts'
import { periodIn, toneOf } from './application.ts'
import { formErrorsOf } from './saying.ts'

const at = '/my/invitations'

const content = async (request: Request, errors: Errors = {}): Promise<PageContent> => {
  const host = actingPerson(request.actor)
  const named = host === null ? [] : await naming(request.db, request.system.vault, host)
  const sent = host === null ? [] : await invitationsOf(request.db, request.system.vault, host)
  const asking = named.filter(one => (one.host === host && one.state === 'host_asked') || one.nextHost === host)
  const guests = named.filter(one => one.host === host && (one.state === 'admitted' || one.state === 'provisional' || one.state === 'submitted' || one.state === 'checked')) // prettier-ignore
  return {
    title: words.invitations, trail: [...belowMyPage], lead: words.invitationsLead, hasErrors: Object.keys(errors).length > 0,
    body: html`
      ${asking.length > 0 && section(words.asking, lines(asking.map(one => askingLine(request, one, host))))}
      ${section(words.guests, guests.length === 0 ? html`<p>${words.guestsNone}</p>` : lines(guests.map(one => guestLine(request, one))))}
      ${sent.length > 0 && section(words.sent, lines(sent.map(one => sentLine(request, one))))}
      ${section(words.inviteTitle, inviteForm(request, errors))}
    `,
  } // prettier-ignore
}

const detailOf = (one: Application): Content =>
  html`${statusName(one.answers.status ?? '')} · ${one.answers.unitName} · ${periodIn(one)}`

/** Somebody named me as their host, or I am asked to take them over: yes or no. */
const askingLine = ({ csrf }: Request, one: Application, host: PersonId | null): Html => {
  const takesOver = one.nextHost === host
  const about = nameIn(one)
  const button = (answer: string, label: { ja: string; en: string }): Content =>
    postButton({ action: `${at}/${one.number}/${answer}`, csrf, label, about })
  const answers = takesOver
    ? html`${button('take-over', words.takeOver)} ${button('decline', words.decline)}`
    : html`${button('confirm', words.confirm)} ${button('refuse', words.refuse)}`
  return line({
    name: about,
    state: badge(takesOver ? words.takeOverAsked : stateNames[one.state], 'attention'),
    detail: html`${detailOf(one)}
      <div class="actions">${answers}</div>`,
  })
}

const guestLine = (request: Request, one: Application): Html => {
  const end = one.hostlessUntil === null ? null : endOf(one)
  return line({
    name: nameIn(one),
    state: badge(stateNames[one.state], toneOf(one.state)),
    detail: html`${detailOf(one)}
    ${end !== null && html`<p>${words.guestEnds}: ${untilWith(end, dayOf(request.now))}</p>`}
    ${one.state === 'admitted' && one.nextHost === null && reasons(handOverForm(request, one.number), words.handOverTo)}
    ${one.nextHost !== null && html`<p>${words.hostlessAsked}</p>`}`,
  })
}

const handOverForm = (request: Request, number: string): Content =>
  form({
    action: `${at}/${number}/hand-over`,
    csrf: request.csrf,
    fields: [
      {
        kind: 'text',
        name: `mail-${number}`,
        label: words.newHostMail,
        hint: words.newHostHint,
        type: 'email',
        length: 'long',
        maxLength: 254,
      },
    ],
    submit: { label: words.handOver },
  })

const invitationTones = {
  open: 'calm',
  used: 'done',
  withdrawn: 'ended',
  expired: 'attention',
} as const satisfies Record<InvitationState, string>

const sentLine = ({ csrf, now }: Request, one: Invitation): Html => {
  const state = one.state === 'open' && one.expiresAt <= now ? 'expired' : one.state
  const act = (action: string, label: { ja: string; en: string }): Content =>
    postButton({ action: `${at}/${action}/${one.id}`, csrf, label, about: one.guest.name })
  return line({
    name: one.guest.name,
    state: badge(invitationNames[state], invitationTones[state]),
    detail: html`${statusName(one.status)} · ${one.guest.mail} · ${dayOn(one.from)}
      ${state === 'open' && html` · ${words.expires} ${dayOn(dayOf(one.expiresAt))}`}
      <div class="actions">
        ${(state === 'open' || state === 'expired') && act('again', words.inviteAgain)}
        ${state === 'open' && act('withdraw', words.withdrawInvitation)}
      </div>`,
  })
}

const inviteForm = (request: Request, errors: Errors): Content =>
  form({
    action: at, csrf: request.csrf, errors, values: request.form,
    fields: [
      { kind: 'text', name: 'name', label: words.guestName, maxLength: 100 },
      { kind: 'text', name: 'mail', label: fieldNames.mail, type: 'email', length: 'long' },
      { kind: 'select', name: 'status', label: fieldNames.status, unchosen: words.choose, choices: appliedStatuses.filter(one => one.hosted).map(({ code }) => ({ value: code, label: statusName(code) })) },
      { kind: 'text', name: 'unitName', label: fieldNames.unitName, maxLength: 100, length: 'long' },
      { kind: 'date', name: 'from', label: fieldNames.from },
      { kind: 'date', name: 'lastDay', label: fieldNames.lastDay },
    ],
    submit: { label: words.invite },
  }) // prettier-ignore

const show = async (request: Request): Promise<Reply> => ({ kind: 'page', ...(await content(request)) })

const post = async (request: Request): Promise<Reply> => {
  const { name = '', mail = '', status = '', unitName = '', from = '', lastDay = '' } = request.form
  const result = await request.perform(invite, {
    name,
    mail,
    status,
    unitName,
    from: cleanDay(from) ?? from,
    lastDay: cleanDay(lastDay) ?? lastDay,
  })
  if (result.ok) return { kind: 'redirect', to: at, notice: 'admissions.invited' }
  const errors = formErrorsOf(result.refusal, { ...fieldNames, name: words.guestName })
  return { kind: 'page', status: 422, ...(await content(request, errors)) }
}

type Done = { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } }

const answered = (perform: (request: Request) => Promise<Done>, said: string) => async (request: Request): Promise<Reply> => {
  const result = await perform(request)
  return result.ok
    ? { kind: 'redirect', to: at, notice: said }
    : { kind: 'refused', refusal: result.refusal, back: at }
} // prettier-ignore

const asHost = (answer: 'confirm' | 'refuse') => (request: Request) =>
  request.perform(answerAsHost, { number: request.params['number'] ?? '', answer })
const asNext = (answer: 'take_over' | 'decline') => (request: Request) =>
  request.perform(takeOver, { number: request.params['number'] ?? '', answer })

const handOver = (request: Request) => {
  const number = request.params['number'] ?? ''
  return request.perform(nameNewHost, { number, mail: request.form[`mail-${number}`] ?? '' })
}

const signedIn = (path: string, handle: Route['handle']): Route => ({ method: 'POST', path: `${at}${path}`, who: 'signed-in', handle }) // prettier-ignore

export const hostPages: readonly Route[] = [
  { method: 'GET', path: at, who: 'signed-in', handle: show },
  signedIn('', post),
  signedIn('/:number/confirm', answered(asHost('confirm'), 'admissions.answered')),
  signedIn('/:number/refuse', answered(asHost('refuse'), 'admissions.answered')),
  signedIn('/:number/take-over', answered(asNext('take_over'), 'admissions.answered')),
  signedIn('/:number/decline', answered(asNext('decline'), 'admissions.answered')),
  signedIn('/:number/hand-over', answered(handOver, 'admissions.host-asked')),
  signedIn('/withdraw/:id', answered(request => request.perform(withdrawInvitation, { invitation: request.params['id'] ?? '' }), 'admissions.invitation-withdrawn')),
  signedIn('/again/:id', answered(request => request.perform(inviteAgain, { invitation: request.params['id'] ?? '' }), 'admissions.invited')),
] // prettier-ignore
