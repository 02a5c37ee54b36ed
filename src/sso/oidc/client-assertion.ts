/**
 * ○ What a client's assertion of itself must be beside rightly signed: one signature in the compact form, JSON that means one
 * thing, no header that names a key or changes what is signed, and our issuer as its only audience.
 *
 * @source RFC 7523 §3; draft-ietf-oauth-rfc7523bis (the issuer alone as audience); RFC 8725 §3 (JWT best current practices)
 */
import { parseStrictJson } from '../../platform/http/strict-json.ts'

/** Members of a header that choose among keys we hold already. Any other could bring a key or another meaning. */
const harmless: ReadonlySet<string> = new Set(['alg', 'kid', 'typ', 'x5t', 'x5t#S256'])

/** Why an assertion is not taken, for the log; null when nothing is wrong with its form. */
export const objectionTo = (assertion: string, issuer: string): string | null => {
  const parts = assertion.split('.')
  if (parts.length !== 3 || !parts.every(part => /^[\w-]+$/.test(part))) return 'not in the compact form'
  const [header, claims] = parts.slice(0, 2).map(objectIn)
  if (header == null || claims == null) return 'not one unambiguous JSON object'
  const strange = Object.keys(header).find(name => !harmless.has(name))
  if (strange !== undefined) return 'a header that is not taken'
  return claims['aud'] === issuer ? null : 'an audience beside our issuer'
}

const objectIn = (part: string): Readonly<Record<string, unknown>> | null => {
  const read = parseStrictJson(Buffer.from(part, 'base64url').toString('utf8'))
  const value: unknown = read.ok ? read.value : null
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null
}
