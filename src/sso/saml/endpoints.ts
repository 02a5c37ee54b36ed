/** ● The addresses of our SAML identity provider. */
import { createHash } from 'node:crypto'
import { stricterOf } from '../../authentication/index.ts'
import { agreementWith, type AttributeName } from '../../release/index.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { recipientOf } from '../relying-party.ts'
import { beginSignOn, keepSignOn, type Protocols } from '../sign-on/interaction.ts'
import { trustedEntity } from '../store/parties.ts'
import { classDemanded } from './context.ts'
import { ourKeys } from './keys.ts'
import { believed, fromPost, fromRedirect, type Received } from './message.ts'
import { bindings, publicKeyOf, type ServiceProvider } from './metadata/service-provider.ts'
import { ownMetadata } from './metadata/own.ts'
import { problemPage } from './pages.ts'
import { askedOf } from './asked-attributes.ts'
import { defaultOf, readAuthnRequest } from './request.ts'
import {
  categoriesSetting,
  certificationsSetting,
  contactSetting,
  ourEntityId,
  securityContactSetting,
} from './settings.ts'
import { readSetting } from '../../platform/settings.ts'
import { institution, scopeOf } from './who-we-are.ts'
import { signed } from './signature.ts'
import { canonical } from './xml/canonical.ts'

/** The addresses as we publish them, then as a Shibboleth identity provider has them, so that old metadata keeps working. */
export const paths = {
  sso: {
    redirect: ['/saml/sso', '/idp/profile/SAML2/Redirect/SSO'],
    post: ['/saml/sso', '/idp/profile/SAML2/POST/SSO'],
  },
  metadata: ['/saml/metadata', '/idp/shibboleth'],
  unsolicited: ['/saml/unsolicited', '/idp/profile/SAML2/Unsolicited/SSO'],
} as const

const ssoAddresses = ({ baseUrl }: { readonly baseUrl: string }): readonly string[] =>
  [...paths.sso.redirect, ...paths.sso.post].map(path => `${baseUrl}${path}`)

const rawQuery = ({ path }: Request): string => {
  const at = path.indexOf('?')
  return at < 0 ? '' : path.slice(at + 1)
}

const byRedirect =
  (protocols: Protocols) =>
  async (request: Request): Promise<Reply> => {
    const received = fromRedirect(rawQuery(request), 'SAMLRequest')
    return received.ok ? take(protocols, request, received.value) : problemPage(received.refusal.because)
  }

const byPost =
  (protocols: Protocols) =>
  async (request: Request): Promise<Reply> => {
    const received = fromPost(request.many, 'SAMLRequest')
    return received.ok ? take(protocols, request, received.value) : problemPage(received.refusal.because)
  }

/** A request out of its binding: believed, understood, and on its way. */
const take = async (protocols: Protocols, request: Request, received: Received): Promise<Reply> => {
  const entity = await trustedEntity(request.db, received.issuer)
  if (entity === null) return problemPage('service_unknown')
  const { service, minimum } = entity
  if (isOver(service, request.now)) return problemPage('metadata_expired')
  const message = believed(received, {
    keys: service.signingKeys.map(publicKeyOf),
    demanded: service.authnRequestsSigned,
  })
  if (!message.ok) return problemPage(message.refusal.because)
  const { root, isSigned } = message.value
  const read = readAuthnRequest(root, service, {
    now: request.now,
    addresses: ssoAddresses(request.system),
    isSigned,
  })
  if (!read.ok) return problemPage(read.refusal.because)
  const asked = {
    protocol: 'saml' as const,
    partyId: service.entityId,
    attributes: await askedAttributes(request, service, read.value.attributeSet),
    fresh: read.value.forceAuthn,
    minimum: stricterOf(classDemanded(read.value.context), minimum),
    passive: read.value.isPassive,
    request: read.value,
    relayState: received.relayState,
  }
  // A form that another site posted comes without our cookies: the page it is sent on to sees them.
  return received.binding === 'post' ? keepSignOn(request, asked) : beginSignOn(protocols, request, asked)
}

