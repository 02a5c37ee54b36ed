/** ● Changing one's password while signed in. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { accountById, type Account } from '../../accounts/index.ts'
import { useCase } from '../../platform/use-case.ts'
import { hashPassword, verifyPassword, type Verdict } from '../authenticators/password.ts'
import {
  checkPassword,
  isTooLongToRead,
  normalisePassword,
  type PasswordRefusal,
} from '../passwords/password-policy.ts'
import { passwordRules } from '../rules-in-force.ts'
import { countTry, endSessionsOf, forgiveTry, passwordOf, savePassword } from '../store.ts'
import { isOpen } from '../sign-in/throttle.ts'
import { ownNameRefusal } from './activate.ts'

export type ChangeRefusal =
  PasswordRefusal | { readonly code: 'password.current_wrong' | 'password.unchanged' | 'sign_in.busy' }

type Prepared = {
  readonly verdict: Verdict
  readonly hash: string | null
  readonly weak: PasswordRefusal | null
  readonly same: boolean
}
type Loaded = Prepared & { readonly account: Account; readonly open: boolean; readonly path: string }

/** Sets a new password after the present one was given again; every other session of the account ends. */
export const changePassword = useCase({
  name: 'authentication.change-password',
  title: { ja: 'パスワードを変更する', en: 'Change one’s password' },
  input: z.strictObject({ current: z.string().min(1).max(4096), password: z.string().min(1).max(4096) }),
  permit: { owner: (actor, { account }: Loaded) => actor.kind === 'person' && actor.accountId === account.id },
  prepare: async (db, { current, password }, { actor, system }): Promise<Prepared> => {
    const stored = actor.kind === 'person' ? await passwordOf(db, actor.accountId) : null
    const verdict = await verifyPassword(
      stored?.hash ?? null,
      isTooLongToRead(current) ? '' : normalisePassword(current),
    )
    const { profile, lists } = await passwordRules(db, system)
    const checked = checkPassword(password, profile, [], lists)
    const isReady = checked.ok && verdict === 'right'
    return {
      verdict,
      same: normalisePassword(current) === normalisePassword(password),
      weak: checked.ok ? null : checked.refusal,
      hash: isReady ? await hashPassword(checked.value) : null,
    }
  },
  load: async (tx, _input, { actor, now }, prepared: Prepared): Promise<Loaded | null> => {
    if (actor.kind !== 'person') return null
    const account = await accountById(tx, actor.accountId)
    const path = `${actor.accountId}|session:${actor.sessionId}`
    const open = isOpen(await countTry(tx, [{ key: path, limits: { free: 5, longestSeconds: 3600 } }], now))
    return account === null ? null : { ...prepared, account, open, path }
  },
  decide: ({
    verdict,
    hash,
    weak,
    same,
    account,
    open,
    path,
  }): Result<{ readonly account: Account; readonly hash: string; readonly path: string }, ChangeRefusal> => {
    if (verdict === 'busy') return refuse({ code: 'sign_in.busy' })
    if (verdict === 'wrong' || !open) return refuse({ code: 'password.current_wrong' })
    if (weak !== null) return refuse(weak)
    if (same) return refuse({ code: 'password.unchanged' })
    return hash === null ? refuse({ code: 'sign_in.busy' }) : accept({ account, hash, path })
  },
  write: async (
    tx,
    { account, hash, path },
    { now, actor, system },
    { password },
  ): Promise<Result<null, ChangeRefusal>> => {
    const named = await ownNameRefusal(tx, system, account, password)
    if (named !== null) return refuse(named)
    await forgiveTry(tx, [path])
    await savePassword(tx, account.id, hash, now)
    await endSessionsOf(tx, account.id, actor.kind === 'person' ? actor.sessionId : null, 'password-changed', now)
    return accept(null)
  },
  concerns: ({ account }) => [account.personId],
  quietRefusals: ['sign_in.busy'],
})
