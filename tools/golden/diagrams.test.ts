import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDiagrams } from './diagrams.ts'

const machines = { account: { active: { close: 'closed' }, closed: {} } }
const drawn = [
  '# Accounts',
  '<!-- diagram: account -->',
  '```mermaid',
  'stateDiagram-v2',
  '  active --> closed: close',
  '```',
  '<!-- /diagram -->',
  'And so on.',
].join('\n')

test('draws a diagram where a README asks for one', () => {
  const asked = '# Accounts\n<!-- diagram: account -->\nold\n<!-- /diagram -->\nAnd so on.'
  assert.equal(withDiagrams(asked, machines), drawn)
})

test('a diagram that is true stays as it is', () => {
  assert.equal(withDiagrams(drawn, machines), drawn)
})

test('a README without diagrams is left alone', () => {
  assert.equal(withDiagrams('# Accounts', machines), '# Accounts')
})

test('a diagram of a state table that is not there is refused', () => {
  assert.throws(() => withDiagrams('<!-- diagram: card -->\n<!-- /diagram -->', machines), /no state table "card"/)
})
