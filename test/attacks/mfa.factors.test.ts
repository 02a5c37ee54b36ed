/** Attacks on second factors by somebody who has the password, or a session, or the database's rows. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { placeOf } from '../../src/authentication/authenticators/authenticator.ts'
import { asBase32, codeAt, stepAt } from '../../src/authentication/authenticators/totp.ts'
import { asPersonId } from '../../src/kernel/ids.ts'
import { randomId, randomOctets } from '../../src/platform/random.ts'
import { factorWorld, type FactorWorld } from '../support/factor-world.ts'
import type { Browser, Page } from '../support/web.ts'

let here: FactorWorld
before(async () => {
  here = await factorWorld(['Haruno', 'Natsuno', 'Akino', 'Fuyuno', 'Umeda', 'Sakurai', 'Kikuchi', 'Momoi', 'Yamabuki'])
})
after(() => here.end())

const personOf = async (at: number): Promise<string> => {
  const { rows } = await here.world.client.query<{ id: string }>(
    'select person_id as id from accounts.account where username = $1',
    [here.usernames[at]],
  )
  return rows[0]?.id ?? ''
}

type App = { readonly id: string; readonly secret: Buffer; readonly code: (later?: number) => string }

/** An app that was set up before. */
const appOf = async (at: number): Promise<App> => {
  const [id, secret, personId] = [randomId(), randomOctets(20), asPersonId(await personOf(at))]
  const sealed = here.world.system.vault.seal(secret, placeOf({ id, personId, kind: 'totp' }))
  const now = here.world.system.clock.now()
  await here.world.client.query(
    `insert into authentication.authenticator (id, person_id, kind, name, state, sealed, created_at, verified_at)
     values ($1, $2, 'totp', 'phone', 'active', $3, $4, $4)`,
    [id, personId, sealed, now],
  )
  return { id, secret, code: (later = 0) => codeAt(secret, stepAt(here.world.system.clock.now()) + later) }
}

const wrongCode = ({ code }: App): string =>
  ['000000', '111111', '222222', '333333'].find(each => ![code(-1), code(), code(1)].includes(each)) ?? ''

const prove = (browser: Browser, code: string, way = 'totp', to = 'mfa'): Promise<Page> =>
  browser.post('/step-up', { to, next: '/my/security', way, code })

const isDone = ({ location }: Page): boolean => location === '/my/security'

const stateOf = async (id: string): Promise<string> => {
  const { rows } = await here.world.client.query<{ state: string }>(
    'select state from authentication.authenticator where id = $1',
    [id],
  )
  return rows[0]?.state ?? ''
}

const failures = (at: number, kind: string): Promise<number> =>
  personOf(at).then(person =>
    here.world.count(
      `select coalesce(sum(failures), 0)::int as count from authentication.throttle where path like $1`,
      [`${person}|${kind}|%`],
    ),
  )

test('mfa.totp-wait-out: each failure after a wait waits longer', async () => {
  const app = await appOf(1)
  const browser = await here.signedIn(1)
  const waits: number[] = []
  for (let n = 0; n < 10; n += 1) {
    await prove(browser, wrongCode(app))
    const { rows } = await here.world.client.query<{ wait: number | null }>(
      `select extract(epoch from wait_until - last_failed_at)::float8 as wait from authentication.throttle where path like $1`,
      [`${await personOf(1)}|totp|%`],
    )
    waits.push(rows[0]?.wait ?? 0)
    here.pass((rows[0]?.wait ?? 0) * 1000 + 10)
  }
  assert.deepEqual(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32])
})

test('mfa.oracle-right-but-locked: within a wait the right code is answered as a wrong one', async () => {
  const app = await appOf(2)
  const browser = await here.signedIn(2)
  for (let n = 0; n < 6; n += 1) await prove(browser, wrongCode(app))
  const bare = ({ status, body }: Page): string =>
    `${status} ${body.replace(/name="csrf" value="[^"]+"/g, '').replace(/nonce="[^"]+"/g, '')}`
  const wrong = await prove(browser, wrongCode(app))
  const right = await prove(browser, app.code())
  assert.equal(bare(right), bare(wrong))
  here.pass(60_000)
  assert.equal(isDone(await prove(browser, app.code())), true, 'it was not spent by the try within the wait')
})

