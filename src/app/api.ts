/**
 * The use cases as JSON over HTTP: `POST /api/<module>/<verb>` with a bearer token of a registered machine client, or the
 * session of whoever is signed in. Refusals are problem+json (RFC 9457); the document is OpenAPI 3.1.
 */
import { z } from 'zod'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../kernel/result.ts'
import { preferredLanguage } from '../kernel/bilingual.ts'
import { stranger, type Actor } from '../platform/actor.ts'
import { machineByToken } from '../platform/machine-client.ts'
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
    for (const useCase of catalogue)
      server.post(apiPath(useCase.name), (request, reply) => call(system, useCase, request, reply))
    server.get('/api/openapi.json', (_request, reply) => reply.type('application/json').send(openApi(system.baseUrl)))
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
  reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
  if (actor.kind === 'stranger')
    return reply
      .code(401)
      .header('www-authenticate', 'Bearer')
      .type('application/problem+json')
      .send({ type: 'about:blank', status: 401, title: 'Unauthorized', code: 'token.missing' })
  const result = await perform(useCase as unknown as Callable, request.body ?? {}, {
    actor,
    now: system.clock.now(),
    channel: 'api',
    language: preferredLanguage(request.headers['accept-language']),
    address: request.ip,
    requestId: request.id,
    system,
  })
  if (result.ok)
    return reply
      .code(200)
      .type('application/json')
      .send(JSON.stringify(result.value ?? null))
  return reply.code(statusOf(result.refusal)).type('application/problem+json').send(problem(result.refusal))
}

const statusOf = ({ code }: Refusal): number => (code === 'not_found' ? 404 : code === 'input.wrong' ? 422 : 409)

const problem = (refusal: Refusal): Readonly<Record<string, unknown>> => {
  const words = wordsOf(refusal)
  return { type: 'about:blank', status: statusOf(refusal), title: words.en, detail: words.ja, ...refusal }
}

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
      [401, 404, 409, 422].map(status => [
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
