/**
 * ○ Our own metadata: who we are, where we answer, under which keys. It says only what works (SDP-MD04).
 *
 * @source SAML 2.0 Metadata §2; Metadata UI 1.0; Algorithm Support 1.0; Subject Identifier Attributes 1.0; SAML2Int SDP-IDP33
 */
import type { Bilingual } from '../../../kernel/bilingual.ts'
import { certificateInfo } from '../signature.ts'
import { contentCiphers, digestWith, keyTransports, signWith } from '../algorithms.ts'
import { nameIdFormats } from '../response.ts'
import { written } from '../values.ts'
import { element, type Element, type QualifiedName } from '../xml/tree.ts'
import { bindings } from './service-provider.ts'

export type OwnMetadata = {
  readonly id: string
  readonly entityId: string
  readonly baseUrl: string
  readonly scopes: readonly string[]
  readonly institution: Bilingual
  /** DER; the one that signs first, then those published before or after their time. */
  readonly certificates: readonly Buffer[]
  readonly logo: { readonly url: string; readonly width: number; readonly height: number }
  readonly technicalContact: Contact
  readonly securityContact: Contact | null
  readonly errorUrl: string
  /** Assurance certifications and entity categories that we may claim. */
  readonly certifications: readonly string[]
  readonly supportedCategories: readonly string[]
  readonly validUntil: Date
}

export type Contact = { readonly givenName: string; readonly mail: string }

const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol'
const certification = 'urn:oasis:names:tc:SAML:attribute:assurance-certification'
const categorySupport = 'http://macedir.org/entity-category-support'

/** Our EntityDescriptor, unsigned. */
export const ownMetadata = (own: OwnMetadata): Element =>
  element('md:EntityDescriptor', { ID: own.id, entityID: own.entityId, validUntil: written(own.validUntil) }, [
    element('md:Extensions', {}, [
      element('alg:DigestMethod', { Algorithm: digestWith }),
      element('alg:SigningMethod', { Algorithm: signWith.rsa }),
      entityAttributes(own),
    ]),
    identityProvider(own),
    organization(own),
    contact('technical', own.technicalContact, {}),
    own.securityContact === null
      ? null
      : contact('other', own.securityContact, {
          'remd:contactType': 'http://refeds.org/metadata/contactType/security',
        }),
  ])

const entityAttributes = ({ certifications, supportedCategories }: OwnMetadata): Element | null => {
  const all = [
    ...(certifications.length === 0 ? [] : [entityAttribute(certification, certifications)]),
    ...(supportedCategories.length === 0 ? [] : [entityAttribute(categorySupport, supportedCategories)]),
  ]
  return all.length === 0 ? null : element('mdattr:EntityAttributes', {}, all)
}

const entityAttribute = (name: string, values: readonly string[]): Element =>
  element(
    'saml:Attribute',
    { Name: name, NameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri' },
    values.map(value => element('saml:AttributeValue', {}, [value])),
  )

const identityProvider = (own: OwnMetadata): Element =>
  element(
    'md:IDPSSODescriptor',
    { protocolSupportEnumeration: protocol, errorURL: own.errorUrl, WantAuthnRequestsSigned: 'false' },
    [
      element('md:Extensions', {}, [
        ...own.scopes.map(scope => element('shibmd:Scope', { regexp: 'false' }, [scope])),
        uiInfo(own),
      ]),
      ...own.certificates.flatMap(certificate => [
        element('md:KeyDescriptor', { use: 'signing' }, [certificateInfo(certificate)]),
      ]),
      ...own.certificates
        .slice(0, 1)
        .map(certificate =>
          element('md:KeyDescriptor', { use: 'encryption' }, [
            certificateInfo(certificate),
            ...[...Object.keys(contentCiphers), ...Object.keys(keyTransports)].map(Algorithm =>
              element('md:EncryptionMethod', { Algorithm }),
            ),
          ]),
        ),
      service('md:SingleLogoutService', bindings.redirect, `${own.baseUrl}/saml/slo`),
      service('md:SingleLogoutService', bindings.post, `${own.baseUrl}/saml/slo`),
      element('md:NameIDFormat', {}, [nameIdFormats.transient]),
      element('md:NameIDFormat', {}, [nameIdFormats.persistent]),
      service('md:SingleSignOnService', bindings.redirect, `${own.baseUrl}/saml/sso`),
      service('md:SingleSignOnService', bindings.post, `${own.baseUrl}/saml/sso`),
    ],
  )

const service = (name: QualifiedName, Binding: string, Location: string): Element =>
  element(name, { Binding, Location })

const languages = ['ja', 'en'] as const

const uiInfo = ({ institution, logo, baseUrl }: OwnMetadata): Element =>
  element('mdui:UIInfo', {}, [
    ...languages.map(language => element('mdui:DisplayName', { 'xml:lang': language }, [institution[language]])),
    ...languages.map(language => element('mdui:InformationURL', { 'xml:lang': language }, [`${baseUrl}/guide`])),
    element('mdui:Logo', { height: String(logo.height), width: String(logo.width) }, [logo.url]),
  ])

const organization = ({ institution, baseUrl }: OwnMetadata): Element =>
  element('md:Organization', {}, [
    ...languages.map(language => element('md:OrganizationName', { 'xml:lang': language }, [institution[language]])),
    ...languages.map(language =>
      element('md:OrganizationDisplayName', { 'xml:lang': language }, [institution[language]]),
    ),
    ...languages.map(language => element('md:OrganizationURL', { 'xml:lang': language }, [`${baseUrl}/`])),
  ])

const contact = (contactType: string, { givenName, mail }: Contact, more: Readonly<Record<string, string>>): Element =>
  element('md:ContactPerson', { contactType, ...more }, [
    element('md:GivenName', {}, [givenName]),
    element('md:EmailAddress', {}, [`mailto:${mail}`]),
  ])
