/**
 * ● What a small SAML service writes and reads, made of other parts than ours: strings, `xml-crypto` for signatures, xmldom for
 * reading. Nothing of an answer is read but what the signature covers.
 *
 * @source SAML 2.0 Core §3.4.1, §3.7; Bindings §3.4; Profiles §4.1.4.3
 */
import { createSign, verify, X509Certificate } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { DOMParser, XMLSerializer, type Element } from '@xmldom/xmldom'
import { SignedXml } from 'xml-crypto'

const names = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
const signatures = 'http://www.w3.org/2000/09/xmldsig#'
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

export type Spoken = { readonly id: string; readonly issuer: string; readonly to: string; readonly now: Date }

export type SubjectName = { readonly format: string; readonly qualifier: string; readonly value: string }

export type Told = {
  readonly nameId: SubjectName
  readonly sessionIndex: string
  readonly context: string
  readonly authenticatedAt: string
  readonly issuer: string
  readonly attributes: Readonly<Record<string, readonly string[]>>
  readonly xml: string
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const opening = (element: string, { id, issuer, to, now }: Spoken, more = ''): string =>
  `<samlp:${element} ${names} ID="${id}" Version="2.0" IssueInstant="${now.toISOString()}" Destination="${escaped(to)}" ${more}>` +
  `<saml:Issuer>${escaped(issuer)}</saml:Issuer>`

export const authnRequest = (spoken: Spoken, consumer: string): string =>
  `${opening('AuthnRequest', spoken, `AssertionConsumerServiceURL="${escaped(consumer)}"`)}</samlp:AuthnRequest>`

export const logoutRequest = (spoken: Spoken, { nameId, sessionIndex }: Told): string => {
  const qualified = `NameQualifier="${escaped(nameId.qualifier)}" SPNameQualifier="${escaped(spoken.issuer)}"`
  const subject = `<saml:NameID Format="${escaped(nameId.format)}" ${qualified}>${escaped(nameId.value)}</saml:NameID>`
  const session = `<samlp:SessionIndex>${escaped(sessionIndex)}</samlp:SessionIndex>`
  return `${opening('LogoutRequest', spoken)}${subject}${session}</samlp:LogoutRequest>`
}

export const logoutResponse = (spoken: Spoken, inResponseTo: string): string => {
  const status = `<samlp:Status><samlp:StatusCode Value="${success}"/></samlp:Status>`
  return `${opening('LogoutResponse', spoken, `InResponseTo="${escaped(inResponseTo)}"`)}${status}</samlp:LogoutResponse>`
}

/** A message as the query of a redirect, signed (Bindings §3.4.4.1). */
export const redirected = (to: string, kind: 'SAMLRequest' | 'SAMLResponse', xml: string, key: string): string => {
  const octets = [
    `${kind}=${encodeURIComponent(deflateRawSync(Buffer.from(xml)).toString('base64'))}`,
    `SigAlg=${encodeURIComponent(rsaSha256)}`,
  ].join('&')
  const signature = createSign('RSA-SHA256').update(octets).sign(key, 'base64')
  return `${to}?${octets}&Signature=${encodeURIComponent(signature)}`
}

/** A message that came as a query, when this certificate's owner signed it. */
export const readRedirected = (query: string, kind: 'SAMLRequest' | 'SAMLResponse', certificate: string) => {
  const parts = new Map(query.split('&').map(part => [part.slice(0, part.indexOf('=')), part] as const))
  const octets = [kind, 'RelayState', 'SigAlg'].flatMap(name => parts.get(name) ?? []).join('&')
  const value = (name: string): string => new URLSearchParams(query).get(name) ?? ''
  const isOurs =
    value('SigAlg') === rsaSha256 &&
    verify('RSA-SHA256', Buffer.from(octets), certificate, Buffer.from(value('Signature'), 'base64'))
  return isOurs
    ? parsed(inflateRawSync(Buffer.from(value(kind), 'base64'), { maxOutputLength: 100_000 }).toString('utf8'))
    : null
}

const parsed = (xml: string): Element | null => new DOMParser().parseFromString(xml, 'text/xml').documentElement

export const first = (within: Element | null | undefined, name: string): Element | null =>
  within?.getElementsByTagNameNS('*', name)[0] ?? null

const textOf = (within: Element | null | undefined, name: string): string => first(within, name)?.textContent ?? ''
const valueOf = (element: Element | null, name: string): string => element?.getAttribute(name) ?? ''

export const wasSuccess = (root: Element): boolean => valueOf(first(root, 'StatusCode'), 'Value') === success

/** Whether the sender says that somebody else's session could not be ended (Core §3.7.3.2). */
export const wasPartial = (root: Element): boolean =>
  [...root.getElementsByTagNameNS('*', 'StatusCode')].some(each => valueOf(each, 'Value').endsWith(':PartialLogout'))

export const sessionIn = (root: Element): string => textOf(root, 'SessionIndex')
export const idOf = (root: Element): string => valueOf(root, 'ID')

/** What the university says of itself: its name, its addresses, the certificate that its messages are signed with. */
export const readMetadata = (xml: string) => {
  const root = parsed(xml)
  const at = (service: string): string =>
    [...(root?.getElementsByTagNameNS('*', service) ?? [])]
      .find(each => each.getAttribute('Binding') === 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect')
      ?.getAttribute('Location') ?? ''
  const certificate = new X509Certificate(
    Buffer.from(textOf(first(root, 'KeyDescriptor'), 'X509Certificate'), 'base64'),
  )
  return {
    entityId: valueOf(root, 'entityID'),
    signOn: at('SingleSignOnService'),
    logout: at('SingleLogoutService'),
    certificate: certificate.toString(),
  }
}

/** The part of a response that a signature of this certificate covers; null where none does. */
const signedPart = (xml: string, certificate: string): Element | null => {
  const root = parsed(xml)
  const signature = [...(root?.childNodes ?? [])].find(
    each => each.nodeName.endsWith('Signature') && (each as Element).namespaceURI === signatures,
  )
  if (signature === undefined) return null
  const verifier = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null })
  verifier.loadSignature(new XMLSerializer().serializeToString(signature))
  if (!verifier.checkSignature(xml)) return null
  const [covered] = verifier.getSignedReferences()
  return covered === undefined ? null : parsed(covered)
}

