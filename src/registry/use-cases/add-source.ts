/** An office that nobody foresaw: its source is added by an officer, and its file mapped next. No code is written. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { useCase } from '../../platform/use-case.ts'
import { usualBrake, usualMissingAfter } from '../imports/brake.ts'
import { sourceKinds } from '../sources/source.ts'
import { raiseRevision, revisionForUpdate, saveSource, sourceByCode, type Source } from '../store/sources.ts'
import { text } from '../text.ts'

export type AddRefusal = { readonly code: 'source.code_taken' }

/** Name of a source in addresses and commands; it stays for ever, as records bear it. */
export const sourceCode = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

export const addSource = useCase({
  name: 'registry.add-source',
  title: text.useCases.addSource,
  input: z.strictObject({
    source: sourceCode,
    nameJa: z.string().trim().min(1).max(100),
    nameEn: z.string().trim().min(1).max(100),
    kind: z.enum(sourceKinds),
    /** Whose word counts where two sources differ: the higher. */
    trust: z.coerce.number().int().min(1).max(100),
    mode: z.enum(['full', 'delta']),
  }),
  permit: { roles: ['registrar', 'operator'] },
  load: async (tx, { source }) => {
    await revisionForUpdate(tx)
    return { known: await sourceByCode(tx, source) }
  },
  decide: ({ known }, { source: code, nameJa: ja, nameEn: en, kind, trust, mode }): Result<Source, AddRefusal> =>
    known === null
      ? accept({
          code,
          name: { ja, en },
          kind,
          trust,
          mode,
          layout: null,
          brake: usualBrake,
          missingAfter: usualMissingAfter,
        })
      : refuse({ code: 'source.code_taken' }),
  write: async (tx, source, { now }): Promise<Result<{ readonly source: string }, never>> => {
    await saveSource(tx, source, now)
    await raiseRevision(tx)
    return accept({ source: source.code })
  },
  remembers: ({ source, kind, trust, mode }) => ({ source, kind, trust, mode }),
})
