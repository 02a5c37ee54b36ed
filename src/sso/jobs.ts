/** ● Removes what the engine kept past its time. */
import type { JobHandler } from '../platform/job.ts'
import { purgeExpired } from './store/engine.ts'

export const purgeJob: JobHandler = {
  kind: 'sso.purge',
  run: async system => {
    await system.database.transact(tx => purgeExpired(tx, system.clock.now()))
  },
}
