import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { machineOperator, officer, testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { startSmtp } from '../../../test/support/smtp.ts'
import { asPersonId } from '../../kernel/ids.ts'
import { row, run, rows, sql } from '../database.ts'
import { drainJobs } from '../jobs/drain.ts'
import { eraseMailsJob } from '../mail/erase.ts'
import { sendMail } from '../mail.ts'
import { sendMailJob } from '../mail/sender.ts'
import { stuckMails } from '../mail/store.ts'
import { randomId } from '../random.ts'
import { parkedPersons } from '../reconcile/store.ts'
import { perform } from '../use-case.ts'
import { giveUpMail, retryMail, retryPerson, setPersonAside } from './stuck.ts'

const dayMs = 86_400_000
let world: TestSystem
before(async () => {
  world = await testSystem()
})
after(() => world.end())

const db = () => world.system.database
const operator = officer(['operator'])
const from = 'noreply@example.ac.jp'

const write = (subject: string): Promise<void> =>
  db().transact(tx =>
    sendMail(
      tx,
      { address: 'hanako@example.jp', subject, body: '本文です。', purpose: 'test.notice', personId: null },
      world.clock.now(),
    ),
  )

/** Two mails that could not leave, because the server is away. */
const twoStuck = async (): Promise<number> => {
  const server = await startSmtp()
  await server.stop()
  for (const subject of ['first', 'second']) await write(subject)
  await drainJobs(world.system, [sendMailJob({ url: server.url, from })], world.clock.now())
  return server.port
}

test('a mail that did not leave is shown with its cause, sent again at once, or given up', async () => {
  const port = await twoStuck()
  const [first, ...others] = await stuckMails(db().read, 10)
  assert.ok(first)
  assert.equal(others.length, 0, 'the second waits for the first and was not tried')
  assert.deepEqual(
    { domain: first.domain, purpose: first.purpose, failedAt: first.failedAt },
    { domain: 'example.jp', purpose: 'test.notice', failedAt: null },
  )
  assert.match(first.error ?? '', /^(ESOCKET|ECONN)/)
  for (const useCase of [retryMail, giveUpMail]) {
    assert.ok(!(await perform(useCase, { id: first.id }, world.contextOf(officer(['auditor'])))).ok)
    assert.ok(!(await perform(useCase, { id: first.id + 100 }, world.contextOf(operator))).ok)
  }
  assert.ok((await perform(retryMail, { id: first.id }, world.contextOf(operator))).ok)
  const server = await startSmtp(port)
  await drainJobs(world.system, [sendMailJob({ url: server.url, from })], world.clock.now())
  assert.equal(server.taken.length, 2)
  await server.stop()
  assert.deepEqual(await stuckMails(db().read, 10), [])
})

test('given up, it lets the later mails to that address go, and the log says who gave it up', async () => {
  const port = await twoStuck()
  const [first] = await stuckMails(db().read, 10)
  assert.ok(first)
  assert.ok((await perform(giveUpMail, { id: first.id }, world.contextOf(operator))).ok)
  const server = await startSmtp(port)
  await drainJobs(world.system, [sendMailJob({ url: server.url, from })], world.clock.now())
  assert.deepEqual(
    server.taken.map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1]),
    ['second'],
  )
  await server.stop()
  const entry = await row<{ readonly detail: unknown }>(
    db().read,
    sql`select detail from platform.audit_entry where act = 'platform.drop-mail' and outcome = 'done'`,
  )
  assert.deepEqual(entry?.detail, { mail: first.id, purpose: 'test.notice' })
})

test('a person whose recompute failed is tried again, or taken off the list', async () => {
  const [one, other] = [asPersonId(randomId()), asPersonId(randomId())]
  await db().transact(tx =>
    run(
      tx,
      sql`insert into platform.dirty (person_id, since, failed_at, last_error)
          select id, ${world.clock.now()}::timestamptz, ${world.clock.now()}::timestamptz, 'E_POISON'
          from unnest(${[one, other]}::uuid[]) as given (id)`,
    ),
  )
  assert.equal((await parkedPersons(db().read, 10)).length, 2)
  assert.ok((await perform(retryPerson, { personId: one }, world.contextOf(operator))).ok)
  assert.ok((await perform(setPersonAside, { personId: other }, world.contextOf(operator))).ok)
  const again = await perform(setPersonAside, { personId: one }, world.contextOf(machineOperator))
  assert.equal(again.ok ? 'done' : again.refusal.code, 'not_found', 'who waits is not on the list')
  assert.deepEqual(await rows(db().read, sql`select person_id as id, failed_at as "failedAt" from platform.dirty`), [
    { id: one, failedAt: null },
  ])
})

test('what was sent is emptied when its time is over, and what was given up is removed', async () => {
  const sent = await startSmtp()
  await write('kept for its time')
  await drainJobs(world.system, [sendMailJob({ url: sent.url, from })], world.clock.now())
  await sent.stop()
  await twoStuck()
  await db().transact(tx =>
    run(
      tx,
      sql`update platform.mail set failed_at = ${world.clock.now()} where sent_at is null and last_error is not null`,
    ),
  )
  const bodies = async () =>
    (await rows<{ readonly body: string }>(db().read, sql`select body from platform.mail`)).map(
      ({ body }) => body !== '',
    )
  world.clock.pass(29 * dayMs)
  await eraseMailsJob.run(world.system, {})
  assert.ok((await bodies()).every(Boolean), 'not before')
  world.clock.pass(1.5 * dayMs)
  await eraseMailsJob.run(world.system, {})
  assert.equal((await bodies()).filter(Boolean).length, 1, 'what still waits keeps its words')
  assert.deepEqual(await stuckMails(db().read, 10), [])
})
