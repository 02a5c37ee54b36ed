/**
 * ○ How a recipient knows a person: one opaque value for all (public), or another for each sector (pairwise), which cannot be
 * compared between services. Computed once, then stored: a stored value wins for ever.
 *
 * @source OpenID Connect Core 1.0 §8.1; SAML V2.0 Subject Identifier Attributes Profile §3: letters of one case, digits
 */
import { base32 } from '../kernel/base32.ts'

/** The text under the keyed fingerprint. An empty sector is the public id. */
export const subjectSeed = (personNumber: string, sector: string): string => `v1|${personNumber}|${sector}`

/** 160 bits of a keyed fingerprint as 32 letters. */
export const subjectValue = (fingerprint: Uint8Array): string => base32(fingerprint.subarray(0, 20))
