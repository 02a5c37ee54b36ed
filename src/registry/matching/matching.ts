/** ● Finds out for a chunk of rows of unknown records whom they mean: candidates by fingerprint, then the rule. */
import type { Db, Tx } from '../../platform/database.ts'
import type { Vault } from '../../platform/vault.ts'
import { openBirth } from './birth.ts'
import { plannedPersonId } from '../persons/derived-id.ts'
import { blockingKeysFor, candidateOf, matchRecordOf, type Telling } from '../persons/identity.ts'
import type { Verdict } from '../imports/import.ts'
import { matchRecord, type Candidate, type CutOffs, type Verdict as MatchVerdict } from './match.ts'
import type { Item } from '../imports/plan.ts'
import { printsOf } from './prints.ts'
import * as store from '../store/matching.ts'
import type { OpenRow, PlannedRow } from '../store/rows.ts'
import type { Source } from '../store/sources.ts'

export type MatchingContext = {
  readonly importId: string
  readonly source: Source
  readonly vault: Vault
  readonly cutOffs: CutOffs
}

/**
 * What each of these rows means: someone new, someone known, or a doubt for a human.
 *
 * Rows are judged in the order of the file, each against the registry and against the rows before it: the same human
 * twice in one file is noticed too.
 */
export const matchRows = async (
  tx: Tx,
  context: MatchingContext,
  open: readonly OpenRow[],
): Promise<readonly PlannedRow[]> => {
  if (open.length === 0) return []
  const rows = open.map(row => ({ row, telling: tellingOfRow(context, row) }))
  const prints = rows.flatMap(({ row, telling }) =>
    printsOf(context.vault, blockingKeysFor([telling])).map(print => ({ seq: row.seq, print })),
  )
  await store.addBlocks(tx, context.importId, prints)
  const known = await store.personsSharing(tx, prints)
  const earlier = await store.rowsSharing(tx, context.importId, prints)
  const found = await loadTellings(tx, context, { known, earlier, own: new Set(open.map(row => row.seq)) })
  const decided = new Map<number, string>()
  return rows.map(({ row, telling }) => {
    const candidates = candidatesFor(row.seq, found, decided, rows)
    const item = itemOf(matchRecord(matchRecordOf(telling), candidates, context.cutOffs), context.importId, row.seq)
    if (item.personId !== null) decided.set(row.seq, item.personId)
    return { ...item, seq: row.seq }
  })
}

type Told = Pick<OpenRow, 'key' | 'record_id' | 'fields' | 'birth_sealed'>

const tellingOfRow = ({ source, vault }: MatchingContext, row: Told): Telling => ({
  source: source.code,
  keyNames: source.layout?.keyNames ?? 'paper',
  vouchedBy: source.layout?.vouchedBy ?? 'self',
  key: row.key,
  facts: row.fields,
  birthDate: row.birth_sealed === null ? null : openBirth(vault, row.record_id, row.birth_sealed),
  current: true,
})

type Found = {
  readonly personsOf: ReadonlyMap<number, readonly string[]>
  readonly rowsOf: ReadonlyMap<number, readonly number[]>
  readonly ofPerson: ReadonlyMap<string, readonly Telling[]>
  readonly ofRow: ReadonlyMap<number, { readonly personId: string; readonly telling: Telling }>
}

const loadTellings = async (
  tx: Tx,
  context: MatchingContext,
  shared: {
    readonly known: readonly { readonly seq: number; readonly person_id: string }[]
    readonly earlier: readonly { readonly seq: number; readonly other: number }[]
    readonly own: ReadonlySet<number>
  },
): Promise<Found> => {
  const others = [...new Set(shared.earlier.map(pair => pair.other))].filter(seq => !shared.own.has(seq))
  const planned = others.length === 0 ? [] : await store.plannedTellings(tx, context.importId, others)
  const ofRow = new Map(
    planned.map(row => {
      const telling = tellingOfRow(context, row)
      return [row.seq, { personId: row.person_id, telling }] as const
    }),
  )
  const personIds = new Set([...shared.known.map(pair => pair.person_id), ...linkedTo(planned)])
  return {
    personsOf: groupBy(shared.known, pair => pair.seq, pair => pair.person_id),
    rowsOf: groupBy(shared.earlier, pair => pair.seq, pair => pair.other),
    ofPerson: await personTellings(tx, context.vault, [...personIds]),
    ofRow,
  } // prettier-ignore
}

