/** What a service may learn or keep when the person, the session, the account, the consent or the client is not what it was. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { releaseResume, proposeResume, suspendAccount } from '../../src/accounts/use-cases/suspend.ts'
import { refedsMfa, refedsSfa } from '../../src/authentication/index.ts'
import type { StaffRole } from '../../src/platform/actor.ts'
import { perform, type Context } from '../../src/platform/use-case.ts'
import { distrust } from '../../src/sso/use-cases/parties.ts'
import { accountsWorld, officer, type World } from '../support/accounts-world.ts'
import { graduates, members, password, type Member } from '../support/members.ts'
import * as rp from '../support/relying-party.ts'
import { website, type Browser, type Website } from '../support/web.ts'

let world: World
let site: Website
let portal: rp.Client
let mailer: rp.Client
let people: readonly Member[] = []
let at = 0
let someone: Member
let other: Member

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  const all = await members(world, 'oidc sessions', graduates(20))
  other = all[0]
  people = all.slice(1)
  portal = await rp.trust(world, 'portal')
  const offline = { grant_types: ['authorization_code', 'refresh_token'], scope: 'openid profile email offline_access' }
  mailer = await rp.trust(world, 'mailer', offline)
})
beforeEach(() => {
  const next = people[at]
  assert.ok(next)
  someone = next
  at += 1
})
after(async () => {
  await site.end()
  await world.end()
})

const as = (n: number, ...roles: readonly StaffRole[]): Context => ({
  ...rp.operator(world),
  actor: officer(roles, n),
})

const offlineFlow = (): rp.Flow => rp.flow(mailer, { scope: 'openid profile offline_access', prompt: 'consent' })

type Held = {
  readonly browser: Browser
  readonly online: rp.Answer
  readonly offline: rp.Answer
  readonly code: string
}

/** Somebody signed in, with tokens of two services and a code not yet redeemed. */
const signedIn = async (): Promise<Held & { readonly asked: rp.Flow }> => {
  const browser = site.browser()
  const online = await rp.tokensFor(site, browser, rp.flow(portal), someone.username)
  const offline = await rp.tokensFor(site, browser, offlineFlow(), someone.username)
  assert.ok(online.access_token && offline.refresh_token, JSON.stringify([online, offline]))
  const asked = rp.flow(portal)
  return {
    browser,
    online,
    offline,
    asked,
    code: rp.codeOf(await rp.through(browser, await rp.authorize(browser, asked), someone.username)),
  }
}

/** Everything that somebody could still do with what they hold, and whether it is refused. */
const allRefused = async ({
  browser,
  online,
  offline,
  asked,
  code,
}: Held & { readonly asked: rp.Flow }): Promise<void> => {
  assert.equal((await rp.userinfo(site, online.access_token)).status, 401, 'userinfo')
  assert.equal((await rp.introspect(site, portal, online.access_token)).active, false, 'an access token introspected')
  assert.equal((await rp.introspect(site, mailer, offline.refresh_token)).active, false, 'a refresh token introspected')
  assert.equal((await rp.refresh(site, mailer, offline.refresh_token)).error, 'invalid_grant', 'refresh')
  assert.equal((await rp.redeem(site, asked, code)).error, 'invalid_grant', 'a code not yet redeemed')
  assert.equal(
    rp.errorOf(await rp.authorize(browser, rp.flow(portal, { prompt: 'none' }))),
    'login_required',
    'silently',
  )
}

const allWork = async ({ browser, online, offline }: Held): Promise<void> => {
  assert.equal((await rp.userinfo(site, online.access_token)).status, 200)
  assert.equal((await rp.introspect(site, portal, online.access_token)).active, true)
  assert.equal((await rp.introspect(site, mailer, offline.refresh_token)).active, true)
  assert.match((await rp.authorize(browser, rp.flow(portal, { prompt: 'none' }))).location ?? '', /\?code=/)
}

