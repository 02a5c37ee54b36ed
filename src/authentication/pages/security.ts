/** ● My sign-in methods, my sessions, my recent sign-ins. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import type { AccountId, PersonId, SessionId } from '../../kernel/ids.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts } from '../../platform/web/fact.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Html } from '../../platform/web/html.ts'
import { belowMyPage, line, lines, section } from '../../platform/web/navigation.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { passwordRules } from '../rules-in-force.ts'
import { passwordSession, seenEverySeconds } from '../sign-in/session.ts'
import { liveSessionsOf, passwordOf, recentSignIns, type ListedSession, type ListedSignIn } from '../store.ts'
import { refusals, words } from '../text.ts'
import { changePassword } from '../use-cases/password.ts'
import { endOneSession, endOtherSessions } from '../use-cases/sessions.ts'
import { rulesHint, type Errors } from './activate.ts'

const said = words.security

type Me = { readonly personId: PersonId; readonly accountId: AccountId; readonly sessionId: SessionId }

/** These routes are for people who are signed in; the router has made sure. */
const me = ({ actor }: Request): Me => {
  if (actor.kind !== 'person') throw new Error('a page for people was reached by something else')
  return actor
}

const show = async (request: Request): Promise<Reply> => {
  const { personId, accountId, sessionId } = me(request)
  const idleSince = new Date(request.now.getTime() - (passwordSession.idleSeconds + seenEverySeconds) * 1000)
  const [password, sessions, signIns] = await Promise.all([
    passwordOf(request.db, accountId),
    liveSessionsOf(request.db, personId, request.now, idleSince),
    recentSignIns(request.db, [accountId]),
  ])
  return {
    kind: 'page',
    title: said.title,
    lead: said.lead,
    trail: belowMyPage,
    shape: 'member',
    body: html`
      ${section(
        said.password,
        facts([
          {
            label: said.changedAt,
            value: password === null ? null : instantInWords(password.changedAt),
            action: linkButton({ href: '/my/password', label: said.change }),
          },
        ]),
      )}
      ${section(
        said.factors,
        html`<p>${said.factorsLead}</p>
          <p>${linkButton({ href: '/my/second-factors', label: said.toFactors })}</p>`,
      )}
      ${section(said.sessions, lines(sessions.map(session => sessionLine(session, sessionId, request))), endOthers(sessions, request))}
      ${section(
        said.recent,
        html`<p>${said.recentLead}</p>
          ${recentTable(signIns)}`,
      )}
    `,
  }
}

const sessionLine = (session: ListedSession, here: SessionId, request: Request): Html =>
  line({
    name: html`${session.label} ${session.id === here && badge(said.here, 'done')}`,
    detail: html`<span class="identifier">${session.network}</span> —
      ${fillInstants(said.since, { since: session.createdAt, seen: session.lastSeenAt })}`,
    action: postButton({
      action: `/my/sessions/${session.id}/end`,
      csrf: request.csrf,
      label: said.end,
      about: session.label,
    }),
  })

const fillInstants = (text: Bilingual, instants: Readonly<Record<string, Date>>): Bilingual => {
  const inWords = Object.entries(instants).map(([name, at]) => [name, instantInWords(at)] as const)
  return {
    ja: fill(text, Object.fromEntries(inWords.map(([name, words]) => [name, words.ja]))).ja,
    en: fill(text, Object.fromEntries(inWords.map(([name, words]) => [name, words.en]))).en,
  }
}

const endOthers = (sessions: readonly ListedSession[], request: Request): Html | false =>
  sessions.length > 1 && postButton({ action: '/my/sessions/end-others', csrf: request.csrf, label: said.endOthers })

const tones = { done: 'done', wrong: 'attention', waiting: 'attention', stopped: 'ended' } as const

const recentTable = (signIns: readonly ListedSignIn[]): Html =>
  table<ListedSignIn>({
    caption: said.recent,
    columns: [
      { key: 'at', label: said.when, align: 'whole', cell: signIn => instantInWords(signIn.at) },
      {
        key: 'outcome',
        label: said.result,
        cell: signIn => badge(said.outcome[signIn.outcome], tones[signIn.outcome]),
      },
      {
        key: 'label',
        label: said.device,
        cell: signIn => html`${signIn.label} ${!signIn.knownBrowser && html`<small>${said.newBrowser}</small>`}`,
      },
      {
        key: 'network',
        label: said.network,
        align: 'identifier',
        cell: signIn => (signIn.network === 'unknown' ? '–' : signIn.network),
      },
    ],
    rows: signIns,
    empty: { sentence: said.none },
  })

const endOne = async (request: Request): Promise<Reply> => {
  const result = await request.perform(endOneSession, { sessionId: request.params['sessionId'] })
  if (!result.ok) return { kind: 'refused', refusal: result.refusal, back: '/my/security' }
  return { kind: 'redirect', to: '/my/security', notice: 'session-ended' }
}

const endAllOthers = async (request: Request): Promise<Reply> => {
  const result = await request.perform(endOtherSessions, {})
  if (!result.ok) return { kind: 'refused', refusal: result.refusal, back: '/my/security' }
  return { kind: 'redirect', to: '/my/security', notice: 'sessions-ended' }
}

const changePage = async (request: Request, errors: Errors): Promise<Reply> => {
  const { profile } = await passwordRules(request.db, request.system)
  return {
    kind: 'page',
    ...(Object.keys(errors).length > 0 ? { status: 422, hasErrors: true } : {}),
    title: words.change.title,
    lead: words.change.lead,
    shape: 'narrow',
    body: form({
      action: '/my/password',
      csrf: request.csrf,
      fields: [
        { kind: 'password', name: 'current', label: words.change.current, autocomplete: 'current-password' },
        {
          kind: 'password',
          name: 'password',
          label: words.activate.password,
          hint: rulesHint(profile),
          autocomplete: 'new-password',
        },
        { kind: 'password', name: 'repeat', label: words.activate.repeat, autocomplete: 'new-password' },
      ],
      errors,
      submit: { label: words.change.submit },
    }),
  }
}

const change = async (request: Request): Promise<Reply> => {
  const { current = '', password = '', repeat = '' } = request.form
  const empty = Object.entries({ current, password }).filter(([, value]) => value === '')
  if (empty.length > 0)
    return changePage(request, Object.fromEntries(empty.map(([name]) => [name, words.activate.fillIn])))
  if (password !== repeat) return changePage(request, { repeat: words.activate.differ })
  const result = await request.perform(changePassword, { current, password })
  if (result.ok) return { kind: 'redirect', to: '/my/security', notice: 'password-changed' }
  const { code, ...values } = result.refusal
  if (code === 'not_found' || code === 'input.wrong') return changePage(request, { current: words.activate.fillIn })
  const field = code === 'password.current_wrong' ? 'current' : code === 'sign_in.busy' ? '' : 'password'
  return changePage(request, { [field]: fill(refusals[code], values as Readonly<Record<string, string | number>>) })
}

export const securityPages: readonly Route[] = [
  { method: 'GET', path: '/my/security', who: 'signed-in', handle: show },
  { method: 'POST', path: '/my/sessions/:sessionId/end', who: 'signed-in', handle: endOne },
  { method: 'POST', path: '/my/sessions/end-others', who: 'signed-in', handle: endAllOthers },
  { method: 'GET', path: '/my/password', who: 'signed-in', handle: request => changePage(request, {}) },
  { method: 'POST', path: '/my/password', who: 'signed-in', handle: change },
]
