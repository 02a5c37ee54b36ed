import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../kernel/day.ts'
import { asAccountId, asPersonId, type PersonId } from '../kernel/ids.ts'
import type { Account } from './account.ts'
import { newAccount } from './new-account.ts'
import { goWithPerson, letStay, oneOfEach } from './one-of-each.ts'

const person = (n: number): PersonId => asPersonId(`00000000-0000-4000-8000-00000000000${n}`)
const today = day('2027-02-01')

type Given = { readonly id: number; readonly since: string; readonly state?: 'pending' | 'active' | 'closed' }

const account = ({ id, since, state = 'active' }: Given): Account => {
  const born = newAccount({
    personId: person(1),
    kind: 'ECS',
    username: `a000000${id}`,
    createdAt: new Date(`${since}T00:00:00Z`),
    state: 'pending',
  })
  const known = { ...born, id: asAccountId(`00000000-0000-4000-8000-0000000000a${id}`) }
  if (state === 'active') return { ...known, state, activatedAt: new Date(`${since}T00:00:00Z`) }
  return state === 'closed'
    ? { ...known, state, since: new Date(`${since}T00:00:00Z`), why: 'ended', actualStop: today }
    : { ...known, state: 'pending' }
}

const standing = (accounts: readonly Account[]): readonly string[] =>
  accounts.map(
    each => `${each.id.at(-1) ?? ''}${each.superseded === null ? '' : `<${each.superseded.by.at(-1) ?? ''}`}`,
  )

describe('of two accounts of a kind', () => {
  const rows: readonly (readonly [string, readonly Given[], readonly string[]])[] = [
    ['one alone stays', [{ id: 1, since: '2024-04-01' }], ['1']],
    ['the older stays', [{ id: 1, since: '2025-04-01' }, { id: 2, since: '2024-04-01' }], ['1<2', '2']],
    ['what is in use stays before what waits', [{ id: 1, since: '2024-04-01', state: 'pending' }, { id: 2, since: '2026-04-01' }], ['1<2', '2']],
    ['what waits stays before what is closed', [{ id: 1, since: '2020-04-01', state: 'closed' }, { id: 2, since: '2026-04-01', state: 'pending' }], ['1<2', '2']],
    ['of three one', [{ id: 1, since: '2025-04-01' }, { id: 2, since: '2024-04-01' }, { id: 3, since: '2026-04-01' }], ['1<2', '2', '3<2']],
  ] // prettier-ignore
  for (const [name, given, expected] of rows)
    it(name, () => {
      const once = oneOfEach(given.map(account), today)
      assert.deepEqual(standing(once), expected)
      assert.deepEqual(oneOfEach(once, day('2027-03-01')), once, 'and a second time nothing changes')
    })

  it('an officer says otherwise, and it lasts', () => {
    const both = oneOfEach([account({ id: 1, since: '2025-04-01' }), account({ id: 2, since: '2024-04-01' })], today)
    const chosen = letStay(both, both[0]?.id ?? asAccountId(''), day('2027-02-10'))
    assert.ok(chosen)
    const now = [chosen.stays, ...chosen.back]
    assert.deepEqual(standing(now), ['1', '2<1'])
    assert.deepEqual(oneOfEach(now, day('2027-02-11')), now)
    assert.equal(letStay(now, chosen.stays.id, today), null)
  })

  it('one that stays alone again stands in', () => {
    const [first] = oneOfEach([account({ id: 1, since: '2025-04-01' }), account({ id: 2, since: '2024-04-01' })], today)
    assert.ok(first)
    assert.deepEqual(standing(oneOfEach([first], today)), ['1'])
  })
})

describe('an account goes with its person', () => {
  const into = (target: PersonId | null) => (): PersonId | null => target

  it('to whom they were merged into, and back', () => {
    const own = account({ id: 1, since: '2024-04-01' })
    assert.equal(goWithPerson(own, into(null)), own)
    const moved = goWithPerson(own, into(person(2)))
    assert.deepEqual([moved.personId, moved.issuedTo], [person(2), person(1)])
    assert.equal(goWithPerson(moved, into(person(2))), moved)
    assert.deepEqual(goWithPerson(moved, into(null)), own)
  })
})