const suspension = (): object => ({ accountId: someone.accountId, cause: 'discipline', reason: 'a test' })

test('oidc.disabled-account-still-mints', async () => {
  const held = await signedIn()
  await allWork(held)
  assert.ok((await perform(suspendAccount, suspension(), as(1, 'account-operator'))).ok)
  await allRefused(held)
})

test('oidc.revoke-does-not-reach', async () => {
  const { accountId } = someone
  const held = await signedIn()
  assert.ok((await perform(suspendAccount, suspension(), as(1, 'account-operator'))).ok)
  assert.ok((await perform(proposeResume, { accountId, reason: 'a test' }, as(1, 'account-operator'))).ok)
  assert.ok((await perform(releaseResume, { accountId }, as(2, 'account-operator'))).ok)
  await allRefused(held)
  assert.equal((await held.browser.signIn(someone.username, password)).status, 303, 'the person begins anew')
})

test('oidc.revoke-does-not-reach: signed out here, ended from elsewhere, password changed', async () => {
  const next = 'quite another seventeen words lamp'
  const ends: readonly ((held: Held) => Promise<unknown>)[] = [
    ({ browser }) => browser.post('/sign-out', {}),
    async () => {
      const elsewhere = site.browser()
      await elsewhere.signIn(someone.username, password)
      return elsewhere.post('/my/sessions/end-others', {})
    },
    async () => {
      const elsewhere = site.browser()
      await elsewhere.signIn(someone.username, password)
      return elsewhere.post('/my/password', { current: password, password: next, repeat: next })
    },
  ]
  for (const end of ends) {
    const held = await signedIn()
    await end(held)
    await allRefused(held)
  }
})

test('a proof given anew on the same browser keeps what was granted, and its end ends it', async () => {
  const held = await signedIn()
  await held.browser.get('/sign-in?again=1')
  await held.browser.post('/sign-in', { username: someone.username, password })
  await allWork(held)
  await held.browser.get('/sign-out')
  await held.browser.post('/sign-out', {})
  await allRefused(held)
})

test('a session that merely ran out leaves a refresh token its 30 days, and nothing else', async () => {
  const held = await signedIn()
  await world.client.query(
    `update authentication.session set expires_at = now() - interval '1 second' where account_id = $1`,
    [someone.accountId],
  )
  assert.equal(rp.errorOf(await rp.authorize(held.browser, rp.flow(portal, { prompt: 'none' }))), 'login_required')
  assert.equal((await rp.refresh(site, mailer, held.offline.refresh_token)).status, 200)
})

test('oidc.disabled-client-still-mints', async () => {
  const client = await rp.trust(world, 'retired', {
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    scope: 'openid offline_access',
  })
  const asked = rp.flow(client, { scope: 'openid offline_access', prompt: 'consent' })
  const tokens = await rp.tokensFor(site, site.browser(), asked, someone.username)
  assert.equal((await rp.userinfo(site, tokens.access_token)).status, 200)
  assert.ok((await perform(distrust, { clientId: client.id, reason: 'a test' }, rp.operator(world))).ok)
  assert.equal((await rp.userinfo(site, tokens.access_token)).status, 401)
  assert.equal((await rp.refresh(site, client, tokens.refresh_token)).error, 'invalid_client')
  assert.equal((await rp.introspect(site, client, tokens.access_token)).error, 'invalid_client')
  assert.equal(
    (await rp.ask(site, client, '/oidc/token', { grant_type: 'client_credentials' })).error,
    'invalid_client',
  )
  assert.match((await rp.authorize(site.browser(), asked)).location ?? '', /\/interaction-error\?code=invalid_client/)
})

