/** A key of the vault under the master key, as the database holds it. */
import { keyOf, openWith, sealWith, type Key } from './envelope.ts'
import type { StoredKey } from './store.ts'

export const wrap = (master: Key, key: Key, kind: StoredKey['kind'], sealsFrom: Date): StoredKey => ({
  id: key.id,
  kind,
  wrapped: sealWith(master, key.secret.export(), `vault-key:${kind}:${key.id}`),
  masterId: master.id,
  sealsFrom,
})

export const unwrap = (master: Key, stored: StoredKey): Key =>
  keyOf(stored.id, openWith(master, stored.wrapped, `vault-key:${stored.kind}:${stored.id}`))
