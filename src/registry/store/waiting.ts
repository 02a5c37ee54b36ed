/** What waits for a registrar. */
import { row, sql, type Db } from '../../platform/database.ts'

export type WaitingWork = { readonly imports: number; readonly matches: number }

/** Imports that were rehearsed or are held, and match cases nobody has decided. */
export const waitingWork = async (db: Db): Promise<WaitingWork> =>
  (await row<WaitingWork>(
    db,
    sql`select (select count(*) from registry.import where state in ('rehearsed', 'blocked')) as imports,
          (select count(*) from registry.match_case where state = 'open') as matches`,
  )) ?? { imports: 0, matches: 0 }
