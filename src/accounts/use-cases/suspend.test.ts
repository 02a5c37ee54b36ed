import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accountsWorld, officer, type World } from '../../../test/support/accounts-world.ts'
import { perform } from '../../platform/use-case.ts'
import { stranger } from '../../platform/actor.ts'
import { accountsOf, maySignIn, type Account } from '../index.ts'
import { day } from '../../kernel/day.ts'
import { proposeResume, releaseResume, suspendAccount } from './suspend.ts'
import { printBatch, reprintBatch, markDelivered } from './batches.ts'
import { setForwarding } from './forwarding.ts'

let world: World
before(async () => {
  world = await accountsWorld()
})
after(() => world.end())

const [one, two] = [officer(['account-operator'], 1), officer(['account-operator'], 2)]
const on = '2026-05-10'

const active = async (seed: string): Promise<Account> => {
  const persons = await world.people([{ is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }] }], seed)
  await world.reconcile(persons, on)
  await world.client.query(`update accounts.account set state = 'active', activated_at = now() where person_id = $1`, [
    persons[0],
  ])
  return current(persons[0] as Account['personId'])
}
const current = async (person: Account['personId']): Promise<Account> => {
  const [account] = (await accountsOf(world.database.read, [person])).get(person) ?? []
  assert.ok(account)
  return account
}
const code = (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }) =>
  result.ok ? 'done' : result.refusal?.code

describe('suspension', () => {
  it('is one officer’s, at once; lifting it takes another', async () => {
    const account = await active('suspend')
    const input = { accountId: account.id, cause: 'discipline', reason: '規程違反' }
    assert.equal(code(await perform(suspendAccount, input, world.as(stranger, on))), 'not_found')
    assert.equal(code(await perform(suspendAccount, { ...input, reason: ' ' }, world.as(one, on))), 'input.wrong')
    assert.equal(code(await perform(suspendAccount, input, world.as(one, on))), 'done')
    assert.equal(code(await perform(suspendAccount, input, world.as(one, on))), 'account.already_suspended')
    assert.equal(maySignIn(await current(account.personId), day(on)), 'no')
    await world.reconcile([account.personId], on)
    assert.equal((await current(account.personId)).state, 'suspended')
    const release = { accountId: account.id }
    assert.equal(code(await perform(releaseResume, release, world.as(two, on))), 'resume.not_proposed')
    assert.equal(code(await perform(proposeResume, { ...release, reason: '処分の終了' }, world.as(one, on))), 'done')
    assert.equal(code(await perform(releaseResume, release, world.as(one, on))), 'resume.same_person')
    assert.equal(code(await perform(releaseResume, release, world.as(two, '2026-05-20'))), 'resume.proposal_lapsed')
    const releases = await Promise.all(
      Array.from({ length: 20 }, () => perform(releaseResume, release, world.as(two, on))),
    )
    assert.equal(releases.filter(result => result.ok).length, 1)
    assert.equal((await current(account.personId)).state, 'active')
  })

  it('keeps the officer’s words out of the audit log', async () => {
    const found = await world.client.query<{ readonly n: number }>(
      `select count(*)::int as n from platform.audit_entry where detail::text like '%規程違反%'`,
    )
    assert.equal(found.rows[0]?.n, 0)
  })
})

describe('an entering class', () => {
  it('is rehearsed by its count, printed once, delivered, and reprinted with new keys', async () => {
    const persons = await world.people(
      Array.from({ length: 30 }, (_, n) => ({
        is: [{ status: 'ug', from: '2027-04-01', until: '2031-04-01', unit: n < 20 ? 'ENG' : 'LAW' }],
      })),
      'class',
    )
    await world.reconcile(persons, '2027-03-10')
    const population = { kind: 'ECS', status: 'ug', unit: 'ENG', startsOn: '2027-04-01' }
    const wrong = await perform(printBatch, { ...population, count: '19' }, world.as(one, '2027-03-10'))
    assert.deepEqual(wrong, { ok: false, refusal: { code: 'batch.changed', count: 20 } })
    const printed = await perform(printBatch, { ...population, count: '20' }, world.as(one, '2027-03-10'))
    assert.ok(printed.ok)
    const notices = printed.value.paper()
    assert.equal(notices.length, 20)
    assert.ok(notices.every(notice => notice.notBefore === '2027-04-01' && notice.until === '2027-05-01'))
    assert.deepEqual(
      notices.map(notice => notice.from.by === 'batch' && notice.from.place),
      Array.from({ length: 20 }, (_, n) => n + 1),
    )
    assert.equal(
      code(await perform(printBatch, { ...population, count: '20' }, world.as(one, '2027-03-10'))),
      'batch.empty',
    )
    const { batchId } = printed.value
    assert.deepEqual(await perform(markDelivered, { batchId, from: '1', to: '15' }, world.as(one, '2027-04-02')), {
      ok: true,
      value: { delivered: 15 },
    })
    const again = await perform(
      reprintBatch,
      { batchId, from: '3', to: '4', reason: '紙詰まり' },
      world.as(one, '2027-04-02'),
    )
    assert.ok(again.ok)
    assert.equal(again.value.count, 2)
    assert.notEqual(again.value.paper()[0]?.key, notices[2]?.key)
    assert.equal(
      await world.count(`select count(*) from accounts.activation_key where batch_id = $1 and state = 'revoked'`, [
        batchId,
      ]),
      2,
    )
    assert.equal(
      await world.count(
        `select count(*) from accounts.activation_key where batch_id = $1 and state in ('issued', 'delivered')`,
        [batchId],
      ),
      20,
    )
    assert.equal(await world.count(`select count(*) from accounts.batch_print where batch_id = $1`, [batchId]), 2)
  })
})

it('forwarding is the owner’s alone', async () => {
  const account = await active('forward')
  const owner = { ...one, personId: account.personId } as typeof one
  const input = { accountId: account.id, to: 'me@example.org' }
  assert.equal(code(await perform(setForwarding, input, world.as(two, on))), 'not_found')
  assert.equal(code(await perform(setForwarding, input, world.as(owner, on))), 'done')
  assert.equal((await current(account.personId)).forwarding?.to, 'me@example.org')
  assert.equal(
    code(await perform(setForwarding, { ...input, to: 'not an address' }, world.as(owner, on))),
    'input.wrong',
  )
  assert.equal(
    code(await perform(setForwarding, { ...input, to: account.mail }, world.as(owner, on))),
    'forwarding.own_address',
  )
})
