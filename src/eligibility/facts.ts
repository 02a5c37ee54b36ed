/** ○ What a decision is made from: the affiliations that the registry knows, and the exceptions made by hand. */
import type { Day } from '../kernel/day.ts'
import type { Affiliation } from '../registry/index.ts'
import type { EntitlementKind } from './entitlement.ts'

/** What eligibility reads of an affiliation; the registry's own type has more. */
export type AffiliationFact = Pick<Affiliation, 'id' | 'status' | 'unit' | 'title' | 'period' | 'state' | 'provisional'>

export const exceptionEffects = ['grant', 'withhold', 'extend'] as const
export type ExceptionEffect = (typeof exceptionEffects)[number]

/** A right granted, withheld or prolonged by hand. It always has an end. */
export type ExceptionFact = {
  readonly id: string
  readonly kind: EntitlementKind
  readonly effect: ExceptionEffect
  readonly period: { readonly from: Day; readonly until: Day }
}

export type Facts = {
  readonly affiliations: readonly AffiliationFact[]
  readonly exceptions: readonly ExceptionFact[]
}
