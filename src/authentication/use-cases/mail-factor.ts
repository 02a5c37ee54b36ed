/** ● The notification address as a factor: giving one, confirming it by a code, and proving oneself by codes sent to it. */
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { skeletonOf } from '../../registry/index.ts'
import { randomId } from '../../platform/random.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { mayChange, placeOf, type Authenticator, type ProveAgain } from '../authenticators/authenticator.ts'
import {
  codeSeed,
  masked,
  notificationAddress,
  purposes,
  readMailCode,
  type NotificationRefusal,
} from '../authenticators/mail-code.ts'
import { changeAddress } from '../recovery/change-address.ts'
import { ownDomains } from '../rules-in-force.ts'
import { hashOfSecret } from '../sign-in/secret.ts'
import { sendCode } from '../authenticators/send-code.ts'
import { countTry, provedBrowser } from '../store.ts'
import { confirmAuthenticator, insertAuthenticator, retireAll } from '../store/authenticators.ts'
import { isOnProbation } from '../store/enrolment-passes.ts'
import { cancelChangesOf, spendCode, tryCode, type LiveCode } from '../store/mail-codes.ts'
import { tellOfChange } from '../tell.ts'
import { isOpen } from '../sign-in/throttle.ts'
import { mine, type Probation } from './second-factors.ts'
import { raise, tryFactor, type StepUpRefusal, type Trying } from './step-up.ts'

const own = (actor: Actor, { personId }: { readonly personId: PersonId }): boolean =>
  actor.kind === 'person' && actor.personId === personId

const browserSecret = z.string().max(200).nullable().default(null)

type Mine = NonNullable<Awaited<ReturnType<typeof mine>>>

const isKnown = async (tx: Tx, actor: Actor, secret: string | null): Promise<boolean> =>
  actor.kind === 'person' &&
  secret !== null &&
  (await provedBrowser(tx, actor.accountId, hashOfSecret(secret))) !== null

type Beginning = Mine & { readonly domains: readonly string[]; readonly known: boolean; readonly probation: boolean }

/** Gives an address: worth nothing until the code that is sent there has come back. Any earlier one not yet confirmed is dropped. */
export const beginMailAddress = useCase({
  name: 'authentication.begin-address',
  title: { ja: '通知用メールアドレスを入力する', en: 'Give a notification address' },
  input: z.strictObject({ address: z.string().max(500), browserSecret }),
  permit: { owner: own },
  load: async (tx, input, { actor, now }): Promise<Beginning | null> => {
    const me = await mine(tx, actor)
    const known = await isKnown(tx, actor, input.browserSecret)
    if (me === null) return null
    const probation = await isOnProbation(tx, me.personId, now)
    return { ...me, known, probation, domains: await ownDomains(tx) }
  },
  decide: (
    me,
    { address },
    { now },
  ): Result<Beginning & { readonly address: string }, NotificationRefusal | ProveAgain | Probation> => {
    if (me.probation) return refuse({ code: 'factor.probation' })
    const may = mayChange(me.session.proofs, me.owned, now)
    if (!may.ok) return may
    const read = notificationAddress(address, { own: me.domains, skeletonOf })
    return read.ok ? accept({ ...me, address: read.value }) : read
  },
  write: async (tx, { personId, session, address, known }, { now, system }) => {
    const added = { id: randomId(), personId, kind: 'mail' as const, name: masked(address), state: 'pending' as const }
    const sealed = system.vault.seal(Buffer.from(address, 'utf8'), placeOf(added))
    await cancelChangesOf(tx, personId, now)
    await retireAll(tx, personId, { kind: 'mail', pendingOnly: true }, now)
    await insertAuthenticator(tx, { ...added, sealed }, now)
    const factor = { ...added, sealed, data: null, lastStep: null, createdAt: now, verifiedAt: null, lastUsedAt: null }
    const to = { sessionId: session.id, personId, factor, purpose: 'confirm-address' as const, knownBrowser: known }
    await sendCode(tx, system, to, now)
    return accept(null)
  },
  concerns: ({ personId }) => [personId],
})

/** Sends a code for this session alone; the one before it is worth nothing. Beyond the limits nothing is sent, with the same answer. */
export const sendMailCode = useCase({
  name: 'authentication.send-code',
  title: { ja: '通知用メールアドレスにコードを送る', en: 'Send a code to the notification address' },
  input: z.strictObject({ purpose: z.enum(purposes), browserSecret }),
  permit: { owner: own },
  load: async (tx, input, { actor }) => {
    const me = await mine(tx, actor)
    return me === null ? null : { ...me, known: await isKnown(tx, actor, input.browserSecret) }
  },
  decide: (me, { purpose }) => {
    const state = purpose === 'step-up' ? 'active' : 'pending'
    return accept({ ...me, factor: me.owned.find(each => each.kind === 'mail' && each.state === state) ?? null })
  },
  write: async (tx, { session, personId, factor, known }, { now, system }, { purpose }) => {
    const to = { sessionId: session.id, personId, purpose, knownBrowser: known }
    if (factor !== null) await sendCode(tx, system, { ...to, factor }, now)
    return accept(null)
  },
  concerns: ({ personId }) => [personId],
})