export type Expected = {
  readonly issuer: string
  readonly certificate: string
  readonly audience: string
  readonly consumer: string
  readonly now: Date
  /** Requests of ours that nobody has answered yet. */
  readonly open: ReadonlySet<string>
}

/** Who it is, or null: signed by another, for another, too late, or an answer to nothing that was asked. */
export const readResponse = (xml: string, expected: Expected): Told | null => {
  const response = signedPart(xml, expected.certificate)
  if (response === null || !wasSuccess(response)) return null
  const assertion = first(response, 'Assertion')
  const confirmed = first(assertion, 'SubjectConfirmationData')
  const inResponseTo = valueOf(response, 'InResponseTo')
  const fits =
    textOf(assertion, 'Issuer') === expected.issuer &&
    textOf(assertion, 'Audience') === expected.audience &&
    valueOf(response, 'Destination') === expected.consumer &&
    valueOf(confirmed, 'Recipient') === expected.consumer &&
    new Date(valueOf(confirmed, 'NotOnOrAfter')) > expected.now &&
    (inResponseTo === '' || expected.open.has(inResponseTo))
  if (!fits || assertion === null) return null
  const nameId = first(assertion, 'NameID')
  const statement = first(assertion, 'AuthnStatement')
  return {
    nameId: {
      format: valueOf(nameId, 'Format'),
      qualifier: valueOf(nameId, 'NameQualifier'),
      value: nameId?.textContent ?? '',
    },
    sessionIndex: valueOf(statement, 'SessionIndex'),
    context: textOf(assertion, 'AuthnContextClassRef'),
    authenticatedAt: valueOf(statement, 'AuthnInstant'),
    issuer: expected.issuer,
    attributes: Object.fromEntries(
      [...assertion.getElementsByTagNameNS('*', 'Attribute')].map(each => [
        valueOf(each, 'FriendlyName') || valueOf(each, 'Name'),
        [...each.getElementsByTagNameNS('*', 'AttributeValue')].map(value => value.textContent ?? ''),
      ]),
    ),
    xml: new XMLSerializer().serializeToString(assertion),
  }
}
