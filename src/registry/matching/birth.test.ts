import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testSystem } from '../../../test/support/platform.ts'
import { recordIdOf } from '../persons/derived-id.ts'
import { openBirth, printBirth, sealBirth } from './birth.ts'

const world = await testSystem()
const { vault } = world.system
after(() => world.end())
const [mine, yours] = [recordIdOf('students', 'S1'), recordIdOf('students', 'S2')]

test('a birth date is opened again for its own record', () =>
  assert.equal(openBirth(vault, mine, sealBirth(vault, mine, '2008-02-29')), '2008-02-29'))

test('sealed for one record it opens for no other', () =>
  assert.throws(() => openBirth(vault, yours, sealBirth(vault, mine, '2008-04-01'))))

test('a changed octet opens nothing', () => {
  const sealed = Buffer.from(sealBirth(vault, mine, '2008-04-01'))
  sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1)
  assert.throws(() => openBirth(vault, mine, sealed))
})

test('sealed twice it looks different; its print is the same, and tells nothing', () => {
  const [one, two] = [sealBirth(vault, mine, '2008-04-01'), sealBirth(vault, mine, '2008-04-01')]
  assert.notDeepEqual(one, two)
  assert.deepEqual(printBirth(vault, '2008-04-01'), printBirth(vault, '2008-04-01'))
  assert.notDeepEqual(printBirth(vault, '2008-04-01'), printBirth(vault, '2008-04-02'))
  for (const octets of [one, printBirth(vault, '2008-04-01')]) assert.ok(!octets.includes('2008'))
})
