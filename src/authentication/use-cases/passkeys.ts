/** ● Passkeys: adding one, one more check with one, signing in with one. Whatever is wrong with an answer is told as one thing. */
import { z } from 'zod'
import { dayOf } from '../../kernel/day.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { accountById, maySignIn, type Account } from '../../accounts/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db, Tx } from '../../platform/database.ts'
import { networkOf } from '../../platform/http/network.ts'
import { randomId } from '../../platform/random.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { mayChange, type Authenticator, type ProveAgain } from '../authenticators/authenticator.ts'
import {
  challengeIn,
  isRolledBack,
  readAsserted,
  readCreated,
  relyingParty,
  verifyAsserted,
  verifyCreated,
  type NewPasskey,
  type Passkey,
  type Sight,
} from '../authenticators/passkey.ts'
import { browserLabel } from '../sign-in/browser-label.ts'
import { readChallenge, type Bound } from '../authenticators/challenge.ts'
import { challengeSeal, sessionBinding, userHandleOf } from '../authenticators/passkey-seal.ts'
import { hashOfSecret } from '../sign-in/secret.ts'
import type { Method, Session } from '../sign-in/session.ts'
import { knownBrowser, recordSignIn } from '../store.ts'
import { insertPasskey, notePasskeyUse, passkeyByCredential, passkeyForUse, spendChallenge } from '../store/passkeys.ts'
import { tellOfChange } from '../tell.ts'
import { beginSession, type Begun } from './begin.ts'
import { mine } from './second-factors.ts'
import { originInput } from './sign-in.ts'
import { raise } from './step-up.ts'

export type PasskeyRefusal = { readonly code: 'passkey.refused' | 'passkey.stale' | 'passkey.not_verified' }

const refused: Result<never, PasskeyRefusal> = refuse({ code: 'passkey.refused' })
const stale: Result<never, PasskeyRefusal> = refuse({ code: 'passkey.stale' })

/** What `navigator.credentials` gave, as JSON (WebAuthn §5.1.1). */
const answered = z.string().min(1).max(40_000)

const own = (actor: Actor, { personId }: { readonly personId: string }): boolean =>
  actor.kind === 'person' && actor.personId === personId

/** Spends the challenge of an answer: it must be ours, made for this purpose here, young, and answered for the first time. */
const spend = async (tx: Tx, challenge: string | null, bound: Bound, { now, system }: Context): Promise<boolean> => {
  const read = challenge === null ? null : readChallenge(challengeSeal(system), bound, challenge, now)
  return read !== null && spendChallenge(tx, read, bound.purpose, now)
}

type Adding = {
  readonly personId: Passkey['personId']
  readonly accountId: Passkey['accountId']
  readonly session: Session
  readonly owned: readonly Authenticator[]
  readonly fresh: boolean
  readonly made: NewPasskey | null
}

/** Keeps a passkey that a browser has just made. It proves nothing yet: nobody has signed with it. */
export const addPasskey = useCase({
  name: 'authentication.add-passkey',
  title: { ja: 'パスキーを登録する', en: 'Add a passkey' },
  input: z.strictObject({ name: z.string().trim().min(1).max(60), response: answered }),
  permit: { owner: own },
  prepare: async (_db, { response }, { system }) => {
    const answer = readCreated(response)
    return {
      challenge: answer === null ? null : challengeIn(answer),
      made: answer === null ? null : await verifyCreated(answer, relyingParty(system.baseUrl)),
    }
  },
  load: async (tx, _input, context, { challenge, made }): Promise<Adding | null> => {
    const me = await mine(tx, context.actor)
    if (me === null) return null
    const fresh = await spend(tx, challenge, { purpose: 'add', binding: sessionBinding(me.session.id) }, context)
    return { ...me, accountId: me.session.accountId, fresh, made }
  },
  decide: (adding, _input, { now }): Result<Adding & { readonly made: NewPasskey }, ProveAgain | PasskeyRefusal> => {
    const may = mayChange(adding.session.proofs, adding.owned, now)
    if (!may.ok) return may
    if (!adding.fresh) return stale
    return adding.made === null ? refused : accept({ ...adding, made: adding.made })
  },
  write: async (
    tx,
    { made, personId, accountId },
    { now, system },
    { name },
  ): Promise<Result<{ readonly id: string }, PasskeyRefusal>> => {
    const added = { id: randomId(), personId, accountId, name, state: 'active' as const }
    const userHandle = userHandleOf(system, accountId)
    if (!(await insertPasskey(tx, { ...made, ...added, userHandle }, now))) return refused
    await tellOfChange(tx, system, personId, { what: 'passkey-added', name }, now)
    return accept({ id: added.id })
  },
  concerns: ({ personId }) => [personId],
})

/** An answer whose signature was looked at before the transaction; `sight` is null when it is wrong. */
type Checked = {
  readonly credentialId: string
  readonly challenge: string | null
  readonly sight: Sight | null
  readonly handed: boolean
}

const check = async (db: Db, response: string, { system }: Context): Promise<Checked> => {
  const answer = readAsserted(response)
  if (answer === null) return { credentialId: '', challenge: null, sight: null, handed: false }
  const passkey = await passkeyByCredential(db, answer.id)
  return {
    credentialId: answer.id,
    challenge: challengeIn(answer),
    sight: passkey === null ? null : await verifyAsserted(answer, passkey, relyingParty(system.baseUrl)),
    handed: answer.response.userHandle !== null,
  }
}

