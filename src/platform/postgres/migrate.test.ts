import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '../../../test/support/database.ts'
import type { Connection } from '../database.ts'
import { migrate, migrationRefusals, migrationSentence, planMigration, type Migration } from './migrate.ts'

const file = (name: string, checksum = name): Migration => ({ name, checksum, sql: '' })
const [one, two, three] = [file('0001_a.sql'), file('0002_b.sql'), file('0003_c.sql')]

type Plan = readonly [name: string, files: readonly Migration[], applied: readonly Migration[], expected: string | null]
const plans: readonly Plan[] = [
  ['an empty database gets the first file', [one, two], [], '0001_a.sql'],
  ['the next one follows', [one, two], [one], '0002_b.sql'],
  ['nothing is left', [one, two], [one, two], null],
  ['no files at all', [], [], null],
  ['a changed file is refused', [file('0001_a.sql', 'other'), two], [one], 'migration.changed'],
  ['a file that came late is refused', [one, two, three], [one, three], 'migration.out_of_order'],
  ['a database newer than the code is refused', [one], [one, two], 'database.too_new'],
  ['even when something is missing too', [one, two], [one, three], 'database.too_new'],
]
for (const [name, files, applied, expected] of plans)
  test(`migrations: ${name}`, () => {
    const plan = planMigration(files, applied)
    assert.equal(plan.ok ? (plan.value?.name ?? null) : plan.refusal.code, expected)
  })

const folder = mkdtempSync(join(tmpdir(), 'sekimori-migrations-'))
const write = (name: string, sql: string): void => writeFileSync(join(folder, name), sql)
let connection: Connection
let client: pg.Client
const databases: { drop: () => Promise<void> }[] = []

/** A database without anything in it. */
const emptyDatabase = async (): Promise<Connection> => {
  const database = await testDatabase('template0')
  databases.push(database)
  return database.connection
}
const codeOf = async (on: Connection = connection): Promise<string | readonly string[]> => {
  const done = await migrate(on, folder)
  return done.ok ? done.value : done.refusal.code
}
const tables = async (): Promise<readonly string[]> =>
  (
    await client.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'made' order by 1`)
  ).rows.map(({ name }) => name)

before(async () => {
  connection = await emptyDatabase()
  client = new pg.Client(connection)
  await client.connect()
  write('0001_first.sql', 'create schema made; create table made.one (n integer);')
})
after(async () => {
  await client.end()
  for (const database of databases) await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

test('files are applied in order, once, and a file that fails leaves nothing of itself', async () => {
  assert.deepEqual(await codeOf(), ['0001_first.sql'])
  assert.deepEqual(await codeOf(), [])
  write('0002_second.sql', 'create table made.two (n integer);')
  write('0003_third.sql', 'create table made.three (n integer);\ncreate table made.broken (n nonsense);')
  const failed = await migrate(connection, folder)
  assert.ok(!failed.ok && failed.refusal.code === 'migration.failed')
  assert.equal(failed.refusal.name, '0003_third.sql')
  assert.match(failed.refusal.reason, /line 2/)
  assert.deepEqual(await tables(), ['one', 'two'])
  write('0003_third.sql', 'create table made.three (n integer);')
  assert.deepEqual(await codeOf(), ['0003_third.sql'])
})

test('a file that was applied may change its line ends, and nothing else', async () => {
  write('0002_second.sql', 'create table made.two (n integer);\r\n')
  assert.equal(await codeOf(), 'migration.changed')
  write('0002_second.sql', 'create table made.two (n integer);')
  assert.deepEqual(await codeOf(), [])
})

test('two files of one number, and a file without one, are refused by name', async () => {
  for (const name of ['0003_again.sql', '4_four.sql', 'notes.sql']) {
    write(name, 'select 1;')
    const refused = await migrate(connection, folder)
    assert.ok(!refused.ok && refused.refusal.code === 'migration.misnamed')
    rmSync(join(folder, name))
  }
})

test('servers that start at once on an empty database take turns', async () => {
  const empty = await emptyDatabase()
  const answers = await Promise.all(Array.from({ length: 6 }, () => migrate(empty, folder)))
  const applied = answers.flatMap(answer => (answer.ok ? answer.value : [answer.refusal.code]))
  assert.deepEqual([...applied].sort(), ['0001_first.sql', '0002_second.sql', '0003_third.sql'])
})

test('one that is killed in the middle of a file is resumed', async () => {
  const empty = await emptyDatabase()
  write('0004_slow.sql', 'create table made.four (n integer); select pg_sleep(60);')
  const killed = migrate(empty, folder).then(
    () => 'done',
    () => 'killed',
  )
  const observer = new pg.Client(empty)
  await observer.connect()
  const kill = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event = 'PgSleep'`
  while ((await observer.query(kill)).rowCount === 0) continue
  await observer.end()
  assert.equal(await killed, 'killed')
  write('0004_slow.sql', 'create table made.four (n integer);')
  assert.deepEqual(await codeOf(empty), ['0004_slow.sql'])
  rmSync(join(folder, '0004_slow.sql'))
  assert.equal(await codeOf(empty), 'database.too_new')
})

test('a database of somebody else is left alone', async () => {
  const foreign = await emptyDatabase()
  const theirs = new pg.Client(foreign)
  await theirs.connect()
  await theirs.query('create table payroll (n integer)')
  assert.equal(await codeOf(foreign), 'database.foreign')
  const { rowCount } = await theirs.query(`select from pg_namespace where nspname in ('migration', 'made')`)
  assert.equal(rowCount, 0)
  await theirs.end()
})

test('every refusal is a sentence in both languages', () => {
  assert.deepEqual(migrationSentence({ code: 'migration.changed', name: 'N' }).en.includes('migrations/N'), true)
  for (const { ja, en } of Object.values(migrationRefusals)) assert.ok(ja.endsWith('。') && en.endsWith('.'))
})
