/** The university asks officers for two factors: their roles wait until they are proved, on every way in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeAt, stepAt } from '../../src/authentication/authenticators/totp.ts'
import { run, sql } from '../../src/platform/database.ts'
import { world } from '../support/world.ts'

test('an officer with a password alone is asked for more, and goes on where they were', async () => {
  const here = await world()
  const officer = await here.officer('registrar')
  assert.equal((await officer.get('/people')).status, 200)
  const { system } = here
  const now = system.clock.now()
  await system.database.transact(tx =>
    run(
      tx,
      sql`insert into platform.setting (name, value, changed_at, changed_by)
          values ('authentication.officers-class', '"mfa"'::jsonb, ${now}, 'test')`,
    ),
  )
  const asked = await officer.get('/people')
  assert.match(asked.url, /\/step-up\?to=mfa&next=%2Fpeople$/)
  assert.match(asked.text, /href="\/people"/, 'the menu still shows what can be opened')
  assert.match((await officer.get('/imports')).url, /\/step-up/)
  assert.equal((await officer.get('/audit')).status, 404, 'what is not theirs stays unseen')
  assert.equal((await officer.get('/my/data')).status, 200, 'their own pages stay as they are')

  await officer.get('/my/second-factors')
  const begun = await officer.submit('/my/second-factors/app', { name: 'phone' })
  const secret = (/data-copy="([A-Z2-7 ]+)"/.exec(begun.text)?.[1] ?? '').replace(/ /g, '')
  const bits = [...secret].map(each => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(each).toString(2).padStart(5, '0'))
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map(octet => parseInt(octet, 2)))
  await officer.submit(/\/my\/second-factors\/app\//, { code: codeAt(key, stepAt(system.clock.now())) })
  assert.match((await officer.get('/people')).url, /\/people$/)
})
