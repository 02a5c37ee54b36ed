import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenPaths, unnamedStandards, unprovenAttacks } from './check-papers.ts'

const files: Readonly<Record<string, string>> = {
  'src/a.ts': '/** RFC 1 §2 */',
  'docs/b.md': '',
}
const read = (path: string): string | null => files[path] ?? null

test('a path or a link that leads nowhere is named, with its line', () => {
  const text = 'see `src/a.ts`, [b](b.md#x), [out](https://example.org)\n`src/gone.ts` and [gone](gone.md)'
  assert.deepEqual(
    brokenPaths('docs/c.md', text, read).map(({ line }) => line),
    [2, 2],
  )
})

test('a file must name the document and every section', () => {
  const rows = ['| RFC 1 §2 | x | `src/a.ts` |', '| RFC 1 §3 | x | `src/a.ts` |', '| RFC 9 | x | `src/a.ts` |']
  assert.deepEqual(
    unnamedStandards('docs/standards.md', rows.join('\n'), read).map(({ line }) => line),
    [2, 3],
  )
})

test('an attack needs a test of its name, and a test of an attack its row', () => {
  const rows = [
    '| `acc.known` | what | `src/x.test.ts` |',
    '| `acc.unknown` | what | `src/x.test.ts` |',
    '| `acc.known` | what | `src/gone.test.ts` |',
    '| `acc.promised` | what | by and by |',
    '| `acc.later` | not built |',
  ]
  const tests = new Map([
    ['src/x.test.ts', "test('acc.known: it is refused', …)"],
    ['src/y.test.ts', 'it(`acc.unlisted and acc.later-on`, …) // acc.mentioned'],
  ])
  assert.deepEqual(
    unprovenAttacks('README.md', rows.join('\n'), tests).map(({ path, line, says }) => [
      path,
      line,
      says.split(' ')[0],
    ]),
    [
      ['README.md', 2, 'src/x.test.ts'],
      ['README.md', 3, 'src/gone.test.ts'],
      ['README.md', 4, 'acc.promised'],
      ['src/y.test.ts', 1, 'acc.unlisted'],
      ['src/y.test.ts', 1, 'acc.later-on'],
    ],
  )
})
