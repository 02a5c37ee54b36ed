/**
 * ○ An AuthnRequest: what a service asks of a sign-in, checked against what its metadata says and nothing else.
 *
 * @source SAML 2.0 Core §3.2.1, §3.4.1; SAML 2.0 Profiles §4.1.4.1; SAML2Int SDP-IDP02 to IDP08
 */
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { ContextDemand, Comparison } from './context.ts'
import { bindings, type IndexedEndpoint, type ServiceProvider } from './metadata/service-provider.ts'
import { dateTimeOf, isId, skewMs } from './values.ts'
import { attributeOf, booleanOf, childNamed, childrenNamed, isNamed, tokenOf, type Element } from './xml/tree.ts'

export type AuthnRequest = {
  readonly id: string
  readonly consumer: IndexedEndpoint
  readonly forceAuthn: boolean
  readonly isPassive: boolean
  readonly nameIdFormat: string | null
  readonly spNameQualifier: string | null
  readonly context: ContextDemand | null
  readonly attributeSet: number | null
}

export type RequestRefusal = { readonly code: 'saml.request_refused'; readonly because: RequestFault }

export type RequestFault =
  | 'not-an-authn-request'
  | 'version'
  | 'id'
  | 'stale'
  | 'destination'
  | 'consumer'
  | 'issuer'
  | 'subject'
  | 'context'
  | 'malformed'

export type Receiving = {
  readonly now: Date
  /** Our addresses that take AuthnRequests. */
  readonly addresses: readonly string[]
  readonly isSigned: boolean
}

const entityFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity'

/** Reads a request of this service that came to one of our addresses. */
export const readAuthnRequest = (
  root: Element,
  service: ServiceProvider,
  { now, addresses, isSigned }: Receiving,
): Result<AuthnRequest, RequestRefusal> => {
  if (!isNamed(root, 'samlp:AuthnRequest')) return no('not-an-authn-request')
  const envelope = checkEnvelope(root, { now, addresses, isSigned })
  if (!envelope.ok) return envelope
  const issuer = childNamed(root, 'saml:Issuer')
  if (tokenOf(issuer) !== service.entityId || ![null, entityFormat].includes(attributeOf(issuer, 'Format')))
    return no('issuer')
  if (childNamed(root, 'saml:Subject') !== null) return no('subject')
  const consumer = consumerFor(root, service)
  if (consumer === null) return no('consumer')
  const context = contextOf(childNamed(root, 'samlp:RequestedAuthnContext'))
  if (context === 'malformed') return no('context')
  const [forceAuthn, isPassive] = [flagOf(root, 'ForceAuthn'), flagOf(root, 'IsPassive')]
  if (forceAuthn === null || isPassive === null) return no('malformed')
  const policy = childNamed(root, 'samlp:NameIDPolicy')
  const set = attributeOf(root, 'AttributeConsumingServiceIndex')
  return accept({
    id: envelope.value,
    consumer,
    forceAuthn,
    isPassive,
    nameIdFormat: attributeOf(policy, 'Format'),
    spNameQualifier: attributeOf(policy, 'SPNameQualifier'),
    context,
    attributeSet: set !== null && /^\d{1,5}$/.test(set) ? Number(set) : null,
  })
}

/** What every request says of itself: version, id, age, and to whom it was sent. The id, where all is well. */
export const checkEnvelope = (
  root: Element,
  { now, addresses, isSigned }: Receiving,
): Result<string, RequestRefusal> => {
  const id = attributeOf(root, 'ID') ?? ''
  if (attributeOf(root, 'Version') !== '2.0') return no('version')
  if (!isId(id)) return no('id')
  const issued = dateTimeOf(attributeOf(root, 'IssueInstant') ?? '')
  if (issued === null || Math.abs(now.getTime() - issued.getTime()) > skewMs + 60_000) return no('stale')
  const destination = attributeOf(root, 'Destination')
  const isForUs = destination === null ? !isSigned : addresses.includes(destination.trim())
  return isForUs ? accept(id) : no('destination')
}

/**
 * Where the answer goes: only addresses of the metadata, letter by letter; by index, by address, or the default.
 *
 * @source SAML 2.0 Metadata §2.2.3 (the default of several); SDP-IDP06
 */
const consumerFor = (root: Element, service: ServiceProvider): IndexedEndpoint | null => {
  const usable = service.assertionConsumers.filter(({ binding }) => binding === bindings.post)
  const url = attributeOf(root, 'AssertionConsumerServiceURL')
  const index = attributeOf(root, 'AssertionConsumerServiceIndex')
  const binding = attributeOf(root, 'ProtocolBinding')
  if (binding !== null && binding !== bindings.post) return null
  if (index !== null)
    return url !== null || binding !== null ? null : (usable.find(each => String(each.index) === index) ?? null)
  if (url !== null) return usable.find(each => each.location === url) ?? null
  return defaultOf(usable)
}

/** The first marked as default; else the first not marked as none; else the first. */
export const defaultOf = <Indexed extends { readonly isDefault: boolean | null }>(
  all: readonly Indexed[],
): Indexed | null =>
  all.find(each => each.isDefault === true) ?? all.find(each => each.isDefault === null) ?? all[0] ?? null

const comparisons: readonly Comparison[] = ['exact', 'minimum', 'maximum', 'better']

const contextOf = (requested: Element | null): ContextDemand | null | 'malformed' => {
  if (requested === null) return null
  const comparison = comparisons.find(each => each === (attributeOf(requested, 'Comparison') ?? 'exact'))
  const classes = childrenNamed(requested, 'saml:AuthnContextClassRef').map(tokenOf)
  const declarations = childrenNamed(requested, 'saml:AuthnContextDeclRef')
  const named = classes.filter(each => each !== null && each !== '')
  if (comparison === undefined || named.length !== classes.length || named.length + declarations.length === 0)
    return 'malformed'
  return { comparison, classes: named.filter(each => each !== null) }
}

/** An xs:boolean that is false when absent; null when it is neither. */
const flagOf = (root: Element, name: string): boolean | null =>
  attributeOf(root, name) === null ? false : booleanOf(root, name)

const no = (because: RequestFault): Result<never, RequestRefusal> => refuse({ code: 'saml.request_refused', because })
