/** ○ A person, an account and entitlements → attribute values. What is not known, or fits none of the allowed values, is absent. */
import type { AttributeName, AttributeValues } from './attribute.ts'

/** eduPersonAffiliation as GakuNin allows it; nobody is given a value that does not fit (federation.md §2). */
export const allowedAffiliations = ['faculty', 'staff', 'student', 'member'] as const
export type EduPersonAffiliation = (typeof allowedAffiliations)[number]

export type Facts = {
  readonly displayName: { readonly ja: string; readonly en: string }
  readonly family: { readonly kanji: string | null; readonly roman: string | null }
  readonly given: { readonly kanji: string | null; readonly roman: string | null } | null
  readonly username: string
  readonly mail: string | null
  readonly affiliations: readonly EduPersonAffiliation[]
  /** Units of present affiliations. */
  readonly units: readonly { readonly ja: string; readonly en: string }[]
  /** Numbers by which an office knows the person in a present affiliation. */
  readonly numbers: readonly { readonly office: 'students' | 'hr'; readonly number: string }[]
  /** Opaque, permanent, the same for every service. */
  readonly publicId: string
  /** Opaque, of this one service; null where the protocol names the person by other means. */
  readonly pairwiseId: string | null
  /** How identity was confirmed, as RAF 2.0 values beside the base ones. */
  readonly assurance: readonly string[]
}

export type Organisation = {
  readonly scope: string
  readonly name: { readonly ja: string; readonly en: string } | null
}

const commonLibraryTerms = 'urn:mace:dir:entitlement:common-lib-terms'

/** RAF 2.0: what the registry's rules guarantee for everyone (federation.md §6.2). */
const baseAssurance = [
  'https://refeds.org/assurance',
  'https://refeds.org/assurance/version/2',
  'https://refeds.org/assurance/ID/unique',
  'https://refeds.org/assurance/ID/eppn-unique-no-reassign',
  'https://refeds.org/assurance/ATP/ePA-1d',
]

const one = (value: string | null | undefined): readonly string[] =>
  value === null || value === undefined || value === '' ? [] : [value]

/** What each office's number may be said to be the number of; whoever is nothing of that has no code. */
const numbered = { students: ['student'], hr: ['faculty', 'staff'] } as const

/** `<affiliation>[;<affiliation>]:<number>@<scope>` (federation.md §2). */
const uniqueCodes = ({ numbers, affiliations }: Facts, scope: string): readonly string[] =>
  numbers.flatMap(({ office, number }) => {
    const said = numbered[office].filter(value => affiliations.includes(value))
    return said.length === 0 ? [] : [`${said.join(';')}:${number}@${scope}`]
  })

export const resolveAttributes = (facts: Facts, { scope, name }: Organisation): AttributeValues => {
  const values: Readonly<Record<AttributeName, readonly string[]>> = {
    displayName: one(facts.displayName.en),
    givenName: one(facts.given?.roman),
    sn: one(facts.family.roman),
    jaDisplayName: one(facts.displayName.ja),
    jaGivenName: one(facts.given?.kanji),
    jasn: one(facts.family.kanji),
    uid: [facts.username],
    mail: one(facts.mail),
    eduPersonAffiliation: facts.affiliations,
    eduPersonScopedAffiliation: facts.affiliations.map(value => `${value}@${scope}`),
    eduPersonPrincipalName: [`${facts.publicId}@${scope}`],
    eduPersonEntitlement: facts.affiliations.includes('member') ? [commonLibraryTerms] : [],
    eduPersonAssurance: [...baseAssurance, ...facts.assurance],
    ou: [...new Set(facts.units.map(unit => unit.en))],
    jaou: [...new Set(facts.units.map(unit => unit.ja))],
    o: one(name?.en),
    jao: one(name?.ja),
    schacHomeOrganization: [scope],
    eduPersonUniqueId: [`${facts.publicId}@${scope}`],
    gakuninScopedPersonalUniqueCode: uniqueCodes(facts, scope),
    eduPersonOrcid: [],
    isMemberOf: [],
    'subject-id': [`${facts.publicId}@${scope}`],
    'pairwise-id': facts.pairwiseId === null ? [] : [`${facts.pairwiseId}@${scope}`],
    eduPersonTargetedID: one(facts.pairwiseId),
  }
  return new Map((Object.entries(values) as [AttributeName, readonly string[]][]).filter(([, list]) => list.length > 0))
}
