import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makePasskey, questionOn, usePasskey, type Lie, type SoftPasskey } from '../../../test/support/soft-passkey.ts'
import { accountsWorld, type World } from '../../../test/support/accounts-world.ts'
import { website, type Browser, type Page, type Website } from '../../../test/support/web.ts'
import { hashPassword } from './password.ts'
import { endChallenges } from '../store/passkeys.ts'

const password = 'correct horse battery staple'
const origin = 'https://id.example.ac.jp'
const today = new Date().toISOString().slice(0, 10)
const adding = '/my/second-factors/passkey'

let world: World
let site: Website
let second: Website
let names: readonly string[] = []

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  second = await website(world.system)
  const ids = await world.people(
    ['Haruno', 'Natsuno', 'Akino', 'Fuyuno', 'Yukino', 'Tsukino', 'Hoshino'].map(family => ({
      is: [{ status: 'grad', from: '2020-04-01' }],
      roman: [family, 'Arata'] as const,
      mail: `${family.toLowerCase()}@mail.example.org`,
    })),
    'passkeys',
  )
  await world.reconcile(ids, today)
  const { rows } = await world.client.query<{ id: string; username: string }>(
    `update accounts.account set state = 'active', activated_at = now() - interval '1 hour' where person_id = any($1::uuid[]) returning id, username`,
    [ids],
  )
  names = rows.map(({ username }) => username)
  const hash = await hashPassword(password)
  for (const { id } of rows)
    await world.client.query('insert into authentication.password values ($1, $2, now())', [id, hash])
})

after(async () => {
  await site.end()
  await second.end()
  await world.end()
})

const signedIn = async (at: number): Promise<Browser> => {
  const browser = site.browser()
  assert.equal((await browser.signIn(names[at] ?? '', password)).status, 303)
  return browser
}

type Added = { readonly passkey: SoftPasskey; readonly page: Page; readonly response: string }

const add = async (browser: Browser, lie: Lie = {}): Promise<Added> => {
  const question = questionOn((await browser.get(adding)).body)
  const { passkey, response } = await makePasskey(question, origin, lie)
  return { passkey, response, page: await browser.post(adding, { name: '私のノートパソコン', response }) }
}

const signInWith = async (passkey: SoftPasskey, lie: Lie = {}, browser = site.browser()): Promise<Page> => {
  const question = questionOn((await browser.get('/sign-in')).body)
  return browser.post('/sign-in/passkey', {
    response: usePasskey(passkey, question, origin, lie),
    next: '/my/security',
  })
}

const proofsOf = async (at: number): Promise<readonly string[]> => {
  const { rows } = await world.client.query<{ method: string }>(
    `select proof->>'method' as method from authentication.session s join accounts.account a on a.id = s.account_id,
       jsonb_array_elements(proofs) proof
     where username = $1 and s.created_at = (select max(created_at) from authentication.session where account_id = a.id)`,
    [names[at]],
  )
  return rows.map(({ method }) => method)
}

const keptOf = (at: number): Promise<number> =>
  world.count(
    `select count(*)::int from authentication.authenticator f join accounts.account a using (person_id)
     where username = $1 and f.kind = 'passkey' and f.state = 'active'`,
    [names[at]],
  )

const mailed = (purpose: string): Promise<number> =>
  world.count(`select count(*)::int from platform.mail where purpose = $1`, [`authentication.${purpose}`])

test('each kind of key is added, told by mail, and signs in by itself', async () => {
  for (const algorithm of ['ES256', 'EdDSA', 'RS256'] as const) {
    await world.client.query('delete from authentication.authenticator')
    const before = await mailed('passkey-added')
    const { passkey, page } = await add(await signedIn(0), { algorithm, synced: true })
    assert.equal(page.location, '/my/second-factors', algorithm)
    assert.ok((await mailed('passkey-added')) > before)
    const browser = site.browser()
    assert.equal((await signInWith(passkey, { synced: true }, browser)).location, '/my/security')
    assert.deepEqual(await proofsOf(0), ['passkey-verified'])
    const list = await browser.get('/my/second-factors')
    assert.match(list.body, /私のノートパソコン/)
    assert.equal(list.headers['cache-control'], 'no-store')
    const again = await browser.get(adding)
    assert.deepEqual(
      questionOn(again.body).excludeCredentials?.map(({ id }) => id),
      [passkey.id],
      'not made twice on one device',
    )
  }
})

