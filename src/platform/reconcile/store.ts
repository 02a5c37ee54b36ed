/** Every SQL statement on platform.dirty but the mark itself. Leases are by the database's own clock. */
import type { PersonId } from '../../kernel/ids.ts'
import { row, rows, run, sql, written, type Db, type Tx } from '../database.ts'

/** A mark as it stood when it was claimed. */
export type Mark = { readonly personId: PersonId; readonly version: number }

/** Takes marks that no living worker holds, the longest waiting first. */
export const claimMarks = (tx: Tx, limit: number, leaseMs: number): Promise<readonly Mark[]> =>
  written(
    tx,
    sql`update platform.dirty
        set leased_until = clock_timestamp() + ${leaseMs}::double precision * interval '1 millisecond'
        where person_id in (
          select person_id from platform.dirty
          where failed_at is null and (leased_until is null or leased_until < clock_timestamp())
          order by since, person_id limit ${limit} for update skip locked)
        returning person_id as "personId", version`,
  )

const given = (marks: readonly Mark[]) =>
  sql`unnest(${marks.map(({ personId }) => personId)}::uuid[], ${marks.map(({ version }) => version)}::bigint[])
      as done (person_id, version)`

/** Removes marks that are as they were; those set anew meanwhile are free to be claimed again. */
export const settleMarks = async (tx: Tx, marks: readonly Mark[]): Promise<void> => {
  await run(
    tx,
    sql`delete from platform.dirty as mark using ${given(marks)}
        where mark.person_id = done.person_id and mark.version = done.version`,
  )
  await freeMarks(tx, marks)
}

export const freeMarks = async (tx: Tx, marks: readonly Mark[]): Promise<void> => {
  await run(
    tx,
    sql`update platform.dirty set leased_until = null where person_id = any(${marks.map(({ personId }) => personId)}::uuid[])`,
  )
}

/** Sets a person aside with the fault, unless a new mark came meanwhile. */
export const parkMark = async (tx: Tx, mark: Mark, error: string, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update platform.dirty set failed_at = ${now}, last_error = ${error}, leased_until = null
        where person_id = ${mark.personId} and version = ${mark.version}`,
  )
}

export const countWaiting = async (db: Db): Promise<number> =>
  (await row<{ count: number }>(db, sql`select count(*) as count from platform.dirty where failed_at is null`))
    ?.count ?? 0

export type Parked = { readonly personId: PersonId; readonly failedAt: Date; readonly error: string }

export const parkedPersons = (db: Db | Tx, limit: number): Promise<readonly Parked[]> =>
  rows(
    db,
    sql`select person_id as "personId", failed_at as "failedAt", last_error as error from platform.dirty
        where failed_at is not null order by failed_at desc, person_id limit ${limit}`,
  )

export const lockParked = (tx: Tx, personId: PersonId): Promise<Parked | null> =>
  row(
    tx,
    sql`select person_id as "personId", failed_at as "failedAt", last_error as error from platform.dirty
        where person_id = ${personId} and failed_at is not null for update`,
  )

export const unpark = async (tx: Tx, personId: PersonId): Promise<void> => {
  await run(tx, sql`delete from platform.dirty where person_id = ${personId} and failed_at is not null`)
}
