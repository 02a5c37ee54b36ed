/** ● Makes again what is derived of a chunk of persons, and marks them for those who build on it. */
import { dayOf } from '../../kernel/day.ts'
import { asPersonId } from '../../kernel/ids.ts'
import type { Tx } from '../../platform/database.ts'
import { markDirty } from '../../platform/reconciler.ts'
import type { Vault } from '../../platform/vault.ts'
import { derivePerson } from './derive.ts'
import { personTellings } from '../matching/matching.ts'
import { blockingKeysFor } from './identity.ts'
import { printsOf } from '../matching/prints.ts'
import { personsWithRecords, saveDerived } from '../store/derived.ts'

/** After a change of records: derives these persons anew. Doing it twice gives the same rows. */
export const derivePersons = async (tx: Tx, vault: Vault, personIds: readonly string[], now: Date): Promise<void> => {
  const ids = [...new Set(personIds)]
  if (ids.length === 0) return
  const persons = await personsWithRecords(tx, ids)
  const tellings = await personTellings(tx, vault, ids)
  await saveDerived(
    tx,
    persons
      .filter(({ records }) => records.length > 0)
      .map(({ id, number, records }) => {
        const person = derivePerson(records, number, dayOf(now))
        const birthPrint = records.find(record => record.id === person.birthRecordId)?.birthPrint ?? null
        return { personId: id, person, birthPrint, prints: printsOf(vault, blockingKeysFor(tellings.get(id) ?? [])) }
      }),
  )
  await markDirty(tx, ids.map(asPersonId), now)
}
