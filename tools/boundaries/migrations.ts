/** A migration is named after the module whose schema it touches, and its foreign keys point only to lower ranks. */
import { ownerOf, ranks, schemaOf } from '../house.ts'
import { lineAt, type Problem } from '../source.ts'

const change =
  /\b(?:create(?: or replace)?(?: unlogged)? (?:table|view|materialized view|function|sequence|type)|alter table|drop table)\s+(?:if (?:not )?exists\s+)?([a-z_]+)\./g
const reference = /\breferences\s+([a-z_]+)\./g

export const migrationsStayHome = (path: string, text: string): readonly Problem[] => {
  const name = /(?:^|\/)\d{4}_([a-z-]+?)(?:_[a-z0-9_-]+)?\.sql$/.exec(path)?.[1]
  const module = name === undefined ? undefined : (ownerOf(name) ?? (name in ranks ? name : undefined))
  if (module === undefined)
    return [{ path, line: 1, says: 'a migration is named NNNN_<module>_<purpose>.sql after a module of the house' }]
  const sql = text.replace(/--.*$/gm, comment => ' '.repeat(comment.length))
  const at = (offset: number, says: string): Problem => ({ path, line: lineAt(sql, offset), says })
  const strangers = [...sql.matchAll(change)].flatMap(({ 1: schema = '', index }) =>
    schema === schemaOf(module) ? [] : [at(index, `${module}'s migration may not change schema ${schema}`)],
  )
  const downwards = [...sql.matchAll(reference)].flatMap(({ 1: schema = '', index }) => {
    if (schema === schemaOf(module)) return []
    const rank = ranks[ownerOf(schema) ?? ''] ?? Infinity
    return rank < (ranks[module] ?? 0) ? [] : [at(index, `${module} may not point at ${schema}`)]
  })
  return [...strangers, ...downwards]
}
