/** The guard of a source is changed: raised by one officer at once, lowered only when another person agrees. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Tx } from '../../platform/database.ts'
import { propose, type Proposal } from '../../platform/dual-control.ts'
import type { ApprovalRefusal } from '../../platform/dual-control/approval.ts'
import { hashOfSeen, maySecond, settleAsSecond } from '../../platform/dual-control/second.ts'
import { latestProposalForUpdate, withdrawProposals } from '../../platform/dual-control/store.ts'
import { actorLabel } from '../../platform/actor.ts'
import { useCase } from '../../platform/use-case.ts'
import { brakeKinds } from '../imports/brake.ts'
import { changedParts, loweredParts, type Guard } from '../imports/guard.ts'
import { raiseRevision, revisionForUpdate, saveGuard, sourceForUpdate, type Source } from '../store/sources.ts'
import { text } from '../text.ts'
import { sourceCode } from './add-source.ts'

const guardians = ['registrar', 'operator'] as const
const releaseAct = 'registry.release-guard'

/** Where the wish to lower the guard of a source is found. */
export const guardOf = (source: string) => ({ act: releaseAct, subject: source })

const limit = z.strictObject({
  /** Of the records known: 0.02 is two per cent. */
  share: z.number().gt(0).lte(1),
  /** Null: no limit by count. */
  count: z.number().int().min(1).max(10_000_000).nullable(),
})

const guardInput = z.strictObject({
  brake: z.strictObject({
    create: limit,
    update: limit,
    missing: limit,
    end: limit,
    void: limit,
    base: z.number().int().min(1).max(1_000_000),
  }),
  missingAfter: z.number().int().min(1).max(30),
})

export type GuardRefusal = { readonly code: 'guard.same' }
export type Guarded = { readonly source: string; readonly waits: boolean }

type Change = { readonly source: Source; readonly guard: Guard }

const loadSource = async (tx: Tx, code: string): Promise<Source | null> => {
  await revisionForUpdate(tx)
  return sourceForUpdate(tx, code)
}

/** What both persons see: from what to what. */
const hashOf = ({ source, guard }: Change): string => hashOfSeen(source.code, ...figuresOf(source), ...figuresOf(guard))

const figuresOf = ({ brake, missingAfter }: Guard): readonly (number | null)[] => [
  ...brakeKinds.flatMap(kind => [brake[kind].share, brake[kind].count]),
  brake.base,
  missingAfter,
]

const check = (source: Source, guard: Guard): Result<Change, GuardRefusal> =>
  changedParts(source, guard).length === 0 ? refuse({ code: 'guard.same' }) : accept({ source, guard })

/** A plan made under the former guard is rehearsed again: what is held may have changed. */
const save = async (tx: Tx, { source, guard }: Change, now: Date): Promise<void> => {
  await saveGuard(tx, source.code, guard, now)
  await raiseRevision(tx)
}

export const guardSource = useCase({
  name: 'registry.guard-source',
  title: text.useCases.guardSource,
  input: z.strictObject({ source: sourceCode, guard: guardInput, reason: z.string().trim().min(1).max(500) }),
  permit: { roles: guardians },
  load: (tx, { source }) => loadSource(tx, source),
  decide: (source, { guard }): Result<Change, GuardRefusal> => check(source, guard),
  write: async (tx, change, { actor, now }, { reason }): Promise<Result<Guarded, never>> => {
    const { source, guard } = change
    const waits = loweredParts(source, guard).length > 0
    if (waits) {
      const seen = { payload: { source: source.code, guard }, payloadHash: hashOf(change), roles: guardians, reason }
      await propose(tx, { ...guardOf(source.code), ...seen, by: actor }, now)
    } else {
      // What somebody proposed was shown against the limits that no longer stand.
      await withdrawProposals(tx, guardOf(source.code), actorLabel(actor), now)
      await save(tx, change, now)
    }
    return accept({ source: source.code, waits })
  },
  remembers: ({ source, guard }, output) => ({ source, guard, waits: output?.waits }),
})

type Standing = { readonly source: Source; readonly proposal: Proposal | null }
type Released = { readonly change: Change; readonly proposal: Proposal }

/** The second of two, another person: the guard is lowered to exactly what was proposed. */
export const releaseGuard = useCase({
  name: releaseAct,
  title: text.useCases.releaseGuard,
  input: z.strictObject({ source: sourceCode, guard: guardInput }),
  permit: { roles: guardians },
  load: async (tx, { source: code }): Promise<Standing | null> => {
    const source = await loadSource(tx, code)
    return source === null ? null : { source, proposal: await latestProposalForUpdate(tx, guardOf(code)) }
  },
  decide: ({ source, proposal }, { guard }, context): Result<Released, GuardRefusal | ApprovalRefusal> => {
    const checked = check(source, guard)
    if (!checked.ok) return checked
    const may = maySecond(proposal, { context, payloadHash: hashOf(checked.value) })
    return may.ok ? accept({ change: checked.value, proposal: may.value }) : may
  },
  write: async (tx, { change, proposal }, context): Promise<Result<Guarded, ApprovalRefusal>> => {
    const settled = await settleAsSecond(tx, proposal, context)
    if (!settled.ok) return settled
    await save(tx, change, context.now)
    return accept({ source: change.source.code, waits: false })
  },
  remembers: ({ source, guard }) => ({ source, guard }),
})
