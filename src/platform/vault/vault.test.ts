import assert from 'node:assert/strict'
import { chmodSync, copyFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { machineOperator, testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { createMasterKey, openVault, readMasterKey, rotateMasterKey, rewrapVault } from '../vault.ts'
import { keyIdOf } from './envelope.ts'
import { insertKey, storedKeys } from './store.ts'

let world: TestSystem
before(async () => {
  world = await testSystem()
})
after(() => world.end())

const reopen = () => openVault(world.system.database, world.masterKeyFile, world.clock)

test('a restarted process opens what another sealed', async () => {
  const sealed = world.system.vault.seal(Buffer.from('totp seed'), 'authentication.totp:a:1')
  assert.equal((await reopen()).open(sealed, 'authentication.totp:a:1').toString(), 'totp seed')
})

test('a row copied to another person does not open', () => {
  const sealed = world.system.vault.seal(Buffer.from('totp seed'), 'authentication.totp:a:1')
  assert.throws(() => world.system.vault.open(sealed, 'authentication.totp:b:1'))
})

test('two first starts at once agree on the keys', async () => {
  const other = await testSystem()
  await other.system.database.transact(tx => tx.query({ text: 'delete from platform.vault_key' }))
  const [a, b] = await Promise.all([0, 1].map(() => openVault(other.system.database, other.masterKeyFile, other.clock)))
  assert.deepEqual(a?.fingerprint('p', 'x'), b?.fingerprint('p', 'x'))
  assert.equal((await storedKeys(other.system.database.read)).length, 2)
  await other.end()
})

test('a new data key seals only when every process knows it; fingerprints stay', async () => {
  const { vault, database } = world.system
  const before = vault.seal(Buffer.from('old'), 'c')
  const fingerprint = vault.fingerprint('birth-date', '2001-02-03')
  const now = world.clock.now()
  await database.transact(tx => insertKey(tx, vault.newDataKey(now), now))
  await vault.refresh()
  assert.equal(keyIdOf(vault.seal(Buffer.from('x'), 'c')), keyIdOf(before))
  world.clock.pass(5 * 60_000)
  const sealed = vault.seal(Buffer.from('new'), 'c')
  assert.notEqual(keyIdOf(sealed), keyIdOf(before))
  const other = await reopen()
  assert.equal(other.open(sealed, 'c').toString(), 'new')
  assert.equal(other.open(before, 'c').toString(), 'old')
  assert.deepEqual(other.fingerprint('birth-date', '2001-02-03'), fingerprint)
})

test('fingerprints differ by purpose', () => {
  const { vault } = world.system
  assert.notDeepEqual(vault.fingerprint('a', 'x'), vault.fingerprint('b', 'x'))
})

test('the master key can be rolled; a running process goes on, the old file no longer opens', async () => {
  const { vault, database } = world.system
  const sealed = vault.seal(Buffer.from('kept'), 'c')
  const old = join(world.system.dataDir, 'old.key')
  copyFileSync(world.masterKeyFile, old)
  chmodSync(old, 0o600)
  const { keys, kept } = await rotateMasterKey(database, world.masterKeyFile, {
    actor: machineOperator,
    now: world.clock.now(),
  })
  assert.ok(keys >= 2)
  assert.equal(readMasterKey(kept).id, readMasterKey(old).id, 'backups made under the old key still need it')
  await vault.refresh()
  assert.equal(vault.open(sealed, 'c').toString(), 'kept')
  assert.equal((await reopen()).open(sealed, 'c').toString(), 'kept')
  await assert.rejects(openVault(database, old, world.clock), /MASTER_KEY_FILE/)
})

test('a roll that was killed before the file took its place is found at the next start', async () => {
  const next = `${world.masterKeyFile}.next`
  createMasterKey(next)
  const sealed = world.system.vault.seal(Buffer.from('kept'), 'c')
  await rewrapVault(
    world.system.database,
    { old: readMasterKey(world.masterKeyFile), fresh: readMasterKey(next) },
    { actor: machineOperator, now: world.clock.now() },
  )
  assert.equal((await reopen()).open(sealed, 'c').toString(), 'kept')
  await rotateMasterKey(world.system.database, world.masterKeyFile, { actor: machineOperator, now: world.clock.now() })
  assert.equal((await reopen()).open(sealed, 'c').toString(), 'kept')
})

test('a master key that is missing, readable by others or cut is refused by name', async () => {
  const file = join(world.system.dataDir, 'other.key')
  assert.throws(() => readMasterKey(file), /ENOENT/)
  createMasterKey(file)
  assert.throws(() => createMasterKey(file), { code: 'EEXIST' })
  await assert.rejects(openVault(world.system.database, file, world.clock), /locked with/)
  chmodSync(file, 0o640)
  assert.throws(() => readMasterKey(file), /chmod 600/)
  chmodSync(file, 0o600)
  truncateSync(file, 31)
  assert.throws(() => readMasterKey(file), /31 octets/)
})
