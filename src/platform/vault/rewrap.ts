/** Rolls the master key: the vault's keys are wrapped anew, nothing that they sealed is touched. */
import { existsSync, linkSync, renameSync } from 'node:fs'
import { recordEntry } from '../audit.ts'
import type { Actor } from '../actor.ts'
import type { Database } from '../database.ts'
import type { Key } from './envelope.ts'
import { createMasterKey, keptFileOf, nextFileOf, readMasterKey } from './master-key.ts'
import { lockStoredKeys, saveWrapped } from './store.ts'
import { unwrap, wrap } from './wrap.ts'

/**
 * Makes a new master key and wraps the vault with it.
 *
 * The order survives a kill at any moment: the new key is written beside the old one (FILE.next), the database is
 * rewrapped in one transaction, then the file takes its place; a start in between finds the key that fits. The old key is
 * kept as FILE.<its id>: backups made under it cannot be opened without it.
 */
export const rotateMasterKey = async (
  database: Database,
  file: string,
  by: { readonly actor: Actor; readonly now: Date },
): Promise<{ readonly masterId: string; readonly keys: number; readonly kept: string }> => {
  const next = nextFileOf(file)
  if (!existsSync(next)) createMasterKey(next)
  const fresh = readMasterKey(next)
  const old = readMasterKey(file)
  const kept = keptFileOf(file, old)
  if (!existsSync(kept)) linkSync(file, kept)
  const keys = await rewrapVault(database, { old, fresh }, by)
  renameSync(next, file)
  return { masterId: fresh.id, keys, kept }
}

/** Wraps every key of the vault with another master key; says how many. Keys that it wraps already are left alone. */
export const rewrapVault = (
  database: Database,
  { old, fresh }: { readonly old: Key; readonly fresh: Key },
  { actor, now }: { readonly actor: Actor; readonly now: Date },
): Promise<number> =>
  database.transact(async tx => {
    const keys = (await lockStoredKeys(tx)).filter(key => key.masterId !== fresh.id)
    for (const key of keys) {
      const { wrapped } = wrap(fresh, unwrap(old, key), key.kind, key.sealsFrom)
      await saveWrapped(tx, key.id, wrapped, fresh.id)
    }
    const detail = { from: old.id, to: fresh.id, keys: keys.length }
    await recordEntry(tx, {
      at: now,
      actor,
      channel: 'cli',
      act: 'platform.rotate-master-key',
      outcome: 'done',
      persons: [],
      detail,
    })
    return keys.length
  })
