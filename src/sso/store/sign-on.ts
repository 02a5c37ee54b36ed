/** ● Sign-ins on their way, and who takes part in which session. */
import { createHash } from 'node:crypto'
import type { AccountId, PersonId, SessionId } from '../../kernel/ids.ts'
import { json, row, rows, run, sql, written, type Db, type Tx } from '../../platform/database.ts'
import type { NameId } from '../saml/response.ts'
import type { Asked } from '../sign-on/asked.ts'

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

export type SignOn = { readonly asked: Asked; readonly createdAt: Date }

/** Keeps a request while its person signs in or agrees. */
export const insertSignOn = (
  tx: Tx,
  { id, secret, asked }: { readonly id: string; readonly secret: string; readonly asked: Asked },
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<number> =>
  run(
    tx,
    sql`insert into sso.sign_on (id, browser_hash, protocol, recipient, asked, created_at, expires_at)
        values (${id}, ${hashOf(secret)}, ${asked.protocol}, ${asked.partyId}, ${json(asked)}::jsonb, ${now}, ${until})`,
  )

/** A request still open, for the browser that began it. */
export const openSignOn = (db: Db | Tx, id: string, secret: string, now: Date): Promise<SignOn | null> =>
  row<SignOn>(
    db,
    sql`select asked, created_at as "createdAt" from sso.sign_on
        where id = ${id} and browser_hash = ${hashOf(secret)} and spent_at is null and expires_at > ${now}`,
  )

/** Spends a request; of many at once one succeeds. */
export const spendSignOn = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`update sso.sign_on set spent_at = ${now} where id = ${id} and spent_at is null and expires_at > ${now}`,
  )) === 1

export type Participation = {
  readonly assertionId: string
  readonly sessionId: SessionId
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly partyId: string
  readonly sessionIndex: string
  readonly nameId: NameId | null
}

const nameIdHash = (nameId: NameId): Buffer =>
  hashOf(JSON.stringify([nameId.format, nameId.nameQualifier ?? '', nameId.spNameQualifier ?? '', nameId.value]))

export const insertParticipation = (
  tx: Tx,
  part: Participation,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<number> =>
  run(
    tx,
    sql`insert into sso.participation (assertion_id, session_id, person_id, account_id, party_id, session_index, name_id, name_id_hash,
          begun_at, expires_at)
        values (${part.assertionId}, ${part.sessionId}, ${part.personId}, ${part.accountId}, ${part.partyId}, ${part.sessionIndex},
          ${part.nameId === null ? null : json(part.nameId)}::jsonb, ${part.nameId === null ? null : nameIdHash(part.nameId)}, ${now}, ${until})`,
  )

const columns = sql`assertion_id as "assertionId", session_id as "sessionId", person_id as "personId", account_id as "accountId",
  party_id as "partyId", session_index as "sessionIndex", name_id as "nameId"`

/** The sessions in which a service knows somebody by this name. */
export const participationsBy = (db: Db | Tx, partyId: string, nameId: NameId): Promise<readonly Participation[]> =>
  rows<Participation>(
    db,
    sql`select ${columns} from sso.participation
        where party_id = ${partyId} and name_id_hash = ${nameIdHash(nameId)} and ended_at is null`,
  )

/** Who still takes part in a session. */
export const participationsIn = (db: Db | Tx, sessionId: SessionId): Promise<readonly Participation[]> =>
  rows<Participation>(
    db,
    sql`select ${columns} from sso.participation where session_id = ${sessionId} and ended_at is null order by begun_at desc`,
  )

/** Ends the part of one service in a session. */
export const endParticipation = (
  tx: Tx,
  partyId: string,
  sessionId: SessionId,
  now: Date,
): Promise<readonly Participation[]> =>
  written<Participation>(
    tx,
    sql`update sso.participation set ended_at = ${now}
        where party_id = ${partyId} and session_id = ${sessionId} and ended_at is null returning ${columns}`,
  )

export const purgeSignOns = async (tx: Tx, before: Date): Promise<void> => {
  await run(tx, sql`delete from sso.sign_on where expires_at < ${before}`)
  await run(tx, sql`delete from sso.participation where expires_at < ${before}`)
}
