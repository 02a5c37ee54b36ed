/**
 * Modules of the OpenID Foundation's plans `oidcc-config-certification-test-plan`, `oidcc-rp-initiated-logout-certification-test-plan`
 * and `oidcc-backchannel-rp-initiated-logout-certification-test-plan`, by their names.
 */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { perform } from '../../src/platform/use-case.ts'
import { tellOidcJob } from '../../src/sso/oidc/tell-job.ts'
import { trustOidc } from '../../src/sso/use-cases/trust-oidc.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { graduates, members } from '../support/members.ts'
import * as rp from '../support/relying-party.ts'
import { website, type Browser, type Page, type Website } from '../support/web.ts'

const bye = 'https://first.example.ac.jp/bye'
let world: World
let site: Website
let first: rp.Client
let told: rp.Client
let username = ''
let service: Server
const tokens: string[] = []

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  username = (await members(world, 'conformance of logout', graduates(2)))[0].username
  first = await rp.trust(world, 'first', { post_logout_redirect_uris: [bye] })
  service = createServer((request, answer) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      tokens.push(new URLSearchParams(body).get('logout_token') ?? '')
      answer.writeHead(200).end()
    })
  })
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  const operator = rp.operator(world)
  const metadata = {
    client_name: 'told',
    redirect_uris: ['https://told.example.ac.jp/callback'],
    backchannel_logout_uri: `http://127.0.0.1:${(service.address() as AddressInfo).port}/`,
    backchannel_logout_session_required: true,
    scope: 'openid profile email eduperson',
  }
  const trusted = await perform(
    trustOidc,
    { metadata, reason: 'a test', mode: 'duty' },
    { ...operator, system: { ...operator.system, demo: true } },
  )
  assert.ok(trusted.ok)
  const { client_id: id, client_secret: secret = '' } = trusted.value
  told = { id, secret, redirect: 'https://told.example.ac.jp/callback' }
})

after(async () => {
  service.close()
  await site.end()
  await world.end()
})

const metadataOf = async (): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse((await site.browser().get('/.well-known/openid-configuration')).body) as Readonly<Record<string, unknown>>

