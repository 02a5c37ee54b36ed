/**
 * ○ What a passkey signs: random, for one purpose and one browser or session, until a deadline. It says all that itself under a seal of
 * ours, so that showing a page writes nothing; only one that is answered is written down, once.
 *
 * @source WebAuthn Level 3 §13.4.3 (cryptographic challenges); decision 0080
 */
import { timingSafeEqual } from 'node:crypto'

/** What an answer may be used for; those who have a session are bound to it, strangers to the visit of their browser. */
export const purposes = ['add', 'step-up', 'sign-in'] as const
export type Purpose = (typeof purposes)[number]

export type Bound = { readonly purpose: Purpose; readonly binding: string }

/** The vault's keyed fingerprint of a text. */
type Seal = (text: string) => Buffer

/** Random octets of each (WebAuthn §13.4.3 asks for sixteen). */
export const nonceOctets = 16
const headOctets = nonceOctets + 6

/** How long a page may lie open before its button is pressed. */
const liveSeconds: Readonly<Record<Purpose, number>> = { add: 600, 'step-up': 600, 'sign-in': 1800 }

export const makeChallenge = (
  seal: Seal,
  bound: Bound,
  { nonce, now }: { readonly nonce: Buffer; readonly now: Date },
): string => {
  const at = Buffer.alloc(6)
  at.writeUIntBE(now.getTime(), 0, 6)
  const head = Buffer.concat([nonce, at])
  return Buffer.concat([head, sealOf(seal, bound, head)]).toString('base64url')
}

const sealOf = (seal: Seal, { purpose, binding }: Bound, head: Buffer): Buffer =>
  seal(`${purpose}|${head.toString('base64url')}|${binding}`)

/** A challenge of ours that was made for this very purpose and browser. */
export type Challenge = { readonly octets: Buffer; readonly issuedAt: Date; readonly expiresAt: Date }

/** Reads a challenge that came back; null when it is not ours, was made for something or somebody else, or is past its time. */
export const readChallenge = (seal: Seal, bound: Bound, text: string, now: Date): Challenge | null => {
  const octets = Buffer.from(text, 'base64url')
  if (octets.length !== headOctets + 32 || octets.toString('base64url') !== text) return null
  const head = octets.subarray(0, headOctets)
  if (!timingSafeEqual(octets.subarray(headOctets), sealOf(seal, bound, head))) return null
  const issuedAt = new Date(head.readUIntBE(nonceOctets, 6))
  const expiresAt = new Date(issuedAt.getTime() + liveSeconds[bound.purpose] * 1000)
  return now < issuedAt || now >= expiresAt ? null : { octets, issuedAt, expiresAt }
}
