/** The only source of time. Production hands out the machine's; the demo's can be moved by an offset. */
export type Clock = {
  readonly now: () => Date
  /** How far the clock was moved, in milliseconds; 0 in production. */
  readonly offsetMs: () => number
}

export type MovableClock = Clock & {
  readonly moveTo: (instant: Date) => void
  readonly shift: (offsetMs: number) => void
}

export const systemClock: Clock = { now: () => new Date(), offsetMs: () => 0 }

export const movableClock = (offsetMs = 0): MovableClock => {
  let offset = offsetMs
  return {
    now: () => new Date(Date.now() + offset),
    offsetMs: () => offset,
    moveTo: instant => {
      offset = instant.getTime() - Date.now()
    },
    shift: by => {
      offset = by
    },
  }
}

/** A monotonic stopwatch for logs and metrics, in milliseconds. */
export const stopwatch = (): (() => number) => {
  const begin = performance.now()
  return () => performance.now() - begin
}
