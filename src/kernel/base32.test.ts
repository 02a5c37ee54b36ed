import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base32 } from './base32.ts'

const vectors = [
  ['', ''],
  ['f', 'my'],
  ['fo', 'mzxq'],
  ['foo', 'mzxw6'],
  ['foob', 'mzxw6yq'],
  ['fooba', 'mzxw6ytb'],
  ['foobar', 'mzxw6ytboi'],
] as const

for (const [plain, written] of vectors)
  test(`RFC 4648 §10: "${plain}" is written "${written}"`, () => assert.equal(base32(Buffer.from(plain)), written))
