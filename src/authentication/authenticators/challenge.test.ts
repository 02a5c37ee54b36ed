import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { isRolledBack } from './passkey.ts'
import { makeChallenge, readChallenge, type Bound } from './challenge.ts'

const seal = (text: string): Buffer => createHmac('sha256', 'a key').update(text).digest()
const other = (text: string): Buffer => createHmac('sha256', 'another key').update(text).digest()
const now = new Date('2027-04-01T00:00:00Z')
const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
const bound: Bound = { purpose: 'sign-in', binding: 'a visit' }
const made = makeChallenge(seal, bound, { nonce: Buffer.alloc(16, 7), now })

test('a challenge says itself when it was made and until when it counts', () => {
  const read = readChallenge(seal, bound, made, after(1))
  assert.deepEqual(read?.issuedAt, now)
  assert.deepEqual(read?.expiresAt, after(1800))
})

for (const [name, read] of [
  ['past its time', () => readChallenge(seal, bound, made, after(1800))],
  ['from the future', () => readChallenge(seal, bound, made, after(-1))],
  ['for another purpose', () => readChallenge(seal, { ...bound, purpose: 'step-up' }, made, now)],
  ['for another browser', () => readChallenge(seal, { ...bound, binding: 'another visit' }, made, now)],
  ['not ours', () => readChallenge(other, bound, made, now)],
  ['cut short', () => readChallenge(seal, bound, made.slice(0, -4), now)],
  ['the same octets in other letters', () => readChallenge(seal, bound, `${made}=`, now)],
  ['with white space', () => readChallenge(seal, bound, ` ${made}`, now)],
  ['empty', () => readChallenge(seal, bound, '', now)],
] as const)
  test(`a challenge ${name} is none`, () => assert.equal(read(), null))

test('ten minutes for one more check and for adding', () => {
  for (const purpose of ['add', 'step-up'] as const) {
    const short = makeChallenge(seal, { purpose, binding: 'x' }, { nonce: Buffer.alloc(16), now })
    assert.notEqual(readChallenge(seal, { purpose, binding: 'x' }, short, after(599)), null)
    assert.equal(readChallenge(seal, { purpose, binding: 'x' }, short, after(600)), null)
  }
})

test('a purpose and a binding cannot run into one another', () => {
  const sly = makeChallenge(seal, { purpose: 'add', binding: 'x|y' }, { nonce: Buffer.alloc(16), now })
  assert.equal(readChallenge(seal, { purpose: 'add', binding: 'y' }, sly, now), null)
})

test('a counter goes up, or says zero always', () => {
  for (const [stored, seen, rolled] of [
    [0, 0, false],
    [0, 1, false],
    [1, 2, false],
    [1, 1, true],
    [2, 1, true],
    [1, 0, true],
  ] as const)
    assert.equal(isRolledBack(stored, seen), rolled, `${stored} → ${seen}`)
})
