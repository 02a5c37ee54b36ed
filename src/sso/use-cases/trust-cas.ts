/** ● Trusting a CAS service by its address. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { consentModes, isAttributeName, saveAgreement, type AttributeName } from '../../release/index.ts'
import { actorLabel } from '../../platform/actor.ts'
import { useCase } from '../../platform/use-case.ts'
import { readService } from '../cas/service.ts'
import { recipientOf } from '../relying-party.ts'
import { isAddress } from '../saml/metadata/service-provider.ts'
import { relyingPartyById, saveRelyingParty, type RelyingParty } from '../store/parties.ts'

type TrustRefusal =
  | { readonly code: 'cas.address_refused' }
  | { readonly code: 'attribute.unknown'; readonly value: string }
  | { readonly code: 'client.exists' }

type Loaded = { readonly known: RelyingParty | null; readonly loopbackHttp: boolean }
type Decided = { readonly id: string; readonly attributes: readonly AttributeName[] }

/** The address without what does not belong to a service as a whole: no query, no fragment, no slash at its end. */
const idOf = (address: string): string => {
  const url = readService(address)
  if (url === null) return address
  const segments = url.pathname.split('/')
  const last = segments.findLastIndex(segment => segment !== '')
  return `${url.origin}${segments.slice(0, last + 1).join('/')}`
}

/** Trusts a CAS service: every address below the one given. Trusted again, its name and attributes are replaced. */
export const trustCas = useCase({
  name: 'sso.trust-cas-service',
  title: { ja: 'CAS のサービスを登録する', en: 'Trust a CAS service' },
  input: z.strictObject({
    address: z.string().max(500),
    name: z.strictObject({ ja: z.string().min(1).max(200), en: z.string().min(1).max(200) }),
    attributes: z.array(z.string().max(60)).max(60),
    reason: z.string().min(3).max(500),
    mode: z.enum(consentModes).default('once'),
    purpose: z
      .strictObject({ ja: z.string().max(500), en: z.string().max(500) })
      .default({ ja: '本人の確認', en: 'To know who signs in' }),
  }),
  permit: { roles: ['operator'] },
  load: async (tx, { address }, { system }): Promise<Loaded> => ({
    known: await relyingPartyById(tx, idOf(address)),
    loopbackHttp: system.demo,
  }),
  decide: ({ known, loopbackHttp }, { address, attributes }): Result<Decided, TrustRefusal> => {
    if (readService(address) === null || !isAddress(address, loopbackHttp))
      return refuse({ code: 'cas.address_refused' })
    const unknown = attributes.find(name => !isAttributeName(name))
    if (unknown !== undefined) return refuse({ code: 'attribute.unknown', value: unknown })
    if (known !== null && known.protocol !== 'cas') return refuse({ code: 'client.exists' })
    return accept({ id: idOf(address), attributes: attributes.filter(isAttributeName) })
  },
  write: async (tx, { id, attributes }, { now, actor }, { name, reason, mode, purpose }) => {
    const by = actorLabel(actor)
    await saveRelyingParty(
      tx,
      { protocol: 'cas', id, name, metadata: { address: id }, sealedSecret: null, reason, by },
      now,
    )
    const recipient = recipientOf({ protocol: 'cas', id })
    await saveAgreement(tx, { recipient, name, attributes, purpose, privacyUrl: null, mode, until: null }, now)
    return accept({ service: id, attributes })
  },
  remembers: (_input, output) => (output === null ? {} : { service: output.service, attributes: output.attributes }),
})
