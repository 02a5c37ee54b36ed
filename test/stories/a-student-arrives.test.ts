/** The main job, whole: a file brought a student; the notice's key lets her choose a password; a service learns who came. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { world, type Answer } from '../support/world.ts'

const password = 'Kx7-qZ3m-Wv9p-Rt2h'

test('a student arrives', async t => {
  const here = await world()
  const student = (await here.people()).find(({ name }) => name.ja === '春野 新入')
  const username = student?.usernames[0]?.username ?? ''
  const key = student?.activationKeys[username] ?? ''
  assert.match(username, /^a0\d{6}$/)
  const browser = here.stranger()

  await t.test('before activation the account has no password', () => assert.equal(student?.password, null))

  await t.test('a wrong key activates nothing', async () => {
    await browser.get('/activate')
    const answer = await browser.post('/activate', { username, key: 'AAAA AAAA', password, repeat: password })
    assert.equal(answer.status, 422)
  })

  await t.test('the key on the notice activates the account and signs in', async () => {
    await browser.get('/activate')
    const answer = await browser.post('/activate', { username, key, password, repeat: password })
    assert.equal(answer.status, 200)
    assert.equal(new URL(answer.url).pathname, '/')
    assert.ok(answer.text.includes(username))
  })

  await t.test('the key works once', async () => {
    const other = here.stranger()
    await other.get('/activate')
    assert.equal((await other.post('/activate', { username, key, password, repeat: password })).status, 422)
  })

  await t.test('the sample service shows who came and what was released', async () => {
    let answer = await browser.get(`${here.sampleUrl}/sign-in`)
    if (!answer.url.startsWith(here.sampleUrl)) {
      const action = /<form[^>]*action="([^"]*(?:consent|interaction)[^"]*)"/.exec(answer.text)?.[1] ?? ''
      answer = await browser.post(action, { decision: 'yes', answer: 'yes' })
    }
    // Without a script a form leads on by a page with a link: no form may end at another origin.
    for (let hops = 0; hops < 5 && !answer.url.startsWith(here.sampleUrl); hops++)
      answer = await browser.get(linkOn(answer))
    assert.ok(
      answer.url.startsWith(here.sampleUrl),
      `ended with ${answer.status} at ${new URL(answer.url).pathname}: ${/<h1[^]*?<[/]h1>/.exec(answer.text)?.[0]}`,
    )
    assert.ok(answer.text.includes('eduperson') || answer.text.includes('春野'), 'no claim was shown')
  })
})

const linkOn = ({ text, url }: Answer): string => {
  const main = /<main[^]*<\/main>/.exec(text)?.[0] ?? ''
  const to = /(?:href|url)="?([^"]+)"/.exec(main)?.[1] ?? ''
  return new URL(to.replaceAll('&amp;', '&'), url).href
}
