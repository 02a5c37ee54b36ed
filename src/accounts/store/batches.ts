/** Batches of notices: who is in them, when they were printed, what became of them. */
import type { Day } from '../../kernel/day.ts'
import { asAccountId, asPersonId, type AccountId, type PersonId } from '../../kernel/ids.ts'
import { row, rows, run, sql, written, type Db, type Tx } from '../../platform/database.ts'
import type { AccountKind } from '../account.ts'

/** Which accounts a batch is for. */
export type Population = {
  readonly kind: AccountKind
  readonly status: string | null
  readonly unit: string | null
  readonly startsOn: Day | null
}

export type Batch = Population & {
  readonly id: string
  readonly number: number
  readonly until: Day
  readonly count: number
  readonly createdAt: Date
  readonly createdBy: string
}

export type BatchProgress = Batch & {
  readonly delivered: number
  readonly redeemed: number
  readonly lapsed: number
  readonly prints: number
}

/** Accounts that wait for a notice: not yet activated, and without a living key. */
export const waitingForNotice = async (
  db: Db | Tx,
  kind: AccountKind,
): Promise<readonly { readonly accountId: AccountId; readonly personId: PersonId }[]> => {
  const found = await rows<{ id: string; person_id: string }>(
    db,
    sql`select a.id, a.person_id from accounts.account a
        where a.kind = ${kind} and a.state in ('reserved', 'pending') and not exists (
          select from accounts.activation_key k where k.account_id = a.id and k.state in ('issued', 'delivered'))
        order by a.id`,
  )
  return found.map(each => ({ accountId: asAccountId(each.id), personId: asPersonId(each.person_id) }))
}

const batchColumns = sql`b.id, b.number, b.kind, b.status, b.unit, b.starts_on as "startsOn", b.until, b.count,
  b.created_at as "createdAt", b.created_by as "createdBy"`

/** Opens a batch with its accounts in the order of the paper. Answers with its number. */
export const insertBatch = async (
  tx: Tx,
  batch: Omit<Batch, 'number'>,
  accounts: readonly AccountId[],
): Promise<number> => {
  const added = await written<{ number: number }>(
    tx,
    sql`insert into accounts.batch (id, kind, status, unit, starts_on, until, count, created_at, created_by)
        values (${batch.id}, ${batch.kind}, ${batch.status}, ${batch.unit}, ${batch.startsOn}, ${batch.until},
                ${batch.count}, ${batch.createdAt}, ${batch.createdBy})
        returning number`,
  )
  await run(
    tx,
    sql`insert into accounts.batch_item (batch_id, place, account_id)
        select ${batch.id}, place, account_id
        from unnest(${accounts}::uuid[]) with ordinality as item (account_id, place)`,
  )
  return added[0]?.number ?? 0
}

export const batchById = async (db: Db | Tx, id: string): Promise<Batch | null> =>
  row<Batch>(db, sql`select ${batchColumns} from accounts.batch b where b.id = ${id}`)

/** The items of a batch between two places, both included. */
export const itemsOf = async (
  db: Db | Tx,
  batchId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly { readonly place: number; readonly accountId: AccountId }[]> =>
  (
    await rows<{ place: number; account_id: string }>(
      db,
      sql`select place, account_id from accounts.batch_item
          where batch_id = ${batchId} and place between ${from} and ${to} order by place`,
    )
  ).map(each => ({ place: each.place, accountId: asAccountId(each.account_id) }))

/** Every batch with what became of its keys, newest first. */
export const batches = async (db: Db | Tx): Promise<readonly BatchProgress[]> =>
  rows<BatchProgress>(
    db,
    sql`select ${batchColumns},
          (select count(*) from accounts.activation_key k where k.batch_id = b.id and k.delivered_at is not null) as delivered,
          (select count(*) from accounts.activation_key k where k.batch_id = b.id and k.state = 'redeemed') as redeemed,
          (select count(*) from accounts.activation_key k where k.batch_id = b.id and k.state in ('expired', 'burned')) as lapsed,
          (select count(*) from accounts.batch_print p where p.batch_id = b.id) as prints
        from accounts.batch b order by b.number desc limit 100`,
  )

export type Print = {
  readonly at: Date
  readonly actor: string
  readonly count: number
  readonly reason: string | null
}

export const recordPrint = async (tx: Tx, batchId: string, print: Print): Promise<void> => {
  await run(
    tx,
    sql`insert into accounts.batch_print (batch_id, at, actor, count, reason)
        values (${batchId}, ${print.at}, ${print.actor}, ${print.count}, ${print.reason})`,
  )
}

export const printsOf = async (db: Db | Tx, batchId: string): Promise<readonly Print[]> =>
  rows<Print>(
    db,
    sql`select at, actor, count, reason from accounts.batch_print where batch_id = ${batchId} order by id`,
  )
