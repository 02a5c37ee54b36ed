/** Keeps the leases of running jobs alive: a worker that is killed stops beating, and its jobs are taken over. */
import type { System } from '../system.ts'
import { faultOf } from '../fault.ts'
import { extendLeases } from './store.ts'

/** Beats three times per lease until stopped. */
export const keepLeases = (
  { database, log }: System,
  {
    worker,
    leaseMs,
    held,
  }: { readonly worker: string; readonly leaseMs: number; readonly held: () => readonly number[] },
): (() => void) => {
  const beat = (): void => {
    const ids = held()
    if (ids.length === 0) return
    database
      .transact(tx => extendLeases(tx, worker, ids, leaseMs))
      .catch((error: unknown) => log.warn({ fault: faultOf(error) }, 'job leases not extended'))
  }
  const timer = setInterval(beat, Math.ceil(leaseMs / 3))
  timer.unref()
  return () => clearInterval(timer)
}
