/** ● Accounts found and shown, by those whose work it is. */
import { z } from 'zod'
import { dayOf, type Day } from '../../kernel/day.ts'
import { accept } from '../../kernel/result.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import type { Tx } from '../../platform/database.ts'
import { answer, useCase } from '../../platform/use-case.ts'
import { searchPeople } from '../../registry/index.ts'
import { accountKinds, accountMachine, type Account, type AccountState } from '../account.ts'
import type { ActivationKey } from '../activation-key.ts'
import { accountById, accountsOf, aliasesOf, changesOf, type Alias, type Change } from '../store/accounts.ts'
import { evidenceOf, keysOf, type SeenEvidence } from '../store/keys.ts'
import { listAccounts, ownerOf, type ListedAccount } from '../store/lists.ts'
import { noticesOf, type NoticeSeen } from '../store/notices.ts'
import { accountIdInput } from './suspend.ts'

const lookers = ['account-operator', 'auditor', 'counter'] as const
const states = Object.keys(accountMachine) as readonly AccountState[]
/** So many persons are looked at for one search: whoever searches 佐藤 must type on. */
const mostPersons = 200

const any = <Choice extends string>(choices: readonly Choice[]) =>
  z
    .union([z.literal('').transform(() => null), z.enum(choices)])
    .optional()
    .transform(choice => choice ?? null)

/** By the beginning of a login name, of a name in any script, or of a number; empty: everyone, page by page. */
export const findAccounts = useCase({
  name: 'accounts.list',
  title: { ja: 'アカウントを探す', en: 'Find accounts' },
  input: z.strictObject({
    query: z.string().trim().max(100).default(''),
    kind: any(accountKinds),
    state: any(states),
    after: z.string().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  permit: { roles: lookers },
  load: async (tx, { query, ...wanted }, { now }): Promise<{ readonly accounts: readonly ListedAccount[] }> => {
    const found =
      query === '' ? null : { beginning: query.toLowerCase(), persons: await personsFound(tx, query, dayOf(now)) }
    return { accounts: await listAccounts(tx, { ...wanted, found }) }
  },
  decide: found => answer(found),
  write: async (_tx, found) => accept(found),
  remembers: (_input, output) => ({ found: output?.accounts.length }),
})

const personsFound = async (tx: Tx, query: string, today: Day): Promise<readonly PersonId[]> =>
  (await searchPeople(tx, query, { limit: mostPersons, today })).map(({ id }) => asPersonId(id))

export type ShownAccount = {
  readonly account: Account
  readonly owner: Awaited<ReturnType<typeof ownerOf>>
  /** All accounts of the owner, this one among them. */
  readonly siblings: readonly Account[]
  readonly aliases: readonly Alias[]
  readonly changes: readonly Change[]
  readonly keys: readonly ActivationKey[]
  readonly evidence: readonly SeenEvidence[]
  readonly notices: readonly NoticeSeen[]
}

/** One account with its whole life. Nothing of a key is in it but its dates. */
export const showAccount = useCase({
  name: 'accounts.show',
  title: { ja: 'アカウントを見る', en: 'Show an account' },
  input: z.strictObject({ accountId: accountIdInput }),
  permit: { roles: lookers },
  load: async (tx, { accountId }): Promise<ShownAccount | null> => {
    const account = await accountById(tx, accountId)
    if (account === null) return null
    return {
      account,
      owner: await ownerOf(tx, accountId),
      siblings: (await accountsOf(tx, [account.personId])).get(account.personId) ?? [],
      aliases: await aliasesOf(tx, accountId),
      changes: await changesOf(tx, accountId),
      keys: await keysOf(tx, accountId),
      evidence: await evidenceOf(tx, accountId),
      notices: await noticesOf(tx, accountId),
    }
  },
  decide: shown => answer(shown),
  write: async (_tx, shown) => accept(shown),
  concerns: ({ account }) => [account.personId],
  remembers: ({ accountId }) => ({ accountId }),
})
