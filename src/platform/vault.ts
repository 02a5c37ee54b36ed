/**
 * Secrets at rest: AES-256-GCM under a data key, which is wrapped by the master key (envelope encryption).
 * The context (whose secret, which field) is bound as associated data: a row copied to another person does not open.
 */
import type { StoredKey } from './vault/store.ts'

export type Vault = {
  /** Seals octets for one place, such as `authentication.totp:ACCOUNT:ID`. */
  readonly seal: (plain: Uint8Array, context: string) => Buffer
  /** Opens what was sealed for the same place; throws when the bytes, the key or the place differ. */
  readonly open: (sealed: Uint8Array, context: string) => Buffer
  /** A keyed fingerprint for equality search, such as a birth date's; the same for the same purpose and text. */
  readonly fingerprint: (purpose: string, text: string) => Buffer
  /** Learns keys that another process made; every worker and server calls it each minute. */
  readonly refresh: () => Promise<void>
  /** A fresh data key to be stored, wrapped; it seals a little later, when every process knows it. */
  readonly newDataKey: (now: Date) => StoredKey
}

export { createMasterKey, readMasterKey } from './vault/master-key.ts'
export { openVault, rightMasterKey } from './vault/open.ts'
export { rewrapVault, rotateMasterKey } from './vault/rewrap.ts'
