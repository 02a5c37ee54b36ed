import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accountsWorld, officer, type World } from '../../../test/support/accounts-world.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { stranger } from '../../platform/actor.ts'
import { perform } from '../../platform/use-case.ts'
import { accountsOf, type Account } from '../index.ts'
import { countNotices, printBatch } from './batches.ts'
import { findAccounts, showAccount } from './look.ts'

let world: World
let accounts: readonly Account[]
const on = '2026-05-10'
const operator = officer(['account-operator'])

before(async () => {
  world = await accountsWorld()
  const persons = await world.people(
    [
      { name: '若葉 花', roman: ['Wakaba', 'Hana'], is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }] },
      { name: '青山 茂', roman: ['Aoyama', 'Shigeru'], is: [{ status: 'staff', from: '2020-04-01' }] },
      {
        name: '若葉 茂',
        roman: ['Wakaba', 'Shigeru'],
        is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }],
      },
    ],
    'look',
  )
  await world.reconcile(persons, on)
  const found = await accountsOf(world.database.read, persons)
  accounts = persons.flatMap(person => found.get(person) ?? [])
  await world.client.query(
    `insert into registry.search_key (person_id, kind, key) select id, 'name', replace(display_ja, ' ', '') from registry.person`,
  )
})
after(() => world.end())

const find = async (input: unknown): Promise<readonly PersonId[]> => {
  const found = await perform(findAccounts, input, world.as(operator, on))
  assert.ok(found.ok, JSON.stringify(found))
  return found.value.accounts.map(account => account.personId)
}
const owners = (...places: readonly number[]): readonly (PersonId | undefined)[] =>
  places
    .map(place => accounts[place])
    .sort((a, b) => ((a?.username ?? '') < (b?.username ?? '') ? -1 : 1))
    .map(account => account?.personId)

describe('accounts are found', () => {
  it('by everyone’s list, page by page', async () => {
    const all = await find({})
    assert.deepEqual(all, owners(0, 1, 2))
    const [first] = await find({ limit: 1 })
    assert.deepEqual([first, ...(await find({ after: accounts.find(each => each.personId === first)?.username }))], all)
  })
  it('by the beginning of a login name, in any case', async () => {
    assert.deepEqual(await find({ query: accounts[1]?.username.slice(0, 9).toUpperCase() }), owners(1))
    assert.deepEqual(await find({ query: 'a0' }), owners(0, 2))
  })
  it('by the registry’s search: a name, in the letters it finds people by', async () => {
    assert.deepEqual(await find({ query: '若葉' }), owners(0, 2))
    assert.deepEqual(await find({ query: '若葉茂' }), owners(2))
  })
  it('by kind and state', async () => {
    assert.deepEqual(await find({ kind: 'SPS' }), owners(1))
    assert.deepEqual(await find({ query: '若葉', kind: 'SPS' }), [])
    assert.deepEqual(await find({ state: 'closed' }), [])
  })
  it('and signs in a query are no wildcards', async () => {
    assert.deepEqual(await find({ query: '%' }), [])
    assert.deepEqual(await find({ query: 'a_' }), [])
  })
  it('by nobody without the role, and what was searched is not kept', async () => {
    const refused = await perform(findAccounts, { query: '若葉' }, world.as(stranger, on))
    assert.equal(!refused.ok && refused.refusal.code, 'not_found')
    assert.equal(
      await world.count(`select count(*) from platform.audit_entry e where row_to_json(e)::text like '%若葉%'`),
      0,
    )
  })
})

describe('an account is shown', () => {
  it('with its life, and nothing of a key', async () => {
    const [account] = accounts
    const shown = await perform(showAccount, { accountId: account?.id }, world.as(operator, on))
    assert.ok(shown.ok)
    assert.equal(shown.value.account.username, account?.username)
    assert.deepEqual(shown.value.changes.map(change => change.act), ['issue']) // prettier-ignore
    assert.doesNotMatch(JSON.stringify(shown.value), /fingerprint/)
  })
  it('to nobody without the role, and none that is not there', async () => {
    const input = { accountId: accounts[0]?.id }
    const other = { accountId: '00000000-0000-4000-8000-000000000fff' }
    for (const [asked, actor] of [
      [input, stranger],
      [other, operator],
    ] as const) {
      // prettier-ignore
      const refused = await perform(showAccount, asked, world.as(actor, on))
      assert.equal(!refused.ok && refused.refusal.code, 'not_found')
    }
  })
})

describe('notices are counted', () => {
  it('as many as are then printed, and none afterwards', async () => {
    const count = async () => perform(countNotices, { kind: 'ECS' }, world.as(operator, on))
    assert.deepEqual(await count(), { ok: true, value: { count: 2, most: 3000 } })
    const printed = await perform(printBatch, { kind: 'ECS', count: 2 }, world.as(operator, on))
    assert.ok(printed.ok)
    assert.deepEqual(await count(), { ok: true, value: { count: 0, most: 3000 } })
    const refused = await perform(countNotices, { kind: 'ECS' }, world.as(stranger, on))
    assert.equal(!refused.ok && refused.refusal.code, 'not_found')
  })
})
