/** Accounts and their former names: read and written a chunk of people at a time. */
import type { Day } from '../../kernel/day.ts'
import { asAccountId, asPersonId, type AccountId, type PersonId } from '../../kernel/ids.ts'
import { json, row, rows, run, sql, written, type Db, type Sql, type Tx } from '../../platform/database.ts'
import type { Account, AccountKind, AccountState, Announcement, Cause, CloseReason, Interruptible } from '../account.ts'

type AccountRow = {
  readonly id: string
  readonly person_id: string
  readonly kind: AccountKind
  readonly username: string
  readonly mail: string | null
  readonly state: AccountState
  readonly since: Date | null
  readonly until: Day | null
  readonly cause: Cause | null
  readonly reason: string | null
  readonly before: Interruptible | null
  readonly why: CloseReason | null
  readonly activated_at: Date | null
  readonly eligibility_end: Day | null
  readonly notified_stop: Day | null
  readonly told_on: Day | null
  readonly told_milestone: number | null
  readonly actual_stop: Day | null
  readonly forward_to: string | null
  readonly forward_until: Day | null
  readonly created_at: Date
  readonly issued_to: string | null
  readonly superseded_by: string | null
  readonly superseded_on: Day | null
}

/** The columns of an account, for statements that join. */
const columns: Sql = sql`a.id, a.person_id, a.kind, a.username, a.mail, a.state, a.since, a.until, a.cause, a.reason,
  a.before, a.why, a.activated_at, a.eligibility_end, a.notified_stop, a.told_on, a.told_milestone, a.actual_stop,
  a.forward_to, a.forward_until, a.created_at, a.issued_to, a.superseded_by, a.superseded_on`

const announcementOf = (found: AccountRow): Announcement | null =>
  found.notified_stop === null
    ? null
    : { stopOn: found.notified_stop, toldOn: found.told_on!, milestone: found.told_milestone! }

/** What a row means; the `!` stand where the table's CHECK proves them. */
const accountOf = (found: AccountRow): Account => {
  const identity = {
    id: asAccountId(found.id),
    personId: asPersonId(found.person_id),
    kind: found.kind,
    username: found.username,
    mail: found.mail,
    activatedAt: found.activated_at,
    eligibilityEnd: found.eligibility_end,
    announcement: announcementOf(found),
    forwarding: found.forward_to === null ? null : { to: found.forward_to, until: found.forward_until },
    createdAt: found.created_at,
    issuedTo: found.issued_to === null ? null : asPersonId(found.issued_to),
    superseded:
      found.superseded_by === null ? null : { by: asAccountId(found.superseded_by), on: found.superseded_on! },
  }
  switch (found.state) {
    case 'reserved':
    case 'pending':
    case 'active':
      return { ...identity, state: found.state }
    case 'grace':
      return { ...identity, state: 'grace', until: found.until! }
    case 'suspended':
      return {
        ...identity,
        state: 'suspended',
        since: found.since!,
        cause: found.cause!,
        reason: found.reason!,
        before: found.before!,
        until: found.until,
      }
    case 'closed':
      return { ...identity, state: 'closed', since: found.since!, why: found.why!, actualStop: found.actual_stop! }
  }
}

const rowOf = (account: Account): Readonly<Record<string, unknown>> => ({
  id: account.id,
  person_id: account.personId,
  kind: account.kind,
  username: account.username,
  mail: account.mail,
  state: account.state,
  since: account.state === 'suspended' || account.state === 'closed' ? account.since : null,
  until: account.state === 'grace' || account.state === 'suspended' ? account.until : null,
  cause: account.state === 'suspended' ? account.cause : null,
  reason: account.state === 'suspended' ? account.reason : null,
  before: account.state === 'suspended' ? account.before : null,
  why: account.state === 'closed' ? account.why : null,
  activated_at: account.activatedAt,
  eligibility_end: account.eligibilityEnd,
  notified_stop: account.announcement?.stopOn ?? null,
  told_on: account.announcement?.toldOn ?? null,
  told_milestone: account.announcement?.milestone ?? null,
  actual_stop: account.state === 'closed' ? account.actualStop : null,
  forward_to: account.forwarding?.to ?? null,
  forward_until: account.forwarding?.until ?? null,
  created_at: account.createdAt,
  issued_to: account.issuedTo,
  superseded_by: account.superseded?.by ?? null,
  superseded_on: account.superseded?.on ?? null,
})

const recordColumns: Sql = sql`(id uuid, person_id uuid, kind text, username text, mail text, state text,
  since timestamptz, until date, cause text, reason text, before text, why text, activated_at timestamptz,
  eligibility_end date, notified_stop date, told_on date, told_milestone integer, actual_stop date, forward_to text,
  forward_until date, created_at timestamptz, issued_to uuid, superseded_by uuid, superseded_on date)`

