/** Jobs and reconcilers: what a worker runs, and how it is run to the end where nobody waits. */
import { personsAfter } from '../registry/index.ts'
import { drainJobs } from '../platform/jobs/drain.ts'
import { startJobRunner, type JobRunner } from '../platform/jobs/runner.ts'
import { type JobHandler, type Scheduled } from '../platform/job.ts'
import { reconcileJobs } from '../platform/reconcile/everyone.ts'
import { faultOf } from '../platform/fault.ts'
import { sendMailJob, type MailServer } from '../platform/mail/sender.ts'
import type { System } from '../platform/system.ts'
import { flow } from './flow.ts'
import { modules } from './modules.ts'

const reconciling = reconcileJobs(flow, personsAfter)

export const handlers: readonly JobHandler[] = [...modules.flatMap(module => module.jobs), ...reconciling.jobs]
export const schedule: readonly Scheduled[] = [...modules.flatMap(module => module.schedule), ...reconciling.schedule]

/** Any number of workers, in any number of processes, share one database. */
export const startWorker = (system: System, mail: MailServer | null = null): Promise<JobRunner> =>
  startJobRunner(system, { handlers: mail === null ? handlers : [...handlers, sendMailJob(mail)], schedule })

/** Keys that another process rolled are learnt within a minute. Say when to stop. */
export const keepVaultFresh = ({ vault, log }: System): (() => void) => {
  const timer = setInterval(() => {
    vault.refresh().catch((error: unknown) => log.warn({ fault: faultOf(error) }, 'the vault could not be refreshed'))
  }, 60_000)
  timer.unref()
  return () => clearInterval(timer)
}

/** Runs everything due now to its end: for the command line, the demo's clock and tests. */
export const drain = (system: System): Promise<{ readonly done: number; readonly failed: number }> =>
  drainJobs(system, handlers, system.clock.now())
