/**
 * Secrets at rest: AES-256-GCM under a data key, which is wrapped by the master key (envelope encryption).
 * The context (whose secret, which field) is bound as associated data: a row copied to another person does not open.
 */
export type Vault = {
  /** Seals octets for one place, such as `authentication.totp:ACCOUNT:ID`. */
  readonly seal: (plain: Uint8Array, context: string) => Buffer
  /** Opens what was sealed for the same place; throws when the bytes, the key or the place differ. */
  readonly open: (sealed: Uint8Array, context: string) => Buffer
  /** A keyed fingerprint for equality search, such as a birth date's; the same for the same purpose and text. */
  readonly fingerprint: (purpose: string, text: string) => Buffer
}
