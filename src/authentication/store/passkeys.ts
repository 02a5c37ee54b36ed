/** ● The statements on passkeys and on the challenges they answered. */
import type { PersonId } from '../../kernel/ids.ts'
import { json, row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Passkey, Sight } from '../authenticators/passkey.ts'
import type { Challenge, Purpose } from '../authenticators/challenge.ts'

const columns = sql`id, person_id as "personId", name, state, data->>'credentialId' as "credentialId", data->>'publicKey' as "publicKey",
  (data->>'counter')::float8 as counter, data->'transports' as transports, (data->>'backupEligible')::boolean as "backupEligible",
  (data->>'backedUp')::boolean as "backedUp", (data->>'userVerified')::boolean as "userVerified", data->>'accountId' as "accountId",
  data->>'userHandle' as "userHandle"`

/** The passkeys that a person can use, the oldest first. */
export const passkeysOf = (db: Db | Tx, personId: PersonId): Promise<readonly Passkey[]> =>
  rows<Passkey>(
    db,
    sql`select ${columns} from authentication.authenticator
        where person_id = ${personId} and kind = 'passkey' and state = 'active' order by created_at, id`,
  )

export const passkeyByCredential = (db: Db | Tx, credentialId: string): Promise<Passkey | null> =>
  row<Passkey>(
    db,
    sql`select ${columns} from authentication.authenticator
        where kind = 'passkey' and data->>'credentialId' = ${credentialId} and state = 'active'`,
  )

/** The same, held until the end of the transaction: of two answers at once the second sees the counter of the first. */
export const passkeyForUse = (tx: Tx, credentialId: string): Promise<Passkey | null> =>
  row<Passkey>(
    tx,
    sql`select ${columns} from authentication.authenticator
        where kind = 'passkey' and data->>'credentialId' = ${credentialId} and state = 'active' for update`,
  )

/** Keeps a new passkey, unless somebody has or had one of that id. */
export const insertPasskey = async (tx: Tx, added: Passkey, now: Date): Promise<boolean> => {
  const { id, personId, name, state, ...data } = added
  return (
    (await run(
      tx,
      sql`insert into authentication.authenticator (id, person_id, kind, name, state, data, created_at, verified_at)
          values (${id}, ${personId}, 'passkey', ${name}, ${state}, ${json(data)}::jsonb, ${now}, ${now})
          on conflict do nothing`,
    )) === 1
  )
}

/** Notes a use: the counter, and whether its owner's devices have copied it by now. */
export const notePasskeyUse = (tx: Tx, id: string, { counter, backedUp }: Sight, now: Date): Promise<number> =>
  run(
    tx,
    sql`update authentication.authenticator set last_used_at = ${now}, data = data || ${json({ counter, backedUp })}::jsonb
        where id = ${id} and state = 'active'`,
  )

/** Spends a challenge; of many answers to one the first succeeds, and none to a challenge from before a restore. */
export const spendChallenge = async (
  tx: Tx,
  { octets, issuedAt, expiresAt }: Challenge,
  purpose: Purpose,
  now: Date,
): Promise<boolean> =>
  (await run(
    tx,
    sql`insert into authentication.challenge (challenge, purpose, spent_at, expires_at)
        select ${octets}::bytea, ${purpose}, ${now}::timestamptz, ${expiresAt}::timestamptz
        from authentication.challenge_epoch where since < ${issuedAt}::timestamptz
        on conflict do nothing`,
  )) === 1

/** After a restore: whatever was shown before it may have been answered, and counts no longer. */
export const endChallenges = (tx: Tx, now: Date): Promise<number> =>
  run(tx, sql`update authentication.challenge_epoch set since = ${now}`)

/** Forgets answers to challenges that are past their time anyway. */
export const purgeChallenges = (tx: Tx, before: Date): Promise<number> =>
  run(tx, sql`delete from authentication.challenge where expires_at < ${before}`)