const linkedTo = (planned: readonly { readonly verdict: Verdict; readonly person_id: string }[]): readonly string[] =>
  planned.filter(row => row.verdict === 'link').map(row => row.person_id)

/** What the records of these persons tell, person by person. */
export const personTellings = async (
  db: Db | Tx,
  vault: Vault,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Telling[]>> => {
  const rows = personIds.length === 0 ? [] : await store.tellingsOf(db, personIds)
  return groupBy(
    rows,
    row => row.person_id,
    row => ({
      source: row.source,
      keyNames: row.key_names,
      vouchedBy: row.vouched_by,
      key: row.key,
      facts: row.facts,
      birthDate: row.birth_sealed === null ? null : openBirth(vault, row.record_id, row.birth_sealed),
      current: row.state === 'active' || row.state === 'missing',
    }),
  )
}

const candidatesFor = (
  seq: number,
  found: Found,
  decided: ReadonlyMap<number, string>,
  chunk: readonly { readonly row: OpenRow; readonly telling: Telling }[],
): readonly Candidate[] => {
  const tellings = new Map<string, Telling[]>()
  const add = (personId: string, told: readonly Telling[]): void => {
    tellings.set(personId, [...(tellings.get(personId) ?? []), ...told])
  }
  for (const personId of found.personsOf.get(seq) ?? []) add(personId, found.ofPerson.get(personId) ?? [])
  for (const other of found.rowsOf.get(seq) ?? []) {
    const before = found.ofRow.get(other) ?? tellingInChunk(other, decided, chunk)
    if (before === null) continue
    if (!tellings.has(before.personId)) add(before.personId, found.ofPerson.get(before.personId) ?? [])
    add(before.personId, [before.telling])
  }
  return [...tellings].filter(([, told]) => told.length > 0).map(([id, told]) => candidateOf(id, told))
}

const tellingInChunk = (
  seq: number,
  decided: ReadonlyMap<number, string>,
  chunk: readonly { readonly row: OpenRow; readonly telling: Telling }[],
): { readonly personId: string; readonly telling: Telling } | null => {
  const personId = decided.get(seq)
  // Rows stand in the order of the file, so the place is found by halving.
  const row = personId === undefined ? undefined : chunk[placeOf(seq, chunk)]
  return personId === undefined || row === undefined ? null : { personId, telling: row.telling }
}

const placeOf = (seq: number, chunk: readonly { readonly row: OpenRow }[]): number => {
  let [low, high] = [0, chunk.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((chunk[middle]?.row.seq ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return low
}

const itemOf = (verdict: MatchVerdict, importId: string, seq: number): Item => {
  const base = { version: null, reason: null, detail: null }
  switch (verdict.is) {
    case 'new':
      return { ...base, verdict: 'create', personId: plannedPersonId(importId, seq) }
    case 'certain':
      return { ...base, verdict: 'link', personId: verdict.who.id, detail: { candidates: [verdict.who] } }
    case 'possible':
    case 'conflict':
      return {
        ...base,
        verdict: 'doubt',
        personId: null,
        reason: verdict.is,
        detail: { kind: verdict.is, candidates: verdict.candidates.slice(0, 10) },
      }
  }
}

const groupBy = <Row, Key, Value>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  valueOf: (row: Row) => Value,
): ReadonlyMap<Key, readonly Value[]> => {
  const groups = new Map<Key, Value[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [valueOf(row)])
    else group.push(valueOf(row))
  }
  return groups
}
