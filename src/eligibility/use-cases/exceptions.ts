/** Rights granted, withheld or prolonged by hand. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { dayOf, parseDay, type Day } from '../../kernel/day.ts'
import { asPersonId } from '../../kernel/ids.ts'
import { actingPerson, actorLabel, personLabel } from '../../platform/actor.ts'
import { propose, type Proposal } from '../../platform/dual-control.ts'
import type { ApprovalRefusal } from '../../platform/dual-control/approval.ts'
import { hashOfSeen, maySecond, settleAsSecond } from '../../platform/dual-control/second.ts'
import { latestProposalForUpdate, withdrawProposals } from '../../platform/dual-control/store.ts'
import { markDirty } from '../../platform/reconciler.ts'
import { randomId } from '../../platform/random.ts'
import { useCase } from '../../platform/use-case.ts'
import { personsOf } from '../../registry/index.ts'
import { entitlementKinds } from '../entitlement.ts'
import {
  isWaiting,
  checkWish,
  endToday,
  needsTwo,
  type Exception,
  type ExceptionRefusal,
  type ReleaseRefusal,
  type Wish,
} from '../exception.ts'
import { exceptionEffects } from '../facts.ts'
import { exceptionForUpdate, hasOfficers, insertException, saveEnd, saveRelease } from '../store/exceptions.ts'

const dayInput = z
  .string()
  .refine(text => parseDay(text) !== null, 'day.wrong')
  .transform(text => parseDay(text) as Day)

/** Grants, withholds or prolongs a right for a person; a staff role waits for a second person. */
export const grantException = useCase({
  name: 'eligibility.grant-exception',
  title: { ja: '特例を認める（付与・差止め・延長）', en: 'Make an exception: grant, withhold or extend' },
  permit: { roles: ['rule-keeper'] },
  input: z.object({
    personId: z.uuid().transform(asPersonId),
    kind: z.enum(entitlementKinds),
    effect: z.enum(exceptionEffects),
    from: dayInput,
    /** First day it no longer holds. There is no exception without one. */
    until: dayInput,
    reason: z.string().trim().min(1).max(500),
  }),
  load: async (tx, { personId }, { now }) => {
    const person = (await personsOf(tx, [personId])).get(personId)
    return person === undefined ? null : { person, hasOfficers: await hasOfficers(tx, dayOf(now)) }
  },
  concerns: (_loaded, { personId }) => [personId],
  decide: (loaded, wish, { now, actor }): Result<Wish & { readonly needsRelease: boolean }, ExceptionRefusal> => {
    const checked = checkWish(wish, dayOf(now))
    if (!checked.ok) return checked
    const first = actor.kind === 'operator' && !loaded.hasOfficers
    return accept({ ...checked.value, needsRelease: needsTwo(wish) && !first })
  },
  write: async (tx, wish, { actor, now }, input) => {
    const id = randomId()
    await insertException(tx, {
      id,
      personId: input.personId,
      kind: wish.kind,
      effect: wish.effect,
      period: { from: wish.from, until: wish.until },
      reason: input.reason,
      decidedBy: actorLabel(actor),
      releasedBy: null,
      decidedAt: now,
      needsRelease: wish.needsRelease,
      endedAt: null,
      endedBy: null,
    })
    if (wish.needsRelease) {
      const seen = { payload: { exceptionId: id }, payloadHash: hashOfException({ ...wish, id }), roles: releasers }
      await propose(tx, { ...releaseOf(id), ...seen, reason: input.reason, by: actor }, now)
    } else await markDirty(tx, [input.personId], now)
    return accept({ exceptionId: id, waits: wish.needsRelease })
  },
  remembers: (input, output) => ({
    exception: output?.exceptionId,
    kind: input.kind,
    effect: input.effect,
    from: input.from,
    until: input.until,
  }),
})

const exceptionId = z.uuid()

const releasers = ['rule-keeper', 'operator'] as const
const releaseOf = (id: string) => ({ act: 'eligibility.release-exception', subject: id })

