/** ● After a merge, an officer says otherwise: of two accounts of a kind, this one stays. */
import { z } from 'zod'
import { dayOf } from '../../kernel/day.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import { markDirty } from '../../platform/reconciler.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Account } from '../account.ts'
import { letStay } from '../one-of-each.ts'
import { accountById, accountsForUpdate, recordChanges, saveAccounts } from '../store/accounts.ts'
import { accountIdInput, isOwn, reasonInput } from './suspend.ts'

export type LetStayRefusal = { readonly code: 'account.own' | 'account.stays_already' }

type Decided = { readonly back: readonly Account[]; readonly stays: Account }

/** The other goes as this one would have gone: told, with its days to move files and mail. */
export const letAccountStay = useCase({
  name: 'accounts.let-stay',
  title: { ja: '統合された人に残すアカウントを変える', en: 'Choose which account of a merged person stays' },
  input: z.strictObject({ accountId: accountIdInput, reason: reasonInput }),
  permit: { roles: ['account-operator'] },
  load: async (tx, { accountId }) => {
    const account = await accountById(tx, accountId)
    if (account === null) return null
    return (await accountsForUpdate(tx, [account.personId])).get(account.personId) ?? []
  },
  decide: (accounts, { accountId }, { actor, now }): Result<Decided, LetStayRefusal> => {
    if (accounts.some(account => isOwn(account, actor))) return refuse({ code: 'account.own' })
    const decided = letStay(accounts, accountId, dayOf(now))
    return decided === null ? refuse({ code: 'account.stays_already' }) : accept(decided)
  },
  write: async (tx, { back, stays }, { actor, now }) => {
    await saveAccounts(tx, back)
    await saveAccounts(tx, [stays])
    const by = { at: now, actor: actorLabel(actor) }
    await recordChanges(tx, [
      { accountId: stays.id, act: 'stand-in', state: stays.state, ...by },
      ...back.map(({ id, state }) => ({ accountId: id, act: 'stand-back', state, ...by })),
    ])
    await markDirty(tx, [stays.personId], now)
    return accept({ accountId: stays.id })
  },
  concerns: accounts => accounts.slice(0, 1).map(account => account.personId),
  remembers: ({ accountId }) => ({ accountId }),
})
