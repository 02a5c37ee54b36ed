import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PersonId } from '../../src/kernel/ids.ts'
import { perform } from '../../src/platform/use-case.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { website, type Browser, type Page, type Website } from '../support/web.ts'
import { hashPassword } from '../../src/authentication/authenticators/password.ts'
import { distrust, trustOidc } from '../../src/sso/use-cases.ts'
import { createHash, randomBytes } from 'node:crypto'

const password = 'correct horse battery staple'
const today = new Date().toISOString().slice(0, 10)
const redirect = 'https://library.example.ac.jp/callback'

type Row = { readonly id: string; readonly username: string }
type Client = { readonly client_id: string; readonly client_secret: string }

let world: World
let site: Website
let client: Client
let duty: Client
let username = ''
let personId: PersonId

const operator = () => ({ ...world.as({ kind: 'operator', name: 'test' }, today), now: new Date() })

const trust = async (name: string, mode: 'duty' | 'once', host: string): Promise<Client> => {
  const metadata = { client_name: name, redirect_uris: [host], scope: 'openid profile email eduperson' }
  const trusted = await perform(trustOidc, { metadata, reason: 'a test', mode }, operator())
  assert.ok(trusted.ok, JSON.stringify(trusted))
  return { client_id: trusted.value.client_id, client_secret: trusted.value.client_secret ?? '' }
}

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  const [someone] = await world.people(
    [{ is: [{ status: 'grad', from: '2020-04-01' }], roman: ['Haruno', 'Arata'] }],
    'oidc',
  )
  assert.ok(someone)
  personId = someone
  await world.reconcile([personId], today)
  const { rows } = await world.client.query<Row>(
    `update accounts.account set state = 'active', activated_at = now() - interval '1 hour' where person_id = $1 returning id, username`,
    [personId],
  )
  username = rows[0]?.username ?? ''
  await world.client.query('insert into authentication.password values ($1, $2, now())', [
    rows[0]?.id,
    (await hashPassword(password)) ?? '',
  ])
  client = await trust('Library', 'once', redirect)
  duty = await trust('Portal', 'duty', 'https://portal.example.ac.jp/callback')
})

after(async () => {
  await site.end()
  await world.end()
})

type Flow = { readonly verifier: string; readonly parameters: Readonly<Record<string, string>> }

const flow = (of: Client, changes: Readonly<Record<string, string>> = {}): Flow => {
  const verifier = randomBytes(32).toString('base64url')
  const parameters = {
    client_id: of.client_id,
    redirect_uri: of === client ? redirect : 'https://portal.example.ac.jp/callback',
    response_type: 'code',
    scope: 'openid profile email eduperson',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'a-state',
    ...changes,
  }
  return { verifier, parameters: Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== '')) }
}

const authorize = (browser: Browser, { parameters }: Flow): Promise<Page> =>
  browser.get(`/oidc/authorize?${new URLSearchParams(parameters).toString()}`)

