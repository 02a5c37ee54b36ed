/** A batch: its file is read, its columns are set, it is handed in exactly as it was shown, or discarded. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { next } from '../../kernel/machine.ts'
import { actorLabel, hasRole, type Actor } from '../../platform/actor.ts'
import { guessFormat, type CsvFormat, type CsvRefusal } from '../../platform/csv/lines.ts'
import { readCsv } from '../../platform/csv/csv.ts'
import type { Tx } from '../../platform/database.ts'
import { randomId } from '../../platform/random.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { guessMapping, type SourceField } from '../../registry/index.ts'
import { batchLife } from '../application.ts'
import { batchFields, type BatchColumns, type BatchField, type LeftOut } from '../batch.ts'
import { appliedStatuses } from '../statuses.ts'
import type { Reach } from '../store/applications.ts'
import { addBatch, batchForUpdate, saveColumns, settleBatch, type Batch } from '../store/batches.ts'
import { titles } from '../text/title-text.ts'
import { isWithin, reachOf, unitsOf, type Unit } from '../units.ts'
import { decideBringing, handIn, officeInput, unitInput, type Bringing, type NotYourUnit } from './for-others.ts'
import { rehearseBatch, type Rehearsal } from './rehearse-batch.ts'

/** Octets as they are, or base64 where JSON must carry them. */
const octets = z
  .custom<Uint8Array | string>(value => value instanceof Uint8Array || typeof value === 'string')
  .transform(value => (typeof value === 'string' ? Buffer.from(value, 'base64') : value))

const statusInput = z
  .string()
  .refine(code => code === '' || appliedStatuses.some(status => status.code === code), 'not_offered')
  .default('')
  .transform(code => (code === '' ? null : code))

/** What a source calls otherwise than an application does. */
const fromSource: Readonly<Partial<Record<SourceField, BatchField>>> = { until: 'lastDay', previousKey: 'continues' }

/** The meaning of the headings, as far as it is known; the officer sees and corrects it. */
export const guessColumns = (header: readonly string[]): BatchColumns =>
  Object.fromEntries(
    Object.entries(guessMapping(header)).flatMap(([field, heading]) => {
      const own = fromSource[field as SourceField] ?? field
      return batchFields.some(one => one === own) ? [[own, heading]] : []
    }),
  )

type Read = { readonly format: CsvFormat; readonly header: Result<readonly string[], CsvRefusal> }
type Loaded = { readonly units: readonly Unit[] | 'all'; readonly read: Read }
type Begun = Bringing & { readonly format: CsvFormat; readonly columns: BatchColumns }

export const readBatchFile = useCase({
  name: 'admissions.read-batch',
  title: titles.readBatch,
  input: z.strictObject({ by: officeInput, unit: unitInput, status: statusInput, file: octets }),
  permit: { roles: ['department', 'registrar'] },
  load: async (tx, { file }, { actor }): Promise<Loaded> => ({
    units: await unitsOf(tx, actor),
    read: await headerOf(file),
  }),
  decide: ({ units, read }, { by, unit, file }, { actor }): Result<Begun, NotYourUnit | CsvRefusal> => {
    const bringing = decideBringing({ by, unit }, { actor, units })
    if (!bringing.ok) return bringing
    if (file.length > largestFile) return refuse({ code: 'csv.too_large', line: 1, column: 1 })
    if (!read.header.ok) return read.header
    return accept({ ...bringing.value, format: read.format, columns: guessColumns(read.header.value) })
  },
  write: async (
    tx,
    begun,
    { system, now, actor },
    { file, status },
  ): Promise<Result<{ readonly batch: string }, never>> => {
    const id = randomId()
    const { by: broughtBy, unitCode, unitName, format, columns } = begun
    await addBatch(tx, system.vault, { id, broughtBy, unitCode, unitName, format, columns, status, file, byLabel: actorLabel(actor), readAt: now }) // prettier-ignore
    return accept({ batch: id })
  },
  remembers: ({ by }, output) => ({ by, batch: output?.batch }),
})

const largestFile = 512_000

const headerOf = async (file: Uint8Array): Promise<Read> => {
  const format = guessFormat(file)
  for await (const batch of readCsv([file], format)) {
    if (!batch.ok) return { format, header: batch }
    if (batch.value.header.length > 0) return { format, header: accept(batch.value.header) }
  }
  return { format, header: refuse({ code: 'csv.empty', line: 1, column: 1 }) }
}

type Whole = Batch & { readonly file: Buffer }
type Over = { readonly code: 'admissions.batch_over' }

