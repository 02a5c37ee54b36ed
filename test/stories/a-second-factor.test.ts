/** Somebody sets up an authenticator app, and a service that asks for two factors gets them, or an honest no. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { hashPassword } from '../../src/authentication/authenticators/password.ts'
import { codeAt, stepAt } from '../../src/authentication/authenticators/totp.ts'
import { refedsMfa } from '../../src/authentication/index.ts'
import { perform } from '../../src/platform/use-case.ts'
import { trustSaml } from '../../src/sso/use-cases/trust-saml.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import {
  assertionOf,
  authnRequest,
  postedBy,
  redirectQuery,
  samlService,
  textIn,
  type SamlService,
} from '../support/saml-service.ts'
import { website, type Browser, type Page, type Website } from '../support/web.ts'

const password = 'correct horse battery staple'
const today = new Date().toISOString().slice(0, 10)
const oathtool = existsSync('/usr/bin/oathtool')

let world: World
let site: Website
let payroll: SamlService
let people: readonly { readonly username: string }[] = []

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  const ids = await world.people(
    ['Haruno', 'Natsuno', 'Akino', 'Fuyuno'].map(family => ({
      is: [{ status: 'grad', from: '2020-04-01' }],
      roman: [family, 'Arata'] as const,
      mail: `${family.toLowerCase()}@mail.example.org`,
    })),
    'mfa',
  )
  await world.reconcile(ids, today)
  const { rows } = await world.client.query<{ id: string; username: string }>(
    `update accounts.account set state = 'active', activated_at = now() - interval '1 hour' where person_id = any($1::uuid[]) returning id, username`,
    [ids],
  )
  people = rows
  const hash = await hashPassword(password)
  for (const { id } of rows)
    await world.client.query('insert into authentication.password values ($1, $2, now())', [id, hash])
  payroll = await samlService('payroll.example.ac.jp', { encrypts: false })
  const trusted = await perform(
    trustSaml,
    { metadata: payroll.metadata, attributes: ['displayName'], reason: 'a test', mode: 'duty' },
    { ...world.as({ kind: 'operator', name: 'test' }, today), now: new Date() },
  )
  assert.ok(trusted.ok)
})

after(async () => {
  await site.end()
  await world.end()
})

const nameOf = (at: number): string => people[at]?.username ?? ''
const fromBase32 = (text: string): Buffer => {
  const bits = [...text.replace(/ /g, '')]
    .map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(octet => parseInt(octet, 2)))
}

/** What another program shows for a secret: oathtool where it is installed. */
const appShows = (secret: string, later = 0): string => {
  const seconds = Math.floor(Date.now() / 1000) + later * 30
  return oathtool
    ? execFileSync('oathtool', ['--totp', '--base32', secret.replace(/ /g, ''), '--now', `@${seconds}`], {
        encoding: 'utf8',
      }).trim()
    : codeAt(fromBase32(secret), stepAt(new Date(seconds * 1000)))
}

/** Sets up an app through the pages; its secret. */
const enrol = async (browser: Browser): Promise<string> => {
  await browser.get('/my/second-factors')
  const begun = await browser.post('/my/second-factors/app', { name: '私のスマートフォン' })
  const page = await browser.follow(begun)
  const secret = /data-copy="([A-Z2-7 ]+)"/.exec(page.body)?.[1] ?? ''
  assert.ok(page.body.includes('class="qr"'), 'a picture to scan')
  assert.equal(page.headers['cache-control'], 'no-store')
  const wrong = await browser.post(begun.location ?? '', { code: '000000' })
  assert.equal(wrong.status, 422)
  const done = await browser.post(begun.location ?? '', { code: appShows(secret) })
  assert.equal(done.location, '/my/second-factors', done.body.slice(0, 300))
  return secret
}

const askMfa = (browser: Browser, comparison = 'exact', attributes = ''): Promise<Page> => {
  const inside = `<samlp:RequestedAuthnContext Comparison="${comparison}"><saml:AuthnContextClassRef>${refedsMfa}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`
  return browser.get(`/saml/sso?${redirectQuery(authnRequest(payroll, { inside, attributes }))}`)
}

const contextIn = (page: Page): readonly string[] =>
  textIn(assertionOf(postedBy(page.body).xml, payroll), 'AuthnContextClassRef')

