/** Somebody gives a notification address, confirms it by a code, and is let through by codes sent there; nobody else is. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { factorWorld, type FactorWorld } from '../support/factor-world.ts'
import type { Browser, Page } from '../support/web.ts'

let here: FactorWorld
before(async () => {
  here = await factorWorld(['Haruno', 'Natsuno', 'Akino', 'Fuyuno', 'Umeda', 'Sakurai', 'Kikuchi'])
})
after(() => here.end())

const base = '/my/second-factors/mail'

/** Gives an address and confirms it through the pages. */
const enrol = async (browser: Browser, address: string): Promise<Page> => {
  await browser.get(`${base}?other=1`)
  const given = await browser.post(base, { address })
  assert.equal(given.location, base)
  assert.match((await browser.get(base)).body, /autocomplete="one-time-code"/)
  return browser.post(`${base}/code`, { code: await here.codeFor(address) })
}

const send = (browser: Browser): Promise<Page> => browser.post('/step-up/mail', { to: 'mfa-mail', next: '/my' })
const prove = (browser: Browser, code: string): Promise<Page> =>
  browser.post('/step-up', { to: 'mfa-mail', next: '/my', way: 'mail', code })

test('an address is confirmed by a code, and another browser is raised by one', async () => {
  const browser = await here.signedIn(0)
  for (const address of ['haruno@st.wakaba.example.ac.jp', 'haruno@WAKABA.example.ac.jp.', 'haruno', '"a@b"@c.org'])
    assert.equal((await browser.post(base, { address })).status, 422, address)
  const wrong = await browser.post(base, { address: 'Haruno@post.example' })
  assert.equal(wrong.location, base)
  assert.equal((await browser.post(`${base}/code`, { code: '00000000' })).status, 422)
  const code = await here.codeFor('Haruno@post.example')
  assert.match(code, /^\d{8}$/)
  const done = await browser.post(`${base}/code`, { code: `${code.slice(0, 4)} ${code.slice(4)}` })
  assert.equal(done.location, '/my/second-factors')
  const told = await here.arrived()
  assert.ok(
    told.some(({ to }) => to === 'haruno@mail.example.org'),
    'the address on record hears of it',
  )
  assert.ok((await browser.get('/my/second-factors')).body.includes('H•••@post.example'))

  const later = await here.signedIn(0)
  const way = await later.get('/step-up?to=mfa-mail&next=/my')
  assert.match(way.body, /action="\/step-up\/mail"/)
  assert.doesNotMatch(way.body, /Haruno@post/, 'masked')
  const sent = await later.follow(await send(later))
  assert.match(sent.body, /autocomplete="one-time-code"/)
  const cookie = later.cookies.get('__Host-session')
  assert.equal((await prove(later, '12345678')).status, 401)
  const right = await prove(later, await here.codeFor('Haruno@post.example'))
  assert.equal(right.location, '/my')
  assert.notEqual(later.cookies.get('__Host-session'), cookie, 'a new proof is a new secret')
  const more = await later.get('/step-up?to=mfa&next=/my')
  assert.doesNotMatch(more.body, /\/step-up\/mail/, 'a code by mail is never offered for two factors')
})

test('mfa.mail-code-other-transaction and mfa.mail-code-old', async () => {
  const browser = await here.signedIn(1)
  assert.equal((await browser.post(base, { address: 'natsuno@post.example' })).location, base)
  const forAddress = await here.codeFor('natsuno@post.example')
  const elsewhere = await here.signedIn(1)
  assert.equal((await elsewhere.post(`${base}/code`, { code: forAddress })).status, 422, 'another session')
  assert.equal((await prove(browser, forAddress)).status, 401, 'another purpose')
  assert.equal((await browser.post(`${base}/code`, { code: forAddress })).location, '/my/second-factors')

  const [mine, other] = [await here.signedIn(1), await here.signedIn(1)]
  await send(mine)
  const old = await here.codeFor('natsuno@post.example')
  assert.equal((await prove(other, old)).status, 401, 'another session of the same person')
  const stranger = await here.signedIn(0)
  assert.equal((await prove(stranger, old)).status, 401, 'another person')
  await send(mine)
  const fresh = await here.codeFor('natsuno@post.example')
  assert.notEqual(old, fresh)
  assert.equal((await prove(mine, old)).status, 401, 'the former one')
  const raced = await Promise.all(Array.from({ length: 20 }, () => prove(mine, fresh)))
  assert.equal(raced.filter(({ location }) => location === '/my').length, 1, 'once, however many at a time')
})

