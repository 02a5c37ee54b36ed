/** A worker: enqueues what is scheduled, claims what is due and runs it, several jobs at a time. */
import { hostname } from 'node:os'
import { jobChannel, type JobHandler, type Scheduled } from '../job.ts'
import { randomToken } from '../random.ts'
import type { System } from '../system.ts'
import { faultOf } from '../fault.ts'
import { makeAlarm, type Alarm } from './alarm.ts'
import { keepLeases } from './heartbeat.ts'
import { handlersByKind, runOne, type Handlers } from './run-one.ts'
import { enqueueDue } from './schedule.ts'
import { startStanding } from './standing.ts'
import { claimJobs, giveBack, removeDone, type Claimed } from './store.ts'

export type JobRunner = {
  /** Claims no more, gives back what was not begun and waits for what runs, at most so long. */
  readonly stop: (graceMs?: number) => Promise<void>
}

export type RunnerOptions = {
  readonly handlers: readonly JobHandler[]
  readonly schedule: readonly Scheduled[]
  /** Jobs run at a time by this worker. */
  readonly lanes?: number
  /** How often the tables are looked at when nobody calls. */
  readonly pollMs?: number
  /** How long a killed worker's jobs wait for another. */
  readonly leaseMs?: number
}

const batch = 64
const standardGraceMs = 4000

type Worker = {
  readonly system: System
  readonly name: string
  readonly handlers: Handlers
  readonly leaseMs: number
  readonly alarm: Alarm
  /** Claimed and not begun. */
  readonly queue: Claimed[]
  readonly running: Set<number>
  readonly finished: number[]
  stopping: boolean
  refilling: Promise<void> | null
}

/** Starts a worker. Any number of them, in any number of processes, share one database. */
export const startJobRunner = async (system: System, options: RunnerOptions): Promise<JobRunner> => {
  const { handlers, schedule, lanes = 4, pollMs = 1000, leaseMs = 30_000 } = options
  const worker: Worker = {
    system,
    name: `${hostname()}-${process.pid}-${randomToken(48)}`,
    handlers: handlersByKind(handlers),
    leaseMs,
    alarm: makeAlarm(),
    queue: [],
    running: new Set(),
    finished: [],
    stopping: false,
    refilling: null,
  }
  const held = (): readonly number[] => [...worker.running, ...worker.finished, ...worker.queue.map(({ id }) => id)]
  const stopBeating = keepLeases(system, { worker: worker.name, leaseMs, held })
  const stopListening = await listening(worker)
  const standing = await startStanding(system, handlers)
  const loops = Array.from({ length: lanes }, () => lane(worker, pollMs))
  const tick = makeAlarm()
  const clockwork = scheduling(worker, schedule, { tick, pollMs })
  const stop = async (graceMs = standardGraceMs): Promise<void> => {
    worker.stopping = true
    worker.alarm.ring()
    tick.ring()
    await handBack(worker)
    await withinGrace([...loops, clockwork, standing.stop()], graceMs)
    await settle(worker).catch((error: unknown) =>
      system.log.warn({ fault: faultOf(error) }, 'jobs not settled at stop'),
    )
    stopBeating()
    await stopListening()
  }
  return { stop }
}

const listening = (worker: Worker): Promise<() => Promise<void>> =>
  worker.system.database.listen(jobChannel, worker.alarm.ring).catch((error: unknown) => {
    worker.system.log.warn({ fault: faultOf(error) }, 'no wake-up calls: polling only')
    return async () => {}
  })

/** One job after the other, as long as the worker lives. An outage of the database only makes it wait. */
const lane = async (worker: Worker, pollMs: number): Promise<void> => {
  while (!worker.stopping) {
    try {
      const job = await take(worker)
      if (job === undefined) await rest(worker, pollMs)
      else await carry(worker, job)
    } catch (error) {
      worker.system.log.error({ fault: faultOf(error) }, 'worker: cannot reach its jobs')
      await rest(worker, pollMs)
    }
  }
}

/** A worker that is stopping does not lie down again. */
const rest = (worker: Worker, pollMs: number): Promise<void> =>
  worker.stopping ? Promise.resolve() : worker.alarm.wait(pollMs)

const take = async (worker: Worker): Promise<Claimed | undefined> => {
  if (worker.queue.length === 0) {
    worker.refilling ??= refill(worker).finally(() => {
      worker.refilling = null
    })
    await worker.refilling
  }
  return worker.stopping ? undefined : worker.queue.shift()
}

/** Settles what was finished and claims the next batch, in one transaction. */
const refill = async (worker: Worker): Promise<void> => {
  const { system, name, handlers, leaseMs, queue, finished } = worker
  const settled = [...finished]
  const claimed = await system.database.transact(async tx => {
    if (settled.length > 0) await removeDone(tx, name, settled)
    const kinds = [...handlers.keys()]
    return claimJobs(tx, { worker: name, kinds, limit: batch, leaseMs, now: system.clock.now() })
  })
  finished.splice(0, settled.length)
  queue.push(...claimed)
  if (claimed.length > 0) worker.alarm.ring()
}

const carry = async (worker: Worker, job: Claimed): Promise<void> => {
  worker.running.add(job.id)
  try {
    if ((await runOne(worker.system, worker.handlers, worker.name, job)) === 'done') worker.finished.push(job.id)
  } finally {
    worker.running.delete(job.id)
  }
}

const settle = async (worker: Worker): Promise<void> => {
  const settled = worker.finished.splice(0)
  if (settled.length > 0) await worker.system.database.transact(tx => removeDone(tx, worker.name, settled))
}

const handBack = async (worker: Worker): Promise<void> => {
  await worker.refilling?.catch(() => {})
  const unbegun = worker.queue.splice(0).map(({ id }) => id)
  if (unbegun.length > 0)
    await worker.system.database.transact(tx => giveBack(tx, worker.name, unbegun)).catch(() => {})
}

const scheduling = async (
  worker: Worker,
  schedule: readonly Scheduled[],
  { tick, pollMs }: { readonly tick: Alarm; readonly pollMs: number },
): Promise<void> => {
  const { system } = worker
  while (!worker.stopping) {
    await enqueueDue(system, schedule).catch((error: unknown) =>
      system.log.error({ fault: faultOf(error) }, 'schedule: cannot be read'),
    )
    if (!worker.stopping) await tick.wait(pollMs)
  }
}

const withinGrace = async (loops: readonly Promise<void>[], graceMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const grace = new Promise<void>(resolve => {
    timer = setTimeout(resolve, graceMs)
  })
  await Promise.race([Promise.all(loops), grace])
  clearTimeout(timer)
}
