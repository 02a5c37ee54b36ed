/**
 * ○ How a recipient knows a person: one opaque value for all (public), or another for each sector (pairwise), which cannot be
 * compared between services. Computed once, then stored: a stored value wins for ever.
 *
 * @source OpenID Connect Core 1.0 §8.1; SAML V2.0 Subject Identifier Attributes Profile §3: letters of one case, digits
 */

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Base32 (RFC 4648 §6) in lower case without padding: two ids never differ by case alone. */
export const base32 = (octets: Uint8Array): string => {
  let [bits, held, text] = [0, 0, '']
  for (const octet of octets) {
    held = (held << 8) | octet
    bits += 8
    while (bits >= 5) {
      text += alphabet[(held >>> (bits - 5)) & 31] ?? ''
      bits -= 5
      held &= (1 << bits) - 1
    }
  }
  return bits > 0 ? text + (alphabet[(held << (5 - bits)) & 31] ?? '') : text
}

/** The text under the keyed fingerprint. An empty sector is the public id. */
export const subjectSeed = (personNumber: string, sector: string): string => `v1|${personNumber}|${sector}`

/** 160 bits of a keyed fingerprint as 32 letters. */
export const subjectValue = (fingerprint: Uint8Array): string => base32(fingerprint.subarray(0, 20))
