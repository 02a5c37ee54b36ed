/** Rights granted, withheld or prolonged by hand. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { dayOf, parseDay, type Day } from '../../kernel/day.ts'
import { asPersonId } from '../../kernel/ids.ts'
import { actingPerson, actorLabel, personLabel } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { propose, type Proposal } from '../../platform/dual-control.ts'
import type { ApprovalRefusal } from '../../platform/dual-control/approval.ts'
import { hashOfSeen, maySecond, settleAsSecond } from '../../platform/dual-control/second.ts'
import { latestProposalForUpdate, withdrawProposals } from '../../platform/dual-control/store.ts'
import type { Unreleased } from '../../platform/dual-control/told.ts'
import { markDirty } from '../../platform/reconciler.ts'
import { randomId } from '../../platform/random.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
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
import { exceptionForUpdate, insertException, saveEnd, saveRelease } from '../store/exceptions.ts'

const dayInput = z
  .string()
  .refine(text => parseDay(text) !== null, 'day.wrong')
  .transform(text => parseDay(text) as Day)

const keepers = ['rule-keeper'] as const
const releasers = ['rule-keeper', 'operator'] as const
const releaseOf = (id: string) => ({ act: 'eligibility.release-exception', subject: id })

/** Where the request to end what is withheld is found. */
export const endingOf = (id: string) => ({ act: 'eligibility.release-end', subject: id })

/** What both persons see. */
const hashOf = ({ id, kind, effect, period }: Pick<Exception, 'id' | 'kind' | 'effect' | 'period'>): string =>
  hashOfSeen(id, kind, effect, period.from, period.until)

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

const loadStanding = async (tx: Tx, about: Pick<Proposal, 'act' | 'subject'>): Promise<Standing | null> => {
  const exception = await exceptionForUpdate(tx, about.subject)
  return exception === null ? null : { exception, proposal: await latestProposalForUpdate(tx, about) }
}

/** Whether the caller may be the second person: never whom it is about. */
const checkSecond = (
  { exception, proposal }: Standing,
  context: Context,
): Result<Released, ReleaseRefusal | ApprovalRefusal> => {
  if (actingPerson(context.actor) === exception.personId) return refuse({ code: 'exception.needs_another_person' })
  const may = maySecond(proposal, { context, payloadHash: hashOf(exception) })
  if (!may.ok) return refuse(inOurWords[may.refusal.code] ?? may.refusal)
  return accept({ exception, proposal: may.value })
}

const settleFor = async (
  tx: Tx,
  { exception, proposal }: Released,
  context: Context,
): Promise<Result<{ readonly by: string }, ReleaseRefusal | ApprovalRefusal>> => {
  const settled = await settleAsSecond(tx, proposal, context)
  if (!settled.ok) return refuse(inOurWords[settled.refusal.code] ?? settled.refusal)
  return settled.value.by === personLabel(exception.personId)
    ? refuse({ code: 'exception.needs_another_person' })
    : settled
}

