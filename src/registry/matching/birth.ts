/** Birth dates: sealed for one record, compared by a keyed fingerprint. */
import type { Day } from '../../kernel/day.ts'
import type { Vault } from '../../platform/vault.ts'

const placeOf = (recordId: string): string => `registry.record.birth:${recordId}`

export const sealBirth = (vault: Vault, recordId: string, birthDate: string): Buffer =>
  vault.seal(Buffer.from(birthDate, 'utf8'), placeOf(recordId))

export const openBirth = (vault: Vault, recordId: string, sealed: Uint8Array): Day =>
  vault.open(sealed, placeOf(recordId)).toString('utf8') as Day

/** The same for the same date, and telling nothing of it without the key. */
export const printBirth = (vault: Vault, birthDate: string): Buffer =>
  vault.fingerprint('registry.birth-date', birthDate)
