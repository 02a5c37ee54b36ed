/** Source files as the checks see them: the text, its tree, and what it imports. Nothing is type-checked here. */
import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { type ParseResult, parseSync, Visitor, type VisitorObject } from 'oxc-parser'

/** Something a check objects to, and where. */
export type Problem = { readonly path: string; readonly line: number; readonly says: string }

export type Source = {
  readonly path: string // from the root of the project, with forward slashes
  readonly text: string
  readonly imports: readonly Import[]
  readonly comments: ParseResult['comments']
  readonly program: ParseResult['program']
}

/** `names` are those bound as values; a type-only import binds none and is gone when the program runs. */
export type Import = {
  readonly from: string // as written, or, where it is relative, the path from the root of the project
  readonly names: readonly string[]
  readonly typesOnly: boolean
  readonly at: number
}

/** Reads one source text. A text that is no TypeScript throws: the type check says it better. */
export const parse = (path: string, text: string): Source => {
  const { program, module, comments, errors } = parseSync(path, text)
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`)
  return { path, text, imports: importsOf(path, text, module), comments, program }
}

/** Every source file that matches, in order of path. */
export const readSources = (...patterns: readonly string[]): readonly Source[] =>
  globSync(patterns)
    .sort()
    .map(path => parse(path, readFileSync(path, 'utf8')))

/** Walks the whole tree of a source. */
export const visit = (source: Source, visitor: VisitorObject): void => new Visitor(visitor).visit(source.program)

/** Line of an offset in a text; the first line is 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

export const problemAt = (source: Source, offset: number, says: string): Problem => ({
  path: source.path,
  line: lineAt(source.text, offset),
  says,
})

export const isTest = (path: string): boolean => path.endsWith('.test.ts')

const importsOf = (path: string, text: string, module: ParseResult['module']): readonly Import[] => {
  const resolve = (from: string): string => (from.startsWith('.') ? posix.join(posix.dirname(path), from) : from)
  const imported = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    from: resolve(moduleRequest.value),
    names: entries.filter(entry => !entry.isType).map(entry => entry.importName.name ?? '*'),
    typesOnly: entries.length > 0 && entries.every(entry => entry.isType),
    at: start,
  }))
  const passedOn = module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ moduleRequest, importName, isType }) =>
      moduleRequest === null
        ? []
        : [{ from: resolve(moduleRequest.value), names: [importName.name ?? '*'], typesOnly: isType, at: start }],
    ),
  )
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest, start }) => {
    const written = /^(['"`])([^'"`$]+)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[2]
    return written === undefined ? [] : [{ from: resolve(written), names: ['*'], typesOnly: false, at: start }]
  })
  return [...imported, ...passedOn, ...dynamic]
}
