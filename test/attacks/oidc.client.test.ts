/** How a client proves itself, and everything it might bring along: keys, algorithms, addresses, bombs. */
import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { randomId } from '../../src/platform/random.ts'
import { perform } from '../../src/platform/use-case.ts'
import { listClients } from '../../src/sso/use-cases/parties.ts'
import { trustOidc } from '../../src/sso/use-cases/trust-oidc.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { members } from '../support/members.ts'
import * as rp from '../support/relying-party.ts'
import { website, type Website } from '../support/web.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' })

let world: World
let site: Website
let keyed: rp.Client
let portal: rp.Client
let username = ''

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  username = (await members(world, 'oidc clients'))[0].username
  portal = await rp.trust(world, 'portal')
  keyed = await rp.trust(world, 'keyed', {
    grant_types: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' }] },
  })
})
after(async () => {
  await site.end()
  await world.end()
})

const encoded = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

const usualHeader = { alg: 'ES256', kid: 'k1' }
const usualClaims = (): Readonly<Record<string, unknown>> => {
  const now = Math.floor(Date.now() / 1000)
  return { iss: keyed.id, sub: keyed.id, aud: rp.issuer, jti: randomId(), iat: now, exp: now + 60 }
}

/** Header and claims as objects, or as the very text. */
const assertion = (header: unknown, claims: unknown, key: KeyObject = privateKey): string => {
  const content = `${encoded(header)}.${encoded(claims)}`
  return `${content}.${sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

const present = (client_assertion: string): Promise<rp.Answer> =>
  rp.ask(
    site,
    keyed,
    '/oidc/token',
    {
      grant_type: 'client_credentials',
      client_id: keyed.id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
    },
    {},
  )

const refusedAs = async (text: string, why: string): Promise<void> => {
  const answer = await present(text)
  assert.match(answer.error ?? '', /^invalid_(client|request)$/, why)
  assert.equal(answer.access_token, undefined)
}

test('a client with a registered key proves itself', async () => {
  assert.equal((await present(assertion(usualHeader, usualClaims()))).status, 200)
})

test('oidc.client-assertion-audience', async () => {
  const audiences = [
    'https://other.example.ac.jp/token',
    `${rp.issuer}/oidc/token`,
    `${rp.issuer}/`,
    [rp.issuer],
    [rp.issuer, 'https://other.example.ac.jp'],
    undefined,
  ]
  for (const aud of audiences)
    await refusedAs(assertion(usualHeader, { ...usualClaims(), aud }), JSON.stringify(aud) ?? 'none')
})

test('oidc.client-assertion-replay', async () => {
  const once = assertion(usualHeader, usualClaims())
  assert.equal((await present(once)).status, 200)
  await refusedAs(once, 'once more')
  const atOnce = assertion(usualHeader, usualClaims())
  const answers = await Promise.all(Array.from({ length: 50 }, () => present(atOnce)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
})

test('oidc.alg-none', async () => {
  for (const alg of ['none', 'None', 'NONE', ''])
    await refusedAs(`${encoded({ ...usualHeader, alg })}.${encoded(usualClaims())}.`, alg)
  const browser = site.browser()
  const unsigned = `${encoded({ alg: 'none' })}.${encoded({ client_id: portal.id, redirect_uri: 'https://evil.example' })}.`
  const answer = await rp.authorize(browser, rp.flow(portal, { request: unsigned }))
  assert.equal(rp.errorOf(answer), 'request_not_supported')
  const hint = `${encoded({ alg: 'none' })}.${encoded({ iss: rp.issuer, aud: portal.id, sub: 'x' })}.`
  assert.equal(rp.errorOf(await rp.authorize(browser, rp.flow(portal, { id_token_hint: hint }))), 'invalid_request')
})

test('oidc.hs-rs-confusion', async () => {
  const spki = { type: 'spki' } as const
  const known = [
    publicKey.export({ ...spki, format: 'pem' }),
    publicKey.export({ ...spki, format: 'der' }),
    JSON.stringify(publicKey.export({ format: 'jwk' })),
  ]
  for (const secret of known) {
    const content = `${encoded({ alg: 'HS256', kid: 'k1' })}.${encoded(usualClaims())}`
    const forged = createHmac('sha256', secret).update(content).digest('base64url')
    await refusedAs(`${content}.${forged}`, 'signed with what everybody knows')
  }
})

test('oidc.jku-x5u-jwk-kid', async () => {
  const jwk = foreign.publicKey.export({ format: 'jwk' })
  const headers = [
    { alg: 'ES256', jwk },
    { alg: 'ES256', jku: 'https://evil.example/keys' },
    { alg: 'ES256', x5u: 'https://evil.example/certificate' },
    { alg: 'ES256', x5c: ['MIIB'] },
    { alg: 'ES256', kid: '../../../../dev/null' },
    { alg: 'ES256', kid: "x' union select sealed from sso.signing_key --" },
    { alg: 'ES256', kid: 'k1', jwk },
  ]
  for (const header of headers) {
    await refusedAs(assertion(header, usualClaims(), foreign.privateKey), JSON.stringify(header))
    if (!('kid' in header) || 'jwk' in header)
      await refusedAs(assertion(header, usualClaims()), `even rightly signed: ${JSON.stringify(header)}`)
  }
})

test('oidc.b64-crit-and-serialisation', async () => {
  const headers = [
    { ...usualHeader, b64: false, crit: ['b64'] },
    { ...usualHeader, crit: ['urn:example:x'], 'urn:example:x': 1 },
    { ...usualHeader, crit: [] },
    { ...usualHeader, b64: false },
  ]
  for (const header of headers) await refusedAs(assertion(header, usualClaims()), JSON.stringify(header))
  const [protectedHeader = '', payload = '', signature = ''] = assertion(usualHeader, usualClaims()).split('.')
  const forms = [
    JSON.stringify({ payload, protected: protectedHeader, signature }),
    JSON.stringify({ payload, signatures: [{ protected: protectedHeader, signature }] }),
    `${protectedHeader}=.${payload}.${signature}`,
    `${protectedHeader}.${payload}.${signature}==`,
    `${protectedHeader}.${payload}.${signature}\n`,
    `${protectedHeader}..${signature}`,
    `${protectedHeader}.${payload}`,
    '',
    '.',
    'a.b.c.d.e',
  ]
  for (const text of forms) await refusedAs(text, text.slice(0, 30))
})

test('oidc.p2c-and-zip-bomb', async () => {
  const bombs = [
    { alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2c: 2_000_000_000, p2s: 'AAAA' },
    { alg: 'dir', enc: 'A256GCM', zip: 'DEF' },
  ]
  const began = process.cpuUsage()
  for (const header of bombs)
    await refusedAs(`${encoded(header)}.AAAA.AAAA.${'A'.repeat(50_000)}.AAAA`, JSON.stringify(header))
  const { user, system } = process.cpuUsage(began)
  assert.ok(user + system < 500_000, 'nothing was derived and nothing inflated') // two thousand million rounds take minutes
})

test('oidc.duplicate-json-members', async () => {
  const claims = usualClaims()
  const doubled = JSON.stringify(claims).replace('{', `{"sub":"somebody-else","aud":"${rp.issuer}",`)
  await refusedAs(assertion(usualHeader, doubled), 'claims')
  await refusedAs(assertion('{"alg":"none","alg":"ES256","kid":"k1"}', claims), 'header')
  await refusedAs(assertion(usualHeader, JSON.stringify(claims).replace('{', '{"__proto__":{"x":1},')), 'prototype')
  const twice = 'grant_type=client_credentials&grant_type=authorization_code'
  assert.equal((await rp.ask(site, portal, '/oidc/token', twice)).error, 'invalid_request')
  const { parameters } = rp.flow(portal)
  const query = `${new URLSearchParams(parameters).toString()}&redirect_uri=https%3A%2F%2Fevil.example`
  assert.doesNotMatch((await site.browser().get(`/oidc/authorize?${query}`)).location ?? '', /evil/)
})

test('oidc.ssrf-by-url', async () => {
  let reached = 0
  const inside = createServer((_request, answer) => {
    reached += 1
    answer.end('{}')
  }).unref()
  await new Promise<void>(resolve => inside.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/`
  const base = { client_name: 'x', redirect_uris: ['https://x.example.ac.jp/callback'] }
  for (const name of [
    'jwks_uri',
    'sector_identifier_uri',
    'request_uris',
    'initiate_login_uri',
    'software_statement',
  ]) {
    const metadata = { ...base, [name]: name === 'request_uris' ? [url] : url }
    const trusted = await perform(trustOidc, { metadata, reason: 'a test' }, rp.operator(world))
    assert.equal(trusted.ok ? 'ok' : trusted.refusal.code, 'input.wrong', name)
  }
  const plain = { ...base, backchannel_logout_uri: url }
  const told = await perform(trustOidc, { metadata: plain, reason: 'a test' }, rp.operator(world))
  assert.equal(told.ok ? 'ok' : told.refusal.code, 'client.redirect_insecure')
  const shown = await rp.trust(world, 'shown', {
    logo_uri: url,
    client_uri: url,
    policy_uri: url,
    tos_uri: url,
  })
  const browser = site.browser()
  await rp.tokensFor(site, browser, rp.flow(shown), username)
  assert.equal(
    rp.errorOf(await rp.authorize(browser, rp.flow(portal, { request_uri: url }))),
    'request_uri_not_supported',
  )
  for (const parameter of ['jku', 'client_metadata_uri', 'registration_uri'])
    await rp.authorize(browser, rp.flow(portal, { [parameter]: url }))
  await rp.authorize(browser, rp.flow(portal, { client_id: url }))
  await browser.get('/sign-out')
  await browser.post('/sign-out', {})
  inside.close()
  assert.equal(reached, 0)
})

