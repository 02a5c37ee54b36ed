/**
 * ○ A person has one account of a kind. After a merge there may be two: one stays, the other ends.
 *
 * Source: people-and-accounts §5, decision 0065.
 */
import type { Day } from '../kernel/day.ts'
import type { AccountId, PersonId } from '../kernel/ids.ts'
import { accountKinds, type Account, type AccountState } from './account.ts'

/** An account goes with the person it was issued to: to whom they were merged into, and back when that is undone. */
export const goWithPerson = (account: Account, mergedInto: (person: PersonId) => PersonId | null): Account => {
  const first = account.issuedTo ?? account.personId
  const owner = mergedInto(first) ?? first
  return owner === account.personId
    ? account
    : { ...account, personId: owner, issuedTo: owner === first ? null : first, superseded: null }
}

/**
 * The accounts of one person with one that stays for each kind: what is in use before what waits, what waits before what
 * is closed, then the older. What was decided once is kept, so that an officer's choice lasts.
 */
export const oneOfEach = (accounts: readonly Account[], today: Day): readonly Account[] =>
  accountKinds.flatMap(kind => {
    const ofKind = accounts.filter(account => account.kind === kind)
    const ids = new Set(ofKind.map(account => account.id))
    const known = ofKind.map(account =>
      account.superseded !== null && !ids.has(account.superseded.by) ? { ...account, superseded: null } : account,
    )
    const [stays] = known.filter(account => account.superseded === null).sort(byClaim)
    return known.map(account =>
      stays === undefined || account.id === stays.id || account.superseded !== null
        ? account
        : { ...account, superseded: { by: stays.id, on: today } },
    )
  })

const claim: Readonly<Record<AccountState, number>> = {
  active: 0,
  grace: 0,
  suspended: 0,
  pending: 1,
  reserved: 1,
  closed: 2,
}

const byClaim = (a: Account, b: Account): number =>
  claim[a.state] - claim[b.state] || a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1)

/** An officer says that this one stays: the others of its kind stand back. Null where it stays already. */
export const letStay = (
  accounts: readonly Account[],
  id: AccountId,
  today: Day,
): { readonly stays: Account; readonly back: readonly Account[] } | null => {
  const chosen = accounts.find(account => account.id === id)
  if (chosen === undefined || chosen.superseded === null) return null
  const others = accounts.filter(account => account.kind === chosen.kind && account.id !== id)
  return {
    stays: { ...chosen, superseded: null },
    back: others.map(account => ({ ...account, superseded: { by: id, on: account.superseded?.on ?? today } })),
  }
}
