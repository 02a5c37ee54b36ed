/**
 * Applies a rehearsed import, chunk by chunk: each chunk is one transaction that also moves the mark of progress, so a
 * process that dies anywhere is gone on from, and nothing is done twice.
 */
import { addDays, dayOf, earlier, type Day } from '../../kernel/day.ts'
import { recordEntries } from '../../platform/audit.ts'
import { planAnew, type Tx } from '../../platform/database.ts'
import type { System } from '../../platform/system.ts'
import { derivePersons } from '../persons/derive-persons.ts'
import { personNumberOf, plannedCaseId } from '../persons/derived-id.ts'
import { mergeFacts } from '../persons/facts.ts'
import { changing, type Import, type Verdict } from '../imports/import.ts'
import type { Scored } from '../matching/match.ts'
import type { StoredRecord } from '../imports/plan.ts'
import { addPersons } from '../store/derived.ts'
import { finishApplying, importForUpdate, saveProgress } from '../store/imports.ts'
import { openCases } from '../store/matches.ts'
import * as records from '../store/records.ts'
import * as rows from '../store/rows.ts'
import { raiseRevision } from '../store/sources.ts'

export const rowsPerChunk = 1000
const daysToDecide = 14

/** Applies everything that may be, from wherever it stands. Safe to call again, and from anywhere. */
export const applyImport = async (system: System, importId: string): Promise<void> => {
  for (;;) if (await applyChunk(system, importId)) return
}

/** Does the next chunk; true when there is nothing left to do. */
export const applyChunk = async (system: System, importId: string, limit = rowsPerChunk): Promise<boolean> => {
  const now = system.clock.now()
  return system.database.transact(async tx => {
    await planAnew(tx)
    const taken = await importForUpdate(tx, importId)
    if (taken === null || taken.state !== 'applying') return true
    const verdicts = changing.filter(verdict => !taken.held.includes(verdict) || taken.lifted.includes(verdict))
    const items = await rows.dueItems(tx, importId, { after: taken.progress, verdicts, limit })
    if (items.length === 0) {
      await finish(tx, taken, now)
      return true
    }
    await applyItems(tx, system, { taken, items, now })
    await saveProgress(tx, importId, items.at(-1)?.seq ?? taken.progress)
    return false
  })
}

type Chunk = { readonly taken: Import; readonly items: readonly rows.DueItem[]; readonly now: Date }

const newcomers: ReadonlySet<Verdict> = new Set(['create', 'link', 'doubt'])

const applyItems = async (tx: Tx, system: System, { taken, items, now }: Chunk): Promise<void> => {
  const stored = await records.recordsForUpdate(
    tx,
    items.map(item => item.record_id),
  )
  const fresh = items.filter(item => isFresh(item, stored.get(item.record_id)))
  const stale = items.filter(item => !fresh.includes(item))
  const coming = fresh.filter(item => newcomers.has(item.verdict))
  await addPersons(tx, newPersons(coming), taken.id, now)
  await records.addRecords(tx, coming.map(item => newRecord(item, taken.source)), taken.id, now) // prettier-ignore
  await openCases(tx, coming.filter(item => item.verdict === 'doubt').map(item => newCase(item, taken.id, dayOf(now))), now) // prettier-ignore
  const changed = fresh.filter(item => !newcomers.has(item.verdict))
  await records.keepVersions(tx, changed.map(item => item.record_id), taken.id, now) // prettier-ignore
  await records.changeRecords(tx, changed.flatMap(item => changeOf(item, stored.get(item.record_id), dayOf(now))), taken.id, now) // prettier-ignore
  await rows.markApplied(tx, taken.id, fresh.map(item => item.seq)) // prettier-ignore
  await rows.markStale(tx, taken.id, stale.map(item => item.seq)) // prettier-ignore
  const persons = [
    ...new Set(
      fresh
        .filter(item => item.verdict !== 'missing')
        .map(item => stored.get(item.record_id)?.personId ?? item.person_id)
        .filter(id => id !== null),
    ),
  ]
  await derivePersons(tx, system.vault, persons, now)
  await audit(tx, { taken, items: fresh, now }, persons)
}

