import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenPaths, missingAttacks, unnamedStandards } from './check-papers.ts'

const files: Readonly<Record<string, string>> = {
  'src/a.ts': '/** RFC 1 §2 */',
  'docs/b.md': '',
  'src/x.test.ts': "test('acc.known: it is refused', …)",
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

test('an attack needs a test of its name', () => {
  const rows = ['| `src/x.test.ts` | `acc.known` |', '| `src/x.test.ts` | `acc.unknown` |']
  assert.deepEqual(
    missingAttacks('SECURITY.md', rows.join('\n'), read).map(({ line }) => line),
    [2],
  )
})
