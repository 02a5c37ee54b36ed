/** ● The vault's part in passkeys: challenges that only we could have made, and handles that stand for accounts and say nothing of them. */
import type { AccountId, SessionId } from '../../kernel/ids.ts'
import { randomOctets } from '../../platform/random.ts'
import type { System } from '../../platform/system.ts'
import { makeChallenge, nonceOctets, type Bound } from './challenge.ts'

export const challengeSeal =
  ({ vault }: System) =>
  (text: string): Buffer =>
    vault.fingerprint('authentication.challenge', text)

export const newChallenge = (system: System, bound: Bound, now: Date): string =>
  makeChallenge(challengeSeal(system), bound, { nonce: randomOctets(nonceOctets), now })

/** A session keeps its challenges when it rises and gets another secret. */
export const sessionBinding = (id: SessionId): string => `session:${id}`

/** A passkey names its account by this: the same for one account, so that a device keeps one passkey of each (WebAuthn §5.4.3). */
export const userHandleOf = ({ vault }: System, id: AccountId): string =>
  vault.fingerprint('authentication.user-handle', id).toString('base64url')
