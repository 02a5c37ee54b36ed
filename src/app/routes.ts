/** Every page and endpoint, on one screen: the modules' own and the app's. Printed as test/tables/routes.txt. */
import type { Route } from '../platform/http/route.ts'
import { modules } from './modules.ts'
import { auditPages } from './pages/audit.ts'
import { homePages } from './pages/home.ts'
import { myDataPages } from './pages/my-data.ts'
import { operationsPages } from './pages/operations.ts'

export const routes: readonly Route[] = [
  ...homePages,
  ...myDataPages,
  ...auditPages,
  ...operationsPages,
  ...modules.flatMap(module => module.routes),
]