/** Nothing came between the plan and now: the record is as the plan saw it. */
const isFresh = (item: rows.DueItem, record: StoredRecord | undefined): boolean =>
  record === undefined
    ? item.record_version === null && newcomers.has(item.verdict)
    : record.version === item.record_version && !record.held

const newPersons = (items: readonly rows.DueItem[]): readonly { readonly id: string; readonly number: string }[] =>
  items.flatMap(({ verdict, person_id: id }) =>
    verdict === 'create' && id !== null ? [{ id, number: personNumberOf(id) }] : [],
  )

const newRecord = (item: rows.DueItem, source: string): records.NewRecord => ({
  id: item.record_id,
  source,
  key: item.key,
  personId: item.verdict === 'doubt' ? null : item.person_id,
  hash: item.row_hash ?? '',
  facts: item.fields ?? {},
  birthSealed: item.birth_sealed,
  birthPrint: item.birth_print,
})

/** A case is due in two weeks, or three days before the first day if that is sooner. */
const newCase = (item: rows.DueItem, importId: string, today: Day) => {
  const from = (item.fields?.from ?? null) as Day | null
  const usual = addDays(today, daysToDecide)
  const soon = from === null || from < today ? usual : addDays(from, -3)
  return {
    id: plannedCaseId(importId, item.seq),
    recordId: item.record_id,
    importId,
    kind: item.detail?.kind ?? ('possible' as const),
    candidates: (item.detail?.candidates ?? []) as readonly Scored[],
    dueOn: earlier(usual, soon < today ? today : soon),
  }
}

const changeOf = (
  item: rows.DueItem,
  record: StoredRecord | undefined,
  today: Day,
): readonly records.RecordChange[] => {
  if (record === undefined) return []
  const absent = item.fields === null
  const base = {
    id: record.id,
    hash: absent ? null : item.row_hash,
    facts: absent ? record.facts : mergeFacts(record.facts, item.fields),
    tellsBirth: item.tells_birth,
    birthSealed: item.birth_sealed,
    birthPrint: item.birth_print,
  }
  if (item.verdict === 'missing')
    return [{ ...base, state: 'missing', missingCount: record.missingCount + 1, endedOn: null }]
  if (item.verdict === 'void') return [{ ...base, state: 'withdrawn', missingCount: 0, endedOn: null }]
  if (item.verdict === 'end' && absent)
    return [{ ...base, state: 'ended', missingCount: 0, endedOn: item.detail?.endsOn ?? today }]
  return [{ ...base, state: 'active', missingCount: 0, endedOn: null }]
}

const audit = async (tx: Tx, { taken, items, now }: Chunk, persons: readonly string[]): Promise<void> => {
  const count = (verdict: Verdict): number => items.filter(item => item.verdict === verdict).length
  const counts = changing.map(verdict => [verdict, count(verdict)] as const).filter(([, found]) => found > 0)
  await recordEntries(tx, [
    {
      at: now,
      actor: { kind: 'system', name: 'registry' },
      channel: 'job',
      act: 'registry.apply-import',
      outcome: 'done',
      persons,
      detail: { import: taken.id, ...Object.fromEntries(counts) },
    },
  ])
}

const finish = async (tx: Tx, taken: Import, now: Date): Promise<void> => {
  const held = await rows.heldVerdicts(tx, taken.id, taken.held)
  const state = held.length === 0 ? 'applied' : 'blocked'
  const stale = await rows.countStale(tx, taken.id)
  await finishApplying(tx, { id: taken.id, state, held, stale, now })
  if (state === 'applied') {
    await rows.forgetUnchanged(tx, taken.id)
    await rows.eraseFields(tx, taken.id)
  }
  await raiseRevision(tx)
}
