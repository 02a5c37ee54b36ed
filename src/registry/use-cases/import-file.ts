/** A file of a record office comes in. */
import { z } from 'zod'
import { parseDay, type Day } from '../../kernel/day.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { enqueue } from '../../platform/job.ts'
import { randomId } from '../../platform/random.ts'
import { useCase } from '../../platform/use-case.ts'
import type { ImportMode } from '../imports/import.ts'
import { rehearseJob } from '../job-kinds.ts'
import type { SourceRefusal } from '../sources/source.ts'
import { stageFile } from '../imports/stage.ts'
import { addImport, appliedFiles, completeStaging } from '../store/imports.ts'
import { sourceByCode, type Layout, type Source } from '../store/sources.ts'
import { text } from '../text.ts'

export type ImportFileRefusal =
  | SourceRefusal
  | { readonly code: 'import.not_mapped' }
  /** The file was applied before, and a newer one since; or it speaks of an earlier day than what was applied last. */
  | { readonly code: 'import.old_file'; readonly asOf: Day | null; readonly lastAsOf: Day | null }
  | { readonly code: 'import.too_large' }

const largestOctets = 536_870_912

/** Octets as they are, or base64 where JSON must carry them. */
const octets = z
  .custom<Uint8Array | string>(value => value instanceof Uint8Array || typeof value === 'string')
  .transform(value => (typeof value === 'string' ? Buffer.from(value, 'base64') : value))

type Loaded = { readonly source: Source; readonly applied: readonly AppliedFile[] }
type AppliedFile = { readonly fileHash: string; readonly asOf: Day | null }
type Accepted = Loaded & { readonly layout: Layout; readonly mode: ImportMode }

export const importFile = useCase({
  name: 'registry.import-file',
  title: text.useCases.importFile,
  input: z.strictObject({
    source: z.string().max(40),
    file: octets,
    /** Full: what is absent is missing. Delta: absence says nothing. Left out: as the source usually sends. */
    mode: z.enum(['full', 'delta']).optional(),
    /** The day the file speaks of, where no column says so. */
    asOf: z
      .string()
      .refine(value => parseDay(value) !== null)
      .transform(value => value as Day)
      .optional(),
  }),
  permit: { roles: ['registrar'] },
  load: async (tx, input): Promise<Loaded | null> => {
    const source = await sourceByCode(tx, input.source)
    return source === null ? null : { source, applied: await appliedFiles(tx, input.source) }
  },
  decide: (loaded, input): Result<Accepted, ImportFileRefusal> => {
    if (loaded.source.layout === null) return refuse({ code: 'import.not_mapped' })
    if (input.file.length > largestOctets) return refuse({ code: 'import.too_large' })
    return accept({ ...loaded, layout: loaded.source.layout, mode: input.mode ?? loaded.source.mode })
  },
  write: async (
    tx,
    { source, layout, mode, applied },
    context,
    input,
  ): Promise<Result<Received, ImportFileRefusal>> => {
    const id = randomId()
    await addImport(tx, {
      id,
      source: source.code,
      mode,
      fileHash: '',
      resent: false,
      asOf: null,
      rows: 0,
      receivedAt: context.now,
      receivedBy: actorLabel(context.actor),
    })
    const staged = await stageFile(tx, context.system.vault, { importId: id, source, layout, bytes: input.file })
    if (!staged.ok) {
      // A difference may well be empty; a whole university may not.
      if (staged.refusal.code !== 'source.no_rows' || mode === 'full') return staged
    }
    const { fileHash, rows, asOf: told } = staged.ok ? staged.value : { fileHash: '', rows: 0, asOf: null }
    const asOf = input.asOf ?? told
    const old = tellOld({ fileHash, asOf }, applied)
    if (old !== null) return refuse(old)
    await completeStaging(tx, { id, rows, asOf, fileHash, resent: applied[0]?.fileHash === fileHash })
    // Whoever waits at a page sees the rehearsal grow by itself; a command asks for it.
    if (context.channel !== 'cli') await enqueueRehearsal(tx, id, context.now)
    return accept({ import: id, rows })
  },
  remembers: (input, output) => ({ source: input.source, import: output?.import, rows: output?.rows }),
})

const enqueueRehearsal = (tx: Tx, id: string, now: Date): Promise<void> =>
  enqueue(tx, { kind: rehearseJob, key: id, payload: { import: id }, runAt: now }, now)

export type Received = { readonly import: string; readonly rows: number }

/** Whether a file is older than what was applied; the very last one again is not old, only without effect. */
const tellOld = (file: AppliedFile, applied: readonly AppliedFile[]): ImportFileRefusal | null => {
  const [last, ...before] = applied
  if (last === undefined || last.fileHash === file.fileHash) return null
  const lastAsOf = last.asOf
  // A file that tells its day is judged by it; one that does not, by having been here before.
  const again = file.asOf === null && before.some(each => each.fileHash === file.fileHash)
  const earlier = file.asOf !== null && lastAsOf !== null && file.asOf < lastAsOf
  return again || earlier ? { code: 'import.old_file', asOf: file.asOf, lastAsOf } : null
}
