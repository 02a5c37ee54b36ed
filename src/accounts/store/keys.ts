/** Activation keys and the evidence that counters saw. A key is spent, and a wrong one counted, by one statement. */
import type { Day } from '../../kernel/day.ts'
import { asAccountId, type AccountId } from '../../kernel/ids.ts'
import { row, rows, run, sql, written, type Db, type Tx } from '../../platform/database.ts'
import type { ActivationKey, KeyChannel, KeyState } from '../activation-key.ts'
import type { Evidence } from '../evidence.ts'

type KeyRow = {
  readonly id: string
  readonly account_id: string
  readonly state: KeyState
  readonly channel: KeyChannel
  readonly not_before: Day
  readonly until: Day
  readonly wrong_tries: number
  readonly issued_at: Date
  readonly batch_id: string | null
}

const keyOf = (found: KeyRow): ActivationKey => ({
  id: found.id,
  accountId: asAccountId(found.account_id),
  state: found.state,
  channel: found.channel,
  notBefore: found.not_before,
  until: found.until,
  wrongTries: found.wrong_tries,
  issuedAt: found.issued_at,
  batchId: found.batch_id,
})

/** Every key an account ever had, newest first. */
export const keysOf = async (db: Db | Tx, accountId: AccountId): Promise<readonly ActivationKey[]> =>
  (
    await rows<KeyRow>(
      db,
      sql`select id, account_id, state, channel, not_before, until, wrong_tries, issued_at, batch_id
          from accounts.activation_key where account_id = ${accountId} order by issued_at desc, id`,
    )
  ).map(keyOf)

