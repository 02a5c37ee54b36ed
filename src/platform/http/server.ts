/**
 * Listens, and applies to every request the order of everything below: limits, host, origin, who it is, whether they
 * may come here, the handler, and the headers of the answer. Knows nothing of what the routes are about.
 */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { hasRole, stranger, type Actor } from '../actor.ts'
import { isDatabaseAway } from '../database.ts'
import { faultOf } from '../fault.ts'
import { randomId } from '../random.ts'
import { networkOf } from './network.ts'
import { makeRateLimit } from './rate-limit.ts'
import { text } from './text.ts'
import { loadAssets, type Assets } from '../web/assets.ts'
import { holdsNul } from './strict-json.ts'
import { acceptBodies, nothingPosted, readPosted } from './body.ts'
import type { Route } from './route.ts'
import { isOwnForm, receive } from './receive.ts'
import { send, sendProblem, type Exchange } from './send.ts'
import { usualPatience, type Problem, type Site } from './site.ts'

/** A request that has arrived, before anyone looked at it. */
type Incoming = {
  readonly site: Site
  readonly assets: Assets
  readonly incoming: FastifyRequest
  readonly reply: FastifyReply
}

/** Builds the server; the caller listens. */
export const buildServer = async (site: Site): Promise<FastifyInstance> => {
  const { headMs, wholeMs, lookEveryMs } = site.patience ?? usualPatience
  const server = Fastify({
    logger: false,
    trustProxy: site.trustedProxies.length > 0 ? [...site.trustedProxies] : false,
    bodyLimit: 100_000,
    requestTimeout: wholeMs,
    connectionTimeout: 0,
    keepAliveTimeout: 10_000,

    routerOptions: { maxParamLength: 800, ignoreDuplicateSlashes: false, caseSensitive: true },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    genReqId: () => randomId(),
    http: { maxHeaderSize: 32_768, headersTimeout: headMs, connectionsCheckingInterval: lookEveryMs },
  })
  const assets = loadAssets()
  await acceptBodies(server)
  serveAssets(server, assets)
  guardHost(server, site)
  limitWrites(server, site)
  if (site.observe !== undefined) observeRequests(server, site.observe)
  for (const mount of site.mounts) await server.register(mount)
  for (const route of site.routes) serveRoute(server, site, route, assets)
  server.setNotFoundHandler((request, reply) =>
    answerProblem({ site, assets, incoming: request, reply }, 404, { kind: 'not-found' }),
  )
  server.setErrorHandler((error, request, reply) => answerError({ site, assets, incoming: request, reply }, error))
  return server
}

const serveAssets = (server: FastifyInstance, assets: Assets): void => {
  for (const asset of Object.values(assets))
    server.get(asset.href, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('x-content-type-options', 'nosniff')
        .type(asset.type)
        .send(Buffer.from(asset.body)),
    )
}

/** Links are written from the configured origin only, and a foreign Host is not answered: nothing can be poisoned by it. */
const guardHost = (server: FastifyInstance, { system }: Site): void => {
  const base = new URL(system.baseUrl)
  const hosts = new Set([
    base.host,
    ...(system.demo ? ['localhost', '127.0.0.1', '[::1]'].map(name => `${name}:${base.port}`) : []),
  ])
  server.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/health/') || request.url === '/metrics') return
    if (!hosts.has(request.headers.host ?? ''))
      await reply.code(421).type('text/plain; charset=utf-8').send(`This server answers for ${base.host} only.\n`)
  })
}

const writesPerNetwork = { burst: 300, perMinute: 600 }

/** One network cannot fill the audit log or the queues; this machine itself is not counted. */
const limitWrites = (server: FastifyInstance, { system }: Site): void => {
  const limit = makeRateLimit(writesPerNetwork)
  server.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST' || loopback.has(request.ip)) return
    if (!limit.take(networkOf(request.ip), system.clock.now()))
      await reply.code(429).header('retry-after', '30').type('text/plain; charset=utf-8').send(text.tooMany)
  })
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

const observeRequests = (server: FastifyInstance, observe: NonNullable<Site['observe']>): void => {
  server.addHook('onResponse', async (request, reply) => {
    observe(`${request.method} ${request.routeOptions.url ?? '(none)'}`, reply.statusCode, reply.elapsedTime)
  })
}

