/** The only door to the registry: who the people are, what they are in the university, and the ledger of identifiers. */
export type { Affiliation, AffiliationState, Contact, Person, PersonState } from './person.ts'
export type { NameForms, NameKind, PersonName } from './name.ts'
export type { WantedIdentifier } from './identifier.ts'
export type { Identifier } from './store/ledger.ts'
export { heldPeriod } from './person.ts'
export { currentName, displayName, sortKeyOf } from './name.ts'
export { normalIdentifier, skeletonOf } from './identifier.ts'
export {
  affiliationsOf,
  birthDatesOf,
  contactsOf,
  lockPersons,
  personByNumber,
  personsOf,
  saveContact,
} from './store/persons.ts'
export { identifiersOf, takeIdentifiers } from './store/ledger.ts'
export { personsAfter } from './store/everyone.ts'
