/** ● What a restore ends of accounts: keys that may be spent, and the generation of names from which some may be given. */
import type { Tx } from '../platform/database.ts'
import { readSetting, saveSetting } from '../platform/settings.ts'
import { usernameSetting } from './settings.ts'
import { revokeEveryKey } from './store/keys.ts'
import { nextPrefix } from './username.ts'

/**
 * Names given after the backup are unknown to the ledger: ECS-IDs are drawn from a fresh generation from now on, so that
 * none of them is drawn again for somebody else.
 */
export const endAfterRestore = async (tx: Tx, now: Date): Promise<Readonly<Record<string, number>>> => {
  const names = await readSetting(tx, usernameSetting)
  const prefix = nextPrefix(names.ecsPrefixes)
  if (prefix !== null)
    await saveSetting(tx, usernameSetting, { ...names, ecsPrefixes: [...names.ecsPrefixes, prefix] }, now)
  return { keys: await revokeEveryKey(tx, now), generationsOfNames: prefix === null ? 0 : 1 }
}
