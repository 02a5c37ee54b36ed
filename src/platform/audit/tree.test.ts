import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { chainOf, leafHash, noPrevious, packLeaves, rootOf, unpackLeaves, type StoredEntry } from './tree.ts'

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

test('roots are those of RFC 6962 §2.1.3', () => {
  // The tree of seven leaves drawn there: ((d0 d1)(d2 d3)) ((d4 d5) d6).
  const d = Array.from({ length: 7 }, (_, n) => sha256(Buffer.of(0, n)))
  const node = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right)
  const [a, b, c, dd, e, f, j] = d as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer]
  assert.deepEqual(rootOf(d), node(node(node(a, b), node(c, dd)), node(node(e, f), j)))
  assert.deepEqual(rootOf([]), sha256())
  assert.deepEqual(rootOf([a]), a)
})

const entry = fc.record({
  seq: fc.nat(),
  at: fc.string(),
  actor: fc.string(),
  channel: fc.string(),
  act: fc.string(),
  outcome: fc.string(),
  persons: fc.string(),
  detail: fc.string(),
})
const contents = ({ seq: _seq, ...content }: StoredEntry): string => JSON.stringify(content)

test('different entries have different leaves, also where text moves from field to field', () => {
  fc.assert(
    fc.property(entry, entry, (a, b) => {
      assert.equal(leafHash(a).equals(leafHash(b)), contents(a) === contents(b))
      assert.notDeepEqual(leafHash({ ...a, actor: `${a.actor}x` }), leafHash({ ...a, channel: `x${a.channel}` }))
    }),
  )
})

test('leaves are packed and unpacked alike', () => {
  const leaves = Array.from({ length: 9 }, (_, n) => sha256(Buffer.of(n)))
  assert.deepEqual(unpackLeaves(packLeaves(leaves)), leaves)
})

test('the chain value depends on number, order, root and the seal before', () => {
  const seal = { number: 1, seqs: [1, 2, 3], root: sha256(), previous: noPrevious }
  const others = [
    { ...seal, number: 2 },
    { ...seal, seqs: [1, 3, 2] },
    { ...seal, seqs: [1, 2] },
    { ...seal, root: sha256(Buffer.of(1)) },
    { ...seal, previous: sha256() },
  ]
  for (const other of others) assert.notDeepEqual(chainOf(other), chainOf(seal))
})
