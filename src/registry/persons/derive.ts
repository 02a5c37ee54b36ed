/**
 * ○ A person as the records say: names, contacts, affiliations, and what they are found by.
 *
 * Everything here can be made again from the records, so a merge, an undo and a correction are all the same act:
 * change the records and derive. Where records differ, the more trusted source has the word.
 */
import { dayOf, later, type Day } from '../../kernel/day.ts'
import type { Facts } from './facts.ts'
import { displayName, sortKeyOf, type NameForms, type NameKind, type PersonName } from '../names/name.ts'
import type { AffiliationState, PersonState } from './person.ts'
import type { RecordState } from '../imports/plan.ts'
import { searchKeysOf } from '../names/romaji.ts'
import { namesOf } from '../sources/source-names.ts'

export type PersonRecord = {
  readonly id: string
  readonly source: string
  readonly key: string
  readonly state: RecordState
  readonly endedOn: Day | null
  readonly trust: number
  readonly facts: Facts
  readonly hasBirth: boolean
  readonly firstSeenAt: Date
}

export type DerivedName = PersonName & { readonly place: number; readonly source: string }
export type DerivedContact = { readonly kind: 'mail' | 'phone'; readonly value: string; readonly source: string }
export type DerivedAffiliation = {
  readonly id: string
  readonly source: string
  readonly sourceKey: string
  readonly status: string
  readonly unitCode: string | null
  readonly unitName: string | null
  readonly title: string | null
  readonly from: Day
  readonly until: Day | null
  readonly leaveFrom: Day | null
  readonly leaveUntil: Day | null
  readonly state: AffiliationState
  readonly hostKey: string | null
  /** The proof is still missing. */
  readonly provisional: boolean
}
export type SearchKey = { readonly kind: 'name' | 'number'; readonly key: string }

export type DerivedPerson = {
  readonly state: Extract<PersonState, 'active' | 'dormant'>
  readonly names: readonly DerivedName[]
  readonly contacts: readonly DerivedContact[]
  readonly affiliations: readonly DerivedAffiliation[]
  readonly searchKeys: readonly SearchKey[]
  readonly displayJa: string
  readonly displayEn: string
  readonly kana: string
  /** The record whose birth date counts. */
  readonly birthRecordId: string | null
}

/** Derives a person from all of their records; `today` decides leave and end. */
export const derivePerson = (records: readonly PersonRecord[], number: string, today: Day): DerivedPerson => {
  const ranked = [...records].sort(byWord)
  const names = namesFrom(ranked)
  const plain = names.map(({ kind, family, given }) => ({ kind, family, given }))
  return {
    state: ranked.some(record => record.state === 'active' || record.state === 'missing') ? 'active' : 'dormant',
    names,
    contacts: contactsFrom(ranked),
    affiliations: ranked.flatMap(record => affiliationFrom(record, today)),
    searchKeys: searchKeysFor(plain, [
      number,
      ...ranked.flatMap(record => [record.key, record.facts.previousKey ?? '']),
    ]),
    displayJa: displayName(plain, 'ja'),
    displayEn: displayName(plain, 'en'),
    kana: sortKeyOf(plain),
    birthRecordId: ranked.find(record => record.hasBirth)?.id ?? null,
  }
}

const standing: Readonly<Record<RecordState, number>> = { active: 0, missing: 0, ended: 1, withdrawn: 2 }

/** Whose word counts first: what holds before what ended, then the more trusted, then the older. */
const byWord = (a: PersonRecord, b: PersonRecord): number =>
  standing[a.state] - standing[b.state] ||
  b.trust - a.trust ||
  a.firstSeenAt.getTime() - b.firstSeenAt.getTime() ||
  (a.id < b.id ? -1 : 1)

const nameFrom = (kind: NameKind, facts: Facts): PersonName | null =>
  namesOf(facts).find(name => name.kind === kind) ?? null

const namesFrom = (ranked: readonly PersonRecord[]): readonly DerivedName[] => {
  const one = (kind: 'official' | 'usual'): readonly DerivedName[] => {
    for (const record of ranked) {
      const name = nameFrom(kind, record.facts)
      if (name !== null) return [{ ...completed(name, kind, ranked), place: 1, source: record.source }]
    }
    return []
  }
  return [...one('official'), ...one('usual'), ...formerNames(ranked)]
}

