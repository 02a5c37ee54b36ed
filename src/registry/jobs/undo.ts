/**
 * Undoes an import, chunk by chunk: what it replaced is put back to the letter; what it brought is withdrawn.
 *
 * Nobody is deleted and no identifier is freed: persons it brought rest, and wake as the same persons when they come again.
 */
import { recordEntries } from '../../platform/audit.ts'
import type { Tx } from '../../platform/database.ts'
import type { System } from '../../platform/system.ts'
import { rowsPerChunk } from './apply.ts'
import { derivePersons } from '../persons/derive-persons.ts'
import { endImport, importForUpdate, saveProgress } from '../store/imports.ts'
import { undoCases } from '../store/matches.ts'
import * as records from '../store/records.ts'
import { eraseFields } from '../store/rows.ts'
import { raiseRevision } from '../store/sources.ts'
import { dueUndo, type UndoItem } from '../store/undo.ts'

/** Undoes everything that goes back, from wherever it stands. Safe to call again. */
export const undoImport = async (system: System, importId: string): Promise<void> => {
  for (;;) if (await undoChunk(system, importId)) return
}

export const undoChunk = async (system: System, importId: string): Promise<boolean> => {
  const now = system.clock.now()
  return system.database.transact(async tx => {
    const taken = await importForUpdate(tx, importId)
    if (taken === null || taken.state !== 'undoing') return true
    const items = await dueUndo(tx, importId, taken.progress, rowsPerChunk)
    const last = items.at(-1)
    if (last === undefined) {
      await eraseFields(tx, importId)
      await endImport(tx, importId, 'undone', now)
      await raiseRevision(tx)
      return true
    }
    await undoItems(tx, system, importId, items)
    await saveProgress(tx, importId, last.seq)
    return false
  })
}

const broughtBy = new Set(['create', 'link', 'doubt'])

const undoItems = async (tx: Tx, system: System, importId: string, items: readonly UndoItem[]): Promise<void> => {
  const now = system.clock.now()
  const brought = items.filter(item => broughtBy.has(item.verdict)).map(item => item.record_id)
  const changed = items.filter(item => !broughtBy.has(item.verdict)).map(item => item.record_id)
  await undoCases(tx, brought, now)
  await records.keepVersions(tx, brought, null, now)
  await records.withdrawRecords(tx, brought, null, now)
  await records.restoreRecords(tx, changed, importId)
  const persons = [...new Set(items.flatMap(item => (item.person_id === null ? [] : [item.person_id])))]
  await derivePersons(tx, system.vault, persons, now)
  await recordEntries(tx, [
    {
      at: now,
      actor: { kind: 'system', name: 'registry' },
      channel: 'job',
      act: 'registry.undo-import',
      outcome: 'done',
      persons,
      detail: { import: importId, withdrawn: brought.length, restored: changed.length },
    },
  ])
}
