/**
 * ● The engine's storage, in our database. Its own session counts only as long as ours does: it is found for the browser whose
 * Sekimori session is alive and is the same person's, and never otherwise. So does every grant, and what hangs on it (decision 0062).
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider'
import type { AccountId, PersonId, SessionId } from '../../kernel/ids.ts'
import { amr, classOf, holdsBeyond, type Session } from '../../authentication/index.ts'
import { holdsNul } from '../../platform/http/strict-json.ts'
import type { System } from '../../platform/system.ts'
import {
  consumeState,
  destroyState,
  findState,
  findStateByUid,
  findStateByUserCode,
  insertOnce,
  revokeGrant,
  upsertState,
  type EnginePayload,
} from '../store/engine.ts'
import { accountOfGrant, trustedClient } from '../store/parties.ts'
import { acrFor } from './demand.ts'

/** Who is signed in at the browser whose request is being answered; null for a stranger. */
export type Present = {
  readonly subject: string
  readonly authenticatedAt: Date
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly sessionId: SessionId
  readonly proofs: Session['proofs']
} | null

export const presence = new AsyncLocalStorage<Present>()

export const secretContext = (clientId: string): string => `sso.client-secret:${clientId}`

export const makeAdapter =
  (system: System) =>
  (model: string): Adapter => {
    const { database, clock } = system
    if (model === 'Client') return clientAdapter(system)
    return {
      upsert: async (id, payload, expiresIn = 0) => {
        if (holdsNul(payload)) throw new errors.InvalidRequest('a parameter that is no text')
        const expiresAt = expiresIn > 0 ? new Date(clock.now().getTime() + expiresIn * 1000) : null
        const state = { model, id, payload: payload as EnginePayload, expiresAt }
        if (model !== 'ReplayDetection') await database.transact(tx => upsertState(tx, state))
        else if (!(await database.transact(tx => insertOnce(tx, state))))
          throw new errors.InvalidClientAuth('it was used before')
      },
      find: async id => {
        const found = await findState(database.read, model, id, clock.now())
        if (model === 'Session') return bound(found, clock.now())
        return model === 'Grant' && !(await isInForce(system, id)) ? undefined : found
      },
      findByUid: uid => findStateByUid(database.read, model, uid, clock.now()),
      findByUserCode: code => findStateByUserCode(database.read, model, code, clock.now()),
      consume: async id => {
        const isFirst = await database.transact(tx => consumeState(tx, model, id, clock.now()))
        if (!isFirst) throw new errors.InvalidGrant('it was used before')
      },
      destroy: async id => {
        await database.transact(tx => destroyState(tx, model, id))
      },
      revokeByGrantId: async grantId => {
        await database.transact(tx => revokeGrant(tx, model, grantId))
      },
    }
  }

/** The engine's session as ours allows: same person, as old as our own proof of them, and as sure. */
const bound = (found: EnginePayload | undefined, now: Date): AdapterPayload | undefined => {
  const present = presence.getStore()
  if (found === undefined) return undefined
  if (found['accountId'] === undefined) return found
  if (present === undefined || present === null || present.subject !== found['accountId']) return undefined
  const reached = classOf(present.proofs, now)
  return {
    ...found,
    loginTs: Math.floor(present.authenticatedAt.getTime() / 1000),
    acr: acrFor(null, reached),
    amr: [...amr(present.proofs, reached)],
  }
}

/** A grant lasts no longer than what it was given in: with it fall its codes and tokens, wherever they are shown. */
const isInForce = async ({ database, clock }: System, grantId: string): Promise<boolean> => {
  const given = await accountOfGrant(database.read, grantId)
  return given !== null && holdsBeyond(database.read, given.sessionId, clock.now())
}

const notStored = async (): Promise<never> => {
  throw new Error('clients are trusted by use cases, not by the engine')
}

const clientAdapter = (system: System): Adapter => ({
  find: async id => {
    const stored = holdsNul(id) ? null : await trustedClient(system.database.read, id)
    if (stored === null) return undefined
    const secret =
      stored.sealedSecret === null
        ? {}
        : { client_secret: system.vault.open(stored.sealedSecret, secretContext(id)).toString('utf8') }
    return { ...stored.metadata, ...secret, client_id: id }
  },
  upsert: notStored,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: notStored,
  destroy: notStored,
  revokeByGrantId: notStored,
})
