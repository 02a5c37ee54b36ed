/**
 * ○ What was verified on one browser, and when. A session is a row that its person can see and end; the browser holds a
 * secret whose hash the row keeps.
 */
import type { AccountId, PersonId, SessionId } from '../../kernel/ids.ts'

/** How somebody proved to be who they are. `passkey-verified`: the authenticator itself checked a finger, a face or a PIN. */
export const methods = [
  'password',
  'activation-key',
  'totp',
  'mail-code',
  'passkey',
  'passkey-verified',
  'recovery-code',
] as const
export type Method = (typeof methods)[number]

/** One proof of presence in a session. */
export type Proof = { readonly method: Method; readonly at: Date }

export type Session = {
  readonly id: SessionId
  readonly personId: PersonId
  readonly accountId: AccountId
  /** When the person last proved it was they. */
  readonly authenticatedAt: Date
  /** The first first. */
  readonly proofs: readonly Proof[]
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly expiresAt: Date
}

/** NIST SP 800-63B-4 §5.2: an end whatever happens, and an end after idleness. multi-factor.md §12. */
export type SessionLimits = { readonly absoluteSeconds: number; readonly idleSeconds: number }

export const passwordSession: SessionLimits = { absoluteSeconds: 12 * 3600, idleSeconds: 3600 }
/** A session with a second factor may last longer (NIST SP 800-63B-4 §5.2, AAL2). */
export const secondFactorSession: SessionLimits = { absoluteSeconds: 24 * 3600, idleSeconds: 3600 }

/** `last seen` is written at most so often: a page view costs no write. */
export const seenEverySeconds = 300

export const isLive = (session: Pick<Session, 'expiresAt' | 'lastSeenAt'>, now: Date, limits: SessionLimits): boolean =>
  now < session.expiresAt &&
  now.getTime() - session.lastSeenAt.getTime() < (limits.idleSeconds + seenEverySeconds) * 1000

export const expiryOf = (authenticatedAt: Date, limits: SessionLimits): Date =>
  new Date(authenticatedAt.getTime() + limits.absoluteSeconds * 1000)

export const isSeenDue = (lastSeenAt: Date, now: Date): boolean =>
  now.getTime() - lastSeenAt.getTime() >= seenEverySeconds * 1000
