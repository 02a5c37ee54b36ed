/** ● What every way of signing in ends with: a session, a browser that is known from now on, and a line the person can read. */
import { asSessionId, type SessionId } from '../../kernel/ids.ts'
import type { Account } from '../../accounts/index.ts'
import type { Tx } from '../../platform/database.ts'
import { randomId } from '../../platform/random.ts'
import { newSecret, hashOfSecret } from '../sign-in/secret.ts'
import { expiryOf, passwordSession, type Method } from '../sign-in/session.ts'
import { insertSession, replaceSession } from '../store.ts'

/** Where a sign-in came from: what the page knows of the browser. */
export type Origin = {
  readonly network: string
  readonly label: string
  /** The secret in the browser's own cookie, or null on a first visit. */
  readonly browserSecret: string | null
  /** The session this browser holds already: it ends, so that a planted one is worth nothing. */
  readonly oldSession: SessionId | null
}

export type Begun = {
  readonly sessionId: SessionId
  /** For the cookies; known to nobody else. */
  readonly sessionSecret: string
  readonly browserSecret: string
  readonly personId: string
  readonly accountId: string
}

export const beginSession = async (
  tx: Tx,
  account: Account,
  method: Method,
  origin: Origin & { readonly knownBrowser: boolean },
  now: Date,
): Promise<Begun> => {
  const session = newSecret()
  const sessionId = asSessionId(randomId())
  const browserSecret = origin.browserSecret !== null && origin.knownBrowser ? origin.browserSecret : newSecret().value
  if (origin.oldSession !== null)
    await replaceSession(tx, origin.oldSession, { id: sessionId, personId: account.personId }, now)
  await insertSession(
    tx,
    {
      id: sessionId,
      secretHash: session.hash,
      accountId: account.id,
      personId: account.personId,
      proofs: [{ method, at: now }],
      network: origin.network,
      label: origin.label,
      expiresAt: expiryOf(now, passwordSession),
      browser: { id: randomId(), secretHash: hashOfSecret(browserSecret), isKnown: origin.knownBrowser },
    },
    now,
  )
  return { sessionId, sessionSecret: session.value, browserSecret, personId: account.personId, accountId: account.id }
}
