/** ● Which service takes part in which session, and which of them know that it is over. */
import { createHash } from 'node:crypto'
import type { AccountId, PersonId, SessionId } from '../../kernel/ids.ts'
import { json, row, rows, run, sql, written, type Db, type Tx } from '../../platform/database.ts'
import type { NameId } from '../saml/response.ts'

export type NewParticipation = {
  readonly assertionId: string
  readonly sessionId: SessionId
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly partyId: string
  readonly sessionIndex: string
  readonly nameId: NameId | null
  readonly address: string | null
}

export type Participation = NewParticipation & {
  readonly begunAt: Date
  readonly askedAt: Date | null
  readonly endedAt: Date | null
  readonly refusedAt: Date | null
}

/** The same person as one service calls them, whoever wrote the qualifiers' order. */
const nameIdHash = ({ format, nameQualifier = '', spNameQualifier = '', value }: NameId): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([format, nameQualifier, spNameQualifier, value]))
    .digest()

/** Writes down that a service takes part; once for each answer that it names. */
export const insertParticipation = (
  tx: Tx,
  part: NewParticipation,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<number> =>
  run(
    tx,
    sql`insert into sso.participation (assertion_id, session_id, person_id, account_id, party_id, session_index, name_id, name_id_hash,
          address, begun_at, expires_at)
        values (${part.assertionId}, ${part.sessionId}, ${part.personId}, ${part.accountId}, ${part.partyId}, ${part.sessionIndex},
          ${part.nameId === null ? null : json(part.nameId)}::jsonb, ${part.nameId === null ? null : nameIdHash(part.nameId)},
          ${part.address}, ${now}, ${until})
        on conflict (assertion_id) do nothing`,
  )

const columns = sql`assertion_id as "assertionId", session_id as "sessionId", person_id as "personId", account_id as "accountId",
  party_id as "partyId", session_index as "sessionIndex", name_id as "nameId", address, begun_at as "begunAt", asked_at as "askedAt",
  ended_at as "endedAt", refused_at as "refusedAt"`

/** Where a service knows somebody by this name, in sessions that it has not left. */
export const participationsBy = (tx: Tx, partyId: string, nameId: NameId): Promise<readonly Participation[]> =>
  rows<Participation>(
    tx,
    sql`select ${columns} from sso.participation
        where party_id = ${partyId} and name_id_hash = ${nameIdHash(nameId)} and ended_at is null for update`,
  )

/** Who takes or took part in a session, the last first; one line for each service. */
export const participationsIn = (db: Db | Tx, sessionId: SessionId): Promise<readonly Participation[]> =>
  rows<Participation>(
    db,
    sql`select * from (select distinct on (party_id) ${columns} from sso.participation where session_id = ${sessionId}
          order by party_id, begun_at desc) latest order by "begunAt" desc`,
  )

/** One service's latest part in a session. */
export const participationOf = (db: Db | Tx, sessionId: SessionId, partyId: string): Promise<Participation | null> =>
  row<Participation>(
    db,
    sql`select ${columns} from sso.participation where session_id = ${sessionId} and party_id = ${partyId}
        order by begun_at desc limit 1`,
  )

/** A service says that it has ended its part of these sessions. */
export const noteLeft = (tx: Tx, partyId: string, sessionIds: readonly SessionId[], now: Date): Promise<number> =>
  run(
    tx,
    sql`update sso.participation set ended_at = ${now}
        where party_id = ${partyId} and session_id = any(${sessionIds}::uuid[]) and ended_at is null`,
  )

/** A service is asked to end its part. */
export const noteAsked = (
  tx: Tx,
  { assertionId }: Pick<Participation, 'assertionId'>,
  logoutId: string,
  now: Date,
): Promise<number> =>
  run(
    tx,
    sql`update sso.participation set logout_id = ${logoutId}, asked_at = ${now}, refused_at = null, tries = tries + 1
        where assertion_id = ${assertionId} and ended_at is null`,
  )

/** What a service answered to that; the session it was about, or null for an answer to nothing that we asked. */
export const noteAnswered = async (
  tx: Tx,
  partyId: string,
  { logoutId, isSuccess }: { readonly logoutId: string; readonly isSuccess: boolean },
  now: Date,
): Promise<SessionId | null> => {
  const found = await written<{ readonly sessionId: SessionId }>(
    tx,
    sql`update sso.participation set ended_at = ${isSuccess ? now : null}, refused_at = ${isSuccess ? null : now}
        where party_id = ${partyId} and logout_id = ${logoutId} and ended_at is null returning session_id as "sessionId"`,
  )
  return found[0]?.sessionId ?? null
}

/** CAS services that have not been told anything yet, the oldest first. */
export const untoldByCas = (db: Db | Tx, since: Date): Promise<readonly Participation[]> =>
  rows<Participation>(
    db,
    sql`select ${columns} from sso.participation
        where address is not null and ended_at is null and asked_at is null and begun_at > ${since}
          and party_id in (select id from sso.relying_party where protocol = 'cas')
        order by begun_at limit 500`,
  )

/**
 * OIDC clients that may have to be told, or told again: after the nth try it is 2^n minutes until the next, ten times in all.
 * By pages, that long sessions do not keep others waiting.
 *
 * @param after the last one of the page before
 */
export const untoldByOidc = (db: Db | Tx, now: Date, after: string): Promise<readonly Participation[]> =>
  rows<Participation>(
    db,
    sql`select ${columns} from sso.participation
        where address is not null and ended_at is null and tries < 10 and assertion_id > ${after}
          and (asked_at is null or asked_at + interval '1 minute' * (2 ^ tries) <= ${now})
          and party_id in (select id from sso.relying_party where protocol = 'oidc' and state = 'trusted')
        order by assertion_id limit 500`,
  )

export const purgeParticipations = (tx: Tx, before: Date): Promise<number> =>
  run(tx, sql`delete from sso.participation where expires_at < ${before}`)
