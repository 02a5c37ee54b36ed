/** Operators register and revoke the programs that call the API. */
import { z } from 'zod'
import { accept, refuse } from '../../kernel/result.ts'
import { actorLabel } from '../actor.ts'
import {
  bearerOf,
  hashOfSecret,
  insertMachineClient,
  machineClientForUpdate,
  machineClients,
  revokeClient,
} from '../machine-client.ts'
import { randomId, randomToken } from '../random.ts'
import { answer, useCase } from '../use-case.ts'
import { text } from '../text.ts'

const longestLifeDays = 400

/** The token is shown once: only its hash is kept. */
export const registerMachineClient = useCase({
  name: 'platform.register-machine-client',
  title: text.useCases.registerMachineClient,
  input: z.strictObject({
    name: z.string().min(1).max(100),
    useCases: z
      .array(z.string().regex(/^[a-z]+\.[a-z-]+$/))
      .min(1)
      .max(50),
    days: z.coerce.number().int().min(1).max(longestLifeDays).default(365),
  }),
  permit: { roles: ['operator'] },
  load: async () => ({ id: randomId(), secret: randomToken() }),
  decide: made => accept(made),
  write: async (tx, { id, secret }, { now, actor }, { name, useCases, days }) => {
    const expiresAt = new Date(now.getTime() + days * 86_400_000)
    const client = { id, name, useCases, createdAt: now, expiresAt, revokedAt: null }
    await insertMachineClient(tx, client, { secretHash: hashOfSecret(secret), createdBy: actorLabel(actor) })
    return accept({ id, token: bearerOf(id, secret), expiresAt })
  },
  remembers: ({ useCases }, output) => ({ client: output?.id ?? null, useCases }),
})

export const revokeMachineClient = useCase({
  name: 'platform.revoke-machine-client',
  title: text.useCases.revokeMachineClient,
  input: z.strictObject({ id: z.uuid() }),
  permit: { roles: ['operator'] },
  load: (tx, { id }) => machineClientForUpdate(tx, id),
  decide: client => (client.revokedAt === null ? accept(client) : refuse({ code: 'machine.revoked' })),
  write: async (tx, { id }, { now }) => {
    await revokeClient(tx, id, now)
    return accept({ id })
  },
  remembers: ({ id }) => ({ client: id }),
})

export const listMachineClients = useCase({
  name: 'platform.list-machine-clients',
  title: text.useCases.listMachineClients,
  input: z.strictObject({}),
  permit: { roles: ['operator', 'auditor'] },
  load: tx => machineClients(tx),
  decide: clients => accept(clients),
  write: async (_tx, clients) => answer(clients),
})
