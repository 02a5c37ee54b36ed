/** An officer maps the headers of a file, and the words in its cells, to our fields and codes. No code is written. */
import { z } from 'zod'
import { accept, type Result } from '../../kernel/result.ts'
import { useCase } from '../../platform/use-case.ts'
import { usualBrake, usualMissingAfter } from '../imports/brake.ts'
import { sourceFields, sourceKinds } from '../sources/source.ts'
import {
  raiseRevision,
  revisionForUpdate,
  saveSource,
  sourceByCode,
  type Layout,
  type Source,
} from '../store/sources.ts'
import { text } from '../text.ts'

const header = z.string().trim().min(1).max(200)

export const layoutInput = z.strictObject({
  format: z.strictObject({ encoding: z.enum(['utf-8', 'cp932']), delimiter: z.enum([',', '\t']) }),
  columns: z.partialRecord(z.enum(sourceFields), header),
  statuses: z.record(z.string().min(1).max(100), z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)),
  keyShape: z.strictObject({
    characters: z.enum(['digits', 'letters-and-digits', 'printable']),
    min: z.number().int().min(1).max(40),
    max: z.number().int().min(1).max(40),
  }),
  keyNames: z.enum(['person', 'paper']),
  vouchedBy: z.enum(['office', 'self']),
  endsOn: z.enum(['last-day', 'day-after']),
  required: z.array(z.enum(sourceFields)).max(sourceFields.length),
})

export const mapSource = useCase({
  name: 'registry.map-source',
  title: text.useCases.mapSource,
  input: z.strictObject({
    source: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    nameJa: z.string().trim().min(1).max(100).optional(),
    nameEn: z.string().trim().min(1).max(100).optional(),
    kind: z.enum(sourceKinds).optional(),
    mode: z.enum(['full', 'delta']).optional(),
    trust: z.number().int().min(1).max(100).optional(),
    layout: layoutInput,
  }),
  permit: { roles: ['registrar', 'operator'] },
  load: async (tx, input) => {
    await revisionForUpdate(tx)
    return { known: await sourceByCode(tx, input.source) }
  },
  decide: ({ known }, input): Result<Source, never> =>
    accept({
      code: input.source,
      name: {
        ja: input.nameJa ?? known?.name.ja ?? input.source,
        en: input.nameEn ?? known?.name.en ?? input.source,
      },
      kind: input.kind ?? known?.kind ?? 'manual',
      trust: input.trust ?? known?.trust ?? 50,
      layout: layoutOf(input.layout),
      mode: input.mode ?? known?.mode ?? 'full',
      brake: known?.brake ?? usualBrake,
      missingAfter: known?.missingAfter ?? usualMissingAfter,
    }),
  write: async (tx, source, { now }): Promise<Result<{ readonly source: string }, never>> => {
    await saveSource(tx, source, now)
    await raiseRevision(tx)
    return accept({ source: source.code })
  },
  remembers: input => ({ source: input.source }),
})

/** Fields without a header are left out, not undefined. */
const layoutOf = (input: z.output<typeof layoutInput>): Layout => ({
  ...input,
  columns: Object.fromEntries(Object.entries(input.columns).filter(([, name]) => name !== undefined)),
})
