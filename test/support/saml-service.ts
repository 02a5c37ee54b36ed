/**
 * A SAML service for tests, made of other parts than ours: strings, `xml-crypto` for signatures, xmldom for reading, and `openssl`'s
 * view of keys by node:crypto. What it sends can be wrong in any way a test wants.
 */
import {
  constants,
  createDecipheriv,
  createSign,
  generateKeyPairSync,
  privateDecrypt,
  X509Certificate,
} from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { DOMParser, XMLSerializer, type Node } from '@xmldom/xmldom'
import { SignedXml } from 'xml-crypto'
import { certificateFor } from './certificate.ts'

export type SamlService = {
  readonly entityId: string
  readonly consumer: string
  readonly logout: string
  readonly privateKey: string
  readonly certificate: string
  readonly metadata: string
}

type Wishes = {
  readonly signsRequests?: boolean
  readonly wantsAssertionsSigned?: boolean
  readonly encrypts?: boolean
  /** Inside the role descriptor's Extensions, or the entity's. */
  readonly entityExtensions?: string
  readonly nameIdFormats?: readonly string[]
}

const bare = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '')

/** A service with a key of its own. */
export const samlService = async (host: string, wishes: Wishes = {}): Promise<SamlService> => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const certificate = await certificateFor(privateKey, host)
  const at = `https://${host}`
  const key = (use: string): string =>
    `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${bare(certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`
  const metadata = `<?xml version="1.0"?>
<!-- as a service's own software writes it -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${at}/sp">
  <md:Extensions>${wishes.entityExtensions ?? ''}</md:Extensions>
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" AuthnRequestsSigned="${wishes.signsRequests === true}" WantAssertionsSigned="${wishes.wantsAssertionsSigned === true}">
    ${key('signing')}${wishes.encrypts === false ? '' : key('encryption')}
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${at}/slo"/>
    ${(wishes.nameIdFormats ?? []).map(each => `<md:NameIDFormat>${each}</md:NameIDFormat>`).join('')}
    <md:AssertionConsumerService index="0" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${at}/acs"/>
    <md:AssertionConsumerService index="1" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${at}/acs2" isDefault="true"/>
    <md:AssertionConsumerService index="2" Binding="urn:oasis:names:tc:SAML:2.0:bindings:PAOS" Location="${at}/ecp"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>`
  return { entityId: `${at}/sp`, consumer: `${at}/acs`, logout: `${at}/slo`, privateKey: pem, certificate, metadata }
}

export type RequestParts = {
  readonly id?: string
  readonly attributes?: string
  readonly inside?: string
  readonly destination?: string | null
  readonly issueInstant?: Date
  readonly issuer?: string
}

const asText = (node: Node): string => new XMLSerializer().serializeToString(node)

let count = 0

/** An AuthnRequest as text. */
export const authnRequest = (service: SamlService, parts: RequestParts = {}): string => {
  const { id = `_request${(count += 1)}`, attributes = '', inside = '', issuer = service.entityId } = parts
  const { destination = 'https://id.example.ac.jp/saml/sso', issueInstant = new Date() } = parts
  const to = destination === null ? '' : ` Destination="${destination}"`
  return `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${issueInstant.toISOString()}"${to} ${attributes}><saml:Issuer>${issuer}</saml:Issuer>${inside}</samlp:AuthnRequest>`
}

/** The query of a Redirect; signed when a key is given. */
export const redirectQuery = (
  xml: string,
  {
    relayState,
    key,
    kind = 'SAMLRequest',
  }: { readonly relayState?: string; readonly key?: string; readonly kind?: string } = {},
): string => {
  const part = (name: string, value: string): string => `${name}=${encodeURIComponent(value)}`
  const pieces = [
    part(kind, deflateRawSync(Buffer.from(xml)).toString('base64')),
    ...(relayState === undefined ? [] : [part('RelayState', relayState)]),
  ]
  if (key === undefined) return pieces.join('&')
  const octets = [...pieces, part('SigAlg', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')].join('&')
  return `${octets}&${part('Signature', createSign('RSA-SHA256').update(octets).sign(key, 'base64'))}`
}

/** A message signed inside its XML, as the POST binding carries it. */
export const signedXml = (xml: string, key: string, place: 'after-issuer' | 'first' = 'after-issuer'): string => {
  const signer = new SignedXml({
    privateKey: key,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  })
  signer.addReference({
    xpath: '/*',
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  })
  const location =
    place === 'first'
      ? ({ reference: '/*', action: 'prepend' } as const)
      : ({ reference: "/*/*[local-name()='Issuer']", action: 'after' } as const)
  signer.computeSignature(xml, { location })
  return signer.getSignedXml()
}

export type Posted = { readonly to: string; readonly xml: string; readonly relayState: string | null }

/** The form that our page holds for the service. */
export const postedBy = (page: string): Posted => {
  const field = (name: string): string | null => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? null
  const to = /<form method="post" action="([^"]+)" data-onward/.exec(page)?.[1] ?? ''
  return {
    to: to.replaceAll('&amp;', '&'),
    xml: Buffer.from(field('SAMLResponse') ?? '', 'base64').toString('utf8'),
    relayState: field('RelayState')?.replaceAll('&amp;', '&') ?? null,
  }
}

/** The attribute of the first element of this name. */
export const valueOf = (xml: string, element: string, attribute: string): string | null => {
  const found = new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagNameNS('*', element)[0]
  return found?.getAttribute(attribute) ?? null
}

export const textIn = (xml: string, element: string): readonly string[] =>
  [...new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagNameNS('*', element)].map(
    each => each.textContent ?? '',
  )

/** Attribute values by friendly name. */
export const attributesIn = (xml: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    [...new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagNameNS('*', 'Attribute')].map(each => [
      each.getAttribute('FriendlyName') ?? '',
      [...each.getElementsByTagNameNS('*', 'AttributeValue')].map(value => value.textContent ?? ''),
    ]),
  )

/** Whether `xml-crypto` finds a good signature of this certificate over the root. */
export const isSignedBy = (xml: string, certificate: string): boolean => {
  const document = new DOMParser().parseFromString(xml, 'text/xml')
  const signature = [...document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature')].find(
    each => each.parentNode === document.documentElement,
  )
  if (signature === undefined) return false
  const verifier = new SignedXml({ publicCert: certificate })
  verifier.loadSignature(asText(signature))
  try {
    return verifier.checkSignature(xml)
  } catch {
    return false
  }
}

/** The assertion of a response, decrypted where it is encrypted. */
export const assertionOf = (xml: string, service: SamlService): string => {
  const document = new DOMParser().parseFromString(xml, 'text/xml')
  const plain = document.getElementsByTagNameNS('*', 'Assertion')[0]
  if (plain !== undefined) return asText(plain)
  const [wrapped = '', sealed = ''] = textIn(xml, 'CipherValue')
  const key = privateDecrypt(
    { key: service.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    Buffer.from(wrapped, 'base64'),
  )
  const octets = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, octets.subarray(0, 12))
  decipher.setAuthTag(octets.subarray(-16))
  return Buffer.concat([decipher.update(octets.subarray(12, -16)), decipher.final()]).toString('utf8')
}

/** Our signing certificate, out of our metadata. */
export const certificateIn = (metadata: string): string =>
  new X509Certificate(Buffer.from(textIn(metadata, 'X509Certificate')[0] ?? '', 'base64')).toString()
