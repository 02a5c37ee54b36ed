/** ● Applying: one question after another, kept on the server, continued from any browser that holds the secret. */
import { dayOf } from '../../kernel/day.ts'
import { statusName } from '../../eligibility/index.ts'
import type { Refusal } from '../../kernel/result.ts'
import { actingPerson } from '../../platform/actor.ts'
import type { Cookie, Reply, Request, Route } from '../../platform/http/route.ts'
import { facts } from '../../platform/web/fact.ts'
import { linkButton, postButton } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { lines, line, section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge, dayOn, untilWith } from '../../platform/web/state.ts'
import { checkStep, readStep, stepNames } from '../answers.ts'
import { isOpenToApplicant, type Application } from '../application.ts'
import { hashOfSecret } from '../secret.ts'
import { bySecret, ofApplicant } from '../store/applications.ts'
import { openInvitation } from '../store/invitations.ts'
import { unanswered } from '../submission.ts'
import { fieldNames } from '../text/field-text.ts'
import { pageWords as words } from '../text/page-text.ts'
import { stateNames } from '../text/state-text.ts'
import { answerQuestion } from '../use-cases/answer.ts'
import { start } from '../use-cases/begin.ts'
import { nameNewHost } from '../use-cases/new-host.ts'
import { mineOf } from '../use-cases/own.ts'
import { submit, withdraw } from '../use-cases/submit.ts'
import { nameOfPerson } from '../use-cases/telling.ts'
import { sendCode, verifyMail } from '../use-cases/verify-mail.ts'
import { applicationPage, toneOf } from './application.ts'
import { question } from './question.ts'
import { errorsOf, formErrorsOf, sentenceOf } from './saying.ts'

const secretCookie = 'application'
const cookieSeconds = 60 * 86_400
const keep = (value: string): Cookie => ({ name: secretCookie, value, maxAgeSeconds: cookieSeconds })
const isSecret = (text: string | undefined): text is string => text !== undefined && /^[\w-]{43}$/.test(text)
const secretOf = ({ cookies }: Request): string | null =>
  isSecret(cookies[secretCookie]) ? (cookies[secretCookie] ?? null) : null

const load = (request: Request): Promise<Application | null> => {
  const number = request.params['number'] ?? ''
  return mineOf(request.db, request.system.vault, { number, secret: secretOf(request), actor: request.actor })
}

const front = async (request: Request): Promise<Reply> => {
  const secret = secretOf(request)
  const person = actingPerson(request.actor)
  const held = secret === null ? null : await bySecret(request.db, request.system.vault, hashOfSecret(secret))
  const own = person === null ? [] : await ofApplicant(request.db, request.system.vault, person)
  const known = [...own, ...(held !== null && !own.some(one => one.id === held.id) ? [held] : [])]
  return {
    kind: 'page', title: words.applyTitle, lead: words.applyLead, shape: 'narrow',
    body: html`
      ${known.length > 0 && section(words.yours, lines(known.map(one => line({
        name: html`<a href="/apply/${one.number}">${one.number}</a>`,
        state: badge(stateNames[one.state], toneOf(one.state)),
        detail: one.answers.status === undefined ? undefined : statusName(one.answers.status),
      }))))}
      ${section(words.need, html`<ul><li>${words.needMail}</li><li>${words.needProof}</li><li>${words.needHost}</li></ul><p>${words.time}</p>`)}
      <div class="actions">${postButton({ action: '/apply', csrf: request.csrf, label: words.begin, tone: known.length > 0 ? 'quiet' : 'primary' })}</div>
      ${known.length === 0 && html`<p class="quiet-text">${words.elsewhere}</p>`}
    `,
  } // prettier-ignore
}

const begin = async (request: Request): Promise<Reply> => {
  const { continues, change, invitation } = request.form
  const result = await request.perform(start, {
    invitation: isSecret(invitation) ? invitation : null,
    continues: continues ?? null,
    secret: secretOf(request),
    ...(change === undefined ? {} : { change }),
  })
  if (!result.ok) return { kind: 'refused', refusal: result.refusal, back: '/apply' }
  const { number, secret } = result.value
  return { kind: 'redirect', to: `/apply/${number}`, cookies: [keep(secret)] }
}

/** The mailed link: the secret goes into a cookie and out of the address at once, so that no referrer or history page shows it. */
const open = async (request: Request): Promise<Reply> => {
  const secret = request.params['secret']
  const found = isSecret(secret) ? await bySecret(request.db, request.system.vault, hashOfSecret(secret)) : null
  if (found === null || !isSecret(secret)) return { kind: 'not-found' }
  return {
    kind: 'redirect',
    to: `/apply/${found.number}`,
    cookies: [keep(secret)],
    headers: { 'referrer-policy': 'no-referrer' },
  }
}

const sameOrigin = { 'referrer-policy': 'same-origin' }

