/**
 * Chromium and axe on every page that can be reached by its address, as whoever may come, in both languages, at a desk
 * in the light and on the narrowest phone in the dark: no violation, nothing wider than the screen, no complaint of the
 * browser, under 60 kB; one heading, a title of its own, no gap left in a sentence, no date but in words.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { axeViolations, browserMissing, closeBrowser, openBrowser } from '../support/browser.ts'
import type { Page } from 'playwright-core'
import { ask } from '../../src/desk/use-cases.ts'
import { stranger } from '../../src/platform/actor.ts'
import type { System } from '../../src/platform/system.ts'
import { perform, type Context } from '../../src/platform/use-case.ts'
import { row, rows, sql, type Sql } from '../../src/platform/database.ts'
import { world, type World } from '../support/world.ts'

/** Pages of one application or question: they open to the browser that holds its secret; `bySecret` walks them. */
const opensBySecret = /^\/(contact|apply|address-change)\/.*:/

/** What services speak to, and answer in their own way where nobody asks; the stories of SAML and CAS walk it. */
const spokenByServices = /^\/(cas|idp|saml|sign-on)\//

const table = readFileSync(new URL('../tables/routes.txt', import.meta.url), 'utf8')
const routes = table
  .split('\n')
  .map(line => /^(\/\S*)\s+GET\s+(.*?)\s{2,}page/.exec(line))
  .flatMap(found => (found === null ? [] : [{ path: found[1] ?? '', who: found[2] ?? '' }]))
  .filter(
    ({ path }) => !/:uid|:version|:clientId|progress|sign-out|:id\/rows|template|broken|second-factors\/app/.test(path),
  )
  .filter(({ path }) => !opensBySecret.test(path) && !spokenByServices.test(path))

/** One thing of each kind, for the pages about it. */
const examples = async ({ system }: World): Promise<(path: string) => string | null> => {
  const one = async (statement: Sql): Promise<string | null> =>
    (await row<{ readonly id: string }>(system.database.read, statement))?.id ?? null
  const person = await one(sql`select id from registry.person where state = 'active' limit 1`)
  const account = await one(sql`select id from accounts.account where state = 'active' limit 1`)
  const ids: Readonly<Record<string, string | null>> = {
    '/accounts': account,
    '/admissions': await one(sql`select number as id from admissions.application where state = 'submitted' limit 1`),
    '/admissions/batches': await one(sql`select id from admissions.batch where state = 'handed_in' limit 1`),
    '/counter': account,
    '/recovery': account,
    '/batches': await one(sql`select id from accounts.batch limit 1`),
    '/exceptions': await one(sql`select id from eligibility.exception limit 1`),
    '/inquiries': await askedBy(system),
    '/imports': await one(sql`select id from registry.import limit 1`),
    '/matches': await one(sql`select id from registry.match_case where state = 'open' limit 1`),
    '/people': person,
    '/settings': 'accounts.usernames',
    '/sources': 'students',
  }
  return path => {
    const id = ids[path.replace(/\/:.*/, '')] ?? ids[/^\/\w+/.exec(path)?.[0] ?? '']
    if (!path.includes(':')) return path
    return id == null ? null : path.replace(/:\w+/, id)
  }
}

const asStranger = (system: System): Context => ({
  actor: stranger,
  now: system.clock.now(),
  channel: 'page',
  language: 'ja',
  address: '192.0.2.7',
  requestId: 'test',
  system,
})

const askedBy = async (system: System): Promise<string | null> => {
  const question = {
    category: 'card',
    name: '春野 新入',
    address: 'haruno@post.example',
    words: '図書館に入れません。',
  }
  const asked = await perform(ask, question, asStranger(system))
  return asked.ok ? asked.value.number : null
}

