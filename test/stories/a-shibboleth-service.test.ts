/** Shibboleth SP 3, as Debian ships it, signs somebody in through us. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hashPassword } from '../../src/authentication/authenticators/password.ts'
import { perform } from '../../src/platform/use-case.ts'
import { trustSaml } from '../../src/sso/use-cases/trust-saml.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { postedBy } from '../support/saml-service.ts'
import { shibbolethMissing, shibbolethSp, type ShibbolethSp } from '../support/shibboleth.ts'
import { website, type Browser, type Website } from '../support/web.ts'

const password = 'correct horse battery staple'
const today = new Date().toISOString().slice(0, 10)

let world: World
let site: Website
let sp: ShibbolethSp
let username = ''

before(async () => {
  if (shibbolethMissing !== false) return
  world = await accountsWorld()
  site = await website(world.system)
  const [someone] = await world.people(
    [{ is: [{ status: 'grad', from: '2020-04-01' }], roman: ['Haruno', 'Arata'] }],
    'shib',
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
  const ours = (await site.browser().get('/saml/metadata')).body
  sp = await shibbolethSp({ idpEntityId: 'https://id.example.ac.jp/saml/metadata', idpMetadata: ours })
  const trusted = await perform(
    trustSaml,
    {
      metadata: await sp.metadata(),
      attributes: ['displayName', 'jaDisplayName', 'eduPersonScopedAffiliation', 'pairwise-id', 'eduPersonTargetedID'],
      reason: 'a test',
      mode: 'duty',
    },
    { ...world.as({ kind: 'operator', name: 'test' }, today), now: new Date() },
  )
  assert.ok(trusted.ok, JSON.stringify(trusted))
})

after(async () => {
  if (shibbolethMissing !== false) return
  await sp.end()
  await site.end()
  await world.end()
})

test(
  'the service sends its visitor to us, decrypts our answer and reads the attributes',
  { skip: shibbolethMissing },
  async () => {
    const browser = site.browser()
    await browser.signIn(username, password)
    const visitor = sp.visitor()
    const sent = await visitor.get('/secure')
    assert.equal(sent.status, 302)
    const to = new URL(sent.location ?? '')
    assert.equal(to.origin + to.pathname, 'https://id.example.ac.jp/saml/sso')
    const page = await browser.get(to.pathname + to.search)
    const { to: consumer, xml, relayState } = postedBy(page.body)
    const posted = await visitor.post(new URL(consumer).pathname, {
      SAMLResponse: Buffer.from(xml).toString('base64'),
      ...(relayState === null ? {} : { RelayState: relayState }),
    })
    assert.equal(posted.status, 302, await sp.log())
    assert.equal(posted.location, 'https://sp.example.ac.jp/secure')
    const session = JSON.parse((await visitor.get('/Shibboleth.sso/Session')).body) as {
      readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[]
      readonly authncontext_class: string
    }
    const told = Object.fromEntries(session.attributes.map(({ name, values }) => [name, values]))
    assert.deepEqual(told['displayName'], ['Arata Haruno'])
    assert.deepEqual(told['affiliation'], ['student@example.ac.jp', 'member@example.ac.jp'])
    assert.match(told['pairwise-id']?.[0] ?? '', /^[a-z2-7]{32}@example\.ac\.jp$/)
    assert.match(
      told['persistent-id']?.[0] ?? '',
      /^https:\/\/id\.example\.ac\.jp\/saml\/metadata!https:\/\/sp\.example\.ac\.jp\/shibboleth![a-z2-7]{32}$/,
    )
    assert.equal(session.authncontext_class, 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport')
  },
)

const signInThere = async (browser: Browser) => {
  const visitor = sp.visitor()
  const to = new URL((await visitor.get('/secure')).location ?? '')
  const { to: consumer, xml, relayState } = postedBy((await browser.get(to.pathname + to.search)).body)
  const posted = await visitor.post(new URL(consumer).pathname, {
    SAMLResponse: Buffer.from(xml).toString('base64'),
    ...(relayState === null ? {} : { RelayState: relayState }),
  })
  assert.equal(posted.status, 302, await sp.log())
  return visitor
}

test(
  'signing out at the service ends our session, and the service hears that it did',
  { skip: shibbolethMissing },
  async () => {
    const browser = site.browser()
    await browser.signIn(username, password)
    const visitor = await signInThere(browser)
    const out = await visitor.get('/Shibboleth.sso/Logout')
    assert.equal(out.status, 302)
    const to = new URL(out.location ?? '')
    assert.equal(to.pathname, '/saml/slo')
    const answered = await browser.get(to.pathname + to.search)
    assert.equal(answered.status, 302, answered.body)
    const back = new URL(answered.location ?? '')
    assert.equal(back.origin, 'https://sp.example.ac.jp')
    const done = await visitor.get(back.pathname + back.search)
    assert.match(done.body, /Logout completed successfully|successfully/i, await sp.log())
    assert.equal((await browser.get('/my/security')).status, 303, 'nobody is signed in here any longer')
  },
)

test(
  'signing out here shows the service, and asks it when the person wishes',
  { skip: shibbolethMissing },
  async () => {
    const browser = site.browser()
    await browser.signIn(username, password)
    const visitor = await signInThere(browser)
    const left = await browser.follow(await browser.post('/sign-out', {}))
    assert.match(left.body, /sp\.example\.ac\.jp/)
    const asking = await browser.post('/signed-out', { service: sp.entityId })
    const to = new URL(/url=([^"]+)/.exec(String(asking.headers['refresh']))?.[1] ?? '')
    const answered = await visitor.get(to.pathname + to.search)
    assert.equal(answered.status, 302, await sp.log())
    const back = new URL(answered.location ?? '')
    const over = await browser.follow(await browser.get(back.pathname + back.search))
    assert.match(over.body, /使ったサービスのサインインも終わりました/)
    assert.notEqual((await visitor.get('/secure')).status, 200)
  },
)
