/** ● Removes what is past its use (ended sessions after 90 days, quiet throttles, sign-ins after a year), and ends a day's wait. */
import type { JobHandler } from '../platform/job.ts'
import type { System } from '../platform/system.ts'
import { changeAddressKind, finishAddressChange } from './recovery/change-address.ts'
import type { Session } from './sign-in/session.ts'
import { markSeen, purge } from './store.ts'
import { purgeChallenges } from './store/passkeys.ts'

const dayMs = 86_400_000

export const purgeJob: JobHandler = {
  kind: 'authentication.purge',
  run: async system => {
    const now = system.clock.now().getTime()
    const ago = (days: number): Date => new Date(now - days * dayMs)
    await system.database.transact(async tx => {
      await purge(tx, { sessions: ago(90), throttles: ago(2), signIns: ago(365) })
      await purgeChallenges(tx, ago(2))
    })
  },
}

/** Lets a new notification address count when its day is over. */
export const changeAddressJob: JobHandler = {
  kind: changeAddressKind,
  run: async (system, { id }) => {
    const now = system.clock.now()
    await system.database.transact(tx => finishAddressChange(tx, system, String(id), now))
  },
}

/** Writes when a session was last used: a small transaction of its own, due at most every five minutes. */
export const noteSeen = async (system: System, session: Session, now: Date): Promise<void> => {
  await system.database.transact(tx => markSeen(tx, session.id, now))
}
