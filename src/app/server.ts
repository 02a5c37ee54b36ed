/** The web server put together: the platform's server with every module's routes. */
import type { FastifyInstance } from 'fastify'
import { statusName } from '../eligibility/index.ts'
import type { Config } from '../platform/config/config.ts'
import { buildServer } from '../platform/http/server.ts'
import { usualPatience, type Patience } from '../platform/http/site.ts'
import type { Route } from '../platform/http/route.ts'
import { countRequest } from '../platform/telemetry/metrics.ts'
import type { System } from '../platform/system.ts'
import { mountApi } from './api.ts'
import { frame, problemPage } from './frame.ts'
import { modules } from './modules.ts'
import { mountHealth } from './health.ts'
import { routes } from './routes.ts'
import { visitorOf } from './visitor.ts'

export type ServerOptions = {
  readonly system: System
  readonly config: Pick<Config, 'trustedProxies' | 'metricsToken'>
  /** Pages beside the modules' own: the demo's panel. */
  readonly extraRoutes?: readonly Route[]
  readonly extraMounts?: readonly ((server: FastifyInstance) => Promise<void>)[]
  /** Other than the usual limits, for whoever tests them. */
  readonly patience?: Patience
}

export const makeServer = ({
  system,
  config,
  extraRoutes = [],
  extraMounts = [],
  patience = usualPatience,
}: ServerOptions): Promise<FastifyInstance> =>
  buildServer({
    system,
    routes: [...routes, ...extraRoutes],
    visitor: visitorOf(system),
    frame,
    problem: problemPage,
    nameOf: (_list, code) => statusName(code),
    mounts: [
      mountApi(system),
      mountHealth(system, config.metricsToken),
      ...modules.flatMap(module => (module.mounts ?? []).map(mount => mount(system))),
      ...extraMounts,
    ],
    trustedProxies: config.trustedProxies,
    patience,
    observe: countRequest,
  })
