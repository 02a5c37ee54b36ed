import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { machineOperator, officer, testSystem, type TestSystem } from '../../../test/support/platform.ts'
import type { Actor } from '../actor.ts'
import { makeApproval, releaseWithApproval } from './approval.ts'
import { propose, release, type Proposal } from '../dual-control.ts'
import { waitingProposals } from './store.ts'
import { randomId } from '../random.ts'
import { expireProposals } from './store.ts'

let world: TestSystem
before(async () => {
  world = await testSystem()
})
after(() => world.end())

const seen = 'a'.repeat(64)
const swapped = 'b'.repeat(64)
const tanaka = officer(['registrar'])
const suzuki = officer(['registrar'])

const proposed = (by: Actor = tanaka, subject = randomId()): Promise<Proposal> => {
  const wanted = {
    act: 'registry.lift-brake',
    subject,
    payload: { import: subject },
    payloadHash: seen,
    roles: ['registrar'] as const,
    reason: '年度末',
    by,
  }
  return world.system.database.transact(tx => propose(tx, wanted, world.clock.now()))
}

const tried = async (
  proposal: Proposal,
  by: Actor,
  more: { payloadHash?: string; officers?: 'none yet' } = {},
): Promise<string> => {
  const releasing = { proposalId: proposal.id, by, payloadHash: seen, ...more }
  const result = await world.system.database.transact(tx => release(tx, releasing, world.clock.now()))
  return result.ok ? 'released' : result.refusal.code
}

test('another officer releases, and gets what was proposed', async () => {
  const proposal = await proposed()
  const result = await world.system.database.transact(tx =>
    release(tx, { proposalId: proposal.id, by: suzuki, payloadHash: seen }, world.clock.now()),
  )
  assert.ok(result.ok)
  assert.deepEqual(result.value.payload, { import: proposal.subject })
})

test('flow.dual-control-same-person', async () => {
  const proposal = await proposed()
  assert.equal(await tried(proposal, tanaka), 'proposal.same_person')
  const secondAccount = officer(['registrar'], tanaka.personId)
  assert.equal(await tried(proposal, secondAccount), 'proposal.same_person')
  assert.equal(await tried(proposal, suzuki), 'released')
})

test('flow.dual-control-swapped-payload', async () => {
  assert.equal(await tried(await proposed(), suzuki, { payloadHash: swapped }), 'proposal.changed')
})

test('flow.dual-control-expired', async () => {
  const proposal = await proposed()
  world.clock.pass(72 * 3_600_000 - 1)
  const inTime = await proposed()
  assert.equal(await tried(proposal, suzuki), 'released')
  world.clock.pass(73 * 3_600_000)
  assert.equal(await tried(inTime, suzuki), 'proposal.expired')
  const late = await world.system.database.transact(tx => expireProposals(tx, world.clock.now()))
  assert.ok(late.some(({ id }) => id === inTime.id))
  assert.equal(await tried(inTime, suzuki), 'proposal.settled')
})

test('of fifty officers releasing at once one does', async () => {
  const proposal = await proposed()
  const answers = await Promise.all(Array.from({ length: 50 }, () => tried(proposal, officer(['registrar']))))
  assert.equal(answers.filter(answer => answer === 'released').length, 1)
  assert.equal(answers.filter(answer => answer === 'proposal.settled').length, 49)
})

test('an officer of another role, a machine, a job and the operator alone are no second person', async () => {
  const proposal = await proposed()
  const others: readonly Actor[] = [
    officer(['auditor']),
    { kind: 'machine', clientId: 'c', name: 'm', useCases: new Set(['registry.lift-brake']) },
    { kind: 'system', name: 'job' },
    machineOperator,
  ]
  for (const other of others) assert.equal(await tried(proposal, other), 'proposal.takes_an_officer')
})

test('where nobody holds a role yet the operator may release alone', async () => {
  assert.equal(await tried(await proposed(machineOperator), machineOperator, { officers: 'none yet' }), 'released')
})

test('proposing again replaces what waited', async () => {
  const first = await proposed(tanaka, 'one-import')
  const second = await proposed(suzuki, 'one-import')
  assert.equal(await tried(first, suzuki), 'proposal.settled')
  assert.deepEqual(
    (await waitingProposals(world.system.database.read, world.clock.now()))
      .filter(p => p.subject === 'one-import')
      .map(p => p.id),
    [second.id],
  )
  await Promise.all(Array.from({ length: 10 }, () => proposed(tanaka, 'one-import')))
  assert.equal(
    (await waitingProposals(world.system.database.read, world.clock.now())).filter(p => p.subject === 'one-import')
      .length,
    1,
  )
})

const approvedBy = async (proposal: Proposal, by: Actor): Promise<string> => {
  const made = await world.system.database.transact(tx =>
    makeApproval(tx, { proposal, payloadHash: seen, by }, world.clock.now()),
  )
  return made.ok ? made.value.code : made.refusal.code
}

const spend = async (
  proposal: Proposal,
  code: string,
  username = suzuki.username,
  payloadHash = seen,
): Promise<string> => {
  const given = { proposalId: proposal.id, payloadHash, username, code }
  const result = await world.system.database.transact(tx => releaseWithApproval(tx, given, world.clock.now()))
  return result.ok ? 'released' : result.refusal.code
}

test('the operator releases with an officer’s code, once', async () => {
  const proposal = await proposed(machineOperator)
  const other = await proposed(machineOperator)
  const code = await approvedBy(proposal, suzuki)
  assert.match(code, /^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/)
  assert.equal(await spend(other, code), 'approval.wrong')
  assert.equal(await spend(proposal, code, 'another'), 'approval.wrong')
  assert.equal(await spend(proposal, code, suzuki.username, swapped), 'proposal.changed')
  const answers = await Promise.all(Array.from({ length: 50 }, () => spend(proposal, code.toLowerCase())))
  assert.equal(answers.filter(answer => answer === 'released').length, 1)
})

test('a code is worth nothing after a quarter of an hour, and none is made by the proposer', async () => {
  const proposal = await proposed(machineOperator)
  const code = await approvedBy(proposal, suzuki)
  world.clock.pass(15 * 60_000)
  assert.equal(await spend(proposal, code), 'approval.wrong')
  assert.equal(await approvedBy(await proposed(tanaka), tanaka), 'proposal.same_person')
  assert.equal(await approvedBy(await proposed(tanaka), machineOperator), 'proposal.takes_an_officer')
})
