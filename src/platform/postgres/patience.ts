/** Bridges the moment in which a database changes hands, so that nobody sees an error for it. */
import { setTimeout as pause } from 'node:timers/promises'
import { stopwatch } from '../clock.ts'

/**
 * Tries again while the database is away for a moment and trying again is safe.
 *
 * The patience is the database's, not each caller's: when it has been away for longer, whoever asks is refused at once,
 * so that nothing piles up behind an outage. The first success ends the outage.
 */
export type Patience = <Value>(attempt: () => Promise<Value>, isSafe: (error: unknown) => boolean) => Promise<Value>

export const standardPatienceMs = 3_000
const [shortestMs, longestMs] = [20, 200] as const

export const makePatience = (patienceMs = standardPatienceMs): Patience => {
  let gap: { readonly begun: () => number; last: () => number } | null = null
  const isOver = (): boolean => {
    if (gap === null || gap.last() > patienceMs) gap = { begun: stopwatch(), last: stopwatch() }
    gap.last = stopwatch()
    return gap.begun() > patienceMs
  }
  return async (attempt, isSafe) => {
    for (let waitMs: number = shortestMs; ; waitMs = Math.min(2 * waitMs, longestMs)) {
      try {
        const value = await attempt()
        gap = null
        return value
      } catch (error) {
        if (!isSafe(error) || !isGap(error) || isOver()) throw error
        await pause(waitMs)
      }
    }
  }
}

/** The server is starting or stopping (SQLSTATE 57P), or its socket or connection is gone. */
const gapCodes = /^(?:08003|08006|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE)$/
const gapMessages = /^(?:Connection terminated|Client has encountered a connection error)/

/** Whether a fault is of the kind that ends by itself when another process takes the database over. */
export const isGap = (error: unknown): boolean => {
  const { code = '', message = '', syscall } = (error ?? {}) as { code?: string; message?: string; syscall?: string }
  return gapCodes.test(code) || gapMessages.test(message) || (code === 'ENOENT' && syscall === 'connect')
}
