/** ● Clients take part in a session from the answer that tells them who it is, and are told of its end where they have an address. */
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { System } from '../../platform/system.ts'
import { trustedClient } from '../store/parties.ts'
import { insertParticipation } from '../store/participation.ts'
import { presence } from './adapter.ts'

/** As long as we remember who took part: longer than any session and every try to tell of its end. */
const rememberedMs = 90 * 86_400_000

/** For the engine's chain: an answer with a code is written down before it leaves. */
export const takingPart =
  (system: System) =>
  async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    await next()
    const present = presence.getStore()
    if (present === undefined || present === null) return
    const { session, client, entities } = (ctx as Partial<KoaContextWithOIDC>).oidc ?? {}
    if (entities?.AuthorizationCode === undefined || client === undefined || ctx.method === 'POST') return
    const sid = session?.sidFor(client.clientId)
    if (sid === undefined) return
    const now = system.clock.now()
    const { personId, accountId, sessionId } = present
    await system.database.transact(async tx => {
      const address = (await trustedClient(tx, client.clientId))?.metadata.backchannel_logout_uri ?? null
      const part = { personId, accountId, sessionId, partyId: client.clientId, nameId: null, address }
      await insertParticipation(
        tx,
        { ...part, assertionId: `${sid}.${sessionId}`, sessionIndex: sid },
        { now, until: new Date(now.getTime() + rememberedMs) },
      )
    })
  }
