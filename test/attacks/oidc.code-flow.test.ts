/** The code flow as it should go, and what happens to codes and refresh tokens in other hands, twice, at once, or after a restart. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { members } from '../support/members.ts'
import * as rp from '../support/relying-party.ts'
import { website, type Website } from '../support/web.ts'

let world: World
let site: Website
let library: rp.Client
let portal: rp.Client
let mailer: rp.Client
let username = ''

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  username = (await members(world, 'oidc'))[0].username
  library = await rp.trust(world, 'library', { mode: 'once' })
  portal = await rp.trust(world, 'portal')
  const offline = { grant_types: ['authorization_code', 'refresh_token'], scope: 'openid profile email offline_access' }
  mailer = await rp.trust(world, 'mailer', offline)
})

after(async () => {
  await site.end()
  await world.end()
})

const newCode = async (asked: rp.Flow): Promise<string> => {
  const browser = site.browser()
  return rp.codeOf(await rp.through(browser, await rp.authorize(browser, asked), username))
}

const offlineFlow = (): rp.Flow => rp.flow(mailer, { scope: 'openid profile offline_access', prompt: 'consent' })

const offlineTokens = async (): Promise<rp.Answer> => {
  const tokens = await rp.tokensFor(site, site.browser(), offlineFlow(), username)
  assert.ok(tokens.refresh_token, JSON.stringify(tokens))
  return tokens
}

test('a person signs in, agrees once, and the service is told what was agreed', async () => {
  const browser = site.browser()
  const asked = rp.flow(library)
  const back = await rp.through(browser, await rp.authorize(browser, asked), username)
  assert.equal(back.searchParams.get('state'), 'a-state')
  const tokens = await rp.redeem(site, asked, rp.codeOf(back))
  const claims = JSON.parse((await rp.userinfo(site, tokens.access_token)).body) as Readonly<Record<string, unknown>>
  assert.equal(claims['preferred_username'], username)
  assert.equal(claims['family_name'], 'Haruno')
  assert.equal(claims['sub'], rp.claimsIn(tokens.id_token)['sub'])
  assert.match((await browser.get('/my/releases')).body, /library/)
  const again = await rp.authorize(browser, rp.flow(library))
  assert.equal(new URL(again.location ?? '').host, 'library.example.ac.jp', 'the second time nothing is asked')
})

test('oidc.code-replay', async () => {
  const asked = rp.flow(portal)
  const code = await newCode(asked)
  const tokens = await rp.redeem(site, asked, code)
  assert.equal((await rp.userinfo(site, tokens.access_token)).status, 200)
  assert.equal((await rp.redeem(site, asked, code)).error, 'invalid_grant')
  assert.equal(
    (await rp.userinfo(site, tokens.access_token)).status,
    401,
    'what the first had brought is worth nothing',
  )
})

test('oidc.code-parallel', async () => {
  const asked = rp.flow(portal)
  const code = await newCode(asked)
  const answers = await Promise.all(Array.from({ length: 50 }, () => rp.redeem(site, asked, code)))
  assert.equal(answers.filter(answer => answer.status === 200).length, 1)
  assert.ok(answers.every(answer => answer.status === 200 || answer.error === 'invalid_grant'))
})

test('oidc.code-other-client', async () => {
  const asked = rp.flow(portal)
  const code = await newCode(asked)
  const changes = { redirect_uri: library.redirect }
  assert.equal((await rp.redeem(site, { ...asked, client: library }, code)).error, 'invalid_grant')
  assert.equal((await rp.redeem(site, asked, code, changes)).error, 'invalid_grant', 'another address')
  const secretless = { authorization: `Basic ${Buffer.from(`${portal.id}:x`).toString('base64')}` }
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: portal.redirect,
    code_verifier: asked.verifier,
  }
  assert.equal((await rp.ask(site, portal, '/oidc/token', fields, secretless)).error, 'invalid_client')
})

test('oidc.pkce-dropped', async () => {
  const browser = site.browser()
  const bare = rp.flow(portal, { code_challenge: '', code_challenge_method: '' })
  assert.equal(rp.errorOf(await rp.authorize(browser, bare)), 'invalid_request')
  const asked = rp.flow(portal)
  for (const code_verifier of ['', 'x'.repeat(43)]) {
    const code = await newCode(asked)
    const answer = await rp.redeem(site, asked, code, { code_verifier })
    assert.match(answer.error ?? '', /^invalid_(grant|request)$/, `verifier ${code_verifier}`)
  }
})

test('oidc.pkce-plain', async () => {
  const browser = site.browser()
  for (const method of ['plain', 'S512', 's256', ''])
    assert.equal(
      rp.errorOf(await rp.authorize(browser, rp.flow(portal, { code_challenge_method: method }))),
      'invalid_request',
      method,
    )
})

test('oidc.refresh-reuse', async () => {
  const first = await offlineTokens()
  const second = await rp.refresh(site, mailer, first.refresh_token)
  assert.equal(second.status, 200)
  assert.notEqual(second.refresh_token, first.refresh_token)
  assert.equal((await rp.refresh(site, mailer, first.refresh_token)).error, 'invalid_grant', 'the old one again')
  assert.equal((await rp.refresh(site, mailer, second.refresh_token)).error, 'invalid_grant', 'the whole family ended')
  assert.equal((await rp.userinfo(site, second.access_token)).status, 401)
})

test('oidc.refresh-parallel', async () => {
  const { refresh_token: token } = await offlineTokens()
  const answers = await Promise.all(Array.from({ length: 50 }, () => rp.refresh(site, mailer, token)))
  assert.equal(answers.filter(answer => answer.status === 200).length, 1)
  assert.ok(answers.every(answer => answer.status === 200 || answer.error === 'invalid_grant'))
})

test('oidc.refresh-after-restart', async () => {
  const first = await offlineTokens()
  const second = await rp.refresh(site, mailer, first.refresh_token)
  const restarted = await website({ ...world.system }) // another process on the same database
  try {
    assert.equal((await rp.refresh(restarted, mailer, first.refresh_token)).error, 'invalid_grant')
    assert.equal((await rp.refresh(restarted, mailer, second.refresh_token)).error, 'invalid_grant', 'its family too')
  } finally {
    await restarted.end()
  }
})

test('oidc.mix-up: every answer says who answers', async () => {
  const browser = site.browser()
  const done = await rp.through(browser, await rp.authorize(browser, rp.flow(portal)), username)
  assert.equal(done.searchParams.get('iss'), rp.issuer)
  const refused = await rp.authorize(browser, rp.flow(portal, { response_type: 'token' }))
  assert.equal(rp.answered(refused).get('iss'), rp.issuer)
  const metadata = JSON.parse((await browser.get('/.well-known/openid-configuration')).body) as Record<string, unknown>
  assert.equal(metadata['issuer'], rp.issuer)
  assert.equal(metadata['authorization_response_iss_parameter_supported'], true)
})

test('oidc.disabled-response-type', async () => {
  const browser = site.browser()
  for (const type of ['token', 'id_token', 'code id_token', 'code token', 'code id_token token', 'none'])
    assert.equal(
      rp.errorOf(await rp.authorize(browser, rp.flow(portal, { response_type: type, nonce: 'n' }))),
      'unsupported_response_type',
      type,
    )
})

test('oidc.pairwise-linkable', async () => {
  const subjects = []
  for (const client of [library, portal, mailer])
    subjects.push(
      rp.claimsIn((await rp.tokensFor(site, site.browser(), rp.flow(client, { scope: 'openid' }), username)).id_token)[
        'sub'
      ],
    )
  assert.equal(new Set(subjects).size, 3)
  const again = await rp.tokensFor(site, site.browser(), rp.flow(portal), username)
  assert.equal(rp.claimsIn(again.id_token)['sub'], subjects[1], 'and stays the same for one service')
})
