import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { keptSearch, withKept } from './search.ts'

let world: TestSystem

before(async () => {
  world = await testSystem()
})
after(() => world.end())

test('what was searched for is in the address, and cannot be read in it', () => {
  const { vault } = world.system
  const address = keptSearch(vault, { q: '春野 新', state: 'active', kind: '' })
  assert.match(address, /^\?kept=[\w-]{20,400}$/)
  const kept = address.slice('?kept='.length)
  assert.ok(!Buffer.from(kept, 'base64url').includes('春野'))
  assert.deepEqual(withKept(vault, { kept, lang: 'en' }), { kept, lang: 'en', q: '春野 新', state: 'active' })
  assert.equal(keptSearch(vault, { q: '' }), '')
})

test('what does not open is left alone', () => {
  const { vault } = world.system
  for (const kept of ['', 'x', 'A'.repeat(5000), Buffer.alloc(100).toString('base64url')])
    assert.deepEqual(withKept(vault, { kept }), { kept })
})