/** The account with this id, or null. */
export const accountById = async (db: Db | Tx, id: AccountId): Promise<Account | null> => {
  const found = await row<AccountRow>(db, sql`select ${columns} from accounts.account a where a.id = ${id}`)
  return found === null ? null : accountOf(found)
}

/** The account with this id, locked for a change. */
export const accountForUpdate = async (tx: Tx, id: AccountId): Promise<Account | null> => {
  const found = await row<AccountRow>(tx, sql`select ${columns} from accounts.account a where a.id = ${id} for update`)
  return found === null ? null : accountOf(found)
}

/** Several accounts by their ids, locked in one order for everyone who locks. */
export const accountsByIdForUpdate = async (tx: Tx, ids: readonly AccountId[]): Promise<readonly Account[]> =>
  (
    await rows<AccountRow>(
      tx,
      sql`select ${columns} from accounts.account a where a.id = any(${ids}::uuid[]) order by a.id for update`,
    )
  ).map(accountOf)

/** The account one signs in to with this name; a former name leads to it as long as it is an alias. */
export const accountByUsername = async (db: Db | Tx, username: string, today: Day): Promise<Account | null> => {
  const found = await row<AccountRow>(
    db,
    sql`select ${columns} from accounts.account a where a.username = ${username}
        union all
        select ${columns} from accounts.alias former join accounts.account a on a.id = former.account_id
        where former.username = ${username} and ${today}::date < former.until
        limit 1`,
  )
  return found === null ? null : accountOf(found)
}

