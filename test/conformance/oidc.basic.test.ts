/** Modules of the OpenID Foundation's plan `oidcc-basic-certification-test-plan`, by their names; PKCE is added to each request. */
import assert from 'node:assert/strict'
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { after, before, test } from 'node:test'
import { refedsSfa } from '../../src/authentication/index.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { graduates, members } from '../support/members.ts'
import * as rp from '../support/relying-party.ts'
import { website, type Browser, type Page, type Website } from '../support/web.ts'

let world: World
let site: Website
let first: rp.Client
let second: rp.Client
let names: readonly string[] = []
const offline = {
  grant_types: ['authorization_code', 'refresh_token'],
  scope: 'openid profile email eduperson offline_access',
}

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  names = (await members(world, 'conformance', graduates(2))).map(({ username }) => username)
  first = await rp.trust(world, 'first', offline)
  second = await rp.trust(world, 'second', { ...offline, token_endpoint_auth_method: 'client_secret_post' })
})

after(async () => {
  await site.end()
  await world.end()
})

const username = (): string => names[0] ?? ''

const signedIn = (browser: Browser, changes: Readonly<Record<string, string>> = {}): Promise<rp.Answer> =>
  rp.tokensFor(site, browser, rp.flow(first, { nonce: 'n', ...changes }), username())

const silently = (browser: Browser, changes: Readonly<Record<string, string>>): Promise<Page> =>
  rp.authorize(browser, rp.flow(first, { nonce: 'n', prompt: 'none', ...changes }))

const asksToSignIn = async (browser: Browser, changes: Readonly<Record<string, string>>): Promise<boolean> =>
  (await browser.follow(await rp.authorize(browser, rp.flow(first, changes)))).body.includes('name="password"')

const headerOf = (token: string | undefined): { readonly alg: string; readonly kid: string } =>
  JSON.parse(Buffer.from(token?.split('.')[0] ?? '', 'base64url').toString()) as {
    readonly alg: string
    readonly kid: string
  }

const told = async (answer: rp.Answer): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse((await rp.userinfo(site, answer.access_token)).body) as Readonly<Record<string, unknown>>

test('oidcc-server: an ID token signed by a published key, with what Core demands', async () => {
  const tokens = await signedIn(site.browser())
  const [header = '', body = '', signature = ''] = (tokens.id_token ?? '').split('.')
  const { keys } = JSON.parse((await site.browser().get('/oidc/jwks')).body) as { readonly keys: readonly JsonWebKey[] }
  const key = keys.find(({ kid }) => kid === headerOf(tokens.id_token).kid)
  assert.ok(key)
  const publicKey = { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const
  assert.ok(verify('sha256', Buffer.from(`${header}.${body}`), publicKey, Buffer.from(signature, 'base64url')))
  const { iss, aud, nonce, iat, exp, sub } = rp.claimsIn(tokens.id_token)
  assert.deepEqual([iss, aud, nonce], [rp.issuer, first.id, 'n'])
  assert.ok(typeof sub === 'string' && Number(exp) > Number(iat) && Math.abs(Number(iat) - Date.now() / 1000) < 60)
  assert.equal(tokens['token_type'], 'Bearer')
})

test('oidcc-response-type-missing', async () => {
  assert.equal(rp.errorOf(await rp.authorize(site.browser(), rp.flow(first, { response_type: '' }))), 'invalid_request')
})

test('oidcc-idtoken-signature: alg is what was registered, never none', async () => {
  assert.equal(headerOf((await signedIn(site.browser())).id_token).alg, 'ES256')
})

test('oidcc-idtoken-unsigned: none cannot be registered', async () => {
  await assert.rejects(rp.trust(world, 'unsigned', { id_token_signed_response_alg: 'none' }))
})

test('oidcc-userinfo-get, oidcc-userinfo-post-header and oidcc-userinfo-post-body', async () => {
  const tokens = await signedIn(site.browser())
  const { sub } = await told(tokens)
  assert.equal(sub, rp.claimsIn(tokens.id_token)['sub'])
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const bearer = { ...form, authorization: `Bearer ${tokens.access_token}` }
  const byHeader = await site.browser().send('/oidc/userinfo', '', bearer)
  assert.equal((JSON.parse(byHeader.body) as { readonly sub: string }).sub, sub)
  const byBody = await site.browser().send('/oidc/userinfo', `access_token=${tokens.access_token}`, form)
  assert.equal((JSON.parse(byBody.body) as { readonly sub: string }).sub, sub)
})

test('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
  const tokens = await signedIn(site.browser(), { nonce: '' })
  assert.equal(tokens.status, 200)
  assert.equal(rp.claimsIn(tokens.id_token)['nonce'], undefined)
})

