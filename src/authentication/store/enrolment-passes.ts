/** ● The statements on enrolment passes and the probation after a recovery. */
import type { AccountId, PersonId } from '../../kernel/ids.ts'
import { row, run, sql, written, type Db, type Tx } from '../../platform/database.ts'
import type { EnrolmentPass, PassDocument } from '../recovery/enrolment-pass.ts'

const columns = sql`id, person_id as "personId", account_id as "accountId", state, minutes, asked_by as "askedBy",
  approved_by as "approvedBy", until`

export const openPassOf = (db: Db | Tx, personId: PersonId): Promise<EnrolmentPass | null> =>
  row<EnrolmentPass>(
    db,
    sql`select ${columns} from authentication.enrolment_pass
        where person_id = ${personId} and state in ('asked', 'approved', 'printed')`,
  )

export const passForUpdate = (tx: Tx, id: string): Promise<EnrolmentPass | null> =>
  row<EnrolmentPass>(tx, sql`select ${columns} from authentication.enrolment_pass where id = ${id} for update`)

/** Writes a pass that is asked for; an earlier one of the person that was not used ends. */
export const insertPass = async (
  tx: Tx,
  pass: Pick<EnrolmentPass, 'id' | 'personId' | 'state' | 'minutes' | 'askedBy'> & {
    readonly accountId: AccountId
    readonly document: PassDocument
    readonly last4: string
  },
  now: Date,
): Promise<void> => {
  await run(
    tx,
    sql`update authentication.enrolment_pass set state = 'revoked', ended_at = ${now}
        where person_id = ${pass.personId} and state in ('asked', 'approved', 'printed')`,
  )
  await run(
    tx,
    sql`insert into authentication.enrolment_pass (id, person_id, account_id, state, document, last4, minutes, asked_by, asked_at)
        values (${pass.id}, ${pass.personId}, ${pass.accountId}, ${pass.state}, ${pass.document}, ${pass.last4}, ${pass.minutes},
          ${pass.askedBy}, ${now})`,
  )
}

export const approvePass = async (tx: Tx, id: string, by: string): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.enrolment_pass set state = 'approved', approved_by = ${by} where id = ${id} and state = 'asked'`,
  )) === 1

/** Gives an approved pass its secret, once. */
export const printPass = async (tx: Tx, id: string, fingerprint: Buffer, until: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.enrolment_pass set state = 'printed', fingerprint = ${fingerprint}, until = ${until}
        where id = ${id} and state = 'approved'`,
  )) === 1

/** Counts one try at a person's printed pass; null where there is none that still works. */
export const tryPass = async (
  tx: Tx,
  personId: PersonId,
  now: Date,
): Promise<{ readonly id: string; readonly fingerprint: Buffer } | null> =>
  (
    await written<{ readonly id: string; readonly fingerprint: Buffer }>(
      tx,
      sql`update authentication.enrolment_pass set tries = tries + 1
          where person_id = ${personId} and state = 'printed' and until > ${now} and tries < 5 returning id, fingerprint`,
    )
  )[0] ?? null

/** Spends a pass; of many at once one succeeds. */
export const spendPass = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.enrolment_pass set state = 'used', ended_at = ${now}
        where id = ${id} and state = 'printed' and until > ${now}`,
  )) === 1

/** After a restore: a pass that may have been used is worth nothing. */
export const spendPasses = (tx: Tx, now: Date): Promise<number> =>
  run(
    tx,
    sql`update authentication.enrolment_pass set state = 'revoked', ended_at = ${now} where state in ('asked', 'approved', 'printed')`,
  )

export const beginProbation = (tx: Tx, personId: PersonId, until: Date): Promise<number> =>
  run(
    tx,
    sql`insert into authentication.probation (person_id, until) values (${personId}, ${until})
        on conflict (person_id) do update set until = greatest(authentication.probation.until, excluded.until)`,
  )

export const isOnProbation = async (db: Db | Tx, personId: PersonId, now: Date): Promise<boolean> =>
  (await row(
    db,
    sql`select person_id from authentication.probation where person_id = ${personId} and until > ${now}`,
  )) !== null
