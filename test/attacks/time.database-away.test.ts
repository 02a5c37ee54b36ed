/** The database goes away and comes back: short gaps are not seen, long ones are said plainly, nothing needs a restart. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { migrationsFolder } from '../../src/app/open.ts'
import { connect, row, rows, run, sql } from '../../src/platform/database.ts'
import { startPostgres, type Postgres } from '../../src/platform/embedded-postgres.ts'
import { migrate } from '../../src/platform/postgres/migrate.ts'
import { sessionCookie } from '../../src/platform/http/route.ts'
import { isGap, makePatience } from '../../src/platform/postgres/patience.ts'
import { quickFolder } from '../support/cluster.ts'
import { testSystem } from '../support/platform.ts'
import { website } from '../support/web.ts'

const place = mkdtempSync(join(quickFolder(), 'sekimori-away-'))
after(() => rmSync(place, { recursive: true, force: true }))

const start = async (dataDir: string): Promise<Postgres> => {
  const started = await startPostgres({ dataDir, durable: false, onNotice: () => undefined })
  assert.ok(started.ok)
  return started.value
}

const page = { accept: 'text/html' }

test('time.database-away', async t => {
  const dataDir = join(place, 'pages')
  let postgres = await start(dataDir)
  assert.ok((await migrate(postgres.connection, migrationsFolder)).ok)
  const world = await testSystem({ connection: postgres.connection, drop: async () => {} })
  const site = await website(world.system)
  const browser = site.browser()
  assert.equal((await browser.get('/sign-in', page)).status, 200)
  browser.cookies.set(sessionCookie, 'whose session only the database knows')

  await postgres.stop()

  await t.test('a page says so, when to come back, and in the language of the reader', async () => {
    const answer = await browser.get('/', page)
    assert.deepEqual([answer.status, answer.headers['retry-after']], [503, '10'])
    assert.match(answer.body, /<h1[^]*<a class="button" href="\/"/)
    assert.ok(answer.headers['content-security-policy'])
    assert.match((await browser.get('/?lang=en', page)).body, /<html[^>]* lang="en"/)
  })

  await t.test('whoever is no browser is told by the status', async () => {
    const answer = await browser.get('/', { accept: 'application/json' })
    assert.deepEqual([answer.status, answer.headers['retry-after']], [503, '10'])
    assert.match(String(answer.headers['content-type']), /^text\/plain/)
  })

  await t.test('many who ask at once are refused at once: nothing piles up', async () => {
    const begun = performance.now()
    const answers = await Promise.all(Array.from({ length: 50 }, () => browser.get('/', page)))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([503]))
    assert.ok(performance.now() - begun < 10_000)
  })

  await t.test('the process lives, and is not ready', async () => {
    assert.equal((await browser.get('/health/live')).status, 200)
    assert.equal((await browser.get('/health/ready')).status, 503)
  })

  await t.test('everything recovers without a restart', async () => {
    postgres = await start(dataDir)
    assert.equal((await browser.get('/sign-in', page)).status, 200)
    assert.equal((await browser.get('/health/ready')).status, 200)
  })

  await site.end()
  await world.end()
  await postgres.stop()
})

test('a database that changes hands: whoever joined it sees no error, and nothing is done twice', async () => {
  const dataDir = join(place, 'hands')
  const first = await start(dataDir)
  const joined = await start(dataDir)
  assert.deepEqual([first.kind, joined.kind], ['started', 'joined'])
  const database = connect(joined.connection, { patienceMs: 20_000 })
  await database.transact(tx => run(tx, sql`create table line (number integer primary key)`))
  const { promise: heardAgain, resolve: heard } = Promise.withResolvers<void>()
  const deafen = await database.listen('lines', heard)

  let [changing, wanted] = [true, 0]
  const writing = (async () => {
    while (changing || wanted < 50) {
      wanted += 1
      const number = wanted
      await database.transact(tx => run(tx, sql`insert into line values (${number})`))
      assert.equal((await row<{ n: number }>(database.read, sql`select max(number) as n from line`))?.n, number)
    }
  })()
  await first.stop()
  changing = false
  await writing

  const { length } = await rows(database.read, sql`select number from line`)
  assert.equal(length, wanted)
  await heardAgain // whoever listens is called once when the line stands again: something may have been missed
  await deafen()
  await database.end()
  await joined.stop()
})

test('patience ends when the database has been away too long, and begins anew with the next gap', async () => {
  const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  const patience = makePatience(60)
  let tries = 0
  const failing = (): Promise<never> => {
    tries += 1
    return Promise.reject(away)
  }
  await assert.rejects(patience(failing, () => true))
  assert.ok(tries > 1)
  tries = 0
  await assert.rejects(patience(failing, () => true))
  assert.equal(tries, 1, 'while it is away nobody waits again')
  await patience(
    async () => 'back',
    () => true,
  )
  tries = 0
  await assert.rejects(patience(failing, () => true))
  assert.ok(tries > 1)
})

test('what began to commit is not tried again, nor what is no gap', async () => {
  const patience = makePatience(60)
  let tries = 0
  const failing = (error: Error) => async (): Promise<never> => {
    tries += 1
    throw error
  }
  await assert.rejects(patience(failing(Object.assign(new Error('gone'), { code: '57P01' })), () => false))
  await assert.rejects(patience(failing(Object.assign(new Error('twice'), { code: '23505' })), () => true))
  assert.equal(tries, 2)
  assert.equal(isGap(Object.assign(new Error('a file'), { code: 'ENOENT', syscall: 'open' })), false)
  assert.equal(isGap(Object.assign(new Error('a socket'), { code: 'ENOENT', syscall: 'connect' })), true)
})
