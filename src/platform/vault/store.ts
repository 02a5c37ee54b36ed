/** Every SQL statement on platform.vault_key. */
import { rows, run, sql, type Db, type Tx } from '../database.ts'

export type StoredKey = {
  readonly id: string
  readonly kind: 'data' | 'fingerprint'
  readonly wrapped: Buffer
  readonly masterId: string
  readonly sealsFrom: Date
}

const columns = sql`id, kind, wrapped, master_id as "masterId", seals_from as "sealsFrom"`

export const storedKeys = (db: Db): Promise<readonly StoredKey[]> =>
  rows(db, sql`select ${columns} from platform.vault_key order by seals_from, id`)

export const lockStoredKeys = (tx: Tx): Promise<readonly StoredKey[]> =>
  rows(tx, sql`select ${columns} from platform.vault_key order by seals_from, id for update`)

/** Whether this key was stored; of two first starts at once one stores the fingerprint key. */
export const insertKey = async (tx: Tx, key: StoredKey, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`insert into platform.vault_key (id, kind, wrapped, master_id, seals_from, created_at)
        values (${key.id}, ${key.kind}, ${key.wrapped}, ${key.masterId}, ${key.sealsFrom}, ${now})
        on conflict do nothing`,
  )) === 1

export const saveWrapped = async (tx: Tx, id: string, wrapped: Buffer, masterId: string): Promise<void> => {
  await run(tx, sql`update platform.vault_key set wrapped = ${wrapped}, master_id = ${masterId} where id = ${id}`)
}
