/** ● A new account, before anything has happened to it. */
import { asAccountId } from '../kernel/ids.ts'
import { randomId } from '../platform/random.ts'
import type { Account } from './account.ts'

/** An account as it is born: nothing but a name and an owner. */
export const newAccount = (
  birth: Pick<Account, 'personId' | 'kind' | 'username' | 'createdAt'> & { readonly state: 'reserved' | 'pending' },
): Account => ({
  id: asAccountId(randomId()),
  personId: birth.personId,
  kind: birth.kind,
  username: birth.username,
  mail: null,
  activatedAt: null,
  eligibilityEnd: null,
  announcement: null,
  forwarding: null,
  createdAt: birth.createdAt,
  issuedTo: null,
  superseded: null,
  state: birth.state,
})