/** The accounts of these people; everyone asked for has an entry, perhaps empty. */
export const accountsOf = async (
  db: Db | Tx,
  persons: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly Account[]>> => {
  const found = await rows<AccountRow>(
    db,
    sql`select ${columns} from accounts.account a where a.person_id = any(${persons}::uuid[]) order by a.person_id, a.kind`,
  )
  return grouped(persons, found.map(accountOf))
}

/**
 * The same, locked, in one order for everyone who locks.
 *
 * Asked person by person inside one statement: while a first import fills the table its statistics are those of an
 * empty one, and a plan made then would read all of it for every chunk.
 */
export const accountsForUpdate = async (
  tx: Tx,
  persons: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly Account[]>> => {
  const found = await rows<AccountRow>(
    tx,
    sql`select a.* from unnest(${[...persons].sort()}::uuid[]) as wanted (person_id)
        cross join lateral (
          select ${columns} from accounts.account a where a.person_id = wanted.person_id order by a.kind for update
        ) a`,
  )
  return grouped(persons, found.map(accountOf))
}

/** Accounts that were issued to these people and went with a merge, locked. */
export const accountsIssuedToForUpdate = async (tx: Tx, persons: readonly PersonId[]): Promise<readonly Account[]> =>
  (
    await rows<AccountRow>(
      tx,
      sql`select ${columns} from accounts.account a where a.issued_to = any(${persons}::uuid[]) order by a.id for update`,
    )
  ).map(accountOf)

const grouped = (
  persons: readonly PersonId[],
  accounts: readonly Account[],
): ReadonlyMap<PersonId, readonly Account[]> => {
  const groups = new Map<PersonId, Account[]>(persons.map(person => [person, []]))
  for (const account of accounts) groups.get(account.personId)?.push(account)
  return groups
}

/** Adds new accounts; where a person got one of that kind meanwhile, theirs stays. Answers with the ids added. */
export const insertAccounts = async (tx: Tx, accounts: readonly Account[]): Promise<ReadonlySet<string>> => {
  if (accounts.length === 0) return new Set()
  const added = await written<{ id: string }>(
    tx,
    sql`insert into accounts.account (id, person_id, kind, username, mail, state, since, until, cause, reason, before, why,
          activated_at, eligibility_end, notified_stop, told_on, told_milestone, actual_stop, forward_to, forward_until,
          created_at, issued_to, superseded_by, superseded_on)
        select id, person_id, kind, username, mail, state, since, until, cause, reason, before, why, activated_at,
          eligibility_end, notified_stop, told_on, told_milestone, actual_stop, forward_to, forward_until, created_at,
          issued_to, superseded_by, superseded_on
        from jsonb_to_recordset(${json(accounts.map(rowOf))}::jsonb) as r ${recordColumns}
        on conflict (person_id, kind) where superseded_by is null do nothing
        returning id`,
  )
  return new Set(added.map(each => each.id))
}

/** Writes accounts as they are now; the kind never changes, and the owner by a merge alone. */
export const saveAccounts = async (tx: Tx, accounts: readonly Account[]): Promise<void> => {
  if (accounts.length === 0) return
  await run(
    tx,
    sql`update accounts.account a set person_id = r.person_id, username = r.username, mail = r.mail, state = r.state, since = r.since,
          until = r.until, cause = r.cause, reason = r.reason, before = r.before, why = r.why,
          activated_at = r.activated_at, eligibility_end = r.eligibility_end, notified_stop = r.notified_stop,
          told_on = r.told_on, told_milestone = r.told_milestone, actual_stop = r.actual_stop,
          forward_to = r.forward_to, forward_until = r.forward_until, issued_to = r.issued_to,
          superseded_by = r.superseded_by, superseded_on = r.superseded_on
        from jsonb_to_recordset(${json(accounts.map(rowOf))}::jsonb) as r ${recordColumns}
        where a.id = r.id`,
  )
}

/** A change of state, for the account's life. */
export type Change = {
  readonly accountId: AccountId
  readonly at: Date
  readonly act: string
  readonly state: AccountState
  readonly actor: string
}

export const recordChanges = async (tx: Tx, changes: readonly Change[]): Promise<void> => {
  if (changes.length === 0) return
  await run(
    tx,
    sql`insert into accounts.change (account_id, at, act, state, actor)
        select account_id, at, act, state, actor
        from unnest(${changes.map(each => each.accountId)}::uuid[], ${changes.map(each => each.at)}::timestamptz[],
                    ${changes.map(each => each.act)}::text[], ${changes.map(each => each.state)}::text[],
                    ${changes.map(each => each.actor)}::text[])
          with ordinality as change (account_id, at, act, state, actor, place)
        order by place`,
  )
}

/** The life of an account, oldest first. */
export const changesOf = async (db: Db | Tx, accountId: AccountId): Promise<readonly Change[]> =>
  rows<Change>(
    db,
    sql`select account_id as "accountId", at, act, state, actor from accounts.change where account_id = ${accountId} order by id`,
  )

/** The names of these accounts. */
export const usernamesOf = async (db: Db | Tx, ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, string>> => {
  if (ids.length === 0) return new Map()
  const found = await rows<{ id: string; username: string }>(
    db,
    sql`select id, username from accounts.account where id = any(${ids}::uuid[])`,
  )
  return new Map(found.map(each => [asAccountId(each.id), each.username]))
}

export type Alias = { readonly username: string; readonly until: Day; readonly since: Date }

export const aliasesOf = async (db: Db | Tx, accountId: AccountId): Promise<readonly Alias[]> =>
  rows<Alias>(db, sql`select username, until, since from accounts.alias where account_id = ${accountId} order by since`)

/** Keeps a former name as an alias. */
export const addAlias = async (
  tx: Tx,
  alias: { readonly username: string; readonly accountId: AccountId; readonly until: Day; readonly reason: string },
  now: Date,
): Promise<void> => {
  await run(
    tx,
    sql`insert into accounts.alias (username, account_id, until, since, reason)
        values (${alias.username}, ${alias.accountId}, ${alias.until}, ${now}, ${alias.reason})`,
  )
}

/** Names in use that begin and end alike, to find what is still free among the numbers between. */
export const namesBetween = async (db: Db | Tx, before: string, after: string): Promise<readonly string[]> => {
  const pattern = `${before}%${after}`
  const found = await rows<{ username: string }>(
    db,
    sql`select username from accounts.account where username like ${pattern}
        union select username from accounts.alias where username like ${pattern}`,
  )
  return found.map(each => each.username)
}

/** How many names of an ECS-ID generation are taken. */
export const countNames = async (db: Db | Tx, prefix: string): Promise<number> => {
  const found = await row<{ count: number }>(
    db,
    sql`select count(*) as count from accounts.account where username like ${`${prefix}%`} and kind = 'ECS'`,
  )
  return found?.count ?? 0
}

export type NameCase = {
  readonly personId: PersonId
  readonly kind: AccountKind
  readonly code: string
  readonly since: Date
}

/** Notes who waits for an officer to choose a name; those noted before keep their date. */
export const openNameCases = async (tx: Tx, cases: readonly NameCase[]): Promise<void> => {
  if (cases.length === 0) return
  await run(
    tx,
    sql`insert into accounts.name_case (person_id, kind, code, since)
        select * from unnest(${cases.map(each => each.personId)}::uuid[], ${cases.map(each => each.kind)}::text[],
                             ${cases.map(each => each.code)}::text[], ${cases.map(each => each.since)}::timestamptz[])
        on conflict (person_id, kind) do update set code = excluded.code`,
  )
}

export const closeNameCases = async (tx: Tx, persons: readonly PersonId[], kind: AccountKind): Promise<void> => {
  if (persons.length === 0) return
  await run(tx, sql`delete from accounts.name_case where person_id = any(${persons}::uuid[]) and kind = ${kind}`)
}

export const nameCases = async (db: Db | Tx): Promise<readonly NameCase[]> =>
  rows<NameCase>(
    db,
    sql`select person_id as "personId", kind, code, since from accounts.name_case order by since, person_id limit 200`,
  )
