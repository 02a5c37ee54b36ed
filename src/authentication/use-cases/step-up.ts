/** ● Raising a session by a second factor. Wrong, already used and too early are one answer. */
import { z } from 'zod'
import type { PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { placeOf, type Authenticator, type AuthenticatorKind } from '../authenticators/authenticator.ts'
import { codeSeed, readCode } from '../authenticators/recovery-code.ts'
import { matchingStep } from '../authenticators/totp.ts'
import { hashOfSecret, newSecret } from '../sign-in/secret.ts'
import { expiryOf, secondFactorSession, type Method, type Session } from '../sign-in/session.ts'
import { addProof, countTry, forgiveTry, markProved, provedBrowser } from '../store.ts'
import { acceptStep, spendRecoveryCode, suspendKind } from '../store/authenticators.ts'
import { probationHours } from '../recovery/enrolment-pass.ts'
import { beginProbation } from '../store/enrolment-passes.ts'
import { tellOfChange } from '../tell.ts'
import { factorPaths, isNetwork, isOpen, switchOffAfter, type Path } from '../sign-in/throttle.ts'
import { networkOf } from '../../platform/http/network.ts'
import { mine } from './second-factors.ts'

const typed = z.strictObject({ code: z.string().max(100), browserSecret: z.string().max(200).nullable().default(null) })

export type Trying = {
  readonly personId: PersonId
  readonly session: Session
  readonly owned: readonly Authenticator[]
  readonly paths: readonly Path[]
  readonly open: boolean
  /** Of the secret by which this browser is known. */
  readonly browserHash: Buffer | null
}

export type StepUpRefusal = { readonly code: 'factor.wrong' }

const own = (actor: Actor, { personId }: { readonly personId: PersonId }): boolean =>
  actor.kind === 'person' && actor.personId === personId

/** Counts a try at one kind of factor; after a hundred wrong ones in a row that kind is switched off and its owner told. What others did in the same network does not count towards that. */
export const tryFactor = async (
  tx: Tx,
  kind: AuthenticatorKind,
  browserSecret: string | null,
  { actor, now, address, system }: Context,
): Promise<Trying | null> => {
  const me = await mine(tx, actor)
  if (me === null || actor.kind !== 'person') return null
  const browserHash = browserSecret === null ? null : hashOfSecret(browserSecret)
  const browser = browserHash === null ? null : await provedBrowser(tx, actor.accountId, browserHash)
  const paths = factorPaths(me.personId, kind, browser, networkOf(address))
  const counted = await countTry(tx, paths, now)
  if (
    counted.some(({ key, failures }) => !isNetwork(key) && failures >= switchOffAfter) &&
    (await suspendKind(tx, me.personId, kind)) > 0
  )
    await tellOfChange(tx, system, me.personId, { what: 'factor-switched-off', name: kind }, now)
  return { ...me, paths, open: isOpen(counted), browserHash }
}

/** Adds the proof, with a new secret for the browser: a copied cookie does not rise with it. */
export const raise = async (
  tx: Tx,
  { session, paths, browserHash }: Pick<Trying, 'session' | 'paths' | 'browserHash'>,
  method: Method,
  now: Date,
): Promise<{ readonly sessionSecret: string }> => {
  await forgiveTry(
    tx,
    paths.map(({ key }) => key),
  )
  if (browserHash !== null) await markProved(tx, session.accountId, browserHash, now)
  const secret = newSecret()
  const expiresAt = expiryOf(session.createdAt, secondFactorSession)
  await addProof(tx, session.id, { proof: { method, at: now }, secretHash: secret.hash, expiresAt })
  return { sessionSecret: secret.value }
}

const wrong: Result<never, StepUpRefusal> = refuse({ code: 'factor.wrong' })

/** Proves an authenticator app by its present code. Each time step is accepted once, on whichever server. */
export const proveTotp = useCase({
  name: 'authentication.prove-app',
  title: { ja: '認証アプリのコードで確認する', en: 'Prove an authenticator app' },
  input: typed,
  permit: { owner: own },
  load: (tx, { browserSecret }, context) => tryFactor(tx, 'totp', browserSecret, context),
  decide: (trying, { code }, { now, system }): Result<Trying & { readonly found: Found }, StepUpRefusal> => {
    const found = findApp(trying.owned, code, {
      now,
      open: app => system.vault.open(app.sealed ?? Buffer.alloc(0), placeOf(app)),
    })
    return found === null || !trying.open ? wrong : accept({ ...trying, found })
  },
  write: async (tx, trying, { now }) =>
    (await acceptStep(tx, trying.found.app.id, trying.found.step, now))
      ? accept(await raise(tx, trying, 'totp', now))
      : wrong,
  concerns: ({ personId }) => [personId],
})

type Found = { readonly app: Authenticator; readonly step: number }

/** The app whose code this is, among all that the person has. */
const findApp = (
  owned: readonly Authenticator[],
  code: string,
  { now, open }: { readonly now: Date; readonly open: (app: Authenticator) => Buffer },
): Found | null => {
  for (const app of owned) {
    if (app.kind !== 'totp' || app.state !== 'active' || app.sealed === null) continue
    const step = matchingStep(open(app), code, { now, lastStep: app.lastStep })
    if (step !== null) return { app, step }
  }
  return null
}

/** Proves oneself by a code on paper, once; probation begins. */
export const proveRecoveryCode = useCase({
  name: 'authentication.prove-recovery-code',
  title: { ja: 'リカバリーコードで確認する', en: 'Prove a recovery code' },
  input: typed,
  permit: { owner: own },
  load: (tx, { browserSecret }, context) => tryFactor(tx, 'recovery-set', browserSecret, context),
  decide: (trying): Result<Trying, StepUpRefusal> => (trying.open ? accept(trying) : wrong),
  write: async (tx, trying, { now, system }, { code }) => {
    const read = readCode(code)
    const set = trying.owned.find(({ kind, state }) => kind === 'recovery-set' && state === 'active')
    if (read === null || set === undefined) return wrong
    const fingerprint = system.vault.fingerprint('authentication.recovery-code', codeSeed(set.id, read))
    if (!(await spendRecoveryCode(tx, trying.personId, { place: read.place, fingerprint }, now))) return wrong
    await beginProbation(tx, trying.personId, new Date(now.getTime() + probationHours * 3_600_000))
    await tellOfChange(tx, system, trying.personId, { what: 'code-used', name: String(read.place) }, now)
    return accept(await raise(tx, trying, 'recovery-code', now))
  },
  concerns: ({ personId }) => [personId],
})
