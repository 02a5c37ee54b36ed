/**
 * Rule 7: a file stays near 300 lines, a function under 40 with at most three parameters, a folder under 20 entries.
 * Larger is counted and shown, not forbidden.
 */
import { posix } from 'node:path'
import { isTest, lineAt, type Problem, type Source, visit } from '../source.ts'

export type Size = Problem & { readonly size: number; readonly limit: number }

/** What is larger than it should be, the worst first (by how many times the limit). */
export const oversized = (sources: readonly Source[]): readonly Size[] =>
  [...sources.flatMap(longFile), ...sources.flatMap(longFunctions), ...fullFolders(sources)].sort(
    (a, b) => b.size / b.limit - a.size / a.limit,
  )

const longFile = ({ path, text }: Source): readonly Size[] =>
  over({ path, line: 1, says: 'lines in a file', size: text.trimEnd().split('\n').length, limit: 300 })

const longFunctions = (source: Source): readonly Size[] => {
  if (isTest(source.path)) return []
  const sizes: Size[] = []
  const measure = ({ start, end, params }: { start: number; end: number; params: readonly unknown[] }): void => {
    const at = { path: source.path, line: lineAt(source.text, start) }
    const size = lineAt(source.text, end) - at.line + 1
    sizes.push(...over({ ...at, says: 'lines in a function', size, limit: 40 }))
    sizes.push(...over({ ...at, says: 'parameters of a function', size: params.length, limit: 3 }))
  }
  visit(source, { ArrowFunctionExpression: measure, FunctionDeclaration: measure, FunctionExpression: measure })
  return sizes
}

/** Tests stand beside what they test and are not counted. */
const fullFolders = (sources: readonly Source[]): readonly Size[] => {
  const entries = new Map<string, Set<string>>()
  for (const { path } of sources.filter(source => !isTest(source.path)))
    for (let inner = path; inner.includes('/'); inner = posix.dirname(inner)) {
      const folder = posix.dirname(inner)
      entries.set(folder, (entries.get(folder) ?? new Set()).add(inner))
    }
  return [...entries].flatMap(([path, { size }]) =>
    over({ path, line: 1, says: 'entries in a folder', size, limit: 20 }),
  )
}

const over = (size: Size): readonly Size[] => (size.size > size.limit ? [size] : [])
