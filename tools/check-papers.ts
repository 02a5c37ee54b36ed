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

const title = /\b(?:test|it|describe)\(\s*(['"`])(.*?)\1/gs
const slug = /\b(?:acc|adm|bulk|cert|card|flow|imp|mfa|oidc|plat|saml|time)\.[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*/g

/** Groups whose every test has a row. */
const covered = /^(acc|flow|imp|oidc|plat)\./

/** The attacks that a test file's own titles name. */
export const attacksIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(title)].flatMap(({ 2: words = '' }) => words.match(slug) ?? []))

/**
 * What the table of attacks promises and no test bears: a row names the files whose tests have the slug in their title, or says
 * in words why there is none. And the other way round: an attack of these groups that a test bears and the table does not know.
 */
export const unprovenAttacks = (path: string, text: string, tests: ReadonlyMap<string, string>): readonly Problem[] => {
  const listed = new Set<string>()
  const unproven = text.split('\n').flatMap((line, index) => {
    const [, attack, cells = ''] = /^\| `([a-z]+\.[\w-]+)` \| (.*) \|$/.exec(line) ?? []
    if (attack === undefined) return []
    listed.add(attack)
    const isTested = line.split(' | ').length > 2
    const files = isTested
      ? [...(cells.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)
      : []
    if (isTested && files.length === 0) return [{ path, line: index + 1, says: `${attack} has no test` }]
    return files
      .filter(file => !attacksIn(tests.get(file) ?? '').has(attack))
      .map(file => ({ path, line: index + 1, says: `${file} has no test of ${attack}` }))
  })
  const unlisted = [...tests].flatMap(([file, content]) =>
    [...attacksIn(content)]
      .filter(attack => covered.test(attack) && !listed.has(attack))
      .map(attack => ({ path: file, line: 1, says: `${attack} is not in ${path}` })),
  )
  return [...unproven, ...unlisted]
}

const problems = (path: string, text: string, pattern: RegExp, fault: (found: string) => string | null) =>
  [...text.matchAll(pattern)].flatMap(({ 1: found = '', index }) => {
    const says = fault(found)
    return says === null ? [] : [{ path, line: lineAt(text, index), says }]
  })

if (import.meta.main) {
  const papers = globSync(['*.md', '{docs,src,demo,test,tools}/**/*.md']).sort()
  const read: Read = path => (!existsSync(path) ? null : /\.\w+$/.test(path) ? readFileSync(path, 'utf8') : '')
  const tests = new Map(globSync('{src,test}/**/*.test.ts').map(path => [path, readFileSync(path, 'utf8')] as const))
  report(
    `${String(papers.length)} papers`,
    papers.flatMap(path => {
      const text = readFileSync(path, 'utf8')
      return [
        ...brokenPaths(path, text, read),
        ...(path === 'docs/standards.md' ? unnamedStandards(path, text, read) : []),
        ...(path === 'test/attacks/README.md' ? unprovenAttacks(path, text, tests) : []),
      ]
    }),
  )
}
