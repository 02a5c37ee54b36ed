/** When a failed job is tried again. */

export const standardAttempts = 12

const firstSeconds = 5
const longestSeconds = 3600

/** 5 s after the first failure, twice as long after each further one, at most an hour. In milliseconds. */
export const retryDelayMs = (attempts: number): number =>
  Math.min(firstSeconds * 2 ** (Math.max(1, attempts) - 1), longestSeconds) * 1000
