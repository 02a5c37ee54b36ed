/** Chromium and axe on every page that can be reached by its address, as whoever may come, in both languages: no violation. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { axeViolations, browserMissing, closeBrowser, openBrowser } from '../support/browser.ts'
import { world } from '../support/world.ts'

const table = readFileSync(new URL('../tables/routes.txt', import.meta.url), 'utf8')
const routes = table
  .split('\n')
  .map(line => /^GET\s+(\/\S*)\s+(.*)$/.exec(line))
  .flatMap(found => (found === null ? [] : [{ path: found[1] ?? '', who: found[2] ?? '' }]))
  .filter(({ path }) => !path.includes(':') && !/\.\w+$|progress|health|metrics|sign-out/.test(path))

const roles = ['registrar', 'rule-keeper', 'account-operator', 'counter', 'auditor', 'operator', 'department']
const whoFor = (who: string): string | null =>
  who.includes('anyone') ? null : (roles.find(role => who.includes(role)) ?? 'registrar')

test('every page, in both languages', { skip: browserMissing }, async t => {
  const here = await world()
  const people = await here.people()
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
          const answer = await page.goto(`${here.baseUrl}${path}?lang=${language}`)
          assert.equal(answer?.status(), 200)
          assert.deepEqual(await axeViolations(page), [])
        })
    await page.context().close()
  }
})
