/** ● What an operator does in one go: a file in, rehearsed, applied where no brake holds it. */
import { accept, type Result } from '../../kernel/result.ts'
import type { Actor } from '../../platform/actor.ts'
import { stopwatch } from '../../platform/clock.ts'
import { randomId } from '../../platform/random.ts'
import type { System } from '../../platform/system.ts'
import { perform, type Context } from '../../platform/use-case.ts'
import { applyChunk } from '../jobs/apply.ts'
import type { Counts } from './import.ts'
import { importById } from '../store/imports.ts'
import { shownRows } from '../store/rows.ts'
import { sourceByCode } from '../store/sources.ts'
import { applyImport } from '../use-cases/apply-import.ts'
import { isUsualSource, usualSourceNames, usualSources } from '../sources/usual-sources.ts'
import { mapSource } from '../use-cases/map-source.ts'
import { importFile as takeFile } from '../use-cases/import-file.ts'
import { rehearseImport } from '../use-cases/rehearse-import.ts'

export type ImportOrder = {
  readonly source: string
  readonly file: Uint8Array
  readonly rehearseOnly?: boolean
  readonly mode?: 'full' | 'delta'
  readonly asOf?: string
  readonly actor?: Actor
  /** Is told how far it has come: after the rehearsal, and after each chunk. */
  readonly tell?: (progress: ImportProgress) => void
}

export type ImportProgress = { readonly done: number; readonly total: number; readonly secondsSoFar: number }

export type ImportOutcome = {
  readonly import: string
  readonly plan: string
  /** `blocked`: what is safe is applied, and the brake holds the rest. */
  readonly state: 'applied' | 'rehearsed' | 'blocked'
  readonly counts: Counts
  /** The first hundred rows that could not be read; `counts` has them all. */
  readonly quarantined: readonly Quarantined[]
}

/** `column` is its header, or its number where the header row has none for it. */
export type Quarantined = { readonly line: number; readonly column: string; readonly reason: string }

const quarantinedShown = 100

/** Takes a file in and carries it as far as it may go. What must follow downstream is the caller's to run. */
export const importFile = async (system: System, order: ImportOrder): Promise<Result<ImportOutcome>> => {
  const context = commandContext(system, order.actor ?? { kind: 'system', name: 'registry' })
  const { source, file, mode, asOf } = order
  await knowUsualSource(system, source, context)
  const taken = await perform(takeFile, { source, file, mode, asOf }, context)
  if (!taken.ok) return taken
  const plan = await perform(rehearseImport, { import: taken.value.import }, context)
  if (!plan.ok) return plan
  const { import: id, plan: hash, counts } = plan.value
  const quarantined = await quarantinedOf(system, id)
  if (order.rehearseOnly === true) return accept({ import: id, plan: hash, state: 'rehearsed', counts, quarantined })
  const begun = await perform(applyImport, { import: id, plan: hash }, context)
  if (!begun.ok) return begun
  await applyTelling(system, id, order.tell ?? (() => {}))
  const done = await importById(system.database.read, id)
  return accept({
    import: id,
    plan: hash,
    state: done?.state === 'blocked' ? 'blocked' : 'applied',
    counts: done?.counts ?? counts,
    quarantined,
  })
}

const quarantinedOf = async (system: System, id: string): Promise<readonly Quarantined[]> => {
  const shown = { verdict: 'quarantine' as const, after: 0, limit: quarantinedShown }
  const found = await shownRows(system.database.read, id, shown)
  return found.map(({ line, column_name: column, reason }) => ({
    line: line ?? 0,
    column: column ?? '',
    reason: reason ?? '',
  }))
}

const applyTelling = async (system: System, id: string, tell: (progress: ImportProgress) => void): Promise<void> => {
  const sinceBegin = stopwatch()
  for (let isDone = false; !isDone;) {
    isDone = await applyChunk(system, id)
    const now = await importById(system.database.read, id)
    if (now !== null)
      tell({ done: isDone ? now.steps : now.progress, total: now.steps, secondsSoFar: sinceBegin() / 1000 })
  }
}

export const commandContext = (system: System, actor: Actor): Context => ({
  actor,
  now: system.clock.now(),
  channel: 'cli',
  language: 'en',
  address: null,
  requestId: randomId(),
  system,
})

/** A new registry learns a usual source when its first file comes; one that is mapped already stays as it is. */
const knowUsualSource = async (system: System, source: string, context: Context): Promise<void> => {
  if (!isUsualSource(source) || (await sourceByCode(system.database.read, source)) !== null) return
  const { id, kind, ...layout } = usualSources[source]
  const { ja, en } = usualSourceNames[source]
  await perform(mapSource, { source: id, nameJa: ja, nameEn: en, kind, layout }, context)
}
