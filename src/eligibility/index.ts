/** The only door to eligibility: what each person is entitled to, and why. */
import type { Module } from '../platform/module.ts'
import { eligibilityReconciler } from './reconcile.ts'
import { ruleBookMachine } from './rule-book.ts'
import { refusals } from './text.ts'

export type { Entitlement, EntitlementKind, Reason, Standing } from './entitlement.ts'
export { entitlementKinds, isEntitlementKind, standingOn } from './entitlement.ts'
export { entitlementsOf, holdersOf, rolesOf } from './store/entitlements.ts'
export { statusName } from './store/rule-books.ts'
export { kindNames } from './text.ts'
export { eligibilityReconciler }

export const eligibilityModule: Module = {
  name: 'eligibility',
  useCases: [],
  routes: [],
  jobs: [],
  schedule: [],
  reconciler: eligibilityReconciler,
  refusals,
  notices: {},
  machines: { 'rule book': ruleBookMachine },
}
