import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { startSmtp } from '../../../test/support/smtp.ts'
import { drainJobs } from '../jobs/drain.ts'
import { sendMail } from '../mail.ts'
import { sendMailJob } from './sender.ts'

let world: TestSystem
before(async () => {
  world = await testSystem()
})
after(() => world.end())

const from = 'noreply@example.ac.jp'

const write = (address: string, subject: string, name = ''): Promise<void> =>
  world.system.database.transact(tx =>
    sendMail(tx, { address, name, subject, body: '本文です。', purpose: 'test', personId: null }, world.clock.now()),
  )

test('time.mail-away: mails wait while the server is away, then arrive in order', async () => {
  const first = await startSmtp()
  const { url, port } = first
  await first.stop()
  const job = sendMailJob({ url, from })
  for (const n of [1, 2, 3]) await write('hanako@example.jp', `n${n}`)
  await drainJobs(world.system, [job], world.clock.now())
  const server = await startSmtp(port)
  world.clock.pass(86_400_000)
  await drainJobs(world.system, [job], world.clock.now())
  assert.deepEqual(
    server.taken.map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1]),
    ['n1', 'n2', 'n3'],
  )
  assert.ok(server.taken.every(({ recipients }) => recipients.join() === 'hanako@example.jp'))
  await server.stop()
})

test('plat.mail-header-injection', async () => {
  const server = await startSmtp()
  await write('taro@example.jp', 'x\r\nBcc: evil@x.com', 'Taro" <evil@x.com>,\r\nBcc: evil@x.com')
  await drainJobs(world.system, [sendMailJob({ url: server.url, from })], world.clock.now())
  assert.deepEqual(
    server.taken.map(({ recipients }) => recipients),
    [['taro@example.jp']],
  )
  assert.doesNotMatch(server.taken[0]?.text ?? '', /^Bcc:/im)
  await server.stop()
})
