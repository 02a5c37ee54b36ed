/** Every page and endpoint, on one screen: the modules' own and the app's. Printed as test/tables/routes.txt. */
import type { Route } from '../platform/http/route.ts'
import { modules } from './modules.ts'
import { approvalPages } from './pages/approvals.ts'
import { auditPages } from './pages/audit.ts'
import { homePages } from './pages/home.ts'
import { searchRoutes } from './pages/search.ts'
import { myDataPages } from './pages/my-data.ts'
import { operationsPages } from './pages/operations.ts'
import { settingPages } from './pages/settings.ts'

export const routes: readonly Route[] = [
  ...homePages,
  ...searchRoutes,
  ...myDataPages,
  ...auditPages,
  ...operationsPages,
  ...approvalPages,
  ...settingPages,
  ...modules.flatMap(module => module.routes),
]