test('mfa.webauthn-policy-in-browser-only: what a browser was asked is demanded again', async () => {
  const lies: readonly Lie[] = [
    { algorithm: 'RS1' },
    { type: 'webauthn.get' },
    { rpId: 'example.ac.jp' },
    { origin: 'http://id.example.ac.jp' },
  ]
  const browser = await signedIn(1)
  for (const lie of lies) assert.equal((await add(browser, lie)).page.status, 401, JSON.stringify(lie))
  assert.equal(await keptOf(1), 0)
  const { passkey } = await add(browser)
  assert.equal((await signInWith(passkey, { synced: true })).status, 401, 'a flag that cannot change has changed')
  assert.equal((await signInWith(passkey, { type: 'webauthn.create' })).status, 401)
  assert.equal(
    (await signInWith(passkey, { handle: null })).status,
    401,
    'whoever enters without a name is named by it',
  )
  assert.equal((await signInWith(passkey, { handle: 'AAAA' })).status, 401)
  assert.equal((await signInWith(passkey, { verified: false })).status, 303)
  assert.deepEqual(await proofsOf(1), ['passkey'], 'without a finger or a PIN it is one factor')
})

test('a session without a password rises by nothing that is a possession alone', async () => {
  const browser = await signedIn(1)
  await world.client.query('delete from authentication.authenticator')
  const { passkey } = await add(browser)
  const other = site.browser()
  await signInWith(passkey, { verified: false }, other)
  const address = '/step-up?to=mfa-pr&next=%2Fmy'
  const stepUp = async (lie: Lie): Promise<Page> => {
    const question = questionOn((await other.get(address)).body)
    assert.equal(question.userVerification, 'required')
    return other.post('/step-up/passkey', {
      to: 'mfa-pr',
      next: '/my',
      response: usePasskey(passkey, question, origin, lie),
    })
  }
  assert.equal((await stepUp({ verified: false })).status, 401)
  assert.equal((await stepUp({})).location, '/my')
})

test('a passkey is offered first, and raises a session with a password whether or not it asked for a finger', async () => {
  const browser = await signedIn(2)
  const { passkey } = await add(browser)
  const page = await browser.get('/step-up?to=mfa&next=%2Fmy')
  const question = questionOn(page.body)
  assert.deepEqual(
    question.allowCredentials?.map(({ id }) => id),
    [passkey.id],
  )
  const cookie = browser.cookies.get('__Host-session')
  const response = usePasskey(passkey, question, origin, { verified: false, handle: null })
  const risen = await browser.post('/step-up/passkey', { to: 'mfa', next: '/my', response })
  assert.equal(risen.location, '/my')
  assert.notEqual(browser.cookies.get('__Host-session'), cookie, 'a new proof is a new secret')
  assert.deepEqual(await proofsOf(2), ['password', 'passkey'])
})

test('password managers learn where passkeys are added', async () => {
  const page = await site.browser().get('/.well-known/passkey-endpoints')
  assert.deepEqual(JSON.parse(page.body), {
    enroll: `${origin}/my/second-factors/passkey`,
    manage: `${origin}/my/second-factors`,
  })
})

test('mfa.delete-factor-by-api: a password alone neither adds beside a passkey nor removes one', async () => {
  const browser = await signedIn(2)
  assert.match((await browser.get(adding)).location ?? '', /^\/step-up\?to=mfa-pr&next=/)
  const list = await browser.get('/my/second-factors')
  const remove = /\/my\/second-factors\/[0-9a-f-]+\/remove/.exec(list.body)?.[0] ?? ''
  assert.match((await browser.post(remove, {})).location ?? '', /^\/step-up\?to=mfa-pr/)
  assert.equal(await keptOf(2), 1)
})