/** What both persons see. */
const hashOfException = ({ id, kind, effect, from, until }: Wish & { readonly id: string }): string =>
  hashOfSeen(id, kind, effect, from, until)

/** Where the desk has words of its own for what dual control refuses. */
const inOurWords: Partial<Record<ApprovalRefusal['code'], ReleaseRefusal>> = {
  'proposal.unknown': { code: 'exception.ended_already' },
  'proposal.settled': { code: 'exception.ended_already' },
  'proposal.changed': { code: 'exception.ended_already' },
  'proposal.expired': { code: 'exception.ended_already' },
  'proposal.same_person': { code: 'exception.needs_another_person' },
  'proposal.takes_an_officer': { code: 'exception.needs_another_person' },
}

type Standing = { readonly exception: Exception; readonly proposal: Proposal | null }
type Released = { readonly exception: Exception; readonly proposal: Proposal }

/** The second person releases an exception that gives a staff role. */
export const releaseException = useCase({
  name: 'eligibility.release-exception',
  title: { ja: '担当を付与する特例を承認する', en: 'Release an exception that gives a staff role' },
  permit: { roles: releasers },
  input: z.object({ exceptionId }),
  load: async (tx, input): Promise<Standing | null> => {
    const exception = await exceptionForUpdate(tx, input.exceptionId)
    if (exception === null) return null
    return { exception, proposal: await latestProposalForUpdate(tx, releaseOf(exception.id)) }
  },
  concerns: ({ exception }) => [exception.personId],
  decide: ({ exception, proposal }, _input, context): Result<Released, ReleaseRefusal | ApprovalRefusal> => {
    if (!isWaiting(exception)) return refuse({ code: 'exception.ended_already' })
    if (actingPerson(context.actor) === exception.personId) return refuse({ code: 'exception.needs_another_person' })
    const { id, kind, effect, period } = exception
    const may = maySecond(proposal, { context, payloadHash: hashOfException({ id, kind, effect, ...period }) })
    if (!may.ok) return refuse(inOurWords[may.refusal.code] ?? may.refusal)
    return accept({ exception, proposal: may.value })
  },
  write: async (
    tx,
    { exception, proposal },
    context,
  ): Promise<Result<{ readonly exceptionId: string }, ReleaseRefusal | ApprovalRefusal>> => {
    const settled = await settleAsSecond(tx, proposal, context)
    if (!settled.ok) return refuse(inOurWords[settled.refusal.code] ?? settled.refusal)
    const { by } = settled.value
    if (by === personLabel(exception.personId)) return refuse({ code: 'exception.needs_another_person' })
    await saveRelease(tx, exception.id, by)
    await markDirty(tx, [exception.personId], context.now)
    return accept({ exceptionId: exception.id })
  },
  remembers: input => ({ exception: input.exceptionId }),
})

/** Ends an exception today; the days it held stay as they were. */
export const endException = useCase({
  name: 'eligibility.end-exception',
  title: { ja: '特例を終わらせる', en: 'End an exception' },
  permit: { roles: ['rule-keeper'] },
  input: z.object({ exceptionId, reason: z.string().trim().min(1).max(500) }),
  load: (tx, input) => exceptionForUpdate(tx, input.exceptionId),
  concerns: exception => [exception.personId],
  decide: (exception, _input, { now }): Result<{ readonly exception: Exception; readonly until: Day }, Ended> =>
    exception.endedAt !== null || exception.period.until <= dayOf(now)
      ? refuse({ code: 'exception.ended_already' })
      : accept({ exception, until: endToday(exception, dayOf(now)) }),
  write: async (tx, { exception, until }, { actor, now }, { reason }) => {
    await saveEnd(tx, { id: exception.id, until, by: actorLabel(actor), reason, now })
    await withdrawProposals(tx, releaseOf(exception.id), actorLabel(actor), now)
    await markDirty(tx, [exception.personId], now)
    return accept({ exceptionId: exception.id })
  },
  remembers: input => ({ exception: input.exceptionId }),
})

type Ended = { readonly code: 'exception.ended_already' }
