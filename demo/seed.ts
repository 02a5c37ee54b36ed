/** Fills the sample university by the same imports and use cases that production uses, step by step. */
import type { Bilingual } from '../src/kernel/bilingual.ts'
import type { MovableClock } from '../src/platform/clock.ts'
import type { System } from '../src/platform/system.ts'
import type { Telling } from './start.ts'

export type SeedOptions = { readonly system: System; readonly clock: MovableClock; readonly telling: Telling }

/** Null when the university is complete; a sentence when it cannot be. */
export const seed = async (_options: SeedOptions): Promise<Bilingual | null> => null
