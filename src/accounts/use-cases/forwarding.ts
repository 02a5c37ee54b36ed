/** ● Where mail goes on to after leaving: set by the person, before the account stops. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Account } from '../account.ts'
import { accountForUpdate, saveAccounts } from '../store/accounts.ts'
import { accountIdInput } from './suspend.ts'

export type ForwardingRefusal = {
  readonly code: 'forwarding.too_late' | 'forwarding.no_mail' | 'forwarding.own_address'
}

/** Sets or removes the address; only its owner may, and only before the stop (people-and-accounts §10.3). */
export const checkForwarding = (account: Account, to: string | null): Result<Account, ForwardingRefusal> => {
  if (account.mail === null) return refuse({ code: 'forwarding.no_mail' })
  if (account.state !== 'active' && account.state !== 'grace') return refuse({ code: 'forwarding.too_late' })
  // An address that stops with the account, or at the same time, forwards into nothing.
  if (to !== null && to.toLowerCase() === account.mail) return refuse({ code: 'forwarding.own_address' })
  return accept({ ...account, forwarding: to === null ? null : { to, until: null } })
}

export const setForwarding = useCase({
  name: 'accounts.set-forwarding',
  title: { ja: 'メールの転送先を決める', en: 'Set where mail is forwarded after leaving' },
  input: z.strictObject({
    accountId: accountIdInput,
    to: z.union([z.literal('').transform(() => null), z.email('mail.wrong').max(254, 'mail.wrong')]),
  }),
  permit: { owner: (actor, account: Account) => actor.kind === 'person' && actor.personId === account.personId },
  load: (tx, { accountId }) => accountForUpdate(tx, accountId),
  decide: (account, { to }): Result<Account, ForwardingRefusal> => checkForwarding(account, to),
  write: async (tx, account) => {
    await saveAccounts(tx, [account])
    return accept({ accountId: account.id })
  },
  concerns: account => [account.personId],
  remembers: ({ accountId, to }) => ({ accountId, set: to !== null }),
})
