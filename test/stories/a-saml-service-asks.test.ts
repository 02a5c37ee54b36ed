/** A SAML service sends somebody to us, and learns who it is. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hashPassword } from '../../src/authentication/authenticators/password.ts'
import { perform } from '../../src/platform/use-case.ts'
import { trustSaml } from '../../src/sso/use-cases/trust-saml.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import {
  assertionOf,
  attributesIn,
  authnRequest,
  certificateIn,
  isSignedBy,
  postedBy,
  redirectQuery,
  samlService,
  signedXml,
  textIn,
  valueOf,
  type SamlService,
} from '../support/saml-service.ts'
import { website, type Browser, type Page, type Website } from '../support/web.ts'

const password = 'correct horse battery staple'
const today = new Date().toISOString().slice(0, 10)

let world: World
let site: Website
let library: SamlService
let portal: SamlService
let username = ''
let ourCertificate = ''

const trust = async (service: SamlService, attributes: readonly string[], mode: 'duty' | 'once'): Promise<void> => {
  const context = { ...world.as({ kind: 'operator', name: 'test' }, today), now: new Date() }
  const trusted = await perform(trustSaml, { metadata: service.metadata, attributes, reason: 'a test', mode }, context)
  assert.ok(trusted.ok, JSON.stringify(trusted))
}

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  const [someone] = await world.people(
    [{ is: [{ status: 'grad', from: '2020-04-01' }], roman: ['Haruno', 'Arata'] }],
    'saml',
  )
  assert.ok(someone)
  await world.reconcile([someone], today)
  const { rows } = await world.client.query<{ id: string; username: string }>(
    `update accounts.account set state = 'active', activated_at = now() - interval '1 hour' where person_id = $1 returning id, username`,
    [someone],
  )
  username = rows[0]?.username ?? ''
  await world.client.query('insert into authentication.password values ($1, $2, now())', [
    rows[0]?.id,
    (await hashPassword(password)) ?? '',
  ])
  library = await samlService('library.example.ac.jp')
  portal = await samlService('portal.example.ac.jp', {
    encrypts: false,
    wantsAssertionsSigned: true,
    signsRequests: true,
  })
  await trust(library, ['displayName', 'eduPersonScopedAffiliation', 'pairwise-id', 'eduPersonTargetedID'], 'once')
  await trust(portal, ['subject-id', 'pairwise-id', 'mail'], 'duty')
  ourCertificate = certificateIn((await site.browser().get('/saml/metadata')).body)
})

after(async () => {
  await site.end()
  await world.end()
})

const ask = (browser: Browser, query: string): Promise<Page> => browser.get(`/saml/sso?${query}`)

test('a stranger signs in, agrees, and the service is told', async () => {
  const browser = site.browser()
  const xml = authnRequest(library, { id: '_first', attributes: `AssertionConsumerServiceURL="${library.consumer}"` })
  const begun = await ask(browser, redirectQuery(xml, { relayState: 'ss:mem:&<"x' }))
  assert.equal(begun.status, 303)
  const way = begun.location ?? ''
  const asked = await browser.get(way)
  assert.match(asked.body, /name="username"/)
  assert.match(asked.body, /library\.example\.ac\.jp/)
  const signedIn = await browser.post('/sign-in', { username, password, next: `${way}?from=form` })
  assert.equal(signedIn.location, `${way}?from=form`)
  const consent = await browser.get(`${way}?from=form`)
  const content = /name="content" value="([^"]+)"/.exec(consent.body)?.[1] ?? ''
  assert.match(consent.body, /春野|Haruno/)
  const agreed = await browser.post(way, { answer: 'yes', content })
  const last = await browser.follow(agreed)
  const { to, xml: response, relayState } = postedBy(last.body)
  assert.equal(to, library.consumer)
  assert.equal(relayState?.replaceAll('&lt;', '<').replaceAll('&quot;', '"'), 'ss:mem:&<"x')
  assert.match(
    String(last.headers['content-security-policy']),
    /form-action 'self' https:\/\/library\.example\.ac\.jp;/,
  )
  assert.equal(valueOf(response, 'Response', 'InResponseTo'), '_first')
  assert.equal(valueOf(response, 'Response', 'Destination'), library.consumer)
  assert.ok(isSignedBy(response, ourCertificate), 'SDP-IDP09: the response is signed')
  assert.equal(
    valueOf(response, 'EncryptedAssertion', 'x') === null && textIn(response, 'Assertion').length,
    0,
    'SDP-IDP11',
  )
  const assertion = assertionOf(response, library)
  const told = attributesIn(assertion)
  assert.deepEqual(told['displayName'], ['Arata Haruno'])
  assert.deepEqual(told['eduPersonScopedAffiliation'], ['student@example.ac.jp', 'member@example.ac.jp'])
  assert.match(told['pairwise-id']?.[0] ?? '', /^[a-z2-7]{32}@example\.ac\.jp$/)
  assert.equal(told['mail'], undefined, 'what was not agreed is not told')
  assert.deepEqual(textIn(assertion, 'Audience'), [library.entityId])
  assert.deepEqual(textIn(assertion, 'AuthnContextClassRef'), [
    'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
  ])
  assert.equal(valueOf(assertion, 'NameID', 'Format'), 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient')
  const again = await browser.get(way)
  assert.equal(again.status, 400, 'a way is gone once')
})

test('whoever is signed in goes straight through, and a signed request is believed', async () => {
  const browser = site.browser()
  await browser.signIn(username, password)
  const page = await ask(browser, redirectQuery(authnRequest(portal), { key: portal.privateKey }))
  assert.equal(page.status, 200)
  const { to, xml } = postedBy(page.body)
  assert.equal(to, portal.consumer.replace('/acs', '/acs2'), 'the default consumer of the metadata')
  const assertion = assertionOf(xml, portal)
  assert.ok(isSignedBy(assertion, ourCertificate), 'signed by itself where the metadata wants it')
  const told = attributesIn(assertion)
  assert.match(told['subject-id']?.[0] ?? '', /^[a-z2-7]{32}@example\.ac\.jp$/)
})

test('SDP-IDP04 an unsigned request is refused where the metadata says they are signed', async () => {
  const page = await ask(site.browser(), redirectQuery(authnRequest(portal)))
  assert.equal(page.status, 400)
  assert.match(page.body, /signature-missing/)
})

test('a posted request is signed in its XML, and finds the session by way of a page', async () => {
  const browser = site.browser()
  await browser.signIn(username, password)
  const xml = signedXml(authnRequest(portal), portal.privateKey)
  const body = new URLSearchParams({ SAMLRequest: Buffer.from(xml).toString('base64'), RelayState: 'r' }).toString()
  const sent = await browser.send('/saml/sso', body, {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'https://portal.example.ac.jp',
  })
  assert.equal(sent.status, 303)
  const page = await browser.follow(sent)
  assert.equal(postedBy(page.body).relayState, 'r')
  assert.ok(isSignedBy(postedBy(page.body).xml, ourCertificate))
})

test('IIP-IDP07 and saml.ispassive-ignored: nobody is asked, and the service is told', async () => {
  const query = redirectQuery(authnRequest(library, { attributes: 'IsPassive="true"' }))
  const page = await ask(site.browser(), query)
  assert.match(postedBy(page.body).xml, /status:NoPassive/)
  assert.ok(isSignedBy(postedBy(page.body).xml, ourCertificate))
})

test('saml.forceauthn-ignored: a session is not enough', async () => {
  const browser = site.browser()
  await browser.signIn(username, password)
  const query = redirectQuery(authnRequest(portal, { attributes: 'ForceAuthn="1"' }), { key: portal.privateKey })
  const begun = await ask(browser, query)
  assert.equal(begun.status, 303)
  const asked = await browser.get(begun.location ?? '')
  assert.match(asked.body, /name="password"/)
  const signedIn = await browser.post('/sign-in', { username, password, next: `${begun.location}?from=form` })
  const page = await browser.follow(signedIn)
  assert.equal(textIn(assertionOf(postedBy(page.body).xml, portal), 'AuthnContextClassRef').length, 1)
})

test('another browser cannot go on with a way that is not its own', async () => {
  const mine = site.browser()
  const begun = await ask(mine, redirectQuery(authnRequest(library)))
  const thief = site.browser()
  await thief.signIn(username, password)
  assert.equal((await thief.get(begun.location ?? '')).status, 400)
})
