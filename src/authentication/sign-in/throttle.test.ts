import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asAccountId } from '../../kernel/ids.ts'
import { isOpen, pathsOf, waitAfter } from './throttle.ts'
import { networkOf } from '../../platform/http/network.ts'

const account = asAccountId('00000000-0000-4000-8000-000000000001')

test('how long to wait after failures in a row', () => {
  const limits = { free: 5, longestSeconds: 3600 }
  const rows: readonly (readonly [number, number])[] = [
    [0, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [9, 16],
    [16, 2048],
    [17, 3600],
    [1000, 3600],
  ]
  for (const [failures, seconds] of rows) assert.equal(waitAfter(failures, limits), seconds, `${failures} failures`)
})

test('a known browser has a path of its own, which no stranger can close', () => {
  const known = pathsOf(account, 'a0123456', 'browser-1', '192.0.2.0/24').map(path => path.key)
  const strange = pathsOf(account, 'a0123456', null, '192.0.2.0/24').map(path => path.key)
  assert.equal(known.length, 1)
  assert.deepEqual(
    known.filter(key => strange.includes(key)),
    [],
  )
})

test('an unknown name is counted as a known one is', () => {
  assert.equal(
    pathsOf(null, 'nobody', null, '192.0.2.0/24').length,
    pathsOf(account, 'a0123456', null, '192.0.2.0/24').length,
  )
})

test('the network of an address', () => {
  const rows: readonly (readonly [string | null, string])[] = [
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:1234:5678::1', '2001:0db8:1234:5600::/56'],
    ['2001:db8:1234:56ff:1:2:3:4', '2001:0db8:1234:5600::/56'],
    ['::1', '0000:0000:0000:0000::/56'],
    ['not an address', 'unknown'],
    [null, 'unknown'],
  ]
  for (const [address, network] of rows) assert.equal(networkOf(address), network, String(address))
})

test('a try counts only when every path is open', () => {
  assert.equal(isOpen([{ key: 'a', waiting: false, failures: 1 }]), true)
  assert.equal(
    isOpen([
      { key: 'a', waiting: false, failures: 1 },
      { key: 'b', waiting: true, failures: 9 },
    ]),
    false,
  )
  assert.equal(isOpen([]), true)
})
