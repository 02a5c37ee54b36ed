/** What would an import do? Planned and stored item by item; nothing else changes. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Hold } from '../imports/brake.ts'
import type { Counts, Import } from '../imports/import.ts'
import { rehearse } from '../imports/rehearse.ts'
import { importForUpdate } from '../store/imports.ts'
import { sourceByCode, type Source } from '../store/sources.ts'
import { text } from '../text.ts'

type Loaded = { readonly taken: Import; readonly source: Source }
export type RehearseRefusal = { readonly code: 'import.not_waiting' }
export type Rehearsed = {
  readonly import: string
  readonly plan: string
  readonly counts: Counts
  readonly holds: readonly Hold[]
}

export const rehearseImport = useCase({
  name: 'registry.rehearse-import',
  title: text.useCases.rehearseImport,
  input: z.strictObject({ import: z.uuid() }),
  permit: { roles: ['registrar'] },
  load: async (tx, input): Promise<Loaded | null> => {
    const taken = await importForUpdate(tx, input.import)
    const source = taken === null ? null : await sourceByCode(tx, taken.source)
    return taken === null || source === null ? null : { taken, source }
  },
  decide: (loaded): Result<Loaded, RehearseRefusal> =>
    loaded.taken.state === 'staged' || loaded.taken.state === 'rehearsed'
      ? accept(loaded)
      : refuse({ code: 'import.not_waiting' }),
  write: async (tx, { taken, source }, context): Promise<Result<Rehearsed, RehearseRefusal>> => {
    const plan = await rehearse(tx, { taken, source, vault: context.system.vault, now: context.now })
    return accept({ import: taken.id, plan: plan.hash, counts: plan.counts, holds: plan.holds })
  },
  remembers: (input, output) => ({ import: input.import, plan: output?.plan, ...output?.counts }),
})
