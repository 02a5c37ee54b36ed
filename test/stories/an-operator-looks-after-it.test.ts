/** What operators type on an ordinary day and on a bad one, through the program itself. */
import assert from 'node:assert/strict'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { heartbeatKind } from '../../src/platform/jobs/pulse.ts'
import { recordEntry } from '../../src/platform/audit.ts'
import { sealAudit } from '../../src/platform/audit/seal.ts'
import { urlOf } from '../../src/platform/postgres/address.ts'
import { run, sql } from '../../src/platform/database.ts'
import { readMasterKey } from '../../src/platform/vault.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { sekimori } from '../support/command-line.ts'
import { machineOperator, testSystem, type TestSystem } from '../support/platform.ts'

let here: TestSystem
let settings: Readonly<Record<string, string>>

before(async () => {
  here = await testSystem()
  const { dataDir, database } = here.system
  settings = {
    DATABASE_URL: urlOf(here.connection),
    DATA_DIR: dataDir,
    MASTER_KEY_FILE: here.masterKeyFile,
    BASE_URL: 'https://id.example.ac.jp',
    MAIL_URL: 'smtp://127.0.0.1:2525',
  }
  const now = systemClock.now()
  here.clock.set(now)
  await database.transact(async tx => {
    await run(tx, sql`insert into platform.schedule (kind, due) values (${heartbeatKind}, ${now})`)
    await recordEntry(tx, entry(now))
  })
  await sealAudit(here.system)
})
after(() => here.end())

const entry = (at: Date) =>
  ({ at, actor: machineOperator, channel: 'cli', act: 'test.act', outcome: 'done', persons: [], detail: {} }) as const

type Report = {
  readonly verdict: string
  readonly checks: readonly { readonly verdict: string; readonly code: string }[]
}
const examined = async (more: Readonly<Record<string, string>> = {}) => {
  const { status, out, err } = await sekimori({ ...settings, ...more }, 'doctor', '--json')
  assert.equal(err, '')
  const { checks, verdict } = JSON.parse(out) as Report
  return { status, verdict, codes: checks.filter(check => check.verdict !== 'ok').map(({ code }) => code) }
}
const withoutDisk = (codes: readonly string[]) => codes.filter(code => !code.startsWith('disk.'))

test('an ordinary day: the one thing missing is a backup, and when it is made all is well', async () => {
  assert.deepEqual(withoutDisk((await examined()).codes), ['backup.never'])
  const made = await sekimori(settings, 'backup', 'create', '--out', join(here.system.dataDir, 'first.backup'))
  assert.equal(made.status, 0, made.err)
  await sealAudit(here.system)
  const seen = await examined()
  assert.deepEqual([seen.status, withoutDisk(seen.codes)], [0, []])
})

test('the report is a page for people in their language', async () => {
  const { out } = await sekimori({ ...settings, LANG: 'ja_JP.UTF-8' }, 'doctor')
  assert.match(out, /^良 +database +データベース/m)
})

test('a bad day: no database, a setting that is missing, a key that others may read', async () => {
  const away = await examined({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing', MAIL_URL: '' })
  assert.equal(away.status, 1)
  assert.deepEqual(withoutDisk(away.codes), ['configuration.wrong', 'database.away'])
})

test('plat.clock-source-lie', async () => {
  const ahead = new Date(systemClock.now().getTime() + 3_600_000)
  await here.system.database.transact(tx => recordEntry(tx, entry(ahead)))
  await sealAudit(here.system)
  assert.deepEqual(withoutDisk((await examined()).codes), ['clock.behind_the_log'])
})

test('the master key is rolled by one command; the old one is kept for the backups made under it', async () => {
  const old = readMasterKey(here.masterKeyFile).id
  const sealed = here.system.vault.seal(Buffer.from('kept'), 'a place')
  const { status, out, err } = await sekimori(settings, 'platform', 'rotate-master-key', '--json')
  assert.equal(status, 0, err)
  const { masterId, kept } = JSON.parse(out) as { readonly masterId: string; readonly kept: string }
  assert.equal(readMasterKey(here.masterKeyFile).id, masterId)
  assert.equal(readMasterKey(kept).id, old)
  assert.equal(statSync(kept).mode & 0o777, 0o600)
  await here.system.vault.refresh()
  assert.equal(here.system.vault.open(sealed, 'a place').toString(), 'kept')
  assert.ok(!(await examined()).codes.includes('vault.shut'))
  assert.ok(existsSync(kept))
})

test('another master key than the database’s is said', async () => {
  const other = join(here.system.dataDir, 'other.key')
  writeFileSync(other, Buffer.alloc(32, 7), { mode: 0o600 })
  assert.ok((await examined({ MASTER_KEY_FILE: other })).codes.includes('vault.shut'))
})
