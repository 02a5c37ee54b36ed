import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day } from '../kernel/day.ts'
import { attributeNames, type AttributeName } from './attribute.ts'
import { filterAttributes, type Agreement } from './agreement.ts'
import { explainRelease, type Asking, type Verdict } from './explain.ts'

const today = day('2027-04-01')
const values = new Map<AttributeName, readonly string[]>([
  ['displayName', ['Arata Haruno']],
  ['mail', ['haruno@st.wakaba.example.ac.jp']],
  ['uid', ['a0100001']],
])
const agreed: Pick<Agreement, 'attributes' | 'until'> = { attributes: ['displayName', 'mail', 'ou'], until: null }
const profile: Asking = { by: 'scope', scope: 'profile' }
const required: Asking = { by: 'metadata', isRequired: true }

const rows: readonly {
  readonly name: string
  readonly of: AttributeName
  readonly agreement?: Pick<Agreement, 'attributes' | 'until'> | null
  readonly asking?: Asking
  readonly verdict: Verdict
}[] = [
  {
    name: 'agreed and asked by a scope',
    of: 'displayName',
    asking: profile,
    verdict: { does: 'leave', asking: profile },
  },
  { name: 'agreed and asked in metadata', of: 'mail', asking: required, verdict: { does: 'leave', asking: required } },
  { name: 'agreed, but not asked for', of: 'mail', verdict: { does: 'stay', because: 'not-asked' } },
  { name: 'asked for, but not agreed', of: 'uid', asking: required, verdict: { does: 'stay', because: 'not-agreed' } },
  { name: 'neither', of: 'uid', verdict: { does: 'stay', because: 'not-agreed' } },
  { name: 'a person without a value', of: 'ou', asking: profile, verdict: { does: 'stay', because: 'no-value' } },
  {
    name: 'no agreement',
    of: 'mail',
    agreement: null,
    asking: profile,
    verdict: { does: 'stay', because: 'no-agreement' },
  },
  {
    name: 'an agreement whose first day after is today',
    of: 'mail',
    agreement: { ...agreed, until: today },
    asking: profile,
    verdict: { does: 'stay', because: 'agreement-over' },
  },
  {
    name: 'an agreement on its last day',
    of: 'mail',
    agreement: { ...agreed, until: day('2027-04-02') },
    asking: profile,
    verdict: { does: 'leave', asking: profile },
  },
]

for (const { name, of, agreement = agreed, asking, verdict } of rows)
  test(name, () => {
    const asked = new Map(asking === undefined ? [] : [[of, asking] as const])
    const explained = explainRelease({ values, agreement, asked, today })
    assert.deepEqual(explained.find(each => each.name === of)?.verdict, verdict)
    assert.equal(explained.length, attributeNames.length)
  })

test('what leaves by the preview is what leaves by a release, whatever is known, agreed and asked for', () => {
  const names = fc.subarray([...attributeNames])
  const until = fc.constantFrom(null, today, day('2027-04-02'), day('2026-01-01'))
  fc.assert(
    fc.property(names, names, names, until, (known, attributes, wanted, ends) => {
      const facts = new Map(known.map(name => [name, [`of ${name}`]] as const))
      const agreement = { attributes, until: ends }
      const asked = new Map(wanted.map(name => [name, profile] as const))
      const leaving = explainRelease({ values: facts, agreement, asked, today }).filter(
        ({ verdict }) => verdict.does === 'leave',
      )
      const released = filterAttributes(facts, agreement, wanted, today)
      assert.deepEqual(new Map(leaving.map(each => [each.name, each.values])), released)
    }),
  )
})
