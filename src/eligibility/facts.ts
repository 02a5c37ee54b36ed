/** ○ What a decision is made from: the affiliations that the registry knows, and the exceptions made by hand. */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Day, Period } from '../kernel/day.ts'
import type { EntitlementKind } from './entitlement.ts'

/** What eligibility reads of an affiliation; the registry's own type has more. */
export type AffiliationFact = {
  readonly id: string
  readonly status: string
  readonly unit: { readonly code: string; readonly name: Bilingual } | null
  readonly title: string | null
  readonly period: Period
  readonly state: 'active' | 'on_leave' | 'ended' | 'void'
  readonly provisional: boolean
}

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
