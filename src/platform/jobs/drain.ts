/** Runs everything that is due to its end: for the command line, a moved clock and tests. */
import type { JobHandler } from '../job.ts'
import { randomToken } from '../random.ts'
import type { System } from '../system.ts'
import { keepLeases } from './heartbeat.ts'
import { handlersByKind, runOne, type Handlers } from './run-one.ts'
import { claimJobs, removeDone } from './store.ts'

const batch = 100
const leaseMs = 30_000

export type Drained = { readonly done: number; readonly failed: number }

/** Runs jobs due by `until`, and standing work, until nothing is left; a job put off for a retry waits for its time. */
export const drainJobs = async (system: System, handlers: readonly JobHandler[], until: Date): Promise<Drained> => {
  const worker = `drain-${randomToken(64)}`
  const byKind = handlersByKind(handlers)
  const standing = handlers.filter(handler => handler.standing !== undefined)
  let [done, failed] = [0, 0]
  for (;;) {
    for (const handler of standing) await handler.run(system, {})
    const ran = await runBatch(system, worker, byKind, until)
    if (ran.done + ran.failed === 0) return { done, failed }
    done += ran.done
    failed += ran.failed
  }
}

const runBatch = async (system: System, worker: string, handlers: Handlers, until: Date): Promise<Drained> => {
  const kinds = [...handlers.keys()]
  const claim = { worker, kinds, limit: batch, leaseMs, now: until }
  const jobs = await system.database.transact(tx => claimJobs(tx, claim))
  const stopBeating = keepLeases(system, { worker, leaseMs, held: () => jobs.map(({ id }) => id) })
  const finished: number[] = []
  try {
    for (const job of jobs) if ((await runOne(system, handlers, worker, job)) === 'done') finished.push(job.id)
  } finally {
    stopBeating()
    if (finished.length > 0) await system.database.transact(tx => removeDone(tx, worker, finished))
  }
  return { done: finished.length, failed: jobs.length - finished.length }
}
