import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Connection } from './database.ts'
import { findRunning, openPostgres, startPostgres, type Postgres, type Wish } from './embedded-postgres.ts'
import { migrate } from './postgres/migrate.ts'
import { urlOf } from './postgres/address.ts'
import { quickFolder } from '../../test/support/cluster.ts'
import { homeIn, isAlive } from './postgres/home.ts'
import { findPrograms } from './postgres/programs.ts'
import type { DatabaseRefusal } from './postgres/refusal.ts'
import { databaseSentence } from './postgres/text.ts'

const isRoot = process.getuid?.() === 0
const place = mkdtempSync(join(quickFolder(), 'sekimori-pg-'))
const children: ChildProcess[] = []
const mounts: string[] = []
after(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const at of mounts) spawnSync('umount', ['--lazy', at], { stdio: 'ignore' })
  rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

const folder = (name: string): string => join(place, name)
const quiet = { durable: true, onNotice: () => undefined }
const start = async (dataDir: string, wish: Partial<Wish> = {}): Promise<Postgres> => {
  const started = await startPostgres({ ...quiet, dataDir, ...wish })
  assert.ok(started.ok, started.ok ? '' : databaseSentence(started.refusal).en)
  return started.value
}
const refusalOf = async (dataDir: string, wish: Partial<Wish> = {}): Promise<DatabaseRefusal> => {
  const started = await startPostgres({ ...quiet, dataDir, ...wish })
  if (started.ok) await started.value.stop()
  assert.ok(!started.ok, 'it started')
  for (const sentence of Object.values(databaseSentence(started.refusal))) assert.doesNotMatch(sentence, /\{[a-z]+\}/i)
  return started.refusal
}
const query = async (connection: Connection, statement: string): Promise<readonly unknown[]> => {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query<unknown[]>({ text: statement, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let waited = 0; !(await holds()); waited += 20) {
    assert.ok(waited < 20_000, 'waited 20 s in vain')
    await pause(20)
  }
}

type Holder = { readonly process: ChildProcess; readonly lines: Interface; readonly first: Record<string, unknown> }
const holder = async (dataDir: string, ...options: readonly string[]): Promise<Holder> => {
  const script = fileURLToPath(new URL('../../test/support/postgres-holder.ts', import.meta.url))
  const child = spawn(process.execPath, [script, dataDir, ...options], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  const lines = createInterface({ input: child.stdout })
  const [line] = (await once(lines, 'line')) as [string]
  return { process: child, lines, first: JSON.parse(line) as Record<string, unknown> }
}
const numbersOf = (lines: Interface): number[] => {
  const numbers: number[] = []
  lines.on('line', line => numbers.push(Number(line)))
  return numbers
}

test('the first start makes a database for its owner’s eyes only; the next one finds the data again', async () => {
  const dataDir = folder('first')
  const notices: string[] = []
  const one = await start(dataDir, { onNotice: notice => notices.push(notice.en) })
  assert.equal(one.kind, 'started')
  assert.ok(notices.some(notice => notice.includes('PostgreSQL 18 of the npm package')))
  await query(one.connection, 'create table kept as select 1 as one')
  assert.deepEqual(await query(one.connection, 'show listen_addresses'), [''])
  assert.deepEqual(await query(one.connection, 'show fsync'), ['on'])
  assert.deepEqual(
    await query(
      one.connection,
      'select datcollate, datlocale, datlocprovider::text from pg_database where datname = current_database()',
    ),
    ['C', 'C.UTF-8', 'b'],
  )
  const wrongPassword = { ...one.connection, password: 'guess' }
  await assert.rejects(query(wrongPassword, 'select 1'), { code: '28P01' })
  const home = homeIn(dataDir)
  assert.equal(statSync(home.passwordFile).mode & 0o777, 0o600)
  assert.equal(statSync(home.socketFolder).mode & 0o777, 0o700)
  await one.stop()
  assert.equal(await findRunning(dataDir), null)
  const two = await start(dataDir)
  assert.deepEqual(await query(two.connection, 'select one from kept'), [1])
  await two.stop()
})

test('a path too long for a socket gets a short one elsewhere, and leaves nothing there', async () => {
  const dataDir = folder('long-'.padEnd(120, 'g'))
  for (const namespaces of ['allowed', 'forbidden'] as const) {
    const one = await start(dataDir, { namespaces })
    assert.ok(!one.connection.host.startsWith(place))
    await one.stop()
    assert.ok(!existsSync(one.connection.host))
  }
})

test(
  'root without user namespaces runs it as nobody, and the data may pass from one way to the other',
  {
    skip: isRoot ? false : 'only root needs it',
  },
  async () => {
    const dataDir = folder('nobody')
    for (const [namespaces, owner] of [
      ['allowed', 0],
      ['forbidden', 65_534],
      ['allowed', 0],
    ] as const) {
      const one = await start(dataDir, { namespaces })
      await query(one.connection, 'create table if not exists kept (way integer)')
      await query(one.connection, `insert into kept values (${owner})`)
      const pid = readFileSync(join(homeIn(dataDir).cluster, 'postmaster.pid'), 'utf8').split('\n')[0]
      assert.match(readFileSync(`/proc/${pid}/status`, 'utf8'), new RegExp(`^Uid:\\s+${owner}\\s`, 'm'))
      await one.stop()
    }
    const one = await start(dataDir, { namespaces: 'forbidden' })
    assert.deepEqual(await query(one.connection, 'select way from kept'), [0, 65_534, 0])
    await one.stop()
  },
)

test('a second process joins; when the first one stops, the second goes on and nothing acknowledged is lost', async () => {
  const dataDir = folder('joined')
  const first = await holder(dataDir)
  assert.equal(first.first['kind'], 'started')
  const second = await start(dataDir)
  assert.equal(second.kind, 'joined')
  await query(second.connection, 'create table kept as select 1 as one')
  const open = new pg.Client(second.connection)
  open.on('error', () => undefined)
  await open.connect()
  await open.query('begin; insert into kept values (2)')
  first.process.stdin?.end()
  await once(first.process, 'exit')
  await until(async () => (await findRunning(dataDir)) !== null)
  assert.deepEqual(await query(second.connection, 'select one from kept'), [1])
  await second.stop()
  assert.equal(await findRunning(dataDir), null)
})

test('two processes that start at once on an empty folder share one database', async () => {
  const dataDir = folder('race')
  const both = await Promise.all([holder(dataDir), holder(dataDir), holder(dataDir)])
  const kinds = both.map(({ first }) => first['kind'])
  assert.equal(kinds.filter(kind => kind === 'started').length, 1)
  assert.equal(kinds.filter(kind => kind === 'joined').length, 2)
  assert.equal(new Set(both.map(({ first }) => first['pid'])).size, 1)
  assert.deepEqual(readdirSync(dataDir), ['postgres'])
  for (const { process: child } of both) {
    child.stdin?.end()
    await once(child, 'exit')
  }
})

for (const namespaces of isRoot ? ['allowed', 'forbidden'] : ['allowed'])
  test(`kill -9 of our process ends the database too, and every acknowledged row is there again (user namespaces ${namespaces})`, async () => {
    const dataDir = folder(`killed-${namespaces}`)
    const { process: child, lines, first } = await holder(dataDir, 'write', namespaces)
    const acknowledged = numbersOf(lines)
    await until(() => acknowledged.length >= 200)
    child.kill('SIGKILL')
    await once(child, 'close')
    await until(() => !isAlive(Number(first['pid'])))
    const again = await start(dataDir, { namespaces: namespaces === 'forbidden' ? 'forbidden' : 'allowed' })
    const kept = new Set(await query(again.connection, 'select number from line'))
    assert.deepEqual(
      acknowledged.filter(number => !kept.has(number)),
      [],
    )
    await again.stop()
  })

test('a killed database is recovered, and started again under whoever uses it', async () => {
  const dataDir = folder('crashed')
  const { process: child, lines, first } = await holder(dataDir, 'write')
  const acknowledged = numbersOf(lines)
  await until(() => acknowledged.length >= 100)
  process.kill(Number(first['pid']), 'SIGKILL')
  await until(async () => (await findRunning(dataDir)) !== null)
  const joined = await start(dataDir)
  assert.equal(joined.kind, 'joined')
  const kept = new Set(await query(joined.connection, 'select number from line'))
  assert.deepEqual(
    acknowledged.filter(number => !kept.has(number)),
    [],
  )
  await joined.stop()
  child.stdin?.end()
  await once(child, 'exit')
})

test('a lock left behind whose number now belongs to another process does not stop a start', async () => {
  const dataDir = folder('stale')
  await (await start(dataDir)).stop()
  const home = homeIn(dataDir)
  const stale = [process.ppid, home.cluster, 1, 5432, home.socketFolder, '', '1 1', 'ready   ', ''].join('\n')
  writeFileSync(join(home.cluster, 'postmaster.pid'), stale, { mode: 0o600 })
  writeFileSync(join(home.socketFolder, '.s.PGSQL.5432.lock'), stale, { mode: 0o600 })
  const again = await start(dataDir)
  assert.equal(again.kind, 'started')
  await again.stop()
})

test('a start that is killed while it makes the folder leaves nothing that hinders the next one', async () => {
  const dataDir = folder('half-made')
  const script = fileURLToPath(new URL('../../test/support/postgres-holder.ts', import.meta.url))
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['pipe', 'ignore', 'inherit'] })
  children.push(child)
  const drafts = () => (existsSync(dataDir) ? readdirSync(dataDir).filter(name => name.includes('.making-')) : [])
  await until(() => drafts().some(draft => existsSync(join(dataDir, draft, 'cluster', 'base'))))
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.ok(!existsSync(homeIn(dataDir).folder))
  const again = await start(dataDir)
  assert.deepEqual(drafts(), [])
  await again.stop()
})

