import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose, worst, type Facts, type FindingCode, type Signs, type Stored, type Verdict } from './diagnose.ts'
import { findings } from './doctor-text.ts'

const now = new Date('2027-04-01T09:00:00Z')
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)
const hours = (count: number): number => count * 60
const days = (count: number): number => count * 24 * 60
const why = { ja: 'わけ', en: 'why' }

const signs: Signs = {
  vault: null,
  databaseNow: now,
  lastEntryAt: ago(1),
  oldestUnsealedAt: null,
  lastSeal: 7,
  heartbeatAt: ago(1),
  jobsFailed: 0,
  oldestDueAt: null,
  mailsFailed: 0,
  oldestMailAt: null,
  parked: 0,
  oldestDirtyAt: null,
  brakes: 0,
  dataKeyAt: ago(days(30)),
  lastBackupAt: ago(hours(6)),
}
const stored: Stored = { version: '18.1', pending: 0, misfit: null, signs }
const well: Facts = {
  now,
  machineNow: now,
  demo: false,
  refusedStart: null,
  https: true,
  masterKey: { problem: null, nextWaits: false, file: '/etc/sekimori/master.key' },
  disk: { freeBytes: 50e9, totalBytes: 100e9 },
  roots: { last: 7, agrees: true },
  database: stored,
}

const machine = (over: Partial<Facts>): Facts => ({ ...well, ...over })
const shape = (over: Partial<Stored>): Facts => ({ ...well, database: { ...stored, ...over } })
const work = (over: Partial<Signs>): Facts => shape({ signs: { ...signs, ...over } })
const key = (over: Partial<Facts['masterKey']>): Facts => machine({ masterKey: { ...well.masterKey, ...over } })
const disk = (free: number, total: number): Facts => machine({ disk: { freeBytes: free, totalBytes: total } })

test('a system that is well gives no reason to act', () => {
  const checks = diagnose(well)
  assert.deepEqual(
    checks.filter(({ verdict }) => verdict !== 'ok'),
    [],
  )
  assert.equal(worst(checks), 'ok')
  assert.ok(checks.length >= 15)
})

