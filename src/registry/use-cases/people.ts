/** People: found, shown, held. */
import { z } from 'zod'
import { dayOf, type Day } from '../../kernel/day.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Db, Tx } from '../../platform/database.ts'
import { markDirty } from '../../platform/reconciler.ts'
import { answer, useCase } from '../../platform/use-case.ts'
import { foldNumber } from '../persons/derive.ts'
import type { RecordVersion } from '../persons/history.ts'
import type { Affiliation, Contact, Person } from '../persons/person.ts'
import { foldSearch } from '../names/romaji.ts'
import { identifiersOf, type Identifier } from '../store/ledger.ts'
import { holdPerson, mergesOf, personStates, type Merge } from '../store/merges.ts'
import { affiliationsOf, contactsOf, personsOf } from '../store/persons.ts'
import { recordsOf, versionsOf, type ShownRecord } from '../store/shown.ts'
import { findByBeginning, type FoundPerson } from '../store/search.ts'
import { raiseRevision, revisionForUpdate } from '../store/sources.ts'
import { text } from '../text.ts'

const shortest = 2

/** The beginnings to look for: the words as a name in each script, and as a number. Empty when too short. No name has a digit. */
export const beginningsOf = (query: string): readonly string[] => {
  const number = foldNumber(query)
  const names = /[0-9]/.test(number) ? [] : foldSearch(query)
  return [...new Set([...names, number])].filter(text => [...text].length >= shortest)
}

/** Persons of whom a name or a number begins with these words; none for fewer than two letters. */
export const searchPeople = async (
  db: Db | Tx,
  query: string,
  within: { readonly limit: number; readonly today: Day },
): Promise<readonly FoundPerson[]> => {
  const beginnings = beginningsOf(query)
  return beginnings.length === 0 ? [] : findByBeginning(db, beginnings, within)
}

export const findPeople = useCase({
  name: 'registry.find-people',
  title: text.useCases.findPeople,
  input: z.strictObject({ query: z.string().max(100), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  permit: { roles: ['registrar', 'auditor', 'account-operator', 'rule-keeper', 'counter'] },
  load: async (tx, { query, limit }, { now }) => ({
    people: await searchPeople(tx, query, { limit, today: dayOf(now) }),
  }),
  decide: loaded => answer(loaded),
  write: async (_tx, found) => accept(found),
  remembers: (_input, output) => ({ found: output?.people.length }),
})

export type Shown = {
  readonly person: Person
  readonly affiliations: readonly Affiliation[]
  readonly contacts: readonly Contact[]
  readonly identifiers: readonly Identifier[]
  readonly records: readonly ShownRecord[]
  /** Everything offices have said of the person, version by version. */
  readonly versions: readonly RecordVersion[]
  readonly merges: readonly Merge[]
}

export const showPerson = useCase({
  name: 'registry.show-person',
  title: text.useCases.showPerson,
  input: z.strictObject({ person: z.uuid() }),
  permit: { roles: ['registrar', 'auditor', 'account-operator', 'rule-keeper', 'counter'] },
  load: async (tx, input): Promise<Shown | null> => {
    const id: PersonId = asPersonId(input.person)
    const person = (await personsOf(tx, [id])).get(id)
    if (person === undefined) return null
    return {
      person,
      affiliations: (await affiliationsOf(tx, [id])).get(id) ?? [],
      contacts: (await contactsOf(tx, [id])).get(id) ?? [],
      identifiers: (await identifiersOf(tx, [id])).get(id) ?? [],
      records: await recordsOf(tx, id),
      versions: await versionsOf(tx, id),
      merges: await mergesOf(tx, id),
    }
  },
  decide: shown => answer(shown),
  write: async (_tx, shown) => accept(shown),
  concerns: ({ person }) => [person.id],
})

export type HoldRefusal = { readonly code: 'person.already_so' }

export const holdPersonUseCase = useCase({
  name: 'registry.hold-person',
  title: text.useCases.holdPerson,
  /** With a reason: held against automatic change. Without: let go. */
  input: z.strictObject({ person: z.uuid(), reason: z.string().trim().max(500).default('') }),
  permit: { roles: ['registrar'] },
  load: async (tx, input) => {
    await revisionForUpdate(tx)
    await personStates(tx, [input.person])
    const id = asPersonId(input.person)
    return (await personsOf(tx, [id])).get(id) ?? null
  },
  decide: (person, input): Result<{ readonly reason: string | null }, HoldRefusal> => {
    const reason = input.reason === '' ? null : input.reason
    return person.held === (reason !== null) ? refuse({ code: 'person.already_so' }) : accept({ reason })
  },
  write: async (tx, { reason }, { now }, input): Promise<Result<{ readonly held: boolean }, HoldRefusal>> => {
    await holdPerson(tx, input.person, reason)
    await markDirty(tx, [asPersonId(input.person)], now)
    await raiseRevision(tx)
    return accept({ held: reason !== null })
  },
  concerns: person => [person.id],
  remembers: (_input, output) => ({ held: output?.held }),
})
