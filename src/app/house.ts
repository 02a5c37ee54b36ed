/** What the app hands to the platform, which knows no module: every setting, and whether there are officers. */
import { dayOf } from '../kernel/day.ts'
import { hasOfficers } from '../eligibility/index.ts'
import type { House } from '../platform/system.ts'
import { modules } from './modules.ts'

export const house: House = {
  settings: modules.flatMap(module => module.settings ?? []),
  proposals: modules.flatMap(module => module.proposals ?? []),
  hasOfficers: (db, now) => hasOfficers(db, dayOf(now)),
}
