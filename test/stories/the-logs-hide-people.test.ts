/**
 * Everyone of the sample university walks every page there is for them, and officers search for people; then things break.
 * In all that was logged there is no name, no address, no number, no account and no password of anybody.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { everyone } from '../../demo/people/everyone.ts'
import { routes } from '../../src/app/routes.ts'
import { staffRoles } from '../../src/platform/actor.ts'
import { dayOf } from '../../src/kernel/day.ts'
import { clerkOf } from '../support/clerk.ts'
import { crawl } from '../support/crawl.ts'
import { signIn } from '../support/desk.ts'
import { tonightsFile } from '../support/files.ts'
import { world } from '../support/world.ts'

const here = await world()
const people = await here.people()
const opened = new Set<string>()

/** Pages that no link leads to: a mailed secret's, an engine's error, a sign-on or a second factor under way, a fragment of a page at work, the way out. */
const byNoLink = [
  '/.well-known/passkey-endpoints',
  '/address-change/:secret',
  '/apply/invited/:secret',
  '/apply/open/:secret',
  '/imports/:id/progress',
  '/interaction-error',
  '/my/second-factors/app/:id',
  '/my/second-factors/pass',
  '/services/:clientId/preview/:personId',
  '/sign-out',
  '/signed-out',
  '/step-up',
]
/** Where services send their people to; their own tests walk them. */
const ofServices = /^\/(?:cas|saml|idp)\//

/** Everything that is somebody's, as offices wrote it and as the system made it. */
const secrets = (): ReadonlySet<string> => {
  const ofOffices = everyone.flatMap(({ family, given, mail, phone, papers, birth }) => [
    family.kanji, family.kana, family.roman, given?.kanji, given?.kana, given?.roman,
    mail, phone, birth, birth.replaceAll('-', ''), birth.replaceAll('-', '/'), ...papers.map(({ key }) => key),
  ]) // prettier-ignore
  const ofOurs = people.flatMap(({ name, usernames, password, activationKeys }) => [
    name.ja, name.en, password, ...usernames.map(({ username }) => username), ...Object.values(activationKeys),
  ]) // prettier-ignore
  const ofTheGuest = ['花園', 'Hanazono', 'Midori', 'midori@post.example', '1985-04-01']
  return new Set([...ofOffices, ...ofOurs, ...ofTheGuest].filter(text => text != null && text.length > 1) as string[])
}

const assertHidden = (): void => {
  const lines = here.logged()
  for (const secret of secrets())
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
      // Short roman parts such as Au are found by themselves only, not inside of other words.
      const shown = /^[A-Za-z]+$/.test(form) ? new RegExp(`\\b${form}\\b`).test(lines) : lines.includes(form)
      assert.ok(!shown, `the log holds ${form}: ${lines.split('\n').find(line => line.includes(form)) ?? ''}`)
    }
  assert.doesNotMatch(lines, /127\.0\.0\.1|::1/, 'nor from where somebody came')
}

/** One of each kind: who is the same, holds the same accounts and does the same work sees the same pages. */
const kinds = [
  ...new Map(
    people
      .filter(({ password, usernames }) => password !== null && usernames.some(({ state }) => state === 'active'))
      .map(person => [
        `${person.role} ${person.statuses.join()} ${person.usernames.map(({ kind, state }) => kind + state).join()}`,
        person,
      ]),
  ).values(),
]

const application = {
  status: { status: 'pt-lecturer' },
  name: { familyRoman: 'Hanazono', givenRoman: 'Midori', familyKanji: '花園', givenKanji: '緑' },
  birth: { birthDate: '1985年4月1日' },
  place: { unitName: '理学研究科', from: '2027/4/1', lastDay: '2028-03-31' },
  contact: { mail: 'midori@post.example' },
  proof: { proof: 'appointment-letter' },
}

