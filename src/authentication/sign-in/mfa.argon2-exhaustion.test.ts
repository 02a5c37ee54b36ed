/** A storm of sign-ins (attacks.md): only so many passwords are checked or wait at once, and every other page goes on. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountsWorld, type World } from '../../../test/support/accounts-world.ts'
import { website, type Browser, type Page, type Website } from '../../../test/support/web.ts'
import { hashing } from '../authenticators/hash-queue.ts'

let world: World
let site: Website

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
})

after(async () => {
  await site.end()
  await world.end()
})

const atOnce = 500
const fields = (at: number) => ({ username: `nobody-${at}`, password: 'a wrong password' })

test('mfa.argon2-exhaustion', async () => {
  const browser: Browser = site.browser()
  await browser.get('/sign-in')
  let answered = 0
  let longestQueue = 0
  const busy = Promise.withResolvers<null>()
  const storm = Array.from({ length: atOnce }, async (_, at): Promise<Page> => {
    const page = await browser.post('/sign-in', fields(at))
    answered += 1
    longestQueue = Math.max(longestQueue, hashing.waiting())
    if (page.status === 503) busy.resolve(null)
    return page
  })
  await Promise.race([busy.promise, Promise.all(storm)])
  const others = await Promise.all(['/health/live', '/sign-in', '/guide'].map(path => site.browser().get(path)))
  assert.deepEqual(
    others.map(page => page.status),
    [200, 200, 200],
  )
  assert.ok(answered < atOnce, 'other pages are answered while passwords still wait')
  const pages = await Promise.all(storm)
  const turnedAway = pages.filter(page => page.status === 503)
  const checked = pages.filter(page => page.status === 401)
  assert.equal(turnedAway.length + checked.length, atOnce)
  assert.ok(turnedAway.length > 0 && turnedAway.every(page => Number(page.headers['retry-after']) > 0))
  assert.ok(checked.length > 0 && longestQueue <= 80, `${longestQueue} waited at once`)
  assert.equal((await site.browser().signIn('nobody', 'a wrong password')).status, 401, 'afterwards all is as before')
})
