/** ● What black-box checks call: people, mail and clock as JSON. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { MovableClock } from '../../src/platform/clock.ts'
import type { System } from '../../src/platform/system.ts'
import { keptMail } from '../store.ts'
import { clockNow, moveClock, parseMove, type MoveRefusal, type Pausing } from './clock.ts'
import { refusals } from './text.ts'
import { peopleJson, shownPeople } from './people.ts'

export type Panel = { readonly system: System; readonly clock: MovableClock; readonly pausing: Pausing }

/** A page of another origin can send no JSON without asking first, and nobody answers it: no token is needed. */
export const mountPanel =
  (panel: Panel) =>
  async (server: FastifyInstance): Promise<void> => {
    const { system, clock } = panel
    const json = (reply: FastifyReply, body: unknown, status = 200): FastifyReply =>
      reply
        .code(status)
        .header('cache-control', 'no-store')
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(body))
    server.get('/dev/people.json', async (_request, reply) => json(reply, peopleJson(await shownPeople(system))))
    server.get('/dev/mail.json', async (_request, reply) => json(reply, await keptMail(system.database.read, 500)))
    server.get('/dev/clock', (_request, reply) => json(reply, clockNow(clock)))
    server.post('/dev/clock', async (request, reply) => {
      const isJson = request.headers['content-type']?.startsWith('application/json') === true
      const move = parseMove(isJson ? request.body : null)
      if (!move.ok) return json(reply, said(move.refusal), 422)
      const moved = await moveClock(panel, move.value)
      return moved.ok ? json(reply, moved.value) : json(reply, said(moved.refusal), 422)
    })
  }

/** A refusal with its words, for whoever reads the answer. */
const said = ({ code }: MoveRefusal): Readonly<Record<string, string>> => ({ code, ...refusals[code] })
