/** ● The sign-in page, and signing out. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { sessionCookie } from '../../platform/http/route.ts'
import { form } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { line, lines } from '../../platform/web/navigation.ts'
import type { notices } from '../text.ts'
import { refusals, words } from '../text.ts'
import { endOneSession } from '../use-cases/sessions.ts'
import { signIn } from '../use-cases/sign-in.ts'
import { leftCookie } from '../sign-in/left.ts'
import { cookiesOf, originOf, safeNext } from './origin.ts'
import { passkeySignIn } from './passkeys.ts'

const said = words.signIn

type Shown = {
  readonly username: string
  readonly next: string
  readonly error: Bilingual | null
  /** The account that must prove itself again; it cannot be changed. */
  readonly again: boolean
}

/** The sign-in page as data, for the start page and for protocols on their way. */
export const signInContent = (request: Request, shown: Shown): PageContent => ({
  title: said.title,
  shape: 'narrow',
  lead: shown.again ? said.again : said.lead,
  hasErrors: shown.error !== null,
  body: html`
    ${form({
      action: '/sign-in',
      csrf: request.csrf,
      fields: [
        { kind: 'hidden', name: 'next', value: shown.next },
        {
          kind: 'text',
          name: 'username',
          label: said.username,
          hint: said.usernameHint,
          autocomplete: 'username webauthn',
          identifier: true,
          length: 'long',
        },
        { kind: 'password', name: 'password', label: said.password, autocomplete: 'current-password' },
      ],
      values: { username: shown.username },
      errors: shown.error === null ? {} : { password: shown.error },
      submit: { label: said.submit },
    })}
    ${passkeySignIn(request, shown.next)}
    <nav aria-label="${said.trouble}">
      ${lines(said.ways.map(({ href, label, detail }) => line({ name: html`<a href="${href}">${label}</a>`, detail })))}
    </nav>
  `,
})

const show = async (request: Request): Promise<Reply> => {
  const next = safeNext(request.query['next'])
  const isAgain = request.query['again'] === '1' && request.actor.kind === 'person'
  if (request.actor.kind === 'person' && !isAgain) return { kind: 'redirect', to: next }
  const username = isAgain && request.actor.kind === 'person' ? request.actor.username : ''
  return { kind: 'page', ...signInContent(request, { username, next, error: null, again: isAgain }) }
}

const post = async (request: Request): Promise<Reply> => {
  const { username = '', password = '', next } = request.form
  const to = safeNext(next)
  const result = await request.perform(signIn, { username, password, ...originOf(request) })
  if (result.ok) return { kind: 'redirect', to, cookies: cookiesOf(result.value) }
  const code = result.refusal.code
  const error = code === 'input.wrong' || code === 'not_found' ? said.enterBoth : refusals[code]
  const isBusy = code === 'sign_in.busy'
  return {
    kind: 'page',
    status: isBusy ? 503 : 401,
    ...(isBusy ? { headers: { 'retry-after': '5' } } : {}),
    ...signInContent(request, { username, next: to, error: fill(error, {}), again: false }),
  }
}

const askSignOut = async (request: Request): Promise<Reply> => ({
  kind: 'page',
  title: words.signOut.title,
  lead: words.signOut.lead,
  shape: 'narrow',
  body: form({ action: '/sign-out', csrf: request.csrf, fields: [], submit: { label: words.signOut.submit } }),
})

const signOut = async (request: Request): Promise<Reply> => {
  const { actor, system } = request
  if (actor.kind === 'person') await request.perform(endOneSession, { sessionId: actor.sessionId })
  return {
    kind: 'redirect',
    to: '/signed-out',
    cookies: [
      { name: sessionCookie, value: null },
      ...(actor.kind === 'person' ? [leftCookie(system, actor.sessionId)] : []),
    ],
    notice: 'signed-out' satisfies keyof typeof notices,
  }
}

export const signInPages: readonly Route[] = [
  { method: 'GET', path: '/sign-in', who: 'anyone', handle: show },
  { method: 'POST', path: '/sign-in', who: 'anyone', handle: post },
  { method: 'GET', path: '/sign-out', who: 'anyone', handle: askSignOut },
  { method: 'POST', path: '/sign-out', who: 'anyone', handle: signOut },
]
