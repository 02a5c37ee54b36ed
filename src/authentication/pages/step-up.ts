/** ● Proving a second factor in the middle of something, and going on with it. */
import { z } from 'zod'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { sessionCookie } from '../../platform/http/route.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Html } from '../../platform/web/html.ts'
import { line, lines } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { classes, type LocalClass } from '../assurance.ts'
import { offeredFor, type AuthenticatorKind } from '../authenticator.ts'
import { authenticatorsOf } from '../store/authenticators.ts'
import { factorRefusals, factorWords } from '../factor-text.ts'
import { proveRecoveryCode, proveTotp } from '../use-cases/step-up.ts'
import { browserSecretOf, safeNext } from './origin.ts'
import { passkeyStepUp } from './passkeys.ts'

const said = factorWords.stepUp

/** The page on which a session is raised to a class, and where to go on afterwards. */
export const stepUpAddress = (to: LocalClass, next: string): string =>
  `/step-up?to=${to}&next=${encodeURIComponent(next)}`

export const wanted = z.enum(classes).catch('mfa')

type Typed = 'totp' | 'recovery-set'
type Way = Typed | 'passkey'
const isWay = (kind: AuthenticatorKind): kind is Way => kind !== 'mail'

type Shown = { readonly to: LocalClass; readonly next: string; readonly way: Way | null; readonly isWrong: boolean }

export const stepUpContent = async (request: Request, shown: Shown): Promise<PageContent> => {
  if (request.actor.kind !== 'person') throw new Error('a page for people was reached by something else')
  const owned = await authenticatorsOf(request.db, request.actor.personId)
  const offered = offeredFor(owned, shown.to).filter(isWay)
  const way = shown.way !== null && offered.includes(shown.way) ? shown.way : (offered[0] ?? null)
  if (way === null) return nothingToOffer(shown)
  return {
    title: said.title,
    lead: said.leads[way],
    shape: 'narrow',
    hasErrors: shown.isWrong,
    body: html`
      ${way === 'passkey' ? await passkeyStepUp(request, shown) : typedForm(request, shown, way)}
      ${otherWays(
        shown,
        offered.filter(each => each !== way),
      )}
    `,
  }
}

const typedForm = (request: Request, shown: Shown, way: Typed): Html =>
  form({
    action: '/step-up',
    csrf: request.csrf,
    fields: [
      { kind: 'hidden', name: 'to', value: shown.to },
      { kind: 'hidden', name: 'next', value: shown.next },
      { kind: 'hidden', name: 'way', value: way },
      {
        kind: 'text',
        name: 'code',
        label: said.codes[way],
        hint: said.hints[way],
        autocomplete: way === 'totp' ? 'one-time-code' : 'off',
        ...(way === 'totp' ? { inputmode: 'numeric' as const } : {}),
        identifier: true,
        length: way === 'totp' ? 'short' : 'long',
      },
    ],
    values: {},
    errors: shown.isWrong ? { code: factorRefusals['factor.wrong'] } : {},
    submit: { label: said.submit },
  })

const otherWays = (shown: Shown, others: readonly Way[]): Html => {
  const links = [
    ...others.map(way => ({ href: `${stepUpAddress(shown.to, shown.next)}&way=${way}`, label: said.instead[way] })),
    { href: '/contact', label: said.lost },
  ]
  return html`<nav aria-label="${said.others}">
    ${lines(links.map(({ href, label }) => line({ name: html`<a href="${href}">${label}</a>` })))}
  </nav>`
}

/** The person has nothing that reaches so far: what they can do, without losing what they were on the way to. */
const nothingToOffer = ({ next }: Shown): PageContent => ({
  title: said.title,
  lead: said.nothing,
  shape: 'narrow',
  body: html`
    ${notice('note', said.setUpFirst, said.setUpWhat)}
    <p>
      ${linkButton({ href: `/my/second-factors?next=${encodeURIComponent(next)}`, label: said.setUp, tone: 'primary' })}
    </p>
  `,
})

const show = async (request: Request): Promise<Reply> => {
  const { to, next, way } = request.query
  const asked = way === 'totp' || way === 'recovery-set' || way === 'passkey' ? way : null
  return {
    kind: 'page',
    ...(await stepUpContent(request, { to: wanted.parse(to), next: safeNext(next), way: asked, isWrong: false })),
  }
}

const post = async (request: Request): Promise<Reply> => {
  const { to, next, way, code = '' } = request.form
  const input = { code, browserSecret: browserSecretOf(request) }
  const result =
    way === 'recovery-set' ? await request.perform(proveRecoveryCode, input) : await request.perform(proveTotp, input)
  if (result.ok)
    return {
      kind: 'redirect',
      to: safeNext(next),
      cookies: [{ name: sessionCookie, value: result.value.sessionSecret }],
    }
  const shown = {
    to: wanted.parse(to),
    next: safeNext(next),
    way: way === 'recovery-set' ? ('recovery-set' as const) : ('totp' as const),
    isWrong: true,
  }
  return { kind: 'page', status: 401, ...(await stepUpContent(request, shown)) }
}

export const stepUpPages: readonly Route[] = [
  { method: 'GET', path: '/step-up', who: 'signed-in', handle: show },
  { method: 'POST', path: '/step-up', who: 'signed-in', handle: post },
]