/** What is wrong with the words of a page, whatever page it is. */
const wordsWrong = (page: Page, language: string): Promise<readonly string[]> =>
  page.evaluate(language => {
    const shown = (document.querySelector('.frame') as HTMLElement).innerText
    const dated = [...document.querySelectorAll('main, aside')].flatMap(part => {
      const copy = part.cloneNode(true) as HTMLElement
      for (const exact of copy.querySelectorAll('code, pre, textarea, .hint, [lang=ja], details')) exact.remove()
      return /\b20\d\d-\d\d-\d\d\b/.exec(copy.textContent) ?? []
    })
    return [
      ...(document.documentElement.lang === language ? [] : ['the language is not said']),
      ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
      ...(document.querySelector('a, button, input')?.classList.contains('skip') === true
        ? []
        : ['no skip link first']),
      ...(/\{[a-zA-Z]+\}|undefined|\[object/.exec(shown) ?? []),
      ...dated,
    ]
  }, language)

/** Pages that are the same to whoever looks may bear the same title; no others. */
const alike: readonly (readonly string[])[] = [
  ['/', '/sign-in', '/signed-out'],
  ['/dev', '/dev/mail', '/dev/files'],
  ['/admissions', '/admissions/:number'], // an applicant's name stands in the heading, never in a title
  ['/rules/draft', '/rules/draft/rule', '/rules/draft/status', '/rules/draft/hand-over'], // there is no draft
]

const roles = ['registrar', 'rule-keeper', 'account-operator', 'counter', 'auditor', 'operator', 'department']
const whoFor = (who: string): string | null =>
  who.includes('anyone') ? null : (roles.find(role => who.includes(role)) ?? 'registrar')

/** Whoever has the most to see there. */
const bestSeenBy: Readonly<Record<string, string>> = { '/approvals': 'account-operator', '/settings/:name': 'operator' }

test('every page, in both languages', { skip: browserMissing }, async t => {
  const here = await world()
  const people = await here.people()
  const addressOf = await examples(here)
  after(closeBrowser)
  for (const role of [null, ...roles]) {
    const mine = [
      ...routes,
      { path: '/dev', who: 'anyone' },
      { path: '/dev/mail', who: 'anyone' },
      { path: '/dev/files', who: 'anyone' },
    ].filter(({ path, who }) => (bestSeenBy[path] ?? whoFor(who)) === role)
    if (mine.length === 0) continue
    const page = await openBrowser({ reducedMotion: 'reduce' })
    const troubles = complaintsOf(page)
    const titles = new Map<string, string>()
    if (role !== null) {
      const officer = people.find(each => each.role === role)
      await page.goto(`${here.baseUrl}/sign-in`)
      await page.fill('input[name=username]', officer?.usernames[0]?.username ?? '')
      await page.fill('input[name=password]', officer?.password ?? '')
      await page.click('main button.primary')
    }
    for (const { path } of mine)
      for (const language of languages)
        await t.test(`${path} in ${language}${role === null ? '' : `, for a ${role}`}`, async () => {
          const address = addressOf(path)
          if (address === null) return assert.fail('the sample has no example of it')
          await look(page, `${here.baseUrl}${address}?lang=${language}`, { troubles, language })
          const title = await page.title()
          const other = titles.get(title) ?? path
          assert.ok(
            other === path || alike.some(same => same.includes(path) && same.includes(other)),
            `${title}: ${other}`,
          )
          titles.set(title, path)
        })
    for (const address of role === null ? [] : await alsoFor(here, role))
      for (const language of languages)
        await t.test(`${address.replace(/[0-9a-f-]{36}|A\d\d-\w+/, '…')} in ${language}, for a ${role}`, () =>
          look(page, `${here.baseUrl}${address}${address.includes('?') ? '&' : '?'}lang=${language}`, {
            troubles,
            language,
          }),
        )
    await page.context().close()
  }
  for (const secret of await secretLinks(here)) {
    const page = await openBrowser({ reducedMotion: 'reduce' })
    const troubles = complaintsOf(page)
    await page.goto(`${here.baseUrl}${secret.link}`)
    const { origin, pathname } = new URL(page.url())
    for (const query of secret.queries)
      for (const language of languages)
        await t.test(`${secret.what}${query} in ${language}, by its secret link`, () =>
          look(page, `${origin}${pathname}?${query}lang=${language}`, { troubles, language }),
        )
    await page.context().close()
  }
})

const languages = ['ja', 'en'] as const

/** What the browser complains of, but for the one page that is an error. */
const complaintsOf = (page: Page): string[] => {
  const troubles: string[] = []
  page.on(
    'console',
    said => said.type() === 'error' && !/status of 400/.test(said.text()) && troubles.push(said.text()),
  )
  page.on('pageerror', error => troubles.push(error.message))
  return troubles
}

/** One page, at a desk in the light and on the narrowest phone in the dark. */
const look = async (
  page: Page,
  address: string,
  { troubles, language }: { readonly troubles: string[]; readonly language: 'ja' | 'en' },
): Promise<void> => {
  const answer = await page.goto(address)
  const { pathname } = new URL(address)
  assert.equal(answer?.status(), pathname === '/interaction-error' ? 400 : 200)
  assert.deepEqual(await axeViolations(page), [])
  const octets = (await answer?.body())?.byteLength ?? 0
  assert.ok(octets < 60_000, `the page has ${octets} octets`)
  assert.deepEqual(await wordsWrong(page, language), [])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 320, height: 700 })
  assert.deepEqual(await axeViolations(page), [], 'on a phone in the dark')
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'wider than 320 px')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
  assert.deepEqual(troubles.splice(0), [], 'the browser had something to complain about')
}