test('oidcc-discovery-endpoint-verification', async () => {
  const said = await metadataOf()
  assert.equal(said['issuer'], rp.issuer)
  for (const name of [
    'authorization_endpoint',
    'token_endpoint',
    'userinfo_endpoint',
    'jwks_uri',
    'end_session_endpoint',
    'pushed_authorization_request_endpoint',
    'introspection_endpoint',
    'revocation_endpoint',
  ])
    assert.match(String(said[name]), /^https:\/\/id\.example\.ac\.jp\/oidc\//, name)
  assert.deepEqual(said['response_types_supported'], ['code'])
  assert.deepEqual(said['code_challenge_methods_supported'], ['S256'])
  const algorithms = said['id_token_signing_alg_values_supported']
  assert.ok(Array.isArray(algorithms) && algorithms.includes('RS256') && !algorithms.includes('none'))
  assert.equal(said['backchannel_logout_supported'], true)
  assert.equal(said['backchannel_logout_session_supported'], true)
  for (const absent of ['registration_endpoint', 'device_authorization_endpoint', 'frontchannel_logout_supported'])
    assert.equal(said[absent], undefined, absent)
})

test('oidcc-config: the keys are public, named, and good for what they say', async () => {
  const { keys } = JSON.parse((await site.browser().get('/oidc/jwks')).body) as {
    readonly keys: readonly Readonly<Record<string, unknown>>[]
  }
  assert.deepEqual(new Set(keys.map(key => key['alg'])), new Set(['ES256', 'RS256']))
  for (const key of keys) {
    assert.equal(typeof key['kid'], 'string')
    assert.deepEqual(
      ['d', 'p', 'q', 'k'].filter(name => name in key),
      [],
    )
  }
})

const signedIn = (browser: Browser, client = first): Promise<rp.Answer> =>
  rp.tokensFor(site, browser, rp.flow(client), username)

const isSignedIn = async (browser: Browser): Promise<boolean> => (await browser.get('/my/security')).status === 200

const asked = (browser: Browser, fields: Readonly<Record<string, string>>): Promise<Page> =>
  browser.get(`/oidc/end_session?${new URLSearchParams(fields).toString()}`, { accept: 'text/html' })

const confirmed = (browser: Browser, page: Page): Promise<Page> => {
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  return browser.send('/oidc/end_session/confirm', new URLSearchParams({ xsrf, logout: 'yes' }).toString(), type)
}

test('oidcc-rp-initiated-logout: back to the service with its state, and the session is over', async () => {
  const browser = site.browser()
  const { id_token: hint = '' } = await signedIn(browser)
  const page = await asked(browser, { id_token_hint: hint, post_logout_redirect_uri: bye, state: 'a b' })
  assert.equal((await confirmed(browser, page)).location, `${bye}?state=a+b`)
  const silent = await rp.authorize(browser, rp.flow(first, { prompt: 'none' }))
  assert.equal(rp.errorOf(silent), 'login_required')
})

test('oidcc-rp-initiated-logout-no-state', async () => {
  const browser = site.browser()
  const { id_token: hint = '' } = await signedIn(browser)
  const page = await asked(browser, { id_token_hint: hint, post_logout_redirect_uri: bye })
  assert.equal((await confirmed(browser, page)).location, bye)
})

test('oidcc-rp-initiated-logout-bad-post-logout-redirect-uri, -query-added-to-post-logout-redirect-uri', async () => {
  const browser = site.browser()
  const { id_token: hint = '' } = await signedIn(browser)
  for (const address of ['https://first.example.ac.jp/other', `${bye}?foo=bar`]) {
    const page = await asked(browser, { id_token_hint: hint, post_logout_redirect_uri: address })
    assert.match(page.location ?? '', /\/interaction-error/, address)
  }
  assert.equal(await isSignedIn(browser), true)
})

test('oidcc-rp-initiated-logout-bad-id-token-hint, -modified-id-token-hint', async () => {
  const browser = site.browser()
  const { id_token: hint = '' } = await signedIn(browser)
  for (const wrong of ['bad', `${hint.slice(0, -6)}AAAAAA`]) {
    const page = await asked(browser, { id_token_hint: wrong, post_logout_redirect_uri: bye })
    assert.match(page.location ?? '', /\/interaction-error/)
  }
  assert.equal(await isSignedIn(browser), true)
})

test('oidcc-rp-initiated-logout-no-id-token-hint, -no-params, -only-state, -no-post-logout-redirect-uri', async () => {
  for (const fields of [{ post_logout_redirect_uri: bye, state: 's' }, {}, { state: 's' }, 'hint'] as const) {
    const browser = site.browser()
    const { id_token: hint = '' } = await signedIn(browser)
    const page = await asked(browser, fields === 'hint' ? { id_token_hint: hint } : fields)
    assert.equal(page.status, 200, 'the person is asked')
    const out = await confirmed(browser, page)
    assert.match(out.location ?? '', /^https:\/\/id\.example\.ac\.jp\/oidc\/end_session\/success$/)
    assert.match((await browser.follow(out)).body, /first/, 'on a page of ours')
    assert.equal(await isSignedIn(browser), false)
  }
})

test('oidcc-backchannel-rp-initiated-logout: the logout token is what §2.4 says', async () => {
  const browser = site.browser()
  const { id_token: hint } = await signedIn(browser, told)
  const known = rp.claimsIn(hint)
  await confirmed(browser, await asked(browser, { id_token_hint: hint ?? '' }))
  await tellOidcJob.run(world.system, {})
  assert.equal(tokens.length, 1)
  const { iss, aud, iat, exp, jti, events, sub, sid, nonce } = rp.claimsIn(tokens[0])
  assert.deepEqual([iss, aud, sub, sid], [rp.issuer, told.id, known['sub'], known['sid']])
  assert.deepEqual(events, { 'http://schemas.openid.net/event/backchannel-logout': {} })
  assert.ok(typeof jti === 'string' && Number(exp) - Number(iat) <= 120)
  assert.equal(nonce, undefined)
})
