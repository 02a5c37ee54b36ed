/**
 * ○ How a source is guarded against mass changes: the limits of its brake, and for how long somebody must be absent before
 * they end. To lower the guard takes two persons, to raise it one.
 *
 * Source: people-and-accounts.md §12.3 (per source and kind of action), §13.1 (missing in k snapshots).
 */
import { brakeKinds, type Brake, type BrakeKind, type Limit } from './brake.ts'

export type Guard = {
  readonly brake: Brake
  /** In so many full files in a row a record must be absent before it ends. */
  readonly missingAfter: number
}

export type GuardPart = BrakeKind | 'base' | 'missingAfter'

/** What differs, in the order of the page. */
export const changedParts = (before: Guard, after: Guard): readonly GuardPart[] => [
  ...brakeKinds.filter(kind => !isSame(before.brake[kind], after.brake[kind])),
  ...(before.brake.base === after.brake.base ? [] : (['base'] as const)),
  ...(before.missingAfter === after.missingAfter ? [] : (['missingAfter'] as const)),
]

/** The parts that would let pass what is held today; none where the guard only becomes stricter. */
export const loweredParts = (before: Guard, after: Guard): readonly GuardPart[] => [
  ...brakeKinds.filter(kind => isLower(before.brake[kind], after.brake[kind])),
  // The share is taken of the base where fewer are known, so a greater base lets more pass.
  ...(after.brake.base > before.brake.base ? (['base'] as const) : []),
  ...(after.missingAfter < before.missingAfter ? (['missingAfter'] as const) : []),
]

const isSame = (a: Limit, b: Limit): boolean => a.share === b.share && a.count === b.count

const isLower = (before: Limit, after: Limit): boolean =>
  after.share > before.share || (before.count !== null && (after.count === null || after.count > before.count))
