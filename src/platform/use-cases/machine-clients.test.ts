import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { machineOperator, officer, testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { machineByToken } from '../machine-client.ts'
import { perform } from '../use-case.ts'
import { listMachineClients, registerMachineClient, revokeMachineClient } from './machine-clients.ts'
import { rotateVaultKey } from './vault-keys.ts'

let world: TestSystem
before(async () => {
  world = await testSystem()
})
after(() => world.end())

const actorOf = (token: string) => machineByToken(world.system.database.read, token, world.clock.now())

test('a registered program is known by its token, may what it was registered for, until it ends', async () => {
  const input = { name: 'library', useCases: ['platform.list-machine-clients'], days: 30 }
  const made = await perform(registerMachineClient, input, world.contextOf(machineOperator))
  assert.ok(made.ok)
  const { token, id } = made.value
  const actor = await actorOf(token)
  assert.ok(actor?.kind === 'machine')
  assert.ok((await perform(listMachineClients, {}, world.contextOf(actor))).ok)
  assert.equal((await perform(rotateVaultKey, {}, world.contextOf(actor))).ok, false)
  for (const wrong of ['', '.', id, `${id}.`, `${token}x`, token.toUpperCase(), token.slice(0, -1)])
    assert.equal(await actorOf(wrong), null)
  world.clock.pass(30 * 86_400_000)
  assert.equal(await actorOf(token), null)
})

test('a revoked program is a stranger at once', async () => {
  const input = { name: 'library', useCases: ['platform.list-machine-clients'] }
  const made = await perform(registerMachineClient, input, world.contextOf(machineOperator))
  assert.ok(made.ok)
  assert.ok((await perform(revokeMachineClient, { id: made.value.id }, world.contextOf(machineOperator))).ok)
  assert.equal(await actorOf(made.value.token), null)
  const again = await perform(revokeMachineClient, { id: made.value.id }, world.contextOf(machineOperator))
  assert.equal(again.ok ? null : again.refusal.code, 'machine.revoked')
})

test('only operators register programs', async () => {
  const input = { name: 'x', useCases: ['a.b'] }
  for (const actor of [officer(['registrar']), officer(['auditor'])]) {
    const made = await perform(registerMachineClient, input, world.contextOf(actor))
    assert.equal(made.ok ? null : made.refusal.code, 'not_found')
  }
})
