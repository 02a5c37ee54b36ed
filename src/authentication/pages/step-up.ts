/** ● Proving a second factor in the middle of something, and going on with it. */
import { z } from 'zod'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { sessionCookie } from '../../platform/http/route.ts'
import type { TextField } from '../../platform/web/field.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Html } from '../../platform/web/html.ts'
import { line, lines } from '../../platform/web/navigation.ts'
import { notice, reasons } from '../../platform/web/notice.ts'
import { classes, type LocalClass } from '../assurance/assurance.ts'
import { offeredFor, type AuthenticatorKind } from '../authenticators/authenticator.ts'
import { authenticatorsOf } from '../store/authenticators.ts'
import { factorRefusals, factorWords } from '../authenticators/factor-text.ts'
import { mailFactorWords } from '../authenticators/mail-factor-text.ts'
import { proveMailCode } from '../use-cases/mail-factor.ts'
import { proveRecoveryCode, proveTotp } from '../use-cases/step-up.ts'
import { mailCodeField, mailLead, sendButton } from './mail-factor.ts'
import { browserSecretOf, safeNext } from './origin.ts'
import { passkeyStepUp } from './passkeys.ts'
import { stepUpAddress } from './step-up-address.ts'

const said = factorWords.stepUp

export const wanted = z.enum(classes).catch('mfa')

const ways = ['passkey', 'totp', 'mail', 'recovery-set'] as const satisfies readonly AuthenticatorKind[]
type Way = (typeof ways)[number]
const wayOf = (text: string | undefined): Way | null => ways.find(way => way === text) ?? null
const isWay = (kind: AuthenticatorKind): kind is Way => wayOf(kind) !== null

type Shown = {
  readonly to: LocalClass
  readonly next: string
  readonly way: Way | null
  readonly isWrong: boolean
  /** By mail: whether a code was asked for. */
  readonly isSent: boolean
}

export const stepUpContent = async (request: Request, shown: Shown): Promise<PageContent> => {
  if (request.actor.kind !== 'person') throw new Error('a page for people was reached by something else')
  const owned = await authenticatorsOf(request.db, request.actor.personId)
  const offered = offeredFor(owned, shown.to).filter(isWay)
  const way = shown.way !== null && offered.includes(shown.way) ? shown.way : (offered[0] ?? null)
  if (way === null) return nothingToOffer(shown)
  const others = otherWays(
    shown,
    offered.filter(each => each !== way),
  )
  if (way === 'passkey')
    return {
      title: said.title,
      lead: said.leads.passkey,
      shape: 'narrow',
      body: html`${await passkeyStepUp(request, shown)} ${whyAsked(shown)} ${others}`,
    }
  const send = sendButton(request, { ...shown, isFirst: !shown.isSent })
  if (way === 'mail' && !shown.isSent)
    return {
      title: said.title,
      lead: mailLead(owned, false),
      shape: 'narrow',
      body: html`${send} ${whyAsked(shown)} ${others}`,
    }
  return {
    title: said.title,
    lead: way === 'mail' ? mailLead(owned, true) : said.leads[way],
    shape: 'narrow',
    hasErrors: shown.isWrong,
    body: html`
      ${form({
        action: '/step-up',
        csrf: request.csrf,
        fields: [
          { kind: 'hidden', name: 'to', value: shown.to },
          { kind: 'hidden', name: 'next', value: shown.next },
          { kind: 'hidden', name: 'way', value: way },
          way === 'mail' ? mailCodeField : codeField(way),
        ],
        values: {},
        errors: shown.isWrong
          ? { code: way === 'mail' ? mailFactorWords.code.wrong : factorRefusals['factor.wrong'] }
          : {},
        submit: { label: said.submit },
      })}
      ${way === 'mail' && send} ${whyAsked(shown)} ${others}
    `,
  }
}

const codeField = (way: Exclude<Way, 'mail' | 'passkey'>): TextField => ({
  kind: 'text',
  name: 'code',
  label: said.codes[way],
  hint: said.hints[way],
  autocomplete: way === 'totp' ? 'one-time-code' : 'off',
  ...(way === 'totp' ? { inputmode: 'numeric' as const } : {}),
  identifier: true,
  length: way === 'totp' ? 'short' : 'long',
})

const otherWays = (shown: Shown, others: readonly Way[]): Html => {
  const links = [
    ...others.map(way => ({ href: `${stepUpAddress(shown.to, shown.next)}&way=${way}`, label: said.instead[way] })),
    { href: '/my/second-factors/pass', label: said.lost },
  ]
  return html`<nav aria-label="${said.others}">
    ${lines(links.map(({ href, label }) => line({ name: html`<a href="${href}">${label}</a>` })))}
  </nav>`
}

/** The person has nothing that reaches so far: what they can do, without losing what they were on the way to. */
const nothingToOffer = (shown: Shown): PageContent => ({
  title: said.title,
  lead: said.nothing,
  shape: 'narrow',
  body: html`
    ${notice('note', said.setUpFirst, said.setUpWhat)} ${whyAsked(shown)}
    <p>
      ${linkButton({ href: `/my/second-factors?next=${encodeURIComponent(shown.next)}`, label: said.setUp, tone: 'primary' })}
    </p>
  `,
})

const show = async (request: Request): Promise<Reply> => {
  const { to, next, way, sent } = request.query
  const shown = { to: wanted.parse(to), next: safeNext(next), way: wayOf(way), isWrong: false, isSent: sent === '1' }
  return { kind: 'page', ...(await stepUpContent(request, shown)) }
}

/** Why a person is asked: told by where they are on the way to. */
const whyAsked = ({ to, next }: Shown): Html => {
  const isService = /^\/(sign-on|interaction)\//.test(next)
  const isOwn = /^\/(my\/|$)/.test(next)
  const because = isService ? said.asks.service[to] : isOwn ? said.asks.change : said.asks.officer
  return reasons(html`<p>${because}</p>`, said.why)
}

const prove = (request: Request, way: Exclude<Way, 'passkey'>, input: unknown) => {
  switch (way) {
    case 'totp':
      return request.perform(proveTotp, input)
    case 'mail':
      return request.perform(proveMailCode, input)
    case 'recovery-set':
      return request.perform(proveRecoveryCode, input)
  }
}

const post = async (request: Request): Promise<Reply> => {
  const { to, next, code = '' } = request.form
  const asked = wayOf(request.form['way'])
  const way = asked === null || asked === 'passkey' ? 'totp' : asked
  const result = await prove(request, way, { code, browserSecret: browserSecretOf(request) })
  if (result.ok)
    return {
      kind: 'redirect',
      to: safeNext(next),
      cookies: [{ name: sessionCookie, value: result.value.sessionSecret }],
    }
  const shown = { to: wanted.parse(to), next: safeNext(next), way, isWrong: true, isSent: true }
  return { kind: 'page', status: 401, ...(await stepUpContent(request, shown)) }
}

export const stepUpPages: readonly Route[] = [
  { method: 'GET', path: '/step-up', who: 'signed-in', handle: show },
  { method: 'POST', path: '/step-up', who: 'signed-in', handle: post },
]
