/** ● Every statement on authentication.*. */
import type { AccountId, PersonId, SessionId } from '../kernel/ids.ts'
import { json, row, rows, run, sql, written, type Sql, type Db, type Tx } from '../platform/database.ts'
import type { Method, Proof, Session } from './sign-in/session.ts'
import { forgetAfterSeconds, isNetwork, type Counted, type Path } from './sign-in/throttle.ts'

export type SignInOutcome = 'done' | 'wrong' | 'waiting' | 'stopped'
export type EndReason = 'signed-out' | 'ended-elsewhere' | 'password-changed' | 'restored'

export type StoredPassword = { readonly hash: string; readonly changedAt: Date }

export const passwordOf = (db: Db | Tx, accountId: AccountId): Promise<StoredPassword | null> =>
  row(db, sql`select hash, changed_at as "changedAt" from authentication.password where account_id = ${accountId}`)

export const savePassword = (tx: Tx, accountId: AccountId, hash: string, now: Date): Promise<number> =>
  run(
    tx,
    sql`insert into authentication.password (account_id, hash, changed_at) values (${accountId}, ${hash}, ${now})
        on conflict (account_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
  )

/** A better hash of the same password: not a change that ends sessions. */
export const renewHash = (tx: Tx, accountId: AccountId, hash: string): Promise<number> =>
  run(tx, sql`update authentication.password set hash = ${hash} where account_id = ${accountId}`)

/** The id of a browser that has signed in to this account before. */
export const knownBrowser = async (db: Db | Tx, accountId: AccountId, secretHash: Uint8Array): Promise<string | null> =>
  (
    await row<{ readonly id: string }>(
      db,
      sql`select id from authentication.browser where account_id = ${accountId} and secret_hash = ${Buffer.from(secretHash)}`,
    )
  )?.id ?? null

/** The id of a browser at which this account's person has proved a second factor before: whoever has only the password has none. */
export const provedBrowser = async (tx: Tx, accountId: AccountId, secretHash: Uint8Array): Promise<string | null> =>
  (
    await row<{ readonly id: string }>(
      tx,
      sql`select id from authentication.browser
          where account_id = ${accountId} and secret_hash = ${Buffer.from(secretHash)} and proved_at is not null`,
    )
  )?.id ?? null

export const markProved = (tx: Tx, accountId: AccountId, secretHash: Uint8Array, now: Date): Promise<number> =>
  run(
    tx,
    sql`update authentication.browser set proved_at = ${now}
        where account_id = ${accountId} and secret_hash = ${Buffer.from(secretHash)}`,
  )

/** Forgets the browsers of an account but the one with this secret: they count as strangers' again. */
export const forgetBrowsers = (tx: Tx, accountId: AccountId, except: Uint8Array | null): Promise<number> =>
  run(
    tx,
    sql`delete from authentication.browser
        where account_id = ${accountId} and (${except === null}::boolean or secret_hash <> ${Buffer.from(except ?? [])})`,
  )

/**
 * Counts one try on its paths as if it failed, and says on which of them it came too early. Parallel tries wait for each
 * other at the row, so that no limit is passed between a look and a write; a success takes its counts back.
 */
export const countTry = (tx: Tx, paths: readonly Path[], now: Date): Promise<readonly Counted[]> => {
  const forgotten = new Date(now.getTime() - forgetAfterSeconds * 1000)
  return written<Counted>(
    tx,
    sql`insert into authentication.throttle as held (path, failures, free, longest_seconds, last_failed_at, wait_until, waiting)
        select path, 1, free, longest, ${now}::timestamptz, null, false
        from unnest(${paths.map(path => path.key)}::text[], ${paths.map(path => path.limits.free)}::int[],
          ${paths.map(path => path.limits.longestSeconds)}::int[]) as tried (path, free, longest)
        order by path
        on conflict (path) do update set
          (failures, last_failed_at, wait_until, waiting) = (
            select case when is_old then 1 when is_early then held.failures else held.failures + 1 end,
                   case when is_early then held.last_failed_at else ${now}::timestamptz end,
                   case when is_old then null when is_early then held.wait_until
                        when held.failures + 1 < held.free then null
                        else ${now}::timestamptz + make_interval(secs =>
                          least(held.longest_seconds, 2 ^ least(held.failures + 1 - held.free, 30))) end,
                   is_early
            from (select held.last_failed_at < ${forgotten}::timestamptz as is_old,
                         held.last_failed_at >= ${forgotten}::timestamptz
                           and coalesce(held.wait_until > ${now}::timestamptz, false) as is_early) as sight
          )
        returning path as key, waiting, failures`,
  )
}

/**
 * Takes back what `countTry` counted: a success forgives its own paths wholly, and takes one try off its network's, which many
 * people share.
 */
export const forgiveTry = (tx: Tx, paths: readonly string[]): Promise<number> =>
  run(
    tx,
    sql`with forgiven as (delete from authentication.throttle where path = any(${paths.filter(path => !isNetwork(path))}::text[]))
        update authentication.throttle
        set failures = greatest(failures - 1, 0), wait_until = case when failures - 1 < free then null else wait_until end
        where path = any(${paths.filter(isNetwork)}::text[])`,
  )

export type NewSession = {
  readonly id: SessionId
  readonly secretHash: Uint8Array
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly proofs: readonly Proof[]
  readonly network: string
  readonly label: string
  readonly expiresAt: Date
  readonly browser: { readonly id: string; readonly secretHash: Uint8Array; readonly isKnown: boolean }
}

/** A session, the browser that is known from now on, and a line of the account's sign-ins: one statement, asked at every sign-in. */
export const insertSession = (tx: Tx, { browser, ...session }: NewSession, now: Date): Promise<number> =>
  run(
    tx,
    sql`with begun as (
          insert into authentication.session (id, secret_hash, account_id, person_id, proofs, network, label, created_at,
            authenticated_at, last_seen_at, expires_at)
          values (${session.id}, ${Buffer.from(session.secretHash)}, ${session.accountId}, ${session.personId}, ${json(session.proofs)}::jsonb,
            ${session.network}, ${session.label}, ${now}, ${now}, ${now}, ${session.expiresAt})),
        known as (
          insert into authentication.browser (id, account_id, secret_hash, label, first_seen_at, last_seen_at)
          values (${browser.id}, ${session.accountId}, ${Buffer.from(browser.secretHash)}, ${session.label}, ${now}, ${now})
          on conflict (secret_hash) do update set last_seen_at = excluded.last_seen_at, label = excluded.label)
        insert into authentication.sign_in (account_id, at, outcome, method, network, label, known_browser)
        values (${session.accountId}, ${now}, 'done', ${session.proofs.at(-1)?.method}, ${session.network}, ${session.label}, ${browser.isKnown})`,
  )

const sessionColumns = sql`id, person_id as "personId", account_id as "accountId", authenticated_at as "authenticatedAt", proofs,
  created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"`

type Stored<S extends Session> = Omit<S, 'proofs'> & {
  readonly proofs: readonly { readonly method: Method; readonly at: string }[]
}

const sessionOf = <S extends Session>(stored: Stored<S>): S =>
  ({ ...stored, proofs: stored.proofs.map(({ method, at }) => ({ method, at: new Date(at) })) }) as unknown as S

const oneSession = async (db: Db | Tx, statement: Sql): Promise<Session | null> => {
  const found = await row<Stored<Session>>(db, statement)
  return found === null ? null : sessionOf(found)
}

/** Not ended, and its account was not stopped since: a suspension that is lifted gives no old session back. */
const standing = sql`ended_at is null and not exists (
  select from accounts.published_stop stop where stop.account_id = session.account_id and stop.at >= authenticated_at)`

/** The session of a cookie, unless it was ended. */
export const sessionBySecret = (db: Db | Tx, secretHash: Uint8Array): Promise<Session | null> =>
  oneSession(
    db,
    sql`select ${sessionColumns} from authentication.session where secret_hash = ${Buffer.from(secretHash)} and ${standing}`,
  )

export const sessionById = (db: Db | Tx, id: SessionId): Promise<Session | null> =>
  oneSession(db, sql`select ${sessionColumns} from authentication.session where id = ${id} and ${standing}`)

/**
 * The session that a session has become by proofs given anew on the same browser, itself if none. Null when that one was
 * ended; one that merely ran out is found.
 */
export const sessionGrownFrom = (db: Db | Tx, id: SessionId): Promise<Session | null> =>
  oneSession(
    db,
    sql`with recursive line as (
          select s.id, s.replaced_by from authentication.session s where s.id = ${id}
          union
          select s.id, s.replaced_by from authentication.session s join line on s.id = line.replaced_by
        )
        select ${sessionColumns} from authentication.session
        where id in (select id from line where replaced_by is null) and ${standing}`,
  )

export type ListedSession = Session & { readonly network: string; readonly label: string }

export const liveSessionsOf = async (
  db: Db | Tx,
  personId: PersonId,
  now: Date,
  idleSince: Date,
): Promise<readonly ListedSession[]> =>
  (
    await rows<Stored<ListedSession>>(
      db,
      sql`select ${sessionColumns}, network, label from authentication.session
        where person_id = ${personId} and ${standing} and expires_at > ${now} and last_seen_at > ${idleSince}
        order by last_seen_at desc limit 100`,
    )
  ).map(found => sessionOf<ListedSession>(found))

/**
 * Adds a proof to a session and gives it another secret: a planted or copied cookie does not rise with it.
 *
 * @returns whether the session was still there
 */
export const addProof = async (
  tx: Tx,
  id: SessionId,
  {
    proof,
    secretHash,
    expiresAt,
  }: { readonly proof: Proof; readonly secretHash: Uint8Array; readonly expiresAt: Date },
): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.session set proofs = proofs || ${json([proof])}::jsonb, secret_hash = ${Buffer.from(secretHash)},
          authenticated_at = ${proof.at}, expires_at = ${expiresAt}
        where id = ${id} and ended_at is null`,
  )) === 1

export const markSeen = (tx: Tx, id: SessionId, now: Date): Promise<number> =>
  run(tx, sql`update authentication.session set last_seen_at = ${now} where id = ${id} and last_seen_at < ${now}`)

/** Ends a session of a person whose place another of the same browser takes. */
export const replaceSession = (
  tx: Tx,
  id: SessionId,
  by: { readonly id: SessionId; readonly personId: PersonId },
  now: Date,
): Promise<number> =>
  run(
    tx,
    sql`update authentication.session set ended_at = ${now}, ended_because = 'replaced', replaced_by = ${by.id}
        where id = ${id} and person_id = ${by.personId} and ended_at is null`,
  )

/** Ends one session of a person; says whether it was alive. */
export const endSession = async (
  tx: Tx,
  id: SessionId,
  personId: PersonId,
  because: EndReason,
  now: Date,
): Promise<boolean> =>
  (await run(
    tx,
    sql`update authentication.session set ended_at = ${now}, ended_because = ${because}
        where id = ${id} and person_id = ${personId} and ended_at is null`,
  )) === 1

/** Ends every session of an account but one; says how many. */
export const endSessionsOf = (
  tx: Tx,
  accountId: AccountId,
  except: SessionId | null,
  because: EndReason,
  now: Date,
): Promise<number> =>
  run(
    tx,
    sql`update authentication.session set ended_at = ${now}, ended_because = ${because}
        where account_id = ${accountId} and ended_at is null and (${except}::uuid is null or id <> ${except}::uuid)`,
  )

/** Ends every session there is; says how many. */
export const endEverySession = (tx: Tx, because: EndReason, now: Date): Promise<number> =>
  run(tx, sql`update authentication.session set ended_at = ${now}, ended_because = ${because} where ended_at is null`)

export const recordSignIn = (
  tx: Tx,
  entry: {
    readonly accountId: AccountId
    readonly outcome: SignInOutcome
    readonly method: Method
    readonly network: string
    readonly label: string
    readonly knownBrowser: boolean
  },
  now: Date,
): Promise<number> =>
  run(
    tx,
    sql`insert into authentication.sign_in (account_id, at, outcome, method, network, label, known_browser)
        values (${entry.accountId}, ${now}, ${entry.outcome}, ${entry.method}, ${entry.network}, ${entry.label}, ${entry.knownBrowser})`,
  )

export type ListedSignIn = {
  readonly at: Date
  readonly outcome: SignInOutcome
  readonly method: Method
  readonly network: string
  readonly label: string
  readonly knownBrowser: boolean
}

export const recentSignIns = (db: Db | Tx, accountIds: readonly AccountId[]): Promise<readonly ListedSignIn[]> =>
  rows<ListedSignIn>(
    db,
    sql`select at, outcome, method, network, label, known_browser as "knownBrowser" from authentication.sign_in
        where account_id = any(${accountIds}::uuid[]) order by id desc limit 30`,
  )

/** Purges what nobody needs any longer. */
export const purge = async (
  tx: Tx,
  before: { readonly sessions: Date; readonly throttles: Date; readonly signIns: Date },
): Promise<void> => {
  await run(tx, sql`delete from authentication.session where expires_at < ${before.sessions}`)
  await run(tx, sql`delete from authentication.throttle where last_failed_at < ${before.throttles}`)
  await run(tx, sql`delete from authentication.sign_in where at < ${before.signIns}`)
}
