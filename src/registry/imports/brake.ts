/**
 * ○ The brake on mass changes: which kinds of change of one plan are held until two people let them go.
 *
 * Source: people-and-accounts.md §12.3. A kind is held when it passes its share *or* its count. The safe rest is
 * applied. People are never stopped from being created out of a source that was empty.
 */
import type { Counts, Verdict } from './import.ts'

export const brakeKinds = ['create', 'update', 'missing', 'end', 'void'] as const
export type BrakeKind = (typeof brakeKinds)[number]

/** `share` of the records the source has; `count` null: no limit by count. */
export type Limit = { readonly share: number; readonly count: number | null }
export type Brake = Readonly<Record<BrakeKind, Limit>> & {
  /** Below so many known records a share says nothing, and only the count holds. */
  readonly base: number
}

export const usualBrake: Brake = {
  create: { share: 0.1, count: 5000 },
  update: { share: 0.2, count: null },
  missing: { share: 0.05, count: null },
  end: { share: 0.02, count: 200 },
  void: { share: 0.005, count: 20 },
  base: 100,
}

/** In so many full files in a row a record must be absent before it ends (§13.1). */
export const usualMissingAfter = 3

/** In the months in which a university takes in its new members, more of them are believed. */
const entryMonths: ReadonlySet<string> = new Set(['03', '04', '09', '10'])
const entryLimit: Limit = { share: 0.6, count: null }

/** Which verdicts a kind of change holds. Being counted missing ends nobody yet, but half a file must be noticed at once. */
const verdictsOf: Readonly<Record<BrakeKind, readonly Verdict[]>> = {
  create: ['create', 'link', 'doubt'],
  update: ['update'],
  missing: ['missing'],
  end: ['end'],
  void: ['void'],
}

export type BrakeFacts = {
  readonly counts: Counts
  /** Records of the source that are neither ended nor withdrawn, before this import. */
  readonly known: number
  readonly day: string
}

/** What is held, and the figures that hold it. */
export type Hold = {
  readonly kind: BrakeKind
  readonly verdicts: readonly Verdict[]
  readonly count: number
  readonly known: number
  readonly limit: Limit
}

/** The kinds of change that the brake holds in one plan. */
export const decideHolds = (brake: Brake, facts: BrakeFacts): readonly Hold[] =>
  brakeKinds.flatMap(kind => {
    const limit = limitOf(brake, kind, facts)
    const planned = verdictsOf[kind].filter(verdict => (facts.counts[verdict] ?? 0) > 0)
    const count = planned.reduce((sum, verdict) => sum + (facts.counts[verdict] ?? 0), 0)
    return exceeds(limit, count, facts.known, brake.base)
      ? [{ kind, verdicts: planned, count, known: facts.known, limit }]
      : []
  })

const limitOf = (brake: Brake, kind: BrakeKind, { day, known }: BrakeFacts): Limit => {
  if (kind !== 'create') return brake[kind]
  if (known === 0) return { share: Number.POSITIVE_INFINITY, count: null }
  return entryMonths.has(day.slice(5, 7)) && brake.create.share < entryLimit.share ? entryLimit : brake.create
}

const exceeds = (limit: Limit, count: number, known: number, base: number): boolean => {
  if (count === 0) return false
  if (limit.count !== null && count > limit.count) return true
  // The share is taken of what is known, but never of less than the base: two of three people are not a mass.
  // One alone is never a mass.
  return count > Math.max(1, limit.share * Math.max(known, base))
}
