/** ○ What must happen before a session may be told to a relying party, whichever protocol it spoke. */
import { classOf, isAtLeast, type LocalClass } from './assurance.ts'
import type { Session } from '../sign-in/session.ts'

/** What a relying party asks of the sign-in. */
export type Demand = {
  /** Seconds since the person last proved to be there; null: any. */
  readonly maxAgeSeconds: number | null
  /** A new proof, whatever the session says: OIDC prompt=login, SAML ForceAuthn. Counts from this instant. */
  readonly freshSince: Date | null
  /** The class that must be reached; null: any sign-in will do. */
  readonly minimum: LocalClass | null
  /** False for OIDC prompt=none and SAML IsPassive. */
  readonly interactive: boolean
}

export type Next =
  | { readonly do: 'proceed' }
  | { readonly do: 'sign-in' }
  | { readonly do: 'reauthenticate' }
  /** Signed in, but not by enough: a second factor. */
  | { readonly do: 'step-up'; readonly to: LocalClass }
  | { readonly do: 'refuse'; readonly code: 'login_required' }

/**
 * Decides the next step of a sign-in.
 *
 * @source OpenID Connect Core 1.0 §3.1.2.1 (prompt, max_age); SAML 2.0 Core §3.4.1 (ForceAuthn, IsPassive)
 */
export const decideNext = (
  session: Pick<Session, 'authenticatedAt' | 'proofs'> | null,
  demand: Demand,
  now: Date,
): Next => {
  if (session === null) return demand.interactive ? { do: 'sign-in' } : { do: 'refuse', code: 'login_required' }
  const ageSeconds = (now.getTime() - session.authenticatedAt.getTime()) / 1000
  const isTooOld = demand.maxAgeSeconds !== null && ageSeconds > demand.maxAgeSeconds
  const isStale = demand.freshSince !== null && session.authenticatedAt < demand.freshSince
  if (isTooOld || isStale)
    return demand.interactive ? { do: 'reauthenticate' } : { do: 'refuse', code: 'login_required' }
  if (demand.minimum !== null && !isAtLeast(classOf(session.proofs, now, demand.maxAgeSeconds), demand.minimum))
    return demand.interactive ? { do: 'step-up', to: demand.minimum } : { do: 'refuse', code: 'login_required' }
  return { do: 'proceed' }
}