const mounted = (name: string, options: string): string | null => {
  const at = folder(name)
  mkdirSync(at)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at]).status !== 0) return null
  mounts.push(at)
  return at
}

test('a full disk is named: at the first start, which leaves nothing, and at a later one', async context => {
  const small = mounted('small', 'size=20m')
  if (small === null) return context.skip('mounting is not permitted here')
  assert.equal((await refusalOf(join(small, 'data'))).code, 'database.disk_full')
  assert.deepEqual(readdirSync(join(small, 'data')), [])
  const full = mounted('full', 'size=100m')
  if (full === null) return context.skip('mounting is not permitted here')
  await (await start(full)).stop()
  spawnSync('dd', ['if=/dev/zero', `of=${join(full, 'ballast')}`, 'bs=64k'])
  assert.equal((await refusalOf(full)).code, 'database.disk_full')
  rmSync(join(full, 'ballast'))
  await (await start(full)).stop()
})

test('a folder that may not be written is named', async context => {
  const readOnly = mounted('read-only', 'size=1m,ro')
  if (readOnly === null) return context.skip('mounting is not permitted here')
  assert.equal((await refusalOf(join(readOnly, 'data'))).code, 'database.folder_not_writable')
})

test('a folder that holds something else is left alone and named', async () => {
  const file = folder('a-file')
  writeFileSync(file, 'not a folder')
  assert.equal((await refusalOf(file)).code, 'database.not_ours')
  const foreign = folder('foreign')
  mkdirSync(join(foreign, 'postgres'), { recursive: true })
  writeFileSync(join(foreign, 'postgres', 'thesis.txt'), 'years of work')
  assert.equal((await refusalOf(foreign)).code, 'database.not_ours')
  assert.deepEqual(readdirSync(join(foreign, 'postgres')), ['thesis.txt'])
})