/** Follows redirects, signs in, agrees where asked; the address at which the client is called back. */
const through = async (browser: Browser, first: Page): Promise<URL> => {
  let page = first
  for (let step = 0; step < 12; step += 1) {
    const to = page.location ?? /^0; url=(.*)$/.exec(String(page.headers['refresh'] ?? ''))?.[1] ?? null
    if (to !== null) {
      const address = new URL(to, 'https://id.example.ac.jp')
      if (address.host !== 'id.example.ac.jp') return address
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

type Tokens = { readonly access_token?: string; readonly id_token?: string; readonly error?: string }

const redeem = async (
  of: Client,
  { verifier, parameters }: Flow,
  code: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Tokens> => {
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: parameters['redirect_uri'] ?? '',
    code_verifier: verifier,
    ...changes,
  }
  const page = await site.browser().send('/oidc/token', new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Basic ${Buffer.from(`${of.client_id}:${of.client_secret}`).toString('base64')}`,
  })
  return JSON.parse(page.body) as Tokens
}

const claimsIn = (token: string): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Readonly<Record<string, unknown>>

const codeOf = (address: URL): string => address.searchParams.get('code') ?? ''

test('a person signs in, agrees once, and the service is told what was agreed', async () => {
  const browser = site.browser()
  const asked = flow(client)
  const back = await through(browser, await authorize(browser, asked))
  assert.equal(back.searchParams.get('state'), 'a-state')
  assert.equal(back.searchParams.get('iss'), 'https://id.example.ac.jp')
  const tokens = await redeem(client, asked, codeOf(back))
  assert.ok(tokens.id_token && tokens.access_token, JSON.stringify(tokens))
  const told = await browser.get('/oidc/userinfo', { authorization: `Bearer ${tokens.access_token}` })
  const claims = JSON.parse(told.body) as Readonly<Record<string, unknown>>
  assert.equal(claims['preferred_username'], username)
  assert.equal(claims['family_name'], 'Haruno')
  assert.equal(claims['sub'], claimsIn(tokens.id_token)['sub'])
  const releases = await browser.get('/my/releases')
  assert.match(releases.body, /Library/)
  const again = await authorize(browser, flow(client))
  assert.equal(new URL(again.location ?? '').host, 'library.example.ac.jp', 'the second time nothing is asked')
})

test('oidc.pairwise-linkable: two services know the same person by different names', async () => {
  const subjects = []
  for (const service of [client, duty]) {
    const browser = site.browser()
    const asked = flow(service)
    const tokens = await redeem(service, asked, codeOf(await through(browser, await authorize(browser, asked))))
    subjects.push(claimsIn(tokens.id_token ?? '')['sub'])
  }
  assert.notEqual(subjects[0], subjects[1])
})

test('oidc.code-parallel and oidc.code-replay: a code is spent once', async () => {
  const browser = site.browser()
  const asked = flow(duty)
  const code = codeOf(await through(browser, await authorize(browser, asked)))
  const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(duty, asked, code)))
  assert.equal(answers.filter(answer => answer.access_token !== undefined).length <= 1, true)
  assert.equal((await redeem(duty, asked, code)).error, 'invalid_grant')
})

test('oidc.code-other-client', async () => {
  const browser = site.browser()
  const asked = flow(duty)
  const code = codeOf(await through(browser, await authorize(browser, asked)))
  assert.equal((await redeem(client, asked, code)).error, 'invalid_grant')
})

test('oidc.pkce-dropped and oidc.pkce-plain', async () => {
  const browser = site.browser()
  await browser.signIn(username, password)
  for (const changes of [{ code_challenge: '', code_challenge_method: '' }, { code_challenge_method: 'plain' }]) {
    const page = await authorize(browser, flow(duty, changes))
    assert.equal(new URL(page.location ?? '').searchParams.get('error'), 'invalid_request')
  }
  const asked = flow(duty)
  const code = codeOf(await through(browser, await authorize(browser, asked)))
  assert.equal((await redeem(duty, asked, code, { code_verifier: 'x'.repeat(43) })).error, 'invalid_grant')
})

test('oidc.redirect-regex-dot and oidc.redirect-wildcard-and-path', async () => {
  const browser = site.browser()
  const wrong = [
    'https://portalXexample.ac.jp/callback',
    'https://portal.example.ac.jp/callback/',
    'https://portal.example.ac.jp/callback?x=1',
    'https://portal.example.ac.jp@evil.example/callback',
    'javascript:alert(1)',
  ]
  for (const uri of wrong) {
    const page = await authorize(browser, flow(duty, { redirect_uri: uri }))
    assert.match(page.location ?? '', /^https:\/\/id\.example\.ac\.jp\/interaction-error/, uri)
  }
})

test('oidc.consent-bypass: without a consent nothing is told silently', async () => {
  const browser = site.browser()
  await browser.signIn(username, password)
  await world.client.query('delete from release.consent')
  const page = await authorize(browser, flow(client, { prompt: 'none' }))
  assert.equal(new URL(page.location ?? 'https://x.example').searchParams.get('error'), 'login_required')
  const first = await through(browser, await authorize(browser, flow(client)))
  assert.notEqual(codeOf(first), '')
  await world.client.query('delete from release.consent')
  const silent = await authorize(browser, flow(client, { prompt: 'none' }))
  assert.equal(new URL(silent.location ?? '').searchParams.get('error'), 'consent_required')
})

test('oidc.max-age-ignored: an old session is proved again', async () => {
  const browser = site.browser()
  await through(browser, await authorize(browser, flow(duty)))
  await world.client.query(
    `update authentication.session set authenticated_at = authenticated_at - interval '10 minutes'`,
  )
  const page = await browser.follow(await authorize(browser, flow(duty, { max_age: '60' })))
  assert.match(page.body, /name="password"/)
})

test('oidc.disabled-account-still-mints and oidc.disabled-client-still-mints', async () => {
  const browser = site.browser()
  const asked = flow(duty)
  const tokens = await redeem(duty, asked, codeOf(await through(browser, await authorize(browser, asked))))
  const ask = () => site.browser().get('/oidc/userinfo', { authorization: `Bearer ${tokens.access_token ?? ''}` })
  assert.equal((await ask()).status, 200)
  await world.client.query(
    `update accounts.account set state = 'suspended', since = now(), cause = 'compromise', reason = 'x', before = 'active' where person_id = $1`,
    [personId],
  )
  assert.equal((await ask()).status, 401, 'a suspended account')
  await world.client.query(
    `update accounts.account set state = 'active', since = null, cause = null, reason = null, before = null where person_id = $1`,
    [personId],
  )
  const ended = await perform(distrust, { clientId: duty.client_id, reason: 'a test' }, operator())
  assert.ok(ended.ok)
  assert.equal((await ask()).status, 401, 'a distrusted client')
})

test('oidc.registration-by-anyone and oidc.device-code-phishing: there is no such address', async () => {
  for (const path of ['/oidc/reg', '/reg', '/oidc/device/auth', '/oidc/device'])
    assert.equal((await site.browser().send(path, '{}', { 'content-type': 'application/json' })).status, 404, path)
})
