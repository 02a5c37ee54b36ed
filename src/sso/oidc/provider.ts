/** ● Configures the OpenID Provider engine: code flow with PKCE, exact redirects, ES256, everything else off until it is built. */
import { Provider, errors, interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { preferredLanguage, type Language } from '../../kernel/bilingual.ts'
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
import { faultOf } from '../../platform/fault.ts'
import { institutionSetting } from '../../platform/settings/own.ts'
import { readSetting } from '../../platform/settings.ts'
import type { System } from '../../platform/system.ts'
import { loadAssets } from '../../platform/web/assets.ts'
import { hidden } from '../../platform/web/field.ts'
import { html } from '../../platform/web/html.ts'
import { page, type Frame } from '../../platform/web/layout.ts'
import { words } from '../text.ts'
import { accountOfGrant, noteSignIn } from '../store/parties.ts'
import { makeAdapter } from './adapter.ts'
import { claimsOf } from './claims.ts'
import { loadKeys } from './keys.ts'
import { recipientOf } from './recipient.ts'

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
    openid: ['sub'],
    ...Object.fromEntries(
      scopesWithClaims.map(scope => [scope, attributesOfScope(scope).flatMap(name => claimNames(name))]),
    ),
  },
  subjectTypes: ['public', 'pairwise'],
  pairwiseIdentifier: (_ctx, subject, client) => pairwise(system, subject, sector(client)),
  responseTypes: ['code'],
  pkce: { required: () => true },
  conformIdTokenClaims: true,
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
  enabledJWA: {
    idTokenSigningAlgValues: ['ES256', 'RS256'],
    clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'],
  },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: ctx => logoutPage(system, ctx),
      postLogoutSuccessSource: async ctx => ctx.redirect('/sign-in'),
    },
    revocation: { enabled: true },
    introspection: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => 'clientId' in token && token.clientId === client.clientId,
    },
    userinfo: { enabled: true },
    claimsParameter: { enabled: true },
    clientCredentials: { enabled: true },
    backchannelLogout: { enabled: false },
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
    names: { session: 'op_session', interaction: 'op_interaction', resume: 'op_resume' },
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
  interactions: { policy: interactionPolicy.base(), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
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

const claimNames = (name: AttributeName): readonly string[] =>
  attributes[name].claim === 'email' ? ['email', 'email_verified'] : [attributes[name].claim]

const sector = (client: { readonly sectorIdentifier?: string | undefined; readonly clientId: string }): string =>
  client.sectorIdentifier ?? `client:${client.clientId}`

const pairwise = async (system: System, subject: string, sector: string): Promise<string> => {
  const personId = await personBySubject(system.database.read, '', subject)
  if (personId === null) throw new errors.InvalidGrant('unknown subject')
  return system.database.transact(tx => subjectOf(tx, system, personId, sector, system.clock.now()))
}

/** The grant under which nothing needs to be asked: by duty, or by a consent that still fits what would be told. */
const existingGrant = async (system: System, ctx: KoaContextWithOIDC) => {
  const { client, session, provider } = ctx.oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const agreement = await agreementWith(system.database.read, recipientOf(client.clientId))
  if (agreement === null) return undefined
  const answered = ctx.oidc.result?.consent?.grantId
  const grantId = answered ?? session.grantIdFor(client.clientId)
  const grant = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  if (grant === undefined || grant.accountId !== session.accountId) return undefined
  if (answered !== undefined) return grant
  const personId = await personBySubject(system.database.read, '', session.accountId)
  if (personId === null) return undefined
  const asked = askedAttributes([...ctx.oidc.requestParamScopes], [...ctx.oidc.requestParamClaims], agreement)
  const content = consentContent(agreement, asked)
  const given = await consentGiven(system.database.read, personId, agreement.recipient)
  const isDue = mustAsk(agreement.mode, content, given, system.clock.now())
  return isDue ? undefined : grant
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

/** Asks before signing out: the engine's form, in our words. */
const logoutPage = async (system: System, ctx: KoaContextWithOIDC): Promise<void> => {
  const secret = ctx.oidc.session?.state?.['secret']
  ctx.body = page({
    ...(await bareFrame(system, preferredLanguage(ctx.get('accept-language')))),
    title: words.signOut.title,
    lead: words.signOut.lead,
    shape: 'narrow',
    body: html`<form method="post" action="/oidc/end_session/confirm">
      ${hidden('xsrf', typeof secret === 'string' ? secret : '')} ${hidden('logout', 'yes')}
      <button class="primary">${words.signOut.submit}</button>
    </form>`,
  })
}

const bareFrame = async ({ database }: System, language: Language): Promise<Frame> => {
  const assets = loadAssets()
  return {
    language,
    institution: await readSetting(database.read, institutionSetting),
    address: '/sign-out',
    assets: { style: assets.style.href, script: assets.script.href },
    who: null,
    navigation: [],
    search: null,
    flash: null,
    banner: null,
  }
}
