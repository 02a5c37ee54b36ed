/** ● Configures the OpenID Provider engine: code flow with PKCE, exact redirects, ES256, everything else off until it is built. */
import { Provider, errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { dayOf } from '../../kernel/day.ts'
import { accountById, maySignIn } from '../../accounts/index.ts'
import {
  agreementWith,
  attributes,
  attributesOfScope,
  consentContent,
  consentGiven,
  isAttributeName,
  mustAsk,
  personBySubject,
  releaseTo,
  subjectOf,
  type Agreement,
  type AttributeName,
} from '../../release/index.ts'
import { outsideNames } from '../../authentication/index.ts'
import { faultOf } from '../../platform/fault.ts'
import { cookieName } from '../../platform/http/cookies.ts'
import type { System } from '../../platform/system.ts'
import { accountOfGrant, bindGrant, noteSignIn, type GrantAccount } from '../store/parties.ts'
import { makeAdapter, presence } from './adapter.ts'
import { claimsOf } from './claims.ts'
import { objectionTo } from './client-assertion.ts'
import { loadKeys } from './keys.ts'
import { policyOf } from './policy.ts'
import { pageHeaders } from './page-headers.ts'
import { recipientOf } from './recipient.ts'
import { endingOurSession, logoutPage } from './sign-out.ts'
import { takingPart } from './tell.ts'

const scopesWithClaims = ['profile', 'email', 'eduperson'] as const

/** Attributes that the scopes and the `claims` parameter of a request ask for, as far as the agreement allows. */
export const askedAttributes = (
  scopes: readonly string[],
  claims: readonly string[],
  agreement: Agreement,
): readonly AttributeName[] => {
  const byScope = scopes.flatMap(scope => attributesOfScope(scope))
  const byClaim = Object.entries(attributes)
    .filter(([, attribute]) => claims.includes(attribute.claim))
    .map(([name]) => name)
    .filter(isAttributeName)
  return agreement.attributes.filter(name => byScope.includes(name) || byClaim.includes(name))
}

/** The engine for one system. */
export const makeProvider = async (system: System): Promise<Provider> => {
  const keys = await loadKeys(system)
  const provider = new Provider(system.baseUrl, configuration(system, keys))
  provider.proxy = true // of the headers it then reads, `engine.ts` writes each one
  provider.use(pageHeaders(system))
  provider.use(endingOurSession(system, provider))
  provider.use(takingPart(system))
  provider.on('server_error', (_ctx, error) =>
    system.log.error({ code: error.name, fault: faultOf(error) }, 'the OpenID engine failed'),
  )
  return provider
}

const configuration = (system: System, keys: readonly object[]): Configuration => ({
  adapter: makeAdapter(system),
  jwks: { keys },
  scopes: ['openid', 'offline_access', ...scopesWithClaims],
  claims: {
    openid: ['sub', 'acr', 'amr', 'auth_time'],
    ...Object.fromEntries(
      scopesWithClaims.map(scope => [scope, attributesOfScope(scope).flatMap(name => claimNames(name))]),
    ),
  },
  acrValues: [...new Set(Object.values(outsideNames).flat())],
  subjectTypes: ['public', 'pairwise'],
  pairwiseIdentifier: (_ctx, subject, client) => pairwise(system, subject, sector(client)),
  responseTypes: ['code'],
  pkce: { required: () => true },
  conformIdTokenClaims: true,
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
  assertJwtClientAuthClaimsAndHeader: ({ oidc }) => {
    const assertion = oidc.params?.['client_assertion']
    const objection = objectionTo(typeof assertion === 'string' ? assertion : '', system.baseUrl)
    if (objection !== null) throw new errors.InvalidClientAuth(objection)
  },
  enabledJWA: {
    idTokenSigningAlgValues: ['ES256', 'RS256'],
    clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'],
  },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: ctx => logoutPage(system, ctx),
      postLogoutSuccessSource: async ctx => ctx.redirect('/signed-out'),
    },
    revocation: { enabled: true, allowedPolicy: isOwnToken },
    introspection: { enabled: true, allowedPolicy: isOwnToken },
    userinfo: { enabled: true },
    claimsParameter: { enabled: true },
    clientCredentials: { enabled: true },
    backchannelLogout: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    resourceIndicators: { enabled: false },
  },
  routes: {
    authorization: '/oidc/authorize',
    token: '/oidc/token',
    userinfo: '/oidc/userinfo',
    jwks: '/oidc/jwks',
    end_session: '/oidc/end_session',
    introspection: '/oidc/introspect',
    revocation: '/oidc/revoke',
    pushed_authorization_request: '/oidc/par',
  },
  cookies: {
    keys: [system.vault.fingerprint('sso.cookies', 'v1').toString('base64url')],
    names: {
      session: cookieName('op_session', system.baseUrl.startsWith('https://')),
      interaction: 'op_interaction',
      resume: 'op_resume',
    },
    long: { signed: true, httpOnly: true, sameSite: 'lax', secure: system.baseUrl.startsWith('https://') },
    short: { signed: true, httpOnly: true, sameSite: 'lax', secure: system.baseUrl.startsWith('https://') },
  },
  ttl: {
    AccessToken: 900,
    AuthorizationCode: 60,
    ClientCredentials: 600,
    IdToken: 3600,
    Interaction: 3600,
    Grant: 30 * 86_400,
    RefreshToken: 30 * 86_400,
    Session: 12 * 3600,
  },
  rotateRefreshToken: true,
  issueRefreshToken: async (_ctx, client, code) =>
    client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
  clientBasedCORS: () => false,
  // The engine asks nobody: clients are told of logouts by a job of ours, through platform/outbound.ts.
  fetch: () => Promise.reject(new Error('the engine goes nowhere')),
  interactions: { policy: policyOf(system), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: ctx => existingGrant(system, ctx),
  findAccount: async (ctx, subject, token) => {
    const grantId =
      token !== undefined && 'grantId' in token && typeof token.grantId === 'string'
        ? token.grantId
        : ctx.oidc.entities.Grant?.jti
    return findAccount(system, ctx, subject, grantId)
  },
  renderError: (ctx, out) => renderError(system, ctx, out as { error: string; error_description?: string }),
})