for (const [scope, claim] of [
  ['profile', 'family_name'],
  ['email', 'email'],
] as const)
  test(`oidcc-scope-${scope}: by UserInfo, not in the ID token`, async () => {
    const tokens = await signedIn(site.browser(), { scope: `openid ${scope}` })
    const said = await told(tokens)
    assert.equal(tokens['scope'] ?? `openid ${scope}`, `openid ${scope}`)
    assert.equal(rp.claimsIn(tokens.id_token)[claim], undefined)
    if (scope === 'profile') assert.equal(said[claim], 'Haruno')
  })

test('oidcc-ensure-other-scope-order-succeeds', async () => {
  assert.equal((await signedIn(site.browser(), { scope: 'email openid' })).status, 200)
})

test('oidcc-display-page, oidcc-display-popup, oidcc-ui-locales, oidcc-claims-locales, oidcc-login-hint', async () => {
  for (const [name, value] of [
    ['display', 'page'],
    ['display', 'popup'],
    ['ui_locales', 'se'],
    ['claims_locales', 'se'],
    ['login_hint', 'buffy@example.com'],
  ] as const)
    assert.equal((await signedIn(site.browser(), { [name]: value })).status, 200, `${name}=${value}`)
})

/** Every proof becomes two seconds older: the engine counts in whole ones. */
const grownOlder = () =>
  world.client.query(`update authentication.session set authenticated_at = authenticated_at - interval '2 seconds'`)

test('oidcc-prompt-login: signed in already, and asked again; the later proof counts', async () => {
  const browser = site.browser()
  const before = Number(rp.claimsIn((await signedIn(browser)).id_token)['auth_time'])
  await grownOlder()
  assert.equal(await asksToSignIn(browser, { prompt: 'login' }), true)
  const after = Number(rp.claimsIn((await signedIn(browser, { prompt: 'login' })).id_token)['auth_time'])
  assert.ok(after >= before)
})

test('oidcc-prompt-none-not-logged-in and oidcc-prompt-none-logged-in', async () => {
  const browser = site.browser()
  assert.equal(rp.errorOf(await silently(browser, {})), 'login_required')
  const { sub, auth_time } = rp.claimsIn((await signedIn(browser)).id_token)
  const asked = rp.flow(first, { prompt: 'none' })
  const back = new URL((await rp.authorize(browser, asked)).location ?? '')
  const again = rp.claimsIn((await rp.redeem(site, asked, rp.codeOf(back))).id_token)
  assert.deepEqual([again['sub'], again['auth_time']], [sub, auth_time])
})

test('oidcc-max-age-1 and oidcc-max-age-10000', async () => {
  const browser = site.browser()
  const claims = rp.claimsIn((await signedIn(browser, { max_age: '15000' })).id_token)
  assert.equal(await asksToSignIn(browser, { max_age: '10000' }), false)
  const again = rp.claimsIn((await signedIn(browser, { max_age: '10000' })).id_token)
  assert.equal(again['auth_time'], claims['auth_time'])
  await world.client.query(
    `update authentication.session set authenticated_at = authenticated_at - interval '2 seconds'`,
  )
  assert.equal(await asksToSignIn(browser, { max_age: '1' }), true)
})

