import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeLog } from './log.ts'

const logged = (fields: Readonly<Record<string, unknown>>): string => {
  const lines: string[] = []
  makeLog({ write: line => void lines.push(line) }).info(fields, 'test')
  return lines.join('')
}

test('plat.log-injection', () => {
  const line = logged({ path: 'a\nlevel=fatal\r\u001b[2J\u0085\u2028\u202eevil' })
  assert.equal(line.trimEnd().split('\n').length, 1)
  assert.doesNotMatch(line.trimEnd(), /[\p{Cc}\p{Zl}\p{Zp}\u202e]/u)
})

test('plat.personal-data-in-logs', () => {
  const person = {
    username: 'a0100001',
    names: [{ family: '山田' }],
    deep: { mail: 'hanako@example.jp', birthDate: '2001-02-03' },
  }
  const line = logged({ ...person, address: '192.0.2.1', accessToken: 'secret', job: 7 })
  assert.doesNotMatch(line, /a0100001|山田|hanako|2001-02-03|192\.0\.2\.1|secret/)
  assert.match(line, /"job":7/)
})