test('oidc.consent-bypass', async () => {
  const browser = site.browser()
  const asking = await rp.trust(world, 'asking', {
    mode: 'once',
    grant_types: ['authorization_code', 'refresh_token'],
    scope: 'openid profile email offline_access',
  })
  const narrow = rp.flow(asking, { scope: 'openid email' })
  await browser.signIn(someone.username, password)
  const silent = (changes: Readonly<Record<string, string>>) =>
    rp.authorize(browser, rp.flow(asking, { prompt: 'none', ...changes }))
  assert.equal(rp.errorOf(await silent({ scope: 'openid email' })), 'login_required', 'never told to anybody')
  assert.ok((await rp.tokensFor(site, browser, narrow, someone.username)).access_token)
  assert.match((await silent({ scope: 'openid email' })).location ?? '', /\?code=/)
  assert.equal(rp.errorOf(await silent({ scope: 'openid email profile' })), 'consent_required', 'a wider request')
  const offline = await rp.tokensFor(
    site,
    browser,
    rp.flow(asking, { scope: 'openid email offline_access', prompt: 'consent' }),
    someone.username,
  )
  const wider = {
    grant_type: 'refresh_token',
    refresh_token: offline.refresh_token ?? '',
    scope: 'openid email profile',
  }
  assert.equal((await rp.ask(site, asking, '/oidc/token', wider)).error, 'invalid_scope')
  const others = await rp.trust(world, 'others', { mode: 'once' })
  assert.equal(
    rp.errorOf(await rp.authorize(browser, rp.flow(others, { prompt: 'none' }))),
    'consent_required',
    'another service',
  )
  await world.client.query('delete from release.consent where person_id = $1', [someone.personId])
  assert.equal(rp.errorOf(await silent({ scope: 'openid email' })), 'consent_required', 'a consent taken back')
})

test('oidc.max-age-ignored', async () => {
  const browser = site.browser()
  const tokens = await rp.tokensFor(site, browser, rp.flow(portal, { max_age: '600' }), someone.username)
  const provedAt = Number(rp.claimsIn(tokens.id_token)['auth_time'])
  assert.ok(Math.abs(provedAt - Date.now() / 1000) < 60)
  await world.client.query(
    `update authentication.session set authenticated_at = authenticated_at - interval '10 minutes' where account_id = $1`,
    [someone.accountId],
  )
  assert.equal(
    rp.errorOf(await rp.authorize(browser, rp.flow(portal, { max_age: '60', prompt: 'none' }))),
    'login_required',
  )
  assert.match(
    (await browser.follow(await rp.authorize(browser, rp.flow(portal, { max_age: '1' })))).body,
    /name="password"/,
  )
  const proved = await rp.tokensFor(site, browser, rp.flow(portal, { max_age: '60' }), someone.username)
  assert.ok(Number(rp.claimsIn(proved.id_token)['auth_time']) >= provedAt, 'the new proof counts')
})

test('oidc.acr-not-met', async () => {
  const browser = site.browser()
  await rp.tokensFor(site, browser, rp.flow(portal), someone.username)
  const demands = [
    { essential: true, value: refedsMfa },
    { essential: true, values: [refedsMfa, 'phrh'] },
  ]
  for (const acr of demands) {
    const claims = JSON.stringify({ id_token: { acr } })
    for (const prompt of ['', 'none', 'login']) {
      const answer = await rp.through(
        browser,
        await rp.authorize(browser, rp.flow(portal, { claims, prompt })),
        someone.username,
      )
      assert.match(
        answer.searchParams.get('error') ?? '',
        /^(unmet_authentication_requirements|login_required)$/,
        prompt,
      )
      assert.equal(rp.codeOf(answer), '')
    }
  }
  const tokens = await rp.tokensFor(site, browser, rp.flow(portal, { acr_values: refedsMfa }), someone.username)
  assert.equal(rp.claimsIn(tokens.id_token)['acr'], refedsSfa, 'a wish that is not met is answered by what is true')
  assert.deepEqual(rp.claimsIn(tokens.id_token)['amr'], ['pwd'])
  const claims = JSON.stringify({ id_token: { acr: { essential: true, value: refedsMfa } } })
  const hidden = await rp.authorize(browser, rp.flow(portal, { claims, acr_values: refedsSfa, prompt: 'none' }))
  assert.equal(rp.errorOf(hidden), 'unmet_authentication_requirements', 'a wish beside it does not soften a demand')
})

