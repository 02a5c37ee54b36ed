/** Every kind of page, as people meet it: languages, themes, a phone and a desk, strict policy, axe, 320 px, no script. */
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { axeViolations, browserMissing, closeBrowser, openBrowser } from '../../../test/support/browser.ts'
import { gallery } from '../../../test/support/gallery.ts'
import { languages, type Language } from '../../kernel/bilingual.ts'
import { loadAssets } from './assets.ts'

const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'"
const desk = { width: 1280, height: 900 }
const phone = { width: 375, height: 760 }
const names = Object.keys(gallery('ja'))

/** A browser page whose every request is answered from the gallery, under a strict policy. */
const visit = async (language: Language, options: Parameters<typeof openBrowser>[0]): Promise<Page> => {
  const [pages, assets] = [gallery(language), Object.values(loadAssets())]
  const page = await openBrowser(options)
  await page.route('**/*', route => {
    const { pathname } = new URL(route.request().url())
    const asset = assets.find(({ href }) => href === pathname)
    if (asset !== undefined) return route.fulfill({ body: Buffer.from(asset.body), contentType: asset.type })
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
    return route.fulfill({ body: pages[pathname.slice(1)] ?? '', headers })
  })
  return page
}

describe('every page', () => {
  for (const language of languages)
    for (const [name, markup] of Object.entries(gallery(language))) {
      it(`${name} (${language}) is light and carries no inline style or script`, () => {
        assert.ok(Buffer.byteLength(markup) < 60_000, `${Buffer.byteLength(markup)} bytes`)
        assert.doesNotMatch(
          markup,
          /\sstyle=|\son\w+=|<style|<script(?! type="module" src="\/assets\/)|undefined|\[object/,
        )
        assert.equal(markup.match(/<h1/g)?.length, 1)
      })
    }

  it('asks for less than 60 kB with its stylesheet and script', () => {
    const bytes = Object.values(loadAssets()).reduce((sum, { body }) => sum + body.byteLength, 0)
    assert.ok(bytes < 40_000, `${bytes} bytes`)
  })
})

describe('in a browser', { skip: browserMissing }, () => {
  const settings = [
    ['ja', 'light', desk],
    ['ja', 'dark', phone],
    ['en', 'light', phone],
    ['en', 'dark', desk],
  ] as const
  for (const [language, colorScheme, viewport] of settings)
    it(`axe finds nothing: ${language}, ${colorScheme}, ${viewport.width} px`, async () => {
      const page = await visit(language, { colorScheme, viewport })
      for (const name of names) {
        await page.goto(`http://gallery.test/${name}`)
        assert.deepEqual(await axeViolations(page), [], name)
      }
    })

  it('axe would find what is wrong', async () => {
    const page = await openBrowser()
    await page.setContent('<html lang="en"><title>t</title><main><h1>t</h1><input><img src="x"></main></html>')
    const found = await axeViolations(page)
    assert.deepEqual(new Set(found.map(line => line.split(' ')[0])), new Set(['image-alt', 'label']))
  })

  it('nothing is wider than a window of 320 px, nor of 640 px with text twice as large', async () => {
    const page = await visit('en', { viewport: { width: 320, height: 640 } })
    const tooWide = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    for (const name of names) {
      await page.setViewportSize({ width: 320, height: 640 })
      await page.goto(`http://gallery.test/${name}`)
      assert.equal(await tooWide(), 0, name)
      await page.setViewportSize({ width: 640, height: 640 })
      await page.addStyleTag({ content: 'html { font-size: 200% }' })
      assert.equal(await tooWide(), 0, `${name} at 200 %`)
    }
  })

  it('the policy has nothing to refuse, and the script brings its buttons', async () => {
    const page = await visit('ja', { bypassCSP: false, viewport: desk })
    const complaints: string[] = []
    page.on('console', message => complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    for (const name of names) await page.goto(`http://gallery.test/${name}`)
    assert.deepEqual(complaints, [])
    await page.goto('http://gallery.test/sign-in')
    await page.getByRole('button', { name: '表示' }).click()
    assert.equal(await page.locator('#field-password').getAttribute('type'), 'text')
    await page.goto('http://gallery.test/activate-errors')
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'errors')
  })

  it('an officer reaches search and rows by keys, and may turn the keys off', async () => {
    const page = await visit('ja', { viewport: desk })
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '')
    await page.goto('http://gallery.test/list')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('href')), '/people/a0184420')
    await page.keyboard.press('/')
    assert.equal(await focused(), 'search')
    await page.getByRole('button', { name: 'キー操作' }).click()
    await page.keyboard.press('/')
    assert.notEqual(await focused(), 'search')
  })

  it('without a script no button promises what it cannot do', async () => {
    const page = await visit('ja', { javaScriptEnabled: false, viewport: phone })
    for (const name of names) {
      await page.goto(`http://gallery.test/${name}`)
      assert.equal(await page.locator('button[type="button"]:visible').count(), 0, name)
    }
  })
})

after(closeBrowser)
