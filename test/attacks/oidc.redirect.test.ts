/** Where a browser is sent back to, and what it carries there. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { perform } from '../../src/platform/use-case.ts'
import { trustOidc } from '../../src/sso/use-cases/trust-oidc.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { members, password } from '../support/members.ts'
import * as rp from '../support/relying-party.ts'
import { website, type Website } from '../support/web.ts'

let world: World
let site: Website
let portal: rp.Client
let native: rp.Client
let username = ''

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  username = (await members(world, 'oidc redirects'))[0].username
  portal = await rp.trust(world, 'portal', { post_logout_redirect_uris: ['https://portal.example.ac.jp/bye'] })
  const loopback = 'http://127.0.0.1/callback'
  const app = await rp.trust(world, 'app', {
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    redirect_uris: [loopback],
  })
  native = { ...app, redirect: loopback }
})
after(async () => {
  await site.end()
  await world.end()
})

/** Every one of these stays on our own page; nothing goes to the address. */
const stayHere = async (client: rp.Client, addresses: readonly string[]): Promise<void> => {
  for (const redirect_uri of addresses)
    for (const prompt of ['', 'none']) {
      const page = await rp.authorize(site.browser(), rp.flow(client, { redirect_uri, prompt }))
      assert.match(
        page.location ?? '',
        /^https:\/\/id\.example\.ac\.jp\/interaction-error\?code=[a-z_]+$/,
        redirect_uri,
      )
      assert.equal((await site.browser().get('/interaction-error?code=invalid_redirect_uri')).status, 400)
    }
}

test('oidc.redirect-regex-dot', () =>
  stayHere(portal, [
    'https://portalXexample.ac.jp/callback',
    'https://portal.exampleXac.jp/callback',
    'https://portal-example.ac.jp/callback',
  ]))

test('oidc.redirect-wildcard-and-path', () =>
  stayHere(portal, [
    'https://portal.example.ac.jp/callback/',
    'https://portal.example.ac.jp/callback/../callback',
    'https://portal.example.ac.jp/x/../callback',
    'https://portal.example.ac.jp/%63allback',
    'https://portal.example.ac.jp/callback%2f',
    'https://portal.example.ac.jp/callback?x=1',
    'https://portal.example.ac.jp/callback#x',
    'https://portal.example.ac.jp/Callback',
    'https://PORTAL.example.ac.jp/callback',
    'https://portal.example.ac.jp:443/callback',
    'https://portal.example.ac.jp./callback',
    'http://portal.example.ac.jp/callback',
    'https://portal.example.ac.jp@evil.example/callback',
    'https://evil.example\\@portal.example.ac.jp/callback',
    'https://evil.example/https://portal.example.ac.jp/callback',
    'https://portal.example.ac.jp.evil.example/callback',
    'https://*.example.ac.jp/callback',
    '//portal.example.ac.jp/callback',
    ' https://portal.example.ac.jp/callback',
    'https://portal.example.ac.jp/callback\n',
  ]))

