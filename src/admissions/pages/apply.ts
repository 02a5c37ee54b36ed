/** ● Applying: one question after another, kept on the server, continued from any browser that holds the secret. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Refusal } from '../../kernel/result.ts'
import { actingPerson } from '../../platform/actor.ts'
import type { Cookie, PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field } from '../../platform/web/field.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { lines, line, section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { statusName } from '../../eligibility/index.ts'
import {
  checkStep,
  nextStep,
  readStep,
  stepNames,
  type AnswerName,
  type Answers,
  type Problems,
  type StepName,
} from '../answers.ts'
import { isOpenToApplicant, type Application } from '../application.ts'
import { bySecret, ofApplicant } from '../store/applications.ts'
import { hashOfSecret } from '../secret.ts'
import { appliedStatus, openToAll } from '../statuses.ts'
import {
  fieldHints,
  fieldNames,
  pageWords as words,
  problems,
  proofNames,
  refusals,
  stateNames,
  stepWords,
} from '../text.ts'
import { answerQuestion, mineOf, sendCode, start, submit, verifyMail, withdraw } from '../use-cases/applicant.ts'
import { applicationPage, toneOf } from './application.ts'

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

/** An invitation is spent by a press of a button, not by a mail program that looks at links. */
const invited = async (request: Request): Promise<Reply> => ({
  kind: 'page', title: words.applyTitle, lead: words.applyLead, shape: 'narrow',
  headers: { 'referrer-policy': 'same-origin' },
  body: html`<p>${words.time}</p><div class="actions">${postButton({ action: '/apply', csrf: request.csrf, label: words.begin, tone: 'primary', values: { invitation: request.params['secret'] ?? '' } })}</div>`,
}) // prettier-ignore

const showOne = async (request: Request): Promise<Reply> => {
  const application = await load(request)
  if (application === null) return { kind: 'not-found' }
  if (!isOpenToApplicant(application.state)) return { kind: 'page', ...(await applicationPage(request, application)) }
  const asked = request.query['step']
  const wanted = stepNames.find(one => one === asked) ?? unanswered(application, request)
  if (wanted === null) return { kind: 'page', ...(await applicationPage(request, application)) }
  return { kind: 'page', ...question(request, application, wanted, application.answers, {}) }
}

const unanswered = (application: Application, request: Request): StepName | null => {
  const { answers, hostConfirmedAt } = application
  const whole = hostConfirmedAt === null ? answers : { ...answers, hostMail: 'host@example.ac.jp' }
  return nextStep(whole, dayOf(request.now))
}

const saveOne = async (request: Request): Promise<Reply> => {
  const application = await load(request)
  const wanted = stepNames.find(one => one === request.params['step'])
  if (application === null || wanted === undefined) return { kind: 'not-found' }
  const read = readStep(wanted, request.form)
  const { number } = application
  const saved = await request.perform(answerQuestion, { number, secret: secretOf(request), answers: read })
  if (!saved.ok) return { kind: 'refused', refusal: saved.refusal, back: `/apply/${number}` }
  const all = { ...application.answers, ...read }
  const invited = application.hostConfirmedAt !== null
  const { hostMail: _hostMail, ...others } = checkStep(wanted, all, dayOf(request.now))
  const wrong = invited ? others : checkStep(wanted, all, dayOf(request.now))
  if (Object.keys(wrong).length > 0)
    return { kind: 'page', status: 422, ...question(request, application, wanted, all, errorsOf(wrong)) }
  return { kind: 'redirect', to: `/apply/${number}` }
}

export const errorsOf = (wrong: Problems): Errors =>
  Object.fromEntries(
    Object.entries(wrong).map(([name, problem]) => [name, sentence(name as AnswerName, problems[problem])]),
  )
const sentence = (name: AnswerName, words: Bilingual): Bilingual => ({
  ja: words.ja.replace('{field}', fieldNames[name].ja),
  en: words.en.replace('{field}', fieldNames[name].en),
})

