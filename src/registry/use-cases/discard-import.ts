/** An import that shall not be applied is put away; or what the brake holds of it is given up. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Import } from '../imports/import.ts'
import { endImport, finishApplying, importForUpdate } from '../store/imports.ts'
import { eraseFields } from '../store/rows.ts'
import { text } from '../text.ts'

export type DiscardRefusal = { readonly code: 'import.not_waiting' }

export const discardImport = useCase({
  name: 'registry.discard-import',
  title: text.useCases.discardImport,
  input: z.strictObject({ import: z.uuid() }),
  permit: { roles: ['registrar'] },
  load: (tx, input) => importForUpdate(tx, input.import),
  decide: (taken): Result<Import, DiscardRefusal> =>
    ['staged', 'rehearsed', 'blocked'].includes(taken.state) ? accept(taken) : refuse({ code: 'import.not_waiting' }),
  write: async (tx, taken, { now }): Promise<Result<{ readonly import: string }, DiscardRefusal>> => {
    await eraseFields(tx, taken.id)
    if (taken.state === 'blocked') await finishApplying(tx, { id: taken.id, state: 'applied', held: [], stale: 0, now })
    else await endImport(tx, taken.id, 'discarded', now)
    return accept({ import: taken.id })
  },
  remembers: input => ({ import: input.import }),
})
