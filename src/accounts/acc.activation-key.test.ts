/** Attacks on activation keys and on names, against the real database. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accountsWorld, officer, type World } from '../../test/support/accounts-world.ts'
import type { PersonId } from '../kernel/ids.ts'
import { stranger } from '../platform/actor.ts'
import { perform } from '../platform/use-case.ts'
import { accountByUsername, accountsOf, redeemActivationKey, tryActivationKey, type Account } from './index.ts'
import { issueKey } from './use-cases/keys.ts'
import { chooseUsername, renameAccount } from './use-cases/names.ts'
import { takeIdentifiers } from '../registry/index.ts'
import { day } from '../kernel/day.ts'

let world: World
before(async () => {
  world = await accountsWorld()
})
after(() => world.end())

const today = '2026-05-10'
const clerk = officer(['counter'])
const operator = officer(['account-operator'], 2)
const seen = { purpose: 'new-use', method: 'in-person', document: 'student-id', last4: '1234', counter: 'main' }

const student = async (seed: string): Promise<Account> => {
  const persons = await world.people([{ is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }] }], seed)
  await world.reconcile(persons, today)
  return reread(persons[0])
}
const reread = async (person: PersonId | undefined, kind = 'ECS'): Promise<Account> => {
  const all = person === undefined ? [] : ((await accountsOf(world.database.read, [person])).get(person) ?? [])
  const account = all.find(each => each.kind === kind)
  assert.ok(account)
  return account
}
const keyFor = async (account: Account): Promise<string> => {
  const issued = await perform(issueKey, { accountId: account.id, ...seen }, world.as(clerk, today))
  assert.ok(issued.ok)
  return issued.value.paper()[0]?.key ?? ''
}
/** As activation does it: the try in one half, the redemption in the other, both in one transaction. */
const activate = (username: string, key: string, on = today): Promise<string> =>
  world.database.transact(async tx => {
    const context = world.as(stranger, on)
    const tried = await tryActivationKey(tx, { username, key }, context)
    if (!tried.ok) return tried.refusal.code
    const redeemed = await redeemActivationKey(tx, tried.value, context)
    return redeemed.ok ? 'active' : redeemed.refusal.code
  })

describe('acc.activation-key-guess', () => {
  it('five wrong tries burn the key, and then the right one is refused too', async () => {
    const account = await student('guess')
    const key = await keyFor(account)
    for (let n = 0; n < 5; n++) assert.equal(await activate(account.username, 'AAAAAAAA'), 'key.wrong')
    assert.equal(await activate(account.username, key), 'key.spent')
    assert.equal((await reread(account.personId)).state, 'pending')
  })

  it('50 wrong ones at once count five, not fifty', async () => {
    const account = await student('parallel-wrong')
    await keyFor(account)
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => activate(account.username, 'AAAAAAAA')))
    assert.equal(outcomes.filter(outcome => outcome === 'key.wrong').length, 5)
    assert.equal(outcomes.filter(outcome => outcome === 'key.spent').length, 45)
  })

  it('50 right ones at once succeed exactly once', async () => {
    const account = await student('parallel-right')
    const key = await keyFor(account)
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => activate(account.username, key)))
    assert.equal(outcomes.filter(outcome => outcome === 'active').length, 1)
    assert.equal((await reread(account.personId)).state, 'active')
  })

  it('the key of another account is a wrong one', async () => {
    const [one, other] = [await student('mine'), await student('other')]
    await keyFor(one)
    assert.equal(await activate(one.username, await keyFor(other)), 'key.wrong')
    assert.equal(await activate('a0999999x', 'AAAAAAAA'), 'key.wrong')
  })

  it('a key is usable to its last day and not after', async () => {
    const account = await student('late')
    const key = await keyFor(account)
    assert.equal(await activate(account.username, key, '2026-06-11'), 'key.expired')
    assert.equal(
      await activate(account.username.toUpperCase(), `${key.slice(0, 4)}-${key.slice(4).toLowerCase()}`, '2026-06-10'),
      'active',
    )
  })
})

it('acc.activation-key-after-reissue', async () => {
  const account = await student('reissue')
  const former = await keyFor(account)
  const present = await keyFor(account)
  assert.equal(await activate(account.username, former), 'key.wrong')
  assert.equal(await activate(account.username, present), 'active')
  const rows = await world.client.query<{ readonly state: string }>(
    `select state from accounts.activation_key where account_id = $1 order by issued_at, state`,
    [account.id],
  )
  assert.deepEqual(
    rows.rows.map(row => row.state).toSorted((a, b) => a.localeCompare(b)),
    ['redeemed', 'revoked'],
  )
})