const wrong: Result<never, StepUpRefusal> = refuse({ code: 'factor.wrong' })

type Entered = { readonly live: LiveCode | null; readonly code: string }

/** The address whose code this is, among those a person has; null for none. Compared whatever came before. */
const rightFactor = (
  { session, personId, owned }: Mine,
  { live, code }: Entered,
  { system }: Pick<Context, 'system'>,
  purpose: (typeof purposes)[number],
): Authenticator | null => {
  const authenticatorId = live?.authenticatorId ?? ''
  const seed = codeSeed({ sessionId: session.id, personId, authenticatorId, purpose, code: readMailCode(code) ?? '' })
  const typed = system.vault.fingerprint('authentication.mail-code', seed)
  const isSame = live !== null && timingSafeEqual(typed, live.fingerprint)
  const state = purpose === 'step-up' ? 'active' : 'pending'
  const factor = owned.find(each => each.id === authenticatorId && each.kind === 'mail' && each.state === state)
  return isSame ? (factor ?? null) : null
}

/** Proves oneself by the code that was sent for this session. Wrong, old, used, foreign and too early are one answer. */
export const proveMailCode = useCase({
  name: 'authentication.prove-code',
  title: { ja: 'メールのコードで確認する', en: 'Prove oneself by a code sent by mail' },
  input: z.strictObject({ code: z.string().max(100), browserSecret }),
  permit: { owner: own },
  load: async (tx, input, context) => {
    const trying = await tryFactor(tx, 'mail', input.browserSecret, context)
    if (trying === null) return null
    const place = { sessionId: trying.session.id, personId: trying.personId, purpose: 'step-up' as const }
    return { ...trying, live: trying.open ? await tryCode(tx, place, context.now) : null }
  },
  decide: (trying, { code }, context): Result<Trying & { readonly live: LiveCode }, StepUpRefusal> => {
    const { live } = trying
    const factor = rightFactor(trying, { live, code }, context, 'step-up')
    return live === null || factor === null || !trying.open ? wrong : accept({ ...trying, live })
  },
  write: async (tx, trying, { now }) =>
    (await spendCode(tx, trying.live.id, now)) ? accept(await raise(tx, trying, 'mail-code', now)) : wrong,
  concerns: ({ personId }) => [personId],
})

type Confirming = Trying & { readonly live: LiveCode | null }

/** Confirms an address by the code sent there. The first counts at once; one that takes another's place a day later. */
export const confirmMailAddress = useCase({
  name: 'authentication.confirm-address',
  title: { ja: '通知用メールアドレスを確かめる', en: 'Confirm a notification address' },
  input: z.strictObject({ code: z.string().max(100), browserSecret }),
  permit: { owner: own },
  load: async (tx, input, { actor, now }): Promise<Confirming | null> => {
    const me = await mine(tx, actor)
    if (me === null) return null
    const paths = [{ key: `${me.personId}|confirm-address`, limits: { free: 10, longestSeconds: 3600 } }]
    const open = isOpen(await countTry(tx, paths, now))
    const place = { sessionId: me.session.id, personId: me.personId, purpose: 'confirm-address' as const }
    const browserHash = input.browserSecret === null ? null : hashOfSecret(input.browserSecret)
    return { ...me, paths, open, browserHash, live: open ? await tryCode(tx, place, now) : null }
  },
  decide: (
    me,
    { code },
    context,
  ): Result<Trying & { readonly factor: Authenticator; readonly codeId: string }, StepUpRefusal | ProveAgain> => {
    const may = mayChange(me.session.proofs, me.owned, context.now)
    if (!may.ok) return may
    const factor = rightFactor(me, { live: me.live, code }, context, 'confirm-address')
    return me.live === null || factor === null ? wrong : accept({ ...me, factor, codeId: me.live.id })
  },
  write: async (tx, me, { now, system }): Promise<Result<Confirmed, StepUpRefusal>> => {
    if (!(await spendCode(tx, me.codeId, now))) return wrong
    const effectiveAt = await changeAddress(tx, system, me.factor, now)
    if (effectiveAt !== null) return accept({ effectiveAt, sessionSecret: null })
    if (!(await confirmAuthenticator(tx, me.factor.id, null, now))) return wrong
    await tellOfChange(tx, system, me.personId, { what: 'address-added', name: me.factor.name }, now)
    return accept({ effectiveAt: null, ...(await raise(tx, me, 'mail-code', now)) })
  },
  concerns: ({ personId }) => [personId],
})

type Confirmed = { readonly effectiveAt: Date | null; readonly sessionSecret: string | null }
