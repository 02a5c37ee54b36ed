/** What the papers say of the source: every file they name exists, and names the standard or bears the attack ascribed to it. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { report } from './report.ts'
import { lineAt, type Problem } from './source.ts'

/** A file's text, or null where there is none; '' for a folder. */
export type Read = (path: string) => string | null

const named = /`((?!\S*NNNN)(?:src|tools|test|docs|demo|bench|migrations|assets)\/[\w./-]+)`/g
const linked = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g

/** Paths and links of a paper that lead nowhere. */
export const brokenPaths = (path: string, text: string, read: Read): readonly Problem[] => [
  ...problems(path, text, named, target => (read(target) === null ? `there is no ${target}` : null)),
  ...problems(path, text, linked, target =>
    read(posix.join(posix.dirname(path), target)) === null ? `the link to ${target} leads nowhere` : null,
  ),
]

/** Rows of standards.md whose files do not name the document and each of its sections. */
export const unnamedStandards = (path: string, text: string, read: Read): readonly Problem[] =>
  text.split('\n').flatMap((line, index) => {
    const [, standard = '', , files = ''] = line.split('|').map(cell => cell.trim())
    const [document = '', ...sections] = standard.split(/ (?=§)/)
    return [...files.matchAll(named)].flatMap(([, file = '']) =>
      [document, ...sections]
        .filter(words => read(file)?.includes(words) === false)
        .map(words => ({ path, line: index + 1, says: `${file} does not name ${words}` })),
    )
  })

/** Rows of SECURITY.md whose test file bears no such slug. */
export const missingAttacks = (path: string, text: string, read: Read): readonly Problem[] =>
  text.split('\n').flatMap((line, index) => {
    const [, file = '', slugs = ''] = /^\| `([\w./-]+\.test\.ts)` \| (.*) \|$/.exec(line) ?? []
    return [...slugs.matchAll(/`([^`]+)`/g)]
      .filter(([, slug = '']) => read(file)?.includes(slug) !== true)
      .map(([, slug = '']) => ({ path, line: index + 1, says: `${file} has no test of ${slug}` }))
  })

const problems = (path: string, text: string, pattern: RegExp, fault: (found: string) => string | null) =>
  [...text.matchAll(pattern)].flatMap(({ 1: found = '', index }) => {
    const says = fault(found)
    return says === null ? [] : [{ path, line: lineAt(text, index), says }]
  })

if (import.meta.main) {
  const papers = globSync(['*.md', '{docs,src,demo,test,tools}/**/*.md']).sort()
  const read: Read = path => (!existsSync(path) ? null : /\.\w+$/.test(path) ? readFileSync(path, 'utf8') : '')
  report(
    `${String(papers.length)} papers`,
    papers.flatMap(path => {
      const text = readFileSync(path, 'utf8')
      return [
        ...brokenPaths(path, text, read),
        ...(path === 'docs/standards.md' ? unnamedStandards(path, text, read) : []),
        ...(path === 'SECURITY.md' ? missingAttacks(path, text, read) : []),
      ]
    }),
  )
}
