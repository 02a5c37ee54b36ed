/** Enqueues work that comes back: once per due time, however many workers ask, by the clock that may be moved. */
import { dayOf, addDays, startOf } from '../../kernel/day.ts'
import { enqueueMany, type Scheduled } from '../job.ts'
import type { System } from '../system.ts'
import { noteDue } from './store.ts'

/**
 * The last instant, up to now, at which this work was due.
 *
 * A time of day is Japan's. Times missed while nobody ran, or that a moved clock jumped over, are made up for once.
 */
export const lastDue = (scheduled: Scheduled, now: Date): Date => {
  if (scheduled.every !== undefined) {
    const step = scheduled.every * 60_000
    return new Date(Math.floor(now.getTime() / step) * step)
  }
  const at = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(scheduled.at ?? '')
  if (at === null) throw new Error(`not a schedule: ${JSON.stringify(scheduled)}`)
  const afterMidnightMs = (Number(at[1]) * 60 + Number(at[2])) * 60_000
  const today = dayOf(now)
  const dueToday = new Date(startOf(today).getTime() + afterMidnightMs)
  return dueToday <= now ? dueToday : new Date(startOf(addDays(today, -1)).getTime() + afterMidnightMs)
}

/** Enqueues what has become due. Work seen for the first time waits for its next time. */
export const enqueueDue = async (system: System, schedule: readonly Scheduled[]): Promise<void> => {
  if (schedule.length === 0) return
  const now = system.clock.now()
  const dues = schedule.map(scheduled => ({ kind: scheduled.kind, due: lastDue(scheduled, now) }))
  await system.database.transact(async tx => {
    const kinds = await noteDue(tx, dues, now)
    await enqueueMany(
      tx,
      kinds.map(kind => ({ kind, key: 'scheduled', runAt: now })),
      now,
    )
  })
}
