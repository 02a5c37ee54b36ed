/** Ed25519 signing keys behind one small interface; the private half lies in the database, sealed by the vault. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import { row, run, sql, type Db, type Tx } from './database.ts'
import type { Vault } from './vault.ts'

export type Signer = {
  readonly keyId: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer
  readonly sign: (octets: Uint8Array) => Buffer
}

type StoredSigningKey = { readonly id: string; readonly publicKey: Buffer; readonly privateKey: Buffer }

const place = (purpose: string, id: string): string => `platform.signing_key:${purpose}:${id}`

/** The key in use for a purpose, made at the first need. Of two first needs at once one makes it. */
export const signerFor = async (tx: Tx, vault: Vault, purpose: string, now: Date): Promise<Signer> => {
  const stored =
    (await keyInUse(tx, purpose)) ?? (await makeKey(tx, vault, purpose, now)) ?? (await keyInUse(tx, purpose))
  if (stored === null) throw new Error(`no signing key for ${purpose}`)
  const key = createPrivateKey({
    key: vault.open(stored.privateKey, place(purpose, stored.id)),
    format: 'der',
    type: 'pkcs8',
  })
  return { keyId: stored.id, publicKey: stored.publicKey, sign: octets => sign(null, octets, key) }
}

const keyInUse = (db: Db | Tx, purpose: string): Promise<StoredSigningKey | null> =>
  row(
    db,
    sql`select id, public_key as "publicKey", private_key as "privateKey" from platform.signing_key
        where purpose = ${purpose} and retired_at is null`,
  )

const makeKey = async (tx: Tx, vault: Vault, purpose: string, now: Date): Promise<StoredSigningKey | null> => {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' })
  const id = signingKeyId(publicKey)
  const privateKey = vault.seal(pair.privateKey.export({ format: 'der', type: 'pkcs8' }), place(purpose, id))
  const made = await run(
    tx,
    sql`insert into platform.signing_key (id, purpose, public_key, private_key, created_at)
        values (${id}, ${purpose}, ${publicKey}, ${privateKey}, ${now})
        on conflict (purpose) where retired_at is null do nothing`,
  )
  return made === 1 ? { id, publicKey, privateKey } : null
}

export const signingKeyId = (publicKey: Buffer): string =>
  createHash('sha256').update(publicKey).digest('hex').slice(0, 16)

export const readPublicKey = (der: Buffer): KeyObject => createPublicKey({ key: der, format: 'der', type: 'spki' })

export const isSignedBy = (key: KeyObject, octets: Uint8Array, signature: Uint8Array): boolean =>
  verify(null, octets, key, signature)
