/** ● Every statement on sso.* but the engine's own storage. */
import type { AccountId, PersonId, SessionId } from '../../kernel/ids.ts'
import { json, row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { MinimumClass, PartyMetadata, RelyingPartyState } from '../relying-party.ts'
import type { ClientMetadata } from '../relying-party.ts'
import type { ServiceProvider } from '../saml/metadata/service-provider.ts'

export type RelyingParty = PartyMetadata & {
  readonly id: string
  readonly name: { readonly ja: string; readonly en: string }
  readonly state: RelyingPartyState
  /** The weakest sign-in that it is told of; null: any. */
  readonly minimumClass: MinimumClass | null
  readonly reason: string
  readonly trustedBy: string
  readonly trustedAt: Date
  readonly lastSignInAt: Date | null
}

type PartyRow = PartyMetadata &
  Omit<RelyingParty, 'name' | 'protocol' | 'metadata'> & { readonly name_ja: string; readonly name_en: string }

const columns = sql`id, protocol, name_ja, name_en, metadata, state, minimum_class as "minimumClass", reason, trusted_by as "trustedBy", trusted_at as "trustedAt",
  last_sign_in_at as "lastSignInAt"`

const partyOf = ({ name_ja, name_en, ...rest }: PartyRow): RelyingParty => ({
  ...rest,
  name: { ja: name_ja, en: name_en },
})

export const relyingParties = async (db: Db | Tx): Promise<readonly RelyingParty[]> =>
  (await rows<PartyRow>(db, sql`select ${columns} from sso.relying_party order by name_en, id limit 10000`)).map(
    partyOf,
  )

export const relyingPartyById = async (db: Db | Tx, id: string): Promise<RelyingParty | null> => {
  const found = await row<PartyRow>(db, sql`select ${columns} from sso.relying_party where id = ${id}`)
  return found === null ? null : partyOf(found)
}

export type TrustedEntity = { readonly service: ServiceProvider; readonly minimum: MinimumClass | null }

/** A SAML service that is trusted now, with what its people must sign in with; null for any other entity. */
export const trustedEntity = (db: Db | Tx, entityId: string): Promise<TrustedEntity | null> =>
  row<TrustedEntity>(
    db,
    sql`select metadata as service, minimum_class as minimum from sso.relying_party
        where id = ${entityId} and protocol = 'saml' and state = 'trusted'`,
  )

export const trustedService = async (db: Db | Tx, entityId: string): Promise<ServiceProvider | null> =>
  (await trustedEntity(db, entityId))?.service ?? null

export type StoredClient = { readonly metadata: ClientMetadata; readonly sealedSecret: Buffer | null }

/** What the engine may know of a client: nothing unless it is trusted now. */
export const trustedClient = (db: Db | Tx, id: string): Promise<StoredClient | null> =>
  row<StoredClient>(
    db,
    sql`select metadata, sealed_secret as "sealedSecret" from sso.relying_party
        where id = ${id} and protocol = 'oidc' and state = 'trusted'`,
  )

export type NewRelyingParty = PartyMetadata & {
  readonly id: string
  readonly name: { readonly ja: string; readonly en: string }
  readonly sealedSecret: Buffer | null
  readonly reason: string
  readonly by: string
}

/** Trusts a party, anew if it was known: its metadata and the reason are replaced. */
export const saveRelyingParty = (tx: Tx, party: NewRelyingParty, now: Date): Promise<number> =>
  run(
    tx,
    sql`insert into sso.relying_party (id, protocol, name_ja, name_en, metadata, sealed_secret, state, reason, trusted_by, trusted_at)
        values (${party.id}, ${party.protocol}, ${party.name.ja}, ${party.name.en}, ${json(party.metadata)}::jsonb, ${party.sealedSecret},
          'trusted', ${party.reason}, ${party.by}, ${now})
        on conflict (id) do update set name_ja = excluded.name_ja, name_en = excluded.name_en, metadata = excluded.metadata,
          state = 'trusted', distrusted_at = null, reason = excluded.reason, trusted_by = excluded.trusted_by,
          trusted_at = excluded.trusted_at`,
  )

export const insertRelyingParty = (tx: Tx, party: NewRelyingParty, now: Date): Promise<number> =>
  run(
    tx,
    sql`insert into sso.relying_party (id, protocol, name_ja, name_en, metadata, sealed_secret, state, reason, trusted_by, trusted_at)
        values (${party.id}, ${party.protocol}, ${party.name.ja}, ${party.name.en}, ${json(party.metadata)}::jsonb, ${party.sealedSecret}, 'trusted',
          ${party.reason}, ${party.by}, ${now})
        on conflict (id) do nothing`,
  )

export const setTrust = (tx: Tx, id: string, state: RelyingPartyState, now: Date): Promise<number> =>
  run(
    tx,
    sql`update sso.relying_party set state = ${state}, distrusted_at = ${state === 'distrusted' ? now : null}
        where id = ${id} and state <> ${state}`,
  )

/** Null asks for nothing beyond the service's own request. */
/** The class that a service needs whatever it asks; null: any sign-in will do. */
export const minimumOf = async (db: Db | Tx, id: string): Promise<MinimumClass | null> =>
  (
    await row<{ readonly minimum: MinimumClass | null }>(
      db,
      sql`select minimum_class as minimum from sso.relying_party where id = ${id}`,
    )
  )?.minimum ?? null

export const setMinimumClass = (tx: Tx, id: string, minimum: MinimumClass | null): Promise<number> =>
  run(tx, sql`update sso.relying_party set minimum_class = ${minimum} where id = ${id}`)

/** Sign-ins to a service since an instant, counted no further than the limit. */
export const signInsSince = async (db: Db | Tx, party: Pick<RelyingParty, 'id'>, since: Date, limit: number) =>
  (
    await row<{ readonly count: number }>(
      db,
      sql`select count(*)::int as count from (
            select 1 from sso.participation where party_id = ${party.id} and begun_at > ${since}
            union all select 1 from sso.grant_account where client_id = ${party.id} and created_at > ${since}
            limit ${limit}) lately`,
    )
  )?.count ?? 0

export const noteSignIn = (tx: Tx, id: string, now: Date): Promise<number> =>
  run(
    tx,
    sql`update sso.relying_party set last_sign_in_at = ${now}
        where id = ${id} and (last_sign_in_at is null or last_sign_in_at < ${new Date(now.getTime() - 300_000)})`,
  )

export type GrantAccount = {
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly sessionId: SessionId
  readonly clientId: string
}

export const bindGrant = (tx: Tx, grantId: string, bound: GrantAccount, now: Date): Promise<number> =>
  run(
    tx,
    sql`insert into sso.grant_account (grant_id, account_id, person_id, session_id, client_id, created_at)
        values (${grantId}, ${bound.accountId}, ${bound.personId}, ${bound.sessionId}, ${bound.clientId}, ${now})
        on conflict (grant_id) do update set account_id = excluded.account_id, session_id = excluded.session_id`,
  )

export const accountOfGrant = (db: Db | Tx, grantId: string): Promise<GrantAccount | null> =>
  row<GrantAccount>(
    db,
    sql`select account_id as "accountId", person_id as "personId", session_id as "sessionId", client_id as "clientId"
        from sso.grant_account where grant_id = ${grantId}`,
  )

export type StoredKey = {
  readonly kid: string
  readonly algorithm: 'ES256' | 'RS256'
  readonly sealed: Buffer
  readonly state: 'signing' | 'published'
}

export const signingKeys = (db: Db | Tx): Promise<readonly StoredKey[]> =>
  rows<StoredKey>(
    db,
    sql`select kid, algorithm, sealed, state from sso.signing_key where purpose = 'oidc' and state <> 'retired'
        order by state = 'signing' desc, algorithm, created_at desc`,
  )

/** Keeps a key unless another process made one of this algorithm first. */
export const insertSigningKey = (tx: Tx, key: Omit<StoredKey, 'state'>, now: Date): Promise<number> =>
  run(
    tx,
    sql`insert into sso.signing_key (kid, purpose, algorithm, sealed, state, created_at)
        values (${key.kid}, 'oidc', ${key.algorithm}, ${key.sealed}, 'signing', ${now}) on conflict do nothing`,
  )
