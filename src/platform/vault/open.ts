/** Opens the vault at the start of a process: unwraps its keys into memory, and makes the first ones on a new database. */
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Clock } from '../clock.ts'
import type { Database, Tx } from '../database.ts'
import type { Vault } from '../vault.ts'
import { keyIdOf, newKey, openWith, sealWith, type Key } from './envelope.ts'
import { nextFileOf, readMasterKey } from './master-key.ts'
import { insertKey, storedKeys, type StoredKey } from './store.ts'
import { unwrap, wrap } from './wrap.ts'

/** How long a new data key is known before anything is sealed with it: every process refreshes within that time. */
const publishedMs = 5 * 60_000

type Ring = {
  readonly data: ReadonlyMap<string, Key>
  readonly inOrder: readonly { readonly key: Key; readonly sealsFrom: Date }[]
  readonly root: Key
}

/**
 * Opens the vault with the master key in a file.
 *
 * @throws with a sentence for the operator when the file is missing, open to others, or not this database's key
 */
export const openVault = async (database: Database, masterKeyFile: string, clock: Clock): Promise<Vault> => {
  let master = await rightMasterKey(database, masterKeyFile)
  if ((await storedKeys(database.read)).length === 0)
    await database.transact(tx => makeFirstKeys(tx, master, clock.now()))
  let ring = unwrapAll(master, await storedKeys(database.read), masterKeyFile)
  const subkeys = new Map<string, KeyObject>()
  return {
    seal: (plain, context) => sealWith(sealingKey(ring, clock.now()), plain, context),
    open: (sealed, context) => openWith(openingKey(ring, sealed), sealed, context),
    fingerprint: (purpose, text) => {
      const subkey = subkeys.get(purpose) ?? deriveSubkey(ring.root, purpose)
      subkeys.set(purpose, subkey)
      return createHmac('sha256', subkey).update(text, 'utf8').digest()
    },
    refresh: async () => {
      const keys = await storedKeys(database.read)
      if (keys.some(key => key.masterId !== master.id)) master = await rightMasterKey(database, masterKeyFile)
      ring = unwrapAll(master, keys, masterKeyFile)
    },
    newDataKey: now => wrap(master, newKey(), 'data', new Date(now.getTime() + publishedMs)),
  }
}

/** The master key of this database: after a rewrap that was interrupted the new one may still lie in FILE.next. */
export const rightMasterKey = async (database: Database, file: string): Promise<Key> => {
  const keys = await storedKeys(database.read)
  const next = nextFileOf(file)
  if (keys.length > 0 && existsSync(next)) {
    const waiting = readMasterKey(next)
    if (keys.every(key => key.masterId === waiting.id)) return waiting
  }
  return readMasterKey(file)
}

const makeFirstKeys = async (tx: Tx, master: Key, now: Date): Promise<void> => {
  const isFirst = await insertKey(tx, wrap(master, newKey(), 'fingerprint', now), now)
  if (isFirst) await insertKey(tx, wrap(master, newKey(), 'data', now), now)
}

const unwrapAll = (master: Key, keys: readonly StoredKey[], file: string): Ring => {
  const foreign = keys.find(key => key.masterId !== master.id)
  if (foreign !== undefined)
    throw new Error(
      `MASTER_KEY_FILE ${file} holds key ${master.id}, but this database was locked with ${foreign.masterId}: restore that file`,
    )
  const root = keys.find(key => key.kind === 'fingerprint')
  if (root === undefined)
    throw new Error('the vault of this database has no fingerprint key: restore platform.vault_key')
  const inOrder = keys
    .filter(key => key.kind === 'data')
    .map(key => ({ key: unwrap(master, key), sealsFrom: key.sealsFrom }))
  return { data: new Map(inOrder.map(({ key }) => [key.id, key])), inOrder, root: unwrap(master, root) }
}

/** The newest data key in force; the oldest when a clock that was moved back says that none is. */
const sealingKey = (ring: Ring, now: Date): Key => {
  const key = (ring.inOrder.findLast(({ sealsFrom }) => sealsFrom <= now) ?? ring.inOrder[0])?.key
  if (key === undefined) throw new Error('the vault of this database has no data key: restore platform.vault_key')
  return key
}

const openingKey = (ring: Ring, sealed: Uint8Array): Key => {
  const id = keyIdOf(sealed)
  const key = id === null ? undefined : ring.data.get(id)
  if (key === undefined) throw new Error(id === null ? 'vault: not a sealed value' : `vault: unknown key ${id}`)
  return key
}

const deriveSubkey = (root: Key, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', root.secret, Buffer.alloc(0), `fingerprint:${purpose}`, 32)))
