/** ● Second factors: adding an app, codes on paper, naming and removing them. Each takes a fresh proof of the strongest one owned. */
import { z } from 'zod'
import { isUuid, type PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { randomId, randomOctets, randomText } from '../../platform/random.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { mayChange, placeOf, type Authenticator, type ProveAgain } from '../authenticators/authenticator.ts'
import { codeAlphabet, codeLetters, codeSeed, codesInASet, printedCode } from '../authenticators/recovery-code.ts'
import { driftOf, matchingStep, secretOctets } from '../authenticators/totp.ts'
import { newSecret } from '../sign-in/secret.ts'
import { expiryOf, secondFactorSession, type Session } from '../sign-in/session.ts'
import { addProof, countTry, forgiveTry, sessionById } from '../store.ts'
import {
  authenticatorById,
  authenticatorsOf,
  confirmAuthenticator,
  insertAuthenticator,
  insertRecoveryCodes,
  renameAuthenticator,
  retireAll,
  retireAuthenticator,
} from '../store/authenticators.ts'
import { isOnProbation } from '../store/enrolment-passes.ts'
import { tellOfChange } from '../tell.ts'
import { isOpen } from '../sign-in/throttle.ts'

/** One's own things, and the session from which they are changed. */
type Mine = { readonly personId: PersonId; readonly session: Session; readonly owned: readonly Authenticator[] }

export type Probation = { readonly code: 'factor.probation' }

export const mine = async (tx: Tx, actor: Actor): Promise<Mine | null> => {
  if (actor.kind !== 'person') return null
  const session = await sessionById(tx, actor.sessionId)
  return session === null
    ? null
    : { personId: actor.personId, session, owned: await authenticatorsOf(tx, actor.personId) }
}

const own = (actor: Actor, { personId }: { readonly personId: PersonId }): boolean =>
  actor.kind === 'person' && actor.personId === personId

const name = z.string().trim().min(1).max(60)
const id = z.string().refine(isUuid)

/** Begins an app: a secret that is worth nothing until one of its codes has confirmed it. */
export const beginTotp = useCase({
  name: 'authentication.begin-app',
  title: { ja: '認証アプリの登録を始める', en: 'Begin to add an authenticator app' },
  input: z.strictObject({ name }),
  permit: { owner: own },
  load: (tx, _input, { actor }) => mine(tx, actor),
  decide: (me, _input, { now }): Result<Mine, ProveAgain> => {
    const may = mayChange(me.session.proofs, me.owned, now)
    return may.ok ? accept(me) : may
  },
  write: async (tx, { personId }, { now, system }, input) => {
    const added = { id: randomId(), personId, kind: 'totp' as const, name: input.name, state: 'pending' as const }
    await retireAll(tx, personId, { kind: 'totp', pendingOnly: true }, now)
    await insertAuthenticator(
      tx,
      { ...added, sealed: system.vault.seal(randomOctets(secretOctets), placeOf(added)) },
      now,
    )
    return accept({ id: added.id })
  },
  concerns: ({ personId }) => [personId],
})

type Pending = Mine & { readonly app: Authenticator; readonly open: boolean; readonly path: string }
type Confirmed = Pending & { readonly step: number; readonly drift: number }

/** Confirms an app by the first code it shows; that is also a proof of presence. */
export const confirmTotp = useCase({
  name: 'authentication.confirm-app',
  title: { ja: '認証アプリの登録を確かめる', en: 'Confirm an authenticator app' },
  input: z.strictObject({ id, code: z.string().max(40) }),
  permit: { owner: own },
  load: async (tx, input, { actor, now }): Promise<Pending | null> => {
    const me = await mine(tx, actor)
    const app = await authenticatorById(tx, input.id)
    if (me === null || app?.personId !== me.personId || app.state !== 'pending' || app.kind !== 'totp') return null
    const path = `${me.personId}|confirm-app`
    const counted = await countTry(tx, [{ key: path, limits: { free: 5, longestSeconds: 3600 } }], now)
    return { ...me, app, path, open: isOpen(counted) }
  },
  decide: (pending, { code }, { now, system }): Result<Confirmed, { readonly code: 'factor.wrong' } | ProveAgain> => {
    const may = mayChange(pending.session.proofs, pending.owned, now)
    if (!may.ok) return may
    const secret = pending.app.sealed === null ? null : system.vault.open(pending.app.sealed, placeOf(pending.app))
    const step = secret === null ? null : matchingStep(secret, code, { now, lastStep: null })
    return step === null || !pending.open
      ? refuse({ code: 'factor.wrong' })
      : accept({ ...pending, step, drift: driftOf(step, now) })
  },
  write: async (
    tx,
    { app, session, personId, step, drift, path },
    { now, system },
  ): Promise<Result<{ readonly sessionSecret: string; readonly drift: number }, { readonly code: 'factor.wrong' }>> => {
    if (!(await confirmAuthenticator(tx, app.id, step, now))) return refuse({ code: 'factor.wrong' })
    await forgiveTry(tx, [path])
    const secret = newSecret()
    const expiresAt = expiryOf(session.createdAt, secondFactorSession)
    await addProof(tx, session.id, { proof: { method: 'totp', at: now }, secretHash: secret.hash, expiresAt })
    await tellOfChange(tx, system, personId, { what: 'app-added', name: app.name }, now)
    return accept({ sessionSecret: secret.value, drift })
  },
  concerns: ({ personId }) => [personId],
})

/** Makes a new set of codes on paper; the old set ends. They are answered once and never again. */
export const makeRecoveryCodes = useCase({
  name: 'authentication.make-recovery-codes',
  title: { ja: 'リカバリーコードを作る', en: 'Make recovery codes' },
  input: z.strictObject({}),
  permit: { owner: own },
  load: (tx, _input, { actor }) => mine(tx, actor),
  decide: (me, _input, { now }): Result<Mine, ProveAgain> => {
    const may = mayChange(me.session.proofs, me.owned, now)
    return may.ok ? accept(me) : may
  },
  write: async (tx, { personId }, { now, system }) => {
    await retireAll(tx, personId, { kind: 'recovery-set', pendingOnly: false }, now)
    const set = { id: randomId(), personId, kind: 'recovery-set' as const, name: 'recovery', state: 'active' as const }
    await insertAuthenticator(tx, { ...set, sealed: null }, now)
    const codes = Array.from({ length: codesInASet }, (_none, at) => ({
      place: at + 1,
      letters: randomText(codeLetters, codeAlphabet),
    }))
    await insertRecoveryCodes(
      tx,
      set.id,
      codes.map(code => system.vault.fingerprint('authentication.recovery-code', codeSeed(set.id, code))),
    )
    await tellOfChange(tx, system, personId, { what: 'codes-made', name: '' }, now)
    return accept({ codes: codes.map(({ place, letters }) => printedCode(place, letters)) })
  },
  concerns: ({ personId }) => [personId],
})

type One = Mine & { readonly factor: Authenticator; readonly probation: boolean }

const loadOne = async (tx: Tx, factorId: string, { actor, now }: Context): Promise<One | null> => {
  const me = await mine(tx, actor)
  const factor = me?.owned.find(each => each.id === factorId)
  if (me === null || factor === undefined) return null
  return { ...me, factor, probation: await isOnProbation(tx, me.personId, now) }
}

const decideOne = (one: One, now: Date): Result<One, ProveAgain> => {
  const may = mayChange(one.session.proofs, one.owned, now)
  return may.ok ? accept(one) : may
}

/** Removes a second factor. */
export const removeFactor = useCase({
  name: 'authentication.remove-factor',
  title: { ja: '自分の認証手段を削除する', en: 'Remove one’s own second factor' },
  input: z.strictObject({ id }),
  permit: { owner: own },
  load: (tx, input, context) => loadOne(tx, input.id, context),
  decide: (one, _input, { now }): Result<One, ProveAgain | Probation> =>
    one.probation ? refuse({ code: 'factor.probation' }) : decideOne(one, now),
  write: async (tx, { factor, personId }, { now, system }) => {
    await retireAuthenticator(tx, factor.id, now)
    await tellOfChange(tx, system, personId, { what: 'factor-removed', name: factor.name }, now)
    return accept(null)
  },
  concerns: ({ personId }) => [personId],
})

export const renameFactor = useCase({
  name: 'authentication.rename-factor',
  title: { ja: '自分の認証手段の名前を変える', en: 'Rename one’s own second factor' },
  input: z.strictObject({ id, name }),
  permit: { owner: own },
  load: (tx, input, context) => loadOne(tx, input.id, context),
  decide: (one, _input, { now }) => decideOne(one, now),
  write: async (tx, { factor }, _context, input) => {
    await renameAuthenticator(tx, factor.id, input.name)
    return accept(null)
  },
  concerns: ({ personId }) => [personId],
})
