/** Jobs and reconcilers: what a worker runs, and how it is run to the end where nobody waits. */
import { personsAfter } from '../registry/index.ts'
import { drainJobs } from '../platform/jobs/drain.ts'
import { startJobRunner, type JobRunner } from '../platform/jobs/runner.ts'
import { type JobHandler, type Scheduled } from '../platform/job.ts'
import { reconcileJobs } from '../platform/reconcile/everyone.ts'
import type { System } from '../platform/system.ts'
import { flow } from './flow.ts'
import { modules } from './modules.ts'

const reconciling = reconcileJobs(flow, personsAfter)

export const handlers: readonly JobHandler[] = [...modules.flatMap(module => module.jobs), ...reconciling.jobs]
export const schedule: readonly Scheduled[] = [...modules.flatMap(module => module.schedule), ...reconciling.schedule]

/** Any number of workers, in any number of processes, share one database. */
export const startWorker = (system: System): Promise<JobRunner> => startJobRunner(system, { handlers, schedule })

/** Runs everything due now to its end: for the command line, the demo's clock and tests. */
export const drain = (system: System): Promise<{ readonly done: number; readonly failed: number }> =>
  drainJobs(system, handlers, system.clock.now())
