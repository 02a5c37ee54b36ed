import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { candidate, named, record } from '../../../test/support/match-records.ts'
import { day } from '../../kernel/day.ts'
import { matchRecord } from './match.ts'
import type { Candidate, MatchRecord } from './match.ts'

const noContact = { mails: [], phones: [] }

test('imp.auto-link-wrong: the same name and birth date alone are a case, never a link', () => {
  assert.equal(matchRecord(record(noContact), [candidate()]).is, 'possible')
  const colleague = candidate({ numbers: [{ source: 'hr', key: 'K0000009', keyNames: 'person', current: true }] })
  assert.equal(matchRecord(record(noContact), [colleague]).is, 'conflict')
})

test('imp.auto-link-wrong: twins share family name, birth date, address and telephone, and are never linked', () => {
  const twin = record({ names: [named('髙橋/タカハシ', '桃子/モモコ')] })
  assert.equal(matchRecord(twin, [candidate()]).is, 'possible')
  assert.equal(matchRecord({ ...twin, mails: [] }, [candidate()]).is, 'new')
  // Names that differ by one sound, or by the kanji alone.
  for (const given of ['花江/ハナエ', '華子/ハナコ', '花/ハナ'])
    assert.notEqual(matchRecord(record({ names: [named('髙橋/タカハシ', given)] }), [candidate()]).is, 'certain', given)
})

test('imp.auto-link-wrong: a former number typed wrong, that of the twin, links nothing', () => {
  const twin = record({ source: 'students', previousKey: '2026000001', names: [named('髙橋/タカハシ', '桃子/モモコ')] })
  assert.equal(matchRecord(twin, [candidate()]).is, 'possible')
})

test('imp.auto-link-wrong: whoever states another’s name, birth date, address and telephone is not linked', () => {
  const applicant = record({ source: 'guests', keyNames: 'paper', vouchedBy: 'self' })
  assert.equal(matchRecord(applicant, [candidate()]).is, 'possible')
})

test('imp.silent-first-match: several candidates are a case with all of them, even if one is proven', () => {
  const several = matchRecord(record(), [candidate({ id: 'a' }), candidate({ id: 'b', ...noContact })])
  assert.equal(several.is, 'possible')
  assert.deepEqual(several.is === 'possible' && several.candidates.map(({ id }) => id), ['a', 'b'])
})

/** A handful of traits that real people share and confuse, in every mixture. */
const traits = {
  family: fc.constantFrom('髙橋/タカハシ', '高橋/タカハシ', '鈴木/スズキ', '//Takahashi'),
  given: fc.constantFrom('花子/ハナコ', '華子/ハナコ', '桃子/モモコ', '//Hanako'),
  birth: fc.constantFrom(day('1999-05-05'), day('1999-05-06'), null),
  mail: fc.constantFrom(['hanako@example.org'], ['other@example.org'], []),
  phone: fc.constantFrom(['+819000000001'], ['+819000000002'], []),
  sex: fc.constantFrom('female', 'male', null),
  previous: fc.constantFrom('2026000001', '2026000002', null),
}

test('imp.auto-link-wrong: no mixture of traits is linked where a given name, a birth date or a sex differs', () => {
  const records = fc.record(traits).map((trait): MatchRecord =>
    record({
      source: 'students',
      key: '2030000001',
      previousKey: trait.previous,
      names: [named(trait.family, trait.given)],
      birthDate: trait.birth,
      mails: trait.mail,
      phones: trait.phone,
      sex: trait.sex,
    }),
  )
  const known: Candidate = candidate({
    numbers: [{ source: 'students', key: '2026000001', keyNames: 'person', current: false }],
  })
  fc.assert(
    fc.property(records, from => {
      const verdict = matchRecord(from, [known])
      if (verdict.is !== 'certain') return
      assert.equal(from.birthDate, known.birthDate)
      assert.notEqual(from.sex, 'male')
      assert.ok(
        ['花子/ハナコ', '//Hanako'].some(
          given => JSON.stringify(named('x', given).given) === JSON.stringify(from.names[0]?.given),
        ),
      )
      assert.ok(
        from.previousKey === '2026000001' ||
          from.mails.includes('hanako@example.org') ||
          from.phones.includes('+819000000001'),
      )
    }),
    { numRuns: 2_000 },
  )
})
