/** A campus service that speaks CAS sends somebody to us, checks the ticket, and hears when the session is over. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { MovableClock } from '../../src/platform/clock.ts'
import { perform } from '../../src/platform/use-case.ts'
import { trustCasCommand } from '../../src/sso/command.ts'
import { tellCasJob } from '../../src/sso/cas/tell.ts'
import { trustCas } from '../../src/sso/use-cases/trust-cas.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { modAuthCas, modAuthCasMissing } from '../support/mod-auth-cas.ts'
import { members, password, type Member } from '../support/members.ts'
import { operator } from '../support/relying-party.ts'
import { textIn, valueOf } from '../support/saml-service.ts'
import { website, type Browser, type Page, type Website } from '../support/web.ts'

const registered = 'https://lms.example.ac.jp/moodle'
const service = `${registered}/login/index.php?authCAS=CAS&next=/course`

let world: World
let site: Website
let member: Member

const trust = async (
  address: string,
  attributes: readonly string[],
  { mode = 'duty', demo = false }: { readonly mode?: 'duty' | 'once'; readonly demo?: boolean } = {},
): Promise<void> => {
  const context = operator(world)
  const name = { ja: '授業支援', en: 'Course support' }
  const input = { address, name, attributes, reason: 'a test', mode }
  const trusted = await perform(trustCas, input, { ...context, system: { ...context.system, demo } })
  assert.ok(trusted.ok, JSON.stringify(trusted))
}

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  member = (await members(world, 'cas'))[0]
  await trust(registered, ['uid', 'displayName', 'eduPersonScopedAffiliation'])
})

after(async () => {
  await site.end()
  await world.end()
})

const query = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString()
const login = (browser: Browser, fields: Readonly<Record<string, string>>): Promise<Page> =>
  browser.get(`/cas/login?${query(fields)}`)

/** Where a page leads the browser: by a redirect, or by a page that takes it onward. */
const leadsTo = ({ location, headers }: Page): string =>
  location ?? /^0; url=(.*)$/.exec(String(headers['refresh'] ?? ''))?.[1] ?? ''

const ticketIn = (address: string): string => new URL(address).searchParams.get('ticket') ?? ''

const signedIn = async (): Promise<Browser> => {
  const browser = site.browser()
  await browser.signIn(member.username, password)
  return browser
}

/** A ticket for somebody who is signed in already. */
const ticketFor = async (browser: Browser, fields: Readonly<Record<string, string>> = { service }): Promise<string> =>
  ticketIn(leadsTo(await login(browser, fields)))

const validated = async (
  ticket: string,
  fields: Readonly<Record<string, string>> = {},
  path = '/cas/p3/serviceValidate',
): Promise<string> => (await site.browser().get(`${path}?${query({ service, ticket, ...fields })}`)).body

const faultIn = (body: string): string | null => valueOf(body, 'authenticationFailure', 'code')