/** Forms that the trusted source does not write are taken from another that writes the very same kanji. */
const completed = (name: PersonName, kind: 'official' | 'usual', ranked: readonly PersonRecord[]): PersonName => {
  const same = ranked
    .map(record => nameFrom(kind, record.facts))
    .filter(other => other !== null && isSameKanji(name, other))
  const fill = (own: NameForms, others: readonly (NameForms | null | undefined)[]): NameForms => ({
    kanji: own.kanji,
    kana: own.kana ?? others.find(other => other?.kana != null)?.kana ?? null,
    roman: own.roman ?? others.find(other => other?.roman != null)?.roman ?? null,
  })
  return {
    kind,
    family: fill(name.family, same.map(other => other?.family)),
    given: name.given === null ? null : fill(name.given, same.map(other => other?.given)),
  } // prettier-ignore
}

const isSameKanji = (a: PersonName, b: PersonName): boolean =>
  a.family.kanji !== null && a.family.kanji === b.family.kanji && a.given?.kanji === b.given?.kanji

const formerNames = (ranked: readonly PersonRecord[]): readonly DerivedName[] => {
  const found = new Map<string, DerivedName>()
  for (const { facts, source } of ranked) {
    const name = nameFrom('former', facts)
    const mark = JSON.stringify(name?.family)
    if (name !== null && !found.has(mark)) found.set(mark, { ...name, place: found.size + 1, source })
  }
  return [...found.values()]
}

const contactsFrom = (ranked: readonly PersonRecord[]): readonly DerivedContact[] => {
  const found = new Map<string, DerivedContact>()
  for (const { facts, source, state } of ranked) {
    if (state === 'withdrawn') continue
    for (const kind of ['mail', 'phone'] as const) {
      const value = facts[kind]
      if (value != null && !found.has(`${kind} ${value}`)) found.set(`${kind} ${value}`, { kind, value, source })
    }
  }
  return [...found.values()]
}

const affiliationFrom = (record: PersonRecord, today: Day): readonly DerivedAffiliation[] => {
  const { facts } = record
  if (facts.status == null) return []
  const from = (facts.from as Day | null | undefined) ?? dayOf(record.firstSeenAt)
  const until = endOf(record, from)
  const leaveFrom = (facts.leaveFrom ?? null) as Day | null
  const leaveUntil = (facts.leaveUntil ?? null) as Day | null
  return [
    {
      id: record.id,
      source: record.source,
      sourceKey: record.key,
      status: facts.status,
      unitCode: facts.unitCode ?? facts.unitName ?? null,
      unitName: facts.unitName ?? null,
      title: facts.title ?? null,
      from,
      until,
      leaveFrom,
      leaveUntil,
      state: affiliationStateOn({ void: record.state === 'withdrawn', until, leaveFrom, leaveUntil }, today),
      hostKey: facts.hostKey ?? null,
      provisional: facts.provisional === 'true',
    },
  ]
}

/** The first day it no longer holds: what the office wrote, or the day on which absence ended it, the earlier. */
const endOf = ({ facts, endedOn }: PersonRecord, from: Day): Day | null => {
  const written = (facts.until ?? null) as Day | null
  const until = endedOn === null ? written : written === null || endedOn < written ? endedOn : written
  return until === null ? null : later(until, from)
}

/** The state of an affiliation on a day. */
export const affiliationStateOn = (
  facts: {
    readonly void: boolean
    readonly until: Day | null
    readonly leaveFrom: Day | null
    readonly leaveUntil: Day | null
  },
  today: Day,
): AffiliationState => {
  if (facts.void) return 'void'
  if (facts.until !== null && facts.until <= today) return 'ended'
  const onLeave =
    facts.leaveFrom !== null && facts.leaveFrom <= today && (facts.leaveUntil === null || today < facts.leaveUntil)
  return onLeave ? 'on_leave' : 'active'
}

/** What people type: names in every script and both orders, numbers by their beginning. */
const searchKeysFor = (names: readonly PersonName[], numbers: readonly string[]): readonly SearchKey[] => [
  ...searchKeysOf(names).map(key => ({ kind: 'name' as const, key })),
  ...[...new Set(numbers.map(foldNumber))].filter(key => key !== '').map(key => ({ kind: 'number' as const, key })),
]

/** Numbers for finding: lower case, without blanks and hyphens. */
export const foldNumber = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s-]/gu, '')
