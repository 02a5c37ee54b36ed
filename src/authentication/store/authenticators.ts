/** ● The statements on authenticators and recovery codes. */
import type { PersonId } from '../../kernel/ids.ts'
import { row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Authenticator, AuthenticatorKind } from '../authenticators/authenticator.ts'

export const columns = sql`id, person_id as "personId", kind, name, state, sealed, data, last_step::float8 as "lastStep", created_at as "createdAt",
  verified_at as "verifiedAt", last_used_at as "lastUsedAt"`

/** Everything a person has that is not retired, the oldest first. */
export const authenticatorsOf = (db: Db | Tx, personId: PersonId): Promise<readonly Authenticator[]> =>
  rows<Authenticator>(
    db,
    sql`select ${columns} from authentication.authenticator
        where person_id = ${personId} and state <> 'retired' order by created_at, id`,
  )

export const authenticatorById = (tx: Db | Tx, id: string): Promise<Authenticator | null> =>
  row<Authenticator>(
    tx,
    sql`select ${columns} from authentication.authenticator where id = ${id} and state <> 'retired'`,
  )

export const insertAuthenticator = (
  tx: Tx,
  added: Pick<Authenticator, 'id' | 'personId' | 'kind' | 'name' | 'state' | 'sealed'>,
  now: Date,
): Promise<number> =>
  run(
    tx,
    sql`insert into authentication.authenticator (id, person_id, kind, name, state, sealed, created_at, verified_at)
        values (${added.id}, ${added.personId}, ${added.kind}, ${added.name}, ${added.state}, ${added.sealed}, ${now},
          ${added.state === 'active' ? now : null})`,
  )

/** Confirms a pending one by its first code; of many at once one succeeds. */
export const confirmAuthenticator = async (tx: Tx, id: string, step: number | null, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.authenticator set state = 'active', verified_at = ${now}, last_used_at = ${now}, last_step = ${step}
        where id = ${id} and state = 'pending'`,
  )) === 1

/** Accepts a time step, once: only a later one than any before (RFC 6238 §5.2). */
export const acceptStep = async (tx: Tx, id: string, step: number, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.authenticator set last_step = ${step}, last_used_at = ${now}
        where id = ${id} and state = 'active' and (last_step is null or last_step < ${step})`,
  )) === 1

export const retireAuthenticator = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.authenticator set state = 'retired', ended_at = ${now} where id = ${id} and state <> 'retired'`,
  )) === 1

/** Retires all of a kind, or all of it that nobody confirmed. */
export const retireAll = (
  tx: Tx,
  personId: PersonId,
  { kind, pendingOnly }: { readonly kind: AuthenticatorKind; readonly pendingOnly: boolean },
  now: Date,
): Promise<number> =>
  run(
    tx,
    sql`update authentication.authenticator set state = 'retired', ended_at = ${now}
        where person_id = ${personId} and kind = ${kind} and state <> 'retired' and (state = 'pending' or not ${pendingOnly}::boolean)`,
  )

/** Ends everything a person has besides the password. */
export const retireEveryFactor = (tx: Tx, personId: PersonId, now: Date): Promise<number> =>
  run(
    tx,
    sql`update authentication.authenticator set state = 'retired', ended_at = ${now}
        where person_id = ${personId} and state <> 'retired'`,
  )

/** Switches one off: it no longer proves anybody, but still counts as owned. */
export const suspendAuthenticator = (tx: Tx, id: string): Promise<number> =>
  run(tx, sql`update authentication.authenticator set state = 'suspended' where id = ${id} and state = 'active'`)

export const renameAuthenticator = (tx: Tx, id: string, name: string): Promise<number> =>
  run(tx, sql`update authentication.authenticator set name = ${name} where id = ${id}`)

/** Switches off what was guessed at too often. */
export const suspendKind = (tx: Tx, personId: PersonId, kind: AuthenticatorKind): Promise<number> =>
  run(
    tx,
    sql`update authentication.authenticator set state = 'suspended' where person_id = ${personId} and kind = ${kind} and state = 'active'`,
  )

export const insertRecoveryCodes = (tx: Tx, setId: string, fingerprints: readonly Buffer[]): Promise<number> =>
  run(
    tx,
    sql`insert into authentication.recovery_code (set_id, place, fingerprint)
        select ${setId}::uuid, place, fingerprint from unnest(${fingerprints}::bytea[]) with ordinality as made (fingerprint, place)`,
  )

/** Spends a code of a person's present set; of many at once one succeeds. */
export const spendRecoveryCode = async (
  tx: Tx,
  personId: PersonId,
  { place, fingerprint }: { readonly place: number; readonly fingerprint: Buffer },
  now: Date,
): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.recovery_code c set spent_at = ${now}
        from authentication.authenticator a
        where a.id = c.set_id and a.person_id = ${personId} and a.kind = 'recovery-set' and a.state = 'active'
          and c.place = ${place} and c.fingerprint = ${fingerprint} and c.spent_at is null`,
  )) === 1

export const recoveryCodesLeft = async (db: Db | Tx, setId: string): Promise<number> =>
  (
    await row<{ readonly left: number }>(
      db,
      sql`select count(*)::int as left from authentication.recovery_code where set_id = ${setId} and spent_at is null`,
    )
  )?.left ?? 0

/**
 * After a restore: whatever may have been spent since the backup is spent. Codes on paper end; of apps no time step up to now counts.
 *
 * @returns how many sets of codes ended
 */
export const spendFactors = async (tx: Tx, step: number, now: Date): Promise<number> => {
  await run(
    tx,
    sql`update authentication.authenticator set last_step = greatest(coalesce(last_step, 0), ${step}::bigint) where kind = 'totp'`,
  )
  return run(
    tx,
    sql`update authentication.authenticator set state = 'retired', ended_at = ${now}
        where kind = 'recovery-set' and state <> 'retired'`,
  )
}