test('oidc.secret-in-api', async () => {
  const auditor = { ...rp.operator(world), actor: { kind: 'operator', name: 'x' } as const }
  const listed = await perform(listClients, {}, auditor)
  assert.ok(listed.ok)
  const text = JSON.stringify(listed.value)
  assert.equal(text.includes(portal.secret), false)
  assert.equal(/secret"/i.test(text.replaceAll('client_secret_basic', '')), false)
  const { rows } = await world.client.query<{ readonly text: string }>(
    `select coalesce(string_agg(r::text, ' '), '') as text from sso.relying_party r`,
  )
  assert.equal(rows[0]?.text.includes(portal.secret), false, 'nor is it at rest')
  const { rows: audit } = await world.client.query<{ readonly text: string }>(
    `select string_agg(detail::text, ' ') as text from platform.audit_entry`,
  )
  assert.equal(audit[0]?.text.includes(portal.secret), false, 'nor in the audit log')
})

test('oidc.secret-timing: a secret that begins rightly is answered as any wrong one', async () => {
  const answers = new Set<string>()
  for (const length of [0, 1, 8, 21, portal.secret.length - 1]) {
    const guess = portal.secret.slice(0, length).padEnd(portal.secret.length, 'A')
    const wrong = guess === portal.secret ? `${guess.slice(0, -1)}B` : guess
    const { status, error, error_description } = await rp.ask(site, { ...portal, secret: wrong }, '/oidc/token', {
      grant_type: 'client_credentials',
    })
    answers.add(JSON.stringify([status, error, error_description]))
  }
  assert.equal(answers.size, 1)
  assert.match([...answers][0] ?? '', /invalid_client/)
})

test('oidc.registration-by-anyone', async () => {
  const metadata = JSON.parse((await site.browser().get('/.well-known/openid-configuration')).body) as Record<
    string,
    unknown
  >
  assert.equal(metadata['registration_endpoint'], undefined)
  const body = JSON.stringify({ redirect_uris: ['https://evil.example/callback'] })
  for (const path of ['/oidc/reg', '/oidc/register', '/reg', '/register', '/connect/register'])
    assert.equal((await site.browser().send(path, body, { 'content-type': 'application/json' })).status, 404, path)
})

test('oidc.device-code-phishing', async () => {
  const metadata = JSON.parse((await site.browser().get('/.well-known/openid-configuration')).body) as Record<
    string,
    unknown
  >
  assert.equal(metadata['device_authorization_endpoint'], undefined)
  for (const path of ['/oidc/device/auth', '/oidc/device', '/device', '/device/auth'])
    assert.equal((await rp.ask(site, portal, path, { client_id: portal.id })).status, 404, path)
  for (const grant_type of [
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:openid:params:grant-type:ciba',
    'password',
    'implicit',
    'urn:ietf:params:oauth:grant-type:token-exchange',
  ])
    assert.equal(
      (await rp.ask(site, portal, '/oidc/token', { grant_type })).error,
      'unsupported_grant_type',
      grant_type,
    )
})

test('oidc.key-rotation-gap', async () => {
  const earlier = await rp.tokensFor(site, site.browser(), rp.flow(portal), username)
  const { kid: old } = JSON.parse(Buffer.from(earlier.id_token?.split('.')[0] ?? '', 'base64url').toString()) as {
    readonly kid: string
  }
  await world.client.query(`update sso.signing_key set state = 'published' where kid = $1`, [old])
  const rolled = await website({ ...world.system }) // another process, which makes the key that is missing
  try {
    const { keys } = JSON.parse((await rolled.browser().get('/oidc/jwks')).body) as {
      readonly keys: readonly { readonly kid: string; readonly d?: string }[]
    }
    const later = await rp.tokensFor(rolled, rolled.browser(), rp.flow(portal), username)
    const { kid: signing } = JSON.parse(Buffer.from(later.id_token?.split('.')[0] ?? '', 'base64url').toString()) as {
      readonly kid: string
    }
    assert.notEqual(signing, old)
    assert.deepEqual(
      [old, signing].filter(kid => !keys.some(key => key.kid === kid)),
      [],
      'both can be verified',
    )
    assert.ok(
      keys.every(key => key.d === undefined),
      'the private part is told to nobody',
    )
    const hinted = rolled.browser()
    await rp.through(hinted, await rp.authorize(hinted, rp.flow(portal)), username)
    const silent = await rp.authorize(
      hinted,
      rp.flow(portal, { prompt: 'none', id_token_hint: earlier.id_token ?? '' }),
    )
    assert.match(silent.location ?? '', /\?code=/, 'a token of before still is one')
  } finally {
    await rolled.end()
  }
})