test('mfa.lockout-burns-factor: wrong passwords only count against the password', async () => {
  const app = await appOf(3)
  const browser = await here.signedIn(3)
  const stranger = here.site.browser()
  await stranger.get('/sign-in')
  for (let n = 0; n < 30; n += 1)
    await stranger.post('/sign-in', { username: here.usernames[3] ?? '', password: 'wrong' })
  assert.equal(await failures(3, 'totp'), 0)
  assert.equal(isDone(await prove(browser, app.code())), true)
})

/** Confirms a notification address through the pages. */
const addressOf = async (browser: Browser, address: string): Promise<void> => {
  await browser.get('/my/second-factors/mail')
  await browser.post('/my/second-factors/mail', { address })
  const done = await browser.post('/my/second-factors/mail/code', { code: await here.codeFor(address) })
  assert.equal(done.location, '/my/second-factors')
}

test('mfa.downgrade-choice and mfa.wrong-factor-offered-first', async () => {
  await addressOf(await here.signedIn(4), 'umeda@post.example')
  await appOf(4)
  const browser = await here.signedIn(4)
  const first = await browser.get('/step-up?to=mfa-mail&next=/my/security')
  assert.match(first.body, /name="way" value="totp"/, 'the strongest first')
  assert.doesNotMatch(
    (await browser.get('/step-up?to=mfa&next=/my/security&way=mail')).body,
    /action="\/step-up\/mail"/,
  )
  await browser.post('/step-up/mail', { to: 'mfa', next: '/my/security' })
  await prove(browser, await here.codeFor('umeda@post.example'), 'mail', 'mfa')
  await browser.get('/my/second-factors')
  const change = await browser.post('/my/second-factors/app', { name: 'evil' })
  assert.match(
    change.location ?? '',
    /^\/step-up\?to=mfa&/,
    'a code by mail has not reached two factors, whatever the form said',
  )
})

test('mfa.step-up-old-session: a proof of six minutes ago changes nothing', async () => {
  const app = await appOf(5)
  const browser = await here.signedIn(5)
  assert.equal(isDone(await prove(browser, app.code())), true)
  await browser.get('/my/second-factors')
  const soon = await browser.post('/my/second-factors/app', { name: 'second' })
  assert.match(soon.location ?? '', /^\/my\/second-factors\/app\//)
  here.pass(6 * 60_000)
  const late = await browser.post('/my/second-factors/app', { name: 'third' })
  assert.match(late.location ?? '', /^\/step-up\?to=mfa/)
})

test('mfa.enrolment-link-replay: a pending app is confirmed once, by its owner, and not after another was added', async () => {
  const browser = await here.signedIn(6)
  await browser.get('/my/second-factors')
  const begun = (await browser.post('/my/second-factors/app', { name: 'one' })).location ?? ''
  const { body } = await browser.get(begun)
  const shown = (/data-copy="([A-Z2-7 ]+)"/.exec(body)?.[1] ?? '').replace(/ /g, '')
  const foreign = await here.signedIn(7)
  assert.doesNotMatch((await foreign.get(begun)).body, new RegExp(shown.slice(0, 4)), 'nobody else sees the secret')
  const replaced = (await browser.post('/my/second-factors/app', { name: 'two' })).location ?? ''
  const second = (/data-copy="([A-Z2-7 ]+)"/.exec((await browser.get(replaced)).body)?.[1] ?? '').replace(/ /g, '')
  const codeOf = (text: string): string => codeAt(octetsOf(text), stepAt(here.world.system.clock.now()))
  const old = await browser.post(begun, { code: codeOf(shown) })
  assert.notEqual(old.location, '/my/second-factors', 'the one begun before is gone')
  assert.notEqual((await foreign.post(replaced, { code: codeOf(second) })).location, '/my/second-factors')
  const raced = await Promise.all(Array.from({ length: 10 }, () => browser.post(replaced, { code: codeOf(second) })))
  assert.equal(raced.filter(({ headers }) => String(headers['set-cookie']).includes('__Host-session=')).length, 1)
  assert.equal(asBase32(octetsOf(second)), second)
})

const octetsOf = (text: string): Buffer => {
  const bits = [...text].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map(octet => parseInt(octet, 2)))
}

