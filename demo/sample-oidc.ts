/** ● A relying party of its own on another loopback port: signs in by code and PKCE, shows who came and what was released. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import * as oidc from 'openid-client'
import { preferredLanguage, type Bilingual, type Language } from '../src/kernel/bilingual.ts'
import type { Config } from '../src/platform/config.ts'
import { randomToken } from '../src/platform/random.ts'
import type { System } from '../src/platform/system.ts'
import { loadAssets } from '../src/platform/web/assets.ts'
import { facts } from '../src/platform/web/fact.ts'
import { linkButton } from '../src/platform/web/form.ts'
import { html, type Content } from '../src/platform/web/html.ts'
import { page } from '../src/platform/web/layout.ts'
import { section } from '../src/platform/web/navigation.ts'
import { codeBlock } from '../src/platform/web/notice.ts'
import { act, operator } from './acts.ts'
import { claimWords, words } from './sample-text.ts'
import { readSeed, saveSeed } from './store.ts'

export const sampleUrl = ({ port }: Pick<Config, 'port'>): string => `http://localhost:${port + 11}`

const scope = 'openid profile email eduperson'

/** Trusts the sample once for each port it is met at, by the operator's use case. */
const clientOf = async (system: System, config: Config): Promise<{ readonly id: string; readonly secret: string }> => {
  const state = await readSeed(system.database.read)
  const id = `sample-${config.port}`
  if (state === null) throw new Error('the sample service comes after the seed')
  if (state.sampleClient?.id === id) return state.sampleClient
  const url = sampleUrl(config)
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

/** Starts the sample; closing it cuts its connections. */
export const startSample = async (system: System, config: Config): Promise<() => Promise<void>> => {
  const client = await clientOf(system, config)
  const url = sampleUrl(config)
  const visits = new Map<string, Visit>()
  let found: oidc.Configuration | null = null
  const provider = async (): Promise<oidc.Configuration> => {
    // The demo's clock may stand in another year than the machine's.
    const skew = { [oidc.clockSkew]: Math.round(system.clock.offsetMs() / 1000) }
    found ??= await oidc.discovery(new URL(config.baseUrl), client.id, { client_secret: client.secret }, undefined, {
      execute: [oidc.allowInsecureRequests],
    })
    return Object.assign(found, skew)
  }
  const assets = loadAssets()
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = new URL(request.url ?? '/', url)
    const asset = Object.values(assets).find(({ href }) => href === address.pathname)
    if (asset !== undefined) {
      response.writeHead(200, { 'content-type': asset.type }).end(Buffer.from(asset.body))
      return
    }
    const key = /(?:^|; )sample=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    const visit = visits.get(key)
    if (address.pathname === '/sign-in') {
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
      response
        .writeHead(303, { location: to.href, 'set-cookie': `sample=${fresh}; Path=/; HttpOnly; SameSite=Lax` })
        .end()
      return
    }
    if (address.pathname === '/callback' && visit !== undefined) {
      const tokens = await oidc.authorizationCodeGrant(await provider(), address, {
        pkceCodeVerifier: visit.verifier,
        expectedState: visit.state,
        expectedNonce: visit.nonce,
      })
      const told = tokens.claims()
      const more = await oidc.fetchUserInfo(await provider(), tokens.access_token, told?.sub ?? '')
      visits.set(key, {
        ...visit,
        shown: { claims: { ...told, ...more }, idToken: tokens.id_token ?? '', expiresIn: tokens.expires_in ?? null },
      })
      response.writeHead(303, { location: '/' }).end()
      return
    }
    if (address.pathname === '/sign-out') {
      visits.delete(key)
      const to = oidc.buildEndSessionUrl(await provider(), {
        post_logout_redirect_uri: `${url}/`,
        ...(visit?.shown == null ? {} : { id_token_hint: visit.shown.idToken }),
      })
      response.writeHead(303, { location: to.href, 'set-cookie': 'sample=; Path=/; Max-Age=0' }).end()
      return
    }
    if (address.pathname !== '/') {
      response.writeHead(303, { location: '/' }).end()
      return
    }
    send(response, 200, pageOf(languageOf(address, request), visit?.shown ?? null, assets, config.baseUrl))
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      system.log.warn({ fault: error instanceof Error ? error.name : 'unknown' }, 'the sample service could not answer')
      if (!response.headersSent) response.writeHead(303, { location: '/?failed' })
      response.end()
    })
  })
  await listening(server, config)
  return () =>
    new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
}

const listening = (server: Server, { host, port }: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port + 11, host, resolve)
  })

const send = (response: ServerResponse, status: number, body: string): void => {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    })
    .end(body)
}

const languageOf = (address: URL, request: IncomingMessage): Language => {
  const asked = address.searchParams.get('lang')
  return asked === 'ja' || asked === 'en' ? asked : preferredLanguage(request.headers['accept-language'])
}

const pageOf = (
  language: Language,
  shown: Shown | null,
  assets: ReturnType<typeof loadAssets>,
  baseUrl: string,
): string =>
  page({
    language,
    institution: words.service,
    address: '/',
    assets: { style: assets.style.href, script: assets.script.href },
    who: null,
    navigation: [],
    search: null,
    flash: null,
    banner: null,
    title: words.title,
    lead: shown === null ? words.lead : words.signedIn,
    shape: 'member',
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
