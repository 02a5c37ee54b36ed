/** ● Everyone of the sample as the panel and its JSON show them. */
import type { Bilingual } from '../../src/kernel/bilingual.ts'
import type { PersonId } from '../../src/kernel/ids.ts'
import { covers, dayOf } from '../../src/kernel/day.ts'
import type { Account } from '../../src/accounts/index.ts'
import type { System } from '../../src/platform/system.ts'
import { affiliationsOf } from '../../src/registry/index.ts'
import { knownPeople, samplePassword } from '../acts.ts'
import type { SamplePerson } from '../people/sample.ts'
import { readSeed } from '../store.ts'

export type Shown = {
  readonly person: SamplePerson
  readonly name: Bilingual
  /** Codes of people-and-accounts.md §3.1 that hold today. */
  readonly statuses: readonly string[]
  readonly accounts: readonly Account[]
  readonly personIds: readonly PersonId[]
  /** Null before activation, and for a password that is not of the demo's making. */
  readonly password: string | null
  /** Keys on notices that wait, by username. */
  readonly keys: Readonly<Record<string, string>>
}

export const shownPeople = async (system: System): Promise<readonly Shown[]> => {
  const db = system.database.read
  const [known, state] = await Promise.all([knownPeople(system), readSeed(db)])
  const today = dayOf(system.clock.now())
  const affiliations = await affiliationsOf(
    db,
    [...known.values()].flatMap(({ personIds }) => personIds),
  )
  const signedUp = new Set(state?.signedUp)
  return [...known.values()].map(({ person, personIds, accounts }) => ({
    person,
    name: nameOf(person),
    personIds,
    accounts,
    statuses: [
      ...new Set(
        personIds
          .flatMap(id => affiliations.get(id) ?? [])
          .filter(held => held.state !== 'void' && covers(held.period, today))
          .map(held => held.status),
      ),
    ],
    password: signedUp.has(person.slug) ? samplePassword(person.slug) : null,
    keys: Object.fromEntries(
      accounts.flatMap(({ username }) => {
        const key = state?.keys[username]
        return key === undefined ? [] : [[username, key]]
      }),
    ),
  }))
}

export const nameOf = ({ family, given }: SamplePerson): Bilingual => {
  const written = [family.kanji ?? family.kana ?? family.roman, given?.kanji ?? given?.kana ?? given?.roman]
  const roman = [given?.roman, family.roman]
  return { ja: present(written), en: present(roman) }
}

const present = (parts: readonly (string | null | undefined)[]): string => parts.filter(part => part != null).join(' ')

/** As `GET /dev/people.json` answers; see contract.md. */
export const peopleJson = (people: readonly Shown[]): unknown =>
  people.map(({ person, name, statuses, accounts, password, keys }) => ({
    name,
    situation: person.situation,
    statuses,
    usernames: accounts.map(({ kind, username, state }) => ({ kind, username, state })),
    password,
    activationKeys: keys,
    role: person.role ?? null,
    totpSecret: null,
    chips: [],
  }))
