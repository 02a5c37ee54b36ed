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
export type { SourceDefinition, SourceField, SourceRow } from './source.ts'
export { sourceFields } from './source.ts'
export { readSource } from './read-source.ts'
export { guessMapping } from './guess-mapping.ts'
export { toRoman } from './romaji.ts'
export { variantsOfKanji } from './kanji-variants.ts'
export { importFile, type ImportOrder, type ImportOutcome, type ImportProgress } from './operate.ts'
export { saveSource, type Source } from './store/sources.ts'
export { usualBrake } from './brake.ts'
export { registryModule } from './module.ts'
export { isUsualSource, usualSources, type UsualSource } from './usual-sources.ts'
export { hostedBy, personByIdentifier, personByKey, withoutHost, type Hosted } from './store/by-key.ts'
