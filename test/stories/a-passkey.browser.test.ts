/** Somebody adds a passkey in a real browser, signs in with it, raises a session with it, and removes it. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserMissing, closeBrowser, openBrowser } from '../support/browser.ts'
import { world, type Inhabitant, type World } from '../support/world.ts'

const skip = browserMissing

/** Somebody at a browser, with a slot for devices that keep passkeys. */
type Desk = {
  readonly page: Page
  readonly someone: Inhabitant
  readonly troubles: readonly string[]
  /** Plugs in a device in place of the last one; it says yes to everything that it can. */
  readonly plugIn: (options: { readonly isVerified: boolean }) => Promise<void>
  /** Whether whoever sits there touches the device when it asks. */
  readonly touches: (enabled: boolean) => Promise<void>
  readonly kept: () => Promise<number>
}

const sitDown = async (here: World): Promise<Desk> => {
  const someone = (await here.people()).find(
    ({ role, password, usernames }) => role === null && password !== null && usernames[0]?.state === 'active',
  )
  assert.ok(someone)
  const troubles: string[] = []
  const page = await openBrowser({ bypassCSP: false, locale: 'en' })
  page.on('console', said => said.type() === 'error' && troubles.push(said.text()))
  page.on('pageerror', error => troubles.push(error.message))
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  let authenticatorId = ''
  return {
    page,
    someone,
    troubles,
    plugIn: async ({ isVerified }) => {
      if (authenticatorId !== '') await device.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
      const added = await device.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: isVerified,
          automaticPresenceSimulation: true,
        },
      })
      authenticatorId = added.authenticatorId
    },
    touches: async enabled => {
      await device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
    },
    kept: async () => (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  }
}

after(closeBrowser)

test('a passkey in a real browser, under the strict content security policy', { skip }, async t => {
  const here = await world()
  const { page, someone, troubles, plugIn, touches, kept } = await sitDown(here)
  const byPassword = async (at: Page): Promise<void> => {
    await at.goto(`${here.baseUrl}/sign-in`)
    await at.fill('input[name=username]', someone.usernames[0]?.username ?? '')
    await at.fill('input[name=password]', someone.password ?? '')
    await at.click('form[action="/sign-in"] button.primary')
    await at.waitForURL(`${here.baseUrl}/`)
  }
  const signOut = (): Promise<void> => page.context().clearCookies()
  const press = (form: string): Promise<void> => page.click(`form[action="${form}"] button`)

  await t.test('it is made', async () => {
    await plugIn({ isVerified: true })
    await touches(false)
    await byPassword(page)
    await touches(true)
    await page.goto(`${here.baseUrl}/my/second-factors`)
    await page.click('a[href="/my/second-factors/passkey"]')
    await page.fill('input[name=name]', 'My laptop')
    await press('/my/second-factors/passkey')
    await page.waitForURL(`${here.baseUrl}/my/second-factors`)
    assert.equal(await kept(), 1)
    assert.match((await page.textContent('main')) ?? '', /My laptop/)
  })

  await t.test('it raises a session, offered first, and is not made twice on one device', async () => {
    await page.goto(`${here.baseUrl}/my/second-factors/passkey`)
    assert.match(page.url(), /\/step-up\?to=mfa-pr/)
    await press('/step-up/passkey')
    await page.waitForURL(/\/my\/second-factors\/passkey/)
    await press('/my/second-factors/passkey')
    await page.waitForSelector('[data-passkey-already]:not([hidden])')
    assert.equal(await kept(), 1)
  })

  await t.test('it signs in by a press of the button, without a name or a password', async () => {
    await signOut()
    await touches(false)
    await page.goto(`${here.baseUrl}/sign-in?next=%2Fmy%2Fsecurity`)
    await page.waitForSelector('[data-passkey-go]:not([hidden])')
    await touches(true)
    await press('/sign-in/passkey')
    await page.waitForURL(`${here.baseUrl}/my/security`)
  })

  await t.test('it signs in from the box for the name (conditional UI)', async () => {
    await signOut()
    await page.goto(`${here.baseUrl}/sign-in?next=%2Fmy%2Fsecurity`)
    await page.waitForURL(`${here.baseUrl}/my/security`)
  })

  await t.test('whoever cancels is told so, and the other ways stand below', async () => {
    await plugIn({ isVerified: false })
    await page.goto(`${here.baseUrl}/step-up?to=mfa-pr&next=%2Fmy`)
    await press('/step-up/passkey')
    await page.waitForSelector('[data-passkey-cancelled]:not([hidden])')
  })

  await t.test('without a script the page says what is missing, and the password works', async () => {
    const bare = await openBrowser({ javaScriptEnabled: false, locale: 'en' })
    await bare.goto(`${here.baseUrl}/sign-in`)
    assert.ok(await bare.isVisible('[data-passkey-missing]'))
    assert.ok(!(await bare.isVisible('[data-passkey-go]')))
    await byPassword(bare)
    await bare.context().close()
  })

  assert.deepEqual(troubles, [], 'the browser had something to complain about')
})