test('oidc.redirect-loopback', async () => {
  await stayHere(portal, ['http://127.0.0.1:5555/callback', 'http://localhost/callback', 'https://127.0.0.1/callback'])
  const here = await rp.authorize(site.browser(), rp.flow(native, { redirect_uri: 'http://127.0.0.1:50123/callback' }))
  assert.match(here.location ?? '', /\/interaction\//, 'a native application chooses its port (RFC 8252 §7.3)')
  await stayHere(native, [
    'http://127.0.0.1:50123/other',
    'http://127.0.0.2:50123/callback',
    'http://localhost:50123/callback',
    'https://127.0.0.1/callback',
  ])
  const web = { client_name: 'web', redirect_uris: ['http://127.0.0.1/callback'] }
  const trusted = await perform(trustOidc, { metadata: web, reason: 'a test' }, rp.operator(world))
  assert.equal(trusted.ok ? '' : trusted.refusal.code, 'client.redirect_insecure', 'nor may a web client register it')
})

const schemes = [
  'javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'edu.example.app:/callback',
  'blob:https://portal.example.ac.jp/x',
]

test('oidc.redirect-scheme', async () => {
  await stayHere(portal, schemes)
  for (const uri of [
    ...schemes,
    'https://a:b@portal.example.ac.jp/callback',
    'http://portal.example.ac.jp/callback',
    'https://portal.example.ac.jp/#x',
  ]) {
    const metadata = { client_name: 'x', redirect_uris: [uri] }
    const trusted = await perform(trustOidc, { metadata, reason: 'a test' }, rp.operator(world))
    assert.match(trusted.ok ? 'trusted' : trusted.refusal.code, /^client\.redirect_/, uri)
    const bye = { client_name: 'x', redirect_uris: [portal.redirect], post_logout_redirect_uris: [uri] }
    const other = await perform(trustOidc, { metadata: bye, reason: 'a test' }, rp.operator(world))
    assert.match(other.ok ? 'trusted' : other.refusal.code, /^client\.redirect_/, uri)
  }
})

const hostile = `"><script>alert(1)</script><a href='x`

test('oidc.form-post-xss', async () => {
  const browser = site.browser()
  await rp.through(browser, await rp.authorize(browser, rp.flow(portal)), username)
  for (const changes of [{}, { scope: 'nothing known' }, { prompt: 'none', max_age: '0' }]) {
    const page = await rp.authorize(
      browser,
      rp.flow(portal, { response_mode: 'form_post', state: hostile, login_hint: hostile, ...changes }),
    )
    assert.equal(page.body.includes('<script>alert'), false)
    assert.match(page.body, /<form method="post" action="https:\/\/portal\.example\.ac\.jp\/callback"/)
    const policy = String(page.headers['content-security-policy'])
    assert.match(policy, /script-src 'self' 'sha256-[\w+/=]+'(;|$)/)
    assert.match(policy, /form-action 'self' https:\/\/portal\.example\.ac\.jp(;|$)/)
    assert.match(policy, /frame-ancestors 'none'/)
  }
  const elsewhere = await rp.authorize(
    browser,
    rp.flow(portal, { response_mode: 'form_post', redirect_uri: 'https://evil.example/' }),
  )
  assert.match(elsewhere.location ?? '', /\/interaction-error/)
  const shown = await browser.get(`/interaction-error?code=${encodeURIComponent(hostile)}`)
  assert.equal(shown.body.includes('alert(1)'), false)
  const asked = await browser.follow(
    await rp.authorize(site.browser(), rp.flow(portal, { login_hint: hostile, ui_locales: hostile })),
  )
  assert.equal(asked.body.includes('<script>alert'), false)
})

const signOut = (browser: ReturnType<Website['browser']>, fields: Readonly<Record<string, string>>) =>
  browser.get(`/oidc/end_session?${new URLSearchParams(fields).toString()}`)

test('oidc.open-redirect-at-logout', async () => {
  const browser = site.browser()
  const tokens = await rp.tokensFor(site, browser, rp.flow(portal), username)
  for (const uri of [
    'https://evil.example/',
    'https://portal.example.ac.jp/bye/',
    'https://portal.example.ac.jp/callback',
    'javascript:alert(1)',
    '//evil.example',
  ]) {
    const hinted = await signOut(browser, { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: uri })
    assert.doesNotMatch(`${hinted.location} ${hinted.body}`, /evil|alert|callback|bye\//, uri)
    const bare = await signOut(browser, { post_logout_redirect_uri: uri })
    assert.doesNotMatch(`${bare.location} ${bare.body}`, /evil|alert|callback|bye\//, uri)
  }
  assert.equal((await browser.get('/my/security')).status, 200, 'asking alone signs nobody out')
  const page = await signOut(browser, {
    client_id: portal.id,
    post_logout_redirect_uri: 'https://portal.example.ac.jp/bye',
    state: 's',
  })
  const policy = String(page.headers['content-security-policy'])
  assert.match(policy, /frame-ancestors 'none'/)
  assert.match(policy, /form-action 'self' https:\/\/portal\.example\.ac\.jp(;|$)/)
  assert.match((await confirm(browser, 'made-up')).location ?? '', /\/interaction-error/, 'nor does a foreign form')
  assert.equal((await browser.get('/my/security')).status, 200)
  const out = await confirm(browser, /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '')
  assert.equal(out.location, 'https://portal.example.ac.jp/bye?state=s')
  assert.equal((await browser.get('/my/security')).status, 303, 'the whole session ended')
})

const confirm = (browser: ReturnType<Website['browser']>, xsrf: string) =>
  browser.send('/oidc/end_session/confirm', new URLSearchParams({ xsrf, logout: 'yes' }).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'text/html',
  })

test('oidc.tampered-restart-state', async () => {
  const victim = site.browser()
  const attacker = site.browser()
  const first = await rp.authorize(victim, rp.flow(portal))
  const theirs = await rp.authorize(attacker, rp.flow(portal))
  const uid = theirs.location?.split('/').at(-1) ?? ''
  assert.equal((await victim.get(`/interaction/${uid}`)).status, 400, 'another browser’s way')
  for (const [name, value] of victim.cookies)
    if (name.startsWith('op_') && !name.endsWith('.sig')) {
      victim.cookies.set(name, uid)
      const page = await victim.get(new URL(first.location ?? rp.issuer, rp.issuer).pathname)
      if (name === 'op_interaction') assert.equal(page.status, 400, 'an edited cookie')
      victim.cookies.set(name, value)
    }
  for (const name of [...victim.cookies.keys()].filter(each => each.endsWith('.sig')))
    victim.cookies.set(name, 'x'.repeat(27))
  assert.equal(
    (await victim.get(new URL(first.location ?? rp.issuer, rp.issuer).pathname)).status,
    400,
    'an edited signature',
  )
  await attacker.signIn(username, password)
  for (const path of [`/oidc/authorize/${uid}x`, '/oidc/authorize/made-up'])
    assert.doesNotMatch((await attacker.get(path)).location ?? '', /\?code=/, path)
})
