/**
 * ● Activation, as `authentication` asks for it in two halves of one transaction.
 *
 * `tryActivationKey` belongs into `load`: a wrong try must stay counted though the act is refused. It locks the key, so
 * that parallel tries wait for each other. `redeemActivationKey` belongs into `write`: it spends the key by one
 * conditional UPDATE, and is undone with everything else when the act is refused after all, such as for a weak password.
 */
import { timingSafeEqual } from 'node:crypto'
import { dayOf } from '../kernel/day.ts'
import { asAccountId } from '../kernel/ids.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { Tx } from '../platform/database.ts'
import type { Context } from '../platform/use-case.ts'
import { actorLabel } from '../platform/actor.ts'
import { activate, type Account } from './account.ts'
import { judgeTry, keyBinding, normaliseKey } from './activation-key.ts'
import { accountByUsername, accountForUpdate, recordChanges, saveAccounts } from './store/accounts.ts'
import { countWrongTry, keyForTry, spendKey } from './store/keys.ts'

export type RedeemRefusal = {
  readonly code: 'key.wrong' | 'key.expired' | 'key.spent' | 'key.too_early' | 'account.not_to_activate'
}

/** A key that was found right and is locked until the transaction ends. */
export type RightKey = { readonly keyId: string; readonly account: Account }

type Asking = Pick<Context, 'now' | 'system' | 'actor'>

const purpose = 'accounts.activation-key'

/** The keyed fingerprint under which a key is kept. */
export const fingerprintOf = ({ vault }: Context['system'], binding: string): Buffer =>
  vault.fingerprint(purpose, binding)

/** Takes the place of an unknown account, so that an unknown name costs what a known one costs. */
const nobody = asAccountId('00000000-0000-0000-0000-000000000000')

/**
 * Tries a key for a login name, and counts a wrong one: the fifth burns the key.
 *
 * Tell the person the same for every refusal. Which it was is for the audit log and the counter.
 */
export const tryActivationKey = async (
  tx: Tx,
  { username, key }: { readonly username: string; readonly key: string },
  { now, system }: Asking,
): Promise<Result<RightKey, RedeemRefusal>> => {
  const account = await accountByUsername(tx, normaliseUsername(username), dayOf(now))
  const offered = fingerprintOf(system, keyBinding(account?.id ?? nobody, normaliseKey(key)))
  const found = account === null ? null : await keyForTry(tx, account.id)
  if (account === null || found === null) return refuse({ code: 'key.wrong' })
  const judged = judgeTry(found.key, timingSafeEqual(offered, found.fingerprint), now)
  if (judged.outcome === 'unusable') return refuse(judged.refusal)
  if (judged.outcome === 'wrong') {
    await countWrongTry(tx, found.key.id, now)
    return refuse({ code: 'key.wrong' })
  }
  const activated = activate(account, now)
  return activated.ok ? accept({ keyId: found.key.id, account }) : activated
}

/** Spends a key that was found right, and makes the account active. Refuses when it was spent meanwhile. */
export const redeemActivationKey = async (
  tx: Tx,
  { keyId, account }: RightKey,
  { now, actor }: Asking,
): Promise<Result<Account, RedeemRefusal>> => {
  const locked = await accountForUpdate(tx, account.id)
  if (locked === null) return refuse({ code: 'account.not_to_activate' })
  const activated = activate(locked, now)
  if (!activated.ok) return activated
  if (!(await spendKey(tx, keyId, { now, today: dayOf(now) }))) return refuse({ code: 'key.spent' })
  await saveAccounts(tx, [activated.value])
  const { id, state } = activated.value
  await recordChanges(tx, [{ accountId: id, at: now, act: 'activate', state, actor: actorLabel(actor) }])
  return accept(activated.value)
}

/** A login name as typed, in the form it is kept: any width and case, without blanks around it. */
export const normaliseUsername = (typed: string): string => typed.slice(0, 100).normalize('NFKC').trim().toLowerCase()
