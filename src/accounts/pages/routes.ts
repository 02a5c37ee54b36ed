/** Every page of this module, on one screen. */
import type { Route } from '../../platform/http/route.ts'
import { accountRoutes } from './account.ts'
import { accountsRoutes } from './accounts.ts'
import { batchRoutes } from './batches.ts'
import { counterRoutes } from './counter.ts'
import { myAccountsRoutes } from './my-accounts.ts'

export const routes: readonly Route[] = [
  ...myAccountsRoutes,
  ...accountsRoutes,
  ...accountRoutes,
  ...counterRoutes,
  ...batchRoutes,
]
