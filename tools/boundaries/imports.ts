/** Rule 1, upwards only, and the half of rule 3 that can be read off a file's imports. */
import { isDry, openModules, type Place, placeOf } from '../house.ts'
import { type Import, isTest, type Problem, problemAt, type Source } from '../source.ts'

/** A file imports from its own module, or the index.ts of a module of lower rank; kernel and platform are open. */
export const upwardsOnly = (source: Source): readonly Problem[] => {
  const here = placeOf(source.path)
  if (here === null) return []
  return source.imports.flatMap(({ from, at }) => {
    const fault = faultOf(here, from, source.path)
    return fault === null ? [] : [problemAt(source, at, fault)]
  })
}

const faultOf = (here: Place, from: string, path: string): string | null => {
  const there = placeOf(from)
  if (there === null) {
    const outside = /^(test|tools|bench)\//.test(from)
    return outside && !isTest(path) ? `${from} is not part of the program` : null
  }
  if (there.module === here.module) return null
  if (there.module === 'demo' && here.module === 'main') return null
  if (there.rank >= here.rank) return `${here.module} may not know ${there.module}, which stands below it or beside it`
  if (openModules.includes(there.module) || there.file === 'index.ts') return null
  return `${there.module} has one door: import from ${there.module}/index.ts`
}

/** Packages and parts of Node that reach out into the world. */
const wetPackages =
  /^(pg|fastify|@fastify\/.+|nodemailer|pino|oidc-provider|@node-rs\/argon2|node:(?!crypto$|buffer$|util$|url$|path$|punycode$).+)$/

/** A ○ file imports nothing that touches the world, and from wet files and other modules types only. */
export const dryImports = (source: Source, dry: ReadonlySet<string>): readonly Problem[] => {
  const here = placeOf(source.path)
  if (here === null || !dry.has(source.path)) return []
  return source.imports.flatMap(found => {
    const fault = found.typesOnly ? null : wetness(here, found, dry)
    return fault === null ? [] : [problemAt(source, found.at, `a dry file ${fault}`)]
  })
}

const wetness = (here: Place, { from }: Import, dry: ReadonlySet<string>): string | null => {
  if (wetPackages.test(from)) return `does not use ${from}`
  const there = placeOf(from)
  if (there === null || there.module === 'kernel') return null
  if (there.module !== here.module && there.module !== 'platform') return `imports types only from ${there.module}`
  return dry.has(from) ? null : `imports types only from ${from}, which is wet`
}

/** The files that are pure: all but the wet parts of the skeleton and those whose opening comment says ●. */
export const dryFiles = (sources: readonly Source[]): ReadonlySet<string> =>
  new Set(
    sources
      .filter(({ path, comments, program }) => {
        const place = placeOf(path)
        const opening = comments.filter(({ start }) => start < (program.body[0]?.start ?? 0))
        return place !== null && !isTest(path) && isDry(place, opening.map(({ value }) => value).join())
      })
      .map(({ path }) => path),
  )

/** Files do not import one another in a circle; types may. Each circle is named once, from its first file. */
export const noCycles = (sources: readonly Source[]): readonly Problem[] => {
  const byPath = new Map(sources.map(source => [source.path, source]))
  const done = new Set<string>()
  const circles = new Map<string, Source>()
  const walk = (path: string, trail: readonly string[]): void => {
    const source = byPath.get(path)
    if (source === undefined) return
    const start = trail.indexOf(path)
    if (start >= 0) {
      const [first = path, ...rest] = fromItsFirst(trail.slice(start))
      circles.set([first, ...rest, first].join(' → '), byPath.get(first) ?? source)
    }
    if (start >= 0 || done.has(path)) return
    for (const { from, typesOnly } of source.imports) if (!typesOnly) walk(from, [...trail, path])
    done.add(path)
  }
  for (const { path } of sources) walk(path, [])
  return [...circles].map(([circle, source]) => problemAt(source, 0, `a circle: ${circle}`))
}

/** A circle told from whichever of its files comes first by name. */
const fromItsFirst = (circle: readonly string[]): readonly string[] => {
  const first = circle.indexOf(circle.toSorted()[0] ?? '')
  return [...circle.slice(first), ...circle.slice(0, first)]
}
