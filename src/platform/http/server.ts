/**
 * Listens, and applies to every request the order of everything below: limits, host, origin, who it is, whether they
 * may come here, the handler, and the headers of the answer. Knows nothing of what the routes are about.
 */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { hasRole, type Actor } from '../actor.ts'
import { randomId } from '../random.ts'
import { loadAssets, type Assets } from '../web/assets.ts'
import { acceptBodies, nothingPosted, readPosted } from './body.ts'
import type { Request, Route } from './route.ts'
import { isOwnForm, receive } from './receive.ts'
import { send } from './send.ts'
import type { Problem, Site, Visitor } from './site.ts'

/** Builds the server; the caller listens. */
export const buildServer = async (site: Site): Promise<FastifyInstance> => {
  const server = Fastify({
    logger: false,
    trustProxy: site.trustedProxies.length > 0 ? [...site.trustedProxies] : false,
    bodyLimit: 100_000,
    requestTimeout: 120_000,
    connectionTimeout: 0,
    keepAliveTimeout: 10_000,

    routerOptions: { maxParamLength: 200, ignoreDuplicateSlashes: false, caseSensitive: true },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    genReqId: () => randomId(),
    http: { maxHeaderSize: 32_768 },
  })
  const assets = loadAssets()
  await acceptBodies(server)
  serveAssets(server, assets)
  guardHost(server, site)
  if (site.observe !== undefined) observeRequests(server, site.observe)
  for (const mount of site.mounts) await server.register(mount)
  for (const route of site.routes) serveRoute(server, site, route, assets)
  server.setNotFoundHandler((request, reply) => answerProblem(site, assets, request, reply, { kind: 'not-found' }))
  server.setErrorHandler((error, request, reply) => answerError(site, assets, error, request, reply))
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
    handler: (incoming, reply) => answerRoute(site, assets, route, incoming, reply),
  })
}

const answerRoute = async (
  site: Site,
  assets: Assets,
  route: Route,
  incoming: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const posted = route.method === 'POST' && route.endpoint !== true ? await readPosted(incoming) : nothingPosted
  const { request, visitor, cookies } = await receive(site, { incoming, reply }, posted)
  if (!mayCome(route, visitor.actor)) return turnAway(site, assets, request, visitor, reply)
  if (route.method === 'POST' && route.endpoint !== true && !isOwnForm(site, incoming, posted))
    return send(
      site,
      assets,
      request,
      visitor,
      reply,
      { kind: 'page', status: 403, ...site.problem({ kind: 'stale-form' }, request) },
      cookies,
    )
  return send(site, assets, request, visitor, reply, await route.handle(request), cookies)
}

const mayCome = ({ who }: Route, actor: Actor): boolean => {
  if (who === 'anyone') return true
  if (who === 'signed-in') return actor.kind === 'person'
  return hasRole(actor, who)
}

/** A stranger may sign in and come back; someone without the role learns nothing. */
const turnAway = (
  site: Site,
  assets: Assets,
  request: Request,
  visitor: Visitor,
  reply: FastifyReply,
): Promise<FastifyReply> | FastifyReply => {
  if (visitor.actor.kind !== 'stranger')
    return send(
      site,
      assets,
      request,
      visitor,
      reply,
      { kind: 'page', status: 404, ...site.problem({ kind: 'not-found' }, request) },
      [],
    )
  const next = request.method === 'GET' ? `?next=${encodeURIComponent(request.path)}` : ''
  return send(site, assets, request, visitor, reply, { kind: 'redirect', to: `/sign-in${next}` }, [])
}

const answerProblem = async (
  site: Site,
  assets: Assets,
  incoming: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): Promise<FastifyReply> => {
  const { request, visitor, cookies } = await receive(site, { incoming, reply }, nothingPosted)
  const status = problem.kind === 'not-found' ? 404 : problem.kind === 'too-large' ? 413 : 500
  return send(
    site,
    assets,
    request,
    visitor,
    reply,
    { kind: 'page', status, ...site.problem(problem, request) },
    cookies,
  )
}

/** A client's mistake keeps its status; anything else is our fault: logged with the request's id, which the page shows. */
const answerError = async (
  site: Site,
  assets: Assets,
  thrown: unknown,
  incoming: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const { statusCode, code, message } = thrown as { statusCode?: number; code?: string; message?: string }
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE')
    return answerProblem(site, assets, incoming, reply, { kind: 'too-large' })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return reply.code(statusCode).type('text/plain; charset=utf-8').send('The request could not be read.\n')
  site.system.log.error(
    {
      requestId: incoming.id,
      route: incoming.routeOptions.url,
      code: code ?? 'unexpected',
      fault: faultOf(message, thrown),
    },
    'a request failed',
  )
  try {
    return await answerProblem(site, assets, incoming, reply, { kind: 'fault', requestId: incoming.id })
  } catch {
    return reply
      .code(503)
      .header('retry-after', '10')
      .type('text/plain; charset=utf-8')
      .send(
        'We cannot answer at the moment. Please try again shortly.\nただいま応答できません。しばらくしてからもう一度お試しください。\n',
      )
  }
}

/** Where it happened, without what it was about: messages of libraries may quote a person's data. */
const faultOf = (_message: string | undefined, thrown: unknown): string =>
  thrown instanceof Error
    ? `${thrown.name} ${(thrown.stack ?? '')
        .split('\n')
        .slice(1, 4)
        .map(line => line.trim())
        .join(' < ')}`
    : 'not an error'