const table: readonly (readonly [string, Facts, Verdict, FindingCode])[] = [
  ['a setting that production demands is missing', machine({ refusedStart: why }), 'bad', 'configuration.wrong'],
  ['the same in the demo', machine({ refusedStart: why, demo: true }), 'ok', 'configuration.demo'],
  ['plain http', machine({ https: false }), 'warn', 'base_url.plain'],
  ['a master key that others may read', key({ problem: 'chmod 600' }), 'bad', 'master_key.wrong'],
  ['a roll of the master key that was killed', key({ nextWaits: true }), 'warn', 'master_key.half_rolled'],
  ['a disk with 9% left', disk(9e9, 100e9), 'warn', 'disk.filling'],
  ['a large disk with 4 GB left', disk(4e9, 30e9), 'warn', 'disk.filling'],
  ['a disk with 1% left', disk(20e9, 2000e9), 'bad', 'disk.full'],
  ['a small disk with half a gigabyte left', disk(0.5e9, 4e9), 'bad', 'disk.full'],
  ['no database', machine({ database: { unreachable: why } }), 'bad', 'database.away'],
  ['a database of another shape', shape({ misfit: why }), 'bad', 'migrations.misfit'],
  ['migrations to come', shape({ pending: 2 }), 'warn', 'migrations.pending'],
  ['a database that was never used', shape({ pending: 9, signs: null }), 'warn', 'migrations.never'],
  ['another master key than the database’s', work({ vault: 'locked with 1a' }), 'bad', 'vault.shut'],
  [
    'plat.clock-source-lie: our last audit entry lies in the future',
    work({ lastEntryAt: ago(-3) }),
    'bad',
    'clock.behind_the_log',
  ],
  [
    'plat.clock-source-lie: a minute ahead may be another machine’s',
    work({ lastEntryAt: ago(-1) }),
    'ok',
    'clock.fine',
  ],
  ['plat.clock-source-lie: the database tells another time', work({ databaseNow: ago(2) }), 'bad', 'clock.apart'],
  ['the clocks are ten seconds apart', work({ databaseNow: ago(1 / 6) }), 'warn', 'clock.apart'],
  ['entries unsealed for three minutes', work({ oldestUnsealedAt: ago(3) }), 'warn', 'seals.late'],
  ['entries unsealed for eleven minutes', work({ oldestUnsealedAt: ago(11) }), 'bad', 'seals.late'],
  ['no remembered seals', machine({ roots: null }), 'bad', 'roots.missing'],
  ['no remembered seals before the first one', { ...work({ lastSeal: 0 }), roots: null }, 'ok', 'roots.fine'],
  ['remembered seals ahead of the log', machine({ roots: { last: 8, agrees: false } }), 'bad', 'roots.differ'],
  ['remembered seals of another log', machine({ roots: { last: 6, agrees: false } }), 'bad', 'roots.differ'],
  ['remembered seals a little behind', machine({ roots: { last: 6, agrees: true } }), 'ok', 'roots.fine'],
  ['a worker that was not heard of for four minutes', work({ heartbeatAt: ago(4) }), 'warn', 'worker.late'],
  ['a worker that was not heard of for eleven minutes', work({ heartbeatAt: ago(11) }), 'bad', 'worker.none'],
  ['no worker ever', work({ heartbeatAt: null }), 'bad', 'worker.none'],
  ['jobs that were given up', work({ jobsFailed: 2 }), 'warn', 'jobs.failed'],
  ['a job that waits six minutes', work({ oldestDueAt: ago(6) }), 'warn', 'jobs.late'],
  ['a job that waits two hours', work({ oldestDueAt: ago(hours(2)) }), 'bad', 'jobs.late'],
  ['a job that is due in an hour', work({ oldestDueAt: ago(-60) }), 'ok', 'jobs.fine'],
  ['mails that were given up', work({ mailsFailed: 1 }), 'warn', 'mails.failed'],
  ['a mail that waits twenty minutes', work({ oldestMailAt: ago(20) }), 'warn', 'mails.late'],
  ['a mail that waits five hours', work({ oldestMailAt: ago(hours(5)) }), 'bad', 'mails.late'],
  [
    'the demo keeps its mails',
    { ...work({ oldestMailAt: ago(hours(5)), mailsFailed: 3 }), demo: true },
    'ok',
    'mails.fine',
  ],
  ['persons set aside', work({ parked: 1 }), 'warn', 'people.parked'],
  ['persons who wait for 40 minutes', work({ oldestDirtyAt: ago(40) }), 'warn', 'people.late'],
  ['an import held by a brake', work({ brakes: 1 }), 'warn', 'brakes.standing'],
  ['a key of 401 days', work({ dataKeyAt: ago(days(401)) }), 'warn', 'keys.old'],
  ['no backup ever', work({ lastBackupAt: null }), 'bad', 'backup.never'],
  ['no backup of the demo', { ...work({ lastBackupAt: null }), demo: true }, 'ok', 'backup.demo'],
  ['a backup of the night before last', work({ lastBackupAt: ago(hours(30)) }), 'warn', 'backup.old'],
  ['a backup nine days old', work({ lastBackupAt: ago(days(9)) }), 'bad', 'backup.old'],
]

for (const [name, facts, verdict, code] of table)
  test(name, () => {
    const checks = diagnose(facts)
    const found = checks.find(check => check.code === code)
    assert.equal(found?.verdict, verdict, JSON.stringify(checks.filter(each => each.verdict !== 'ok')))
    const others = checks.filter(each => each.verdict !== 'ok' && each.code !== code)
    assert.deepEqual(others, [], 'nothing else is wrong')
    for (const place of findings[code].en.matchAll(/\{(\w+)\}/g))
      assert.ok(found?.values?.[place[1] ?? ''] !== undefined, `{${place[1]}} has no value`)
  })

test('every finding has a row in this table', () => {
  const seen = new Set([...table.map(([, , , code]) => code), ...diagnose(well).map(({ code }) => code)])
  assert.deepEqual(
    Object.keys(findings).filter(code => !seen.has(code as FindingCode)),
    [],
  )
})

test('the worst decides', () => {
  assert.equal(worst(diagnose(work({ brakes: 1 }))), 'warn')
  assert.equal(worst(diagnose(work({ brakes: 1, lastBackupAt: null }))), 'bad')
})
