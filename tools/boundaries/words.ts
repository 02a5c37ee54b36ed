/** The words of the language, and the names of files, that we do without. */
import { isTest, type Problem, problemAt, type Source, visit } from '../source.ts'

/** Classes that something we did not write demands. The list may only shrink. */
const demandedClasses: Readonly<Record<string, string>> = {
  'src/platform/use-case.ts': 'a transaction is undone by an exception, as the driver demands',
}

/** No class, enum, namespace, default export, any; no silenced compiler; no postponed work. */
export const plainWords = (source: Source): readonly Problem[] => {
  const problems: Problem[] = []
  const object = (says: string) => (node: { readonly start: number }) => {
    problems.push(problemAt(source, node.start, says))
  }
  const classless = source.path in demandedClasses ? () => {} : object('no class: a function over a class')
  visit(source, {
    ClassDeclaration: classless,
    ClassExpression: classless,
    TSEnumDeclaration: object('no enum: a union of literals'),
    TSModuleDeclaration: node => {
      if (node.kind === 'namespace') object('no namespace')(node)
    },
    ExportDefaultDeclaration: object('no default export'),
    FunctionDeclaration: node => {
      if (!node.generator && node.body !== null) object('const f = () =>, not function f')(node)
    },
    TSAnyKeyword: object('no any'),
    TSNonNullExpression: node => {
      if (!isTest(source.path) && !/\/store(\.ts$|\/)/.test(source.path)) object('no ! outside store.ts')(node)
    },
  })
  for (const { value, start } of source.comments) {
    if (/@ts-(ignore|nocheck)/.test(value)) object('no @ts-ignore')({ start })
    if (/@ts-expect-error/.test(value) && !isTest(source.path)) object('@ts-expect-error is for tests')({ start })
    if (/\b(TODO|FIXME|HACK)\b/.test(value)) object('no TODO: do it, or open an issue')({ start })
  }
  return problems
}

/** A name that says nothing is a room where everything ends up. */
const emptyNames = /(^|\/)(helpers?|utils?|common|shared|misc|lib|types|constants)(\/|\.ts$|\.test\.ts$)/

export const tellingNames = (path: string): readonly Problem[] => {
  const found = emptyNames.exec(path)?.[2]
  return found === undefined ? [] : [{ path, line: 1, says: `"${found}" is no name: name the idea` }]
}
