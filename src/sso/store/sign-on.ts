/** ● Sign-ins on their way. */
import { createHash } from 'node:crypto'
import { json, row, run, sql, type Db, type Tx } from '../../platform/database.ts'
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

export const purgeSignOns = (tx: Tx, before: Date): Promise<number> =>
  run(tx, sql`delete from sso.sign_on where expires_at < ${before}`)
