/** Every SQL statement on platform.setting but its reading by name. */
import { json, row, rows, run, sql, type Db, type Tx } from '../database.ts'

/** A setting that was changed at least once. The version counts its changes, so that nobody overwrites unseen. */
export type StoredSetting = {
  readonly name: string
  readonly value: unknown
  readonly version: number
  readonly changedAt: Date
  /** As in the audit log. */
  readonly changedBy: string
}

const columns = sql`name, value, version, changed_at as "changedAt", changed_by as "changedBy"`

export const storedSettings = (db: Db | Tx): Promise<readonly StoredSetting[]> =>
  rows(db, sql`select ${columns} from platform.setting order by name`)

export const storedSetting = (db: Db | Tx, name: string): Promise<StoredSetting | null> =>
  row(db, sql`select ${columns} from platform.setting where name = ${name}`)

export const settingForUpdate = (tx: Tx, name: string): Promise<StoredSetting | null> =>
  row(tx, sql`select ${columns} from platform.setting where name = ${name} for update`)

/** Writes the next version; false where another was written meanwhile. */
export const saveSetting = async (
  tx: Tx,
  { name, value, version, changedAt, changedBy }: StoredSetting,
): Promise<boolean> => {
  const written = await run(
    tx,
    sql`insert into platform.setting as stood (name, value, version, changed_at, changed_by)
        values (${name}, ${json(value)}::jsonb, ${version}, ${changedAt}, ${changedBy})
        on conflict (name) do update
          set value = excluded.value, version = excluded.version,
              changed_at = excluded.changed_at, changed_by = excluded.changed_by
          where stood.version = excluded.version - 1`,
  )
  return written === 1
}
