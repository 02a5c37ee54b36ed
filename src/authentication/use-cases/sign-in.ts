/** ● Signing in with a password. Unknown, locked, closed and wrong are one answer, at one cost. */
import { z } from 'zod'
import { dayOf } from '../../kernel/day.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { asSessionId, isUuid } from '../../kernel/ids.ts'
import { accountByUsername, maySignIn, normaliseUsername, type Account } from '../../accounts/index.ts'
import type { Db } from '../../platform/database.ts'
import { useCase } from '../../platform/use-case.ts'
import { browserLabel } from '../sign-in/browser-label.ts'
import { isOutdated, hashPassword, verifyPassword, type Verdict } from '../authenticators/password.ts'
import { isTooLongToRead, normalisePassword } from '../passwords/password-policy.ts'
import { hashOfSecret } from '../sign-in/secret.ts'
import { countTry, forgiveTry, knownBrowser, passwordOf, recordSignIn, renewHash } from '../store.ts'
import { isOpen, pathsOf, type Path } from '../sign-in/throttle.ts'
import { networkOf } from '../../platform/http/network.ts'
import { beginSession, type Begun } from './begin.ts'

/** What a page adds to what a person typed. */
export const originInput = {
  userAgent: z.string().max(300).default(''),
  browserSecret: z.string().max(200).nullable().default(null),
  oldSession: z.string().refine(isUuid).transform(asSessionId).nullable().default(null),
}

const signInInput = z.strictObject({
  username: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(4096),
  ...originInput,
})

export type SignInRefusal = { readonly code: 'sign_in.wrong' | 'sign_in.busy' }

type Prepared = {
  readonly account: Account | null
  readonly verdict: Verdict
  readonly hash: string | null
  readonly better: string | null
}
type Loaded = {
  readonly account: Account | null
  readonly verdict: Verdict
  readonly open: boolean
  readonly known: boolean
  readonly paths: readonly Path[]
  readonly better: string | null
}

/**
 * Signs a person in by password.
 *
 * Refuses with `sign_in.wrong` whatever the reason (unknown name, wrong password, a wait that is not over, an account that
 * does not sign in), and with `sign_in.busy` when too many passwords are being checked at once.
 */
export const signIn = useCase({
  name: 'authentication.sign-in',
  title: { ja: 'パスワードでサインインする', en: 'Sign in with a password' },
  input: signInInput,
  permit: { anyone: true },
  prepare: (db, { username, password }, { now }) => prepare(db, username, password, now),
  turnAway: ({ verdict }): SignInRefusal | null => (verdict === 'busy' ? { code: 'sign_in.busy' } : null),
  load: async (
    tx,
    { username, browserSecret, userAgent },
    { now, address },
    { account, verdict, better }: Prepared,
  ): Promise<Loaded> => {
    const browser =
      account === null || browserSecret === null
        ? null
        : await knownBrowser(tx, account.id, hashOfSecret(browserSecret))
    const paths = pathsOf(account?.id ?? null, normaliseUsername(username), browser, networkOf(address))
    const open = isOpen(await countTry(tx, paths, now))
    if (account !== null && (verdict === 'wrong' || !open)) {
      const seen = { network: networkOf(address), label: browserLabel(userAgent), knownBrowser: browser !== null }
      await recordSignIn(
        tx,
        { accountId: account.id, outcome: open ? 'wrong' : 'waiting', method: 'password', ...seen },
        now,
      )
    }
    return { account, verdict, open, known: browser !== null, paths, better }
  },
  decide: (loaded, _input, { now }): Result<Loaded & { readonly account: Account }, SignInRefusal> => {
    const { account, verdict, open } = loaded
    if (account === null || verdict === 'wrong' || !open) return refuse({ code: 'sign_in.wrong' })
    if (maySignIn(account, dayOf(now)) === 'no') return refuse({ code: 'sign_in.wrong' })
    return accept({ ...loaded, account })
  },
  write: async (
    tx,
    { account, paths, known, better },
    { now, address },
    input,
  ): Promise<Result<Begun, SignInRefusal>> => {
    await forgiveTry(
      tx,
      paths.map(path => path.key),
    )
    if (better !== null) await renewHash(tx, account.id, better)
    const origin = { ...input, network: networkOf(address), label: browserLabel(input.userAgent), knownBrowser: known }
    return accept(await beginSession(tx, account, 'password', origin, now))
  },
  concerns: ({ account }) => (account === null ? [] : [account.personId]),
})

/** Looks the account up and checks the password before the transaction: a hash takes longer than everything else together. */
const prepare = async (db: Db, username: string, typed: string, now: Date): Promise<Prepared> => {
  const account = await accountByUsername(db, normaliseUsername(username), dayOf(now))
  const stored = account === null ? null : await passwordOf(db, account.id)
  const password = isTooLongToRead(typed) ? '' : normalisePassword(typed)
  const counts =
    stored !== null && account?.activatedAt !== null && account !== null && stored.changedAt >= account.activatedAt
  const verdict = await verifyPassword(counts ? stored.hash : null, password)
  const better = verdict === 'right' && stored !== null && isOutdated(stored.hash) ? await hashPassword(password) : null
  return { account, verdict, hash: stored?.hash ?? null, better }
}
