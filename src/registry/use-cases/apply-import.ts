/** A rehearsed import is put into effect: exactly the plan that was shown, on the registry it was made for. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import { enqueue } from '../../platform/job.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Import, Verdict } from '../import.ts'
import { applyJob } from '../job-kinds.ts'
import { beginApplying, importForUpdate, isAtWork } from '../store/imports.ts'
import { releasedLift, spendLift, type BrakeLift } from '../store/lifts.ts'
import { raiseRevision, revisionForUpdate } from '../store/sources.ts'
import { text } from '../text.ts'

export type ApplyRefusal =
  | { readonly code: 'import.not_rehearsed' }
  /** The plan named is not the plan that stands. */
  | { readonly code: 'import.plan_changed' }
  /** The registry changed since the rehearsal: rehearse again. */
  | { readonly code: 'import.plan_outdated' }
  /** Another import is being applied or undone just now. */
  | { readonly code: 'import.busy' }
  /** What remains is held by the brake; two persons may let it go. */
  | { readonly code: 'import.held'; readonly held: readonly Verdict[] }

type Loaded = {
  readonly taken: Import
  readonly revision: number
  readonly busy: boolean
  readonly lift: BrakeLift | null
}
type Decided = { readonly taken: Import; readonly lift: BrakeLift | null }

export const applyImport = useCase({
  name: 'registry.apply-import',
  title: text.useCases.applyImport,
  input: z.object({ import: z.uuid(), plan: z.string().regex(/^[0-9a-f]{64}$/) }),
  permit: { roles: ['registrar'] },
  load: async (tx, input): Promise<Loaded | null> => {
    const revision = await revisionForUpdate(tx)
    const taken = await importForUpdate(tx, input.import)
    if (taken === null) return null
    return { taken, revision, busy: await isAtWork(tx), lift: await releasedLift(tx, taken.id) }
  },
  decide: ({ taken, revision, busy, lift }, input): Result<Decided, ApplyRefusal> => {
    if (taken.state !== 'rehearsed' && taken.state !== 'blocked') return refuse({ code: 'import.not_rehearsed' })
    if (taken.planHash !== input.plan) return refuse({ code: 'import.plan_changed' })
    if (busy) return refuse({ code: 'import.busy' })
    if (taken.state === 'rehearsed' && taken.plannedRevision !== revision)
      return refuse({ code: 'import.plan_outdated' })
    const usable = lift !== null && lift.planHash === taken.planHash ? lift : null
    if (taken.state === 'blocked' && usable === null) return refuse({ code: 'import.held', held: taken.held })
    return accept({ taken, lift: usable })
  },
  write: async (tx, { taken, lift }, context): Promise<Result<{ readonly import: string }, ApplyRefusal>> => {
    if (lift !== null) await spendLift(tx, lift.id, context.now)
    await beginApplying(tx, taken.id, lift?.verdicts ?? [], actorLabel(context.actor))
    await raiseRevision(tx)
    await enqueue(tx, { kind: applyJob, key: taken.id, payload: { import: taken.id }, runAt: context.now }, context.now)
    return accept({ import: taken.id })
  },
  remembers: input => ({ import: input.import, plan: input.plan }),
})