test('oidcc-id-token-hint', async () => {
  const browser = site.browser()
  const tokens = await signedIn(browser)
  const back = (await silently(browser, { id_token_hint: tokens.id_token ?? '' })).location ?? ''
  assert.notEqual(rp.codeOf(new URL(back)), '')
})

test('oidcc-ensure-request-with-acr-values-succeeds', async () => {
  const tokens = await signedIn(site.browser(), { acr_values: `${refedsSfa} 2` })
  assert.equal(rp.claimsIn(tokens.id_token)['acr'], refedsSfa)
})

test('oidcc-codereuse and oidcc-codereuse-30seconds', async () => {
  const asked = rp.flow(first)
  const browser = site.browser()
  const code = rp.codeOf(await rp.through(browser, await rp.authorize(browser, asked), username()))
  const tokens = await rp.redeem(site, asked, code)
  assert.equal(tokens.status, 200)
  const again = await rp.redeem(site, asked, code)
  assert.deepEqual([again.status, again.error], [400, 'invalid_grant'])
  assert.equal((await rp.userinfo(site, tokens.access_token)).status, 401)
})

test('oidcc-ensure-registered-redirect-uri, -redirect-uri-query-mismatch, -redirect-uri-query-added', async () => {
  for (const redirect_uri of ['https://first.example.ac.jp/other', `${first.redirect}?foo=bar`, second.redirect]) {
    const page = await rp.authorize(site.browser(), rp.flow(first, { redirect_uri }))
    assert.match(page.location ?? '', /\/interaction-error\?code=invalid_redirect_uri/, redirect_uri)
  }
})

test('oidcc-ensure-request-with-unknown-parameter-succeeds', async () => {
  assert.equal((await signedIn(site.browser(), { extra: 'foobar' })).status, 200)
})

test('oidcc-server-client-secret-post', async () => {
  const browser = site.browser()
  const asked = rp.flow(second)
  const code = rp.codeOf(await rp.through(browser, await rp.authorize(browser, asked), username()))
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: second.redirect,
    code_verifier: asked.verifier,
    client_id: second.id,
    client_secret: second.secret,
  }
  assert.equal((await rp.ask(site, second, '/oidc/token', fields, {})).status, 200)
})

test('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', async () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const request = `${part({ alg: 'none' })}.${part({ ...rp.flow(first).parameters, iss: first.id, aud: rp.issuer })}.`
  assert.equal(rp.errorOf(await rp.authorize(site.browser(), rp.flow(first, { request }))), 'request_not_supported')
})

test('oidcc-claims-essential', async () => {
  const claims = JSON.stringify({ userinfo: { family_name: { essential: true } } })
  assert.equal((await told(await signedIn(site.browser(), { scope: 'openid', claims })))['family_name'], 'Haruno')
})

test('oidcc-ensure-request-object-with-redirect-uri: request_uri is refused', async () => {
  const asked = rp.flow(first, { request_uri: 'https://first.example.ac.jp/request' })
  assert.equal(rp.errorOf(await rp.authorize(site.browser(), asked)), 'request_uri_not_supported')
})

test('oidcc-refresh-token: for this client, once', async () => {
  const browser = site.browser()
  const asked = { scope: 'openid offline_access', prompt: 'consent' }
  const tokens = await signedIn(browser, asked)
  const fresh = await rp.refresh(site, first, tokens.refresh_token)
  assert.equal(fresh.status, 200)
  const [old, now] = [rp.claimsIn(tokens.id_token), rp.claimsIn(fresh.id_token)]
  assert.deepEqual([now['iss'], now['sub'], now['aud']], [old['iss'], old['sub'], old['aud']])
  const other = await rp.ask(
    site,
    second,
    '/oidc/token',
    { grant_type: 'refresh_token', refresh_token: fresh.refresh_token ?? '', client_id: second.id, client_secret: second.secret }, // prettier-ignore
    {},
  )
  assert.equal(other.error, 'invalid_grant')
})
