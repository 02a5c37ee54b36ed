import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { machineOperator, testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { recordEntry } from '../audit.ts'
import { rootsFileIn } from '../audit/roots-file.ts'
import { verifyAudit } from '../audit/verify.ts'
import { sealAudit } from '../audit/seal.ts'
import { connect } from '../database.ts'
import { createMasterKey, openVault, readMasterKey } from '../vault.ts'
import { createBackup } from './create.ts'
import { restoreBackup } from './restore.ts'

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))
let world: TestSystem
const folder = mkdtempSync(join(tmpdir(), 'sekimori-backup-'))
const path = join(folder, 'whole.backup')
let sealed: Buffer

before(async () => {
  world = await testSystem()
  const { database, vault } = world.system
  await database.transact(async tx => {
    for (let count = 0; count < 2500; count += 1) await recordEntry(tx, entry)
  })
  await sealAudit(world.system)
  sealed = vault.seal(Buffer.from('totp seed'), 'a place')
  assert.equal(codeOf(await backUp(path)), 'done')
})
after(async () => {
  await world.end()
  rmSync(folder, { recursive: true })
})

const entry = {
  at: new Date('2027-04-01T00:00:00Z'),
  actor: machineOperator,
  channel: 'cli',
  act: 'test.act',
  outcome: 'done',
  persons: [],
  detail: { text: '関守\n𠮷 "\\ \u2028' },
} as const

const codeOf = (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }): string =>
  result.refusal?.code ?? 'done'

const backUp = (out: string) =>
  createBackup(world.system, { out, master: readMasterKey(world.masterKeyFile), by: machineOperator })

const restore = (to: TestDatabase, from: string, over: Partial<Parameters<typeof restoreBackup>[0]> = {}) =>
  restoreBackup(
    {
      connection: to.connection,
      master: readMasterKey(world.masterKeyFile),
      migrationsFolder,
      rootsFile: join(folder, 'roots.jsonl'),
      clock: world.clock,
      ...over,
    },
    { from, by: machineOperator, modules: [] },
  )

const withEmpty = async (work: (empty: TestDatabase) => Promise<void>, template = 'template0'): Promise<void> => {
  const empty = await testDatabase(template)
  try {
    await work(empty)
  } finally {
    await empty.drop()
  }
}

