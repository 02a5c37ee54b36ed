/**
 * ○ What a change of rules does to people: person by person and kind by kind, counted, and bound by a hash, so that
 * what was shown can be compared with what is done, item by item.
 */
import { createHash } from 'node:crypto'
import { intersection, union, type Day, type Period } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import type { Entitlement, EntitlementKind } from './entitlement.ts'

/** Seen from the day of the change on. `other`: only reasons, preparation or days that are past. */
export const effects = ['gains', 'loses', 'longer', 'shorter', 'other'] as const
export type Effect = (typeof effects)[number]

/** An entitlement without its owner: how both sides of a difference are kept. */
export type Side = Omit<Entitlement, 'personId'>

export type Difference = {
  readonly personId: PersonId
  readonly kind: EntitlementKind
  readonly effect: Effect
  readonly before: readonly Side[]
  readonly after: readonly Side[]
}

/** Everything of one person that two decisions do not agree on, in the order of kinds. */
export const differences = (
  before: readonly Entitlement[],
  after: readonly Entitlement[],
  from: Day,
): readonly Difference[] => {
  const personId = (before[0] ?? after[0])?.personId
  if (personId === undefined) return []
  const kinds = [...new Set([...before, ...after].map(one => one.kind))].sort()
  return kinds.flatMap(kind => {
    const [was, will] = [sidesOf(before, kind), sidesOf(after, kind)]
    if (isEqual(was, will)) return []
    return [{ personId, kind, effect: effectOf(was, will, from), before: was, after: will }]
  })
}

const sidesOf = (entitlements: readonly Entitlement[], kind: EntitlementKind): readonly Side[] =>
  entitlements.filter(one => one.kind === kind).map(({ personId: _owner, ...side }) => side)

/** Whose rights end or become shorter is what a brake is for; that others gain does not make up for it. */
export const effectOf = (before: readonly Side[], after: readonly Side[], from: Day): Effect => {
  const [was, will] = [heldFrom(before, from), heldFrom(after, from)]
  if (was.length === 0 && will.length > 0) return 'gains'
  if (was.length > 0 && will.length === 0) return 'loses'
  const [wasLeft, willBeLeft] = [leftFrom(before, from), leftFrom(after, from)]
  if (!includes(will, was) || !includes(willBeLeft, wasLeft)) return 'shorter'
  return includes(was, will) && includes(wasLeft, willBeLeft) ? 'other' : 'longer'
}

const heldFrom = (sides: readonly Side[], from: Day): readonly Period[] =>
  clipped(
    sides.map(side => side.period),
    from,
  )

const leftFrom = (sides: readonly Side[], from: Day): readonly Period[] =>
  clipped(
    sides.map(({ period, graceUntil }) => ({ from: period.from, until: graceUntil ?? period.until })),
    from,
  )

const clipped = (periods: readonly Period[], from: Day): readonly Period[] =>
  union(periods.flatMap(period => intersection(period, { from, until: null }) ?? []))

/** Whether every day of the second is in the first; both are joined. */
const includes = (outer: readonly Period[], inner: readonly Period[]): boolean =>
  inner.every(({ from, until }) =>
    outer.some(one => one.from <= from && (one.until === null || (until !== null && until <= one.until))),
  )

/** Whether two pieces of data say the same, whatever the order of their keys. */
export const isEqual = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const entries = Object.entries(a)
  return (
    entries.length === Object.keys(b).length &&
    entries.every(([key, value]) => Object.hasOwn(b, key) && isEqual(value, Reflect.get(b, key)))
  )
}

/** One spelling for one content: keys in order, nothing left to the writer. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

export const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex')

export type Counts = Readonly<Record<Effect, number>> & {
  /** Everyone who was looked at. */
  readonly persons: number
  /** Persons with at least one difference. */
  readonly changed: number
  /** Persons who lose something or have it for a shorter time. */
  readonly losing: number
}

export const noCounts: Counts = {
  gains: 0,
  loses: 0,
  longer: 0,
  shorter: 0,
  other: 0,
  persons: 0,
  changed: 0,
  losing: 0,
}

/** Adds one person. */
export const counted = (counts: Counts, items: readonly Difference[]): Counts => {
  const sum = { ...counts, persons: counts.persons + 1 }
  if (items.length === 0) return sum
  sum.changed += 1
  for (const { effect } of items) sum[effect] += 1
  if (items.some(loses)) sum.losing += 1
  return sum
}

export const loses = ({ effect }: Difference): boolean => effect === 'loses' || effect === 'shorter'

/** When a change holds until someone names the number of people it takes something from (§12.3: 2 % or 200). */
export type Brake = { readonly share: number; readonly persons: number; readonly base: number }
export const defaultBrake: Brake = { share: 0.02, persons: 200, base: 100 }

export const brakes = ({ losing, persons }: Counts, brake: Brake): boolean =>
  persons >= brake.base && (losing > brake.persons || losing > persons * brake.share)
