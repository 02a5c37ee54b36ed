/** Fills the sample university by the same imports and use cases that production uses, step by step over its past weeks. */
import { addDays, day, dayOf, startOf, type Day } from '../src/kernel/day.ts'
import { fill, type Bilingual } from '../src/kernel/bilingual.ts'
import type { MovableClock } from '../src/platform/clock.ts'
import type { System } from '../src/platform/system.ts'
import type { Telling } from './start.ts'
import { steps } from './steps.ts'
import { readSeed, saveSeed, type SeedState } from './store.ts'
import { text } from './text.ts'

export type SeedOptions = { readonly system: System; readonly clock: MovableClock; readonly telling: Telling }

const nothingYet = (today: Day): SeedState => ({
  today,
  done: [],
  finished: false,
  signedUp: [],
  keys: {},
  sampleClient: null,
})

const morningMs = 9 * 3_600_000

/**
 * Null when the university is whole; a sentence when it cannot be.
 *
 * Each step leaves its mark when it is done, and may be done twice: a start that was killed goes on where it was. The
 * clock stands in the past while the past is lived through, and where it was found afterwards.
 */
export const seed = async ({ system, clock, telling }: SeedOptions): Promise<Bilingual | null> => {
  const found = await readSeed(system.database.read)
  if (found?.finished === true) return null
  const offsetMs = clock.offsetMs()
  let state = found ?? nothingYet(dayOf(clock.now()))
  try {
    // oxlint-disable no-accumulating-spread -- some twenty steps, and each state is saved as a whole
    for (const step of steps) {
      if (state.done.includes(step.name)) continue
      if (telling.signal.aborted) return text.ending
      telling.step(step.title)
      const today = day(state.today)
      if (step.daysAgo > 0) clock.moveTo(new Date(startOf(addDays(today, -step.daysAgo)).getTime() + morningMs))
      else clock.shift(offsetMs)
      const learnt = await step.run({ system, today, state })
      state = { ...state, ...learnt, done: [...state.done, step.name] }
      await saveSeed(system.database, state, clock.now())
    }
    // oxlint-enable no-accumulating-spread
  } catch (error) {
    if (telling.signal.aborted) return text.ending
    return fill(text.fault, { reason: error instanceof Error ? error.message : String(error) })
  } finally {
    clock.shift(offsetMs)
  }
  await saveSeed(system.database, { ...state, finished: true }, clock.now())
  return null
}
