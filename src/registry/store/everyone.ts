/** Everyone, in order of id: for the nightly look at all. */
import type { PersonId } from '../../kernel/ids.ts'
import { rows, sql, type Db } from '../../platform/database.ts'

/** The next persons after one; whoever was merged into another or erased has no consequences of their own. */
export const personsAfter = async (db: Db, after: PersonId | null, limit: number): Promise<readonly PersonId[]> => {
  const found = await rows<{ readonly id: PersonId }>(
    db,
    sql`select id from registry.person
        where (${after}::uuid is null or id > ${after}::uuid) and state not in ('merged', 'erased')
        order by id limit ${limit}`,
  )
  return found.map(({ id }) => id)
}
