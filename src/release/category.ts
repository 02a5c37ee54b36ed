/**
 * ○ Entity categories: what a service that carries one may be told without an agreement of its own.
 *
 * An administrator has checked the service when its federation gave it the category; each bundle is the least that the category
 * works with. What only an agreement may bring is in none of them.
 *
 * @source federation.md §6.4; REFEDS Anonymous, Pseudonymous and Personalized Access 2.0; Research & Scholarship 1.3; Code of Conduct 2.0
 */
import type { Bilingual } from '../kernel/bilingual.ts'
import { attributeNames, needsAgreement, type AttributeName } from './attribute.ts'

type Bundle = {
  readonly uri: string
  readonly label: Bilingual
  /** Told to whoever carries the category. */
  readonly always: readonly AttributeName[]
  /** Told where the service lists it in its metadata; 'listed': whatever it lists. */
  readonly whenRequested: readonly AttributeName[] | 'listed'
}

// prettier-ignore
const bundles = {
  anonymous: {
    uri: 'https://refeds.org/category/anonymous', label: { ja: '匿名アクセス', en: 'Anonymous Access' },
    always: ['schacHomeOrganization', 'eduPersonScopedAffiliation'], whenRequested: [],
  },
  pseudonymous: {
    uri: 'https://refeds.org/category/pseudonymous', label: { ja: '仮名アクセス', en: 'Pseudonymous Access' },
    always: ['schacHomeOrganization', 'eduPersonScopedAffiliation', 'pairwise-id', 'eduPersonAssurance'], whenRequested: [],
  },
  personalized: {
    uri: 'https://refeds.org/category/personalized', label: { ja: '記名アクセス', en: 'Personalized Access' },
    always: ['schacHomeOrganization', 'subject-id', 'displayName', 'givenName', 'sn', 'mail', 'eduPersonScopedAffiliation', 'eduPersonAssurance'],
    whenRequested: [],
  },
  'research-and-scholarship': {
    uri: 'http://refeds.org/category/research-and-scholarship', label: { ja: '研究・学術（R&S）', en: 'Research & Scholarship' },
    always: ['eduPersonPrincipalName', 'displayName', 'givenName', 'sn', 'mail'],
    whenRequested: ['eduPersonScopedAffiliation', 'eduPersonTargetedID'],
  },
  'code-of-conduct': {
    uri: 'https://refeds.org/category/code-of-conduct/v2', label: { ja: '行動規範（CoCo v2）', en: 'Code of Conduct v2' },
    always: [], whenRequested: 'listed',
  },
} as const satisfies Record<string, Bundle>

export type EntityCategory = keyof typeof bundles
const categories = Object.keys(bundles) as readonly EntityCategory[]

/** SAML's name of the entity attribute that lists a service's categories. */
const entityCategory = 'http://macedir.org/entity-category'

export const entityCategoryName = (category: EntityCategory): Bilingual => bundles[category].label

const bringsOf = (category: EntityCategory, requested: ReadonlySet<AttributeName>): readonly AttributeName[] => {
  const { always, whenRequested }: Bundle = bundles[category]
  const listed = whenRequested === 'listed' ? attributeNames : whenRequested
  return [...always, ...listed.filter(name => requested.has(name))].filter(name => !needsAgreement(name))
}

/**
 * What the categories of a service bring, each attribute with the first category that does.
 *
 * @param entityAttributes of its metadata, by name
 * @param requested the attributes that its metadata lists
 */
export const releasedByCategories = (
  entityAttributes: Readonly<Record<string, readonly string[]>>,
  requested: readonly AttributeName[],
): ReadonlyMap<AttributeName, EntityCategory> => {
  const carried = new Set(entityAttributes[entityCategory] ?? [])
  const brought = new Map<AttributeName, EntityCategory>()
  for (const category of categories)
    if (carried.has(bundles[category].uri))
      for (const name of bringsOf(category, new Set(requested))) if (!brought.has(name)) brought.set(name, category)
  return brought
}
