import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { editDistance, likeness, trigramLikeness } from './likeness.ts'

const distances = [
  ['', '', 0],
  ['', 'abc', 3],
  ['satou', 'satou', 0],
  ['satou', 'sato', 1],
  ['satou', 'saotu', 1],
  ['satou', 'katou', 1],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
  ['𠮷田', '吉田', 1],
] as const
for (const [a, b, edits] of distances)
  test(`from "${a}" to "${b}" it is ${edits}`, () => {
    assert.equal(editDistance(a, b), edits)
    assert.equal(editDistance(b, a), edits)
  })

const alike = [
  ['', '', 1],
  ['ab', 'ab', 1],
  ['ab', 'cd', 0],
  ['satou', 'saitou', 1 - 1 / 6],
  ['', 'a', 0],
] as const
for (const [a, b, share] of alike)
  test(`"${a}" and "${b}" are alike by ${share.toFixed(2)}`, () => assert.equal(likeness(a, b), share))

test('words that changed places are liker by pieces than by edits', () => {
  const [a, b] = ['maria sofia', 'sofia maria']
  assert.ok(trigramLikeness(a, b) > likeness(a, b))
  assert.equal(trigramLikeness('', ''), 1)
  assert.equal(trigramLikeness('abc', 'xyz'), 0)
  assert.equal(trigramLikeness('satou', 'satou'), 1)
})

const word = fc.string({ unit: fc.constantFrom('a', 'b', '山', '𠮷'), maxLength: 8 })

test('a distance: none to itself alone, the same both ways, never longer than the longer word', () =>
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(editDistance(a, a), 0)
      assert.equal(editDistance(a, b), editDistance(b, a))
      assert.equal(editDistance(a, b) === 0, a === b)
      assert.ok(editDistance(a, b) <= Math.max([...a].length, [...b].length))
    }),
  ))

test('likenesses lie between 0 and 1, and are 1 for the same alone', () =>
  fc.assert(
    fc.property(word, word, (a, b) => {
      for (const measure of [likeness, trigramLikeness]) {
        const share = measure(a, b)
        assert.ok(share >= 0 && share <= 1)
        assert.equal(measure(a, a), 1)
      }
      assert.equal(likeness(a, b) === 1, a === b)
    }),
  ))
