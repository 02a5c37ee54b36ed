/** ● The statements on our SAML keys. */
import { rows, run, sql, type Db, type Tx } from '../../platform/database.ts'

export type StoredSamlKey = {
  readonly kid: string
  readonly sealed: Buffer
  readonly certificate: Buffer
  readonly state: 'signing' | 'published'
}

/** The key that signs first, then those that are published. */
export const samlKeys = (db: Db | Tx): Promise<readonly StoredSamlKey[]> =>
  rows<StoredSamlKey>(
    db,
    sql`select kid, sealed, certificate, state from sso.signing_key
        where purpose = 'saml' and state <> 'retired' and certificate is not null
        order by state = 'signing' desc, created_at desc`,
  )

/** Keeps a key unless another process made one first. */
export const insertSamlKey = (tx: Tx, key: StoredSamlKey, now: Date): Promise<number> =>
  run(
    tx,
    sql`insert into sso.signing_key (kid, purpose, algorithm, sealed, certificate, state, created_at)
        values (${key.kid}, 'saml', 'RS256', ${key.sealed}, ${key.certificate}, ${key.state}, ${now}) on conflict do nothing`,
  )