/** An invitation is spent by a press of a button, not by a mail program that looks at links. */
const invited = async (request: Request): Promise<Reply> => {
  const secret = request.params['secret'] ?? ''
  const { db, system, now } = request
  const invitation = isSecret(secret) ? await openInvitation(db, system.vault, hashOfSecret(secret), now) : null
  if (invitation === null)
    return {
      kind: 'page', title: words.invitationOver, lead: words.invitationOverLead, shape: 'narrow', headers: sameOrigin,
      body: html`<div class="actions">${linkButton({ href: '/apply', label: words.applyTitle })}</div>`,
    } // prettier-ignore
  const today = dayOf(now)
  return {
    kind: 'page', title: words.invitedTitle, lead: words.invitedLead, shape: 'narrow', headers: sameOrigin,
    body: html`
      ${facts([
        { label: words.invitedBy, value: await nameOfPerson(db, invitation.host) },
        { label: fieldNames.status, value: statusName(invitation.status) },
        { label: fieldNames.unitName, value: invitation.unitName },
        { label: fieldNames.from, value: dayOn(invitation.from) },
        { label: words.ends, value: untilWith(invitation.until, today) },
        { label: words.expires, value: dayOn(dayOf(invitation.expiresAt)) },
      ])}
      ${section(words.need, html`<ul><li>${words.needMail}</li><li>${words.needProof}</li></ul><p>${words.time}</p>`)}
      <div class="actions">${postButton({ action: '/apply', csrf: request.csrf, label: words.begin, tone: 'primary', values: { invitation: secret } })}</div>
    `,
  } // prettier-ignore
}

const showOne = async (request: Request): Promise<Reply> => {
  const application = await load(request)
  if (application === null) return { kind: 'not-found' }
  if (!isOpenToApplicant(application.state)) return { kind: 'page', ...(await applicationPage(request, application)) }
  const asked = request.query['step']
  const step = stepNames.find(one => one === asked) ?? unanswered(application, dayOf(request.now))
  if (step === null) return { kind: 'page', ...(await applicationPage(request, application)) }
  return { kind: 'page', ...question(request, { application, step, answers: application.answers }) }
}

const saveOne = async (request: Request): Promise<Reply> => {
  const application = await load(request)
  const step = stepNames.find(one => one === request.params['step'])
  if (application === null || step === undefined) return { kind: 'not-found' }
  const read = readStep(step, request.form)
  const { number } = application
  const saved = await request.perform(answerQuestion, { number, secret: secretOf(request), answers: read })
  if (!saved.ok) return { kind: 'refused', refusal: saved.refusal, back: `/apply/${number}` }
  const answers = { ...application.answers, ...read }
  const { hostMail, ...others } = checkStep(step, answers, dayOf(request.now))
  const wrong = application.hostConfirmedAt !== null || hostMail === undefined ? others : { ...others, hostMail }
  if (Object.keys(wrong).length === 0) return { kind: 'redirect', to: `/apply/${number}` }
  return { kind: 'page', status: 422, ...question(request, { application, step, answers, errors: errorsOf(wrong) }) }
}

type Own = { readonly number: string; readonly secret: string | null }

const act =
  (perform: (request: Request, own: Own) => Promise<Refusal | string>) =>
  async (request: Request): Promise<Reply> => {
    const number = request.params['number'] ?? ''
    const done = await perform(request, { number, secret: secretOf(request) })
    if (typeof done === 'string') return { kind: 'redirect', to: `/apply/${number}`, notice: done }
    const application = done.code === 'not_found' ? null : await load(request)
    if (application === null) return { kind: 'refused', refusal: done, back: '/apply' }
    const isInput = done.code === 'input.wrong'
    const told = isInput
      ? { errors: formErrorsOf(done, { mail: words.newHostMail }) }
      : { said: notice('warning', sentenceOf(done)) }
    return { kind: 'page', status: isInput ? 422 : 409, ...(await applicationPage(request, application, told)) }
  }

const code = async (request: Request): Promise<Reply> => {
  const number = request.params['number'] ?? ''
  const result = await request.perform(verifyMail, {
    number,
    secret: secretOf(request),
    code: (request.form['code'] ?? '').normalize('NFKC'),
  })
  if (!result.ok) return { kind: 'refused', refusal: result.refusal, back: `/apply/${number}` }
  if (result.value.verified) return { kind: 'redirect', to: `/apply/${number}`, notice: 'admissions.verified' }
  const application = await load(request)
  if (application === null) return { kind: 'not-found' }
  const page = await applicationPage(request, application, { errors: { code: words.codeWrong } })
  return { kind: 'page', status: 422, ...page }
}

export const applyPages: readonly Route[] = [
  { method: 'GET', path: '/apply', who: 'anyone', handle: front },
  { method: 'POST', path: '/apply', who: 'anyone', handle: begin },
  { method: 'GET', path: '/apply/open/:secret', who: 'anyone', handle: open },
  { method: 'GET', path: '/apply/invited/:secret', who: 'anyone', handle: invited },
  { method: 'GET', path: '/apply/:number', who: 'anyone', handle: showOne },
  { method: 'POST', path: '/apply/:number/:step', who: 'anyone', handle: saveOne },
  { method: 'POST', path: '/apply/:number/send-code', who: 'anyone', handle: act(async (request, own) => {
    const sent = await request.perform(sendCode, own)
    return sent.ok ? 'admissions.code-sent' : sent.refusal
  }) },
  { method: 'POST', path: '/apply/:number/verify', who: 'anyone', handle: code },
  { method: 'POST', path: '/apply/:number/submit', who: 'anyone', handle: act(async (request, own) => {
    const sent = await request.perform(submit, own)
    return sent.ok ? 'admissions.submitted' : sent.refusal
  }) },
  { method: 'POST', path: '/apply/:number/withdraw', who: 'anyone', handle: act(async (request, own) => {
    const sent = await request.perform(withdraw, own)
    return sent.ok ? 'admissions.withdrawn' : sent.refusal
  }) },
  { method: 'POST', path: '/apply/:number/new-host', who: 'anyone', handle: act(async (request, own) => {
    const sent = await request.perform(nameNewHost, { ...own, mail: request.form['mail'] ?? '' })
    return sent.ok ? 'admissions.host-asked' : sent.refusal
  }) },
] // prettier-ignore
