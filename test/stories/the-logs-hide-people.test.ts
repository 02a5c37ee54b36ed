/** Walks the sample university, then searches every line that was logged for names, addresses, numbers and passwords. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyone } from '../../demo/people/everyone.ts'
import { world } from '../support/world.ts'

test('the logs hide people', async () => {
  const here = await world()
  for (const role of ['registrar', 'auditor', 'account-operator', 'counter', 'rule-keeper', 'operator']) {
    const client = await here.officer(role)
    for (const path of [
      '/',
      '/people',
      '/people?q=%E6%98%A5%E9%87%8E',
      '/imports',
      '/matches',
      '/accounts',
      '/rules',
      '/my/data',
    ])
      await client.get(path)
  }
  const wrong = here.stranger()
  await wrong.get('/sign-in')
  await wrong.post('/sign-in', { username: 'haru.shin@post.example', password: 'not the password of anyone' })
  await here.advance('P2D')
  const lines = here.logged()
  const told = (await here.people()).flatMap(({ usernames, password }) => [
    ...usernames.map(({ username }) => username),
    ...(password === null ? [] : [password]),
  ])
  const secrets = everyone.flatMap(({ family, given, mail, phone, papers, birth }) => [
    family.kanji,
    given?.kanji,
    mail,
    phone,
    birth,
    ...papers.map(({ key }) => key),
  ])
  for (const secret of [...secrets, ...told])
    if (secret != null) assert.ok(!lines.includes(secret), `the log holds ${secret}`)
})
