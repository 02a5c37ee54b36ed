/** ○ From what records say to what matching compares: a record in question, a person known, the keys they share. */
import type { Day } from '../../kernel/day.ts'
import { blockingKeysOf } from '../matching/blocking.ts'
import type { Facts } from './facts.ts'
import type { Candidate, KnownNumber, MatchRecord } from '../matching/match.ts'
import { namesOf } from '../sources/source-names.ts'
import type { SourceDefinition } from '../sources/source.ts'

/** What one record, stored or staged, says of somebody. */
export type Telling = {
  readonly source: string
  /** Whether its keys number people, or only papers of theirs. */
  readonly keyNames: SourceDefinition['keyNames']
  readonly vouchedBy: SourceDefinition['vouchedBy']
  readonly key: string
  readonly facts: Facts
  readonly birthDate: Day | null
  /** Whether that source still counts the person under this key. */
  readonly current: boolean
}

const listed = (value: string | null | undefined): readonly string[] => (value == null ? [] : [value])

export const matchRecordOf = ({ source, keyNames, vouchedBy, key, facts, birthDate }: Telling): MatchRecord => ({
  source,
  key,
  keyNames,
  previousKey: facts.previousKey ?? null,
  names: namesOf(facts),
  birthDate,
  sex: facts.sex ?? null,
  mails: listed(facts.mail),
  phones: listed(facts.phone),
  vouchedBy,
})

/** A person as all of their records together tell. Where birth dates differ, the first telling has the word. */
export const candidateOf = (id: string, tellings: readonly Telling[]): Candidate => {
  const vouched = tellings.filter(telling => telling.vouchedBy === 'office')
  const told = tellings.find(telling => telling.birthDate !== null)
  return {
    id,
    numbers: tellings.map(({ source, key, keyNames, current }): KnownNumber => ({ source, key, keyNames, current })),
    names: tellings.flatMap(telling => namesOf(telling.facts)),
    birthDate: told?.birthDate ?? null,
    birthDateVerified: tellings.some(telling => telling.birthDate !== null && telling.vouchedBy === 'office'),
    sex: tellings.find(telling => telling.facts.sex != null)?.facts.sex ?? null,
    mails: vouched.flatMap(telling => listed(telling.facts.mail)),
    phones: vouched.flatMap(telling => listed(telling.facts.phone)),
  }
}

/** The keys by which candidates are found; they hold birth dates, so only fingerprints of them are kept. */
export const blockingKeysFor = (tellings: readonly Telling[]): readonly string[] => [
  ...new Set(
    tellings.flatMap(({ source, key, facts, birthDate }) =>
      blockingKeysOf({
        numbers: [{ source, key }, ...listed(facts.previousKey).map(previous => ({ source, key: previous }))],
        names: namesOf(facts),
        birthDate,
        mails: listed(facts.mail),
        phones: listed(facts.phone),
      }),
    ),
  ),
]