test('five tries, ten minutes', async () => {
  const browser = await here.signedIn(2)
  await enrol(browser, 'akino@post.example')
  const later = await here.signedIn(2)
  await send(later)
  const code = await here.codeFor('akino@post.example')
  for (let n = 0; n < 5; n += 1) assert.equal((await prove(later, '00000000')).status, 401)
  here.pass(5000)
  assert.equal((await prove(later, code)).status, 401, 'used up')
  here.pass(10 * 60_000)
  await send(later)
  const second = await here.codeFor('akino@post.example')
  here.pass(10 * 60_000)
  assert.equal((await prove(later, second)).status, 401, 'too late')
})

test('mfa.mail-flood: three in ten minutes, with the same answer', async () => {
  const browser = await here.signedIn(3)
  await enrol(browser, 'fuyuno@post.example')
  here.pass(11 * 60_000)
  const later = await here.signedIn(3)
  await here.arrived()
  const answers = await Promise.all(Array.from({ length: 12 }, () => send(later)))
  assert.equal(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size, 1)
  assert.equal((await here.arrived()).filter(({ to }) => to === 'fuyuno@post.example').length, 3)
  const none = await here.signedIn(6)
  const same = await send(none)
  assert.deepEqual(
    [same.status, same.location],
    [answers[0]?.status, answers[0]?.location],
    'nor where there is no address',
  )
  assert.equal((await here.arrived()).length, 0)
})

test('mfa.address-change-takeover: a change waits a day, and the former address can stop it', async () => {
  const browser = await here.signedIn(4)
  await enrol(browser, 'umeda@post.example')
  const stolen = await here.signedIn(4)
  const refused = await stolen.post(base, { address: 'evil@x.example' })
  assert.match(refused.location ?? '', /^\/step-up\?to=mfa-mail/, 'a password alone changes nothing')

  const changed = await enrol(browser, 'evil@x.example')
  assert.equal(changed.location, base)
  const warned = (await here.arrived()).find(({ text }) => text.includes('/address-change/'))
  assert.equal(warned?.to, 'umeda@post.example')
  const link = /https:\/\/id\.example\.ac\.jp(\/address-change\/\S+)/.exec(warned.text)?.[1] ?? ''
  const later = await here.signedIn(4)
  await send(later)
  assert.notEqual(await here.codeFor('umeda@post.example'), '', 'codes still go to the former one')

  const owner = here.site.browser()
  assert.equal((await owner.get(`${link}x`)).status, 404)
  assert.equal((await owner.get(link)).status, 200)
  assert.equal((await owner.post(link, {})).status, 200)
  assert.equal((await owner.get(link)).status, 404, 'once')
  here.pass(25 * 3_600_000)
  await here.arrived()
  const after = await here.signedIn(4)
  await send(after)
  assert.notEqual(await here.codeFor('umeda@post.example'), '')
})

test('mfa.address-change-takeover: removing the address first is no way round, and an unstopped change comes true', async () => {
  const browser = await here.signedIn(5)
  await enrol(browser, 'sakurai@post.example')
  const id = await here.world.client.query<{ id: string }>(
    `select a.id from authentication.authenticator a join accounts.account c using (person_id) where c.username = $1 and a.kind = 'mail'`,
    [here.usernames[5]],
  )
  await browser.get('/my/second-factors')
  const removed = await browser.post(`/my/second-factors/${id.rows[0]?.id}/remove`, {})
  assert.equal(removed.location, '/my/second-factors')
  assert.equal((await enrol(browser, 'next@x.example')).location, base, 'it waits')
  const warned = (await here.arrived()).find(({ text }) => text.includes('/address-change/'))
  assert.equal(warned?.to, 'sakurai@post.example')
  here.pass(23 * 3_600_000)
  await here.arrived()
  const early = await here.signedIn(5)
  await send(early)
  assert.equal(await here.codeFor('next@x.example'), '')
  here.pass(3_600_000 + 1000)
  await here.arrived()
  const after = await here.signedIn(5)
  await send(after)
  assert.match(await here.codeFor('next@x.example'), /^\d{8}$/)
})
