/** ● What the OpenID Provider engine keeps, by hash of its identifiers. Spending is one conditional statement. */
import { createHash } from 'node:crypto'
import { json, row, run, sql, type Db, type Sql, type Tx } from '../../platform/database.ts'

export type EnginePayload = Readonly<Record<string, unknown>>

const hashOf = (id: string): Buffer => createHash('sha256').update(id).digest()

type StateRow = { readonly payload: EnginePayload; readonly consumed_at: Date | null }

/** `consumed` is a number for the engine: seconds since 1970. */
const payloadOf = ({ payload, consumed_at }: StateRow): EnginePayload =>
  consumed_at === null ? payload : { ...payload, consumed: Math.floor(consumed_at.getTime() / 1000) }

export type EngineState = {
  readonly model: string
  readonly id: string
  readonly payload: EnginePayload
  readonly expiresAt: Date | null
}

/** The identifier itself is not written. */
const inserting = ({ model, id, payload, expiresAt }: EngineState): Sql => {
  const { jti: _identifier, ...kept } = payload
  const text = (name: string): string | null => (typeof payload[name] === 'string' ? payload[name] : null)
  return sql`insert into sso.oidc_state (model, id_hash, payload, grant_id, user_code, uid, expires_at)
    values (${model}, ${hashOf(id)}, ${json(kept)}::jsonb, ${text('grantId')}, ${text('userCode')}, ${text('uid')}, ${expiresAt})`
}

/** Never touches `consumed_at`: what was spent stays spent. */
export const upsertState = (tx: Tx, state: EngineState): Promise<number> =>
  run(
    tx,
    sql`${inserting(state)}
        on conflict (model, id_hash) do update set payload = excluded.payload, grant_id = excluded.grant_id,
          user_code = excluded.user_code, uid = excluded.uid, expires_at = excluded.expires_at`,
  )

/** Keeps what may come once only; false when it was there, however near at the same time. */
export const insertOnce = async (tx: Tx, state: EngineState): Promise<boolean> =>
  (await run(tx, sql`${inserting(state)} on conflict do nothing`)) === 1

export const findState = async (
  db: Db | Tx,
  model: string,
  id: string,
  now: Date,
): Promise<EnginePayload | undefined> => {
  const found = await row<StateRow>(
    db,
    sql`select payload, consumed_at from sso.oidc_state
        where model = ${model} and id_hash = ${hashOf(id)} and (expires_at is null or expires_at > ${now})`,
  )
  return found === null ? undefined : { ...payloadOf(found), jti: id }
}

export const findStateByUid = async (
  db: Db | Tx,
  model: string,
  uid: string,
  now: Date,
): Promise<EnginePayload | undefined> => {
  const found = await row<StateRow>(
    db,
    sql`select payload, consumed_at from sso.oidc_state
        where model = ${model} and uid = ${uid} and (expires_at is null or expires_at > ${now})`,
  )
  return found === null ? undefined : payloadOf(found)
}

export const findStateByUserCode = async (
  db: Db | Tx,
  model: string,
  code: string,
  now: Date,
): Promise<EnginePayload | undefined> => {
  const found = await row<StateRow>(
    db,
    sql`select payload, consumed_at from sso.oidc_state
        where model = ${model} and user_code = ${code} and (expires_at is null or expires_at > ${now})`,
  )
  return found === null ? undefined : payloadOf(found)
}

/** Spends a one-time thing; false when somebody else did before. */
export const consumeState = async (tx: Tx, model: string, id: string, now: Date): Promise<boolean> =>
  (await run(
    tx,
    sql`update sso.oidc_state set consumed_at = ${now}
        where model = ${model} and id_hash = ${hashOf(id)} and consumed_at is null`,
  )) === 1

export const destroyState = (tx: Tx, model: string, id: string): Promise<number> =>
  run(tx, sql`delete from sso.oidc_state where model = ${model} and id_hash = ${hashOf(id)}`)

export const revokeGrant = (tx: Tx, model: string, grantId: string): Promise<number> =>
  run(tx, sql`delete from sso.oidc_state where model = ${model} and grant_id = ${grantId}`)

export const purgeExpired = async (tx: Tx, before: Date): Promise<void> => {
  await run(tx, sql`delete from sso.oidc_state where expires_at < ${before}`)
  await run(tx, sql`delete from sso.grant_account where created_at < ${new Date(before.getTime() - 400 * 86_400_000)}`)
}

/**
 * Forgets every code, token, ticket, grant and sign-on under way; says how many. Who took part in which session stays, so
 * that services hear of its end.
 */
export const forgetEverything = async (tx: Tx): Promise<number> => {
  const grants = await run(tx, sql`delete from sso.grant_account`)
  const tickets = await run(tx, sql`delete from sso.cas_ticket`)
  const signOns = await run(tx, sql`delete from sso.sign_on`)
  return grants + tickets + signOns + (await run(tx, sql`delete from sso.oidc_state`))
}