test('mfa.secret-in-log-or-cache: a code stands in no row, no log line and no cache', async () => {
  const browser = await here.signedIn(7)
  await browser.get('/my/second-factors/mail')
  await browser.post('/my/second-factors/mail', { address: 'momoi@post.example' })
  const code = await here.codeFor('momoi@post.example')
  const pages = [
    await browser.get('/my/second-factors/mail'),
    await browser.post('/my/second-factors/mail/code', { code }),
    await browser.get('/my/second-factors'),
    await browser.get('/step-up?to=mfa-mail&next=/'),
  ]
  for (const page of pages) {
    assert.equal(page.headers['cache-control'], 'no-store')
    assert.ok(!page.body.includes(code))
  }
  const { rows } = await here.world.client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('platform', 'authentication', 'accounts') and table_type = 'BASE TABLE'`,
  )
  for (const { name } of rows.filter(each => each.name !== 'platform.mail'))
    assert.equal(
      await here.world.count(`select count(*)::int from ${name} t where t::text like $1`, [`%${code}%`]),
      0,
      name,
    )
  assert.equal(here.logged(), '', 'nothing of it is logged')
})

test('a lost device: its app and its session end in one act, which takes more than a password', async () => {
  const app = await appOf(8)
  const [lost, mine] = [await here.signedIn(8), await here.signedIn(8)]
  const page = await mine.get('/my/lost-device')
  const session = /name="sessions" value="([0-9a-f-]{36})"/.exec(page.body)?.[1] ?? ''
  const foreign = (await appOf(7)).id
  const choice = { factors: app.id, sessions: session }
  assert.match((await mine.post('/my/lost-device', choice)).location ?? '', /^\/step-up\?to=mfa/)
  assert.equal(isDone(await prove(mine, app.code())), true)
  await mine.get('/my/lost-device')
  assert.equal((await mine.post('/my/lost-device', {})).status, 422, 'nothing chosen')
  const notMine = await mine.post('/my/lost-device', { ...choice, factors: foreign })
  assert.equal(notMine.location, '/my/second-factors')
  assert.equal(await stateOf(foreign), 'active', 'nobody else’s')
  assert.match((await lost.get('/my/security')).location ?? '', /sign-in/, 'it is signed out')
  await mine.post('/my/lost-device', choice)
  assert.equal(await stateOf(app.id), 'retired')
})

test('mfa.totp-guessing-with-password: new browsers and right passwords give no new tries; at a hundred it is off', async () => {
  const app = await appOf(0)
  let done = 0
  for (let n = 0; n < 12; n += 1) {
    const browser = await here.signedIn(0)
    for (let again = 0; again < 2; again += 1) if (isDone(await prove(browser, wrongCode(app)))) done += 1
  }
  assert.equal(done, 0)
  assert.equal(await failures(0, 'totp'), 5, 'five, then the wait: a right password at a new browser clears nothing')
  for (let n = 0; (await stateOf(app.id)) === 'active' && n < 120; n += 1) {
    here.pass(3_601_000)
    await prove(await here.signedIn(0), wrongCode(app))
  }
  assert.equal(await stateOf(app.id), 'suspended')
  assert.equal(await failures(0, 'totp'), 100)
  const told = (await here.arrived()).filter(({ to }) => to === 'haruno@mail.example.org')
  assert.equal(told.length, 1, 'its owner hears of it')
  here.pass(3_601_000)
  const browser = await here.signedIn(0)
  assert.equal(isDone(await prove(browser, app.code())), false, 'off is off')
  const enrol = await browser.post('/my/second-factors/app', { name: 'evil' })
  assert.match(enrol.location ?? '', /^\/step-up\?to=mfa/, 'and opens no way for a password alone')
})
