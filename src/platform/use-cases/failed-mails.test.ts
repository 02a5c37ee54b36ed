import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { machineOperator, officer, testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { rows, run, sql } from '../database.ts'
import { perform } from '../use-case.ts'
import { dropFailedMails, retryMails } from './failed-mails.ts'

let world: TestSystem
before(async () => {
  world = await testSystem()
  const now = world.clock.now()
  await world.system.database.transact(tx =>
    run(
      tx,
      sql`insert into platform.mail (address, subject, body, purpose, created_at, next_try_at, failed_at, last_error, attempts)
          select 'a@example.ac.jp', 's', 'b', 'test', ${now}, ${now}, ${now}, why, 9
          from unnest(array['restored', 'restored', 'EENVELOPE']) as given (why)`,
    ),
  )
})
after(() => world.end())

const states = () =>
  rows<{ waits: boolean; attempts: number }>(
    world.system.database.read,
    sql`select failed_at is null as waits, attempts from platform.mail order by id`,
  )

test('mails of one reason are sent again, the others stay', async () => {
  const done = await perform(retryMails, { because: 'restored' }, world.contextOf(machineOperator))
  assert.deepEqual(done, { ok: true, value: { count: 2 } })
  assert.deepEqual(
    (await states()).map(({ waits, attempts }) => [waits, attempts]),
    [
      [true, 0],
      [true, 0],
      [false, 9],
    ],
  )
})

test('what is left is dropped; then there is nothing to drop', async () => {
  const context = world.contextOf(machineOperator)
  assert.deepEqual(await perform(dropFailedMails, {}, context), { ok: true, value: { count: 1 } })
  assert.equal((await states()).length, 2, 'what waits is not touched')
  const again = await perform(dropFailedMails, {}, context)
  assert.equal(again.ok ? null : again.refusal.code, 'not_found')
})

test('an officer of another office may not', async () => {
  const refused = await perform(retryMails, {}, world.contextOf(officer(['auditor'])))
  assert.equal(refused.ok ? null : refused.refusal.code, 'not_found')
})
