/**
 * ● The way to a service, whichever protocol it speaks: sign in, prove again, agree — then its protocol answers.
 *
 * What was asked is kept in our database under an id in the address, and belongs to the browser that holds its cookie: two tabs,
 * the back button, a restart and a stolen address change nothing.
 */
import { fill } from '../../kernel/bilingual.ts'
import { dayOf } from '../../kernel/day.ts'
import {
  decideNext,
  sessionOf,
  signInContent,
  stepUpAddress,
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
} from '../../release/index.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { sessionCookie } from '../../platform/http/route.ts'
import { randomToken } from '../../platform/random.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { recipientOf } from '../relying-party.ts'
import { insertSignOn, openSignOn, spendSignOn } from '../store/sign-on.ts'
import { words } from '../text.ts'
import { signOnSeconds, type Asked } from './asked.ts'

/** Everything a protocol needs to answer that it is this person. */
export type Answering<A extends Asked = Asked> = {
  readonly asked: A
  readonly held: Held
  readonly agreement: Agreement
}

export type NotTold = 'passive' | 'denied' | 'not-agreed'

/** How one protocol ends the way. `answer` runs once for each request that was kept. */
export type Protocol<A extends Asked> = {
  readonly answer: (request: Request, answering: Answering<A>) => Promise<Reply>
  readonly refuse: (request: Request, asked: A, because: NotTold) => Promise<Reply>
}

export type Protocols = { readonly [P in Asked['protocol']]: Protocol<Extract<Asked, { readonly protocol: P }>> }

type Step =
  | { readonly do: 'answer'; readonly answering: Answering }
  | { readonly do: 'sign-in'; readonly agreement: Agreement; readonly again: string | null }
  | { readonly do: 'consent'; readonly answering: Answering }
  | { readonly do: 'step-up'; readonly to: LocalClass }
  | { readonly do: 'refuse'; readonly because: NotTold }

/** The next step for what was asked at `since`, by whoever is signed in at this browser. */
const stepFor = async (request: Request, asked: Asked, since: Date): Promise<Step> => {
  const agreement = await agreementWith(request.db, recipientOf({ protocol: asked.protocol, id: asked.partyId }))
  if (agreement === null || (agreement.until !== null && agreement.until <= dayOf(request.now)))
    return { do: 'refuse', because: 'not-agreed' }
  const cookie = request.cookies[sessionCookie]
  const held = cookie === undefined ? null : await sessionOf(request.db, cookie, request.now)
  const demand = {
    maxAgeSeconds: null,
    freshSince: asked.fresh ? since : null,
    minimum: asked.minimum,
    interactive: !asked.passive,
  }
  const next = decideNext(held?.session ?? null, demand, request.now)
  if (next.do === 'refuse') return { do: 'refuse', because: 'passive' }
  if (next.do === 'step-up') return { do: 'step-up', to: next.to }
  if (next.do !== 'proceed' || held === null)
    return { do: 'sign-in', agreement, again: next.do === 'reauthenticate' ? (held?.account.username ?? null) : null }
  const answering = { asked, held, agreement }
  const given = await consentGiven(request.db, held.session.personId, agreement.recipient)
  if (!mustAsk(agreement.mode, consentContent(agreement, asked.attributes), given, since))
    return { do: 'answer', answering }
  return asked.passive ? { do: 'refuse', because: 'passive' } : { do: 'consent', answering }
}

/** Begins a sign-in that a service asked for: answers at once where nothing is left to ask, else goes to our pages. */
export const beginSignOn = async (protocols: Protocols, request: Request, asked: Asked): Promise<Reply> => {
  const step = await stepFor(request, asked, request.now)
  if (step.do === 'answer') return answered(protocols, request, step.answering)
  if (step.do === 'refuse') return refused(protocols, request, asked, step.because)
  return keepSignOn(request, asked)
}

/** Keeps what was asked, and goes to the page where it is read again with this browser's own cookies. */
export const keepSignOn = async (request: Request, asked: Asked): Promise<Reply> => {
  const [id, secret] = [randomToken(), randomToken()]
  const until = new Date(request.now.getTime() + signOnSeconds * 1000)
  await request.system.database.transact(tx => insertSignOn(tx, { id, secret, asked }, { now: request.now, until }))
  return {
    kind: 'redirect',
    to: `/sign-on/${id}`,
    cookies: [{ name: cookieOf(id), value: secret, maxAgeSeconds: signOnSeconds }],
  }
}

/** One cookie for each way, so that two tabs do not disturb one another. */
const cookieOf = (id: string): string => `sign-on-${id.replace(/[^A-Za-z0-9]/g, '').slice(0, 12)}`

