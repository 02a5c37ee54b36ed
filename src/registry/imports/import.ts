/** ○ One file taken in: its life, and what may become of each of its rows. */
import type { Day } from '../../kernel/day.ts'
import type { Machine } from '../../kernel/machine.ts'

export type ImportState =
  'staged' | 'rehearsed' | 'applying' | 'blocked' | 'applied' | 'undoing' | 'undone' | 'discarded'

/**
 * The life of an import (people-and-accounts.md §13.2, made smaller: parsing and staging are one step, and a failure
 * leaves no state of its own, since applying goes on where it stopped). `blocked`: the safe rest is applied, and the
 * brake holds what remains.
 */
export const importLife = {
  staged: { rehearse: 'rehearsed', discard: 'discarded' },
  rehearsed: { rehearse: 'rehearsed', apply: 'applying', discard: 'discarded' },
  applying: { finish: 'applied', hold: 'blocked' },
  blocked: { apply: 'applying', settle: 'applied', undo: 'undoing' },
  applied: { undo: 'undoing' },
  undoing: { finish: 'undone' },
  undone: {},
  discarded: {},
} as const satisfies Machine<ImportState>

/** What is planned for one row, or for one record that is absent. */
export const verdicts = [
  'create', // a record of someone new
  'link', // a record of someone certainly known
  'update',
  'return', // was missing or ended, and is here again
  'noop',
  'missing', // absent from this full file
  'end', // absent too often, or an end day that has come
  'void', // the office says it was a mistake
  'doubt', // may be someone known: a human decides
  'quarantine', // could not be read; the last good state stays
] as const
export type Verdict = (typeof verdicts)[number]

/** Verdicts that change something when applied. */
export const changing: readonly Verdict[] = ['create', 'link', 'update', 'return', 'missing', 'end', 'void', 'doubt']

export type Counts = Readonly<Partial<Record<Verdict | 'stale', number>>>

export type ImportMode = 'full' | 'delta'

export type Import = {
  readonly id: string
  readonly source: string
  readonly mode: ImportMode
  readonly state: ImportState
  readonly fileHash: string
  /** The very file applied last: nobody is counted missing by it a second time. */
  readonly resent: boolean
  readonly asOf: Day | null
  readonly rows: number
  readonly receivedAt: Date
  readonly receivedBy: string
  readonly planHash: string | null
  readonly plannedRevision: number | null
  readonly plannedAt: Date | null
  readonly counts: Counts
  readonly held: readonly Verdict[]
  readonly lifted: readonly Verdict[]
  readonly progress: number
  readonly steps: number
  readonly appliedAt: Date | null
  readonly appliedBy: string | null
  readonly undoCounts: UndoCounts | null
  readonly undoHash: string | null
}

/** What an undo puts back, and what must stay, by reason. */
export type UndoCounts = {
  readonly back: number
  readonly stays: Readonly<Record<string, number>>
  /** Persons this import brought: they rest, and wake as the same persons when a file brings them again. */
  readonly persons: number
  /** Identifiers issued to persons this import brought: they stay in the ledger for ever. */
  readonly identifiers: number
}
