/** The only source of randomness: tokens, codes, serial numbers. All of it is cryptographic. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto'

/** A random token of so many bits, as base64url. 256 bits unless said otherwise. */
export const randomToken = (bits = 256): string => randomBytes(Math.ceil(bits / 8)).toString('base64url')

export const randomId = (): string => randomUUID()

export const randomOctets = (count: number): Buffer => randomBytes(count)

/** A whole number from 0 up to, not including, the limit; unbiased. */
export const randomBelow = (limit: number): number => randomInt(limit)

/** So many characters drawn from an alphabet, unbiased. */
export const randomText = (length: number, alphabet: string): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
