/** ● What comes back each night: keys whose days are over, and the watch over how many names are left. */
import { dayOf } from '../kernel/day.ts'
import type { JobHandler, Scheduled } from '../platform/job.ts'
import { readSetting } from '../platform/settings.ts'
import { usernameSetting } from './settings.ts'
import { countNames } from './store/accounts.ts'
import { expireKeys } from './store/keys.ts'
import { fillOf } from './username.ts'

export const expireKeysJob: JobHandler = {
  kind: 'accounts.expire-keys',
  run: async ({ database, clock }) => {
    await database.transact(tx => expireKeys(tx, dayOf(clock.now())))
  },
}

/** Tells the operators when a generation of ECS-IDs is four fifths full: the next prefix is theirs to open. */
export const watchNamesJob: JobHandler = {
  kind: 'accounts.watch-names',
  run: async ({ database, log }) => {
    const settings = await readSetting(database.read, usernameSetting)
    const prefix = settings.ecsPrefixes.at(-1) ?? ''
    const used = await countNames(database.read, prefix)
    if (fillOf(used, settings) !== 'open')
      log.warn({ prefix, used }, 'a generation of ECS-IDs is nearly used up: open the next prefix')
  },
}

export const schedule: readonly Scheduled[] = [
  { kind: expireKeysJob.kind, at: '00:05' },
  { kind: watchNamesJob.kind, at: '04:00' },
]
