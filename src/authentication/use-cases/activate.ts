/** ● Setting one's own password with the key on the notice: the first time, and when it was forgotten. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import {
  redeemActivationKey,
  tryActivationKey,
  type Account,
  type RedeemRefusal,
  type RightKey,
} from '../../accounts/index.ts'
import { personsOf } from '../../registry/index.ts'
import type { Tx } from '../../platform/database.ts'
import type { System } from '../../platform/system.ts'
import { useCase } from '../../platform/use-case.ts'
import { hashPassword } from '../authenticators/password.ts'
import { browserLabel } from '../sign-in/browser-label.ts'
import { ownWordsOf } from '../passwords/own-words.ts'
import { checkPassword, normalisePassword, type PasswordRefusal } from '../passwords/password-policy.ts'
import { passwordRules } from '../rules-in-force.ts'
import { endSessionsOf, savePassword } from '../store.ts'
import { networkOf } from '../../platform/http/network.ts'
import { beginSession, type Begun } from './begin.ts'
import { originInput } from './sign-in.ts'

const activateInput = z.strictObject({
  username: z.string().trim().min(1).max(200),
  key: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(4096),
  ...originInput,
})

export type ActivateRefusal = RedeemRefusal | PasswordRefusal | { readonly code: 'sign_in.busy' }

type Prepared = { readonly hash: string | null; readonly weak: PasswordRefusal | null }
type Loaded = Prepared & { readonly tried: Result<RightKey, RedeemRefusal> }

/**
 * Activates an account: spends the key, sets the password, ends whatever sessions the account had, and signs in.
 *
 * A password that is not accepted leaves the key unspent. Which refusal of a key it was is for the audit log: pages say one
 * sentence for all of them.
 */
export const activate = useCase({
  name: 'authentication.activate',
  title: { ja: '有効化キーでパスワードを設定する', en: 'Set a password with an activation key' },
  input: activateInput,
  permit: { anyone: true },
  prepare: async (db, { password }, { system }): Promise<Prepared> => {
    const { profile, lists } = await passwordRules(db, system)
    const checked = checkPassword(password, profile, [], lists)
    return { weak: checked.ok ? null : checked.refusal, hash: checked.ok ? await hashPassword(checked.value) : null }
  },
  load: async (tx, { username, key }, context, prepared: Prepared): Promise<Loaded> => ({
    ...prepared,
    tried:
      prepared.hash === null ? refuse({ code: 'key.wrong' }) : await tryActivationKey(tx, { username, key }, context),
  }),
  decide: ({ weak, hash, tried }): Result<{ readonly right: RightKey; readonly hash: string }, ActivateRefusal> => {
    if (weak !== null) return refuse(weak)
    if (hash === null) return refuse({ code: 'sign_in.busy' })
    return tried.ok ? accept({ right: tried.value, hash }) : tried
  },
  write: async (tx, { right, hash }, context, input): Promise<Result<Begun, ActivateRefusal>> => {
    const { now, address, system } = context
    const redeemed = await redeemActivationKey(tx, right, context)
    if (!redeemed.ok) return redeemed
    const account = redeemed.value
    const named = await ownNameRefusal(tx, system, account, input.password)
    if (named !== null) return refuse(named)
    await savePassword(tx, account.id, hash, now)
    await endSessionsOf(tx, account.id, null, 'password-changed', now)
    const origin = { ...input, network: networkOf(address), label: browserLabel(input.userAgent), knownBrowser: false }
    return accept(await beginSession(tx, account, 'activation-key', origin, now))
  },
  concerns: ({ tried }) => (tried.ok ? [tried.value.account.personId] : []),
  quietRefusals: ['sign_in.busy'],
})

/** Whether a password holds the person's own name: known only once the key has shown whose account it is. */
export const ownNameRefusal = async (
  tx: Tx,
  system: System,
  account: Account,
  password: string,
): Promise<PasswordRefusal | null> => {
  const person = (await personsOf(tx, [account.personId])).get(account.personId)
  const { profile, lists } = await passwordRules(tx, system)
  const checked = checkPassword(normalisePassword(password), profile, ownWordsOf(account, person ?? null), lists)
  return checked.ok ? null : checked.refusal
}
