/** ● Trusting OpenID Connect clients. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { attributesOfScope, consentModes, saveAgreement } from '../../release/index.ts'
import { actorLabel } from '../../platform/actor.ts'
import { randomId, randomToken } from '../../platform/random.ts'
import { useCase } from '../../platform/use-case.ts'
import { secretContext } from '../oidc/adapter.ts'
import { recipientOf } from '../oidc/recipient.ts'
import { checkClient, clientMetadata, type ClientMetadata, type MetadataRefusal } from '../relying-party.ts'
import { insertRelyingParty, relyingPartyById } from '../store/parties.ts'

const trustInput = z.strictObject({
  metadata: clientMetadata,
  reason: z.string().min(3).max(500),
  mode: z.enum(consentModes).default('once'),
  purpose: z
    .strictObject({ ja: z.string().max(500), en: z.string().max(500) })
    .default({ ja: '本人の確認', en: 'To know who signs in' }),
})

type Trusted = ClientMetadata & { readonly client_id: string; readonly client_secret?: string }

/** The attributes that the scopes of a registration may ask for. */
const attributesFor = (metadata: ClientMetadata) => metadata.scope.split(' ').flatMap(scope => attributesOfScope(scope))

/**
 * Trusts an OpenID Connect client. Its scopes are what may be released to it; the secret is answered once and then never again.
 */
export const trustOidc = useCase({
  name: 'sso.trust-client',
  title: { ja: 'OpenID Connect のサービスを登録する', en: 'Trust an OpenID Connect client' },
  input: trustInput,
  permit: { roles: ['operator'] },
  load: async (tx, { metadata }, { system }) => ({
    isKnown: metadata.client_id !== undefined && (await relyingPartyById(tx, metadata.client_id)) !== null,
    loopbackHttp: system.demo,
  }),
  decide: (
    { isKnown, loopbackHttp },
    { metadata },
  ): Result<ClientMetadata, MetadataRefusal | { readonly code: 'client.exists' }> =>
    isKnown ? refuse({ code: 'client.exists' }) : checkClient(metadata, loopbackHttp),
  write: async (
    tx,
    metadata,
    { now, actor, system },
    { reason, mode, purpose },
  ): Promise<Result<Trusted, { readonly code: 'client.exists' }>> => {
    const id = metadata.client_id ?? randomId()
    const hasSecret = metadata.token_endpoint_auth_method.startsWith('client_secret')
    const secret = hasSecret ? randomToken() : null
    const sealedSecret = secret === null ? null : system.vault.seal(Buffer.from(secret), secretContext(id))
    const name = { ja: metadata['client_name#ja'] ?? metadata.client_name, en: metadata.client_name }
    const stored = await insertRelyingParty(
      tx,
      { protocol: 'oidc', id, name, metadata, sealedSecret, reason, by: actorLabel(actor) },
      now,
    )
    if (stored === 0) return refuse({ code: 'client.exists' })
    await saveAgreement(
      tx,
      {
        recipient: recipientOf(id),
        name,
        attributes: attributesFor(metadata),
        purpose,
        privacyUrl: metadata.policy_uri ?? null,
        mode,
        until: null,
      },
      now,
    )
    return accept({ ...metadata, client_id: id, ...(secret === null ? {} : { client_secret: secret }) })
  },
  remembers: (_input, output) => (output === null ? {} : { client: output.client_id }),
})
