import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountById } from '../../accounts/index.ts'
import { asAccountId, type PersonId } from '../../kernel/ids.ts'
import { accountsWorld, type World } from '../../../test/support/accounts-world.ts'
import { website, type Page, type Website } from '../../../test/support/web.ts'
import { hashPassword } from '../authenticators/password.ts'
import { signIn } from '../use-cases/sign-in.ts'
import { perform } from '../../platform/use-case.ts'
import { stranger } from '../../platform/actor.ts'

const password = 'correct horse battery staple'
const today = new Date().toISOString().slice(0, 10)

type Row = { readonly id: string; readonly username: string; readonly failures: number; readonly network: string }

let world: World
let site: Website
let person: PersonId
let other: PersonId
const usernames: string[] = []

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  const someone = { is: [{ status: 'grad', from: '2020-04-01' }] }
  ;[person, other] = (await world.people([someone, someone], 'sign-in')) as [PersonId, PersonId]
  await world.reconcile([person, other], today)
  const hash = (await hashPassword(password)) ?? ''
  for (const each of [person, other]) {
    const { rows } = await world.client.query<Row>(
      `update accounts.account set state = 'active', activated_at = now() - interval '1 hour' where person_id = $1 returning id, username`,
      [each],
    )
    usernames.push(rows[0]?.username ?? '')
    await world.client.query('insert into authentication.password values ($1, $2, now())', [rows[0]?.id, hash])
  }
})

after(async () => {
  await site.end()
  await world.end()
})

const name = (which = 0): string => usernames[which] ?? ''
const forget = () => world.client.query('delete from authentication.throttle')

test('a person signs in, sees their sessions, and signs out', async () => {
  const browser = site.browser()
  const page = await browser.signIn(name(), password)
  assert.equal(page.status, 303)
  assert.equal((await browser.get('/my/security')).status, 200)
  const out = await browser.post('/sign-out', {})
  assert.equal(out.status, 303)
  assert.equal((await browser.get('/my/security')).location, '/sign-in?next=%2Fmy%2Fsecurity')
})

const comparable = ({ status, headers, body }: Page) => ({
  status,
  cookies: [headers['set-cookie'] ?? []].flat().map(line => line.split('=')[0]),
  body: body.replace(/value="[^"]*"/g, ''),
})

test('acc.user-enumeration', async () => {
  await forget()
  await world.client.query(
    `update accounts.account set state = 'suspended', since = now(), cause = 'other', reason = 'x', before = 'active' where username = $1`,
    [name(1)],
  )
  const tries = [
    { username: name(), password: 'a wrong password' },
    { username: 'nobody-of-this-name', password: 'a wrong password' },
    { username: name(1), password },
  ]
  const answers = []
  for (const fields of tries) {
    const browser = site.browser()
    await browser.get('/sign-in')
    answers.push(comparable(await browser.post('/sign-in', fields)))
  }
  assert.equal(answers[0]?.status, 401)
  assert.deepEqual(answers[1], answers[0])
  assert.deepEqual(answers[2], answers[0])
  await world.client.query(
    `update accounts.account set state = 'active', since = null, cause = null, reason = null, before = null where username = $1`,
    [name(1)],
  )
})

test('acc.parallel-guessing', async () => {
  await forget()
  const context = { ...world.as(stranger, today), now: new Date(), address: '198.51.100.9' }
  const guesses = Array.from({ length: 60 }, (_, index) =>
    perform(signIn, { username: name(), password: index === 59 ? password : `guess number ${index}` }, context),
  )
  const results = await Promise.all(guesses)
  const { rows } = await world.client.query<Row>(
    `select max(failures)::int as failures from authentication.throttle where path like '%|network:%'`,
  )
  assert.ok((rows[0]?.failures ?? 99) <= 6, `${rows[0]?.failures} tries counted before the wait`)
  assert.ok(results.filter(result => result.ok).length <= 1)
})

const halfHourMs = 30 * 60_000

