import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { historyOf, type RecordVersion } from './history.ts'

const version = (change: Partial<RecordVersion>): RecordVersion => ({
  record: 'r1',
  version: 1,
  source: { ja: '学務', en: 'Students' },
  key: '0001',
  state: 'active',
  facts: { familyKanji: '佐藤', givenKanji: '花子', status: 'ug' },
  by: 'i1',
  at: new Date('2026-04-01T00:00:00Z'),
  ...change,
})

const married = version({
  version: 2,
  facts: { familyKanji: '鈴木', givenKanji: '花子', status: 'ug' },
  at: new Date('2026-10-01T00:00:00Z'),
})

describe('the history of a person', () => {
  it('begins with what an office first said', () => {
    const [first] = historyOf([version({})])
    assert.equal(first?.isFirst, true)
    assert.equal(first.called?.ja, '佐藤 花子')
    assert.deepEqual(first.changes, [])
  })

  it('says what changed, newest first, and what one was called since', () => {
    const [latest, first] = historyOf([version({}), married])
    assert.deepEqual(latest?.changes, [{ field: 'familyKanji', before: '佐藤', after: '鈴木' }])
    assert.equal(latest.called?.ja, '鈴木 花子')
    assert.equal(latest.isFirst, false)
    assert.equal(first?.isFirst, true)
  })

  it('tells a change of state from a change of facts', () => {
    const [gone] = historyOf([version({}), version({ version: 2, state: 'missing', at: married.at })])
    assert.equal(gone?.state, 'missing')
    assert.deepEqual(gone.changes, [])
    assert.equal(gone.called, null)
  })

  it('keeps records of different offices apart', () => {
    const other = version({ record: 'r2', source: { ja: '人事', en: 'Personnel' }, at: married.at })
    const steps = historyOf([version({}), other])
    assert.deepEqual(
      steps.map(step => [step.source.en, step.isFirst]),
      [
        ['Personnel', true],
        ['Students', true],
      ],
    )
  })
})
