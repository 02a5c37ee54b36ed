import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Day } from '../../kernel/day.ts'
import { mergeFacts, type Facts } from '../persons/facts.ts'
import { planAbsent, planKnown, type Item, type ReadRow, type RecordState, type StoredRecord } from './plan.ts'

const today = '2026-11-25' as Day
const facts: Facts = {
  familyKanji: '佐藤',
  givenKanji: '翔',
  status: 'ug',
  unitName: '理学部',
  until: null,
  voided: 'false',
}
const stored = (more: Partial<StoredRecord> = {}): StoredRecord => ({
  id: 'r', state: 'active', missingCount: 0, version: 7, personId: 'p', facts, birthPrint: 'aa', held: false, ...more,
}) // prettier-ignore
const row = (more: Facts = {}, birthPrint: ReadRow['birthPrint'] = 'aa'): ReadRow => ({
  facts: { ...facts, ...more },
  birthPrint,
})

type Known = readonly [string, ReadRow, StoredRecord, Pick<Item, 'verdict' | 'reason' | 'detail'>]
const known: readonly Known[] = [
  ['the same again', row(), stored(), { verdict: 'noop', reason: null, detail: null }],
  ['another unit', row({ unitName: '文学部' }), stored(), { verdict: 'update', reason: null, detail: { fields: ['unitName'] } }],
  ['a column left out (imp.absent-is-false)', { facts: { status: 'ug' }, birthPrint: undefined }, stored(), { verdict: 'noop', reason: null, detail: null }],
  ['an emptied cell', row({ unitName: null }), stored(), { verdict: 'update', reason: null, detail: { fields: ['unitName'] } }],
  ['another birth date', row({}, 'bb'), stored(), { verdict: 'update', reason: null, detail: { fields: ['birthDate'] } }],
  ['an emptied birth date', row({}, null), stored(), { verdict: 'update', reason: null, detail: { fields: ['birthDate'] } }],
  ['another day of the file', row({ asOf: '2026-11-25' }), stored(), { verdict: 'noop', reason: null, detail: null }],
  ['here again after missing', row(), stored({ state: 'missing', missingCount: 1 }), { verdict: 'return', reason: 'was_missing', detail: { fields: [] } }],
  ['here again after its end', row(), stored({ state: 'ended' }), { verdict: 'return', reason: 'was_ended', detail: { fields: [] } }],
  ['no mistake after all', row(), stored({ state: 'withdrawn' }), { verdict: 'return', reason: 'was_withdrawn', detail: { fields: [] } }],
  ['a mistake', row({ voided: 'true' }), stored(), { verdict: 'void', reason: 'voided_by_source', detail: { fields: ['voided'] } }],
  ['the same mistake again', row({ voided: 'true' }), stored({ state: 'withdrawn', facts: { ...facts, voided: 'true' } }), { verdict: 'noop', reason: null, detail: null }],
  ['an end to come', row({ until: '2027-04-01' }), stored(), { verdict: 'update', reason: null, detail: { fields: ['until'] } }],
  ['an end today', row({ until: today }), stored(), { verdict: 'end', reason: 'end_day', detail: { fields: ['until'], endsOn: today } }],
  ['an end a month ago (imp.backdated-end)', row({ until: '2026-10-25' }), stored(), { verdict: 'end', reason: 'end_day', detail: { fields: ['until'], endsOn: '2026-10-25' as Day, backdated: true } }],
  ['an end moved back from later to yesterday', row({ until: '2026-11-24' }), stored({ facts: { ...facts, until: '2027-04-01' } }), { verdict: 'end', reason: 'end_day', detail: { fields: ['until'], endsOn: '2026-11-24' as Day, backdated: true } }],
  ['a past end moved to a later past day', row({ until: '2026-11-01' }), stored({ facts: { ...facts, until: '2026-10-01' } }), { verdict: 'update', reason: null, detail: { fields: ['until'] } }],
  ['an end taken back', row({ until: null }), stored({ facts: { ...facts, until: '2026-10-01' } }), { verdict: 'update', reason: null, detail: { fields: ['until'] } }],
  ['a change of someone held (imp.held-person-changed)', row({ unitName: '文学部' }), stored({ held: true }), { verdict: 'noop', reason: 'person_held', detail: { fields: ['unitName'] } }],
  ['a mistake of someone held', row({ voided: 'true' }), stored({ held: true }), { verdict: 'noop', reason: 'person_held', detail: { fields: ['voided'] } }],
  ['someone held who is unchanged', row(), stored({ held: true }), { verdict: 'noop', reason: null, detail: null }],
] // prettier-ignore
for (const [name, read, record, { verdict, reason, detail }] of known)
  test(`a row: ${name} is ${verdict}`, () =>
    assert.deepEqual(planKnown(read, record, today), { verdict, reason, detail, personId: 'p', version: 7 }))

const rule = { missingAfter: 3, unreadableKeys: 0, today }
type Absent = readonly [string, Partial<StoredRecord>, Partial<typeof rule>, Item['verdict'], string]
const absent: readonly Absent[] = [
  ['for the first time', {}, {}, 'missing', 'absent'],
  ['for the second time', { state: 'missing', missingCount: 1 }, {}, 'missing', 'absent'],
  ['for the third time', { state: 'missing', missingCount: 2 }, {}, 'end', 'absent_too_often'],
  ['at once, where the source wants it', {}, { missingAfter: 1 }, 'end', 'absent_too_often'],
  ['beside a row without a readable number (imp.quarantined-as-absent)', { state: 'missing', missingCount: 2 }, { unreadableKeys: 1 }, 'noop', 'perhaps_unreadable'],
  ['while held', { state: 'missing', missingCount: 2, held: true }, {}, 'noop', 'person_held'],
] // prettier-ignore
for (const [name, record, more, verdict, reason] of absent)
  test(`absent ${name} is ${verdict}`, () => {
    const item = planAbsent(stored(record), { ...rule, ...more })
    assert.deepEqual([item.verdict, item.reason, item.version], [verdict, reason, 7])
  })

const someFacts = fc.record(
  {
    familyKanji: fc.constantFrom('佐藤', '改姓'),
    unitName: fc.constantFrom('理学部', '文学部', null),
    until: fc.constantFrom('2026-10-01', '2026-11-25', '2027-04-01', null),
    voided: fc.constantFrom('true', 'false'),
  },
  { requiredKeys: ['familyKanji'] },
)
const someState = fc.constantFrom<RecordState>('active', 'missing', 'ended', 'withdrawn')

test('what a row means, once done, means nothing more', () =>
  fc.assert(
    fc.property(
      someFacts,
      someFacts,
      someState,
      fc.constantFrom('aa', 'bb', null, undefined),
      (is, says, state, print) => {
        const record = stored({ state, facts: is })
        const read = { facts: says, birthPrint: print }
        const { verdict } = planKnown(read, record, today)
        if (verdict === 'noop') return
        const after = stored({
          state: verdict === 'void' ? 'withdrawn' : 'active',
          facts: mergeFacts(is, says),
          birthPrint: print === undefined ? record.birthPrint : print,
        })
        assert.equal(planKnown(read, after, today).verdict, 'noop')
      },
    ),
  ))