test('acc.lockout-as-dos', async () => {
  await forget()
  const known = site.browser()
  await known.signIn(name(), password)
  await known.post('/sign-out', {})
  const outsider = { ...world.as(stranger, today), address: '203.0.113.5' }
  for (let index = 1; index <= 30; index += 1) {
    const now = new Date(Date.now() - (30 - index) * halfHourMs) // each one after the wait of the one before
    await perform(signIn, { username: name(), password: `wrong ${index}` }, { ...outsider, now })
  }
  const strange = site.browser()
  assert.equal((await strange.signIn(name(), password)).status, 401, 'strangers wait')
  assert.equal((await known.signIn(name(), password)).status, 303, 'the person’s own browser does not')
})

test('a campus behind one address never waits for signing in, and nobody resets its count', async () => {
  await forget()
  await site.browser().signIn('nobody-of-this-name', 'a wrong password')
  const count = async (): Promise<number> =>
    (await world.client.query<Row>(`select failures from authentication.throttle where path like 'network:%'`)).rows[0]
      ?.failures ?? -1
  await world.client.query(`update authentication.throttle set failures = 99 where path like 'network:%'`)
  assert.equal((await site.browser().signIn(name(), password)).status, 303)
  assert.equal((await site.browser().signIn(name(), password)).status, 303, 'the one before imposed no wait')
  assert.equal(await count(), 99, 'and forgave nothing but itself')
})

test('mfa.oracle-right-but-locked: a right password in the wait is answered as a wrong one', async () => {
  await forget()
  const context = { ...world.as(stranger, today), now: new Date(), address: '203.0.113.77' }
  for (let index = 0; index < 8; index += 1)
    await perform(signIn, { username: name(), password: `wrong ${index}` }, context)
  const [right, wrong] = [
    await perform(signIn, { username: name(), password }, context),
    await perform(signIn, { username: name(), password: 'wrong' }, context),
  ]
  assert.deepEqual(right, wrong)
  const later = { ...context, now: new Date(context.now.getTime() + 3_700_000) }
  assert.equal((await perform(signIn, { username: name(), password }, later)).ok, true, 'after the wait it is right')
})

test('acc.session-fixation', async () => {
  await forget()
  const browser = site.browser()
  browser.cookies.set('__Host-session', 'planted-by-somebody-else')
  await browser.signIn(name(), password)
  const first = browser.cookies.get('__Host-session')
  assert.notEqual(first, 'planted-by-somebody-else')
  await browser.get('/sign-in?again=1')
  await browser.post('/sign-in', { username: name(), password })
  assert.notEqual(browser.cookies.get('__Host-session'), first, 'a new proof is a new secret')
})

test('acc.cookie-tossing: only names with the prefix count over https', async () => {
  const browser = site.browser()
  await browser.signIn(name(), password)
  const secret = browser.cookies.get('__Host-session') ?? ''
  const other = site.browser()
  other.cookies.set('session', secret)
  assert.equal((await other.get('/my/security')).status, 303)
})

test('acc.malformed-cookie-fails-open', async () => {
  for (const value of ['%', '%00', 'x'.repeat(5000), '"', 'é', ';', 'null', '{}', '../..']) {
    const browser = site.browser()
    const page = await browser.get('/my/security', {
      cookie: Buffer.from(`__Host-session=${value}`).toString('latin1'),
    })
    assert.equal(page.status, 303, value.slice(0, 20))
  }
})

test('acc.login-csrf: a form that another browser was shown is not taken', async () => {
  await forget()
  const attacker = site.browser()
  const shown = await attacker.get('/sign-in')
  const csrf = /name="csrf" value="([^"]+)"/.exec(shown.body)?.[1] ?? ''
  const victim = site.browser()
  await victim.get('/sign-in')
  const page = await victim.post('/sign-in', { csrf, username: name(), password })
  assert.equal(page.status, 403)
  const foreign = await victim.post('/sign-in', { username: name(), password }, { origin: 'https://evil.example' })
  assert.equal(foreign.status, 403)
})

test('acc.logout-csrf: a link does not sign anybody out', async () => {
  await forget()
  const browser = site.browser()
  await browser.signIn(name(), password)
  assert.equal((await browser.get('/sign-out')).status, 200)
  assert.equal((await browser.get('/my/security')).status, 200)
})