/** The newest key of each account, for lists. */
export const newestKeysOf = async (
  db: Db | Tx,
  accounts: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, ActivationKey>> => {
  const found = await rows<KeyRow>(
    db,
    sql`select distinct on (account_id) id, account_id, state, channel, not_before, until, wrong_tries, issued_at, batch_id
        from accounts.activation_key where account_id = any(${accounts}::uuid[]) order by account_id, issued_at desc`,
  )
  return new Map(found.map(each => [asAccountId(each.account_id), keyOf(each)]))
}

/** The newest key of an account with its fingerprint, locked: tries of one key wait for each other. */
export const keyForTry = async (
  tx: Tx,
  accountId: AccountId,
): Promise<{ readonly key: ActivationKey; readonly fingerprint: Buffer } | null> => {
  const found = await row<KeyRow & { readonly fingerprint: Buffer }>(
    tx,
    sql`select id, account_id, state, channel, not_before, until, wrong_tries, issued_at, batch_id, fingerprint
        from accounts.activation_key where account_id = ${accountId}
        order by (state in ('issued', 'delivered')) desc, issued_at desc limit 1 for update`,
  )
  return found === null ? null : { key: keyOf(found), fingerprint: found.fingerprint }
}

/** A key by its id, locked for a change. */
export const keyForUpdate = async (tx: Tx, id: string): Promise<ActivationKey | null> => {
  const found = await row<KeyRow>(
    tx,
    sql`select id, account_id, state, channel, not_before, until, wrong_tries, issued_at, batch_id
        from accounts.activation_key where id = ${id} for update`,
  )
  return found === null ? null : keyOf(found)
}

/** Counts a wrong try; the fifth burns the key. */
export const countWrongTry = async (tx: Tx, keyId: string, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update accounts.activation_key
        set wrong_tries = wrong_tries + 1,
            state = case when wrong_tries + 1 >= 5 then 'burned' else state end,
            ended_at = case when wrong_tries + 1 >= 5 then ${now}::timestamptz else null end
        where id = ${keyId} and state in ('issued', 'delivered') and wrong_tries < 5`,
  )
}

/** Spends a key, if it is still alive and in time. False: somebody was first. */
export const spendKey = async (tx: Tx, keyId: string, { now, today }: { now: Date; today: Day }): Promise<boolean> =>
  (await run(
    tx,
    sql`update accounts.activation_key set state = 'redeemed', ended_at = ${now}
        where id = ${keyId} and state in ('issued', 'delivered') and not_before <= ${today}::date and ${today}::date < until`,
  )) === 1

/** A key about to be printed. Its fingerprint, never itself. */
export type NewKey = {
  readonly id: string
  readonly accountId: AccountId
  readonly fingerprint: Buffer
  readonly channel: KeyChannel
  readonly notBefore: Day
  readonly until: Day
  readonly batchId: string | null
  readonly evidenceId: string | null
}

/** Revokes whatever keys these accounts have, so that paper handed out before is worth nothing. */
export const revokeKeys = async (tx: Tx, accounts: readonly AccountId[], now: Date): Promise<void> => {
  await run(
    tx,
    sql`update accounts.activation_key set state = 'revoked', ended_at = ${now}
        where account_id = any(${accounts}::uuid[]) and state in ('issued', 'delivered', 'expired')`,
  )
}

export const insertKeys = async (
  tx: Tx,
  keys: readonly NewKey[],
  { now, actor }: { readonly now: Date; readonly actor: string },
): Promise<void> => {
  if (keys.length === 0) return
  await run(
    tx,
    sql`insert into accounts.activation_key
          (id, account_id, fingerprint, state, channel, not_before, until, issued_at, issued_by, batch_id, evidence_id)
        select id, account_id, decode(fingerprint, 'hex'), 'issued', channel, not_before, until, ${now}, ${actor},
               batch_id, evidence_id
        from unnest(${keys.map(key => key.id)}::uuid[], ${keys.map(key => key.accountId)}::uuid[],
                    ${keys.map(key => key.fingerprint.toString('hex'))}::text[], ${keys.map(key => key.channel)}::text[],
                    ${keys.map(key => key.notBefore)}::date[], ${keys.map(key => key.until)}::date[],
                    ${keys.map(key => key.batchId)}::uuid[], ${keys.map(key => key.evidenceId)}::uuid[])
          as key (id, account_id, fingerprint, channel, not_before, until, batch_id, evidence_id)`,
  )
}

/** Writes a key's new deadline. An expired one comes back to life only while no other key of the account lives. */
export const saveExtended = async (tx: Tx, key: ActivationKey): Promise<boolean> =>
  (
    await written(
      tx,
      sql`update accounts.activation_key k set state = ${key.state}, until = ${key.until}
          where id = ${key.id} and not exists (
            select from accounts.activation_key other
            where other.account_id = k.account_id and other.id <> k.id
              and (other.state in ('issued', 'delivered') or other.issued_at > k.issued_at))
          returning id`,
    )
  ).length === 1

/** Marks the keys of these accounts in a batch as handed over. Answers with how many. */
export const deliverKeys = async (
  tx: Tx,
  { batchId, accounts }: { readonly batchId: string; readonly accounts: readonly AccountId[] | null },
  now: Date,
): Promise<number> =>
  run(
    tx,
    sql`update accounts.activation_key set state = 'delivered', delivered_at = ${now}
        where batch_id = ${batchId} and state = 'issued'
          and (${accounts}::uuid[] is null or account_id = any(${accounts}::uuid[]))`,
  )

/** Keys whose days are over become expired. Answers with how many. */
export const expireKeys = async (tx: Tx, today: Day): Promise<number> =>
  run(
    tx,
    sql`update accounts.activation_key set state = 'expired'
        where state in ('issued', 'delivered') and until <= ${today}::date`,
  )

export const insertEvidence = async (
  tx: Tx,
  evidence: Evidence,
  {
    id,
    accountId,
    checker,
    now,
  }: { readonly id: string; readonly accountId: AccountId; readonly checker: string; readonly now: Date },
): Promise<void> => {
  await run(
    tx,
    sql`insert into accounts.evidence (id, account_id, purpose, method, document, last4, counter, checker, second_checker, at)
        values (${id}, ${accountId}, ${evidence.purpose}, ${evidence.method}, ${evidence.document}, ${evidence.last4},
                ${evidence.counter}, ${checker}, ${evidence.secondChecker}, ${now})`,
  )
}

export type SeenEvidence = Evidence & { readonly id: string; readonly checker: string; readonly at: Date }

export const evidenceOf = async (db: Db | Tx, accountId: AccountId): Promise<readonly SeenEvidence[]> =>
  rows<SeenEvidence>(
    db,
    sql`select id, purpose, method, document, last4, counter, checker, second_checker as "secondChecker", at
        from accounts.evidence where account_id = ${accountId} order by at desc`,
  )

/** Ends every key that is still alive: after a restore nobody knows which of them was used meanwhile. */
export const revokeEveryKey = (tx: Tx, now: Date): Promise<number> =>
  run(
    tx,
    sql`update accounts.activation_key set state = 'revoked', ended_at = ${now} where state in ('issued', 'delivered')`,
  )
