/** ● Single logout in SAML: what services ask of us, what they answer, and how we ask them. */
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { leftCookie } from '../../authentication/index.ts'
import type { SessionId } from '../../kernel/ids.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { randomOctets } from '../../platform/random.ts'
import { perform } from '../../platform/use-case.ts'
import { trustedService } from '../store/parties.ts'
import { noteAnswered, noteAsked, type Participation } from '../store/participation.ts'
import { serviceLogsOut } from '../use-cases/service-logs-out.ts'
import { ourKeys } from './keys.ts'
import {
  logoutRequest,
  logoutResponse,
  readLogoutRequest,
  readLogoutResponse,
  type LogoutOutcome,
  type LogoutRequest,
} from './logout.ts'
import { believed, fromPost, fromRedirect, type MessageRefusal, type Received } from './message.ts'
import { bindings, publicKeyOf, type Endpoint, type ServiceProvider } from './metadata/service-provider.ts'
import { redirectTo } from './outgoing.ts'
import { postPage, problemPage } from './pages.ts'
import { ourEntityId } from './settings.ts'
import { signed } from './signature.ts'
import { idFrom } from './values.ts'
import { canonical } from './xml/canonical.ts'
import type { Element } from './xml/tree.ts'

const paths = {
  redirect: ['/saml/slo', '/idp/profile/SAML2/Redirect/SLO'],
  post: ['/saml/slo', '/idp/profile/SAML2/POST/SLO'],
} as const

const addresses = ({ baseUrl }: { readonly baseUrl: string }): readonly string[] =>
  [...new Set([...paths.redirect, ...paths.post])].map(path => `${baseUrl}${path}`)

type Sent = { readonly service: ServiceProvider; readonly root: Element; readonly received: Received }

/** A message about a logout counts only when its service signed it. */
const trustedMessage = async (
  request: Request,
  received: Result<Received, MessageRefusal>,
): Promise<Result<Sent, { readonly code: string }>> => {
  if (!received.ok) return refuse({ code: received.refusal.because })
  const service = await trustedService(request.db, received.value.issuer)
  if (service === null) return refuse({ code: 'service_unknown' })
  const message = believed(received.value, { keys: service.signingKeys.map(publicKeyOf), demanded: true })
  return message.ok
    ? accept({ service, root: message.value.root, received: received.value })
    : refuse({ code: message.refusal.because })
}

const byRedirect = async (request: Request): Promise<Reply> => {
  const at = request.path.indexOf('?')
  const query = at < 0 ? '' : request.path.slice(at + 1)
  return request.query['SAMLResponse'] === undefined
    ? takeRequest(request, fromRedirect(query, 'SAMLRequest'))
    : takeResponse(request, fromRedirect(query, 'SAMLResponse'))
}

const byPost = (request: Request): Promise<Reply> =>
  request.many['SAMLResponse'] === undefined
    ? takeRequest(request, fromPost(request.many, 'SAMLRequest'))
    : takeResponse(request, fromPost(request.many, 'SAMLResponse'))

/** A service wants the session to end: ours ends first, then it is told what became of the others. */
const takeRequest = async (request: Request, received: Result<Received, MessageRefusal>): Promise<Reply> => {
  const sent = await trustedMessage(request, received)
  if (!sent.ok) return problemPage(sent.refusal.code)
  const { service, root } = sent.value
  const { opening } = await ourKeys(request.system)
  const asked = readLogoutRequest(
    root,
    { now: request.now, addresses: addresses(request.system), isSigned: true },
    opening,
  )
  if (!asked.ok) return problemPage(asked.refusal.because)
  const { nameId, sessionIndexes } = asked.value
  const ended = await perform(
    serviceLogsOut,
    { partyId: service.entityId, nameId, sessionIndexes },
    { ...request.context, actor: { kind: 'system', name: 'single-logout' } },
  )
  const [left] = ended.ok ? ended.value.sessions : []
  const cookies = left === undefined ? [] : [leftCookie(request.system, left)]
  if (asked.value.isAsynchronous) return { kind: 'redirect', to: '/signed-out', cookies }
  const outcome: LogoutOutcome = !ended.ok ? 'unknown' : ended.value.stillTold > 0 ? 'partial' : 'done'
  return { ...(await respond(request, sent.value, asked.value, outcome)), cookies }
}

