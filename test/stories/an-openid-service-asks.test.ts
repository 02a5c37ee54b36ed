/**
 * A service that speaks OpenID Connect by a library of another make (`openid-client`) asks for two factors, refreshes, and hears
 * that the session is over.
 */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { codeAt, stepAt } from '../../src/authentication/authenticators/totp.ts'
import { refedsMfa } from '../../src/authentication/index.ts'
import { perform } from '../../src/platform/use-case.ts'
import { tellOidcJob } from '../../src/sso/oidc/tell-job.ts'
import { trustOidc } from '../../src/sso/use-cases/trust-oidc.ts'
import { setMinimum } from '../../src/sso/use-cases/set-minimum-class.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { graduates, members, password, type Member } from '../support/members.ts'
import * as rp from '../support/relying-party.ts'
import { website, type Browser, type Website } from '../support/web.ts'

let world: World
let site: Website
let service: Server
let people: readonly Member[] = []
let client: rp.Client
let library: openid.Configuration
const told: URLSearchParams[] = []
let answersWith = 503

/** The library's requests go to our issuer's name; here they are led to the port on which we listen. */
const led: openid.CustomFetch = async (address, { method, body, headers }) => {
  const { pathname, search } = new URL(address)
  const browser = site.browser()
  const page =
    method === 'POST'
      ? await browser.send(pathname, body instanceof URLSearchParams ? body.toString() : '', { ...headers })
      : await browser.get(pathname + search, { ...headers })
  const type = String(page.headers['content-type'] ?? '')
  return new Response(page.status === 204 ? null : page.body, {
    status: page.status,
    headers: { 'content-type': type },
  })
}

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  people = await members(world, 'openid', graduates(3))
  service = createServer((request, answer) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      told.push(new URLSearchParams(body))
      answer.writeHead(answersWith).end()
    })
  })
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  const metadata = {
    client_name: 'payroll',
    redirect_uris: ['https://payroll.example.ac.jp/callback'],
    post_logout_redirect_uris: ['https://payroll.example.ac.jp/bye'],
    grant_types: ['authorization_code', 'refresh_token'],
    scope: 'openid profile offline_access',
    backchannel_logout_uri: `http://127.0.0.1:${(service.address() as AddressInfo).port}/told`,
    backchannel_logout_session_required: true,
  }
  const operator = rp.operator(world)
  const trusted = await perform(
    trustOidc,
    { metadata, reason: 'a test', mode: 'duty' },
    { ...operator, system: { ...operator.system, demo: true } }, // it listens on this machine, as in the demo
  )
  assert.ok(trusted.ok, JSON.stringify(trusted))
  const { client_id: id, client_secret: secret } = trusted.value
  client = { id, secret: secret ?? '', redirect: metadata.redirect_uris[0] ?? '' }
  library = await openid.discovery(new URL(rp.issuer), id, secret, undefined, { [openid.customFetch]: led })
})

after(async () => {
  service.close()
  await site.end()
  await world.end()
})

const nameOf = (at: number): string => people[at]?.username ?? ''

type Begun = { readonly address: URL; readonly verifier: string; readonly nonce: string }

const begin = async (asked: Readonly<Record<string, string>>): Promise<Begun> => {
  const [verifier, nonce] = [openid.randomPKCECodeVerifier(), openid.randomNonce()]
  const address = openid.buildAuthorizationUrl(library, {
    redirect_uri: client.redirect,
    scope: 'openid profile offline_access',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    nonce,
    state: 'a-state',
    ...asked,
  })
  return { address, verifier, nonce }
}

/** The whole way, verified by the library: state, nonce, issuer, signature, audience, and `max_age` where asked. */
const signedIn = async (browser: Browser, username: string, asked: Readonly<Record<string, string>> = {}) => {
  const { address, verifier, nonce } = await begin(asked)
  const back = await rp.through(browser, await browser.get(address.pathname + address.search), username)
  return openid.authorizationCodeGrant(library, back, {
    pkceCodeVerifier: verifier,
    expectedNonce: nonce,
    expectedState: 'a-state',
    idTokenExpected: true,
    ...(asked['max_age'] === undefined ? {} : { maxAge: Number(asked['max_age']) }),
  })
}

/** Sets up an app, by the pages; its secret. */
const enrol = async (browser: Browser): Promise<Buffer> => {
  await browser.get('/my/second-factors')
  const begun = await browser.post('/my/second-factors/app', { name: 'phone' })
  const shown = /data-copy="([A-Z2-7 ]+)"/.exec((await browser.follow(begun)).body)?.[1] ?? ''
  const bits = [...shown.replace(/ /g, '')]
    .map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map(octet => parseInt(octet, 2)))
  const done = await browser.post(begun.location ?? '', { code: codeAt(secret, stepAt(new Date())) })
  assert.equal(done.location, '/my/second-factors')
  return secret
}

test('openid-client signs somebody in, refreshes, asks who it is, asks about and revokes a token', async () => {
  const tokens = await signedIn(site.browser(), nameOf(0), { prompt: 'consent', max_age: '600' })
  const claims = tokens.claims()
  assert.ok(claims?.auth_time !== undefined && claims['sid'] !== undefined)
  assert.deepEqual(claims.amr, ['pwd'])
  const info = await openid.fetchUserInfo(library, tokens.access_token, claims.sub)
  assert.equal(info.preferred_username, nameOf(0))
  const fresh = await openid.refreshTokenGrant(library, tokens.refresh_token ?? '')
  assert.notEqual(fresh.refresh_token, tokens.refresh_token)
  assert.equal(fresh.claims()?.auth_time, claims.auth_time, 'a refresh is no new proof')
  assert.equal((await openid.tokenIntrospection(library, fresh.access_token)).active, true)
  await openid.tokenRevocation(library, fresh.access_token)
  assert.equal((await openid.tokenIntrospection(library, fresh.access_token)).active, false)
})

