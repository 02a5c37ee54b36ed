/** ● Removes what was kept past its time. */
import type { JobHandler } from '../platform/job.ts'
import { purgeTickets } from './store/cas.ts'
import { purgeExpired } from './store/engine.ts'
import { purgeParticipations } from './store/participation.ts'
import { purgeSignOns } from './store/sign-on.ts'

export const purgeJob: JobHandler = {
  kind: 'sso.purge',
  run: async system => {
    await system.database.transact(async tx => {
      await purgeExpired(tx, system.clock.now())
      await purgeSignOns(tx, system.clock.now())
      await purgeParticipations(tx, system.clock.now())
      await purgeTickets(tx, system.clock.now())
    })
  },
}