const rowsIn = async ({ connection }: Pick<TestDatabase, 'connection'>, text: string): Promise<readonly unknown[]> => {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

const tablesOf = (database: TestDatabase) =>
  rowsIn(
    database,
    `select count(*)::int as count from pg_class where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information)'`,
  )

/** A file with the same header whose text was changed by hand and packed again. */
const forged = (change: (text: string) => string): string => {
  const bad = join(folder, 'forged')
  writeFileSync(bad, gzipSync(change(gunzipSync(readFileSync(path)).toString('utf8'))))
  return bad
}

test('a backup is one file for its owner alone, that says which key it needs, and nothing is left beside it', () => {
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.deepEqual(
    readdirSync(folder).filter(name => name.includes('part')),
    [],
  )
  const [header = ''] = gunzipSync(readFileSync(path)).toString('utf8').split('\n', 1)
  const { masterKey, note, audit } = JSON.parse(header) as { masterKey: string; note: string; audit: { seal: number } }
  assert.equal(masterKey, readMasterKey(world.masterKeyFile).id)
  assert.equal(audit.seal, 1)
  assert.match(note, /NOT in this file/)
})

test('the master key is nowhere in it', () => {
  const text = gunzipSync(readFileSync(path))
  const key = readFileSync(world.masterKeyFile)
  for (const form of [key, key.toString('hex'), key.toString('base64')]) assert.equal(text.includes(form), false)
})

test('that it was made is in the audit log', async () => {
  const made = await rowsIn(
    world,
    `select detail ->> 'sha256' as digest from platform.audit_entry where act = 'platform.create-backup'`,
  )
  assert.equal(made.length, 1)
})

test('what was backed up stands in an empty database again, row by row, and its secrets open', () =>
  withEmpty(async empty => {
    const restored = await restore(empty, path)
    assert.ok(restored.ok, codeOf(restored))
    const all = `select seq, at, actor, channel, act, outcome, detail, seal from platform.audit_entry where seq <= 2500 order by seq`
    assert.deepEqual(await rowsIn(empty, all), await rowsIn(world, all))
    const acts = await rowsIn(empty, `select act, seq::int from platform.audit_entry where seq > 2500 order by seq`)
    assert.deepEqual(acts, [{ act: 'platform.restore-backup', seq: 2501 }])
    const database = connect(empty.connection)
    const vault = await openVault(database, world.masterKeyFile, world.clock)
    assert.equal(vault.open(sealed, 'a place').toString(), 'totp seed')
    const dataDir = mkdtempSync(join(folder, 'data-'))
    await sealAudit({ ...world.system, database, vault, dataDir })
    const verified = await verifyAudit(database.read, rootsFileIn(dataDir))
    await database.end()
    assert.deepEqual([verified.found, verified.entries, verified.seals], [0, 2501, 2])
  }))

test('foreign keys and triggers stand again after a restore', () =>
  withEmpty(async empty => {
    const shape = `select conrelid::regclass::text, conname, pg_get_constraintdef(oid) as definition from pg_constraint where connamespace::regnamespace::text !~ '^pg_' order by 1, 2`
    const triggers = `select tgname, tgenabled from pg_trigger where not tgisinternal order by 1`
    assert.equal(codeOf(await restore(empty, path)), 'done')
    assert.deepEqual(await rowsIn(empty, shape), await rowsIn(world, shape))
    assert.deepEqual(await rowsIn(empty, triggers), await rowsIn(world, triggers))
  }))

test('a file that is there is not overwritten, and a folder that is not there is said', async () => {
  assert.equal(codeOf(await backUp(path)), 'backup.file_exists')
  assert.equal(codeOf(await backUp('/nowhere/x')), 'backup.folder_missing')
})

test('a cut-off file and a flipped bit are refused wherever they are, before anything is written', () =>
  withEmpty(async empty => {
    const whole = readFileSync(path)
    const bad = join(folder, 'bad')
    for (const share of [0, 0.01, 0.5, 0.99]) {
      const at = Math.floor(whole.length * share)
      writeFileSync(bad, whole.subarray(0, at))
      assert.match(codeOf(await restore(empty, bad)), /^backup\.(cut_short|not_a_backup)$/)
      const flipped = Buffer.from(whole)
      flipped[at] = (flipped[at] ?? 0) ^ 4
      writeFileSync(bad, flipped)
      assert.notEqual(codeOf(await restore(empty, bad)), 'done', `a bit at ${share}`)
    }
    assert.deepEqual(await tablesOf(empty), [{ count: 0 }])
  }))

test('a file whose text was changed and whose digests were made to fit is refused: it is not vouched for', () =>
  withEmpty(async empty => {
    const changed = forged(text => {
      const lines = text.trimEnd().split('\n')
      const last = JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>
      return `${[...lines.slice(0, -1), JSON.stringify({ ...last, mac: '0'.repeat(64) })].join('\n')}\n`
    })
    assert.equal(codeOf(await restore(empty, changed)), 'backup.not_vouched_for')
    assert.equal(
      codeOf(
        await restore(
          empty,
          forged(text => text.replace('"test.act"', '"test.lie"')),
        ),
      ),
      'backup.damaged',
    )
    assert.equal(
      codeOf(
        await restore(
          empty,
          forged(text => text.replace('"version":1', '"version":2')),
        ),
      ),
      'backup.too_new',
    )
    assert.equal(
      codeOf(
        await restore(
          empty,
          forged(text => text.replace('0001_platform', '0001_platforn')),
        ),
      ),
      'backup.other_migrations',
    )
    assert.equal(
      codeOf(
        await restore(
          empty,
          forged(() => 'not ours\n'),
        ),
      ),
      'backup.not_a_backup',
    )
    assert.deepEqual(await tablesOf(empty), [{ count: 0 }])
  }))

test('a backup of an older version is brought up to date as it is put back', () =>
  withEmpty(async empty => {
    const newer = mkdtempSync(join(folder, 'migrations-'))
    cpSync(migrationsFolder, newer, { recursive: true })
    writeFileSync(join(newer, '0099_platform_later.sql'), 'create table platform.later (id integer);')
    assert.equal(codeOf(await restore(empty, path, { migrationsFolder: newer })), 'done')
    const last = `select max(name) as name, to_regclass('platform.later') is not null as is_there from migration.applied`
    assert.deepEqual(await rowsIn(empty, last), [{ name: '0099_platform_later.sql', is_there: true }])
  }))

test('another master key is refused by name', () =>
  withEmpty(async empty => {
    const other = join(folder, 'other.key')
    createMasterKey(other)
    assert.equal(codeOf(await restore(empty, path, { master: readMasterKey(other) })), 'backup.other_master_key')
  }))

test('a database in which something was done, or that somebody has open, is refused', async () => {
  assert.equal(
    codeOf(await restore({ connection: world.connection, url: '', drop: async () => {} }, path)),
    'backup.not_empty',
  )
  await withEmpty(async empty => {
    const guest = new pg.Client(empty.connection)
    await guest.connect()
    assert.equal(codeOf(await restore(empty, path)), 'backup.in_use')
    await guest.end()
  })
})

test('a restore that is killed when everything is written leaves an empty database, in which it can be tried again', () =>
  withEmpty(async empty => {
    const script = fileURLToPath(new URL('../../../test/support/restore-and-die.ts', import.meta.url))
    const dying = spawn(process.execPath, [script, empty.url, world.masterKeyFile, migrationsFolder, path])
    await once(dying.stdout, 'data')
    dying.kill('SIGKILL')
    await once(dying, 'close')
    await disconnected(empty)
    assert.deepEqual(await rowsIn(empty, 'select count(*)::int as count from platform.audit_entry'), [{ count: 0 }])
    assert.equal(codeOf(await restore(empty, path)), 'done')
  }))

/** The server notices a little later that a killed process is gone. */
const disconnected = async (database: TestDatabase): Promise<void> => {
  const left = `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usesysid is not null`
  while ((await rowsIn(database, left)).length > 0) await setImmediate()
}