test('mfa.webauthn-response-replay: of fifty posts of one answer on two servers one succeeds', async () => {
  await world.client.query('delete from authentication.authenticator')
  const { passkey, response } = await add(await signedIn(3))
  const browser = site.browser()
  const question = questionOn((await browser.get('/sign-in')).body)
  const answer = usePasskey(passkey, question, origin, { counter: 0 })
  const cookies = new Map(browser.cookies)
  const elsewhere = second.browser()
  const withCookies = async (other: Browser): Promise<Browser> => {
    for (const [name, value] of cookies) other.cookies.set(name, value)
    await other.get('/sign-in')
    return other
  }
  await withCookies(elsewhere)
  const posts = await Promise.all(
    Array.from({ length: 50 }, (_none, at) =>
      (at % 2 === 0 ? browser : elsewhere).post('/sign-in/passkey', { response: answer, next: '/' }),
    ),
  )
  assert.equal(posts.filter(({ status }) => status === 303).length, 1)
  const thief = await withCookies(site.browser())
  assert.equal((await thief.post('/sign-in/passkey', { response: answer, next: '/' })).status, 401)
  const owner = await signedIn(3)
  const page = await owner.post(adding, { name: 'x', response })
  assert.notEqual(page.location, '/my/second-factors', 'nor is an added one added again')
})

test('mfa.webauthn-wrong-origin: a foreign page, a look-alike, another host, a frame', async () => {
  const { passkey } = await add(await signedIn(4))
  for (const lie of [
    { origin: 'https://evil.example' },
    { origin: 'https://badid.example.ac.jp' },
    { origin: 'https://id.example.ac.jp.evil.example' },
    { origin: 'https://id.example.ac.jp:8443' },
    { rpId: 'evil.example' },
    { crossOrigin: true },
  ] satisfies readonly Lie[]) {
    assert.equal((await signInWith(passkey, lie)).status, 401, JSON.stringify(lie))
    assert.equal((await add(await signedIn(5), lie)).page.status, 401, JSON.stringify(lie))
  }
  assert.equal((await signInWith(passkey)).status, 303)
})

test('mfa.webauthn-foreign-challenge: of another browser, session, purpose, time, or nobody', async () => {
  await world.client.query('delete from authentication.authenticator')
  const browser = await signedIn(4)
  const { passkey } = await add(browser)
  const victim = site.browser()
  const theirs = questionOn((await victim.get('/sign-in')).body).challenge
  assert.equal((await signInWith(passkey, { challenge: theirs })).status, 401, 'of another browser')
  const stepUp = questionOn((await browser.get('/step-up?to=mfa&next=%2F')).body).challenge
  assert.equal((await signInWith(passkey, { challenge: stepUp })).status, 401, 'of another purpose')
  const other = await signedIn(4)
  await other.get('/step-up?to=mfa&next=%2F')
  const response = usePasskey(passkey, { challenge: stepUp, rpId: 'id.example.ac.jp' }, origin)
  assert.equal(
    (await other.post('/step-up/passkey', { to: 'mfa', next: '/', response })).status,
    401,
    'of another session',
  )
  assert.equal((await signInWith(passkey, { challenge: 'AAAAAAAAAAAAAAAAAAAAAA' })).status, 401, 'of nobody')
  const forged = `${theirs.slice(0, -4)}AAAA`
  assert.equal((await signInWith(passkey, { challenge: forged }, victim)).status, 401)
  const late = site.browser()
  const question = questionOn((await late.get('/sign-in')).body)
  await world.database.transact(tx => endChallenges(tx, new Date()))
  const answer = usePasskey(passkey, question, origin)
  assert.equal(
    (await late.post('/sign-in/passkey', { response: answer, next: '/' })).status,
    401,
    'from before a restore',
  )
  assert.equal((await signInWith(passkey)).status, 303)
})

