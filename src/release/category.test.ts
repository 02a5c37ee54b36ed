import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributeNames, needsAgreement, type AttributeName } from './attribute.ts'
import { releasedByCategories } from './category.ts'

const carrying = (...uris: readonly string[]) => ({ 'http://macedir.org/entity-category': uris })
const anonymous = 'https://refeds.org/category/anonymous'
const pseudonymous = 'https://refeds.org/category/pseudonymous'
const personalized = 'https://refeds.org/category/personalized'
const scholarship = 'http://refeds.org/category/research-and-scholarship'
const conduct = 'https://refeds.org/category/code-of-conduct/v2'

const rows: readonly {
  readonly name: string
  readonly of: Readonly<Record<string, readonly string[]>>
  readonly requested?: readonly AttributeName[]
  readonly released: readonly AttributeName[]
}[] = [
  { name: 'no category: nothing, whatever is requested', of: {}, requested: ['mail', 'displayName'], released: [] },
  { name: 'a category that we do not know: nothing', of: carrying('https://example.org/all'), released: [] },
  { name: 'a category under another attribute: nothing', of: { 'x:category': [personalized] }, released: [] },
  {
    name: `Anonymous ${anonymous}`,
    of: carrying(anonymous),
    requested: ['mail'],
    released: ['schacHomeOrganization', 'eduPersonScopedAffiliation'],
  },
  {
    name: `Pseudonymous ${pseudonymous}`,
    of: carrying(pseudonymous),
    released: ['schacHomeOrganization', 'eduPersonScopedAffiliation', 'pairwise-id', 'eduPersonAssurance'],
  },
  {
    name: `Personalized ${personalized}`,
    of: carrying(personalized),
    released: [
      'schacHomeOrganization',
      'subject-id',
      'displayName',
      'givenName',
      'sn',
      'mail',
      'eduPersonScopedAffiliation',
      'eduPersonAssurance',
    ],
  },
  {
    name: `R&S ${scholarship}: affiliation is optional`,
    of: carrying(scholarship),
    released: ['eduPersonPrincipalName', 'displayName', 'givenName', 'sn', 'mail'],
  },
  {
    name: `R&S ${scholarship}: affiliation and targeted id where they are requested`,
    of: carrying(scholarship),
    requested: ['eduPersonScopedAffiliation', 'eduPersonTargetedID', 'ou'],
    released: [
      'eduPersonPrincipalName',
      'displayName',
      'givenName',
      'sn',
      'mail',
      'eduPersonScopedAffiliation',
      'eduPersonTargetedID',
    ],
  },
  { name: `CoCo v2 ${conduct}: nothing listed, nothing told`, of: carrying(conduct), released: [] },
  {
    name: `CoCo v2 ${conduct}: what it lists, but never a personal number`,
    of: carrying(conduct),
    requested: ['mail', 'ou', 'uid', 'gakuninScopedPersonalUniqueCode'],
    released: ['mail', 'ou'],
  },
  {
    name: 'two categories bring both bundles',
    of: carrying(conduct, anonymous),
    requested: ['displayName'],
    released: ['schacHomeOrganization', 'eduPersonScopedAffiliation', 'displayName'],
  },
]

for (const { name, of, requested = [], released } of rows)
  test(name, () => {
    assert.deepEqual(new Set(releasedByCategories(of, requested).keys()), new Set(released))
  })

test('whatever a service carries and lists, what needs an agreement is not told', () => {
  const all = releasedByCategories(
    carrying(anonymous, pseudonymous, personalized, scholarship, conduct),
    attributeNames,
  )
  assert.deepEqual([...all.keys()].filter(needsAgreement), [])
  assert.equal(all.get('mail'), 'personalized', 'the first category that brings it is named')
})
