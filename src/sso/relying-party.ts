/**
 * ○ Whom we trust to ask who somebody is. Client metadata after RFC 7591 §2, cut down to what we promise: the code flow with
 * PKCE, exact redirect addresses, a secret or a key.
 */
import { z } from 'zod'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { LocalClass } from '../authentication/index.ts'
import type { ServiceProvider } from './saml/metadata/service-provider.ts'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

const url = z
  .string()
  .max(1000)
  .refine(text => URL.canParse(text), { message: 'not_a_url' })

/** Unknown members are refused: metadata that nobody understood is no metadata that somebody approved. */
export const clientMetadata = z.strictObject({
  client_id: z
    .string()
    .regex(/^[\w.~:/-]{1,200}$/)
    .optional(),
  client_name: z.string().min(1).max(200),
  'client_name#ja': z.string().min(1).max(200).optional(),
  client_uri: url.optional(),
  policy_uri: url.optional(),
  tos_uri: url.optional(),
  logo_uri: url.optional(),
  contacts: z.array(z.string().max(254)).max(10).optional(),
  application_type: z.enum(['web', 'native']).default('web'),
  redirect_uris: z.array(url).max(20).default([]),
  post_logout_redirect_uris: z.array(url).max(20).default([]),
  grant_types: z
    .array(z.enum(['authorization_code', 'refresh_token', 'client_credentials']))
    .default(['authorization_code']),
  response_types: z.array(z.literal('code')).default(['code']),
  token_endpoint_auth_method: z
    .enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'])
    .default('client_secret_basic'),
  id_token_signed_response_alg: z.enum(['ES256', 'RS256']).default('ES256'),
  subject_type: z.enum(['public', 'pairwise']).default('pairwise'),
  scope: z.string().max(300).default('openid'),
  jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())).max(10) }).optional(),
  default_max_age: z.number().int().min(0).optional(),
  require_auth_time: z.boolean().optional(),
  backchannel_logout_uri: url.optional(),
  backchannel_logout_session_required: z.boolean().optional(),
})

export type ClientMetadata = z.output<typeof clientMetadata>

export type MetadataRefusal = {
  readonly code:
    | 'client.redirect_missing'
    | 'client.redirect_insecure'
    | 'client.redirect_fragment'
    | 'client.redirect_scheme'
    | 'client.key_missing'
    | 'client.scope_unknown'
    | 'client.sector_ambiguous'
  readonly value?: string
}

export const knownScopes = ['openid', 'profile', 'email', 'eduperson', 'offline_access'] as const

/**
 * Whether we may trust a client so described.
 *
 * @param loopbackHttp the demo's relying parties may use plain http on loopback
 * @source RFC 9700 §2.1 and §4.1 (exact redirects, no fragment); RFC 8252 §7 (native applications)
 */
export const checkClient = (
  metadata: ClientMetadata,
  loopbackHttp: boolean,
): Result<ClientMetadata, MetadataRefusal> => {
  const usesCode = metadata.grant_types.includes('authorization_code')
  if (usesCode && metadata.redirect_uris.length === 0) return refuse({ code: 'client.redirect_missing' })
  const told = metadata.backchannel_logout_uri
  if (told !== undefined) {
    const refused = checkAddress(told, 'web', loopbackHttp)
    if (refused !== null) return refuse({ code: refused, value: told })
  }
  for (const value of [...metadata.redirect_uris, ...metadata.post_logout_redirect_uris]) {
    const refused = checkAddress(value, metadata.application_type, loopbackHttp)
    if (refused !== null) return refuse({ code: refused, value })
  }
  const unknown = metadata.scope.split(' ').find(scope => !(knownScopes as readonly string[]).includes(scope))
  if (unknown !== undefined) return refuse({ code: 'client.scope_unknown', value: unknown })
  if (metadata.token_endpoint_auth_method === 'private_key_jwt' && (metadata.jwks?.keys.length ?? 0) === 0)
    return refuse({ code: 'client.key_missing' })
  const hosts = new Set(metadata.redirect_uris.map(value => new URL(value).host))
  if (metadata.subject_type === 'pairwise' && hosts.size > 1) return refuse({ code: 'client.sector_ambiguous' })
  return accept(metadata)
}

const checkAddress = (value: string, kind: 'web' | 'native', loopbackHttp: boolean): MetadataRefusal['code'] | null => {
  const address = new URL(value)
  if (value.includes('#')) return 'client.redirect_fragment'
  if (address.protocol === 'https:')
    return address.username === '' && address.password === '' ? null : 'client.redirect_scheme'
  const isLoopback = loopbackHosts.has(address.hostname)
  if (address.protocol === 'http:')
    return isLoopback && (loopbackHttp || kind === 'native') ? null : 'client.redirect_insecure'
  return kind === 'native' && /^[a-z][a-z0-9+-]*\.[a-z0-9.+-]+:$/.test(address.protocol)
    ? null
    : 'client.redirect_scheme'
}

/** A CAS service: every address that begins with this one (whole path segments) is it. */
export type CasService = { readonly address: string }

export type PartyMetadata =
  | { readonly protocol: 'oidc'; readonly metadata: ClientMetadata }
  | { readonly protocol: 'saml'; readonly metadata: ServiceProvider }
  | { readonly protocol: 'cas'; readonly metadata: CasService }

/** What a service's people may be required to sign in with, whatever the service asks. */
export const minimumClasses = ['mfa-mail', 'mfa', 'mfa-pr'] as const satisfies readonly LocalClass[]
export type MinimumClass = (typeof minimumClasses)[number]

/** How a relying party is named as a recipient of attributes. */
export const recipientOf = ({
  protocol,
  id,
}: {
  readonly protocol: PartyMetadata['protocol']
  readonly id: string
}): string => `${protocol}:${id}`

export type RelyingPartyState = 'trusted' | 'distrusted'

export const relyingPartyMachine = { trusted: { distrust: 'distrusted' }, distrusted: { trust: 'trusted' } } as const