test('acc.host-header-poisoning', async () => {
  const browser = site.browser()
  for (const host of ['evil.example', 'id.example.ac.jp.evil.example', ''])
    assert.notEqual((await browser.get('/sign-in', { host })).status, 200, host)
  const page = await browser.get('/sign-in', { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' })
  assert.equal(page.body.includes('evil.example'), false)
})

test('acc.clickjacking and plat.cache-of-private-pages', async () => {
  await forget()
  const browser = site.browser()
  await browser.signIn(name(), password)
  const { headers } = await browser.get('/my/security')
  assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/)
  assert.equal(headers['cache-control'], 'no-store')
})

test('acc.session-after-close', async () => {
  await forget()
  const browser = site.browser()
  await browser.signIn(name(1), password)
  assert.equal((await browser.get('/my/security')).status, 200)
  await world.client.query(
    `update accounts.account set state = 'suspended', since = now(), cause = 'compromise', reason = 'x', before = 'active' where username = $1`,
    [name(1)],
  )
  assert.equal((await browser.get('/my/security')).status, 303, 'out with the next request')
  await world.client.query(
    `update accounts.account set state = 'active', since = null, cause = null, reason = null, before = null where username = $1`,
    [name(1)],
  )
})

test('acc.mass-assignment-verified: unknown fields are refused', async () => {
  const context = world.as(stranger, today)
  const result = await perform(signIn, { username: name(), password, roles: ['operator'] }, context)
  assert.equal(result.ok ? '' : result.refusal.code, 'input.wrong')
})

test('acc.idor: another person’s session is not found', async () => {
  await forget()
  const [mine, theirs] = [site.browser(), site.browser()]
  await mine.signIn(name(), password)
  await theirs.signIn(name(1), password)
  const { rows } = await world.client.query<Row>(
    'select id from authentication.session where person_id = $1 and ended_at is null',
    [other],
  )
  const page = await mine.post(`/my/sessions/${rows[0]?.id}/end`, {})
  assert.equal(page.status, 404)
  assert.equal((await theirs.get('/my/security')).status, 200)
})

test('acc.direct-url-with-half-session and acc.stage-skipped-empty-post', async () => {
  const browser = site.browser()
  for (const path of ['/my/password', '/my/security', '/my/releases', '/my/data'])
    assert.equal((await browser.get(path)).status, 303, path)
  for (const path of ['/sign-in', '/activate']) assert.notEqual((await browser.post(path, {})).status, 303, path)
})

test('acc.reset-keeps-sessions: a changed password ends every other session', async () => {
  await forget()
  const [here, there] = [site.browser(), site.browser()]
  await here.signIn(name(), password)
  await there.signIn(name(), password)
  const next = 'quite another seventeen words lamp'
  assert.equal((await here.post('/my/password', { current: password, password: next, repeat: next })).status, 303)
  assert.equal((await there.get('/my/security')).status, 303)
  assert.equal((await here.get('/my/security')).status, 200)
  assert.equal((await here.post('/my/password', { current: next, password, repeat: password })).status, 303)
})

test('acc.forwarded-for-garbage: no proxy is listed, so nothing it says counts', async () => {
  await forget()
  const browser = site.browser()
  await browser.get('/sign-in')
  for (const forwarded of ['10.0.0.1', 'junk', "1.1.1.1, '; drop table", ','.repeat(500)])
    await browser.post('/sign-in', { username: name(), password: 'wrong' }, { 'x-forwarded-for': forwarded })
  const { rows } = await world.client.query<Row>('select network from authentication.sign_in order by id desc limit 4')
  assert.deepEqual(
    rows.map(row => row.network),
    Array.from({ length: 4 }, () => '127.0.0.0/24'),
  )
})

test('a closed account does not sign in with its old password', async () => {
  const account = await accountById(
    world.database.read,
    asAccountId(
      (await world.client.query<Row>('select id from accounts.account where person_id = $1', [person])).rows[0]?.id ??
        '',
    ),
  )
  assert.equal(account?.state, 'active')
})
