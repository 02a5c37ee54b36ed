/** ● The password: argon2id with 19 MiB, two passes, one lane (OWASP; stack.md), kept as a PHC string and renewed when the parameters change. */
import { hash, verify, type Options } from '@node-rs/argon2'
import { hashing } from './hash-queue.ts'

const parameters: Options = {
  algorithm: 2,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
  outputLen: 32,
}

const current = '$argon2id$v=19$m=19456,t=2,p=1$'

/** Hashes a normalised password; null when too many hashes are waiting. */
export const hashPassword = (password: string): Promise<string | null> => hashing.run(() => hash(password, parameters))

export type Verdict = 'right' | 'wrong' | 'busy'

/** A hash that no password has: an unknown account costs what a known one does. */
let decoy: Promise<string> | null = null
const decoyHash = (): Promise<string> => (decoy ??= hash('no password has this hash', parameters))

/** Checks a normalised password against a stored hash; null stands for an account without one, and costs the same. */
export const verifyPassword = async (stored: string | null, password: string): Promise<Verdict> => {
  const known = stored ?? (await decoyHash())
  const matches = await hashing.run(() => verify(known, password))
  if (matches === null) return 'busy'
  return matches && stored !== null ? 'right' : 'wrong'
}

/** Whether a hash was made with other parameters than today's. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(current)
