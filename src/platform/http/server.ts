/**
 * Listens, and applies to every request the order of everything below: limits, host, origin, who it is, whether they
 * may come here, the handler, and the headers of the answer. Knows nothing of what the routes are about.
 */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Bilingual, Language } from '../../kernel/bilingual.ts'
import { isLanguage, preferredLanguage } from '../../kernel/bilingual.ts'
import { hasRole, type Actor } from '../actor.ts'
import { randomId, randomToken } from '../random.ts'
import type { System } from '../system.ts'
import { perform, type Context } from '../use-case.ts'
import { loadAssets, type Assets } from '../web/assets.ts'
import { html } from '../web/html.ts'
import { acceptBodies, nothingPosted, readPosted, type Posted } from './body.ts'
import { cookieName, readCookies, setCookie } from './cookies.ts'
import { csrfField, csrfToken, isCsrfToken, isOurOrigin, visitCookie } from './csrf.ts'
import { securityHeaders } from './headers.ts'
import { sessionCookie, type Cookie, type PageContent, type Reply, type Request, type Route } from './route.ts'

export type Visitor = {
  readonly actor: Actor
  /** How the header names whoever is signed in; null for a stranger. */
  readonly name: Bilingual | null
}

/** What the app hands in: whose session a cookie is, and how a page is framed. */
export type Site = {
  readonly system: System
  readonly routes: readonly Route[]
  readonly visitor: (session: string | null, now: Date) => Promise<Visitor>
  readonly frame: (
    content: PageContent,
    request: Request,
    visitor: Visitor,
    notice: string | null,
    assets: Assets,
  ) => string
  /** The pages for "not found", a refusal without a page of its own, and a fault of ours. */
  readonly problem: (problem: Problem, request: Request) => PageContent
  /** Protocol engines that bring their own routes. */
  readonly mounts: readonly ((server: FastifyInstance) => Promise<void>)[]
  /** Addresses of reverse proxies whose X-Forwarded-* headers count; none by default. */
  readonly trustedProxies: readonly string[]
  /** Whoever counts and times requests. */
  readonly observe?: (route: string, status: number, milliseconds: number) => void
}

export type Problem =
  | { readonly kind: 'not-found' }
  | {
      readonly kind: 'refused'
      readonly code: string
      readonly values: Readonly<Record<string, unknown>>
      readonly back: string | null
    }
  | { readonly kind: 'stale-form' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'fault'; readonly requestId: string }

const languageCookie = 'lang'
const noticeCookie = 'notice'
const yearSeconds = 365 * 86_400

