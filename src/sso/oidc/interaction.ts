/** ● Where the engine hands over to our pages: sign in, prove again, consent — and back. */
import { errors } from 'oidc-provider'
import type { PersonId } from '../../kernel/ids.ts'
import {
  amr,
  canReach,
  classOf,
  decideNext,
  sessionOf,
  signInContent,
  stepUpAddress,
  stricterOf,
  type Held,
  type LocalClass,
} from '../../authentication/index.ts'
import {
  agreementWith,
  attributesOf,
  consentContent,
  consentGiven,
  consentView,
  giveConsent,
  mustAsk,
  subjectOf,
  type Agreement,
  type AttributeName,
} from '../../release/index.ts'
import { dayOf } from '../../kernel/day.ts'
import { fill } from '../../kernel/bilingual.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { sessionCookie } from '../../platform/http/route.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { bindGrant, minimumOf } from '../store/parties.ts'
import { words } from '../text.ts'
import { acrFor, acrWishOf, isMet, minimumFor, type AcrWish } from './demand.ts'
import { engineOf } from './engine.ts'
import { askedAttributes } from './provider.ts'
import { recipientOf } from './recipient.ts'

type Provider = Awaited<ReturnType<typeof engineOf>>
type Details = Awaited<ReturnType<Provider['interactionDetails']>>

/** One request for a sign-in on its way: what the engine wants to know, and of whom. */
type Way = {
  readonly provider: Provider
  readonly details: Details
  readonly held: Held | null
  readonly agreement: Agreement
  readonly asked: readonly AttributeName[]
}

/** The browser's own request: the engine has checked that the cookie it set on this browser belongs to it. */
const wayOf = async (request: Request): Promise<Way | null> => {
  const provider = await engineOf(request.system)
  try {
    const details = await provider.interactionDetails(request.exchange.request, request.exchange.response)
    if (details.uid !== request.params['uid']) return null
    const clientId = textOf(details, 'client_id')
    const agreement = await agreementWith(request.db, recipientOf(clientId))
    if (agreement === null) return null
    const cookie = request.cookies[sessionCookie]
    const held = cookie === undefined ? null : await sessionOf(request.db, cookie, request.now)
    return { provider, details, held, agreement, asked: askedOf(details, agreement) }
  } catch (error) {
    if (error instanceof errors.OIDCProviderError) return null
    throw error
  }
}

const textOf = ({ params }: Details, name: string): string => {
  const value = params[name]
  return typeof value === 'string' ? value : ''
}

const askedOf = ({ params }: Details, agreement: Agreement): readonly AttributeName[] => {
  const scopes = typeof params['scope'] === 'string' ? params['scope'].split(' ') : []
  return askedAttributes(scopes, claimsAsked(params['claims']), agreement)
}

/** Names in the `claims` parameter (OpenID Connect Core 1.0 §5.5); the engine has already refused what does not parse. */
const claimsAsked = (claims: unknown): readonly string[] => {
  const parsed: unknown = typeof claims === 'string' ? JSON.parse(claims) : claims
  if (typeof parsed !== 'object' || parsed === null) return []
  return ['id_token', 'userinfo'].flatMap(part =>
    Object.keys((parsed as Record<string, object | undefined>)[part] ?? {}),
  )
}

const show = async (request: Request): Promise<Reply> => {
  const way = await wayOf(request)
  if (way === null) return expired()
  const { details, held } = way
  if (details.prompt.name === 'login' || held === null) return login(request, way)
  return consent(request, way, held)
}

/** What is demanded is never answered by something weaker (OpenID Connect Core 1.0 §5.5.1.1). */
const unmet = {
  error: 'unmet_authentication_requirements',
  error_description: 'the demanded acr cannot be met',
}