const isOver = ({ validUntil }: ServiceProvider, now: Date): boolean =>
  validUntil !== null && new Date(validUntil) <= now

const askedAttributes = async (
  request: Request,
  service: ServiceProvider,
  index: number | null,
): Promise<readonly AttributeName[]> => {
  const agreement = await agreementWith(request.db, recipientOf({ protocol: 'saml', id: service.entityId }))
  return [...askedOf(service, agreement?.attributes ?? [], index).keys()]
}

/** A sign-in that a link of ours begins: the service is sent an answer that it did not ask for. */
const unsolicited =
  (protocols: Protocols) =>
  async (request: Request): Promise<Reply> => {
    const { providerId = '', shire, target } = request.query
    const entity = await trustedEntity(request.db, providerId)
    if (entity === null) return problemPage('service_unknown')
    const { service, minimum } = entity
    const usable = service.assertionConsumers.filter(({ binding }) => binding === bindings.post)
    const consumer =
      shire === undefined ? defaultOf(usable) : (usable.find(({ location }) => location === shire) ?? null)
    if (consumer === null) return problemPage('consumer')
    return beginSignOn(protocols, request, {
      protocol: 'saml',
      partyId: service.entityId,
      attributes: await askedAttributes(request, service, null),
      fresh: false,
      minimum,
      passive: false,
      request: {
        id: null,
        consumer,
        forceAuthn: false,
        isPassive: false,
        nameIdFormat: null,
        spNameQualifier: null,
        context: null,
        attributeSet: null,
      },
      relayState: target === undefined ? null : target.slice(0, 2000),
    })
  }

/** Our metadata is good for so long; services read it again much sooner. */
const validForMs = 14 * 86_400_000

const metadata = async (request: Request): Promise<Reply> => {
  const { system, db, now } = request
  const { signing, certificates } = await ourKeys(system)
  const host = new URL(system.baseUrl).hostname
  const contact = (await readSetting(db, contactSetting)) ?? { givenName: 'Support', mail: `support@${host}` }
  const own = ownMetadata({
    id: `_${createHash('sha256').update(`${system.baseUrl}|${now.getTime()}`).digest('hex').slice(0, 40)}`,
    entityId: await ourEntityId(db, system),
    baseUrl: system.baseUrl,
    scopes: [await scopeOf(request)],
    institution: await institution(request),
    certificates,
    logo: { url: `${system.baseUrl}/assets/logo.svg`, width: 80, height: 80 },
    technicalContact: contact,
    securityContact: await readSetting(db, securityContactSetting),
    errorUrl: `${system.baseUrl}/saml/error`,
    certifications: await readSetting(db, certificationsSetting),
    supportedCategories: await readSetting(db, categoriesSetting),
    validUntil: new Date(now.getTime() + validForMs),
  })
  return {
    kind: 'text',
    mediaType: 'application/samlmetadata+xml; charset=utf-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${canonical(signed(own, signing))}`,
  }
}

/** Where services send people whom they cannot let in (SDP-MD12). */
const errorPage = async (request: Request): Promise<Reply> =>
  problemPage(/^[A-Za-z_-]{1,60}$/.exec(request.query['errorurl_code'] ?? '')?.[0] ?? 'service_error')

export const samlRoutes = (protocols: Protocols): readonly Route[] => [
  ...paths.metadata.map((path): Route => ({ method: 'GET', path, who: 'anyone', handle: metadata })),
  ...paths.sso.redirect.map((path): Route => ({ method: 'GET', path, who: 'anyone', handle: byRedirect(protocols) })),
  ...paths.sso.post.map((path): Route => ({
    method: 'POST',
    path,
    who: 'anyone',
    endpoint: true,
    bodyLimit: 200_000,
    handle: byPost(protocols),
  })),
  ...paths.unsolicited.map((path): Route => ({ method: 'GET', path, who: 'anyone', handle: unsolicited(protocols) })),
  { method: 'GET', path: '/saml/error', who: 'anyone', handle: errorPage },
]
