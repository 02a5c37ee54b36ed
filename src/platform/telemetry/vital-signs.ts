/** What the platform's own tables say of its health, in one row. */
import { row, sql, type Db } from '../database.ts'
import { createAct } from '../backup/create.ts'
import { heartbeatKind } from '../jobs/pulse.ts'

export type VitalSigns = {
  readonly databaseNow: Date
  readonly lastEntryAt: Date | null
  readonly oldestUnsealedAt: Date | null
  readonly heartbeatAt: Date | null
  readonly jobsFailed: number
  readonly oldestDueAt: Date | null
  readonly mailsFailed: number
  readonly oldestMailAt: Date | null
  readonly parked: number
  readonly oldestDirtyAt: Date | null
  readonly dataKeyAt: Date | null
  readonly lastBackupAt: Date | null
}

export const vitalSigns = async (db: Db): Promise<VitalSigns> => {
  const found = await row<VitalSigns>(
    db,
    sql`select clock_timestamp() as "databaseNow",
               (select max(at) from platform.audit_entry) as "lastEntryAt",
               (select min(at) from platform.audit_entry where seal is null) as "oldestUnsealedAt",
               (select due from platform.schedule where kind = ${heartbeatKind}) as "heartbeatAt",
               (select count(*) from platform.job where failed_at is not null) as "jobsFailed",
               (select min(run_at) from platform.job
                 where failed_at is null and (leased_until is null or leased_until < clock_timestamp())) as "oldestDueAt",
               (select count(*) from platform.mail where failed_at is not null) as "mailsFailed",
               (select min(created_at) from platform.mail where sent_at is null and failed_at is null) as "oldestMailAt",
               (select count(*) from platform.dirty where failed_at is not null) as parked,
               (select min(since) from platform.dirty where failed_at is null) as "oldestDirtyAt",
               (select max(seals_from) from platform.vault_key where kind = 'data') as "dataKeyAt",
               (select at from platform.audit_entry where act = ${createAct} and outcome = 'done'
                 order by seq desc limit 1) as "lastBackupAt"`,
  )
  if (found === null) throw new Error('a statement without a table always has a row')
  return found
}

/** The version of the server, as it says it. */
export const serverVersion = async (db: Db): Promise<string> =>
  (await row<{ version: string }>(db, sql`select current_setting('server_version') as version`))?.version ?? '?'
