/**
 * The use cases as JSON over HTTP: `POST /api/<module>/<verb>` with the bearer token of a registered machine client.
 * Refusals are problem+json (RFC 9457); the document is OpenAPI 3.1.
 */
import { z } from 'zod'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { accept, type Refusal } from '../kernel/result.ts'
import { preferredLanguage } from '../kernel/bilingual.ts'
import { stranger, type Actor } from '../platform/actor.ts'
import { faultOf } from '../platform/fault.ts'
import { parseStrictJson } from '../platform/http/strict-json.ts'
import { machineByToken } from '../platform/machine-client.ts'
import { isDatabaseAway } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import { perform, type AnyUseCase, type UseCase } from '../platform/use-case.ts'
import { catalogue } from './catalogue.ts'
import { wordsOf } from './words.ts'

type Callable = UseCase<z.ZodType, unknown, unknown, unknown, unknown, Refusal>

export const apiPath = (name: string): string => `/api/${name.replace('.', '/')}`

/** Mounts one route for each use case, and the document that describes them. */
export const mountApi =
  (system: System) =>
  async (server: FastifyInstance): Promise<void> => {
    acceptStrictJson(server)
    server.setErrorHandler((error, request, reply) => answerError(system, error, request, reply))
    for (const useCase of catalogue)
      server.post(apiPath(useCase.name), (request, reply) => call(system, useCase, request, reply))
    server.get('/api/openapi.json', (_request, reply) => reply.type('application/json').send(openApi(system.baseUrl)))
  }

/** JSON alone, and only such that means one thing. Whatever else is sent is refused with 415. */
const acceptStrictJson = (server: FastifyInstance): void => {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const read = body === '' ? accept({}) : parseStrictJson(String(body))
    if (read.ok) done(null, read.value)
    else done(Object.assign(new Error('the body is not taken'), { statusCode: 400, code: read.refusal.code }))
  })
}

const bodyCodes: Readonly<Record<number, string>> = { 413: 'body.too_large', 415: 'body.not_json' }

/** A client's mistake keeps its status; a fault of ours says nothing but the number under which it was logged. */
const answerError = (system: System, thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const { statusCode = 500, code = '' } = thrown as { statusCode?: number; code?: string }
  if (statusCode >= 400 && statusCode < 500)
    return sendProblem(reply, statusCode, {
      code: code.startsWith('json.') ? code : (bodyCodes[statusCode] ?? 'request.unreadable'),
    })
  system.log.error(
    { requestId: request.id, route: request.routeOptions.url, fault: faultOf(thrown) },
    'a request failed',
  )
  const isAway = isDatabaseAway(thrown)
  if (isAway) reply.header('retry-after', '10')
  return sendProblem(reply, isAway ? 503 : 500, { code: isAway ? 'database.away' : 'fault', requestId: request.id })
}

/** No cookie counts here: a browser's session could be ridden by a foreign page, a bearer token cannot. */
const actorOf = async (system: System, request: FastifyRequest): Promise<Actor> => {
  const token = /^Bearer ([\w.~+/=-]{1,512})$/.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) return stranger
  return (await machineByToken(system.database.read, token, system.clock.now())) ?? stranger
}

const call = async (
  system: System,
  useCase: AnyUseCase,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const actor = await actorOf(system, request)
  if (actor.kind === 'stranger')
    return sendProblem(reply.header('www-authenticate', 'Bearer'), 401, { code: 'token.missing' })
  const result = await perform(useCase as unknown as Callable, request.body === undefined ? {} : request.body, {
    actor,
    now: system.clock.now(),
    channel: 'api',
    language: preferredLanguage(request.headers['accept-language']),
    address: request.ip,
    requestId: request.id,
    system,
  })
  if (!result.ok) return sendProblem(reply, statusOf(result.refusal), result.refusal)
  return plain(reply, 200, 'application/json').send(JSON.stringify(result.value ?? null))
}

const plain = (reply: FastifyReply, status: number, mediaType: string): FastifyReply =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .type(`${mediaType}; charset=utf-8`)

const sendProblem = (
  reply: FastifyReply,
  status: number,
  refusal: Refusal & Readonly<Record<string, unknown>>,
): FastifyReply => {
  const words = wordsOf(refusal)
  const problem = { type: 'about:blank', status, title: words.en, detail: words.ja, ...refusal }
  return plain(reply, status, 'application/problem+json').send(JSON.stringify(problem))
}

const statusOf = ({ code }: Refusal): number => (code === 'not_found' ? 404 : code === 'input.wrong' ? 422 : 409)

/** The OpenAPI 3.1 document, made from the catalogue. */
export const openApi = (baseUrl: string): Readonly<Record<string, unknown>> => ({
  openapi: '3.1.0',
  info: { title: 'Sekimori', version: '1', description: 'Every use case of the identity platform.' },
  servers: [{ url: baseUrl }],
  security: [{ bearer: [] }],
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Problem: {
        type: 'object',
        required: ['code', 'title'],
        properties: {
          code: { type: 'string' },
          title: { type: 'string' },
          detail: { type: 'string' },
          status: { type: 'integer' },
        },
      },
    },
  },
  paths: Object.fromEntries(catalogue.map(useCase => [apiPath(useCase.name), { post: operation(useCase) }])),
})

const operation = (useCase: AnyUseCase): Readonly<Record<string, unknown>> => ({
  operationId: useCase.name,
  tags: [useCase.name.split('.')[0]],
  summary: useCase.title.en,
  description: useCase.title.ja,
  'x-roles': useCase.permit.roles ?? [],
  requestBody: { required: true, content: { 'application/json': { schema: inputSchema(useCase) } } },
  responses: {
    200: { description: 'Done', content: { 'application/json': { schema: {} } } },
    ...Object.fromEntries(
      [400, 401, 404, 409, 413, 415, 422, 503].map(status => [
        status,
        {
          description: 'Refused',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
  },
})

export const inputSchema = (useCase: AnyUseCase): Readonly<Record<string, unknown>> =>
  z.toJSONSchema(useCase.input, { io: 'input', unrepresentable: 'any' })
