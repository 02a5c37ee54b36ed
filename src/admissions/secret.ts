/** ● Numbers and secrets of applications and invitations; of a secret we keep a hash only. */
import { createHash } from 'node:crypto'
import { dayOf } from '../kernel/day.ts'
import { randomText, randomToken } from '../platform/random.ts'

export type Secret = { readonly value: string; readonly hash: Buffer }

export const newSecret = (): Secret => {
  const value = randomToken()
  return { value, hash: hashOfSecret(value) }
}

/** 256 random bits leave nothing to guess, so one fast hash is enough. */
export const hashOfSecret = (value: string): Buffer => createHash('sha256').update(value).digest()

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A26-7K2M9QX: random, so that nobody counts applications by it. */
export const newNumber = (now: Date): string => `A${dayOf(now).slice(2, 4)}-${randomText(7, letters)}`

export const newCode = (): string => randomText(6, '0123456789')
