/** Fingerprints of blocking keys: 64 bits, keyed, so that the table of them tells nobody a birth date. */
import type { Vault } from '../../platform/vault.ts'

export const printsOf = (vault: Vault, keys: readonly string[]): readonly string[] =>
  keys.map(key => vault.fingerprint('registry.likeness', key).readBigInt64BE(0).toString())
