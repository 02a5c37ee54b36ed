/** A wait that ends early when rung: polling with a wake-up. */

export type Alarm = {
  /** Waits until rung, at most so long; a ring while nobody waited counts for the next wait. */
  readonly wait: (milliseconds: number) => Promise<void>
  readonly ring: () => void
}

export const makeAlarm = (): Alarm => {
  let rung = false
  const sleepers = new Set<() => void>()
  return {
    ring: () => {
      rung = true
      for (const wake of sleepers) wake()
    },
    wait: async milliseconds => {
      if (!rung) await sleep(sleepers, milliseconds)
      rung = false
    },
  }
}

const sleep = (sleepers: Set<() => void>, milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    const wake = (): void => {
      clearTimeout(timer)
      sleepers.delete(wake)
      resolve()
    }
    const timer = setTimeout(wake, milliseconds)
    sleepers.add(wake)
  })
