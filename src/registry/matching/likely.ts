/** ● Whom rows that nobody has imported yet would mean: for a rehearsal elsewhere, and for whoever decides on one. */
import type { Db, Tx } from '../../platform/database.ts'
import type { Vault } from '../../platform/vault.ts'
import { parseDay } from '../../kernel/day.ts'
import { withoutBirth } from '../persons/facts.ts'
import { blockingKeysFor, candidateOf, matchRecordOf, type Telling } from '../persons/identity.ts'
import type { SourceDefinition, SourceValues } from '../sources/source.ts'
import { personsSharing } from '../store/matching.ts'
import { matchRecord, type Scored } from './match.ts'
import { personTellings } from './matching.ts'
import { printsOf } from './prints.ts'

/** A row that the source's reader has read. */
export type ReadRow = { readonly key: string; readonly values: SourceValues }

/** The verdict of matching, with everyone who comes into question, best first. */
export type Likely = {
  readonly key: string
  readonly is: 'certain' | 'possible' | 'conflict' | 'new'
  readonly candidates: readonly Scored[]
}

/** Matches rows against the registry as an import would, and writes nothing. All rows are asked in one go. */
export const likelyPersons = async (
  db: Db | Tx,
  vault: Vault,
  { definition, rows }: { readonly definition: SourceDefinition; readonly rows: readonly ReadRow[] },
): Promise<readonly Likely[]> => {
  const tellings = rows.map(row => tellingOf(definition, row))
  const prints = tellings.flatMap((telling, seq) =>
    printsOf(vault, blockingKeysFor([telling])).map(print => ({ seq, print })),
  )
  const shared = await personsSharing(db, prints)
  const known = await personTellings(db, vault, [...new Set(shared.map(pair => pair.person_id))])
  return tellings.map((telling, seq) => {
    const ids = shared.filter(pair => pair.seq === seq).map(pair => pair.person_id)
    const candidates = ids.flatMap(id => {
      const told = known.get(id) ?? []
      return told.length === 0 ? [] : [candidateOf(id, told)]
    })
    const verdict = matchRecord(matchRecordOf(telling), candidates)
    if (verdict.is === 'new') return { key: telling.key, is: 'new', candidates: [] }
    return {
      key: telling.key,
      is: verdict.is,
      candidates: verdict.is === 'certain' ? [verdict.who] : verdict.candidates,
    }
  })
}

const tellingOf = ({ id, keyNames, vouchedBy }: SourceDefinition, { key, values }: ReadRow): Telling => ({
  source: id,
  keyNames,
  vouchedBy,
  key,
  facts: withoutBirth(values),
  birthDate: values.birthDate == null ? null : parseDay(values.birthDate),
  current: true,
})