test('things are under way: an application, an inquiry, a draft of the rules, a file with a row that cannot be read', async () => {
  const guest = here.stranger()
  await guest.get('/apply')
  await guest.submit('/apply')
  for (const [step, answers] of Object.entries(application)) await guest.submit(new RegExp(`/${step}$`), answers)
  await guest.submit(/\/send-code$/)
  await here.settled()
  const code = /^ {2}(\d{6})$/m.exec(
    (await here.mail()).find(({ to }) => to === application.contact.mail)?.text ?? '',
  )?.[1]
  await guest.submit(/\/verify$/, { code: code ?? '' })
  await guest.submit(/\/submit$/)
  opened.add(new URL(guest.page().url).pathname)
  const student = await here.signedIn('夏川 二年')
  await student.get('/contact')
  const asked = { name: '夏川 二年', address: 'natsu@post.example', words: '090-5550-0102 に電話してください' }
  await student.submit('/contact', { category: 'account', ...asked })
  opened.add(new URL(student.page().url).pathname)
  await student.get(`${here.sampleUrl}/sign-in`)
  opened.add(new URL(student.page().url).pathname)
  const keeper = await here.officer('rule-keeper')
  await keeper.get('/rules')
  await keeper.submit('/rules/draft', { note: '身分を足すため' })
  const broken = tonightsFile('students', {
    began: dayOf(here.system.clock.now()),
    change: row => ({ ...row, birthDate: '2001-02-30' }),
  })
  await clerkOf(here, await here.officer('registrar')).upload('students', broken)
  assertHidden()
})

test('one of each kind walks every page there is for them', async () => {
  const starts = [
    '/',
    '/my/data',
    '/my/entitlements',
    '/my/security',
    '/my/releases',
    '/my/accounts',
    '/my/password',
    '/my/invitations',
  ]
  const open = ['/', '/sign-in', '/guide', '/contact', '/apply', '/recover', '/accessibility']
  for (const path of await crawl(here.stranger(), here.baseUrl, open)) opened.add(path)
  for (const { usernames, password } of kinds) {
    const account = usernames.find(({ state }) => state === 'active')
    const { client } = await signIn(here, account?.username ?? '', password ?? '')
    for (const path of await crawl(client, here.baseUrl, starts)) opened.add(path)
  }
  assertHidden()
})

test('every officer searches for people by everything that is known of them', async () => {
  const words = everyone
    .slice(0, 5)
    .map(({ family, given, mail, papers }, at) => [family.kanji, family.kana, given?.roman, mail, papers[0]?.key][at])
  for (const role of staffRoles) {
    const client = await here.officer(role)
    for (const word of words)
      for (const path of ['/people', '/accounts', '/counter', '/audit'])
        await client.get(`${path}?q=${encodeURIComponent(word ?? '')}`)
  }
  assertHidden()
})

test('strangers type what is theirs into the wrong boxes', async () => {
  for (const { mail, family, phone } of everyone.slice(0, 3))
    for (const text of [mail, family.kanji ?? '', phone]) await signIn(here, text, `${text} is not my password`)
  assertHidden()
})

test('every page with a link to it was seen', () => {
  const shape = (path: string): RegExp => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`)
  const pages = routes.filter(({ method, path }) => method === 'GET' && !ofServices.test(path))
  const unseen = pages.filter(({ path }) => ![...opened].some(each => shape(path).test(each))).map(({ path }) => path)
  assert.deepEqual(unseen.sort(), [...byNoLink].sort())
})

test('things break in the middle of it: what is logged then names no one either', async () => {
  const client = new pg.Client(here.connection)
  await client.connect()
  const student = await here.signedIn('夏川 二年')
  const officer = await here.officer('registrar')
  const before = here.logged().length
  for (const table of ['registry.name', 'accounts.account', 'platform.audit_entry']) {
    await client.query(`alter table ${table} rename to gone`)
    for (const path of ['/', '/my/data', '/my/accounts']) assert.notEqual((await student.get(path)).status, 404)
    await officer.get('/people?q=夏川')
    await signIn(here, people[0]?.usernames[0]?.username ?? '', people[0]?.password ?? '')
    await client.query(`alter table ${table.split('.')[0] ?? ''}.gone rename to ${table.split('.')[1] ?? ''}`)
  }
  await client.end()
  assert.ok(here.logged().length > before, 'faults are logged')
  assertHidden()
})
