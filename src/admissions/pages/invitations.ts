/** ● A host's page: who asks for my word, whom I invited. */
import { statusName } from '../../eligibility/index.ts'
import { actingPerson } from '../../platform/actor.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors } from '../../platform/web/field.ts'
import { form, postButton } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { cleanDay } from '../../platform/web/typed.ts'
import { badge } from '../../platform/web/state.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import { invitationsOf } from '../store/invitations.ts'
import { nameIn } from '../mails.ts'
import { appliedStatuses } from '../statuses.ts'
import { naming } from '../store/applications.ts'
import { fieldNames, pageWords as words, problems, refusals, stateNames } from '../text.ts'
import { answerAsHost, invite, withdrawInvitation } from '../use-cases/host.ts'
import { periodIn, toneOf } from './application.ts'

const content = async (request: Request, errors: Errors = {}): Promise<PageContent> => {
  const host = actingPerson(request.actor)
  const asking = host === null ? [] : await naming(request.db, request.system.vault, host)
  const sent = host === null ? [] : await invitationsOf(request.db, request.system.vault, host)
  const { csrf } = request
  return {
    title: words.invitations, lead: words.invitationsLead, hasErrors: Object.keys(errors).length > 0,
    body: html`
      ${asking.length > 0 && section(words.asking, lines(asking.map(one => line({
        name: nameIn(one), state: badge(stateNames[one.state], toneOf(one.state)),
        detail: html`${statusName(one.answers.status ?? '')} · ${one.answers.unitName} · ${periodIn(one)}`,
        action: one.state === 'host_asked' && html`
          ${postButton({ action: `/my/invitations/${one.number}/confirm`, csrf, label: words.confirm, about: nameIn(one) })}
          ${postButton({ action: `/my/invitations/${one.number}/refuse`, csrf, label: words.refuse, about: nameIn(one) })}`,
      }))))}
      ${sent.length > 0 && section(words.sent, lines(sent.map(one => line({
        name: one.guest.name, detail: html`${statusName(one.status)} · ${one.guest.mail} · ${one.from}`,
        action: one.state === 'open' && one.expiresAt > request.now && postButton({ action: `/my/invitations/withdraw/${one.id}`, csrf, label: words.withdrawInvitation, about: one.guest.name }),
      }))))}
      ${section(words.inviteTitle, form({
        action: '/my/invitations', csrf, errors, values: request.form,
        fields: [
          { kind: 'text', name: 'name', label: words.guestName, maxLength: 100 },
          { kind: 'text', name: 'mail', label: fieldNames.mail, type: 'email', length: 'long' },
          { kind: 'select', name: 'status', label: fieldNames.status, unchosen: words.choose, choices: appliedStatuses.filter(one => one.hosted).map(({ code }) => ({ value: code, label: statusName(code) })) },
          { kind: 'text', name: 'unitName', label: fieldNames.unitName, maxLength: 100, length: 'long' },
          { kind: 'date', name: 'from', label: fieldNames.from },
          { kind: 'date', name: 'lastDay', label: fieldNames.lastDay },
        ],
        submit: { label: words.invite },
      }))}
    `,
  } // prettier-ignore
}

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
  if (result.ok) return { kind: 'redirect', to: '/my/invitations', notice: 'admissions.invited' }
  return { kind: 'page', status: 422, ...(await content(request, errorsOf(result.refusal))) }
}

const errorsOf = (refusal: { readonly code: string; readonly fields?: Readonly<Record<string, string>> }): Errors =>
  refusal.fields === undefined
    ? { '': refusals[refusal.code as keyof typeof refusals] ?? refusals['admissions.not_now'] }
    : Object.fromEntries(Object.entries(refusal.fields).map(([name, problem]) => [name, problemOf(name, problem)]))

const problemOf = (name: string, problem: string): Bilingual => {
  const label = name === 'name' ? words.guestName : (fieldNames[name as keyof typeof fieldNames] ?? fieldNames.unitName)
  const said = problems[problem as keyof typeof problems] ?? problems.unreadable
  return { ja: said.ja.replace('{field}', label.ja), en: said.en.replace('{field}', label.en) }
}

const answered =
  (answer: 'confirm' | 'refuse') =>
  async (request: Request): Promise<Reply> => {
    const result = await request.perform(answerAsHost, { number: request.params['number'] ?? '', answer })
    return result.ok
      ? { kind: 'redirect', to: '/my/invitations', notice: 'admissions.answered' }
      : { kind: 'refused', refusal: result.refusal, back: '/my/invitations' }
  }

const takeBack = async (request: Request): Promise<Reply> => {
  const result = await request.perform(withdrawInvitation, { invitation: request.params['id'] ?? '' })
  return result.ok
    ? { kind: 'redirect', to: '/my/invitations', notice: 'admissions.invitation-withdrawn' }
    : { kind: 'refused', refusal: result.refusal, back: '/my/invitations' }
}

export const hostPages: readonly Route[] = [
  { method: 'GET', path: '/my/invitations', who: 'signed-in', handle: show },
  { method: 'POST', path: '/my/invitations', who: 'signed-in', handle: post },
  { method: 'POST', path: '/my/invitations/:number/confirm', who: 'signed-in', handle: answered('confirm') },
  { method: 'POST', path: '/my/invitations/:number/refuse', who: 'signed-in', handle: answered('refuse') },
  { method: 'POST', path: '/my/invitations/withdraw/:id', who: 'signed-in', handle: takeBack },
]
