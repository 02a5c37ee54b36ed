/** ● Passes from a counter: asked for against evidence, agreed to by a second officer where it takes two, printed, used once. */
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { dayOf } from '../../kernel/day.ts'
import { asAccountId, isUuid } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { accountById, type Account } from '../../accounts/index.ts'
import { rolesOf } from '../../eligibility/index.ts'
import { actorLabel, hasRole } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { randomId, randomText } from '../../platform/random.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { classOf, isAtLeast } from '../assurance/assurance.ts'
import { changeWithinSeconds, type ProveAgain } from '../authenticators/authenticator.ts'
import { codeAlphabet } from '../authenticators/recovery-code.ts'
import {
  mayHelp,
  passDocuments,
  passLetters,
  passMinutes,
  passSeed,
  printedPass,
  probationHours,
  readPass,
  takesTwo,
  type EnrolmentPass,
  type PassRefusal,
  type Recovering,
} from '../recovery/enrolment-pass.ts'
import { countTry, endSessionsOf, forgiveTry, passwordOf } from '../store.ts'
import { retireEveryFactor } from '../store/authenticators.ts'
import * as passes from '../store/enrolment-passes.ts'
import { cancelChangesOf } from '../store/mail-codes.ts'
import { tellOfChange } from '../tell.ts'
import { isOpen } from '../sign-in/throttle.ts'
import { mine } from './second-factors.ts'

const id = z.string().refine(isUuid)
const desk = { roles: ['counter', 'account-operator'] } as const
const dayMs = 86_400_000

type Helped = { readonly account: Account; readonly recovering: Recovering }

const helped = async (tx: Tx, accountId: string, { actor, now }: Context): Promise<Helped | null> => {
  const account = await accountById(tx, asAccountId(accountId))
  if (account === null) return null
  const roles = await rolesOf(tx, account.personId, dayOf(now))
  const password = await passwordOf(tx, account.id)
  const recovering = {
    isOwn: actor.kind === 'person' && actor.personId === account.personId,
    isStaff: account.kind === 'SPS',
    isOfficer: roles.size > 0,
    isPasswordNew: password !== null && now.getTime() - password.changedAt.getTime() < dayMs,
  }
  return { account, recovering }
}

/** A pass is asked for by the officer who saw the person and a document. Where one is enough it can be printed at once. */
export const askPass = useCase({
  name: 'authentication.ask-pass',
  title: { ja: '窓口で多要素認証の登録券を受け付ける', en: 'Receive somebody who lost every second factor' },
  input: z.strictObject({
    accountId: id,
    document: z.enum(passDocuments),
    last4: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z]{0,4}$/),
    minutes: z.coerce.number().int().min(passMinutes.shortest).max(passMinutes.longest),
  }),
  permit: desk,
  load: (tx, { accountId }, context) => helped(tx, accountId, context),
  decide: (loaded, _input, { actor }): Result<Helped, PassRefusal> => {
    const may = mayHelp(loaded.recovering, hasRole(actor, ['account-operator']))
    return may.ok ? accept(loaded) : may
  },
  write: async (tx, { account, recovering }, { now, actor }, { document, last4, minutes }) => {
    const pass = { id: randomId(), personId: account.personId, accountId: account.id, document, last4, minutes }
    const state = takesTwo(recovering) ? 'asked' : 'approved'
    await passes.insertPass(tx, { ...pass, state, askedBy: actorLabel(actor) }, now)
    return accept({ id: pass.id, state })
  },
  concerns: ({ account }) => [account.personId],
  remembers: ({ accountId, document, minutes }) => ({ accountId, document, minutes }),
})

type Passing = Helped & { readonly pass: EnrolmentPass }

const passing = async (tx: Tx, passId: string, context: Context): Promise<Passing | null> => {
  const pass = await passes.passForUpdate(tx, passId)
  const loaded = pass === null ? null : await helped(tx, pass.accountId, context)
  return pass === null || loaded === null ? null : { ...loaded, pass }
}

/** The second officer agrees: never the one who asked, never the person. */
export const approvePass = useCase({
  name: 'authentication.approve-pass',
  title: { ja: '多要素認証の登録券を、二人目として承認する', en: 'Agree to a pass as the second officer' },
  input: z.strictObject({ id }),
  permit: desk,
  load: (tx, input, context) => passing(tx, input.id, context),
  decide: (loaded, _input, { actor }): Result<Passing, PassRefusal> => {
    const may = mayHelp(loaded.recovering, hasRole(actor, ['account-operator']))
    if (!may.ok) return may
    if (loaded.pass.askedBy === actorLabel(actor)) return refuse({ code: 'pass.asked_by_you' })
    return loaded.pass.state === 'asked' ? accept(loaded) : refuse({ code: 'pass.not_now' })
  },
  write: async (tx, { pass }, { actor }): Promise<Result<null, PassRefusal>> =>
    (await passes.approvePass(tx, pass.id, actorLabel(actor))) ? accept(null) : refuse({ code: 'pass.not_now' }),
  concerns: ({ account }) => [account.personId],
  remembers: input => ({ id: input.id }),
})

