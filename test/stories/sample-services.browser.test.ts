/** The demo's sample services, through a person's browser: who came, what was told, and the end everywhere. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserMissing, closeBrowser, openBrowser } from '../support/browser.ts'
import { world } from '../support/world.ts'

after(closeBrowser)

const there = { skip: browserMissing }

/** Presses the main button until the service shows who came; consent is asked on the way the first time. */
const signInAt = async (page: Page, url: string): Promise<string> => {
  await page.goto(`${url}/sign-in`)
  const agree = page.locator('main button.primary')
  const out = page.locator('main a[href="/sign-out"]')
  await agree.or(out).first().waitFor()
  if (await agree.isVisible()) {
    await agree.click()
    await out.waitFor()
  }
  return page.locator('main').innerText()
}

test('SAML and CAS samples show who came; leaving one ends the session, and both hear of it', there, async () => {
  const here = await world()
  const port = Number(new URL(here.baseUrl).port)
  const [saml, cas] = [`http://localhost:${port + 12}`, `http://localhost:${port + 13}`]
  const student = (await here.people()).find(({ role, password, usernames }) =>
    role === null && password !== null ? usernames.some(({ state }) => state === 'active') : false,
  )
  const username = student?.usernames.find(({ state }) => state === 'active')?.username ?? ''
  const page = await openBrowser({ locale: 'en-GB' })
  await page.goto(`${here.baseUrl}/sign-in`)
  await page.fill('[name=username]', username)
  await page.fill('[name=password]', student?.password ?? '')
  await page.click('main button.primary')
  await page.waitForURL(`${here.baseUrl}/`)

  assert.match(await signInAt(page, saml), /Wakaba University/)
  assert.ok((await signInAt(page, cas)).includes(username))

  await page.goto(`${saml}/sign-out`)
  await page.waitForURL(url => url.href.startsWith(`${saml}/slo?SAMLResponse=`))
  assert.equal(await page.locator('main a[href="/sign-in"]').count(), 1)
  await page.goto(`${here.baseUrl}/my/security`)
  assert.match(page.url(), /\/sign-in/, 'the university session is over')
  await here.advance('PT2M')
  await page.goto(cas)
  assert.equal(await page.locator('main a[href="/sign-out"]').count(), 0, 'the CAS service was told')
  await page.goto(saml)
  assert.equal(await page.locator('main a[href="/sign-out"]').count(), 0)
})