/** More of one kind for an officer: an application in each state, a batch before it is handed in, lists of a department. */
const alsoFor = async ({ system }: World, role: string): Promise<readonly string[]> => {
  const db = system.database.read
  const list = (statement: Sql): Promise<readonly { readonly id: string }[]> => rows(db, statement)
  if (role === 'department') {
    const read = await list(sql`select id from admissions.batch where state = 'read'`)
    return ['/admissions', '/admissions?view=hosts', '/admissions/batches', '/admissions/new', ...read.map(({ id }) => `/admissions/batches/${id}`)] // prettier-ignore
  }
  if (role !== 'counter') return []
  const each = await list(sql`select distinct on (state, hostless_until is null) number as id from admissions.application where state <> 'draft'`) // prettier-ignore
  const views = ['waiting', 'current', 'finished', 'hosts'].map(view => `/admissions?view=${view}`)
  const handed = await list(sql`select id from admissions.batch where state = 'handed_in'`)
  return [
    ...views,
    ...each.map(({ id }) => `/admissions/${id}`),
    ...handed.map(({ id }) => `/admissions/batches/${id}`),
  ]
}

type Secret = { readonly what: string; readonly link: string; readonly queries: readonly string[] }

/** The links that applicants and guests were mailed: one for each state of an application, and a draft's questions. */
const secretLinks = async (here: World): Promise<readonly Secret[]> => {
  const mails = (await here.mail()).map(({ text }) => text)
  const known = await rows<{ readonly number: string; readonly state: string }>(
    here.system.database.read,
    sql`select distinct on (state, hostless_until is null) number, state from admissions.application where brought_by = 'self'`,
  )
  const links = known.map(({ number, state }): Secret => {
    const letter = mails.find(text => text.includes(number) && text.includes('/apply/open/'))
    const steps = ['status', 'name', 'birth', 'place', 'contact', 'proof'].map(step => `step=${step}&`)
    const link = /\/apply\/open\/[\w-]+/.exec(letter ?? '')?.[0] ?? '/apply/open/none'
    return { what: `an application ${state} `, link, queries: state === 'draft' ? ['', ...steps] : [''] }
  })
  const invited = mails.map(text => /\/apply\/invited\/[\w-]+/.exec(text)?.[0]).find(link => link !== undefined)
  return [
    ...links,
    { what: 'an invitation ', link: invited ?? '/apply/invited/none', queries: [''] },
    { what: 'an invitation that is over ', link: '/apply/invited/none', queries: [''] },
  ]
}
