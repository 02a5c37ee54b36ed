/** Every page and endpoint, on one screen: the modules' own and the app's. Printed as test/tables/routes.txt. */
import type { Route } from '../platform/http/route.ts'
import { modules } from './modules.ts'
import { homePages } from './pages/home.ts'
import { myDataPages } from './pages/my-data.ts'

export const routes: readonly Route[] = [...homePages, ...myDataPages, ...modules.flatMap(module => module.routes)]
