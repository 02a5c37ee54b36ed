/**
 * Chromium and axe on every page that can be reached by its address, as whoever may come, in both languages, at a desk
 * and on the narrowest phone: no violation, nothing wider than the screen, no complaint of the browser, under 60 kB.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { axeViolations, browserMissing, closeBrowser, openBrowser } from '../support/browser.ts'
import { ask } from '../../src/desk/use-cases.ts'
import { stranger } from '../../src/platform/actor.ts'
import type { System } from '../../src/platform/system.ts'
import { perform, type Context } from '../../src/platform/use-case.ts'
import { row, sql, type Sql } from '../../src/platform/database.ts'
import { world, type World } from '../support/world.ts'

/** Pages of one application or question: they open to the browser that holds its secret, and their own stories walk them. */
const opensBySecret = /^\/(contact|apply|admissions|address-change)\/.*:/

const table = readFileSync(new URL('../tables/routes.txt', import.meta.url), 'utf8')
const routes = table
  .split('\n')
  .map(line => /^(\/\S*)\s+GET\s+(.*?)\s{2,}page/.exec(line))
  .flatMap(found => (found === null ? [] : [{ path: found[1] ?? '', who: found[2] ?? '' }]))
  .filter(({ path }) => !/:uid|:version|:clientId|progress|sign-out|:id\/rows/.test(path))
  .filter(({ path }) => !opensBySecret.test(path))

/** One thing of each kind, for the pages about it. */
const examples = async ({ system }: World): Promise<(path: string) => string | null> => {
  const one = async (statement: Sql): Promise<string | null> =>
    (await row<{ readonly id: string }>(system.database.read, statement))?.id ?? null
  const person = await one(sql`select id from registry.person where state = 'active' limit 1`)
  const account = await one(sql`select id from accounts.account where state = 'active' limit 1`)
  const ids: Readonly<Record<string, string | null>> = {
    '/accounts': account,
    '/counter': account,
    '/batches': await one(sql`select id from accounts.batch limit 1`),
    '/exceptions': await one(sql`select id from eligibility.exception limit 1`),
    '/inquiries': await askedBy(system),
    '/imports': await one(sql`select id from registry.import limit 1`),
    '/matches': await one(sql`select id from registry.match_case where state = 'open' limit 1`),
    '/people': person,
    '/sources': 'students',
  }
  return path => {
    const id = ids[/^\/\w+/.exec(path)?.[0] ?? '']
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

const roles = ['registrar', 'rule-keeper', 'account-operator', 'counter', 'auditor', 'operator', 'department']
const whoFor = (who: string): string | null =>
  who.includes('anyone') ? null : (roles.find(role => who.includes(role)) ?? 'registrar')

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
    ].filter(({ who }) => whoFor(who) === role)
    if (mine.length === 0) continue
    const page = await openBrowser()
    const troubles: string[] = []
    page.on(
      'console',
      said => said.type() === 'error' && !/status of 400/.test(said.text()) && troubles.push(said.text()),
    )
    page.on('pageerror', error => troubles.push(error.message))
    if (role !== null) {
      const officer = people.find(each => each.role === role)
      await page.goto(`${here.baseUrl}/sign-in`)
      await page.fill('input[name=username]', officer?.usernames[0]?.username ?? '')
      await page.fill('input[name=password]', officer?.password ?? '')
      await page.click('main button.primary')
    }
    for (const { path } of mine)
      for (const language of ['ja', 'en'])
        await t.test(`${path} in ${language}${role === null ? '' : `, for a ${role}`}`, async () => {
          const address = addressOf(path)
          if (address === null) return assert.fail('the sample has no example of it')
          const answer = await page.goto(`${here.baseUrl}${address}?lang=${language}`)
          assert.equal(answer?.status(), path === '/interaction-error' ? 400 : 200)
          assert.deepEqual(await axeViolations(page), [])
          const octets = (await answer?.body())?.byteLength ?? 0
          assert.ok(octets < 60_000 || path.startsWith('/dev'), `the page has ${octets} octets`)
          await page.setViewportSize({ width: 320, height: 700 })
          assert.deepEqual(await axeViolations(page), [], 'on a phone')
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'wider than 320 px')
          await page.setViewportSize({ width: 1280, height: 800 })
          assert.deepEqual(troubles.splice(0), [], 'the browser had something to complain about')
        })
    await page.context().close()
  }
})
