/** The brake is lifted for one plan, once: one officer asks, another gives leave. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actingPerson, actorLabel } from '../../platform/actor.ts'
import { randomId } from '../../platform/random.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Import } from '../import.ts'
import { importForUpdate } from '../store/imports.ts'
import { liftForUpdate, proposeLift, releaseLift, type BrakeLift } from '../store/lifts.ts'
import { text } from '../text.ts'

export type LiftRefusal =
  | { readonly code: 'import.nothing_held' }
  | { readonly code: 'import.plan_changed' }
  /** Whoever asked may not give leave: another person must. */
  | { readonly code: 'import.own_request' }
  | { readonly code: 'import.already_lifted' }

type Loaded = { readonly taken: Import; readonly lift: BrakeLift | null }
type Step = { readonly taken: Import; readonly plan: string; readonly release: BrakeLift | null }

export const liftBrake = useCase({
  name: 'registry.lift-brake',
  title: text.useCases.liftBrake,
  input: z.object({ import: z.uuid(), plan: z.string().max(64), reason: z.string().trim().min(1).max(500) }),
  permit: { roles: ['registrar'] },
  load: async (tx, input): Promise<Loaded | null> => {
    const taken = await importForUpdate(tx, input.import)
    return taken === null ? null : { taken, lift: await liftForUpdate(tx, taken.id) }
  },
  decide: ({ taken, lift }, input, { actor }): Result<Step, LiftRefusal> => {
    if (taken.held.length === 0 || (taken.state !== 'rehearsed' && taken.state !== 'blocked'))
      return refuse({ code: 'import.nothing_held' })
    if (taken.planHash !== input.plan) return refuse({ code: 'import.plan_changed' })
    // A request for an earlier plan is worth nothing: the first step begins anew.
    if (lift === null || lift.planHash !== taken.planHash) return accept({ taken, plan: input.plan, release: null })
    if (lift.releasedAt !== null) return refuse({ code: 'import.already_lifted' })
    const same =
      lift.proposedByPerson === null
        ? lift.proposedBy === actorLabel(actor)
        : lift.proposedByPerson === actingPerson(actor)
    return same ? refuse({ code: 'import.own_request' }) : accept({ taken, plan: input.plan, release: lift })
  },
  write: async (tx, { taken, plan, release }, { actor, now }, input): Promise<Result<Lifted, LiftRefusal>> => {
    if (release !== null) {
      await releaseLift(tx, release.id, actorLabel(actor), now)
      return accept({ import: taken.id, step: 'given' })
    }
    await proposeLift(tx, {
      id: randomId(),
      importId: taken.id,
      planHash: plan,
      verdicts: taken.held,
      reason: input.reason,
      proposedAt: now,
      proposedBy: actorLabel(actor),
      proposedByPerson: actingPerson(actor),
    })
    return accept({ import: taken.id, step: 'asked' })
  },
  remembers: (input, output) => ({ import: input.import, plan: input.plan, step: output?.step }),
})

export type Lifted = { readonly import: string; readonly step: 'asked' | 'given' }
