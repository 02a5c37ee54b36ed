/** Every SQL statement on platform.mail but its writing. */
import { rows, run, sql, written, type Tx } from '../database.ts'

export type WaitingMail = {
  readonly id: number
  readonly address: string
  readonly name: string
  readonly subject: string
  readonly body: string
  readonly attempts: number
}

/** Takes mails that are due: of each address only the oldest, so that its mails arrive in order. */
export const claimMails = (tx: Tx, limit: number, leaseMs: number, now: Date): Promise<readonly WaitingMail[]> =>
  written(
    tx,
    sql`update platform.mail set attempts = attempts + 1,
          leased_until = clock_timestamp() + ${leaseMs}::double precision * interval '1 millisecond'
        where id in (
          select id from platform.mail as due
          where sent_at is null and failed_at is null and next_try_at <= ${now}
            and (leased_until is null or leased_until < clock_timestamp())
            and not exists (
              select from platform.mail as older
              where older.address = due.address and older.id < due.id and older.sent_at is null and older.failed_at is null)
          order by next_try_at, id limit ${limit} for update skip locked)
        returning id, address, recipient_name as name, subject, body, attempts`,
  )

export const markSent = async (tx: Tx, id: number, now: Date): Promise<void> => {
  await run(tx, sql`update platform.mail set sent_at = ${now}, leased_until = null, last_error = null where id = ${id}`)
}

export const markUnsent = async (
  tx: Tx,
  id: number,
  { error, tryAt, failedAt }: { readonly error: string; readonly tryAt: Date; readonly failedAt: Date | null },
): Promise<void> => {
  await run(
    tx,
    sql`update platform.mail set last_error = ${error}, next_try_at = ${tryAt}, failed_at = ${failedAt}, leased_until = null
        where id = ${id}`,
  )
}

/** Mails that were given up, locked; all of them, or those with this error. */
export const lockFailedMails = async (tx: Tx, error: string | null): Promise<readonly number[]> =>
  (
    await rows<{ id: number }>(
      tx,
      sql`select id from platform.mail
          where failed_at is not null and (${error}::text is null or last_error = ${error}) order by id for update`,
    )
  ).map(({ id }) => id)

export const sendMailsAgain = (tx: Tx, ids: readonly number[], now: Date): Promise<number> =>
  run(
    tx,
    sql`update platform.mail set failed_at = null, last_error = null, attempts = 0, next_try_at = ${now}
        where id = any(${ids}::bigint[])`,
  )

export const dropMails = (tx: Tx, ids: readonly number[]): Promise<number> =>
  run(tx, sql`delete from platform.mail where id = any(${ids}::bigint[]) and failed_at is not null`)