test('a folder of another PostgreSQL is left alone and named, and no PostgreSQL at all is said', async () => {
  const dataDir = folder('old')
  await (await start(dataDir)).stop()
  writeFileSync(join(homeIn(dataDir).cluster, 'PG_VERSION'), '14\n')
  const refusal = await refusalOf(dataDir)
  assert.ok(refusal.code === 'database.other_version')
  assert.equal(refusal.made, 14)
  assert.equal((await refusalOf(folder('none'), { programs: [] })).code, 'database.not_found')
})

test('an installed PostgreSQL 15 takes every migration', async context => {
  const installed = findPrograms().filter(one => one.from === 'installed' && one.major === 15)
  if (installed.length === 0) return context.skip('PostgreSQL 15 is not installed here')
  const one = await start(folder('installed'), { programs: installed, durable: false })
  const migrated = await migrate(one.connection, fileURLToPath(new URL('../../migrations', import.meta.url)))
  await one.stop()
  assert.ok(migrated.ok, JSON.stringify(migrated))
})

test('the database of DATABASE_URL is used as it is given, and named when it cannot be reached', async () => {
  const dataDir = folder('given')
  const embedded = await start(dataDir)
  const given = await openPostgres({ ...quiet, dataDir: folder('unused'), databaseUrl: urlOf(embedded.connection) })
  assert.ok(given.ok)
  assert.equal(given.value.kind, 'given')
  assert.deepEqual(given.value.connection, embedded.connection)
  await given.value.stop()
  assert.notEqual(await findRunning(dataDir), null)
  assert.ok(!existsSync(folder('unused')))
  await embedded.stop()
  const lost = await openPostgres({ ...quiet, dataDir, databaseUrl: urlOf(embedded.connection) })
  assert.ok(!lost.ok)
  assert.equal(lost.refusal.code, 'database.unreachable')
})

