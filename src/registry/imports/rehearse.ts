/** ● Rehearses an import: plans every item against what stands, stores the plan, and changes nothing else. */
import { dayOf, type Day } from '../../kernel/day.ts'
import { planAnew, type Tx } from '../../platform/database.ts'
import type { Vault } from '../../platform/vault.ts'
import { decideHolds, type Hold } from './brake.ts'
import type { Counts, Import } from './import.ts'
import { usualCutOffs } from '../matching/match.ts'
import { matchRows } from '../matching/matching.ts'
import { planAbsent, planKnown, type StoredRecord } from './plan.ts'
import { saveRehearsed } from '../store/imports.ts'
import * as records from '../store/records.ts'
import { learnSizes } from '../store/matching.ts'
import * as rows from '../store/rows.ts'
import { revisionForUpdate, type Source } from '../store/sources.ts'

const rowsAtOnce = 1000

export type Plan = { readonly hash: string; readonly counts: Counts; readonly holds: readonly Hold[] }

type Rehearsal = {
  readonly taken: Import
  readonly source: Source
  readonly vault: Vault
  readonly now: Date
}

/** Plans an import anew on the registry as it stands; the same file on the same registry gives the same plan. */
export const rehearse = async (tx: Tx, rehearsal: Rehearsal): Promise<Plan> => {
  const { taken, source, now } = rehearsal
  const revision = await revisionForUpdate(tx)
  await learnSizes(tx)
  await planAnew(tx)
  await rows.forgetPlan(tx, taken.id)
  await rows.planUnchanged(tx, taken.id)
  await planRows(tx, rehearsal)
  if (taken.mode === 'full' && !taken.resent) await planAbsences(tx, rehearsal)
  const counts = await rows.countVerdicts(tx, taken.id)
  const known = await records.countKnown(tx, source.code)
  const holds = decideHolds(source.brake, { counts, known, day: dayOf(now) })
  const hash = await rows.planHash(tx, taken.id)
  const steps = await rows.lastSeq(tx, taken.id)
  const held = holds.flatMap(hold => hold.verdicts)
  await saveRehearsed(tx, { id: taken.id, planHash: hash, revision, counts, held, steps, now })
  return { hash, counts, holds }
}

const planRows = async (tx: Tx, { taken, source, vault, now }: Rehearsal): Promise<void> => {
  const today = dayOf(now)
  const matching = { importId: taken.id, source, vault, cutOffs: usualCutOffs }
  for (let after = 0; ;) {
    const open = await rows.openRows(tx, taken.id, after, rowsAtOnce)
    const last = open.at(-1)
    if (last === undefined) return
    const known = await records.recordsById(
      tx,
      open.map(row => row.record_id),
    )
    const unknown = open.filter(row => !known.has(row.record_id))
    const matched = await matchRows(tx, matching, unknown)
    await rows.savePlanned(tx, taken.id, [...plannedOf(open, known, today), ...matched])
    after = last.seq
  }
}

const plannedOf = (
  open: readonly rows.OpenRow[],
  known: ReadonlyMap<string, StoredRecord>,
  today: Day,
): readonly rows.PlannedRow[] =>
  open.flatMap(row => {
    const record = known.get(row.record_id)
    if (record === undefined) return []
    const birthPrint = row.birth_print ?? (row.tells_birth ? null : undefined)
    return [{ ...planKnown({ facts: row.fields, birthPrint }, record, today), seq: row.seq }]
  })

const planAbsences = async (tx: Tx, { taken, source, now }: Rehearsal): Promise<void> => {
  const rule = {
    missingAfter: source.missingAfter,
    unreadableKeys: await rows.unreadableKeys(tx, taken.id),
    today: dayOf(now),
  }
  let seq = await rows.lastSeq(tx, taken.id)
  for (let after = ''; ;) {
    const absent = await records.absentRecords(tx, {
      importId: taken.id,
      source: source.code,
      after,
      limit: rowsAtOnce,
    })
    const last = absent.at(-1)
    if (last === undefined) return
    await rows.addAbsent(
      tx,
      taken.id,
      absent.map(record => ({ ...planAbsent(record, rule), seq: ++seq, recordId: record.id, key: record.key })),
    )
    after = last.key
  }
}
