/** One job: run, then removed, put off or given up. */
import type { JobHandler } from '../job.ts'
import type { System } from '../system.ts'
import { faultOf } from '../fault.ts'
import { retryDelayMs, standardAttempts } from './retry.ts'
import { giveUp, retryLater, type Claimed } from './store.ts'

export type Ran = 'done' | 'failed'

export type Handlers = ReadonlyMap<string, JobHandler>

export const handlersByKind = (handlers: readonly JobHandler[]): Handlers =>
  new Map(handlers.filter(handler => handler.standing === undefined).map(handler => [handler.kind, handler]))

/**
 * Runs one claimed job. A failure is kept with its code and place; after so many it waits for an operator.
 * A job that was begun more often than allowed took its worker down each time: it is not begun again.
 */
export const runOne = async (system: System, handlers: Handlers, worker: string, job: Claimed): Promise<Ran> => {
  const handler = handlers.get(job.kind)
  const limit = handler?.attempts ?? standardAttempts
  try {
    if (handler === undefined) throw new Error(`no handler for ${job.kind}`)
    if (job.attempts > limit) throw new Error('the worker died each time')
    await handler.run(system, job.payload)
    return 'done'
  } catch (error) {
    await keepFailure(system, worker, job, { error: faultOf(error), isLast: job.attempts >= limit })
    return 'failed'
  }
}

const keepFailure = async (
  { database, clock, log }: System,
  worker: string,
  { id, kind, attempts }: Claimed,
  { error, isLast }: { readonly error: string; readonly isLast: boolean },
): Promise<void> => {
  const now = clock.now()
  log[isLast ? 'error' : 'warn']({ job: id, kind, attempts, fault: error }, isLast ? 'job given up' : 'job failed')
  await database.transact(tx =>
    isLast
      ? giveUp(tx, worker, { id, error }, now)
      : retryLater(tx, worker, { id, error }, new Date(now.getTime() + retryDelayMs(attempts))),
  )
}
