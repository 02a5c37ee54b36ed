import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributeNames, attributes } from './attribute.ts'
import { resolveAttributes, type Facts } from './resolve.ts'

const organisation = { scope: 'wakaba.example.ac.jp', name: { ja: '若葉大学', en: 'Wakaba University' } }
const someone: Facts = {
  displayName: { ja: '春野 新', en: 'Arata Haruno' },
  family: { kanji: '春野', roman: 'Haruno' },
  given: { kanji: '新', roman: 'Arata' },
  username: 'a0100001',
  mail: null,
  affiliations: [],
  units: [],
  numbers: [],
  publicId: 'abc234',
  pairwiseId: null,
  assurance: [],
}
const code = (facts: Partial<Facts>): readonly string[] | undefined =>
  resolveAttributes({ ...someone, ...facts }, organisation).get('gakuninScopedPersonalUniqueCode')

const student = { office: 'students', number: '26M0001' } as const
const staff = { office: 'hr', number: '12345' } as const

test('gakuninScopedPersonalUniqueCode: a student number is a student’s', () => {
  assert.deepEqual(code({ affiliations: ['student', 'member'], numbers: [student] }), [
    'student:26M0001@wakaba.example.ac.jp',
  ])
})

test('gakuninScopedPersonalUniqueCode: faculty and staff share one number', () => {
  assert.deepEqual(code({ affiliations: ['faculty', 'staff', 'member'], numbers: [staff] }), [
    'faculty;staff:12345@wakaba.example.ac.jp',
  ])
})

test('gakuninScopedPersonalUniqueCode: each office’s number for itself, none where no affiliation fits', () => {
  assert.deepEqual(code({ affiliations: ['student', 'staff'], numbers: [student, staff] }), [
    'student:26M0001@wakaba.example.ac.jp',
    'staff:12345@wakaba.example.ac.jp',
  ])
  assert.equal(code({ affiliations: ['member'], numbers: [staff] }), undefined)
})

test('the university is told in both languages, and what is unknown is absent', () => {
  const values = resolveAttributes(someone, organisation)
  assert.deepEqual(values.get('o'), ['Wakaba University'])
  assert.deepEqual(values.get('jao'), ['若葉大学'])
  assert.deepEqual(values.get('eduPersonUniqueId'), ['abc234@wakaba.example.ac.jp'])
  for (const absent of ['mail', 'eduPersonOrcid', 'isMemberOf', 'pairwise-id'] as const)
    assert.equal(values.has(absent), false, absent)
})

test('every attribute has a name in SAML and a claim of its own', () => {
  const names = attributeNames.map(name => attributes[name])
  assert.equal(new Set(names.map(({ saml }) => saml)).size, names.length)
  assert.equal(new Set(names.map(({ claim }) => claim)).size, names.length)
})