const wrongServers: readonly (readonly [
  name: string,
  address: (good: string) => string,
  code: DatabaseRefusal['code'],
])[] = [
  ['nobody listens there', good => good.replace(':5432/', ':5433/'), 'database.unreachable'],
  ['the password is wrong', good => good.replace(/:[^:@]+@/, ':guess@'), 'database.unreachable'],
  ['there is no such database', good => good.replace(/\/[a-z]+$/, '/absent'), 'database.unreachable'],
  ['it is no address', () => 'postgresql://[', 'database.unreachable'],
  ['it cannot hold Japanese', good => good.replace(/\/[a-z]+$/, '/narrow'), 'database.not_utf8'],
]

test('a DATABASE_URL that will not do is refused before anything is written', async () => {
  const embedded = await start(folder('servers'))
  await query(
    embedded.connection,
    `create database narrow encoding 'SQL_ASCII' locale 'C' locale_provider libc template template0`,
  )
  for (const [name, address, code] of wrongServers) {
    const databaseUrl = address(urlOf(embedded.connection))
    const opened = await openPostgres({ ...quiet, dataDir: folder('unused'), databaseUrl })
    assert.ok(!opened.ok, name)
    assert.equal(opened.refusal.code, code, name)
  }
  await embedded.stop()
})

test(
  'a user without a name runs it too',
  { skip: isRoot ? false : 'only root can become another user' },
  async context => {
    const dataDir = folder('nameless')
    mkdirSync(dataDir)
    chmodSync(place, 0o755)
    const as = { uid: 61_234, gid: 61_234 }
    chownSync(dataDir, as.uid, as.gid)
    const script = fileURLToPath(new URL('../../test/support/postgres-holder.ts', import.meta.url))
    if (spawnSync('test', ['-r', script], as).status !== 0) return context.skip('others may not read this folder')
    if (spawnSync('unshare', ['--user', 'true'], as).status !== 0) return context.skip('no user namespaces here')
    const child = spawn(process.execPath, [script, dataDir], { stdio: ['pipe', 'pipe', 'inherit'], ...as })
    children.push(child)
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    assert.equal((JSON.parse(line) as { kind: string }).kind, 'started')
    assert.equal(statSync(homeIn(dataDir).passwordFile).uid, as.uid)
    child.stdin.end()
    await once(child, 'exit')
  },
)