/** An answer in the transaction: the passkey is held, its challenge spent. */
type Answered = { readonly fresh: boolean; readonly used: Used | null }
type Used = { readonly passkey: Passkey; readonly sight: Sight }

/** A right answer whose counter went back is a copy of the passkey: refused, and its owner is told. */
const settle = async (tx: Tx, checked: Checked, bound: Bound, context: Context): Promise<Answered> => {
  const fresh = await spend(tx, checked.challenge, bound, context)
  const passkey = checked.sight === null ? null : await passkeyForUse(tx, checked.credentialId)
  if (passkey === null || checked.sight === null) return { fresh, used: null }
  if (!isRolledBack(passkey.counter, checked.sight.counter)) return { fresh, used: { passkey, sight: checked.sight } }
  const { system, now } = context
  if (fresh) await tellOfChange(tx, system, passkey.personId, { what: 'passkey-copied', name: passkey.name }, now)
  return { fresh, used: null }
}

const methodOf = ({ userVerified }: Sight): Method => (userVerified ? 'passkey-verified' : 'passkey')

type Proving = Answered & Pick<Adding, 'personId' | 'session'>

/** Raises a session by a passkey of its own person. In a session without a password the device must have checked who it is. */
export const provePasskey = useCase({
  name: 'authentication.prove-passkey',
  title: { ja: 'パスキーで確認する', en: 'Prove a passkey' },
  input: z.strictObject({ response: answered, browserSecret: originInput.browserSecret }),
  permit: { owner: own },
  prepare: (db, { response }, context) => check(db, response, context),
  load: async (tx, _input, context, checked: Checked): Promise<Proving | null> => {
    const me = await mine(tx, context.actor)
    if (me === null) return null
    const bound = { purpose: 'step-up' as const, binding: sessionBinding(me.session.id) }
    return { ...me, ...(await settle(tx, checked, bound, context)) }
  },
  decide: ({ session, personId, fresh, used }): Result<Used & { readonly session: Session }, PasskeyRefusal> => {
    if (!fresh) return stale
    if (used === null || used.passkey.personId !== personId) return refused
    const isAlone = session.proofs.every(({ method }) => method !== 'password')
    if (isAlone && !used.sight.userVerified) return refuse({ code: 'passkey.not_verified' })
    return accept({ ...used, session })
  },
  write: async (tx, { passkey, sight, session }, { now }, { browserSecret }) => {
    const browserHash = browserSecret === null ? null : hashOfSecret(browserSecret)
    await notePasskeyUse(tx, passkey.id, sight, now)
    return accept(await raise(tx, { session, paths: [], browserHash }, methodOf(sight), now))
  },
  concerns: ({ personId }) => [personId],
})

type Entering = Answered & { readonly account: Account | null; readonly known: boolean }
type Entered = Used & { readonly account: Account; readonly known: boolean }

/**
 * Signs in by a passkey alone, as the account it was made for. No wait is counted: there is nothing to guess, so that whoever types
 * wrong passwords cannot close this way.
 */
export const signInByPasskey = useCase({
  name: 'authentication.sign-in-by-passkey',
  title: { ja: 'パスキーでサインインする', en: 'Sign in with a passkey' },
  input: z.strictObject({ response: answered, binding: z.string().min(1).max(200), ...originInput }),
  permit: { anyone: true },
  prepare: (db, { response }, context) => check(db, response, context),
  load: async (tx, { binding, browserSecret, userAgent }, context, checked: Checked): Promise<Entering> => {
    const { fresh, used } = await settle(tx, checked, { purpose: 'sign-in', binding }, context)
    const account = used === null || !checked.handed ? null : await accountById(tx, used.passkey.accountId)
    const known =
      account !== null &&
      browserSecret !== null &&
      (await knownBrowser(tx, account.id, hashOfSecret(browserSecret))) !== null
    if (account !== null && fresh && maySignIn(account, dayOf(context.now)) === 'no') {
      const seen = { network: networkOf(context.address), label: browserLabel(userAgent), knownBrowser: known }
      await recordSignIn(tx, { accountId: account.id, outcome: 'stopped', method: 'passkey', ...seen }, context.now)
    }
    return { fresh, used, account, known }
  },
  decide: ({ fresh, used, account, known }, _input, { now }): Result<Entered, PasskeyRefusal> => {
    if (!fresh) return stale
    if (used === null || account === null || account.personId !== used.passkey.personId) return refused
    return maySignIn(account, dayOf(now)) === 'no' ? refused : accept({ ...used, account, known })
  },
  write: async (
    tx,
    { passkey, sight, account, known },
    { now, address },
    input,
  ): Promise<Result<Begun, PasskeyRefusal>> => {
    await notePasskeyUse(tx, passkey.id, sight, now)
    const origin = { ...input, network: networkOf(address), label: browserLabel(input.userAgent), knownBrowser: known }
    return accept(await beginSession(tx, account, methodOf(sight), origin, now))
  },
  concerns: ({ used }) => (used === null ? [] : [used.passkey.personId]),
})