/** Grants, withholds or prolongs a right for a person; a staff role waits for a second person. */
export const grantException = useCase({
  name: 'eligibility.grant-exception',
  title: { ja: '特例を認める（付与・差止め・延長）', en: 'Make an exception: grant, withhold or extend' },
  permit: { roles: keepers },
  input: z.strictObject({
    personId: z.uuid().transform(asPersonId),
    kind: z.enum(entitlementKinds),
    effect: z.enum(exceptionEffects),
    from: dayInput,
    /** First day it no longer holds. There is no exception without one. */
    until: dayInput,
    reason: z.string().trim().min(1).max(500),
  }),
  load: async (tx, { personId }) => (await personsOf(tx, [personId])).get(personId) ?? null,
  concerns: (_loaded, { personId }) => [personId],
  decide: (_person, wish, { now, officers }): Result<Wish & { readonly needsRelease: boolean }, ExceptionRefusal> => {
    const checked = checkWish(wish, dayOf(now))
    if (!checked.ok) return checked
    return accept({ ...checked.value, needsRelease: needsTwo(wish) && officers !== 'none yet' })
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
      const { from, until } = wish
      const payloadHash = hashOf({ id, kind: wish.kind, effect: wish.effect, period: { from, until } })
      const seen = { payload: { exceptionId: id }, payloadHash, roles: releasers, reason: input.reason }
      await propose(tx, { ...releaseOf(id), ...seen, by: actor }, now)
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

/** The second person releases an exception that gives a staff role. */
export const releaseException = useCase({
  name: 'eligibility.release-exception',
  title: { ja: '担当を付与する特例を承認する', en: 'Release an exception that gives a staff role' },
  permit: { roles: releasers },
  input: z.strictObject({ exceptionId }),
  load: (tx, input) => loadStanding(tx, releaseOf(input.exceptionId)),
  concerns: ({ exception }) => [exception.personId],
  decide: (standing, _input, context): Result<Released, ReleaseRefusal | ApprovalRefusal> =>
    isWaiting(standing.exception) ? checkSecond(standing, context) : refuse({ code: 'exception.ended_already' }),
  write: async (
    tx,
    released,
    context,
  ): Promise<Result<{ readonly exceptionId: string }, ReleaseRefusal | ApprovalRefusal>> => {
    const settled = await settleFor(tx, released, context)
    if (!settled.ok) return settled
    const { id, personId } = released.exception
    await saveRelease(tx, id, settled.value.by)
    await markDirty(tx, [personId], context.now)
    return accept({ exceptionId: id })
  },
  remembers: input => ({ exception: input.exceptionId }),
})

/** Ends an exception today; the days it held stay as they were. To lift what was withheld takes a second person. */
export const endException = useCase({
  name: 'eligibility.end-exception',
  title: { ja: '特例を終わらせる（差止めは二名承認）', en: 'End an exception (two persons where it withholds)' },
  permit: { roles: keepers },
  input: z.strictObject({ exceptionId, reason: z.string().trim().min(1).max(500) }),
  load: (tx, input) => exceptionForUpdate(tx, input.exceptionId),
  concerns: exception => [exception.personId],
  decide: (exception, _input, { actor, now }): Result<Exception, EndRefusal> => {
    if (isOver(exception, dayOf(now))) return refuse({ code: 'exception.ended_already' })
    const isOwn = exception.effect === 'withhold' && actingPerson(actor) === exception.personId
    return isOwn ? refuse({ code: 'exception.needs_another_person' }) : accept(exception)
  },
  write: async (tx, exception, { actor, now }, { reason }) => {
    const waits = exception.effect === 'withhold'
    if (waits) {
      const seen = { payload: { exceptionId: exception.id }, payloadHash: hashOf(exception), roles: keepers }
      await propose(tx, { ...endingOf(exception.id), ...seen, reason, by: actor }, now)
    } else await end(tx, exception, { by: actorLabel(actor), reason, now })
    return accept({ exceptionId: exception.id, waits })
  },
  remembers: (input, output) => ({ exception: input.exceptionId, waits: output?.waits }),
})

/** The second person agrees that something is withheld no longer. */
export const releaseEnd = useCase({
  name: 'eligibility.release-end',
  title: { ja: '差止めの終了を承認する', en: 'Release the end of a withholding' },
  permit: { roles: keepers },
  input: z.strictObject({ exceptionId }),
  load: (tx, input) => loadStanding(tx, endingOf(input.exceptionId)),
  concerns: ({ exception }) => [exception.personId],
  decide: (standing, _input, context): Result<Released, EndRefusal> =>
    isOver(standing.exception, dayOf(context.now))
      ? refuse({ code: 'exception.ended_already' })
      : checkSecond(standing, context),
  write: async (tx, released, context): Promise<Result<{ readonly exceptionId: string }, EndRefusal>> => {
    const settled = await settleFor(tx, released, context)
    if (!settled.ok) return settled
    const { exception, proposal } = released
    await end(tx, exception, { by: settled.value.by, reason: proposal.reason, now: context.now })
    return accept({ exceptionId: exception.id })
  },
  remembers: input => ({ exception: input.exceptionId }),
})

/** A role that nobody released was never given: what waited for it is over. */
export const endUnreleased = async (tx: Tx, { subject }: Proposal, { state, by, now }: Unreleased): Promise<void> => {
  const exception = await exceptionForUpdate(tx, subject)
  if (exception !== null && isWaiting(exception))
    await saveEnd(tx, { id: exception.id, until: endToday(exception, dayOf(now)), by, reason: state, now })
}

type EndRefusal = ReleaseRefusal | ApprovalRefusal

const isOver = (exception: Exception, today: Day): boolean =>
  exception.endedAt !== null || exception.period.until <= today

const end = async (
  tx: Tx,
  exception: Exception,
  { by, reason, now }: { readonly by: string; readonly reason: string; readonly now: Date },
): Promise<void> => {
  await saveEnd(tx, { id: exception.id, until: endToday(exception, dayOf(now)), by, reason, now })
  await withdrawProposals(tx, releaseOf(exception.id), by, now)
  await markDirty(tx, [exception.personId], now)
}
