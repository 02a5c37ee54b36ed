/** Signing in and staying in: what an outsider could count, compare, replay or edit. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hashing } from '../../src/authentication/authenticators/hash-queue.ts'
import { signIn } from '../../src/authentication/use-cases/sign-in.ts'
import { stranger } from '../../src/platform/actor.ts'
import { apiPath, inputSchema } from '../../src/app/api.ts'
import { catalogue } from '../../src/app/catalogue.ts'
import { routes } from '../../src/app/routes.ts'
import { perform } from '../../src/platform/use-case.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { graduates, members, password, type Member } from '../support/members.ts'
import * as rp from '../support/relying-party.ts'
import { website, type Page, type Website } from '../support/web.ts'

let world: World
let site: Website
let people: readonly Member[] = []

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  people = await members(world, 'acc sign-in', graduates(8))
})
after(async () => {
  await site.end()
  await world.end()
})

const member = (which: number): Member => people[which] ?? assert.fail()
const forget = () => world.client.query('delete from authentication.throttle')

/** Puts an account into a state as the database keeps it. */
const put = (which: number, state: 'active' | 'suspended' | 'closed' | 'pending'): Promise<unknown> =>
  world.client.query(
    `update accounts.account set state = $2,
       since = case when $2 in ('suspended', 'closed') then now() end, cause = case when $2 = 'suspended' then 'other' end,
       reason = case when $2 = 'suspended' then 'x' end, before = case when $2 = 'suspended' then 'active' end,
       why = case when $2 = 'closed' then 'ended' end, actual_stop = case when $2 = 'closed' then current_date end
     where id = $1`,
    [member(which).accountId, state],
  )

const seen = ({ status, headers, body }: Page) => ({
  status,
  length: body.length,
  cookies: [headers['set-cookie'] ?? []].flat().map(line => line.split('=')[0]),
  body: body.replace(/ value="[^"]*"/g, ''),
})

test('acc.user-enumeration', async () => {
  await forget()
  await put(1, 'suspended')
  await put(2, 'closed')
  await put(3, 'pending')
  const tries = [
    { username: member(0).username, password: 'a wrong password' },
    { username: 'a0999999', password: 'a wrong password' },
    { username: member(1).username, password },
    { username: member(2).username, password },
    { username: member(3).username, password },
  ]
  const answers = []
  for (const fields of tries) {
    const browser = site.browser()
    await browser.get('/sign-in')
    const earlier = hashing.done()
    const page = await browser.post('/sign-in', fields)
    answers.push({ ...seen(page), hashes: hashing.done() - earlier })
  }
  assert.equal(answers[0]?.status, 401)
  assert.equal(answers[0]?.hashes, 1, 'an unknown name costs one hash, as everybody’s does')
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  for (const which of [1, 2, 3]) await put(which, 'active')
})

test('acc.parallel-guessing', async () => {
  await forget()
  const context = { ...rp.operator(world), actor: stranger, address: '198.51.100.9' }
  const guesses = Array.from({ length: 200 }, (_, index) =>
    perform(signIn, { username: member(0).username, password: index === 150 ? password : `guess ${index}` }, context),
  )
  const results = await Promise.all(guesses)
  assert.ok(results.filter(result => result.ok).length <= 1)
  const { rows } = await world.client.query<{ readonly failures: number }>(
    `select max(failures)::int as failures from authentication.throttle where path like '%|network:%'`,
  )
  assert.ok((rows[0]?.failures ?? 99) <= 6, `${rows[0]?.failures} tries counted before the wait`)
})

test('acc.long-password', async () => {
  await forget()
  const browser = site.browser()
  await browser.get('/sign-in')
  const earlier = hashing.done()
  const huge = await browser
    .post('/sign-in', { username: member(0).username, password: 'x'.repeat(10_000_000) })
    .catch(() => null)
  assert.ok(huge === null || huge.status === 413, 'ten megabytes are not even read')
  for (const path of ['/sign-in', '/activate']) {
    const fields = {
      username: member(0).username,
      key: 'ACDE3467',
      password: 'x'.repeat(5000),
      repeat: 'x'.repeat(5000),
    }
    assert.ok([401, 422].includes((await browser.post(path, fields)).status), path)
  }
  assert.equal(hashing.done(), earlier, 'nothing was hashed')
})

