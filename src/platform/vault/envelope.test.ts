import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyIdOf, newKey, openWith, sealWith } from './envelope.ts'

const plain = fc.uint8Array({ maxLength: 300 })

test('what was sealed for a place opens for that place', () => {
  const key = newKey()
  fc.assert(
    fc.property(plain, fc.string(), (octets, context) => {
      assert.deepEqual(openWith(key, sealWith(key, octets, context), context), Buffer.from(octets))
    }),
  )
})

test('a sealed value names its key', () => {
  const key = newKey()
  assert.equal(keyIdOf(sealWith(key, Buffer.from('x'), 'c')), key.id)
  assert.equal(keyIdOf(Buffer.from('not sealed at all, but long enough to look so')), null)
})

test('the same octets never seal to the same value', () => {
  const key = newKey()
  const octets = Buffer.from('secret')
  assert.notDeepEqual(sealWith(key, octets, 'c'), sealWith(key, octets, 'c'))
})

test('any other place, any changed bit and any other key are refused', () => {
  const key = newKey()
  fc.assert(
    fc.property(plain, fc.string(), fc.string(), fc.nat(), fc.integer({ min: 0, max: 7 }), (octets, a, b, at, bit) => {
      const sealed = sealWith(key, octets, a)
      if (a !== b) assert.throws(() => openWith(key, sealed, b))
      const bent = Buffer.from(sealed)
      const index = at % bent.length
      bent[index] = (bent[index] ?? 0) ^ (1 << bit)
      assert.throws(() => openWith(key, bent, a))
      assert.throws(() => openWith({ ...newKey(), id: key.id }, sealed, a))
    }),
  )
})

test('a shortened value or tag is refused', () => {
  const key = newKey()
  const sealed = sealWith(key, Buffer.from('secret'), 'c')
  for (let length = 0; length < sealed.length; length += 1)
    assert.throws(() => openWith(key, sealed.subarray(0, length), 'c'))
})
