/** The brake is lifted for one plan, once: one officer asks, another gives leave. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import { isReleasable, propose, type Proposal } from '../../platform/dual-control.ts'
import type { ApprovalRefusal } from '../../platform/dual-control/approval.ts'
import { maySecond, settleAsSecond } from '../../platform/dual-control/second.ts'
import { latestProposalForUpdate } from '../../platform/dual-control/store.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Import } from '../imports/import.ts'
import { importForUpdate } from '../store/imports.ts'
import { text } from '../text.ts'

export type LiftRefusal =
  | ApprovalRefusal
  | { readonly code: 'import.nothing_held' }
  | { readonly code: 'import.plan_changed' }
  /** Whoever asked may not give leave: another person must. */
  | { readonly code: 'import.own_request' }
  | { readonly code: 'import.already_lifted' }

const act = 'registry.lift-brake'

/** Where the request to lift an import's brake is found. */
export const liftOf = (importId: string) => ({ act, subject: importId })

/** Whether two persons have let exactly this plan go on. */
export const isLifted = (lift: Proposal | null, planHash: string | null): boolean =>
  lift?.state === 'released' && lift.payloadHash === planHash

type Loaded = { readonly taken: Import; readonly lift: Proposal | null }
type Step = { readonly taken: Import; readonly plan: string; readonly release: Proposal | null }

export const liftBrake = useCase({
  name: act,
  title: text.useCases.liftBrake,
  input: z.strictObject({ import: z.uuid(), plan: z.string().max(64), reason: z.string().trim().min(1).max(500) }),
  permit: { roles: ['registrar'] },
  load: async (tx, input): Promise<Loaded | null> => {
    const taken = await importForUpdate(tx, input.import)
    return taken === null ? null : { taken, lift: await latestProposalForUpdate(tx, liftOf(taken.id)) }
  },
  decide: ({ taken, lift }, input, context): Result<Step, LiftRefusal> => {
    if (taken.held.length === 0 || (taken.state !== 'rehearsed' && taken.state !== 'blocked'))
      return refuse({ code: 'import.nothing_held' })
    const { plan } = input
    if (taken.planHash !== plan) return refuse({ code: 'import.plan_changed' })
    if (isLifted(lift, plan)) return refuse({ code: 'import.already_lifted' })
    // A request for an earlier plan, or an old one, is worth nothing: the first step begins anew.
    if (lift === null || !isReleasable(lift, plan, context.now).ok) return accept({ taken, plan, release: null })
    const may = maySecond(lift, { context, payloadHash: plan })
    if (may.ok) return accept({ taken, plan, release: may.value })
    const isOwn = lift.proposedBy === actorLabel(context.actor)
    return refuse(isOwn ? { code: 'import.own_request' } : may.refusal)
  },
  write: async (tx, { taken, plan, release }, context, { reason }): Promise<Result<Lifted, LiftRefusal>> => {
    if (release !== null) {
      const settled = await settleAsSecond(tx, release, context)
      return settled.ok ? accept({ import: taken.id, step: 'given' }) : settled
    }
    const payload = { import: taken.id, plan, reason }
    const seen = { payload, payloadHash: plan, roles: ['registrar'] as const, reason }
    await propose(tx, { ...liftOf(taken.id), ...seen, by: context.actor }, context.now)
    return accept({ import: taken.id, step: 'asked' })
  },
  remembers: (input, output) => ({ import: input.import, plan: input.plan, step: output?.step }),
})

export type Lifted = { readonly import: string; readonly step: 'asked' | 'given' }
