import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { machineOperator, testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { recordEntry } from '../audit.ts'
import { createBackup } from './create.ts'
import { checkOnly, readBackup } from './read.ts'

let world: TestSystem
const folder = mkdtempSync(join(tmpdir(), 'sekimori-backup-'))
const path = join(folder, 'whole.backup')

before(async () => {
  world = await testSystem()
  const entry = { at: world.clock.now(), actor: machineOperator, channel: 'cli', act: 'test.act', outcome: 'done', persons: [], detail: { text: '関守\n𠮷' } } as const // prettier-ignore
  for (let count = 0; count < 2500; count += 1) await world.system.database.transact(tx => recordEntry(tx, entry))
})
after(async () => {
  await world.end()
  rmSync(folder, { recursive: true })
})

test('what was written is read again with every digest right', async () => {
  const created = await createBackup(world.system, path)
  assert.ok(created.ok)
  const read = await readBackup(path, checkOnly)
  assert.ok(read.ok)
  assert.equal(read.value.rows, created.value.rows)
  assert.ok(read.value.rows >= 2500)
  assert.equal(read.value.header.masterKey, created.value.masterKey)
})

test('a file that is there is not overwritten', async () => {
  const again = await createBackup(world.system, path)
  assert.equal(again.ok ? null : again.refusal.code, 'backup.file_exists')
})

test('a folder that does not exist is said', async () => {
  const full = await createBackup(world.system, '/nowhere/x')
  assert.equal(full.ok ? null : full.refusal.code, 'backup.folder_missing')
})

test('a cut-off file and a flipped bit are refused, wherever they are', async () => {
  const whole = readFileSync(path)
  for (const share of [0.01, 0.5, 0.99]) {
    const at = Math.floor(whole.length * share)
    const bad = join(folder, 'bad')
    writeFileSync(bad, whole.subarray(0, at))
    const cut = await readBackup(bad, checkOnly)
    assert.equal(cut.ok ? null : cut.refusal.code, 'backup.cut_short')
    const flipped = Buffer.from(whole)
    flipped[at] = (flipped[at] ?? 0) ^ 4
    writeFileSync(bad, flipped)
    const read = await readBackup(bad, checkOnly)
    assert.equal(read.ok, false, `a bit at ${share}`)
  }
})
