/** Rules 4 and 5: where SQL stands, whose tables it writes, and who opens a transaction. */
import { ownerOf, placeOf, ranks, schemaOf } from '../house.ts'
import { isTest, type Problem, problemAt, type Source, visit } from '../source.ts'

const storeFile = /^store(\.ts$|\/)/
const statement = /^\s*(select\s[\s\S]+\sfrom|insert\s+into|update\s+[a-z_."]+\s+set|delete\s+from|truncate)\s/

/** SQL stands in a module's store and in the platform, and is written as sql`…`, never put together from strings. */
export const sqlInStores = (source: Source): readonly Problem[] => {
  const here = placeOf(source.path)
  if (here === null || isTest(source.path)) return []
  const allowed = storeFile.test(here.file) || (here.module === 'platform' && !here.file.startsWith('web/'))
  const problems: Problem[] = []
  const tagged = new Set<number>()
  visit(source, {
    TaggedTemplateExpression: ({ tag, quasi, start }) => {
      tagged.add(quasi.start)
      if (tag.type === 'Identifier' && tag.name === 'sql' && !allowed)
        problems.push(problemAt(source, start, 'SQL belongs in store.ts'))
    },
    TemplateLiteral: ({ quasis, start }) => {
      if (!tagged.has(start) && quasis.length > 1 && statement.test(quasis[0]?.value.cooked ?? ''))
        problems.push(problemAt(source, start, 'SQL is never put together from strings'))
    },
    Literal: ({ value, start }) => {
      if (typeof value === 'string' && here.module !== 'platform' && statement.test(value))
        problems.push(problemAt(source, start, 'SQL belongs in store.ts, as sql`…`'))
    },
  })
  return problems
}

/** The demo's panel shows mails, clock and cases as no part of a running university may. */
const isPanelStore = (source: Source): boolean => source.path === 'demo/store.ts'

/** A store writes its own schema alone, and reads others' only through views named published_… of lower rank. */
export const oneWriter = (source: Source): readonly Problem[] => {
  const here = placeOf(source.path)
  if (here === null || isTest(source.path) || isPanelStore(source)) return []
  const problems: Problem[] = []
  visit(source, {
    TaggedTemplateExpression: ({ tag, quasi, start }) => {
      if (tag.type !== 'Identifier' || tag.name !== 'sql') return
      const text = quasi.quasis.map(part => part.value.raw).join('?')
      for (const says of [...strangeWrites(text, here.module), ...strangeReads(text, here.module, here.rank)])
        problems.push(problemAt(source, start, says))
    },
  })
  return problems
}

const writes =
  /(?<!\bfor |\bkey |\bdo )\b(insert into|update|delete from|truncate|merge into)\s+([a-z_]+)(?:\.([a-z_]+))?/g

const strangeWrites = (text: string, module: string): readonly string[] =>
  [...text.matchAll(writes)].flatMap(([, verb = '', first = '', table]) => {
    if (verb === 'update' && ['set', 'of', 'skip', 'nowait'].includes(first)) return []
    if (table === undefined) return module === 'platform' ? [] : [`"${verb} ${first}" does not name its schema`]
    return first === schemaOf(module) ? [] : [`${module} may not write ${first}.${table}`]
  })

const reads = /(?<!\bdelete )\b(?:from|join)\s+(?:only\s+|lateral\s+)?([a-z_]+)\.([a-z_]+)(?!\w*\()/g

const strangeReads = (text: string, module: string, rank: number): readonly string[] =>
  [...text.matchAll(reads)].flatMap(([, schema = '', table = '']) => {
    const owner = ownerOf(schema)
    if (owner === undefined || owner === module) return []
    const mayRead = (ranks[owner] ?? Infinity) < rank && table.startsWith('published_')
    return mayRead ? [] : [`${module} may not read ${schema}.${table}; ask ${owner}, or a view ${schema}.published_…`]
  })

/** Who opens transactions: the platform (one per use case, chunk of people, migration), jobs, and storage for an engine. */
const openers = /^(src\/platform\/.+|src\/[a-z-]+\/(jobs(\.ts|\/.+)|(.+\/)?adapter\.ts|(oidc|saml|cas|sign-on)\/.+))$/

/** Nobody else opens a transaction. */
export const fewTransactions = (source: Source): readonly Problem[] => {
  if (placeOf(source.path) === null || isTest(source.path) || isPanelStore(source) || openers.test(source.path))
    return []
  const problems: Problem[] = []
  visit(source, {
    CallExpression: ({ callee, start }) => {
      const name =
        callee.type === 'Identifier'
          ? callee.name
          : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
            ? callee.property.name
            : ''
      if (/^trans(act|action)$/.test(name))
        problems.push(problemAt(source, start, 'transactions are opened by perform, reconcilers and jobs alone'))
    },
  })
  return problems
}
