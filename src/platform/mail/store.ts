/** Every SQL statement on platform.mail but its writing. */
import type { PersonId } from '../../kernel/ids.ts'
import { row, rows, run, sql, written, type Db, type Tx } from '../database.ts'
import { mailChannel } from '../mail.ts'

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

/** A mail that did not leave at once. Of the address the domain alone: where it fails, not whose it is. */
export type StuckMail = {
  readonly id: number
  readonly purpose: string
  readonly personId: PersonId | null
  readonly domain: string
  readonly attempts: number
  readonly error: string | null
  readonly nextTryAt: Date
  /** Null: it is still tried. */
  readonly failedAt: Date | null
}

const stuck = sql`select id, purpose, person_id as "personId", split_part(address, '@', 2) as domain, attempts,
    last_error as error, next_try_at as "nextTryAt", failed_at as "failedAt" from platform.mail
  where sent_at is null and (failed_at is not null or last_error is not null)`

/** Those given up before those still tried. */
export const stuckMails = (db: Db | Tx, limit: number): Promise<readonly StuckMail[]> =>
  rows(db, sql`${stuck} order by failed_at desc nulls last, id limit ${limit}`)

export const lockStuckMail = (tx: Tx, id: number): Promise<StuckMail | null> =>
  row(tx, sql`${stuck} and id = ${id} for update`)

/** Puts it at the head of the line, as if it had never been tried. */
export const tryMailAgain = async (tx: Tx, id: number, now: Date): Promise<void> => {
  await run(
    tx,
    sql`with again as (
          update platform.mail set failed_at = null, last_error = null, attempts = 0, next_try_at = ${now},
            leased_until = null
          where id = ${id} and sent_at is null returning id)
        select pg_notify(${mailChannel}, '') from again`,
  )
}

export const dropMail = async (tx: Tx, id: number): Promise<void> => {
  await run(tx, sql`delete from platform.mail where id = ${id} and sent_at is null`)
}

/** Empties what was sent before this instant, and removes what was given up before it. At most so many of each; says how many. */
export const eraseMails = async (tx: Tx, before: Date, limit: number): Promise<number> => {
  const emptied = await run(
    tx,
    sql`update platform.mail set subject = '', body = '' where id in (
          select id from platform.mail where sent_at < ${before} and body <> '' order by id limit ${limit})`,
  )
  const removed = await run(
    tx,
    sql`delete from platform.mail where id in (
          select id from platform.mail where failed_at < ${before} order by id limit ${limit})`,
  )
  return emptied + removed
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
