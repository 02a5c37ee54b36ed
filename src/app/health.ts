/** What operators and load balancers ask. Says nothing about people, and nothing inside to outsiders. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answers } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import { metricsText } from '../platform/telemetry/metrics.ts'

export const mountHealth =
  (system: System, metricsToken: string | null) =>
  async (server: FastifyInstance): Promise<void> => {
    server.get('/health/live', (_request, reply) => reply.type('text/plain').send('live\n'))
    server.get('/health/ready', async (_request, reply) => {
      const isReady = await answers(system.database)
      return reply
        .code(isReady ? 200 : 503)
        .type('text/plain')
        .send(isReady ? 'ready\n' : 'the database does not answer\n')
    })
    server.get('/metrics', async (request, reply) =>
      mayReadMetrics(request, metricsToken)
        ? reply.type('text/plain; version=0.0.4').send(await metricsText(system))
        : reply.code(404).type('text/plain').send('not found\n'),
    )
  }

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** From this machine itself and not through a proxy, or with the operator's token. */
const mayReadMetrics = (request: FastifyRequest, token: string | null): boolean => {
  if (loopback.has(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined) return true
  const given = Buffer.from(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
  const expected = Buffer.from(token ?? '')
  return token !== null && given.length === expected.length && timingSafeEqual(given, expected)
}
