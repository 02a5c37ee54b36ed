/** Somebody lost every second factor: a counter sees them, a second officer agrees where it takes two, a paper opens the way to new ones. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asAccountId, asPersonId, type PersonId } from '../../src/kernel/ids.ts'
import { placeOf } from '../../src/authentication/authenticators/authenticator.ts'
import { codeAt, stepAt } from '../../src/authentication/authenticators/totp.ts'
import { approvePass, askPass, printPass } from '../../src/authentication/use-cases/enrolment-pass.ts'
import type { Actor, StaffRole } from '../../src/platform/actor.ts'
import { randomId, randomOctets } from '../../src/platform/random.ts'
import { perform } from '../../src/platform/use-case.ts'
import { officer } from '../support/accounts-world.ts'
import { factorWorld, type FactorWorld } from '../support/factor-world.ts'
import type { Browser, Page } from '../support/web.ts'

let here: FactorWorld
before(async () => {
  here = await factorWorld(['Haruno', 'Natsuno', 'Akino', 'Fuyuno'])
  await here.world.client.query(`update authentication.password set changed_at = now() - interval '40 days'`)
  await here.world.client.query(`update accounts.account set activated_at = now() - interval '41 days'`)
})
after(() => here.end())

const whose = async (at: number): Promise<{ readonly accountId: string; readonly personId: PersonId }> => {
  const { rows } = await here.world.client.query<{ id: string; person: string }>(
    'select id, person_id as person from accounts.account where username = $1',
    [here.usernames[at]],
  )
  return { accountId: asAccountId(rows[0]?.id ?? ''), personId: asPersonId(rows[0]?.person ?? '') }
}

const by = (actor: Actor) => ({
  ...here.world.as(actor, '2026-01-01'),
  system: here.world.system,
  now: here.world.system.clock.now(),
})
const counter = (n: number, roles: readonly StaffRole[] = ['counter']): Actor => officer(roles, n)

const ask = async (at: number, actor: Actor, minutes = 60) =>
  perform(
    askPass,
    { accountId: (await whose(at)).accountId, document: 'student-id', last4: '12ab', minutes },
    by(actor),
  )

const printed = async (id: string, actor: Actor): Promise<string> => {
  const result = await perform(printPass, { id }, by(actor))
  return result.ok ? result.value.pass : result.refusal.code
}

const loseApp = async (at: number): Promise<() => string> => {
  const [id, secret, { personId }] = [randomId(), randomOctets(20), await whose(at)]
  const sealed = here.world.system.vault.seal(secret, placeOf({ id, personId, kind: 'totp' }))
  await here.world.client.query(
    `insert into authentication.authenticator (id, person_id, kind, name, state, sealed, created_at, verified_at)
     values ($1, $2, 'totp', 'lost phone', 'active', $3, now(), now())`,
    [id, personId, sealed],
  )
  return () => codeAt(secret, stepAt(here.world.system.clock.now()))
}

const use = (browser: Browser, pass: string): Promise<Page> => browser.post('/my/second-factors/pass', { pass })
const isUsed = ({ location }: Page): boolean => location === '/my/second-factors'

test('mfa.enrolment-pass-reuse: a pass opens the way to a new app, once, for its person, in its time', async () => {
  const code = await loseApp(0)
  const asked = await ask(0, counter(1))
  assert.ok(asked.ok && asked.value.state === 'approved', 'for a student one officer is enough')
  const pass = await printed(asked.value.id, counter(1))
  assert.match(pass, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  assert.equal(await printed(asked.value.id, counter(1)), 'pass.not_now', 'printed once')
  const { rows } = await here.world.client.query<{ all: string }>(
    `select coalesce(string_agg(p::text, ' '), '') || (select coalesce(string_agg(a::text, ' '), '') from platform.audit_entry a) as all
     from authentication.enrolment_pass p`,
  )
  assert.ok(!rows[0]?.all.includes(pass) && !rows[0]?.all.includes(pass.replaceAll('-', '')), 'kept nowhere')

  const [browser, other, foreign] = [await here.signedIn(0), await here.signedIn(0), await here.signedIn(1)]
  assert.equal(isUsed(await use(foreign, pass)), false, 'another person')
  assert.match((await browser.post('/my/second-factors/app', { name: 'new' })).location ?? '', /^\/step-up/)
  assert.equal(
    (await browser.post('/step-up', { to: 'mfa', next: '/', way: 'recovery-set', code: pass })).status,
    401,
    'another purpose',
  )
  const raced = await Promise.all(Array.from({ length: 4 }, () => use(browser, pass.toLowerCase())))
  assert.equal(raced.filter(isUsed).length, 1)
  assert.equal(isUsed(await use(browser, pass)), false, 'twice')
  assert.match((await other.get('/my/security')).location ?? '', /sign-in/, 'every other session has ended')
  await browser.get('/my/second-factors')
  assert.match((await browser.get('/step-up?to=mfa&next=/')).body, /\/my\/second-factors\?next=/, 'it proves nothing')
  const begun = await browser.post('/my/second-factors/app', { name: 'new' })
  assert.match(begun.location ?? '', /^\/my\/second-factors\/app\//)
  assert.equal(
    (await browser.post('/step-up', { to: 'mfa', next: '/', way: 'totp', code: code() })).status,
    401,
    'the lost app is gone',
  )
  const told = await here.arrived()
  assert.ok(told.some(({ to, subject }) => to === 'haruno@mail.example.org' && subject !== ''))
})

test('mfa.probation-bypass: after a recovery nothing is removed and no address given for two days', async () => {
  await loseApp(1)
  const asked = await ask(1, counter(1))
  assert.ok(asked.ok)
  const browser = await here.signedIn(1)
  assert.equal(isUsed(await use(browser, await printed(asked.value.id, counter(1)))), true)
  await browser.get('/my/second-factors')
  const address = await browser.post('/my/second-factors/mail', { address: 'evil@x.example' })
  assert.notEqual(address.location, '/my/second-factors/mail')
  await browser.post('/my/second-factors/recovery', {})
  const { personId } = await whose(1)
  const { rows } = await here.world.client.query<{ id: string }>(
    `select id from authentication.authenticator where person_id = $1 and state = 'active'`,
    [personId],
  )
  await browser.post(`/my/second-factors/${rows[0]?.id}/remove`, {})
  const left = `select count(*)::int from authentication.authenticator where person_id = $1 and state = 'active'`
  assert.equal(await here.world.count(left, [personId]), 1, 'not removed')
  here.pass(48 * 3_600_000 + 1000)
  const later = await here.signedIn(1)
  await later.get('/my/second-factors')
  assert.equal(
    (await later.post('/my/second-factors/mail', { address: 'mine@x.example' })).location,
    '/my/second-factors/mail',
  )
})

test('mfa.desk-approves-own: nobody helps themselves, nor agrees to what they asked for, nor touches officers from a counter', async () => {
  const { personId } = await whose(2)
  const self = { ...counter(1), personId } as Actor
  const own = await ask(2, self)
  assert.ok(!own.ok && own.refusal.code === 'pass.own')
  await here.world.client.query(`update accounts.account set kind = 'SPS' where username = $1`, [here.usernames[2]])
  const asked = await ask(2, counter(1))
  assert.ok(asked.ok && asked.value.state === 'asked', 'for staff it takes two')
  assert.equal(await printed(asked.value.id, counter(1)), 'pass.not_now')
  const codeOf = async (actor: Actor): Promise<string> => {
    const agreed = await perform(approvePass, { id: asked.value.id }, by(actor))
    return agreed.ok ? 'done' : agreed.refusal.code
  }
  assert.equal(await codeOf(counter(1)), 'pass.asked_by_you')
  assert.equal(await codeOf({ ...counter(2), personId } as Actor), 'pass.own')
  assert.equal(await codeOf(officer(['registrar'], 2)), 'not_found', 'not just any officer')
  assert.equal(await codeOf(counter(2)), 'done')
  assert.match(await printed(asked.value.id, counter(1)), /^[0-9A-Z-]{14}$/)
})

test('mfa.desk-resets-then-enters: where the password is new as well, one officer alone cannot go on; a pass signs nobody in', async () => {
  await loseApp(3)
  await here.world.client.query(
    `update authentication.password set changed_at = $2 where account_id = (select id from accounts.account where username = $1)`,
    [here.usernames[3], here.world.system.clock.now()],
  )
  const asked = await ask(3, counter(1))
  assert.ok(asked.ok && asked.value.state === 'asked')
  assert.equal(await printed(asked.value.id, counter(1)), 'pass.not_now')
  assert.ok((await perform(approvePass, { id: asked.value.id }, by(counter(2)))).ok)
  const pass = await printed(asked.value.id, counter(1))
  const stranger = here.site.browser()
  await stranger.get('/sign-in')
  assert.match((await use(stranger, pass)).location ?? '', /^\/sign-in/)
  const browser = await here.signedIn(3)
  for (let n = 0; n < 5; n += 1) assert.equal((await use(browser, 'AAAA-BBBB-CCCC')).status, 422)
  here.pass(60_000)
  assert.equal(isUsed(await use(await here.signedIn(3), pass)), false, 'five tries')
})
