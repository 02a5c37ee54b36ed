/**
 * One Chromium for the tests that look at pages: Debian's where it is installed, else the one from npm.
 * Where there is neither, `browserMissing` says so, and the tests skip by name.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const debian = '/usr/bin/chromium'
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const levels = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

let opened: Promise<Browser> | undefined

/** Why no page can be looked at here, as `{ skip }` of a test wants it; false where a browser is found. */
export const browserMissing: string | false =
  existsSync(debian) || (process.platform === 'linux' && arch() === 'x64') ? false : 'no Chromium on this machine'

/** A new page in the shared browser. Scripts of a strict content security policy do not hinder axe. */
export const openBrowser = async (options: BrowserContextOptions = {}): Promise<Page> => {
  opened ??= start()
  const context = await (await opened).newContext({ bypassCSP: true, ...options })
  return context.newPage()
}

/** Closes the shared browser, for the `after` of a test file. */
export const closeBrowser = async (): Promise<void> => {
  await (await opened)?.close()
  opened = undefined
}

/** What axe finds against WCAG 2.2 AA, one line each: rule, place, what is wrong. */
export const axeViolations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axeSource)
  return page.evaluate(async levels => {
    type Found = { violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<Found> } }
    const { violations } = await axe.run({ runOnly: levels })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(node => `${id} ${node.target.join(' ')}: ${(node.failureSummary ?? '').replaceAll('\n', ' ')}`),
    )
  }, levels)
}

const start = async (): Promise<Browser> => {
  if (existsSync(debian)) return chromium.launch({ executablePath: debian, args: flags })
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x' // the package unpacks the libraries that a bare machine lacks
  rmSync(join(tmpdir(), 'chromium'), { force: true })
  const { default: packed } = await import('@sparticuz/chromium')
  return chromium.launch({ executablePath: await packed.executablePath(), args: [...packed.args, ...flags] })
}
