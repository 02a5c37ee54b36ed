/**
 * ○ An authenticator app: six digits that change every thirty seconds.
 *
 * @source RFC 4226 §5; RFC 6238 §4; multi-factor.md §6.1
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { base32 } from '../../kernel/base32.ts'

/** 160 bits, as RFC 4226 R6 recommends. */
export const secretOctets = 20
const stepSeconds = 30
const digits = 6
/** Steps before and after now that are still accepted: clocks of telephones differ. */
const window = 1

export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / stepSeconds)

/** The code of one step. */
export const codeAt = (secret: Uint8Array, step: number): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const at = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

/**
 * The step whose code this is, later than the last one accepted; null for none. Every step of the window is compared whatever the
 * others gave.
 */
export const matchingStep = (
  secret: Uint8Array,
  typed: string,
  { now, lastStep }: { readonly now: Date; readonly lastStep: number | null },
): number | null => {
  const code = Buffer.from(typed.normalize('NFKC').replace(/[\s-]/g, ''))
  if (code.length !== digits) return null
  const present = stepAt(now)
  let found: number | null = null
  for (let step = present - window; step <= present + window; step += 1) {
    const isSame = timingSafeEqual(code, Buffer.from(codeAt(secret, step)))
    if (isSame && step > (lastStep ?? -1)) found = step
  }
  return found
}

/** How far the app's clock is from ours, in steps: shown when it is not zero. */
export const driftOf = (step: number, now: Date): number => step - stepAt(now)

/** As apps take it when it is typed. */
export const asBase32 = (octets: Uint8Array): string => base32(octets).toUpperCase()

/** The address that apps read from a QR code. */
export const provisioningUri = (secret: Uint8Array, issuer: string, username: string): string => {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`
  return `otpauth://totp/${label}?secret=${asBase32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`
}
