/**
 * Everything that registry, eligibility and accounts say of people, item by item, in words that two databases share: ids
 * that were drawn are named after what they stand for, and what was sealed or drawn is left out.
 */
import { rows, sql, type Db, type Sql } from '../../src/platform/database.ts'

type Line = { readonly what: string; readonly line: string }

/** Lines in order, so that two pictures differ line by line. */
export const pictureOf = async (db: Db): Promise<readonly string[]> => {
  const names = await namesOf(db)
  const lines = await rows<Line>(db, allRows)
  return lines.map(({ what, line }) => `${what} ${named(line, names)}`).sort()
}

/** Every row of a table as JSON, without these columns. */
const table = (what: string, from: Sql, without: readonly string[] = []): Sql =>
  sql`select ${what}::text as what, (to_jsonb(t) - ${[...without]}::text[])::text as line from ${from} as t`

const sealed = ['birth_sealed', 'birth_print']

const allRows: Sql = [
  table('import', sql`registry.import`, ['plan_hash', 'undo_hash', 'planned_revision']),
  table('import_row', sql`registry.import_row`, sealed),
  table('person', sql`registry.person`, [...sealed, 'number']),
  table('record', sql`registry.record`, sealed),
  table('record_version', sql`registry.record_version`, sealed),
  table('name', sql`registry.name`),
  table('contact', sql`registry.contact`),
  table('affiliation', sql`registry.affiliation`),
  table('search_key', sql`(select * from registry.search_key where kind = 'name')`),
  table('match_key', sql`(select person_id, count(*) from registry.match_key group by person_id)`),
  table('match_case', sql`registry.match_case`),
  table('identifier', sql`(select namespace, person_id, count(*) from registry.identifier group by 1, 2)`),
  table('entitlement', sql`eligibility.entitlement`),
  table('former_entitlement', sql`eligibility.former_entitlement`, ['id']),
  table('account', sql`accounts.account`, ['username', 'mail']),
  table(
    'audit',
    sql`(select act, outcome, actor, person, count(*) from (
    select act, outcome, actor, unnest(case when cardinality(persons) = 0 then '{null}' else persons end) as person
    from platform.audit_entry where outcome = 'done') as told group by act, outcome, actor, person)`,
  ),
].reduce((all, each) => sql`${all} union all ${each}`)

/** Drawn ids → what they stand for: a person by the first number that an office knows them by, an import by its day. */
const namesOf = async (db: Db): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (
      await rows<{ id: string; name: string }>(
        db,
        sql`select person_id as id, 'person ' || min(key) as name from registry.record where person_id is not null group by person_id
            union all select id, 'import ' || source || ' ' || as_of from registry.import
            union all select c.id, 'case ' || k.key from registry.match_case c join registry.record k on k.id = c.record_id
            union all select a.id, 'account ' || a.kind || min(k.key) from accounts.account a
              join registry.record k on k.person_id = a.person_id group by a.id
            union all select id, 'record ' || source || ' ' || key from registry.record`,
      )
    ).map(({ id, name }) => [id, name]),
  )

/** Lines of one picture that the other does not have as often. */
export const missingFrom = (picture: readonly string[], other: readonly string[]): readonly string[] => {
  const left = new Map<string, number>()
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1)
  return picture.filter(line => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count < 1
  })
}

const named = (line: string, names: ReadonlyMap<string, string>): string =>
  line.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, id => names.get(id) ?? `unknown ${id}`)
