/** The only door to eligibility: what each person is entitled to, and why. */
import type { Module } from '../platform/module.ts'
import { draftPages } from './pages/draft.ts'
import { exceptionPages } from './pages/exceptions.ts'
import { explainPages } from './pages/explain.ts'
import { proposals } from './pages/proposals.ts'
import { rulesPages } from './pages/rules.ts'
import { notices } from './pages/text.ts'
import { eligibilityReconciler } from './reconcile.ts'
import { ruleBookMachine } from './rule-book.ts'
import { putInForceJob, rehearseJob } from './jobs.ts'
import { brakeSetting } from './settings.ts'
import { refusals } from './text.ts'
import { draftRules, rollBackRules, withdrawRules } from './use-cases/draft-rules.ts'
import { enactRules, proposeRules, rehearseRules } from './use-cases/enact-rules.ts'
import { endException, grantException, releaseEnd, releaseException } from './use-cases/exceptions.ts'

export type { Entitlement } from './entitlement.ts'
export { standingOn } from './entitlement.ts'
export { entitlementsOf, rolesOf } from './store/entitlements.ts'
export { hasOfficers } from './store/exceptions.ts'
export { bookInForce, statusName } from './store/rule-books.ts'
export type { Book, Status, StatusGroup } from './rules.ts'
export { kindNames } from './text.ts'
export { eligibilityReconciler }

export const eligibilityModule: Module = {
  name: 'eligibility',
  useCases: [
    draftRules,
    rollBackRules,
    withdrawRules,
    rehearseRules,
    proposeRules,
    enactRules,
    grantException,
    releaseException,
    endException,
    releaseEnd,
  ],
  routes: [...rulesPages, ...draftPages, ...explainPages, ...exceptionPages],
  jobs: [rehearseJob, putInForceJob],
  schedule: [],
  reconciler: eligibilityReconciler,
  settings: [brakeSetting],
  proposals,
  refusals,
  notices,
  machines: { 'rule book': ruleBookMachine },
}
