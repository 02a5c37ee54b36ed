/**
 * ○ What we know of a SAML service: read from its metadata, and from nowhere else.
 *
 * @source SAML 2.0 Metadata §2.3, §2.4; Metadata UI 1.0; Entity Attributes 1.0; Algorithm Support 1.0; SAML2Int SDP-MD01
 */
import { X509Certificate, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { accept, refuse, type Result } from '../../../kernel/result.ts'
import type { Bilingual } from '../../../kernel/bilingual.ts'
import { isStrongKey } from '../algorithms.ts'
import { dateTimeOf } from '../values.ts'
import {
  attributeOf,
  booleanOf,
  childNamed,
  childrenNamed,
  isElement,
  isNamed,
  textOf,
  tokenOf,
  type Element,
} from '../xml/tree.ts'

export const bindings = {
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  soap: 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP',
} as const

const endpoint = z.strictObject({ binding: z.string(), location: z.string(), responseLocation: z.string().nullable() })
const indexedEndpoint = endpoint.extend({ index: z.number(), isDefault: z.boolean().nullable() })
const bilingual = z.strictObject({ ja: z.string(), en: z.string() })

/** As stored; what was not understood is not kept. */
export const serviceProvider = z.strictObject({
  entityId: z.string(),
  /** Last instant at which the metadata may be used, ISO 8601; null: none was given. */
  validUntil: z.string().nullable(),
  name: bilingual,
  informationUrl: z.string().nullable(),
  privacyUrl: z.string().nullable(),
  assertionConsumers: z.array(indexedEndpoint),
  singleLogout: z.array(endpoint),
  /** SubjectPublicKeyInfo, base64. Every one is tried. */
  signingKeys: z.array(z.string()),
  encryptionKeys: z.array(z.strictObject({ key: z.string(), methods: z.array(z.string()) })),
  /** When the first of its certificates runs out, ISO 8601; null: it has none. The keys count beyond that (IIP-MD12). */
  certificatesUntil: z.string().nullable(),
  nameIdFormats: z.array(z.string()),
  authnRequestsSigned: z.boolean(),
  wantAssertionsSigned: z.boolean(),
  requested: z.array(
    z.strictObject({
      index: z.number(),
      isDefault: z.boolean().nullable(),
      attributes: z.array(z.strictObject({ name: z.string(), isRequired: z.boolean() })),
    }),
  ),
  /** Entity attributes by name: categories, subject-id requirement, assurance certifications. */
  entityAttributes: z.record(z.string(), z.array(z.string())),
  contacts: z.array(z.strictObject({ kind: z.string(), mail: z.string() })),
})

export type ServiceProvider = z.output<typeof serviceProvider>
export type Endpoint = z.output<typeof endpoint>
export type IndexedEndpoint = z.output<typeof indexedEndpoint>

export type EntityRefusal = {
  readonly code: 'metadata.entity_refused'
  readonly because: EntityFault
  readonly value?: string
}

export type EntityFault =
  | 'not-an-entity'
  | 'no-entity-id'
  | 'no-service-provider'
  | 'no-consumer'
  | 'bad-address'
  | 'bad-key'
  | 'bad-date'
  | 'expired'

const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol'

/**
 * Reads an EntityDescriptor's service provider role.
 *
 * @param loopbackHttp the demo's services may use plain http on loopback
 * @param now metadata that has ended is refused
 */
export const readServiceProvider = (
  entity: Element,
  { now, loopbackHttp }: { readonly now: Date; readonly loopbackHttp: boolean },
): Result<ServiceProvider, EntityRefusal> => {
  if (!isNamed(entity, 'md:EntityDescriptor')) return no('not-an-entity')
  const entityId = attributeOf(entity, 'entityID')?.trim() ?? ''
  if (entityId === '' || entityId.length > 256 || !/^[a-z][a-z0-9+.-]*:/i.test(entityId)) return no('no-entity-id')
  const role = childrenNamed(entity, 'md:SPSSODescriptor').find(found =>
    (attributeOf(found, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(protocol),
  )
  if (role === undefined) return no('no-service-provider', entityId)
  const ends = [attributeOf(entity, 'validUntil'), attributeOf(role, 'validUntil')].filter(text => text !== null)
  const instants = ends.map(dateTimeOf)
  if (instants.includes(null)) return no('bad-date', entityId)
  const validUntil = earliest(instants.filter(instant => instant !== null))
  if (validUntil !== null && validUntil <= now) return no('expired', entityId)
  return endpointsAndKeys({ entity, role, entityId, validUntil, loopbackHttp })
}

type Reading = {
  readonly entity: Element
  readonly role: Element
  readonly entityId: string
  readonly validUntil: Date | null
  readonly loopbackHttp: boolean
}

const endpointsAndKeys = (reading: Reading): Result<ServiceProvider, EntityRefusal> => {
  const { entity, role, entityId, validUntil, loopbackHttp } = reading
  const assertionConsumers = childrenNamed(role, 'md:AssertionConsumerService').flatMap(indexedEndpointOf)
  const singleLogout = childrenNamed(role, 'md:SingleLogoutService').flatMap(endpointOf)
  const addresses = [...assertionConsumers, ...singleLogout].flatMap(({ location, responseLocation }) => [
    location,
    ...(responseLocation === null ? [] : [responseLocation]),
  ])
  const bad = addresses.find(address => !isAddress(address, loopbackHttp))
  if (bad !== undefined) return no('bad-address', bad)
  if (!assertionConsumers.some(({ binding }) => binding === bindings.post)) return no('no-consumer', entityId)
  const keys = childrenNamed(role, 'md:KeyDescriptor').map(keyOf)
  if (keys.includes(null)) return no('bad-key', entityId)
  const usable = keys.filter(key => key !== null)
  return accept({
    entityId,
    validUntil: validUntil?.toISOString() ?? null,
    ...describe(entity, role),
    assertionConsumers,
    singleLogout,
    signingKeys: usable.filter(({ use }) => use !== 'encryption').map(({ key }) => key),
    encryptionKeys: usable
      .filter(({ use, isRsa }) => use !== 'signing' && isRsa)
      .map(({ key, methods }) => ({ key, methods })),
    certificatesUntil: earliest(usable.map(({ until }) => until))?.toISOString() ?? null,
    nameIdFormats: childrenNamed(role, 'md:NameIDFormat').flatMap(found => tokenOf(found) ?? []),
    authnRequestsSigned: booleanOf(role, 'AuthnRequestsSigned') ?? false,
    wantAssertionsSigned: booleanOf(role, 'WantAssertionsSigned') ?? false,
    requested: childrenNamed(role, 'md:AttributeConsumingService').map(requestedOf),
    entityAttributes: entityAttributesOf(entity),
    contacts: childrenNamed(entity, 'md:ContactPerson').flatMap(found => {
      const mail = tokenOf(childNamed(found, 'md:EmailAddress'))
      return mail === null
        ? []
        : [{ kind: attributeOf(found, 'contactType') ?? 'other', mail: mail.replace(/^mailto:/i, '') }]
    }),
  })
}

const endpointOf = (found: Element): readonly Endpoint[] => {
  const [binding, location] = [attributeOf(found, 'Binding'), attributeOf(found, 'Location')]
  if (binding === null || location === null) return []
  return [{ binding, location, responseLocation: attributeOf(found, 'ResponseLocation') }]
}

const indexedEndpointOf = (found: Element): readonly IndexedEndpoint[] =>
  endpointOf(found).map(each => ({ ...each, index: indexOf(found), isDefault: booleanOf(found, 'isDefault') }))

const indexOf = (found: Element): number => {
  const text = attributeOf(found, 'index') ?? ''
  return /^\d{1,5}$/.test(text) ? Number(text) : -1
}

/** An address we may send a browser to: https, without credentials or fragment; in the demo also http on loopback. */
export const isAddress = (address: string, loopbackHttp: boolean): boolean => {
  if (address.length > 1000 || !URL.canParse(address) || address.includes('#')) return false
  const { protocol: scheme, hostname, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  return (
    scheme === 'https:' ||
    (scheme === 'http:' && loopbackHttp && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  )
}

type ReadKey = {
  readonly use: string | null
  readonly key: string
  readonly isRsa: boolean
  readonly until: Date
  readonly methods: readonly string[]
}

/** The contents of a certificate count for nothing but its key (SDP-MD05, IIP-MD12); a weak key is no key. */
const keyOf = (descriptor: Element): (Omit<ReadKey, 'methods'> & { methods: string[] }) | null => {
  const data = childrenNamed(childNamed(descriptor, 'ds:KeyInfo') ?? descriptor, 'ds:X509Data')
  const text = data.map(found => textOf(childNamed(found, 'ds:X509Certificate'))).find(found => found !== null)
  if (text === undefined || text === null) return null
  try {
    const { publicKey, validTo } = new X509Certificate(Buffer.from(text.replace(/\s/g, ''), 'base64'))
    if (!isStrongKey(publicKey)) return null
    return {
      use: attributeOf(descriptor, 'use'),
      key: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      until: new Date(validTo),
      isRsa: publicKey.asymmetricKeyType === 'rsa',
      methods: childrenNamed(descriptor, 'md:EncryptionMethod').flatMap(found => attributeOf(found, 'Algorithm') ?? []),
    }
  } catch {
    return null
  }
}

/** A stored key as the object that verifies and encrypts. */
export const publicKeyOf = (stored: string): KeyObject =>
  createPublicKey({ key: Buffer.from(stored, 'base64'), format: 'der', type: 'spki' })

const requestedOf = (found: Element): ServiceProvider['requested'][number] => ({
  index: indexOf(found),
  isDefault: booleanOf(found, 'isDefault'),
  attributes: childrenNamed(found, 'md:RequestedAttribute').flatMap(asked => {
    const name = attributeOf(asked, 'Name')
    return name === null ? [] : [{ name, isRequired: booleanOf(asked, 'isRequired') ?? false }]
  }),
})

const describe = (
  entity: Element,
  role: Element,
): { readonly name: Bilingual; readonly informationUrl: string | null; readonly privacyUrl: string | null } => {
  const ui = childNamed(childNamed(role, 'md:Extensions'), 'mdui:UIInfo')
  const organisation = childNamed(entity, 'md:Organization')
  const named = [
    ...(ui === null ? [] : childrenNamed(ui, 'mdui:DisplayName')),
    ...(organisation === null ? [] : childrenNamed(organisation, 'md:OrganizationDisplayName')),
  ]
  const fallback = attributeOf(entity, 'entityID') ?? ''
  const name = { ja: inLanguage(named, 'ja'), en: inLanguage(named, 'en') }
  const urlOf = (found: readonly Element[]): string | null => {
    const address = inLanguage(found, 'ja') ?? inLanguage(found, 'en')
    return address !== null && isAddress(address, false) ? address : null
  }
  return {
    name: { ja: name.ja ?? name.en ?? fallback, en: name.en ?? name.ja ?? fallback },
    informationUrl: ui === null ? null : urlOf(childrenNamed(ui, 'mdui:InformationURL')),
    privacyUrl: ui === null ? null : urlOf(childrenNamed(ui, 'mdui:PrivacyStatementURL')),
  }
}

const inLanguage = (found: readonly Element[], language: string): string | null => {
  const said = found.find(each =>
    each.attributes.some(
      ({ prefix, local, value }) => prefix === 'xml' && local === 'lang' && value.startsWith(language),
    ),
  )
  const text = tokenOf(said ?? null)
  return text === null || text === '' ? null : text.slice(0, 256)
}

const entityAttributesOf = (entity: Element): Record<string, string[]> => {
  const holder = childNamed(childNamed(entity, 'md:Extensions'), 'mdattr:EntityAttributes')
  if (holder === null) return {}
  return Object.fromEntries(
    childrenNamed(holder, 'saml:Attribute').flatMap(found => {
      const name = attributeOf(found, 'Name')
      const values = found.children.filter(isElement).flatMap(value => tokenOf(value) ?? [])
      return name === null ? [] : [[name, values] as const]
    }),
  )
}

const earliest = (instants: readonly Date[]): Date | null =>
  instants.reduce<Date | null>((first, instant) => (first === null || instant < first ? instant : first), null)

const no = (because: EntityFault, value?: string): Result<never, EntityRefusal> =>
  refuse({ code: 'metadata.entity_refused', because, ...(value === undefined ? {} : { value }) })
