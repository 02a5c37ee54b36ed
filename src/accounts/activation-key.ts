/**
 * The activation key (有効化キー): the secret on the notice that lets a person set their own password, once.
 *
 * Only a keyed fingerprint of it is kept. It exists in the clear while a notice is printed, and on the paper.
 * Source: people-and-accounts §8, §13.7.
 */
import { addDays, addMonths, dayOf, later, type Day } from '../kernel/day.ts'
import type { AccountId } from '../kernel/ids.ts'
import { mayDo, type Machine } from '../kernel/machine.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { Draw } from './username.ts'

export const keyMachine = {
  issued: {
    deliver: 'delivered',
    redeem: 'redeemed',
    expire: 'expired',
    revoke: 'revoked',
    burn: 'burned',
    extend: 'issued',
  },
  delivered: { redeem: 'redeemed', expire: 'expired', revoke: 'revoked', burn: 'burned', extend: 'delivered' },
  expired: { extend: 'delivered', revoke: 'revoked' },
  redeemed: {},
  revoked: {},
  burned: {},
} as const satisfies Machine<'issued' | 'delivered' | 'redeemed' | 'expired' | 'revoked' | 'burned'>

export type KeyState = keyof typeof keyMachine

export const keyChannels = ['letter', 'counter'] as const
/** letter: with the notices of an entering class; counter: handed to one person against evidence. */
export type KeyChannel = (typeof keyChannels)[number]

export type ActivationKey = {
  readonly id: string
  readonly accountId: AccountId
  readonly state: KeyState
  readonly channel: KeyChannel
  /** Usable from this day on. */
  readonly notBefore: Day
  /** First day it is no longer usable. */
  readonly until: Day
  readonly wrongTries: number
  readonly issuedAt: Date
  readonly batchId: string | null
}

/** Letters and digits that no printed letter is mistaken for: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
export const keyAlphabet = '34679ACDEFGHJKMNPQRTWXY'
export const keyLength = 8
export const wrongTriesAllowed = 5

/** A new key: about 36 bits, of which five guesses are allowed. */
export const drawKey = (draw: Draw): string =>
  Array.from({ length: keyLength }, () => keyAlphabet[draw(keyAlphabet.length)]).join('')

/** As printed: in groups of four. */
export const groupedKey = (key: string): string => key.replace(/(.{4})(?=.)/g, '$1 ')

/** What a person typed, reduced to what is compared: any width, any case, without blanks and hyphens. */
export const normaliseKey = (typed: string): string =>
  typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−ー]/g, '')

/** The text under the fingerprint: a key is bound to its account, so that another's fingerprint is of no use. */
export const keyBinding = (accountId: AccountId, key: string): string => `${accountId}:${normaliseKey(key)}`

/** Whether a key could be redeemed on a day. */
export const isUsable = (key: Pick<ActivationKey, 'state' | 'notBefore' | 'until'>, today: Day): boolean =>
  isLive(key.state) && key.notBefore <= today && today < key.until

/** An account has at most one key that is still alive. */
export const isLive = (state: KeyState): boolean => state === 'issued' || state === 'delivered'

/**
 * The first day a key is no longer usable.
 *
 * Letters to an entering class run to the end of the month of entry (April entrants: to the end of April), and never
 * less than two weeks; a key from a counter runs one month.
 */
export const keyDeadline = (channel: KeyChannel, issuedOn: Day, startsOn: Day): Day => {
  if (channel === 'counter') return addDays(addMonths(later(issuedOn, startsOn), 1), 1)
  return later(firstOfNextMonth(later(issuedOn, startsOn)), addDays(later(issuedOn, startsOn), 14))
}

const firstOfNextMonth = (on: Day): Day => addMonths(`${on.slice(0, 7)}-01` as Day, 1)

export type KeyRefusal = { readonly code: 'key.wrong' | 'key.expired' | 'key.spent' | 'key.too_early' }

/** What one try does: it spends the key, or counts against it; the fifth wrong one burns it. */
export type TriedKey =
  | { readonly outcome: 'right' }
  | { readonly outcome: 'wrong'; readonly wrongTries: number; readonly state: KeyState }
  | { readonly outcome: 'unusable'; readonly refusal: KeyRefusal }

/**
 * Judges a try against the one live key of an account.
 *
 * A key that is not usable is never compared, so a late guess learns nothing.
 */
export const judgeTry = (key: ActivationKey, matches: boolean, now: Date): TriedKey => {
  const today = dayOf(now)
  if (!isLive(key.state))
    return { outcome: 'unusable', refusal: { code: key.state === 'expired' ? 'key.expired' : 'key.spent' } }
  if (today >= key.until) return { outcome: 'unusable', refusal: { code: 'key.expired' } }
  if (today < key.notBefore) return { outcome: 'unusable', refusal: { code: 'key.too_early' } }
  if (matches) return { outcome: 'right' }
  const wrongTries = key.wrongTries + 1
  return { outcome: 'wrong', wrongTries, state: wrongTries >= wrongTriesAllowed ? 'burned' : key.state }
}

export type ExtendRefusal = {
  readonly code: 'key.cannot_be_extended' | 'key.deadline_not_later' | 'key.deadline_too_far'
}

/** A new deadline from a counter, at most two months ahead. A key that was used, revoked or burned needs a new one instead. */
export const extendKey = (key: ActivationKey, until: Day, today: Day): Result<ActivationKey, ExtendRefusal> => {
  if (!mayDo(keyMachine, key.state, 'extend')) return refuse({ code: 'key.cannot_be_extended' })
  if (until <= key.until || until <= today) return refuse({ code: 'key.deadline_not_later' })
  if (until > addMonths(today, 2)) return refuse({ code: 'key.deadline_too_far' })
  return accept({ ...key, state: key.state === 'issued' ? 'issued' : 'delivered', until })
}
