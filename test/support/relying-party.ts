/** Services that ask who somebody is: trusted for a test, on their way through the code flow, and at the token endpoint. */
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import type { Context } from '../../src/platform/use-case.ts'
import { perform } from '../../src/platform/use-case.ts'
import { trustOidc } from '../../src/sso/use-cases/trust-oidc.ts'
import type { World } from './accounts-world.ts'
import { password } from './members.ts'
import type { Browser, Page, Website } from './web.ts'

export const issuer = 'https://id.example.ac.jp'

export type Client = { readonly id: string; readonly secret: string; readonly redirect: string }

export const operator = (world: World): Context => ({
  ...world.as({ kind: 'operator', name: 'test' }, new Date().toISOString().slice(0, 10)),
  now: world.system.clock.now(),
})

/** Trusts a service at `NAME.example.ac.jp`, told by duty unless its metadata or mode say otherwise. */
export const trust = async (
  world: World,
  name: string,
  { mode = 'duty', ...changes }: Readonly<Record<string, unknown>> = {},
): Promise<Client> => {
  const redirect = `https://${name}.example.ac.jp/callback`
  const metadata = { client_name: name, redirect_uris: [redirect], scope: 'openid profile email eduperson', ...changes }
  const trusted = await perform(trustOidc, { metadata, reason: 'a test', mode }, operator(world))
  assert.ok(trusted.ok, JSON.stringify(trusted))
  return { id: trusted.value.client_id, secret: trusted.value.client_secret ?? '', redirect }
}

/** One request for a sign-in, with the verifier that only its client knows. */
export type Flow = {
  readonly client: Client
  readonly verifier: string
  readonly parameters: Readonly<Record<string, string>>
}

/** A well-formed request with changes; an empty text leaves the parameter out. */
export const flow = (client: Client, changes: Readonly<Record<string, string>> = {}): Flow => {
  const verifier = randomBytes(32).toString('base64url')
  const parameters = {
    client_id: client.id,
    redirect_uri: client.redirect,
    response_type: 'code',
    scope: 'openid profile email eduperson',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'a-state',
    ...changes,
  }
  const given = Object.entries(parameters).filter(([, value]) => value !== '')
  return { client, verifier, parameters: Object.fromEntries(given) }
}

export const authorize = (browser: Browser, { parameters }: Flow): Promise<Page> =>
  browser.get(`/oidc/authorize?${new URLSearchParams(parameters).toString()}`)

/** Follows redirects, signs in, agrees where asked; the address at which the client is called back. */
export const through = async (browser: Browser, first: Page, username: string): Promise<URL> => {
  let page = first
  for (let step = 0; step < 12; step += 1) {
    const to = page.location ?? /^0; url=(.*)$/.exec(String(page.headers['refresh'] ?? ''))?.[1] ?? null
    if (to !== null) {
      const address = new URL(to, issuer)
      if (address.origin !== issuer) return address
      page = await browser.get(address.pathname + address.search)
    } else if (page.body.includes('name="password"')) {
      const next = /name="next" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
      page = await browser.post('/sign-in', { username, password, next })
    } else {
      const action = /action="(\/interaction\/[^"]+)"/.exec(page.body)?.[1]
      assert.ok(action, page.body)
      page = await browser.post(action, { content: /name="content" value="([^"]+)"/.exec(page.body)?.[1] ?? '' })
    }
  }
  throw new Error('the way did not end')
}

export const codeOf = (address: URL): string => address.searchParams.get('code') ?? ''

/** What a request for a sign-in was answered with: to the client, by query or fragment, or to our own page. */
export const answered = ({ location }: Page): URLSearchParams => {
  const { search, hash } = new URL(location ?? issuer, issuer)
  return new URLSearchParams(search === '' ? hash.slice(1) : search)
}

export const errorOf = (page: Page): string | null => answered(page).get('error') ?? answered(page).get('code')

export type Answer = {
  readonly status: number
  readonly access_token?: string
  readonly refresh_token?: string
  readonly id_token?: string
  readonly error?: string
  readonly active?: boolean
} & Readonly<Record<string, unknown>>

/** A call of a client to an endpoint of ours, with its secret unless other headers are given. */
export const ask = async (
  site: Website,
  { id, secret }: Client,
  path: string,
  fields: Readonly<Record<string, string>> | string,
  headers?: Readonly<Record<string, string>>,
): Promise<Answer> => {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
  const page = await site.browser().send(path, body, {
    'content-type': 'application/x-www-form-urlencoded',
    ...(headers ?? { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }),
  })
  const answer = page.body.startsWith('{') ? (JSON.parse(page.body) as Readonly<Record<string, unknown>>) : {}
  return { ...answer, status: page.status }
}

export const redeem = (
  site: Website,
  { client, verifier, parameters }: Flow,
  code: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  ask(site, client, '/oidc/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: parameters['redirect_uri'] ?? '',
    code_verifier: verifier,
    ...changes,
  })

export const refresh = (site: Website, client: Client, token: string | undefined): Promise<Answer> =>
  ask(site, client, '/oidc/token', { grant_type: 'refresh_token', refresh_token: token ?? '' })

export const introspect = (site: Website, client: Client, token: string | undefined): Promise<Answer> =>
  ask(site, client, '/oidc/introspect', { token: token ?? '' })

export const userinfo = async (site: Website, token: string | undefined): Promise<Page> =>
  site.browser().get('/oidc/userinfo', { authorization: `Bearer ${token ?? ''}` })

/** The whole way of one person in one browser: signed in, agreed, redeemed. */
export const tokensFor = async (site: Website, browser: Browser, asked: Flow, username: string): Promise<Answer> =>
  redeem(site, asked, codeOf(await through(browser, await authorize(browser, asked), username)))

export const claimsIn = (token: string | undefined): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8')) as Readonly<Record<string, unknown>>
