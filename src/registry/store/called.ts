/** What people are called, many at once, for lists that know only who. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { isUuid } from '../../kernel/ids.ts'
import { rows, sql, type Db, type Tx } from '../../platform/database.ts'

/** The name each of these persons goes by, by id. Who is not in the registry is not in the answer. */
export const calledBy = async (db: Db | Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Bilingual>> => {
  const asked = [...new Set(ids)].filter(isUuid)
  if (asked.length === 0) return new Map()
  const found = await rows<{ readonly id: string; readonly ja: string; readonly en: string }>(
    db,
    sql`select id, display_ja as ja, display_en as en from registry.person where id = any(${asked}::uuid[])`,
  )
  return new Map(found.map(({ id, ja, en }) => [id, { ja, en }]))
}
