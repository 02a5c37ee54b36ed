/**
 * ● A bounded queue before the password hash: as many at once as there are cores, so many waiting, "busy" beyond. A storm of
 * sign-ins must not delay other pages, whose file and name look-ups share the same threads.
 */
import { availableParallelism } from 'node:os'

export type HashQueue = {
  /** Runs work when its turn comes; null when the queue is full. */
  readonly run: <Value>(work: () => Promise<Value>) => Promise<Value | null>
  readonly waiting: () => number
  /** How many pieces of work were begun since the start. */
  readonly done: () => number
  /** Whether the next would be turned away: asked first, so that a storm costs no look-ups. */
  readonly isFull: () => boolean
}

export const hashQueue = (atOnce: number, mostWaiting: number): HashQueue => {
  let running = 0
  let begun = 0
  const waiting: (() => void)[] = []
  const release = (): void => {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
  return {
    waiting: () => waiting.length,
    done: () => begun,
    isFull: () => running >= atOnce && waiting.length >= mostWaiting,
    run: async work => {
      if (running >= atOnce) {
        if (waiting.length >= mostWaiting) return null
        await new Promise<void>(resolve => waiting.push(resolve))
      } else running += 1
      begun += 1
      try {
        return await work()
      } finally {
        release()
      }
    },
  }
}

/** One for the process: a hash on each core but one, which is left to the pages; and waiting no longer than some two seconds. */
export const hashing: HashQueue = hashQueue(Math.max(1, availableParallelism() - 1), 80)
