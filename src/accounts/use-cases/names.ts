/** ● The exceptions about names: an account is renamed, or an officer chooses a name that no rule could make. */
import { z } from 'zod'
import { addDays, dayOf } from '../../kernel/day.ts'
import { asPersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { markDirty } from '../../platform/reconciler.ts'
import { readSetting } from '../../platform/settings.ts'
import { useCase } from '../../platform/use-case.ts'
import { personsOf, takeIdentifiers } from '../../registry/index.ts'
import { accountKinds, type Account } from '../account.ts'
import { newAccount } from '../new-account.ts'
import { usernameSetting } from '../settings.ts'
import {
  accountForUpdate,
  accountsForUpdate,
  addAlias,
  closeNameCases,
  insertAccounts,
  recordChanges,
  saveAccounts,
} from '../store/accounts.ts'
import { checkChosenName, mailAddress, type UsernameSettings } from '../username.ts'
import { accountIdInput, isOwn, reasonInput } from './suspend.ts'

/** A former name leads to its account for so many days after a renaming (§10.3 forwards mail as long). */
export const aliasDays = 360

const usernameInput = z.string().trim().toLowerCase().min(1, 'username.missing').max(100, 'username.too_long')

type NameRefusal = {
  readonly code: 'username.wrong_shape' | 'username.excluded_name' | 'username.too_long' | 'username.taken'
}
type RenameRefusal = NameRefusal | { readonly code: 'account.own' | 'account.closed' | 'username.same' }

/** Takes a login name and its address in the ledger for a person; false when either is, or looks like, another's. */
const takeName = async (
  tx: Tx,
  account: Pick<Account, 'kind' | 'personId' | 'username'>,
  names: UsernameSettings,
  now: Date,
): Promise<boolean> => {
  const { kind, personId, username } = account
  const taken = await takeIdentifiers(
    tx,
    [
      { namespace: 'login', value: username, personId },
      { namespace: 'mail', value: mailAddress(kind, username, names), personId },
    ],
    now,
  )
  return taken.size === 2
}

/** An exception: the account stays itself, with its id; the former name leads to it for a year and to nobody else ever. */
export const renameAccount = useCase({
  name: 'accounts.rename',
  title: { ja: 'アカウント名を変更する', en: 'Rename an account' },
  input: z.strictObject({ accountId: accountIdInput, username: usernameInput, reason: reasonInput }),
  permit: { roles: ['account-operator'] },
  load: async (tx, { accountId }) => {
    const account = await accountForUpdate(tx, accountId)
    return account === null ? null : { account, names: await readSetting(tx, usernameSetting) }
  },
  decide: (
    { account, names },
    { username },
    { actor },
  ): Result<{ account: Account; former: string; names: UsernameSettings }, RenameRefusal> => {
    if (isOwn(account, actor)) return refuse({ code: 'account.own' })
    if (account.state === 'closed') return refuse({ code: 'account.closed' })
    if (username === account.username) return refuse({ code: 'username.same' })
    const checked = checkChosenName(account.kind, username, names)
    if (!checked.ok) return checked
    const mail = account.mail === null ? null : mailAddress(account.kind, username, names)
    return accept({ account: { ...account, username, mail }, former: account.username, names })
  },
  write: async (
    tx,
    { account, former, names },
    { now, actor },
    { reason },
  ): Promise<Result<{ readonly username: string }, RenameRefusal>> => {
    if (!(await takeName(tx, account, names, now))) return refuse({ code: 'username.taken' })
    await addAlias(tx, { username: former, accountId: account.id, until: addDays(dayOf(now), aliasDays), reason }, now)
    await saveAccounts(tx, [account])
    await recordChanges(tx, [
      { accountId: account.id, at: now, act: 'rename', state: account.state, actor: actorLabel(actor) },
    ])
    await markDirty(tx, [account.personId], now)
    return accept({ username: account.username })
  },
  concerns: ({ account }) => [account.personId],
  remembers: ({ accountId }) => ({ accountId }),
})

type ChooseRefusal = NameRefusal | { readonly code: 'account.exists' | 'person.held' }

/** For a person whose name no rule could turn into a login name: an officer chooses one, and the account is issued. */
export const chooseUsername = useCase({
  name: 'accounts.choose-username',
  title: { ja: 'アカウント名を人が決める', en: 'Choose an account name by hand' },
  input: z.strictObject({
    personId: z.uuid('person.unknown').transform(asPersonId),
    kind: z.enum(accountKinds, 'kind.missing'),
    username: usernameInput,
  }),
  permit: { roles: ['account-operator'] },
  load: async (tx, { personId }) => {
    const person = (await personsOf(tx, [personId])).get(personId)
    const accounts = (await accountsForUpdate(tx, [personId])).get(personId) ?? []
    return person === undefined ? null : { person, accounts, names: await readSetting(tx, usernameSetting) }
  },
  decide: (
    { person, accounts, names },
    { kind, username },
    { now },
  ): Result<{ account: Account; names: UsernameSettings }, ChooseRefusal> => {
    if (person.held) return refuse({ code: 'person.held' })
    if (accounts.some(account => account.kind === kind)) return refuse({ code: 'account.exists' })
    const checked = checkChosenName(kind, username, names)
    return checked.ok
      ? accept({
          account: newAccount({ personId: person.id, kind, username, createdAt: now, state: 'reserved' }),
          names,
        })
      : checked
  },
  write: async (
    tx,
    { account, names },
    { now, actor },
  ): Promise<Result<{ readonly accountId: string }, ChooseRefusal>> => {
    if (!(await takeName(tx, account, names, now))) return refuse({ code: 'username.taken' })
    if ((await insertAccounts(tx, [account])).size === 0) return refuse({ code: 'account.exists' })
    await recordChanges(tx, [
      { accountId: account.id, at: now, act: 'issue', state: account.state, actor: actorLabel(actor) },
    ])
    await closeNameCases(tx, [account.personId], account.kind)
    await markDirty(tx, [account.personId], now)
    return accept({ accountId: account.id })
  },
  concerns: ({ person }) => [person.id],
  remembers: ({ kind }) => ({ kind }),
})