/** Where a service takes logout messages by a browser: by Redirect, else by POST. */
const endpointOf = ({ singleLogout }: ServiceProvider): Endpoint | null =>
  singleLogout.find(({ binding }) => binding === bindings.redirect) ??
  singleLogout.find(({ binding }) => binding === bindings.post) ??
  null

const respond = async (
  request: Request,
  { service, received }: Sent,
  asked: LogoutRequest,
  outcome: LogoutOutcome,
): Promise<Reply> => {
  const endpoint = endpointOf(service)
  if (endpoint === null) return { kind: 'redirect', to: '/signed-out' }
  const destination = endpoint.responseLocation ?? endpoint.location
  const message = logoutResponse(await addressedTo(request, destination), asked.id, outcome)
  return carry(request, endpoint, { kind: 'SAMLResponse', destination, message, relayState: received.relayState })
}

const addressedTo = async (request: Request, destination: string) => ({
  id: idFrom(randomOctets(20)),
  issuer: await ourEntityId(request.db, request.system),
  destination,
  now: request.now,
})

type Carried = {
  readonly kind: 'SAMLRequest' | 'SAMLResponse'
  readonly destination: string
  readonly message: Element
  readonly relayState: string | null
}

const carry = async (
  request: Request,
  { binding }: Endpoint,
  { kind, destination, message, relayState }: Carried,
): Promise<Reply> => {
  const { signing } = await ourKeys(request.system)
  if (binding === bindings.redirect)
    return { kind: 'redirect', to: redirectTo(destination, { kind, message, relayState }, signing), status: 302 }
  const text = Buffer.from(canonical(signed(message, signing))).toString('base64')
  return postPage({ to: destination, name: kind, message: text, relayState })
}

/** Whether a service has an address for such requests at all. */
export const canBeAsked = (service: ServiceProvider | null): boolean => service !== null && endpointOf(service) !== null

/** Sends the browser to a service to end its part of a session that is over here. */
export const askToLeave = async (request: Request, part: Participation): Promise<Reply | null> => {
  const service = await trustedService(request.db, part.partyId)
  const endpoint = service === null ? null : endpointOf(service)
  if (endpoint === null || part.nameId === null) return null
  const to = await addressedTo(request, endpoint.location)
  await request.system.database.transact(tx => noteAsked(tx, part, to.id, request.now))
  const message = logoutRequest(to, { nameId: part.nameId, sessionIndex: part.sessionIndex })
  return carry(request, endpoint, { kind: 'SAMLRequest', destination: endpoint.location, message, relayState: null })
}

const takeResponse = async (request: Request, received: Result<Received, MessageRefusal>): Promise<Reply> => {
  const sent = await trustedMessage(request, received)
  if (!sent.ok) return problemPage(sent.refusal.code)
  const answered = readLogoutResponse(sent.value.root)
  if (answered === null) return problemPage('not-a-logout')
  const { inResponseTo: logoutId, isSuccess } = answered
  const session: SessionId | null = await request.system.database.transact(tx =>
    noteAnswered(tx, sent.value.service.entityId, { logoutId, isSuccess }, request.now),
  )
  return session === null ? problemPage('answer-to-nothing') : { kind: 'redirect', to: '/signed-out' }
}

export const singleLogoutRoutes: readonly Route[] = [
  ...paths.redirect.map((path): Route => ({ method: 'GET', path, who: 'anyone', handle: byRedirect })),
  ...paths.post.map((path): Route => ({
    method: 'POST',
    path,
    who: 'anyone',
    endpoint: true,
    bodyLimit: 200_000,
    handle: byPost,
  })),
]