test('acc.nul-and-unicode-password', async () => {
  await forget()
  const browser = site.browser()
  await browser.signIn(member(4).username, password)
  const long = `${'åäö が ﬁ '.repeat(12)}end`
  const changed = await browser.post('/my/password', { current: password, password: long, repeat: long })
  assert.equal(changed.status, 303, changed.body)
  const decomposed = await site.browser().signIn(member(4).username, long.normalize('NFD'))
  assert.equal(decomposed.status, 303, 'the same letters, composed otherwise')
  assert.equal(
    (await site.browser().signIn(member(4).username, `${long.slice(0, -1)}D`)).status,
    401,
    'nothing is cut off',
  )
  assert.equal((await site.browser().signIn(member(4).username, long.slice(0, 72))).status, 401)
  assert.equal((await site.browser().signIn(member(4).username, `${long}\0x`)).status, 400, 'nor ended by a NUL')
})

test('acc.host-header-poisoning', async () => {
  const browser = site.browser()
  for (const { method, path } of routes) {
    const page =
      method === 'GET'
        ? await browser.get(path, { host: 'evil.example' })
        : await browser.post(path, {}, { host: 'evil.example' })
    assert.equal(page.status, 421, `${method} ${path}`)
  }
  const forwarded = {
    'x-forwarded-host': 'evil.example',
    forwarded: 'host=evil.example;proto=http',
    'x-forwarded-proto': 'http',
    'x-original-url': '/people',
    'x-rewrite-url': '/people',
  }
  for (const path of [
    '/',
    '/sign-in',
    '/recover',
    '/activate',
    '/.well-known/openid-configuration',
    '/api/openapi.json',
    '/my/security',
  ]) {
    const page = await browser.get(path, forwarded)
    assert.doesNotMatch(
      `${page.body} ${page.location} ${JSON.stringify(page.headers)}`,
      /evil\.example|http:\/\/id\./,
      path,
    )
  }
})

test('acc.session-after-close', async () => {
  await forget()
  const other = await website({ ...world.system })
  try {
    for (const state of ['suspended', 'closed', 'pending'] as const) {
      const browser = site.browser()
      await browser.signIn(member(5).username, password)
      const elsewhere = other.browser()
      for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value)
      for (const each of [browser, elsewhere]) assert.equal((await each.get('/my/security')).status, 200)
      await put(5, state)
      for (const each of [browser, elsewhere])
        for (const path of ['/my/security', '/my/data', '/my/password'])
          assert.equal((await each.get(path)).status, 303, `${state}: out with the next request, on every server`)
      await put(5, 'active')
    }
  } finally {
    await other.end()
  }
})

test('acc.second-tab-and-back-button', async () => {
  await forget()
  const [one, two] = [await rp.trust(world, 'one', { mode: 'each' }), await rp.trust(world, 'two', { mode: 'each' })]
  const browser = site.browser()
  const [first, second] = [rp.flow(one, { state: 'first' }), rp.flow(two, { state: 'second' })]
  const [begunFirst, begunSecond] = [await rp.authorize(browser, first), await rp.authorize(browser, second)]
  const backSecond = await rp.through(browser, begunSecond, member(6).username)
  assert.deepEqual([backSecond.host, backSecond.searchParams.get('state')], ['two.example.ac.jp', 'second'])
  const again = await browser.get(new URL(begunSecond.location ?? '', rp.issuer).pathname)
  assert.equal(again.status, 400, 'the way that was gone is closed')
  const form = await browser.post(new URL(begunSecond.location ?? '', rp.issuer).pathname, { content: 'x' })
  assert.ok(form.status >= 400, 'nor is its form taken twice')
  const stale = await browser.get(new URL(begunFirst.location ?? '', rp.issuer).pathname)
  assert.ok(stale.status === 200 || stale.status === 400, 'the other tab goes on, or says that it cannot')
  const tokens = await rp.redeem(site, second, rp.codeOf(backSecond))
  assert.equal(rp.claimsIn(tokens.id_token)['aud'], two.id)
  assert.equal(
    (await rp.redeem(site, first, rp.codeOf(backSecond))).error,
    'invalid_grant',
    'a code of one tab is none of the other',
  )
})

