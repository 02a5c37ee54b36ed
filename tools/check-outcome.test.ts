import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inLine } from './check-outcome.ts'

test('a check that is well is one line, with what it looked at', () => {
  assert.equal(
    inLine({ name: 'texts', well: true, seconds: 0.25, said: '12 texts\n' }),
    '✔ texts           0.3 s  12 texts',
  )
})

test('a check that is silent and well leaves nothing after the time', () => {
  assert.equal(inLine({ name: 'types', well: true, seconds: 1, said: '' }), '✔ types           1.0 s')
})

test('warnings of a check that is well follow it', () => {
  const lines = inLine({ name: 'boundaries', well: true, seconds: 1, said: '1 too long\n  a.ts\n9 files\n' }).split(
    '\n',
  )
  assert.deepEqual(lines.slice(1), ['    1 too long', '      a.ts'])
  assert.match(lines[0] ?? '', /9 files$/)
})

test('a check that objects shows its first problems and how many more there are', () => {
  const said = Array.from({ length: 30 }, (_, index) => `a.ts:${String(index)} wrong`).join('\n')
  const lines = inLine({ name: 'lint', well: false, seconds: 2, said }).split('\n')
  assert.equal(lines[0], '✖ lint            2.0 s')
  assert.equal(lines.length, 27)
  assert.equal(lines.at(-1), '    … and 5 lines more')
})