/** Whether an officer may still change a batch: whoever brings for that office, within their own units. */
export const mayBring = (
  actor: Actor,
  { broughtBy, unitCode }: Pick<Batch, 'broughtBy' | 'unitCode'>,
  reach: Reach,
): boolean =>
  (actor.kind === 'machine' || hasRole(actor, [broughtBy === 'personnel' ? 'registrar' : 'department'])) &&
  (broughtBy === 'personnel' || isWithin(reach, unitCode))

const loadBatch = async (
  tx: Tx,
  { batch: id }: { readonly batch: string },
  { system, actor }: Context,
): Promise<Batch | null> => {
  const batch = await batchForUpdate(tx, system.vault, id)
  return batch !== null && mayBring(actor, batch, await reachOf(tx, actor)) ? batch : null
}

const whole = (batch: Batch, action: keyof typeof batchLife.read): Result<Whole, Over> => {
  const { file } = batch
  return file === null || next(batchLife, batch.state, action) === null
    ? refuse({ code: 'admissions.batch_over' })
    : accept({ ...batch, file })
}

const heading = z.string().max(200)

export const mapBatch = useCase({
  name: 'admissions.map-batch',
  title: titles.mapBatch,
  input: z.strictObject({
    batch: z.uuid(),
    columns: z.partialRecord(z.enum(batchFields), heading),
    status: statusInput,
  }),
  permit: { roles: ['department', 'registrar'] },
  load: loadBatch,
  decide: (batch): Result<Whole, Over> => whole(batch, 'hand_in'),
  write: async (tx, { id }, { now }, { columns, status }): Promise<Result<{ readonly batch: string }, never>> => {
    const mapped = Object.fromEntries(Object.entries(columns).filter(([, named]) => named !== '')) as BatchColumns
    await saveColumns(tx, id, { columns: mapped, status }, now)
    return accept({ batch: id })
  },
  remembers: ({ batch }) => ({ batch }),
})

type HandRefusal =
  | Over
  | CsvRefusal
  | { readonly code: 'admissions.batch_changed' }
  | { readonly code: 'admissions.nobody_to_apply_for' }
type Seen = { readonly batch: Batch; readonly rehearsed: Result<Rehearsal, CsvRefusal | Over> }

/** Hands in those rows that can be read, exactly as they were shown; the others are named by line and left out. */
export const handInBatch = useCase({
  name: 'admissions.hand-in-batch',
  title: titles.handInBatch,
  input: z.strictObject({ batch: z.uuid(), seen: z.string().regex(/^[0-9a-f]{64}$/) }),
  permit: { roles: ['department', 'registrar'] },
  load: async (tx, input, context): Promise<Seen | null> => {
    const batch = await loadBatch(tx, input, context)
    if (batch === null) return null
    const found = whole(batch, 'hand_in')
    if (!found.ok) return { batch, rehearsed: found }
    const { system, now, actor } = context
    return { batch, rehearsed: await rehearseBatch(tx, found.value, { system, now, reach: await reachOf(tx, actor) }) }
  },
  decide: ({ batch, rehearsed }, { seen }): Result<{ batch: Batch; rehearsal: Rehearsal }, HandRefusal> => {
    if (!rehearsed.ok) return rehearsed
    if (rehearsed.value.seen !== seen) return refuse({ code: 'admissions.batch_changed' })
    if (rehearsed.value.rows.every(row => row.problem !== null))
      return refuse({ code: 'admissions.nobody_to_apply_for' })
    return accept({ batch, rehearsal: rehearsed.value })
  },
  write: async (tx, { batch, rehearsal }, context): Promise<Result<HandedBatch, never>> => {
    const { id, broughtBy: by, unitCode, unitName } = batch
    const people = rehearsal.rows.filter(row => row.problem === null)
    const leftOut: readonly LeftOut[] = rehearsal.rows.flatMap(({ problem }) => problem ?? [])
    await settleBatch(tx, id, { state: 'handed_in', people: people.length, leftOut }, context.now)
    const { numbers } = await handIn(tx, { by, unitCode, unitName, batchId: id, people }, context)
    return accept({ batch: id, numbers, leftOut: leftOut.length })
  },
  remembers: ({ batch }, output) => ({ batch, people: output?.numbers.length, leftOut: output?.leftOut }),
})

type HandedBatch = { readonly batch: string; readonly numbers: readonly string[]; readonly leftOut: number }

export const discardBatch = useCase({
  name: 'admissions.discard-batch',
  title: titles.discardBatch,
  input: z.strictObject({ batch: z.uuid() }),
  permit: { roles: ['department', 'registrar'] },
  load: loadBatch,
  decide: (batch): Result<Whole, Over> => whole(batch, 'discard'),
  write: async (tx, { id }, { now }): Promise<Result<{ readonly batch: string }, never>> => {
    await settleBatch(tx, id, { state: 'discarded', people: 0, leftOut: [] }, now)
    return accept({ batch: id })
  },
  remembers: ({ batch }) => ({ batch }),
})
