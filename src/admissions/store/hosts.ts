/** ● Which guests were told that their host leaves. */
import type { PersonId } from '../../kernel/ids.ts'
import { run, sql, type Tx } from '../../platform/database.ts'

export type Told = {
  readonly source: string
  readonly sourceKey: string
  readonly personId: PersonId
  readonly host: PersonId
}

/** Notes that this guest is told of this host's leaving; false where it was told before. */
export const noteTold = async (tx: Tx, told: Told, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`insert into admissions.hostless (source, source_key, person_id, host_person_id, noticed_at)
        values (${told.source}, ${told.sourceKey}, ${told.personId}, ${told.host}, ${now})
        on conflict do nothing`,
  )) === 1

/** The host stays after all: should they leave later, it is told again. */
export const forgetTold = async (tx: Tx, source: string, sourceKey: string): Promise<void> => {
  await run(tx, sql`delete from admissions.hostless where source = ${source} and source_key = ${sourceKey}`)
}