const answered = (protocols: Protocols, request: Request, answering: Answering): Promise<Reply> => {
  const { asked } = answering
  return asked.protocol === 'saml'
    ? protocols.saml.answer(request, { ...answering, asked })
    : protocols.cas.answer(request, { ...answering, asked })
}

const refused = (protocols: Protocols, request: Request, asked: Asked, because: NotTold): Promise<Reply> =>
  asked.protocol === 'saml'
    ? protocols.saml.refuse(request, asked, because)
    : protocols.cas.refuse(request, asked, because)

const kept = async (request: Request) => {
  const id = request.params['id'] ?? ''
  const secret = request.cookies[cookieOf(id)]
  const found = secret === undefined ? null : await openSignOn(request.db, id, secret, request.now)
  return found === null ? null : { id, ...found }
}

/** Ends the way, once, with what the protocol says. */
const ended = async (request: Request, id: string, say: () => Promise<Reply>): Promise<Reply> => {
  const isFirst = await request.system.database.transact(tx => spendSignOn(tx, id, request.now))
  if (!isFirst) return expired()
  const reply = await say()
  return { ...reply, cookies: [...(reply.cookies ?? []), { name: cookieOf(id), value: null }] }
}

const show =
  (protocols: Protocols) =>
  async (request: Request): Promise<Reply> => {
    const way = await kept(request)
    if (way === null) return expired()
    const step = await stepFor(request, way.asked, way.createdAt)
    switch (step.do) {
      case 'answer':
        return ended(request, way.id, () => answered(protocols, request, step.answering))
      case 'refuse':
        return ended(request, way.id, () => refused(protocols, request, way.asked, step.because))
      case 'sign-in':
        return signInPage(request, way.id, step)
      case 'step-up':
        return { kind: 'redirect', to: stepUpAddress(step.to, `/sign-on/${way.id}?from=form`) }
      case 'consent':
        return consentPage(request, way.id, step.answering)
    }
  }

const signInPage = (
  request: Request,
  id: string,
  { agreement, again }: { readonly agreement: Agreement; readonly again: string | null },
): Reply => {
  const content = signInContent(request, {
    username: again ?? '',
    next: `/sign-on/${id}?from=form`,
    error: null,
    again: again !== null,
  })
  const to = {
    ja: fill(words.toService, { service: agreement.name.ja }).ja,
    en: fill(words.toService, { service: agreement.name.en }).en,
  }
  return { kind: 'page', ...content, lead: html`${to} ${content.lead}` }
}

const consentPage = async (request: Request, id: string, { asked, held, agreement }: Answering): Promise<Reply> => {
  const { personId } = held.session
  const subjects = await request.system.database.transact(async tx => ({
    publicId: await subjectOf(tx, request.system, personId, '', request.now),
    pairwiseId: await subjectOf(tx, request.system, personId, agreement.recipient, request.now),
  }))
  const about = { ...subjects, names: asked.attributes }
  const values = await attributesOf(request.db, request.system, held.account, about, dayOf(request.now))
  return {
    kind: 'page',
    ...consentView({
      agreement,
      attributes: asked.attributes,
      values,
      content: consentContent(agreement, asked.attributes),
      action: `/sign-on/${id}`,
      csrf: request.csrf,
    }),
  }
}

const answer =
  (protocols: Protocols) =>
  async (request: Request): Promise<Reply> => {
    const way = await kept(request)
    if (way === null) return expired()
    if (request.form['answer'] === 'no')
      return ended(request, way.id, () => refused(protocols, request, way.asked, 'denied'))
    const agreed = await request.perform(giveConsent, {
      recipient: recipientOf({ protocol: way.asked.protocol, id: way.asked.partyId }),
      content: request.form['content'],
      attributes: way.asked.attributes,
    })
    return agreed.ok
      ? { kind: 'redirect', to: `/sign-on/${way.id}?from=form` }
      : { kind: 'refused', refusal: agreed.refusal, back: `/sign-on/${way.id}` }
  }

const expired = (): Reply => ({
  kind: 'page',
  status: 400,
  title: words.expired.title,
  lead: words.expired.lead,
  shape: 'narrow',
  body: html`<p>${linkButton({ href: '/', label: words.expired.home })}</p>`,
})

export const signOnRoutes = (protocols: Protocols): readonly Route[] => [
  { method: 'GET', path: '/sign-on/:id', who: 'anyone', handle: show(protocols) },
  { method: 'POST', path: '/sign-on/:id', who: 'signed-in', handle: answer(protocols) },
]
