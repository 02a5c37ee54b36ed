/** ● After a merge, or its undoing: accounts go with the persons they were issued to. */
import type { Tx } from '../platform/database.ts'
import type { ReconcileContext } from '../platform/reconciler.ts'
import type { PersonId } from '../kernel/ids.ts'
import { mergedIntoAny, personsOf } from '../registry/index.ts'
import type { Account } from './account.ts'
import { goWithPerson, oneOfEach } from './one-of-each.ts'
import { accountsForUpdate, accountsIssuedToForUpdate, saveAccounts } from './store/accounts.ts'

/** What became of an account's owner or rank, as its life tells it. */
export type Followed = {
  readonly account: Account
  readonly act: 'follow-merge' | 'return-home' | 'stand-back' | 'stand-in'
}

/**
 * The accounts of these people, locked: those of persons merged into them with them, those of persons no longer merged
 * gone home, and one of each kind that stays.
 *
 * Pulled by the winner, whose rights are made before: moved any earlier, an account would find none and be told to stop.
 */
export const accountsFollowing = async (
  tx: Tx,
  ids: readonly PersonId[],
  { today }: Pick<ReconcileContext, 'today'>,
): Promise<{
  readonly accounts: ReadonlyMap<PersonId, readonly Account[]>
  readonly followed: readonly Followed[]
}> => {
  const merged = await mergedIntoAny(tx, ids)
  const own = await accountsForUpdate(tx, [...ids, ...merged.keys()])
  const away = await accountsIssuedToForUpdate(tx, ids)
  const before = unique([...[...own.values()].flat(), ...away])
  const issued = before.flatMap(({ issuedTo }) => issuedTo ?? [])
  if (merged.size === 0 && issued.length === 0) return { accounts: own, followed: [] }
  const persons = await personsOf(tx, [...ids, ...merged.keys(), ...issued])
  const gone = before.map(account => goWithPerson(account, id => persons.get(id)?.mergedInto ?? null))
  const owners = new Set(ids)
  const settled = [
    ...ids.flatMap(id => oneOfEach(gone.filter(account => account.personId === id), today)),
    ...gone.filter(account => !owners.has(account.personId)),
  ] // prettier-ignore
  const known = new Map(before.map(account => [account.id, account]))
  const followed = settled.flatMap(account => changeOf(known.get(account.id) ?? account, account))
  await saveInTurn(tx, followed, known)
  return { accounts: new Map(ids.map(id => [id, settled.filter(({ personId }) => personId === id)])), followed }
}

const unique = (accounts: readonly Account[]): readonly Account[] => [
  ...new Map(accounts.map(account => [account.id, account])).values(),
]

const changeOf = (before: Account, account: Account): readonly Followed[] => {
  if (before.personId !== account.personId)
    return [{ account, act: account.issuedTo === null ? 'return-home' : 'follow-merge' }]
  if (before.superseded === null && account.superseded !== null) return [{ account, act: 'stand-back' }]
  return before.superseded !== null && account.superseded === null ? [{ account, act: 'stand-in' }] : []
}

/** One of a kind stays at any moment: who stands back goes first, then who moves, then who stands in. */
const saveInTurn = async (
  tx: Tx,
  followed: readonly Followed[],
  before: ReadonlyMap<Account['id'], Account>,
): Promise<void> => {
  const changed = followed.map(({ account }) => account)
  const moves = (account: Account): boolean => before.get(account.id)?.personId !== account.personId
  await saveAccounts(tx, changed.filter(account => account.superseded !== null)) // prettier-ignore
  await saveAccounts(tx, changed.filter(account => account.superseded === null && moves(account))) // prettier-ignore
  await saveAccounts(tx, changed.filter(account => account.superseded === null && !moves(account))) // prettier-ignore
}