it('no key is stored, logged or answered in the clear', async () => {
  const account = await student('clear')
  const issued = await perform(issueKey, { accountId: account.id, ...seen }, world.as(clerk, today))
  assert.ok(issued.ok)
  const key = issued.value.paper()[0]?.key ?? ''
  assert.ok(!JSON.stringify(issued.value).includes(key))
  const stored = await world.client.query<{ readonly text: string }>(
    `select row_to_json(k)::text as text from accounts.activation_key k union all select row_to_json(e)::text from platform.audit_entry e`,
  )
  for (const row of stored.rows) assert.ok(!row.text.includes(key))
})

it('acc.name-reuse', async () => {
  const account = await student('owner')
  await world.client.query(
    `update accounts.account set state = 'closed', since = now(), why = 'ended', actual_stop = '2026-05-01' where id = $1`,
    [account.id],
  )
  const [somebody] = await world.people([{ is: [] }], 'thief')
  const chosen = await perform(
    chooseUsername,
    { personId: somebody, kind: 'ECS', username: account.username },
    world.as(operator, today),
  )
  assert.deepEqual(chosen, { ok: false, refusal: { code: 'username.taken' } })
})

it('acc.rename-as-delete', async () => {
  const [person] = await world.people(
    [{ roman: ['Yoshida', 'Hanako'], is: [{ status: 'staff', from: '2020-04-01' }] }],
    'rename',
  )
  assert.ok(person)
  await world.reconcile([person], today)
  const before = await reread(person, 'SPS')
  const renamed = await perform(
    renameAccount,
    { accountId: before.id, username: 'hanako777suzuki', reason: '改姓' },
    world.as(operator, today),
  )
  assert.ok(renamed.ok)
  const renamedAccount = await reread(person, 'SPS')
  assert.equal(renamedAccount.id, before.id)
  assert.equal(renamedAccount.username, 'hanako777suzuki')
  assert.equal((await accountByUsername(world.database.read, before.username, day('2027-05-04')))?.id, before.id)
  assert.equal(await accountByUsername(world.database.read, before.username, day('2027-05-05')), null)
  const [other] = await world.people([{ is: [] }], 'rename-other')
  const taken = await world.database.transact(tx =>
    takeIdentifiers(tx, [{ namespace: 'login', value: before.username, personId: other as PersonId }], new Date()),
  )
  assert.equal(taken.size, 0)
})

describe('acc.old-password-after-return', () => {
  it('a closed account that comes back waits for a new key, and forgot when it was activated', async () => {
    const persons = await world.people(
      [
        {
          is: [
            { status: 'ug', from: '2025-04-01', until: '2026-04-01' },
            { status: 'ug', from: '2026-09-01', until: '2028-04-01' },
          ],
        },
      ],
      'return',
    )
    await world.reconcile(persons, '2025-04-01')
    const account = await reread(persons[0])
    await world.client.query(
      `update accounts.account set state = 'active', activated_at = '2025-04-05' where id = $1`,
      [account.id],
    )
    for (const on of ['2026-03-02', '2026-04-01', '2026-05-20']) await world.reconcile(persons, on)
    assert.equal((await reread(persons[0])).state, 'closed')
    await world.reconcile(persons, '2026-09-01')
    const back = await reread(persons[0])
    assert.deepEqual(
      [back.id, back.username, back.state, back.activatedAt],
      [account.id, account.username, 'pending', null],
    )
  })
})

describe('the desk', () => {
  it('does not touch its own account, nor an officer’s', async () => {
    const [boss] = await world.people(
      [
        {
          roman: ['Boss', 'Big'],
          is: [{ status: 'staff', from: '2020-04-01', unit: 'IIMC', title: 'アカウント担当' }],
        },
      ],
      'boss',
    )
    assert.ok(boss)
    await world.reconcile([boss], today)
    const account = await reread(boss, 'SPS')
    const refused = await perform(issueKey, { accountId: account.id, ...seen }, world.as(clerk, today))
    assert.deepEqual(refused, { ok: false, refusal: { code: 'account.of_an_officer' } })
    const self = { ...operator, kind: 'person', personId: boss } as typeof operator
    const own = await perform(issueKey, { accountId: account.id, ...seen }, world.as(self, today))
    assert.deepEqual(own, { ok: false, refusal: { code: 'account.own' } })
  })
  it('needs a document in person, and two officers otherwise', async () => {
    const account = await student('evidence')
    const none = await perform(issueKey, { accountId: account.id, ...seen, document: 'none' }, world.as(clerk, today))
    assert.equal(!none.ok && none.refusal.code, 'evidence.no_document')
    const phone = await perform(
      issueKey,
      { accountId: account.id, ...seen, method: 'call-back' },
      world.as(clerk, today),
    )
    assert.equal(!phone.ok && phone.refusal.code, 'evidence.not_enough')
    const agent = await perform(issueKey, { accountId: account.id, ...seen, counter: 'agent' }, world.as(clerk, today))
    assert.equal(!agent.ok && agent.refusal.code, 'evidence.agent_counter_only_forwards')
    const somebody = await perform(issueKey, { accountId: account.id, ...seen }, world.as(stranger, today))
    assert.equal(!somebody.ok && somebody.refusal.code, 'not_found')
  })
})