/** A client asks about, and revokes, tokens of its own alone. */
const isOwnToken = async (_ctx: unknown, client: { readonly clientId: string }, token: object): Promise<boolean> =>
  'clientId' in token && token.clientId === client.clientId

const claimNames = (name: AttributeName): readonly string[] =>
  attributes[name].claim === 'email' ? ['email', 'email_verified'] : [attributes[name].claim]

const sector = (client: { readonly sectorIdentifier?: string | undefined; readonly clientId: string }): string =>
  client.sectorIdentifier ?? `client:${client.clientId}`

const pairwise = async (system: System, subject: string, sector: string): Promise<string> => {
  const personId = await personBySubject(system.database.read, '', subject)
  if (personId === null) throw new errors.InvalidGrant('unknown subject')
  return system.database.transact(tx => subjectOf(tx, system, personId, sector, system.clock.now()))
}

type Grant = InstanceType<Provider['Grant']>

/**
 * The grant under which nothing needs to be asked: by duty, or by a consent that still fits what would be told. It is bound to
 * the session that is there now; where the former one has ended, another grant takes its place.
 */
const existingGrant = async (system: System, ctx: KoaContextWithOIDC) => {
  const { client, session, provider } = ctx.oidc
  const present = presence.getStore()
  if (client === undefined || session?.accountId === undefined) return undefined
  const agreement = await agreementWith(system.database.read, recipientOf(client.clientId))
  if (agreement === null || present === undefined || present === null) return undefined
  const answered = ctx.oidc.result?.consent?.grantId
  const grantId = answered ?? session.grantIdFor(client.clientId)
  const found = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  const grant = found?.accountId === session.accountId ? found : undefined
  if (answered !== undefined) return grant
  const asked = askedAttributes([...ctx.oidc.requestParamScopes], [...ctx.oidc.requestParamClaims], agreement)
  const content = consentContent(agreement, asked)
  const given = await consentGiven(system.database.read, present.personId, agreement.recipient)
  if (mustAsk(agreement.mode, content, given, system.clock.now())) return undefined
  return boundGrant(system, grant ?? freshGrant(ctx, session.accountId, client.clientId), {
    ...present,
    clientId: client.clientId,
  })
}

const freshGrant = ({ oidc }: KoaContextWithOIDC, accountId: string, clientId: string): Grant => {
  const grant = new oidc.provider.Grant({ accountId, clientId })
  grant.addOIDCScope([...oidc.requestParamScopes].join(' '))
  grant.addOIDCClaims([...oidc.requestParamClaims])
  return grant
}

/** A grant that says in which session, and as which account, it now stands. */
const boundGrant = async (system: System, grant: Grant, bound: GrantAccount): Promise<Grant> => {
  const grantId = grant.jti ?? (await grant.save())
  const known = await accountOfGrant(system.database.read, grantId)
  if (known?.sessionId !== bound.sessionId)
    await system.database.transact(tx => bindGrant(tx, grantId, bound, system.clock.now()))
  return grant
}

const findAccount = async (system: System, ctx: KoaContextWithOIDC, subject: string, grantId: string | undefined) => {
  const now = system.clock.now()
  const bound = grantId === undefined ? null : await accountOfGrant(system.database.read, grantId)
  if (bound === null) return { accountId: subject, claims: async () => ({ sub: subject }) }
  const account = await accountById(system.database.read, bound.accountId)
  if (account === null || maySignIn(account, dayOf(now)) === 'no') return undefined
  const clientId = ctx.oidc.client?.clientId ?? bound.clientId
  return {
    accountId: subject,
    claims: async (_use: string, scope: string, asked: Readonly<Record<string, unknown>>) => {
      const agreement = await agreementWith(system.database.read, recipientOf(clientId))
      if (agreement === null) return { sub: subject }
      const names = askedAttributes(scope.split(' '), Object.keys(asked), agreement)
      const values = await system.database.transact(async tx => {
        await noteSignIn(tx, clientId, now)
        return releaseTo(tx, { system, account, subjectIds: { publicId: subject }, agreement, asked: names, now })
      })
      return { sub: subject, ...claimsOf(values) }
    },
  }
}

/** Errors that may not be sent to a client are shown by us, by code, without echoing the request. */
const renderError = async (
  system: System,
  ctx: KoaContextWithOIDC,
  { error }: { error: string; error_description?: string },
): Promise<void> => {
  ctx.redirect(`${system.baseUrl}/interaction-error?code=${encodeURIComponent(error.slice(0, 60))}`)
}
