/**
 * ● The CAS protocol, for campus services that still speak it. Proxy tickets are not offered.
 *
 * @source CAS Protocol 3.0 §2
 */
import { dayOf } from '../../kernel/day.ts'
import { sessionWithId } from '../../authentication/index.ts'
import { agreementWith, releaseTo, subjectOf } from '../../release/index.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { recipientOf } from '../relying-party.ts'
import { problemPage } from '../saml/pages.ts'
import { beginSignOn, type Protocols } from '../sign-on/interaction.ts'
import { casServicesAt, spendTicket, type CasTicket } from '../store/cas.ts'
import { failureJson, failureXml, successJson, successXml, type CasFault, type CasUser } from './answer-text.ts'
import { belongsTo, readService } from './service.ts'

/** A flag of CAS is set when it is there with any value but "false". */
const isSet = (value: string | undefined): boolean => value !== undefined && value !== 'false'

const login =
  (protocols: Protocols) =>
  async (request: Request): Promise<Reply> => {
    const { service, renew, gateway, method } = request.query
    if (service === undefined || service === '') return { kind: 'redirect', to: '/' }
    const url = readService(service)
    const party =
      url === null ? undefined : (await casServicesAt(request.db, url.origin)).find(each => belongsTo(url, each))
    if (party === undefined) return problemPage('service_unknown')
    const agreement = await agreementWith(request.db, recipientOf({ protocol: 'cas', id: party.id }))
    const fresh = isSet(renew)
    return beginSignOn(protocols, request, {
      protocol: 'cas',
      partyId: party.id,
      attributes: agreement?.attributes ?? [],
      fresh,
      minimum: party.minimum,
      passive: isSet(gateway) && !fresh,
      service,
      renew: fresh,
      method: method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    })
  }

type Checked = { readonly user: CasUser } | { readonly fault: CasFault }

/** Spends a ticket and says whose it was. Everything that is wrong with it spends it too. */
const check = async (request: Request): Promise<Checked> => {
  const { service, ticket, renew } = request.query
  if (service === undefined || service === '' || ticket === undefined || ticket === '')
    return { fault: 'INVALID_REQUEST' }
  if (!/^ST-[A-Za-z0-9]{20,250}$/.test(ticket))
    return { fault: ticket.startsWith('PT-') ? 'INVALID_TICKET_SPEC' : 'INVALID_TICKET' }
  const spent = await request.system.database.transact(tx => spendTicket(tx, ticket, request.now))
  if (spent === null) return { fault: 'INVALID_TICKET' }
  if (spent.service !== service) return { fault: 'INVALID_SERVICE' }
  if (isSet(renew) && !spent.isFresh) return { fault: 'INVALID_TICKET' }
  const user = await userOf(request, spent)
  return user === null ? { fault: 'INVALID_TICKET' } : { user }
}

const userOf = async (request: Request, spent: CasTicket): Promise<CasUser | null> => {
  const { system, now } = request
  const held = await sessionWithId(request.db, spent.sessionId, now)
  const agreement = await agreementWith(request.db, recipientOf({ protocol: 'cas', id: spent.partyId }))
  const isOver = agreement === null || (agreement.until !== null && agreement.until <= dayOf(now))
  if (held === null || isOver || held.account.id !== spent.accountId) return null
  return system.database.transact(async tx => {
    const { personId, authenticatedAt } = held.session
    const publicId = await subjectOf(tx, system, personId, '', now)
    const pairwiseId = await subjectOf(tx, system, personId, `cas:${spent.partyId}`, now)
    const values = await releaseTo(tx, {
      system,
      account: held.account,
      subjectIds: { publicId, pairwiseId },
      agreement,
      asked: agreement.attributes,
      now,
    })
    return {
      user: values.get('uid')?.[0] ?? pairwiseId,
      attributes: Object.fromEntries(values),
      authenticatedAt,
      isFresh: spent.isFresh,
    }
  })
}

/** The first version: two lines of text. */
const validate = async (request: Request): Promise<Reply> => {
  const checked = await check(request)
  return { kind: 'text', body: 'user' in checked ? `yes\n${checked.user.user}\n` : 'no\n\n' }
}

const serviceValidate =
  (withAttributes: boolean) =>
  async (request: Request): Promise<Reply> => {
    const asJson = request.query['format']?.toUpperCase() === 'JSON'
    const checked = await check(request)
    if (asJson)
      return {
        kind: 'json',
        body: 'user' in checked ? successJson(checked.user, withAttributes) : failureJson(checked.fault),
      }
    const body = 'user' in checked ? successXml(checked.user, withAttributes) : failureXml(checked.fault)
    return { kind: 'text', mediaType: 'application/xml; charset=utf-8', body }
  }

const noProxies = async (): Promise<Reply> => ({
  kind: 'text',
  mediaType: 'application/xml; charset=utf-8',
  body: failureXml('UNAUTHORIZED_SERVICE_PROXY'),
})

/** Signing out begins at our own page; where to go afterwards is for the person to say. */
const logout = async (): Promise<Reply> => ({ kind: 'redirect', to: '/sign-out' })

export const casRoutes = (protocols: Protocols): readonly Route[] => [
  { method: 'GET', path: '/cas/login', who: 'anyone', handle: login(protocols) },
  { method: 'GET', path: '/cas/validate', who: 'anyone', handle: validate },
  { method: 'GET', path: '/cas/serviceValidate', who: 'anyone', handle: serviceValidate(true) },
  { method: 'GET', path: '/cas/proxyValidate', who: 'anyone', handle: serviceValidate(true) },
  { method: 'GET', path: '/cas/p3/serviceValidate', who: 'anyone', handle: serviceValidate(true) },
  { method: 'GET', path: '/cas/p3/proxyValidate', who: 'anyone', handle: serviceValidate(true) },
  { method: 'GET', path: '/cas/proxy', who: 'anyone', handle: noProxies },
  { method: 'GET', path: '/cas/logout', who: 'anyone', handle: logout },
]