/** Builds the server; the caller listens. */
export const buildServer = async (site: Site): Promise<FastifyInstance> => {
  const server = Fastify({
    logger: false,
    trustProxy: site.trustedProxies.length > 0 ? [...site.trustedProxies] : false,
    bodyLimit: 100_000,
    requestTimeout: 120_000,
    connectionTimeout: 0,
    keepAliveTimeout: 10_000,
    maxParamLength: 200,
    routerOptions: { ignoreDuplicateSlashes: false, caseSensitive: true },
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
  const { request, visitor, cookies } = await receive(site, incoming, posted)
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

const isHttps = (site: Site): boolean => site.system.baseUrl.startsWith('https://')

const isOwnForm = (site: Site, incoming: FastifyRequest, posted: Posted): boolean => {
  const fetchSite = incoming.headers['sec-fetch-site']
  const ours = [new URL(site.system.baseUrl).origin, ...(site.system.demo ? [`http://${incoming.headers.host}`] : [])]
  if (
    !isOurOrigin(
      { origin: incoming.headers.origin, fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined },
      ours,
    )
  )
    return false
  const cookies = readCookies(incoming.headers.cookie, isHttps(site))
  const binding = cookies[sessionCookie] ?? cookies[visitCookie]
  return binding !== undefined && isCsrfToken(site.system.vault, binding, posted.form[csrfField])
}

type Received = { readonly request: Request; readonly visitor: Visitor; readonly cookies: readonly Cookie[] }

const receive = async (site: Site, incoming: FastifyRequest, posted: Posted): Promise<Received> => {
  const { system } = site
  const cookies = readCookies(incoming.headers.cookie, isHttps(site))
  const now = system.clock.now()
  const session = cookies[sessionCookie] ?? null
  const visitor = await site.visitor(session, now)
  const query = firstValues(incoming.query)
  const language = languageOf(query['lang'], cookies[languageCookie], incoming.headers['accept-language'])
  const given: Cookie[] = []
  if (isLanguage(query['lang']) && query['lang'] !== cookies[languageCookie])
    given.push({ name: languageCookie, value: query['lang'], maxAgeSeconds: yearSeconds })
  const binding = session ?? cookies[visitCookie] ?? randomToken()
  if (session === null && cookies[visitCookie] === undefined) given.push({ name: visitCookie, value: binding })
  if (cookies[noticeCookie] !== undefined) given.push({ name: noticeCookie, value: null })
  const context: Context = {
    actor: visitor.actor,
    now,
    channel: 'page',
    language,
    address: incoming.ip,
    requestId: incoming.id,
    system,
  }
  const { [csrfField]: _token, ...form } = posted.form
  const request: Request = {
    method: incoming.method === 'POST' ? 'POST' : 'GET',
    path: incoming.url,
    params: firstValues(incoming.params),
    query,
    form,
    many: posted.many,
    files: posted.files,
    language,
    actor: visitor.actor,
    now,
    address: incoming.ip,
    userAgent: (incoming.headers['user-agent'] ?? '').slice(0, 300),
    cookies,
    csrf: html`<input type="hidden" name="${csrfField}" value="${csrfToken(system.vault, binding)}" />`,
    system,
    db: system.database.read,
    context,
    perform: (useCase, input) => perform(useCase, input, context),
  }
  return { request, visitor, cookies: given }
}

const languageOf = (asked: string | undefined, kept: string | undefined, header: string | undefined): Language =>
  isLanguage(asked) ? asked : isLanguage(kept) ? kept : preferredLanguage(header)

const firstValues = (values: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((values ?? {}) as Record<string, unknown>).map(([name, value]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value
      return [name, typeof first === 'string' ? first : '']
    }),
  )

const send = (
  site: Site,
  assets: Assets,
  request: Request,
  visitor: Visitor,
  reply: FastifyReply,
  answer: Reply,
  cookies: readonly Cookie[],
): FastifyReply => {
  const https = isHttps(site)
  const all = [...cookies, ...(answer.cookies ?? [])]
  if (answer.kind === 'redirect' && answer.notice !== undefined)
    all.push({ name: noticeCookie, value: answer.notice, maxAgeSeconds: 60 })
  const last = new Map(all.map(cookie => [cookie.name, cookie]))
  reply.headers(securityHeaders({ https, formTargets: answer.formTargets ?? [] }))
  if (answer.headers !== undefined) reply.headers({ ...answer.headers })
  if (last.size > 0)
    reply.header(
      'set-cookie',
      [...last.values()].map(cookie => setCookie(cookie, https)),
    )
  const notice = request.cookies[noticeCookie] ?? null
  switch (answer.kind) {
    case 'page':
      return reply
        .code(answer.status ?? 200)
        .type('text/html; charset=utf-8')
        .send(site.frame(answer, request, visitor, notice, assets))
    case 'redirect':
      return reply
        .code(answer.status ?? 303)
        .header('location', answer.to)
        .send()
    case 'file':
      return reply
        .code(answer.status ?? 200)
        .type(answer.mediaType)
        .header(
          'content-disposition',
          `${answer.inline === true ? 'inline' : 'attachment'}; filename="${answer.name.replace(/[^\w.-]/g, '_')}"`,
        )
        .send(typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body))
    case 'json':
      return reply
        .code(answer.status ?? 200)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(answer.body))
    case 'text':
      return reply
        .code(answer.status ?? 200)
        .type(answer.mediaType ?? 'text/plain; charset=utf-8')
        .send(answer.body)
    case 'not-found':
      return reply
        .code(404)
        .type('text/html; charset=utf-8')
        .send(site.frame(site.problem({ kind: 'not-found' }, request), request, visitor, null, assets))
    case 'refused': {
      const { code, ...values } = answer.refusal
      const problem: Problem =
        code === 'not_found' ? { kind: 'not-found' } : { kind: 'refused', code, values, back: answer.back ?? null }
      return reply
        .code(answer.status ?? (code === 'not_found' ? 404 : 409))
        .type('text/html; charset=utf-8')
        .send(site.frame(site.problem(problem, request), request, visitor, null, assets))
    }
  }
}

const answerProblem = async (
  site: Site,
  assets: Assets,
  incoming: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): Promise<FastifyReply> => {
  const { request, visitor, cookies } = await receive(site, incoming, nothingPosted)
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

export { cookieName }
