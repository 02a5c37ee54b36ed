/** Somebody's time ends: told beforehand, in grace, stopped, closed; the name stays theirs for ever. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { world } from '../support/world.ts'

test('a leaver', async t => {
  const here = await world()
  const leaver = '別府 間近'
  const stateNow = async () => (await here.people()).find(({ name }) => name.ja === leaver)?.usernames[0]
  const before = await stateNow()

  await t.test('is told before it ends', async () => {
    assert.equal(before?.state, 'active')
    assert.ok((await here.mail()).some(({ to }) => to === 'majika@post.example'))
  })
  const browser = await here.signedIn(leaver)

  await t.test('is in grace when the time is over', async () => {
    await here.advance('P22D')
    assert.equal((await stateNow())?.state, 'grace')
  })

  await t.test('is out when grace is over, and the name is still that person’s', async () => {
    await here.advance('P31D')
    assert.deepEqual(await stateNow(), { kind: 'ECS', username: before?.username, state: 'closed' })
    const answer = await browser.get('/my/data')
    assert.match(new URL(answer.url).pathname, /^\/sign-in$/)
  })
})
