/** ● The statements on codes by mail and on changes of the notification address. */
import type { PersonId, SessionId } from '../../kernel/ids.ts'
import { row, rows, run, sql, written, type Db, type Tx } from '../../platform/database.ts'
import type { Authenticator } from '../authenticators/authenticator.ts'
import { codeTries, type Purpose } from '../authenticators/mail-code.ts'
import { columns as authenticatorColumns } from './authenticators.ts'

export type NewCode = {
  readonly id: string
  readonly sessionId: SessionId
  readonly personId: PersonId
  readonly authenticatorId: string
  readonly purpose: Purpose
  readonly fingerprint: Buffer
  readonly knownBrowser: boolean
  readonly until: Date
}

/** When codes were sent to a person since then. */
export const codesSent = async (
  tx: Tx,
  personId: PersonId,
  { knownBrowser, since }: { readonly knownBrowser: boolean; readonly since: Date },
): Promise<readonly Date[]> => {
  const sent = await rows<{ readonly at: Date }>(
    tx,
    sql`select sent_at as at from authentication.mail_code
        where person_id = ${personId} and known_browser = ${knownBrowser} and sent_at > ${since}`,
  )
  return sent.map(({ at }) => at)
}

/** Keeps a code; the one before it, in this session and for this purpose, is worth nothing from now on. */
export const insertCode = async (tx: Tx, code: NewCode, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update authentication.mail_code set ended_at = ${now}
        where session_id = ${code.sessionId} and purpose = ${code.purpose} and ended_at is null`,
  )
  await run(
    tx,
    sql`insert into authentication.mail_code (id, session_id, person_id, authenticator_id, purpose, fingerprint, known_browser, sent_at, until)
        values (${code.id}, ${code.sessionId}, ${code.personId}, ${code.authenticatorId}, ${code.purpose}, ${code.fingerprint},
          ${code.knownBrowser}, ${now}, ${code.until})`,
  )
}

export type LiveCode = { readonly id: string; readonly authenticatorId: string; readonly fingerprint: Buffer }

/** Counts one try at the live code of a session; null where there is none, or its tries are used up. */
export const tryCode = async (
  tx: Tx,
  { sessionId, personId, purpose }: Pick<NewCode, 'sessionId' | 'personId' | 'purpose'>,
  now: Date,
): Promise<LiveCode | null> =>
  (
    await written<LiveCode>(
      tx,
      sql`update authentication.mail_code set tries = tries + 1
          where session_id = ${sessionId} and person_id = ${personId} and purpose = ${purpose} and ended_at is null
            and until > ${now} and tries < ${codeTries}
          returning id, authenticator_id as "authenticatorId", fingerprint`,
    )
  )[0] ?? null

/** Spends a code; of many at once one succeeds. */
export const spendCode = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.mail_code set ended_at = ${now} where id = ${id} and ended_at is null and until > ${now}`,
  )) === 1

/** The address that counts, or counted until a moment ago: whoever changes it is to be warned there. */
export const formerAddress = (tx: Tx, personId: PersonId, since: Date): Promise<Authenticator | null> =>
  row<Authenticator>(
    tx,
    sql`select ${authenticatorColumns} from authentication.authenticator
        where person_id = ${personId} and kind = 'mail' and verified_at is not null
          and (state in ('active', 'suspended') or ended_at > ${since})
        order by verified_at limit 1`,
  )

export type AddressChange = {
  readonly id: string
  readonly personId: PersonId
  readonly authenticatorId: string
  readonly formerId: string
  readonly effectiveAt: Date
}

const changeColumns = sql`id, person_id as "personId", authenticator_id as "authenticatorId", former_id as "formerId",
  effective_at as "effectiveAt"`

/** Writes a change that waits; one that waited already is cancelled by it. */
export const insertChange = async (
  tx: Tx,
  change: AddressChange & { readonly cancelHash: Buffer },
  now: Date,
): Promise<void> => {
  await cancelChangesOf(tx, change.personId, now)
  await run(
    tx,
    sql`insert into authentication.address_change (id, person_id, authenticator_id, former_id, cancel_hash, asked_at, effective_at, state)
        values (${change.id}, ${change.personId}, ${change.authenticatorId}, ${change.formerId}, ${change.cancelHash}, ${now},
          ${change.effectiveAt}, 'waiting')`,
  )
}

/** Cancels what waits for a person. */
export const cancelChangesOf = async (tx: Tx, personId: PersonId, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.address_change set state = 'cancelled', ended_at = ${now}
        where person_id = ${personId} and state = 'waiting'`,
  )) === 1

export const changeWaitingFor = (db: Db | Tx, personId: PersonId): Promise<AddressChange | null> =>
  row<AddressChange>(
    db,
    sql`select ${changeColumns} from authentication.address_change where person_id = ${personId} and state = 'waiting'`,
  )

export const changeByCancelHash = (db: Db | Tx, hash: Buffer): Promise<AddressChange | null> =>
  row<AddressChange>(
    db,
    sql`select ${changeColumns} from authentication.address_change where cancel_hash = ${hash} and state = 'waiting'`,
  )

/** Takes a change that is due, once. */
export const finishChange = async (tx: Tx, id: string, now: Date): Promise<AddressChange | null> =>
  (
    await written<AddressChange>(
      tx,
      sql`update authentication.address_change set state = 'done', ended_at = ${now}
          where id = ${id} and state = 'waiting' and effective_at <= ${now} returning ${changeColumns}`,
    )
  )[0] ?? null

/** After a restore: codes that may have been used are worth nothing; changes that may have been stopped are stopped. */
export const spendMailCodes = async (tx: Tx, now: Date): Promise<number> => {
  await run(
    tx,
    sql`update authentication.address_change set state = 'cancelled', ended_at = ${now} where state = 'waiting'`,
  )
  return run(tx, sql`update authentication.mail_code set ended_at = ${now} where ended_at is null`)
}