const login = async (request: Request, way: Way): Promise<Reply> => {
  const { details, held } = way
  const { reasons } = details.prompt
  const from = request.query['from']
  const wish = acrWishOf(details.params)
  const minimum = await attainable(request, held, wish)
  if (minimum === 'out-of-reach') return leave(await result(way, request, unmet), from)
  const demand = {
    maxAgeSeconds: reasons.includes('max_age') ? Number(details.params['max_age']) : null,
    freshSince: reasons.includes('login_prompt') || reasons.includes('max_age') ? new Date(details.iat * 1000) : null,
    minimum: stricterOf(minimum, await minimumOf(request.db, textOf(details, 'client_id'))),
    interactive: true,
  }
  const next = decideNext(held?.session ?? null, demand, request.now)
  const isOther = reasons.includes('id_token_hint') || reasons.includes('claims_id_token_sub_value')
  if (next.do === 'step-up') return { kind: 'redirect', to: stepUpAddress(next.to, backTo(way)) }
  if (next.do === 'proceed' && held !== null && !isOther) return finish(request, way, held, 'open', from)
  return signInPage(request, way, next.do === 'reauthenticate' && held !== null ? held.account.username : null)
}

/** The class to be reached: none for a mere wish that this person cannot fulfil. Whoever is not known yet signs in first. */
const attainable = async (
  request: Request,
  held: Held | null,
  wish: AcrWish | null,
): Promise<LocalClass | null | 'out-of-reach'> => {
  if (wish === null || wish.values.length === 0) return null
  const least = minimumFor(wish)
  if (least === null) return wish.essential ? 'out-of-reach' : null
  if (held === null || isMet(wish, classOf(held.session.proofs, request.now))) return least
  if (await canReach(request.db, held.session.personId, least)) return least
  return wish.essential ? 'out-of-reach' : null
}

const backTo = ({ details }: Way): string => `/interaction/${details.uid}?from=form`

/** @param again the name of whoever is to prove once more that it is they; null: anybody may sign in */
const signInPage = (request: Request, way: Way, again: string | null): Reply => {
  const content = signInContent(request, {
    username: again ?? '',
    next: backTo(way),
    error: null,
    again: again !== null,
  })
  const { name } = way.agreement
  const to = {
    ja: fill(words.toService, { service: name.ja }).ja,
    en: fill(words.toService, { service: name.en }).en,
  }
  return { kind: 'page', ...content, lead: html`${to} ${content.lead}` }
}

const consent = async (request: Request, way: Way, held: Held): Promise<Reply> => {
  const { details, agreement, asked } = way
  const content = consentContent(agreement, asked)
  const given = await consentGiven(request.db, held.session.personId, agreement.recipient)
  const isForced = details.prompt.reasons.includes('consent_prompt')
  if (!isForced && !mustAsk(agreement.mode, content, given, new Date(details.iat * 1000)))
    return finish(request, way, held, 'agreed', request.query['from'])
  const subject = await publicSubject(request, held.session.personId)
  const values = await attributesOf(request.db, request.system, held.account, { publicId: subject }, dayOf(request.now))
  return {
    kind: 'page',
    ...consentView({
      agreement,
      attributes: asked,
      values,
      content,
      action: `/interaction/${details.uid}`,
      csrf: request.csrf,
    }),
  }
}

const answer = async (request: Request): Promise<Reply> => {
  const way = await wayOf(request)
  if (way === null || way.held === null) return expired()
  if (request.form['answer'] === 'no')
    return leave(
      await result(way, request, { error: 'access_denied', error_description: 'the person did not agree' }),
      'form',
    )
  const { agreement, asked } = way
  const agreed = await request.perform(giveConsent, {
    recipient: agreement.recipient,
    content: request.form['content'],
    attributes: asked,
  })
  if (!agreed.ok) return { kind: 'refused', refusal: agreed.refusal, back: `/interaction/${way.details.uid}` }
  return finish(request, way, way.held, 'agreed', 'form')
}

const publicSubject = (request: Request, personId: PersonId): Promise<string> =>
  request.system.database.transact(tx => subjectOf(tx, request.system, personId, '', request.now))