test('an app is set up, and a service that asks for REFEDS MFA gets it in the middle of the way', async () => {
  const browser = site.browser()
  await browser.signIn(nameOf(0), password)
  const secret = await enrol(browser)
  assert.equal(
    await world.count(`select count(*)::int from platform.mail where purpose = 'authentication.app-added'`),
    2,
  )
  const later = site.browser()
  await later.signIn(nameOf(0), password)
  const begun = await askMfa(later)
  assert.equal(begun.status, 303)
  const way = begun.location ?? ''
  const step = await later.get(way)
  assert.match(step.location ?? '', /^\/step-up\?to=mfa&next=/)
  const asked = await later.get(step.location ?? '')
  assert.match(asked.body, /autocomplete="one-time-code"/)
  const next = `${way}?from=form`
  const wrong = await later.post('/step-up', { to: 'mfa', next, way: 'totp', code: '123456' })
  assert.equal(wrong.status, 401)
  const cookie = later.cookies.get('__Host-session')
  const right = await later.post('/step-up', { to: 'mfa', next, way: 'totp', code: appShows(secret, 1) })
  assert.equal(right.location, next)
  assert.notEqual(later.cookies.get('__Host-session'), cookie, 'a new proof is a new secret')
  assert.deepEqual(contextIn(await later.follow(right)), [refedsMfa])
  assert.deepEqual(contextIn(await askMfa(later, 'minimum')), [refedsMfa], 'the session has it from now on')
})

test('mfa.shared-mfa-state: a second browser of the same person has not risen', async () => {
  const other = site.browser()
  await other.signIn(nameOf(0), password)
  assert.equal((await askMfa(other)).status, 303)
})

test('oidc.acr-not-met and saml.authncontext-comparison: passively, the answer is an honest no', async () => {
  const browser = site.browser()
  await browser.signIn(nameOf(1), password)
  const page = await askMfa(browser, 'exact', 'IsPassive="true"')
  assert.match(postedBy(page.body).xml, /status:NoPassive|status:NoAuthnContext/)
})

test('whoever has no second factor is told how to get one, and comes back', async () => {
  const browser = site.browser()
  await browser.signIn(nameOf(1), password)
  const way = (await askMfa(browser)).location ?? ''
  const none = await browser.follow(await browser.get(way))
  assert.match(none.body, /\/my\/second-factors\?next=/)
  await enrol(browser)
  assert.deepEqual(contextIn(await browser.get(way)), [refedsMfa], 'the code that confirmed the app was a proof')
})

test('mfa.totp-replay: one code 50 times at once is one success', async () => {
  const browsers = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const browser = site.browser()
      await browser.signIn(nameOf(2), password)
      return browser
    }),
  )
  const [first] = browsers
  assert.ok(first)
  const secret = await enrol(first)
  const code = appShows(secret, 1)
  const tried = await Promise.all(
    browsers.flatMap(browser =>
      Array.from({ length: 5 }, () => browser.post('/step-up', { to: 'mfa', next: '/', way: 'totp', code })),
    ),
  )
  assert.equal(tried.filter(({ location }) => location === '/').length, 1)
})

test('mfa.recovery-code-race and mfa.recovery-code-old-set', async () => {
  const browser = site.browser()
  await browser.signIn(nameOf(3), password)
  const codesOn = async (): Promise<readonly string[]> => {
    const page = await browser.post('/my/second-factors/recovery', {})
    return [...page.body.matchAll(/<code>([0-9]+-[0-9A-Z-]{19})<\/code>/g)].map(found => found[1] ?? '')
  }
  const old = await codesOn()
  const codes = await codesOn()
  assert.equal(codes.length, 10)
  const prove = (code: string): Promise<Page> =>
    browser.post('/step-up', { to: 'mfa', next: '/', way: 'recovery-set', code })
  assert.equal((await prove(old[0] ?? '')).status, 401, 'a former set is worth nothing')
  const raced = await Promise.all(
    Array.from({ length: 20 }, () => prove((codes[2] ?? '').toLowerCase().replaceAll('-', ' - '))),
  )
  assert.equal(raced.filter(({ location }) => location === '/').length, 1)
})

test('mfa.delete-factor-by-api: a password alone removes nothing from whoever has a second factor', async () => {
  const browser = site.browser()
  await browser.signIn(nameOf(0), password)
  const list = await browser.get('/my/second-factors')
  const remove = /action="(\/my\/second-factors\/[0-9a-f-]{36}\/remove)"/.exec(list.body)?.[1] ?? ''
  const refused = await browser.post(remove, {})
  assert.match(refused.location ?? '', /^\/step-up\?to=mfa/)
  assert.match((await browser.get('/my/second-factors')).body, /remove"/)
  const another = await browser.post('/my/second-factors/app', { name: 'evil' })
  assert.match(another.location ?? '', /^\/step-up/)
})

test('mfa.swapped-totp-row: a secret copied to another person does not open', async () => {
  const browser = site.browser()
  await browser.signIn(nameOf(1), password)
  await world.client.query(
    `update authentication.authenticator a set sealed = b.sealed from authentication.authenticator b
     where a.person_id = (select person_id from accounts.account where username = $1) and a.kind = 'totp' and a.state = 'active'
       and b.person_id = (select person_id from accounts.account where username = $2) and b.kind = 'totp' and b.state = 'active'`,
    [nameOf(1), nameOf(0)],
  )
  const tried = await browser.post('/step-up', { to: 'mfa', next: '/', way: 'totp', code: '123456' })
  assert.notEqual(tried.status, 303)
})