test('mfa.webauthn-false-not-thrown: a wrong signature is a no, though nothing is thrown', async () => {
  const { passkey } = await add(await signedIn(5))
  assert.equal((await signInWith(passkey, { spoilSignature: true })).status, 401)
  assert.equal((await signInWith(passkey)).status, 303)
})

test('mfa.cloned-authenticator: a counter that goes back is refused and told; zero is not a counter', async () => {
  await world.client.query('delete from authentication.authenticator')
  const { passkey } = await add(await signedIn(5))
  assert.equal((await signInWith(passkey, { counter: 0 })).status, 303)
  assert.equal((await signInWith(passkey, { counter: 0 })).status, 303, 'a device that does not count')
  assert.equal((await signInWith(passkey, { counter: 7 })).status, 303)
  const told = await mailed('passkey-copied')
  for (const counter of [6, 7, 0]) assert.equal((await signInWith(passkey, { counter })).status, 401, `${counter}`)
  assert.ok((await mailed('passkey-copied')) > told)
  assert.equal((await signInWith(passkey, { counter: 8 })).status, 303)
})

test('mfa.credential-of-other: an id belongs to one person, and raises no one else’s session', async () => {
  const theirs = await add(await signedIn(0))
  const mine = await signedIn(6)
  const copied = await add(mine, { credentialId: theirs.passkey.id })
  assert.equal(copied.page.status, 401)
  assert.equal(await keptOf(6), 0)
  await add(mine)
  const question = questionOn((await mine.get('/step-up?to=mfa&next=%2F')).body)
  const response = usePasskey(theirs.passkey, question, origin)
  assert.equal((await mine.post('/step-up/passkey', { to: 'mfa', next: '/', response })).status, 401)
  await world.client.query(
    `update authentication.authenticator set state = 'retired', ended_at = now() where data->>'credentialId' = $1`,
    [theirs.passkey.id],
  )
  assert.equal((await signInWith(theirs.passkey)).status, 401, 'a removed one is unknown')
})

test('mfa.own-root-in-x5c: a certificate that nobody asked for is refused', async () => {
  await world.client.query('delete from authentication.authenticator')
  assert.equal((await add(await signedIn(6), { ownRoot: true })).page.status, 401)
  assert.equal(await keptOf(6), 0)
})

test('mfa.lockout-burns-factor: wrong passwords close nothing but the way of passwords', async () => {
  const { passkey } = await add(await signedIn(6))
  const browser = site.browser()
  for (let at = 0; at < 30; at += 1) await browser.signIn(names[6] ?? '', 'a wrong password')
  assert.equal((await browser.signIn(names[6] ?? '', password)).status, 401, 'passwords wait')
  assert.equal((await signInWith(passkey, {}, browser)).status, 303)
  await world.client.query('delete from authentication.throttle')
})

test('mfa.passkey-of-closed-account: suspended is refused in the same words, and seen', async () => {
  await world.client.query('delete from authentication.authenticator')
  const { passkey } = await add(await signedIn(6))
  await world.client.query(
    `update accounts.account set state = 'suspended', since = now(), cause = 'other', reason = 'x', before = 'active' where username = $1`,
    [names[6]],
  )
  const stopped = await signInWith(passkey)
  const unknown = await signInWith({ ...passkey, id: 'AAAA' })
  const words = (page: Page): string => page.body.replace(/value="[^"]*"/g, '')
  assert.equal(stopped.status, 401)
  assert.equal(words(stopped), words(unknown))
  assert.equal(
    await world.count(
      `select count(*)::int from authentication.sign_in s join accounts.account a on a.id = s.account_id
       where username = $1 and outcome = 'stopped'`,
      [names[6]],
    ),
    1,
  )
})