const serveRoute = (server: FastifyInstance, site: Site, route: Route, assets: Assets): void => {
  server.route({
    method: route.method === 'GET' ? ['GET', 'HEAD'] : 'POST',
    url: route.path,
    exposeHeadRoute: false,
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    handler: (incoming, reply) => answerRoute({ site, assets, incoming, reply }, route),
  })
}

const answerRoute = async ({ site, assets, incoming, reply }: Incoming, route: Route): Promise<FastifyReply> => {
  const isForm = route.method === 'POST' && route.endpoint !== true
  const posted = route.method === 'POST' ? await readPosted(incoming) : nothingPosted
  if (holdsNul([incoming.query, incoming.params, posted.many, Object.values(posted.files).map(file => file.fileName)]))
    return unreadable(reply, 400)
  const exchange = { site, assets, reply, ...(await receive(site, { incoming, reply }, posted)) }
  if (!mayCome(route, exchange.visitor.actor)) return turnAway(exchange, route)
  if (isForm && !isOwnForm(site, incoming, posted)) return sendProblem(exchange, 403, { kind: 'stale-form' })
  return send(exchange, await route.handle(exchange.request))
}

const mayCome = ({ who }: Route, actor: Actor): boolean => {
  if (who === 'anyone') return true
  if (who === 'signed-in') return actor.kind === 'person'
  return hasRole(actor, who)
}

/** A stranger may sign in and come back, an officer prove more; someone without the role learns nothing. */
const turnAway = (exchange: Exchange, route: Route): Promise<FastifyReply> => {
  const { request, visitor } = exchange
  const { actor, withheld } = visitor
  if (actor.kind === 'person' && withheld !== undefined && mayCome(route, { ...actor, roles: withheld.roles }))
    return send(exchange, { kind: 'redirect', to: withheld.raiseAt(request.method === 'GET' ? request.path : '/') })
  if (visitor.actor.kind !== 'stranger') return sendProblem(exchange, 404, { kind: 'not-found' })
  const next = request.method === 'GET' ? `?next=${encodeURIComponent(request.path)}` : ''
  return send(exchange, { kind: 'redirect', to: `/sign-in${next}` })
}

const answerProblem = async (
  { site, assets, incoming, reply }: Incoming,
  status: number,
  problem: Problem,
): Promise<FastifyReply> => {
  const received = await receive(site, { incoming, reply }, nothingPosted)
  return sendProblem({ site, assets, reply, ...received }, status, problem)
}

/** A client's mistake keeps its status; anything else is our fault: logged with the request's id, which the page shows. */
const answerError = async (arrival: Incoming, thrown: unknown): Promise<FastifyReply> => {
  const { site, incoming, reply } = arrival
  const { statusCode, code } = thrown as { statusCode?: number; code?: string }
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE') return answerProblem(arrival, 413, { kind: 'too-large' })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return unreadable(reply, statusCode)
  site.system.log.error(
    { requestId: incoming.id, route: incoming.routeOptions.url, fault: faultOf(thrown) },
    'a request failed',
  )
  try {
    if (isDatabaseAway(thrown)) return await answerAwayFor(arrival)
    return await answerProblem(arrival, 500, { kind: 'fault', requestId: incoming.id })
  } catch {
    return answerAway(reply)
  }
}

const unreadable = (reply: FastifyReply, status: number): FastifyReply =>
  reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .type('text/plain; charset=utf-8')
    .send(text.unreadable)

/** Without the database we do not know who asks: a page as for a stranger, for whoever reads pages. */
const answerAwayFor = async (arrival: Incoming): Promise<FastifyReply> => {
  const { site, assets, incoming, reply } = arrival
  if (incoming.headers.accept?.includes('text/html') !== true) return answerAway(reply)
  const asStranger = { ...site, visitor: async () => ({ actor: stranger, name: null }) }
  const received = await receive(asStranger, { incoming, reply }, nothingPosted)
  reply.header('retry-after', retryAfterSeconds)
  return sendProblem({ site, assets, reply, ...received }, 503, { kind: 'away' })
}

const retryAfterSeconds = '10'

/** A sentence in both languages, and when to come back. */
const answerAway = (reply: FastifyReply): FastifyReply =>
  reply
    .code(503)
    .headers({ 'retry-after': retryAfterSeconds, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .type('text/plain; charset=utf-8')
    .send(text.away)
