/** ● Trusting a SAML service by its metadata. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import {
  consentModes,
  isAttributeName,
  releasedByCategories,
  saveAgreement,
  type AttributeName,
} from '../../release/index.ts'
import { actorLabel } from '../../platform/actor.ts'
import { useCase } from '../../platform/use-case.ts'
import { recipientOf } from '../relying-party.ts'
import { requestedOf } from '../saml/asked-attributes.ts'
import { entityLimits, readXml, type XmlRefusal } from '../saml/xml/read.ts'
import { readServiceProvider, type EntityRefusal, type ServiceProvider } from '../saml/metadata/service-provider.ts'
import { relyingPartyById, saveRelyingParty, type RelyingParty } from '../store/parties.ts'

type Loaded = {
  readonly read: Result<ServiceProvider, EntityRefusal | XmlRefusal>
  readonly known: RelyingParty | null
}

type TrustRefusal =
  | EntityRefusal
  | XmlRefusal
  | { readonly code: 'attribute.unknown'; readonly value: string }
  | { readonly code: 'client.exists' }

type Decided = { readonly service: ServiceProvider; readonly attributes: readonly AttributeName[] }

/**
 * Trusts a SAML service: its metadata is read, and what may be told to it is agreed. Trusted again with new metadata, it is
 * replaced; a relying party of another protocol by the same name is refused.
 */
export const trustSaml = useCase({
  name: 'sso.trust-service',
  title: { ja: 'SAML のサービスを登録する', en: 'Trust a SAML service' },
  input: z.strictObject({
    metadata: z.string().min(1).max(1_000_000),
    /** Absent: what the service's entity categories bring. */
    attributes: z.array(z.string().max(60)).max(60).optional(),
    reason: z.string().min(3).max(500),
    mode: z.enum(consentModes).default('once'),
    purpose: z
      .strictObject({ ja: z.string().max(500), en: z.string().max(500) })
      .default({ ja: '本人の確認', en: 'To know who signs in' }),
  }),
  permit: { roles: ['operator'] },
  load: async (tx, { metadata }, { now, system }): Promise<Loaded> => {
    const xml = readXml(metadata, entityLimits)
    const read = xml.ok ? readServiceProvider(xml.value, { now, loopbackHttp: system.demo }) : xml
    return { read, known: read.ok ? await relyingPartyById(tx, read.value.entityId) : null }
  },
  decide: ({ read, known }, { attributes }): Result<Decided, TrustRefusal> => {
    if (!read.ok) return read
    const service = read.value
    const wished = attributes ?? [...releasedByCategories(service.entityAttributes, requestedOf(service)).keys()]
    const unknown = wished.find(name => !isAttributeName(name))
    if (unknown !== undefined) return refuse({ code: 'attribute.unknown', value: unknown })
    if (known !== null && known.protocol !== 'saml') return refuse({ code: 'client.exists' })
    return accept({ service, attributes: wished.filter(isAttributeName) })
  },
  write: async (tx, { service, attributes }, { now, actor }, { reason, mode, purpose }) => {
    const { entityId: id, name, privacyUrl } = service
    await saveRelyingParty(
      tx,
      { protocol: 'saml', id, name, metadata: service, sealedSecret: null, reason, by: actorLabel(actor) },
      now,
    )
    const recipient = recipientOf({ protocol: 'saml', id })
    await saveAgreement(tx, { recipient, name, attributes, purpose, privacyUrl, mode, until: null }, now)
    return accept({ entityId: id, attributes, encrypts: service.encryptionKeys.length > 0 })
  },
  remembers: (_input, output) => (output === null ? {} : { entity: output.entityId, attributes: output.attributes }),
})
