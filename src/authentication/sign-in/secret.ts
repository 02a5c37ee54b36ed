/** ● Secrets that a browser holds: random, and kept by us as a hash only. */
import { createHash } from 'node:crypto'
import { randomToken } from '../../platform/random.ts'

export type Secret = { readonly value: string; readonly hash: Buffer }

/** 256 random bits leave nothing to guess, so one fast hash is enough. */
export const newSecret = (): Secret => {
  const value = randomToken()
  return { value, hash: hashOfSecret(value) }
}

export const hashOfSecret = (value: string): Buffer => createHash('sha256').update(value).digest()
