/** Chromium and axe on the pages of second factors in their states, in both languages, at a desk and on a phone, in the dark. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { axeViolations, browserMissing, closeBrowser, openBrowser } from '../support/browser.ts'
import { world } from '../support/world.ts'

test('a notification address, from giving it to a step-up by its code', { skip: browserMissing }, async () => {
  const here = await world()
  after(closeBrowser)
  const someone = (await here.people()).find(
    ({ usernames, role, password }) => usernames[0]?.state === 'active' && role === null && password !== null,
  )
  const page = await openBrowser()
  const look = async (what: string): Promise<void> => {
    const address = page.url()
    for (const language of ['en', 'ja']) {
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [320, 'dark'],
      ] as const) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 800 })
        await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${language}`)
        assert.deepEqual(await axeViolations(page), [], `${what} in ${language} at ${width}`)
        assert.ok(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          `${what}: wider than ${width}`,
        )
        const folder = process.env['SEKIMORI_PICTURES']
        if (folder !== undefined)
          await page.screenshot({ path: `${folder}/${what}-${language}-${width}.png`, fullPage: true })
      }
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(address)
  }
  const codeInMail = async (): Promise<string> => {
    await here.settled()
    const mails = (await here.mail())
      .filter(({ to }) => to === 'me@post.example')
      .map(({ text }) => /: (\d{8})$/m.exec(text)?.[1])
    return mails.find(code => code !== undefined) ?? ''
  }
  const signIn = async (): Promise<void> => {
    await page.goto(`${here.baseUrl}/sign-in`)
    await page.fill('input[name=username]', someone?.usernames[0]?.username ?? '')
    await page.fill('input[name=password]', someone?.password ?? '')
    await page.click('main button.primary')
  }
  await signIn()
  await page.goto(`${here.baseUrl}/my/second-factors/mail`)
  await look('address')
  await page.fill('input[name=address]', 'me@post.example')
  await page.click('main button.primary')
  await look('address-code')
  await page.fill('input[name=code]', await codeInMail())
  await page.click('main button.primary')
  assert.match(page.url(), /\/my\/second-factors$/)
  await look('second-factors')
  await page.goto(`${here.baseUrl}/my/lost-device`)
  await look('lost-device')
  await page.goto(`${here.baseUrl}/my/second-factors/pass`)
  await look('pass')
  await page.goto(`${here.baseUrl}/step-up?to=mfa-mail&next=/my/security`)
  await look('step-up-send')
  await page.click('main button.primary')
  await look('step-up-code')
  await page.goto(`${here.baseUrl}/my/second-factors/mail`)
  await page.fill('input[name=address]', 'other@post.example')
  await page.click('main button.primary')
  await here.settled()
  const code = /: (\d{8})$/m.exec((await here.mail()).find(({ to }) => to === 'other@post.example')?.text ?? '')?.[1]
  await page.fill('input[name=code]', code ?? '')
  await page.click('main button.primary')
  await look('address-waits')
  const warning = (await here.mail()).find(({ text }) => text.includes('/address-change/'))?.text
  await page.goto(/\S+\/address-change\/\S+/.exec(warning ?? '')?.[0] ?? '')
  await look('stop')
  await page.click('main button.danger')
  assert.deepEqual(await axeViolations(page), [], 'stopped')
})
