/** An import is undone: what goes back and what must stay is planned and shown first. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Tx } from '../../platform/database.ts'
import { enqueue } from '../../platform/job.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Import, UndoCounts } from '../imports/import.ts'
import { undoJob } from '../job-kinds.ts'
import { beginUndoing, importForUpdate, isAtWork, saveUndoPlan } from '../store/imports.ts'
import { raiseRevision, revisionForUpdate } from '../store/sources.ts'
import { markUndo, undoCounts, undoHash } from '../store/undo.ts'
import { text } from '../text.ts'

export type UndoRefusal =
  | { readonly code: 'import.not_applied' }
  | { readonly code: 'import.busy' }
  /** What would go back is no longer what was shown. */
  | { readonly code: 'import.plan_outdated' }

export type UndoPlan = { readonly import: string; readonly plan: string; readonly counts: UndoCounts }
type Loaded = { readonly taken: Import; readonly busy: boolean }

const load = async (tx: Tx, input: { readonly import: string }): Promise<Loaded | null> => {
  await revisionForUpdate(tx)
  const taken = await importForUpdate(tx, input.import)
  return taken === null ? null : { taken, busy: await isAtWork(tx) }
}

const decide = ({ taken, busy }: Loaded): Result<Import, UndoRefusal> => {
  if (taken.state !== 'applied' && taken.state !== 'blocked') return refuse({ code: 'import.not_applied' })
  return busy ? refuse({ code: 'import.busy' }) : accept(taken)
}

const planUndo = async (tx: Tx, importId: string): Promise<UndoPlan> => {
  await markUndo(tx, importId)
  const counts = await undoCounts(tx, importId)
  const plan = await undoHash(tx, importId)
  await saveUndoPlan(tx, importId, counts, plan)
  return { import: importId, plan, counts }
}

export const rehearseUndo = useCase({
  name: 'registry.rehearse-undo',
  title: text.useCases.rehearseUndo,
  input: z.strictObject({ import: z.uuid() }),
  permit: { roles: ['registrar'] },
  load,
  decide,
  write: async (tx, taken): Promise<Result<UndoPlan, UndoRefusal>> => accept(await planUndo(tx, taken.id)),
  remembers: (input, output) => ({ import: input.import, plan: output?.plan }),
})

export const undoImport = useCase({
  name: 'registry.undo-import',
  title: text.useCases.undoImport,
  /** With a plan: exactly what was shown. Without: what stands now, planned and done in one act. */
  input: z.strictObject({ import: z.uuid(), plan: z.string().max(64).optional() }),
  permit: { roles: ['registrar'] },
  load,
  decide,
  write: async (tx, taken, { now }, input): Promise<Result<UndoPlan, UndoRefusal>> => {
    const planned = await planUndo(tx, taken.id)
    if (input.plan !== undefined && input.plan !== planned.plan) return refuse({ code: 'import.plan_outdated' })
    await beginUndoing(tx, taken.id)
    await raiseRevision(tx)
    await enqueue(tx, { kind: undoJob, key: taken.id, payload: { import: taken.id }, runAt: now }, now)
    return accept(planned)
  },
  remembers: (input, output) => ({ import: input.import, plan: output?.plan, back: output?.counts.back }),
})
