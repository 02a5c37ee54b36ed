/** The web server put together: the platform's server with every module's routes. */
import type { FastifyInstance } from 'fastify'
import type { Config } from '../platform/config/config.ts'
import { buildServer } from '../platform/http/server.ts'
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
}

export const makeServer = ({
  system,
  config,
  extraRoutes = [],
  extraMounts = [],
}: ServerOptions): Promise<FastifyInstance> =>
  buildServer({
    system,
    routes: [...routes, ...extraRoutes],
    visitor: visitorOf(system),
    frame,
    problem: problemPage,
    mounts: [
      mountApi(system),
      mountHealth(system, config.metricsToken),
      ...modules.flatMap(module => (module.mounts ?? []).map(mount => mount(system))),
      ...extraMounts,
    ],
    trustedProxies: config.trustedProxies,
    observe: countRequest,
  })