/** Tells the engine who it is and, where nothing is left to ask, grants what was asked. */
const finish = async (
  request: Request,
  way: Way,
  held: Held,
  settled: 'agreed' | 'open',
  from: string | undefined,
): Promise<Reply> => {
  const { provider, details, agreement, asked } = way
  const subject = await publicSubject(request, held.session.personId)
  const ts = Math.floor(held.session.authenticatedAt.getTime() / 1000)
  const { proofs } = held.session
  const reached = classOf(proofs, request.now)
  const acr = acrFor(acrWishOf(details.params), reached)
  const loggedIn = {
    login: {
      accountId: subject,
      ts,
      amr: [...amr(proofs, reached)],
      ...(acr === undefined ? {} : { acr }),
      remember: true,
    },
  }
  if (settled === 'open') {
    const given = await consentGiven(request.db, held.session.personId, agreement.recipient)
    const isWished = textOf(details, 'prompt').split(' ').includes('consent')
    if (isWished || mustAsk(agreement.mode, consentContent(agreement, asked), given, new Date(details.iat * 1000)))
      return leave(await result(way, request, loggedIn), from)
  }
  const grantId = await grant(request, provider, way, held, subject)
  return leave(await result(way, request, { ...loggedIn, consent: { grantId } }), from)
}

const grant = async (
  request: Request,
  provider: Provider,
  { details }: Way,
  held: Held,
  subject: string,
): Promise<string> => {
  const clientId = textOf(details, 'client_id')
  const known = details.grantId === undefined ? undefined : await provider.Grant.find(details.grantId)
  const grant = known ?? new provider.Grant({ accountId: subject, clientId })
  grant.addOIDCScope(textOf(details, 'scope'))
  grant.addOIDCClaims([...claimsAsked(details.params['claims'])])
  const grantId = await grant.save()
  await request.system.database.transact(tx =>
    bindGrant(
      tx,
      grantId,
      { accountId: held.account.id, personId: held.session.personId, sessionId: held.session.id, clientId },
      request.now,
    ),
  )
  return grantId
}

type EngineResult = Parameters<Provider['interactionResult']>[2]

const result = ({ provider }: Way, { exchange }: Request, answered: EngineResult): Promise<string> =>
  provider.interactionResult(exchange.request, exchange.response, answered, { mergeWithLastSubmission: true })

/**
 * Back to the engine. After a form the way goes on by a page of its own: browsers hold a form to `form-action` through all its
 * redirects, and a service's address is not in ours.
 */
const leave = (to: string, from: string | undefined): Reply =>
  from === 'form'
    ? {
        kind: 'page',
        title: words.onward.title,
        lead: words.onward.lead,
        shape: 'narrow',
        headers: { refresh: `0; url=${to}` },
        body: html`<p>${linkButton({ href: to, label: words.onward.go, tone: 'primary' })}</p>`,
      }
    : { kind: 'redirect', to }

const expired = (): Reply => ({
  kind: 'page',
  status: 400,
  title: words.expired.title,
  lead: words.expired.lead,
  shape: 'narrow',
  body: html`<p>${linkButton({ href: '/', label: words.expired.home })}</p>`,
})

const problem = async (request: Request): Promise<Reply> => {
  const code = /^[a-z_]{1,60}$/.exec(request.query['code'] ?? '')?.[0] ?? 'unknown'
  return {
    kind: 'page',
    status: 400,
    title: words.problem.title,
    lead: words.problem.lead,
    shape: 'narrow',
    body: html`<p>${words.problem.code} <code>${code}</code></p>
      <p>${linkButton({ href: '/contact', label: words.problem.contact })}</p>`,
  }
}

export const interactionRoutes: readonly Route[] = [
  { method: 'GET', path: '/interaction/:uid', who: 'anyone', handle: show },
  { method: 'POST', path: '/interaction/:uid', who: 'signed-in', handle: answer },
  { method: 'GET', path: '/interaction-error', who: 'anyone', handle: problem },
]