const question = (
  request: Request,
  application: Application,
  step: StepName,
  answers: Answers,
  errors: Errors,
): PageContent => {
  const at = stepNames.indexOf(step)
  const before = stepNames[at - 1]
  const { number } = application
  return {
    title: stepWords[step].title,
    shape: 'narrow',
    lead: fill(
      { ja: '{at} / {all}　申請番号 {number}', en: 'Question {at} of {all} · application {number}' },
      { at: at + 1, all: stepNames.length, number },
    ),
    hasErrors: Object.keys(errors).length > 0,
    body: form({
      action: `/apply/${number}/${step}`,
      csrf: request.csrf,
      fields: questionFields(step, answers, application),
      values: answers,
      errors,
      submit: { label: words.goOn },
      others: before !== undefined && linkButton({ href: `/apply/${number}?step=${before}`, label: words.back }),
    }),
  }
}

const textField = (name: AnswerName, more: Partial<Extract<Field, { kind: 'text' }>> = {}): Field => {
  const hint = fieldHints[name]
  return {
    kind: 'text',
    name,
    label: fieldNames[name],
    ...(hint === undefined ? {} : { hint }),
    maxLength: 120,
    ...more,
  }
}

const questionFields = (step: StepName, answers: Answers, application: Application): readonly Field[] => {
  const applied = appliedStatus(answers.status)
  switch (step) {
    case 'status':
      return [{ kind: 'radio', name: 'status', label: fieldNames.status, choices: openToAll.map(({ code }) => ({ value: code, label: statusName(code) })) }]
    case 'name':
      return [
        textField('familyRoman', { autocomplete: 'family-name' }),
        textField('givenRoman', { autocomplete: 'given-name', optional: true }),
        ...(['familyKanji', 'givenKanji', 'familyKana', 'givenKana'] as const).map(name => textField(name, { optional: true, lang: 'ja' })),
        { kind: 'group', legend: words.usual, fields: (['usualFamilyRoman', 'usualGivenRoman', 'usualFamilyKanji', 'usualGivenKanji'] as const).map(name => textField(name, { optional: true })) },
      ]
    case 'birth':
      return [textField('birthDate', { autocomplete: 'bday', length: 'short' })]
    case 'place':
      return [
        textField('unitName', { length: 'long' }),
        textField('title', { optional: true }),
        ...(applied?.hosted === true && application.hostConfirmedAt === null ? [textField('hostMail', { type: 'email', length: 'long' })] : []),
        textField('from', { length: 'short' }),
        textField('lastDay', { length: 'short' }),
        ...(applied?.code === 'facility-user' ? [textField('purpose', { length: 'long' })] : []),
      ]
    case 'contact':
      return [textField('mail', { type: 'email', autocomplete: 'email', length: 'long' })]
    case 'proof':
      return [{ kind: 'radio', name: 'proof', label: fieldNames.proof, choices: (applied?.proofs ?? []).map(proof => ({ value: proof, label: proofNames[proof] })) }]
  }
} // prettier-ignore

const act =
  (perform: (request: Request, own: { number: string; secret: string | null }) => Promise<Refusal | string>) =>
  async (request: Request): Promise<Reply> => {
    const number = request.params['number'] ?? ''
    const done = await perform(request, { number, secret: secretOf(request) })
    if (typeof done !== 'string') {
      const application = done.code === 'not_found' ? null : await load(request)
      if (application === null) return { kind: 'refused', refusal: done, back: '/apply' }
      const said = refusals[done.code as keyof typeof refusals] ?? refusals['admissions.not_now']
      return { kind: 'page', status: 409, ...(await applicationPage(request, application, notice('warning', said))) }
    }
    return { kind: 'redirect', to: `/apply/${number}`, notice: done }
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
  return {
    kind: 'page',
    status: 422,
    hasErrors: true,
    ...(await applicationPage(request, application, null, { code: words.codeWrong })),
  }
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
] // prettier-ignore
