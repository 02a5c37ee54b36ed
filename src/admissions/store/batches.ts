/** ● Statements on batches: a file of people, sealed until it is handed in or discarded. */
import { json, row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { CsvFormat } from '../../platform/csv/lines.ts'
import type { Vault } from '../../platform/vault.ts'
import type { BatchState } from '../application.ts'
import type { BatchColumns, LeftOut } from '../batch.ts'
import type { Reach } from './applications.ts'

export type Batch = {
  readonly id: string
  readonly broughtBy: 'department' | 'personnel'
  readonly unitCode: string | null
  readonly unitName: string
  readonly state: BatchState
  /** Null once it is settled. */
  readonly file: Buffer | null
  readonly format: CsvFormat
  readonly columns: BatchColumns
  readonly status: string | null
  readonly people: number
  readonly leftOut: readonly LeftOut[]
  readonly byLabel: string
  readonly readAt: Date
}

type BatchRow = Omit<Batch, 'format'> & CsvFormat

const place = (id: string): string => `admissions.batch:${id}`

const columns = sql`id, brought_by as "broughtBy", unit_code as "unitCode", unit_name as "unitName", state, file, encoding,
  delimiter, columns, status, people, left_out as "leftOut", by_label as "byLabel", read_at as "readAt"`

const opened = (vault: Vault, { encoding, delimiter, file, ...rest }: BatchRow): Batch => ({
  ...rest,
  format: { encoding, delimiter },
  file: file === null ? null : vault.open(file, place(rest.id)),
})

export const addBatch = async (
  tx: Tx,
  vault: Vault,
  fresh: Omit<Batch, 'state' | 'people' | 'leftOut' | 'file'> & { readonly file: Uint8Array },
): Promise<void> => {
  await run(
    tx,
    sql`insert into admissions.batch (id, brought_by, unit_code, unit_name, state, file, encoding, delimiter, columns,
          status, by_label, read_at, changed_at)
        values (${fresh.id}, ${fresh.broughtBy}, ${fresh.unitCode}, ${fresh.unitName}, 'read',
          ${vault.seal(Buffer.from(fresh.file), place(fresh.id))}, ${fresh.format.encoding}, ${fresh.format.delimiter},
          ${json(fresh.columns)}::jsonb, ${fresh.status}, ${fresh.byLabel}, ${fresh.readAt}, ${fresh.readAt})`,
  )
}

/** Several people whom an office applied for without a file. */
export const addHandedBatch = async (
  tx: Tx,
  fresh: Pick<Batch, 'id' | 'broughtBy' | 'unitCode' | 'unitName' | 'people' | 'byLabel'>,
  now: Date,
): Promise<void> => {
  await run(
    tx,
    sql`insert into admissions.batch (id, brought_by, unit_code, unit_name, state, encoding, delimiter, columns, people,
          by_label, read_at, changed_at)
        values (${fresh.id}, ${fresh.broughtBy}, ${fresh.unitCode}, ${fresh.unitName}, 'handed_in', 'utf-8', ',', '{}',
          ${fresh.people}, ${fresh.byLabel}, ${now}, ${now})`,
  )
}

export const batchById = async (db: Db | Tx, vault: Vault, id: string): Promise<Batch | null> => {
  const found = await row<BatchRow>(db, sql`select ${columns} from admissions.batch where id = ${id}`)
  return found === null ? null : opened(vault, found)
}

export const batchForUpdate = async (tx: Tx, vault: Vault, id: string): Promise<Batch | null> => {
  const found = await row<BatchRow>(tx, sql`select ${columns} from admissions.batch where id = ${id} for update`)
  return found === null ? null : opened(vault, found)
}

/** Batches of these units, or all, newest first: those handed in, and what this officer has read and not handed in. */
export const recentBatches = (
  db: Db,
  { reach, label }: { readonly reach: Reach; readonly label: string },
): Promise<readonly Omit<Batch, 'file' | 'format' | 'columns'>[]> =>
  rows(
    db,
    sql`select id, brought_by as "broughtBy", unit_code as "unitCode", unit_name as "unitName", state, status, people,
          left_out as "leftOut", by_label as "byLabel", read_at as "readAt"
        from admissions.batch
        where (state = 'handed_in' or (state = 'read' and by_label = ${label})) and ${reach === 'all' ? sql`true` : sql`unit_code = any(${reach}::text[])`}
        order by read_at desc limit 50`,
  )

export const saveColumns = async (
  tx: Tx,
  id: string,
  mapped: { readonly columns: BatchColumns; readonly status: string | null },
  now: Date,
): Promise<void> => {
  await run(
    tx,
    sql`update admissions.batch set columns = ${json(mapped.columns)}::jsonb, status = ${mapped.status}, changed_at = ${now}
        where id = ${id}`,
  )
}

/** The file goes: what is applied for stands in the applications, what was left out in line, column and reason. */
export const settleBatch = async (
  tx: Tx,
  id: string,
  settled: {
    readonly state: Exclude<BatchState, 'read'>
    readonly people: number
    readonly leftOut: readonly LeftOut[]
  },
  now: Date,
): Promise<void> => {
  await run(
    tx,
    sql`update admissions.batch set state = ${settled.state}, file = null, people = ${settled.people},
          left_out = ${json(settled.leftOut)}::jsonb, changed_at = ${now}
        where id = ${id}`,
  )
}