/** Prints the pass, once: its secret is on the paper and nowhere else. */
export const printPass = useCase({
  name: 'authentication.print-pass',
  title: { ja: '多要素認証の登録券を印刷する', en: 'Print a pass' },
  input: z.strictObject({ id }),
  permit: desk,
  load: (tx, input, context) => passing(tx, input.id, context),
  decide: (loaded, _input, { actor }): Result<Passing, PassRefusal> => {
    const may = mayHelp(loaded.recovering, hasRole(actor, ['account-operator']))
    if (!may.ok) return may
    return loaded.pass.state === 'approved' ? accept(loaded) : refuse({ code: 'pass.not_now' })
  },
  write: async (tx, { pass, account }, { now, system }): Promise<Result<Printed, PassRefusal>> => {
    const letters = randomText(passLetters, codeAlphabet)
    const seed = passSeed(pass.id, account.personId, letters)
    const until = new Date(now.getTime() + pass.minutes * 60_000)
    const fingerprint = system.vault.fingerprint('authentication.enrolment-pass', seed)
    if (!(await passes.printPass(tx, pass.id, fingerprint, until))) return refuse({ code: 'pass.not_now' })
    return accept({ pass: printedPass(letters), until, username: account.username })
  },
  concerns: ({ account }) => [account.personId],
  remembers: input => ({ id: input.id }),
})

export type Printed = { readonly pass: string; readonly until: Date; readonly username: string }

type Mine = NonNullable<Awaited<ReturnType<typeof mine>>>
type Using = Mine & {
  readonly open: boolean
  readonly path: string
  readonly live: { readonly id: string; readonly fingerprint: Buffer } | null
}

type UseRefusal = { readonly code: 'factor.wrong' } | ProveAgain

/**
 * Uses a pass: all former second factors end, every other session ends, probation begins. It proves nothing by itself: the person
 * is signed in by their own password, and fresh.
 */
export const usePass = useCase({
  name: 'authentication.use-pass',
  title: { ja: '登録券で認証手段を登録し直す', en: 'Use a pass to set up second factors anew' },
  input: z.strictObject({ pass: z.string().max(100) }),
  permit: {
    owner: (actor, { personId }: Using) => actor.kind === 'person' && actor.personId === personId,
  },
  load: async (tx, _input, { actor, now }): Promise<Using | null> => {
    const me = await mine(tx, actor)
    if (me === null) return null
    const path = `${me.personId}|pass`
    const open = isOpen(await countTry(tx, [{ key: path, limits: { free: 5, longestSeconds: 3600 } }], now))
    return { ...me, open, path, live: open ? await passes.tryPass(tx, me.personId, now) : null }
  },
  decide: (me, { pass }, { now, system }): Result<Using & { readonly passId: string }, UseRefusal> => {
    if (!isAtLeast(classOf(me.session.proofs, now, changeWithinSeconds), 'sfa'))
      return refuse({ code: 'factor.prove_again', to: 'sfa' })
    const seed = passSeed(me.live?.id ?? '', me.personId, readPass(pass))
    const typed = system.vault.fingerprint('authentication.enrolment-pass', seed)
    return me.live !== null && timingSafeEqual(typed, me.live.fingerprint)
      ? accept({ ...me, passId: me.live.id })
      : refuse({ code: 'factor.wrong' })
  },
  write: async (tx, { passId, personId, session, path }, { now, system }): Promise<Result<null, UseRefusal>> => {
    if (!(await passes.spendPass(tx, passId, now))) return refuse({ code: 'factor.wrong' })
    await forgiveTry(tx, [path])
    await tellOfChange(tx, system, personId, { what: 'recovered', name: '' }, now)
    await cancelChangesOf(tx, personId, now)
    await retireEveryFactor(tx, personId, now)
    await endSessionsOf(tx, session.accountId, session.id, 'ended-elsewhere', now)
    await passes.beginProbation(tx, personId, new Date(now.getTime() + probationHours * 3_600_000))
    return accept(null)
  },
  concerns: ({ personId }) => [personId],
})