test('a stranger signs in, goes back with a ticket, and the service is told what was agreed', async () => {
  const browser = site.browser()
  const begun = await login(browser, { service })
  const way = begun.location ?? ''
  assert.match(way, /^\/sign-on\//)
  await browser.get(way)
  await browser.post('/sign-in', { username: member.username, password, next: `${way}?from=form` })
  const to = leadsTo(await browser.get(`${way}?from=form`))
  assert.ok(to.startsWith(`${service}&ticket=ST-`), to)
  const body = await validated(ticketIn(to))
  assert.deepEqual(textIn(body, 'user'), [member.username])
  assert.deepEqual(textIn(body, 'uid'), [member.username])
  assert.deepEqual(textIn(body, 'displayName'), ['Arata Haruno'])
  assert.deepEqual(textIn(body, 'eduPersonScopedAffiliation'), ['student@example.ac.jp', 'member@example.ac.jp'])
  assert.deepEqual(textIn(body, 'mail'), [], 'what was not agreed is not told')
  assert.match(body, /xmlns:cas="http:\/\/www\.yale\.edu\/tp\/cas"/)
})

test('JSON says the same, version 1 says it in two lines, proxies are not offered', async () => {
  const browser = await signedIn()
  const json = JSON.parse(await validated(await ticketFor(browser), { format: 'JSON' })) as {
    readonly serviceResponse: { readonly authenticationSuccess: Readonly<Record<string, unknown>> }
  }
  const { user, attributes } = json.serviceResponse.authenticationSuccess
  assert.equal(user, member.username)
  assert.deepEqual((attributes as Readonly<Record<string, unknown>>)['displayName'], ['Arata Haruno'])
  assert.equal(await validated(await ticketFor(browser), {}, '/cas/validate'), `yes\n${member.username}\n`)
  assert.equal(await validated('ST-nobodyhaseverseenthisticket', {}, '/cas/validate'), 'no\n\n')
  const proxied = await validated(await ticketFor(browser), { pgtUrl: 'https://lms.example.ac.jp/pgt' })
  assert.deepEqual(textIn(proxied, 'proxyGrantingTicket'), [])
  assert.equal(faultIn((await browser.get('/cas/proxy?pgt=PGT-1&targetService=x')).body), 'UNAUTHORIZED_SERVICE_PROXY')
})

test('somebody signed in goes straight through; a form carries the ticket where that was asked', async () => {
  const browser = await signedIn()
  const page = await login(browser, { service, method: 'POST' })
  assert.equal(page.status, 200)
  assert.match(page.body, /name="ticket" value="ST-/)
  assert.match(String(page.headers['content-security-policy']), /form-action 'self' https:\/\/lms\.example\.ac\.jp;/)
})

test('renew: the session is not enough, and validation with renew takes only tickets that came of a new sign-in', async () => {
  const browser = await signedIn()
  assert.equal(faultIn(await validated(await ticketFor(browser), { renew: 'true' })), 'INVALID_TICKET')
  const begun = await login(browser, { service, renew: 'true' })
  const way = begun.location ?? ''
  assert.match((await browser.get(way)).body, /name="password"/)
  await browser.post('/sign-in', { username: member.username, password, next: `${way}?from=form` })
  const body = await validated(ticketIn(leadsTo(await browser.get(`${way}?from=form`))), { renew: 'true' })
  assert.deepEqual(textIn(body, 'isFromNewLogin'), ['true'])
})

test('gateway: nobody is asked anything, with renew it is not heeded', async () => {
  assert.equal(leadsTo(await login(site.browser(), { service, gateway: 'true' })), service)
  assert.notEqual(await ticketFor(await signedIn(), { service, gateway: 'true' }), '')
  assert.match(leadsTo(await login(site.browser(), { service, gateway: 'true', renew: 'true' })), /^\/sign-on\//)
})

test('a ticket is for the address it was made for, and a wrong one spends it', async () => {
  const ticket = await ticketFor(await signedIn())
  assert.equal(faultIn(await validated(ticket, { service: `${registered}/other` })), 'INVALID_SERVICE')
  assert.equal(faultIn(await validated(ticket)), 'INVALID_TICKET')
  assert.equal(faultIn(await validated('PT-1234567890123456789012')), 'INVALID_TICKET_SPEC')
  assert.equal(faultIn(await validated('')), 'INVALID_REQUEST')
})

test('a ticket is good once: of fifty services that show one ticket at once, one is told', async () => {
  const ticket = await ticketFor(await signedIn())
  const answers = await Promise.all(Array.from({ length: 50 }, () => validated(ticket)))
  assert.equal(answers.filter(body => body.includes('authenticationSuccess')).length, 1)
  assert.equal(answers.filter(body => faultIn(body) === 'INVALID_TICKET').length, 49)
})

test('a ticket of an ended session, of a service no longer agreed with, and one too old are worth nothing', async () => {
  const leaving = await signedIn()
  const ended = await ticketFor(leaving)
  await leaving.get('/')
  await leaving.post('/sign-out', {})
  assert.equal(faultIn(await validated(ended)), 'INVALID_TICKET')

  const browser = await signedIn()
  const unagreed = await ticketFor(browser)
  const recipient = `cas:${registered}`
  await world.client.query(`update release.agreement set until = current_date - 1 where recipient = $1`, [recipient])
  assert.equal(faultIn(await validated(unagreed)), 'INVALID_TICKET')
  await world.client.query(`update release.agreement set until = null where recipient = $1`, [recipient])

  const old = await ticketFor(browser)
  const clock = world.system.clock as MovableClock
  clock.moveTo(new Date(clock.now().getTime() + 61_000))
  assert.equal(faultIn(await validated(old)), 'INVALID_TICKET')
  clock.moveTo(new Date())
})

test('addresses that look like the service’s get no ticket', async () => {
  const browser = await signedIn()
  const lookalikes = [
    'https://lms.example.ac.jp@evil.example/moodle',
    'https://user:word@lms.example.ac.jp/moodle',
    'https://lms.example.ac.jp\\@evil.example/moodle',
    'https:\\\\lms.example.ac.jp/moodle',
    'https://lms.example.ac.jp:8443/moodle',
    'http://lms.example.ac.jp/moodle',
    'https://lms.example.ac.jp.evil.example/moodle',
    'https://lms.example.ac.jp/moodle-evil',
    'https://lms.example.ac.jp/moodle/../evil',
    'https://lms.example.ac.jp/moodle/%2e%2e/evil',
    'https://lms.example.ac.jp/',
    'https://lms.example.ac.jp/moodle\n/x',
    '//lms.example.ac.jp/moodle',
    'javascript:alert(1)//lms.example.ac.jp/moodle',
    'data:text/html,x',
  ]
  for (const address of lookalikes) {
    const page = await login(browser, { service: address })
    assert.equal(page.status, 400, address)
    assert.equal(page.location, null, address)
    assert.ok(!page.body.includes('ST-'), address)
  }
  for (const address of [registered, `${registered}/`, `${registered}?a=b#top`])
    assert.notEqual(await ticketFor(browser, { service: address }), '', address)
})

test('consent is asked on the way, and again when more is to be told', async () => {
  const address = 'https://survey.example.ac.jp'
  await trust(address, ['displayName'], { mode: 'once' })
  const browser = await signedIn()
  const agree = async (): Promise<string> => {
    const way = (await login(browser, { service: address })).location ?? ''
    const consent = await browser.get(way)
    const content = /name="content" value="([^"]+)"/.exec(consent.body)?.[1] ?? ''
    await browser.post(way, { answer: 'yes', content })
    return leadsTo(await browser.get(`${way}?from=form`))
  }
  assert.match(await agree(), /ticket=ST-/)
  assert.notEqual(await ticketFor(browser, { service: address }), '', 'not asked twice')
  await trust(address, ['displayName', 'mail'], { mode: 'once' })
  assert.equal(leadsTo(await login(browser, { service: address, gateway: 'true' })), address, 'gateway never consents')
  assert.match(await agree(), /ticket=ST-/)
})

test('single logout: the service is posted the ticket whose session is over, once', async () => {
  const heard: string[] = []
  const listener = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      heard.push(new URLSearchParams(Buffer.concat(pieces).toString('utf8')).get('logoutRequest') ?? '')
      response.end()
    })
  })
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/app`
  await trust(address, ['uid'], { demo: true })
  const browser = await signedIn()
  const ticket = await ticketFor(browser, { service: address })
  await tellCasJob.run(world.system, {})
  assert.deepEqual(heard, [], 'nobody is told of a session that goes on')
  await browser.get('/')
  await browser.post('/sign-out', {})
  assert.match((await browser.get('/signed-out')).body, /1分以内に通知|Told within a minute/)
  await tellCasJob.run(world.system, {})
  await tellCasJob.run(world.system, {})
  listener.close()
  assert.equal(heard.length, 1)
  assert.deepEqual(textIn(heard[0] ?? '', 'SessionIndex'), [ticket])
  assert.doesNotMatch((await browser.get('/signed-out')).body, /1分以内に通知|Told within a minute/)
})

test('an operator trusts a service by a command; an address that is none is refused', async () => {
  assert.ok(trustCasCommand.alone === undefined)
  const terminal = { say: () => undefined, operator: 'test', language: 'en' as const }
  const flags = { 'name-ja': '図書館', 'name-en': 'Library', attributes: 'displayName, mail', reason: 'a test' }
  const service = 'https://library.example.ac.jp/app/'
  const trusted = await trustCasCommand.run(world.system, { ...flags, service, consent: 'duty' }, terminal)
  assert.deepEqual(trusted, {
    ok: true,
    value: { service: 'https://library.example.ac.jp/app', attributes: ['displayName', 'mail'] },
  })
  assert.notEqual(await ticketFor(await signedIn(), { service: `${service}page` }), '')
  for (const [wrong, code] of [
    [{ service: 'http://library.example.ac.jp' }, 'cas.address_refused'],
    [{ service, attributes: 'shoeSize' }, 'attribute.unknown'],
  ] as const) {
    const refused = await trustCasCommand.run(world.system, { ...flags, ...wrong }, terminal)
    assert.equal(refused.ok ? null : refused.refusal.code, code)
  }
})

const missing = { skip: modAuthCasMissing }

test("Debian's mod_auth_cas: signs in, sees who it is and what was agreed, and hears of the end", missing, async () => {
  const peer = await modAuthCas(site.port, world.system.baseUrl)
  try {
    await trust(peer.address, ['uid', 'displayName', 'eduPersonScopedAffiliation'], { demo: true })
    const browser = await signedIn()
    const visitor = peer.visitor()
    const sent = await visitor.get('/secure/')
    const to = new URL(sent.location ?? '')
    assert.equal(to.origin + to.pathname, 'https://id.example.ac.jp/cas/login')
    const back = new URL(leadsTo(await browser.get(to.pathname + to.search)))
    const taken = await visitor.get(back.pathname + back.search)
    assert.equal(taken.status, 302, await peer.log())
    const secure = await visitor.get('/secure/')
    assert.match(
      secure.body,
      new RegExp(`user=${member.username} name=Arata Haruno at=student@example`),
      await peer.log(),
    )
    await browser.get('/')
    await browser.post('/sign-out', {})
    await tellCasJob.run(world.system, {})
    const over = await visitor.get('/secure/')
    assert.match(over.location ?? '', /\/cas\/login/, 'its own session is over too')
  } finally {
    await peer.end()
  }
})
