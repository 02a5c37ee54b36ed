/** Many issue names at once; names collide; nobody gets another's. */
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { accountsWorld, type World } from '../../test/support/accounts-world.ts'
import { drawNames } from './draw-names.ts'
import { defaultUsernameSettings as settings, ecsPattern, spsPattern } from './username.ts'
import { randomBelow } from '../platform/random.ts'

let world: World
before(async () => {
  world = await accountsWorld()
})
after(() => world.end())

const tiny = { ...settings, ecsDigits: 2, spsDigits: 1, excludedWords: [] }

it('imp.50-issuers', async () => {
  const persons = await world.people(
    Array.from({ length: 50 }, () => ({ is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }] })),
    'issuers',
  )
  // 50 issuers draw from 100 numbers, each in a transaction of its own.
  const outcomes = await Promise.all(
    persons.map(personId =>
      world.database.transact(tx =>
        drawNames(tx, [{ personId, kind: 'ECS', pattern: ecsPattern(tiny) }], {
          draw: randomBelow,
          settings: tiny,
          now: new Date(),
        }),
      ),
    ),
  )
  const names = outcomes.flatMap(({ named }) => named.map(({ username }) => username))
  assert.equal(names.length, 50)
  assert.equal(new Set(names).size, 50)
  const ledger = await world.client.query<{ readonly value: string; readonly person_id: string }>(
    `select value, person_id from registry.identifier where namespace = 'login'`,
  )
  const ownerOf = new Map(ledger.rows.map(row => [row.value, row.person_id]))
  outcomes.forEach(({ named }, index) => assert.equal(ownerOf.get(named[0]?.username ?? ''), persons[index]))
})

it('imp.50-issuers: the same person reconciled 20 times at once gets one account of a kind', async () => {
  const persons = await world.people([{ is: [{ status: 'ug', from: '2026-04-01', until: '2030-04-01' }] }], 'same')
  await world.reconcile(persons, '2026-03-01')
  await world.client.query('delete from accounts.change')
  await world.client.query('delete from accounts.account')
  await Promise.all(Array.from({ length: 20 }, () => world.reconcile(persons, '2026-05-01')))
  assert.equal(await world.count('select count(*) from accounts.account where person_id = $1', [persons[0]]), 1)
})

it('twelve people of one name and ten numbers: ten are named, the others widen by the middle name or go to a human', async () => {
  const persons = await world.people(
    Array.from({ length: 12 }, () => ({ is: [] })),
    'twelve',
  )
  const wanting = persons.map((personId, at) => {
    const pattern = spsPattern({ family: 'Sato', given: 'Ken', ...(at === 11 ? { middle: 'James' } : {}) }, tiny)
    assert.ok(pattern.ok)
    return { personId, kind: 'SPS' as const, pattern: pattern.value }
  })
  const { named, unnamed } = await world.database.transact(async tx => {
    const drawing = { draw: randomBelow, settings: tiny, now: new Date() }
    const most = await drawNames(tx, wanting.slice(0, 11), drawing)
    const last = await drawNames(tx, wanting.slice(11), drawing)
    return { named: [...most.named, ...last.named], unnamed: [...most.unnamed, ...last.unnamed] }
  })
  assert.equal(named.filter(({ username }) => /^ken[0-9]sato$/.test(username)).length, 10)
  assert.equal(named.filter(({ username }) => /^ken[0-9]satoj$/.test(username)).length, 1)
  assert.deepEqual(
    unnamed.map(({ code }) => code),
    ['username.none_left'],
  )
})
