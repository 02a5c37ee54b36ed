/** A rehearsed import is put into effect: exactly the plan that was shown, on the registry it was made for. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import type { Proposal } from '../../platform/dual-control.ts'
import { latestProposalForUpdate } from '../../platform/dual-control/store.ts'
import { enqueue } from '../../platform/job.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Import, Verdict } from '../imports/import.ts'
import { applyJob } from '../job-kinds.ts'
import { beginApplying, importForUpdate, isAtWork } from '../store/imports.ts'
import { raiseRevision, revisionForUpdate } from '../store/sources.ts'
import { text } from '../text.ts'
import { isLifted, liftOf } from './lift-brake.ts'

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
  readonly lift: Proposal | null
}
type Decided = { readonly taken: Import; readonly goesOn: boolean }

export const applyImport = useCase({
  name: 'registry.apply-import',
  title: text.useCases.applyImport,
  input: z.strictObject({ import: z.uuid(), plan: z.string().regex(/^[0-9a-f]{64}$/) }),
  permit: { roles: ['registrar'] },
  load: async (tx, input): Promise<Loaded | null> => {
    const revision = await revisionForUpdate(tx)
    const taken = await importForUpdate(tx, input.import)
    if (taken === null) return null
    return { taken, revision, busy: await isAtWork(tx), lift: await latestProposalForUpdate(tx, liftOf(taken.id)) }
  },
  decide: ({ taken, revision, busy, lift }, input): Result<Decided, ApplyRefusal> => {
    if (taken.state !== 'rehearsed' && taken.state !== 'blocked') return refuse({ code: 'import.not_rehearsed' })
    if (taken.planHash !== input.plan) return refuse({ code: 'import.plan_changed' })
    if (busy) return refuse({ code: 'import.busy' })
    if (taken.state === 'rehearsed' && taken.plannedRevision !== revision)
      return refuse({ code: 'import.plan_outdated' })
    const lifted = isLifted(lift, taken.planHash)
    if (taken.state === 'blocked' && !lifted) return refuse({ code: 'import.held', held: taken.held })
    return accept({ taken, goesOn: lifted })
  },
  write: async (tx, { taken, goesOn }, context): Promise<Result<{ readonly import: string }, ApplyRefusal>> => {
    await beginApplying(tx, taken.id, goesOn ? taken.held : [], actorLabel(context.actor))
    await raiseRevision(tx)
    await enqueue(tx, { kind: applyJob, key: taken.id, payload: { import: taken.id }, runAt: context.now }, context.now)
    return accept({ import: taken.id })
  },
  remembers: input => ({ import: input.import, plan: input.plan }),
})
