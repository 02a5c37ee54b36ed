/** Two persons are found to be one: proposed by one officer, released by another, and reversible. */
import { z } from 'zod'
import { asPersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import { propose, type Proposal } from '../../platform/dual-control.ts'
import type { ApprovalRefusal } from '../../platform/dual-control/approval.ts'
import { maySecond, settleAsSecond } from '../../platform/dual-control/second.ts'
import { latestProposalForUpdate } from '../../platform/dual-control/store.ts'
import { randomId } from '../../platform/random.ts'
import { markDirty } from '../../platform/reconciler.ts'
import { useCase } from '../../platform/use-case.ts'
import { derivePersons } from '../persons/derive-persons.ts'
import type { PersonState } from '../persons/person.ts'
import { clearDerived } from '../store/derived.ts'
import { isAtWork } from '../store/imports.ts'
import * as store from '../store/merges.ts'
import { raiseRevision, revisionForUpdate } from '../store/sources.ts'
import { text } from '../text.ts'

const releaseMergeAct = 'registry.release-merge'

export type MergeRefusal =
  | ApprovalRefusal
  | { readonly code: 'merge.same_person' }
  /** One of the two is merged, archived or erased already. */
  | { readonly code: 'merge.not_usable' }
  /** Others were merged into the one that should go: choose the other direction, or unmerge first. */
  | { readonly code: 'merge.has_merged' }
  | { readonly code: 'merge.not_proposed' }
  | { readonly code: 'merge.own_proposal' }
  /** Something changed since it was proposed. */
  | { readonly code: 'merge.outdated' }
  | { readonly code: 'merge.not_merged' }
  | { readonly code: 'import.busy' }

const usable = (state: PersonState | undefined): boolean =>
  state === 'active' || state === 'dormant' || state === 'provisional'

type Pair = {
  readonly winner: PersonState
  readonly loser: PersonState
  readonly loserHasMerged: boolean
  readonly basis: string
}

const tellUnusable = ({ winner, loser, loserHasMerged }: Pair): MergeRefusal | null => {
  if (!usable(winner) || !usable(loser)) return { code: 'merge.not_usable' }
  return loserHasMerged ? { code: 'merge.has_merged' } : null
}

const pairOf = async (
  tx: Parameters<typeof store.personStates>[0],
  winner: string,
  loser: string,
): Promise<Pair | null> => {
  const states = await store.personStates(tx, [winner, loser])
  const [first, second] = [states.get(winner), states.get(loser)]
  if (first === undefined || second === undefined) return null
  const basis = await store.mergeBasis(tx, winner, loser)
  return { winner: first, loser: second, loserHasMerged: await store.hasMerged(tx, loser), basis }
}

export const proposeMerge = useCase({
  name: 'registry.propose-merge',
  title: text.useCases.proposeMerge,
  input: z.strictObject({ winner: z.uuid(), loser: z.uuid(), reason: z.string().trim().min(1).max(500) }),
  permit: { roles: ['registrar'] },
  load: (tx, input) => pairOf(tx, input.winner, input.loser),
  decide: (pair, input): Result<Pair, MergeRefusal> => {
    if (input.winner === input.loser) return refuse({ code: 'merge.same_person' })
    const unusable = tellUnusable(pair)
    return unusable === null ? accept(pair) : refuse(unusable)
  },
  write: async (tx, { basis }, { actor, now }, input): Promise<Result<{ readonly merge: string }, MergeRefusal>> => {
    const id = randomId()
    const proposer = { proposedAt: now, proposedBy: actorLabel(actor) }
    const { winner: winnerId, loser: loserId, reason } = input
    await store.addMerge(tx, { id, winnerId, loserId, basis, reason, ...proposer })
    const seen = { payload: { merge: id }, payloadHash: basis, roles: ['registrar'] as const, reason }
    await propose(tx, { act: releaseMergeAct, subject: id, ...seen, by: actor }, now)
    return accept({ merge: id })
  },
  concerns: (_pair, input) => [input.winner, input.loser],
  remembers: (_input, output) => ({ merge: output?.merge }),
})

type Standing = {
  readonly merge: store.Merge
  readonly pair: Pair
  readonly busy: boolean
  readonly proposal: Proposal | null
}
type Released = Standing & { readonly proposal: Proposal }

/** Where the desk has words of its own for what dual control refuses. */
const inOurWords: Partial<Record<ApprovalRefusal['code'], MergeRefusal>> = {
  'proposal.unknown': { code: 'merge.not_proposed' },
  'proposal.settled': { code: 'merge.not_proposed' },
  'proposal.changed': { code: 'merge.outdated' },
  'proposal.same_person': { code: 'merge.own_proposal' },
}

export const releaseMerge = useCase({
  name: releaseMergeAct,
  title: text.useCases.releaseMerge,
  input: z.strictObject({ merge: z.uuid() }),
  permit: { roles: ['registrar'] },
  load: async (tx, input): Promise<Standing | null> => {
    await revisionForUpdate(tx)
    const merge = await store.mergeForUpdate(tx, input.merge)
    const pair = merge === null ? null : await pairOf(tx, merge.winnerId, merge.loserId)
    if (merge === null || pair === null) return null
    const proposal = await latestProposalForUpdate(tx, { act: releaseMergeAct, subject: merge.id })
    return { merge, pair, busy: await isAtWork(tx), proposal }
  },
  decide: (standing, _input, context): Result<Released, MergeRefusal> => {
    const { merge, pair, busy } = standing
    if (merge.state !== 'proposed') return refuse({ code: 'merge.not_proposed' })
    if (busy) return refuse({ code: 'import.busy' })
    const may = maySecond(standing.proposal, { context, payloadHash: pair.basis })
    if (!may.ok) return refuse(inOurWords[may.refusal.code] ?? may.refusal)
    const unusable = tellUnusable(pair)
    return unusable === null ? accept({ ...standing, proposal: may.value }) : refuse(unusable)
  },
  write: async (tx, { merge, pair, proposal }, context): Promise<Result<{ readonly merge: string }, MergeRefusal>> => {
    const { now, system } = context
    const settled = await settleAsSecond(tx, proposal, context)
    if (!settled.ok) return refuse(inOurWords[settled.refusal.code] ?? settled.refusal)
    const records = await store.moveRecords(tx, merge.loserId, merge.winnerId)
    await store.saveMerged(tx, { id: merge.id, by: settled.value.by, loserState: pair.loser, records }, now)
    await store.markMerged(tx, merge.loserId, merge.winnerId)
    await clearDerived(tx, [merge.loserId])
    await derivePersons(tx, system.vault, [merge.winnerId], now)
    await markDirty(tx, [asPersonId(merge.loserId)], now)
    await raiseRevision(tx)
    return accept({ merge: merge.id })
  },
  concerns: ({ merge }) => [merge.winnerId, merge.loserId],
  remembers: input => ({ merge: input.merge }),
})

export const unmerge = useCase({
  name: 'registry.unmerge',
  title: text.useCases.unmerge,
  input: z.strictObject({ merge: z.uuid(), reason: z.string().trim().min(1).max(500) }),
  permit: { roles: ['registrar'] },
  load: async (tx, input) => {
    await revisionForUpdate(tx)
    const merge = await store.mergeForUpdate(tx, input.merge)
    return merge === null ? null : { merge, busy: await isAtWork(tx) }
  },
  decide: ({ merge, busy }): Result<store.Merge & { readonly loserState: PersonState }, MergeRefusal> => {
    if (busy) return refuse({ code: 'import.busy' })
    const { loserState } = merge
    if (merge.state !== 'merged' || loserState === null) return refuse({ code: 'merge.not_merged' })
    return accept({ ...merge, loserState })
  },
  write: async (tx, merge, { now, system }): Promise<Result<{ readonly merge: string }, MergeRefusal>> => {
    await store.personStates(tx, [merge.winnerId, merge.loserId])
    await store.moveBack(tx, merge.records, merge.loserId)
    await store.markUnmerged(tx, merge.loserId, merge.loserState)
    await store.endMerge(tx, merge.id, 'unmerged', now)
    await derivePersons(tx, system.vault, [merge.winnerId, merge.loserId], now)
    await raiseRevision(tx)
    return accept({ merge: merge.id })
  },
  concerns: ({ merge }) => [merge.winnerId, merge.loserId],
  remembers: input => ({ merge: input.merge }),
})