test('a demand for two factors is met in the middle of the way, and said by the name that was asked for', async () => {
  const secret = await enrol(await signedInHere(nameOf(1)))
  const claims = JSON.stringify({ id_token: { acr: { essential: true, value: refedsMfa } } })
  const { address, verifier, nonce } = await begin({ claims })
  const browser = await signedInHere(nameOf(1))
  const interaction = await browser.get(address.pathname + address.search)
  const step = await browser.get(new URL(interaction.location ?? '', rp.issuer).pathname)
  assert.match(step.location ?? '', /^\/step-up\?to=mfa&next=/)
  await browser.get(step.location ?? '')
  const next = new URL(step.location ?? '', rp.issuer).searchParams.get('next') ?? ''
  const code = codeAt(secret, stepAt(new Date(Date.now() + 30_000)))
  const raised = await browser.post('/step-up', { to: 'mfa', next, way: 'totp', code })
  const back = await rp.through(browser, raised, nameOf(1))
  const checks = { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: 'a-state' }
  const tokens = await openid.authorizationCodeGrant(library, back, checks)
  assert.equal(tokens.claims()?.acr, refedsMfa)
  assert.deepEqual(tokens.claims()?.amr, ['pwd', 'otp', 'mfa'])
  const wished = await signedIn(browser, nameOf(1), { acr_values: refedsMfa })
  assert.equal(wished.claims()?.acr, refedsMfa, 'the session is that sure from now on')
})

test('what the university demands for a service counts, whatever the service asks; passively it is an error', async () => {
  const browser = await signedInHere(nameOf(1))
  const operator = rp.operator(world)
  const set = async (minimum: string): Promise<void> => {
    const done = await perform(setMinimum, { clientId: client.id, minimum }, operator)
    assert.ok(done.ok, JSON.stringify(done))
  }
  await set('mfa')
  const quiet = await begin({ prompt: 'none' })
  const refused = await browser.get(quiet.address.pathname + quiet.address.search)
  const error = new URL(refused.location ?? '').searchParams.get('error') ?? ''
  assert.match(error, /^(unmet_authentication_requirements|login_required)$/)
  const { address } = await begin({})
  const interaction = await browser.get(address.pathname + address.search)
  const step = await browser.get(new URL(interaction.location ?? '', rp.issuer).pathname)
  assert.match(step.location ?? '', /^\/step-up\?to=mfa&next=/)
  await set('any')
  assert.ok((await signedIn(browser, nameOf(1))).claims() !== undefined)
})

const signedInHere = async (username: string): Promise<Browser> => {
  const browser = site.browser()
  await browser.signIn(username, password)
  return browser
}

test('a client hears that the session is over, by a token that it can verify; until it answers, it is told again', async () => {
  const browser = site.browser()
  const claims = (await signedIn(browser, nameOf(2))).claims()
  await tellOidcJob.run(world.system, {})
  assert.equal(told.length, 0, 'a session that goes on')
  await browser.get('/sign-out')
  await browser.post('/sign-out', {})
  await tellOidcJob.run(world.system, {})
  assert.equal(told.length, 1)
  assert.match((await browser.get('/signed-out')).body, /終了できず|Could not be ended/)
  await tellOidcJob.run(world.system, {})
  assert.equal(told.length, 1, 'not at once again')
  await world.client.query(`update sso.participation set asked_at = asked_at - interval '2 minutes'`)
  answersWith = 200
  await tellOidcJob.run(world.system, {})
  assert.equal(told.length, 2)
  await world.client.query(`update sso.participation set asked_at = asked_at - interval '1 day'`)
  await tellOidcJob.run(world.system, {})
  assert.equal(told.length, 2, 'whoever has heard is left in peace')
  assert.doesNotMatch((await browser.get('/signed-out')).body, /終了できず|Could not be ended/)
  const token = told[1]?.get('logout_token') ?? ''
  const said = rp.claimsIn(token)
  assert.equal(said['sub'], claims?.sub)
  assert.equal(said['sid'], claims?.['sid'])
  assert.equal(said['aud'], client.id)
  assert.deepEqual(said['events'], { 'http://schemas.openid.net/event/backchannel-logout': {} })
  assert.equal(said['nonce'], undefined)
  assert.notEqual(said['jti'], rp.claimsIn(told[0]?.get('logout_token') ?? '')['jti'])
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { readonly typ: string }
  assert.equal(header.typ, 'logout+jwt')
})

test('signing out by way of a service leads back to it, and the others are told', async () => {
  const browser = site.browser()
  const tokens = await signedIn(browser, nameOf(2))
  const before = told.length
  const address = openid.buildEndSessionUrl(library, { id_token_hint: tokens.id_token ?? '' })
  const asked = await browser.get(address.pathname + address.search)
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.body)?.[1] ?? ''
  const form = new URLSearchParams({ xsrf, logout: 'yes' }).toString()
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const out = await browser.send('/oidc/end_session/confirm', form, type)
  assert.match(out.location ?? '', /\/oidc\/end_session\/success/)
  await tellOidcJob.run(world.system, {})
  assert.equal(told.length, before + 1)
  const shown = await browser.follow(out)
  assert.match(shown.body, /payroll/, 'our page says which services were used')
})
