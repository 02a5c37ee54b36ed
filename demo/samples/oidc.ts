/** ● A relying party of its own on another loopback port: signs in by code and PKCE, shows who came and what was released. */
import type { ServerResponse } from 'node:http'
import * as oidc from 'openid-client'
import type { Bilingual } from '../../src/kernel/bilingual.ts'
import type { Config } from '../../src/platform/config/config.ts'
import { randomToken } from '../../src/platform/random.ts'
import type { System } from '../../src/platform/system.ts'
import { facts } from '../../src/platform/web/fact.ts'
import { linkButton } from '../../src/platform/web/form.ts'
import { html, type Content } from '../../src/platform/web/html.ts'
import { section } from '../../src/platform/web/navigation.ts'
import { codeBlock } from '../../src/platform/web/notice.ts'
import { act, operator } from '../acts.ts'
import { sendPage, sendTo, startService, visitCookie, type SamplePage, type Visited } from './frame.ts'
import { claimWords, words } from './text.ts'
import { readSeed, saveSeed } from '../store.ts'

export const oidcSampleUrl = ({ port }: Pick<Config, 'port'>): string => `http://localhost:${port + 11}`

const scope = 'openid profile email eduperson'

/** Trusts the sample once for each port it is met at, by the operator's use case. */
const clientOf = async (system: System, config: Config): Promise<{ readonly id: string; readonly secret: string }> => {
  const state = await readSeed(system.database.read)
  const id = `sample-${config.port}`
  if (state === null) throw new Error('the sample service comes after the seed')
  if (state.sampleClient?.id === id) return state.sampleClient
  const url = oidcSampleUrl(config)
  const metadata = {
    client_id: id,
    client_name: 'Sample service',
    'client_name#ja': '見本サービス',
    client_uri: url,
    redirect_uris: [`${url}/callback`],
    post_logout_redirect_uris: [`${url}/`],
    scope,
  }
  const trusted = await act<{ client_id: string; client_secret: string }>(
    system,
    'sso.trust-client',
    { metadata, reason: 'デモの見本サービス' },
    operator,
  )
  const client = { id, secret: trusted.client_secret }
  await saveSeed(system.database, { ...state, sampleClient: client }, system.clock.now())
  return client
}

type Visit = {
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  readonly shown: Shown | null
}
type Shown = {
  readonly claims: Readonly<Record<string, unknown>>
  readonly idToken: string
  readonly expiresIn: number | null
}

type Sample = {
  readonly config: Config
  readonly url: string
  readonly provider: () => Promise<oidc.Configuration>
  /** By the secret in the browser's cookie. */
  readonly visits: Map<string, Visit>
}

const cookie = 'sample'

/** Starts the sample; closing it cuts its connections. */
export const startOidcSample = async (system: System, config: Config): Promise<() => Promise<void>> => {
  const sample: Sample = {
    config,
    url: oidcSampleUrl(config),
    provider: providerOf(system, config, await clientOf(system, config)),
    visits: new Map(),
  }
  return startService({
    system,
    url: sample.url,
    host: config.host,
    cookie,
    answer: visited => answer(sample, visited),
  })
}

/** What the provider says of itself, read at the first sign-in. */
const providerOf = (
  system: System,
  config: Config,
  client: { readonly id: string; readonly secret: string },
): Sample['provider'] => {
  let found: oidc.Configuration | null = null
  return async () => {
    found ??= await oidc.discovery(new URL(config.baseUrl), client.id, { client_secret: client.secret }, undefined, {
      execute: [oidc.allowInsecureRequests],
    })
    // The demo's clock may stand in another year than the machine's.
    return Object.assign(found, { [oidc.clockSkew]: Math.round(system.clock.offsetMs() / 1000) })
  }
}

const answer = async (sample: Sample, visited: Visited): Promise<void> => {
  const { address, visit: key, response } = visited
  const visit = sample.visits.get(key)
  if (address.pathname === '/sign-in') await begin(sample, response)
  else if (address.pathname === '/callback' && visit !== undefined) {
    sample.visits.set(key, { ...visit, shown: await redeem(sample, visit, address) })
    sendTo(response, '/')
  } else if (address.pathname === '/sign-out') {
    sample.visits.delete(key)
    await leave(sample, visit, response)
  } else if (address.pathname === '/') sendPage(visited, pageOf(visit?.shown ?? null, sample.config.baseUrl))
  else sendTo(response, '/')
}

/** Sends the browser to the university with a challenge that only this visit can answer (RFC 7636). */
const begin = async ({ provider, url, visits }: Sample, response: ServerResponse): Promise<void> => {
  const begun: Visit = {
    verifier: oidc.randomPKCECodeVerifier(),
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    shown: null,
  }
  const fresh = randomToken()
  visits.set(fresh, begun)
  const to = oidc.buildAuthorizationUrl(await provider(), {
    redirect_uri: `${url}/callback`,
    scope,
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: 'S256',
  })
  sendTo(response, to.href, visitCookie(cookie, fresh))
}

/** The code for tokens, and everything the university tells with them. */
const redeem = async ({ provider }: Sample, visit: Visit, address: URL): Promise<Shown> => {
  const tokens = await oidc.authorizationCodeGrant(await provider(), address, {
    pkceCodeVerifier: visit.verifier,
    expectedState: visit.state,
    expectedNonce: visit.nonce,
  })
  const told = tokens.claims()
  const more = await oidc.fetchUserInfo(await provider(), tokens.access_token, told?.sub ?? '')
  return { claims: { ...told, ...more }, idToken: tokens.id_token ?? '', expiresIn: tokens.expires_in ?? null }
}

/** Signs out here, and asks the university to end its session too (OpenID Connect RP-Initiated Logout 1.0). */
const leave = async ({ provider, url }: Sample, visit: Visit | undefined, response: ServerResponse): Promise<void> => {
  const to = oidc.buildEndSessionUrl(await provider(), {
    post_logout_redirect_uri: `${url}/`,
    ...(visit?.shown == null ? {} : { id_token_hint: visit.shown.idToken }),
  })
  sendTo(response, to.href, visitCookie(cookie, null))
}

const pageOf = (shown: Shown | null, baseUrl: string): SamplePage => ({
  title: words.title,
  lead: shown === null ? words.lead : words.signedIn,
  body:
    shown === null
      ? linkButton({ href: '/sign-in', label: words.signIn, tone: 'primary' })
      : claimsPart(shown, baseUrl),
})

const claimsPart = ({ claims, expiresIn }: Shown, baseUrl: string): Content => html`
  ${section(
    words.who,
    facts([
      { label: words.subject, value: text(claims['sub']) },
      ...(expiresIn === null ? [] : [{ label: words.lifetime, value: String(expiresIn) }]),
    ]),
  )}
  ${section(
    words.released,
    facts(Object.entries(claims).map(([name, value]) => ({ label: labelOf(name), value: text(value) }))),
  )}
  ${section(words.raw, codeBlock(JSON.stringify(claims, null, 2), words.raw))}
  <p>
    ${linkButton({ href: '/sign-out', label: words.signOut, tone: 'primary' })}
    ${linkButton({ href: `${baseUrl}/dev`, label: words.panel })}
  </p>
`

const labelOf = (name: string): Bilingual => {
  const meaning = claimWords[name]
  return meaning === undefined
    ? { ja: name, en: name }
    : { ja: `${meaning.ja}（${name}）`, en: `${meaning.en} (${name})` }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