test('oidc.sub-spoofing', async () => {
  const theirs = rp.claimsIn((await rp.tokensFor(site, site.browser(), rp.flow(portal), other.username)).id_token)[
    'sub'
  ]
  const browser = site.browser()
  const mine = rp.claimsIn((await rp.tokensFor(site, browser, rp.flow(portal), someone.username)).id_token)['sub']
  assert.notEqual(mine, theirs)
  const claims = JSON.stringify({ id_token: { sub: { value: theirs } } })
  const silent = await rp.authorize(browser, rp.flow(portal, { claims, prompt: 'none' }))
  assert.equal(rp.errorOf(silent), 'login_required')
  const shown = await browser.follow(await rp.authorize(browser, rp.flow(portal, { claims })))
  assert.match(shown.body, /name="password"/, 'the other person would have to sign in')
})

test('oidc.id-token-hint-foreign', async () => {
  const theirs = await rp.tokensFor(site, site.browser(), rp.flow(portal), other.username)
  const browser = site.browser()
  const mine = await rp.tokensFor(site, browser, rp.flow(portal), someone.username)
  const silent = (hint: string | undefined, client = portal) =>
    rp.authorize(browser, rp.flow(client, { id_token_hint: hint ?? '', prompt: 'none' }))
  assert.match((await silent(mine.id_token)).location ?? '', /\?code=/)
  assert.equal(rp.errorOf(await silent(theirs.id_token)), 'login_required', 'of another person')
  for (const hint of [
    `${mine.id_token}x`,
    'junk',
    'a.b.c',
    `${Buffer.from('{"alg":"none"}').toString('base64url')}.${mine.id_token?.split('.')[1]}.`,
  ])
    assert.equal(rp.errorOf(await silent(hint)), 'invalid_request', hint.slice(0, 20))
  const stranger = await rp.trust(world, 'stranger')
  assert.notEqual((await silent(mine.id_token, stranger)).status, 500)
  assert.doesNotMatch((await silent(mine.id_token, stranger)).location ?? '', /\?code=/, 'of another client')
})

test('oidc.introspection-wrong-client', async () => {
  const { online, offline } = await signedIn()
  assert.deepEqual(await rp.introspect(site, mailer, online.access_token), { status: 200, active: false })
  assert.deepEqual(await rp.introspect(site, portal, offline.refresh_token), { status: 200, active: false })
  assert.deepEqual(await rp.introspect(site, portal, 'made-up'), { status: 200, active: false })
  assert.equal((await rp.introspect(site, { ...portal, secret: 'x' }, online.access_token)).error, 'invalid_client')
  assert.equal((await rp.ask(site, mailer, '/oidc/revoke', { token: online.access_token ?? '' })).status, 200)
  assert.equal((await rp.userinfo(site, online.access_token)).status, 200, 'nor revoked by another')
})

test('oidc.userinfo-wrong-audience', async () => {
  const machine = await rp.trust(world, 'machine', {
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  })
  const { access_token: token } = await rp.ask(site, machine, '/oidc/token', { grant_type: 'client_credentials' })
  assert.ok(token)
  assert.equal((await rp.userinfo(site, token)).status, 401, 'a token of no person')
  const { online, offline } = await signedIn()
  for (const wrong of [offline.refresh_token, online.id_token, '', 'made-up'])
    assert.ok([400, 401].includes((await rp.userinfo(site, wrong)).status))
  const elsewhere = rp.flow(portal, { resource: 'https://api.example.ac.jp' })
  assert.doesNotMatch((await rp.authorize(site.browser(), elsewhere)).location ?? '', /\?code=/)
})
