/**
 * Recomputes persons marked dirty, a chunk at a time: one transaction runs every reconciler of the flow in order and
 * removes the marks. A person whose recompute fails is found by halving the chunk and set aside; the others go on.
 */
import { dayOf } from '../../kernel/day.ts'
import { stopwatch } from '../clock.ts'
import { isOutage, planAnew } from '../database.ts'
import { faultOf } from '../fault.ts'
import type { Reconciler } from '../reconciler.ts'
import type { System } from '../system.ts'
import { claimMarks, countWaiting, freeMarks, parkMark, settleMarks, type Mark } from './store.ts'

export type Progress = {
  readonly done: number
  /** Waiting when the run began; more may have come since. */
  readonly total: number
  readonly parked: number
  readonly perSecond: number
  readonly secondsLeft: number
}

export type Reconciled = { readonly done: number; readonly parked: number }

export type ReconcileOptions = {
  /** Persons per transaction. */
  readonly chunk?: number
  readonly onProgress?: (progress: Progress) => void
  /** Chunks at work at once: while the database writes one, the next is decided. */
  readonly atOnce?: number
  /** How long a killed worker's chunk waits for another. */
  readonly leaseMs?: number
}

/** So many failing persons in one chunk are no longer the persons' fault: the run ends with the last error. */
const mostParkedPerChunk = 20

/** Runs until no mark is left that another worker does not hold. */
export const reconcileDirty = async (
  system: System,
  flow: readonly Reconciler[],
  { chunk = 500, onProgress, atOnce = 2, leaseMs = 120_000 }: ReconcileOptions = {},
): Promise<Reconciled> => {
  const elapsed = stopwatch()
  const total = onProgress === undefined ? 0 : await countWaiting(system.database.read)
  let [done, parked] = [0, 0]
  const untilNoneIsLeft = async (): Promise<void> => {
    for (;;) {
      const marks = await system.database.transact(tx => claimMarks(tx, chunk, leaseMs))
      if (marks.length === 0) return
      const failed = await reconcileChunk(system, flow, marks)
      done += marks.length - failed
      parked += failed
      onProgress?.(progressOf({ done, parked, total }, elapsed()))
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, untilNoneIsLeft))
  const failure = ended.find(end => end.status === 'rejected')
  if (failure !== undefined) throw failure.reason
  return { done, parked }
}

export const progressOf = (
  { done, parked, total }: { readonly done: number; readonly parked: number; readonly total: number },
  milliseconds: number,
): Progress => {
  const perSecond = ((done + parked) * 1000) / Math.max(1, milliseconds)
  const left = Math.max(0, total - done - parked)
  return { done, total, parked, perSecond, secondsLeft: perSecond === 0 ? 0 : left / perSecond }
}

/** @returns how many persons were set aside */
const reconcileChunk = async (system: System, flow: readonly Reconciler[], marks: readonly Mark[]): Promise<number> => {
  const budget = { left: mostParkedPerChunk }
  try {
    return await halving(system, flow, marks, budget)
  } catch (error) {
    await system.database.transact(tx => freeMarks(tx, marks)).catch(() => {}) // else the lease ends by itself
    throw error
  }
}

const halving = async (
  system: System,
  flow: readonly Reconciler[],
  marks: readonly Mark[],
  budget: { left: number },
): Promise<number> => {
  try {
    await reconcileTogether(system, flow, marks)
    return 0
  } catch (error) {
    if (isOutage(error) || budget.left === 0) throw error
    const [only] = marks
    if (marks.length === 1 && only !== undefined) {
      budget.left -= 1
      return park(system, only, faultOf(error))
    }
    const middle = Math.ceil(marks.length / 2)
    const first = await halving(system, flow, marks.slice(0, middle), budget)
    return first + (await halving(system, flow, marks.slice(middle), budget))
  }
}

const reconcileTogether = (system: System, flow: readonly Reconciler[], marks: readonly Mark[]): Promise<void> =>
  system.database.transact(async tx => {
    await planAnew(tx)
    const now = system.clock.now()
    const context = { now, today: dayOf(now), system }
    const persons = marks.map(({ personId }) => personId)
    for (const { reconcile } of flow) await reconcile(tx, persons, context)
    await settleMarks(tx, marks)
  })

const park = async (system: System, mark: Mark, fault: string): Promise<number> => {
  system.log.error({ person: mark.personId, fault }, 'a person could not be recomputed and was set aside')
  await system.database.transact(tx => parkMark(tx, mark, fault, system.clock.now()))
  return 1
}