test('acc.flow-state-in-browser', async () => {
  await forget()
  const asking = await rp.trust(world, 'asking', { mode: 'once' })
  const browser = site.browser()
  await browser.signIn(member(7).username, password)
  const shown = await browser.follow(await rp.authorize(browser, rp.flow(asking)))
  const action = /action="(\/interaction\/[^"]+)"/.exec(shown.body)?.[1] ?? ''
  for (const content of ['', 'x', '0'.repeat(64)]) {
    const page = await browser.post(action, {
      content,
      attributes: 'everything',
      recipient: 'oidc:other',
      accountId: member(0).accountId,
    })
    assert.ok(page.status >= 400, 'what was agreed to is what was shown')
  }
  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/%0d%0aSet-Cookie:x=1\r\nX: y',
  ]) {
    const fresh = site.browser()
    const page = await fresh.post('/sign-in', { username: member(0).username, password, next })
    assert.match(page.location ?? '', /^\/(%0d%0a|$)/i, next)
    assert.equal(page.headers['x'], undefined)
  }
  for (const value of [
    '{"kind":"person","roles":["operator"]}',
    'rO0ABXNyABFqYXZhLnV0aWwu',
    'O:8:"stdClass":0:{}',
    Buffer.from('{"sub":"x"}').toString('base64'),
  ])
    for (const name of [
      '__Host-session',
      '__Host-visit',
      '__Host-browser',
      '__Host-notice',
      '__Host-op_session',
      'op_interaction',
    ]) {
      const edited = site.browser()
      edited.cookies.set(name, encodeURIComponent(value))
      assert.equal((await edited.get('/my/security')).status, 303, `${name}=${value}`)
    }
})

test('acc.cookie-tossing', async () => {
  await forget()
  const browser = site.browser()
  await browser.signIn(member(0).username, password)
  await rp.through(browser, await rp.authorize(browser, rp.flow(await rp.trust(world, 'tossed'))), member(0).username)
  const lasting = [...browser.cookies.keys()].filter(name => !/^op_(interaction|resume)/.test(name))
  assert.deepEqual(
    lasting.filter(name => !name.startsWith('__Host-')),
    [],
    'no cookie of ours can be set by a sibling host',
  )
  const tossed = site.browser()
  for (const [name, value] of browser.cookies) tossed.cookies.set(name.replace('__Host-', ''), value)
  assert.equal((await tossed.get('/my/security')).status, 303)
  const doubled = `__Host-session=${browser.cookies.get('__Host-session')}; __Host-session=x`
  assert.equal((await site.browser().get('/my/security', { cookie: doubled })).status, 303, 'of two neither counts')
})

type Schema = { readonly type?: unknown; readonly properties?: unknown; readonly additionalProperties?: unknown }

/** Every object in an input's description that takes members it does not know. */
const lax = (schema: unknown, path: string): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties, additionalProperties } = schema as Schema
  const here = properties !== undefined && additionalProperties !== false ? [path] : []
  return [...here, ...Object.entries(schema).flatMap(([name, inner]) => lax(inner, `${path}/${name}`))]
}

/** Keys are public parts of a published shape (RFC 7517 §4): what we do not know in them does nothing. */
const published = 'sso.trust-client/properties/metadata/properties/jwks/properties/keys/items'

test('acc.mass-assignment-verified', async () => {
  const found = catalogue.flatMap(useCase => lax(inputSchema(useCase), useCase.name))
  assert.deepEqual(
    found.filter(path => path !== published),
    [],
  )
  const context = { ...rp.operator(world), actor: stranger }
  for (const extra of [
    { roles: ['operator'] },
    { state: 'active' },
    { email_verified: true },
    { personId: member(1).personId },
  ]) {
    const result = await perform(signIn, { username: member(0).username, password, ...extra }, context)
    assert.equal(result.ok ? '' : result.refusal.code, 'input.wrong')
  }
  assert.equal(
    (await site.browser().send(apiPath('authentication.sign-in'), '{}', { 'content-type': 'application/json' })).status,
    401,
  )
})
