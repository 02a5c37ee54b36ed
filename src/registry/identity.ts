/** ○ From what records say to what matching compares: a record in question, a person known, the keys they share. */
import type { Day } from '../kernel/day.ts'
import { blockingKeysOf } from './blocking.ts'
import { namesIn } from './derive.ts'
import type { Facts } from './facts.ts'
import type { Candidate, KnownNumber, MatchRecord } from './match.ts'
import type { SourceKind } from './source.ts'

/** What one record, stored or staged, says of somebody. */
export type Telling = {
  readonly source: string
  readonly kind: SourceKind
  readonly key: string
  readonly facts: Facts
  readonly birthDate: Day | null
  /** Whether that source still counts the person under this key. */
  readonly current: boolean
}

/** Whether a key numbers the person or only a paper of theirs (an application, a contract). */
const keyNames: Readonly<Record<SourceKind, 'person' | 'paper'>> = {
  students: 'person',
  hr: 'person',
  guests: 'paper',
  emeriti: 'paper',
  facility: 'paper',
  manual: 'paper',
}

const listed = (value: string | null | undefined): readonly string[] => (value == null ? [] : [value])

export const matchRecordOf = ({ source, kind, key, facts, birthDate }: Telling): MatchRecord => ({
  source,
  key,
  keyNames: keyNames[kind],
  previousKey: facts.previousKey ?? null,
  names: namesIn(facts),
  birthDate,
  sex: facts.sex ?? null,
  mails: listed(facts.mail),
  phones: listed(facts.phone),
  vouchedBy: kind === 'manual' ? 'self' : 'office',
})

/** A person as all of their records together tell. Where birth dates differ, the first telling has the word. */
export const candidateOf = (id: string, tellings: readonly Telling[]): Candidate => {
  const told = tellings.find(telling => telling.birthDate !== null)
  return {
    id,
    numbers: tellings.map(({ source, key, kind, current }): KnownNumber => ({
      source,
      key,
      keyNames: keyNames[kind],
      current,
    })),
    names: tellings.flatMap(telling => namesIn(telling.facts)),
    birthDate: told?.birthDate ?? null,
    birthDateVerified: tellings.some(telling => telling.birthDate !== null && telling.kind !== 'manual'),
    sex: tellings.find(telling => telling.facts.sex != null)?.facts.sex ?? null,
    mails: tellings.flatMap(telling => listed(telling.facts.mail)),
    phones: tellings.flatMap(telling => listed(telling.facts.phone)),
  }
}

/** The keys by which candidates are found; they hold birth dates, so only fingerprints of them are kept. */
export const blockingKeysFor = (tellings: readonly Telling[]): readonly string[] => [
  ...new Set(
    tellings.flatMap(({ source, key, facts, birthDate }) =>
      blockingKeysOf({
        numbers: [{ source, key }, ...listed(facts.previousKey).map(previous => ({ source, key: previous }))],
        names: namesIn(facts),
        birthDate,
        mails: listed(facts.mail),
        phones: listed(facts.phone),
      }),
    ),
  ),
]
