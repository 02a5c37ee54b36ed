/** ● The demo's clock: moved a night at a time, so that every notice and stop of the days between comes in its order. */
import { addDays, addMonths, dayOf, startOf } from '../../src/kernel/day.ts'
import { accept, refuse, type Result } from '../../src/kernel/result.ts'
import type { MovableClock } from '../../src/platform/clock.ts'
import type { System } from '../../src/platform/system.ts'
import { settle } from '../acts.ts'
import { saveOffset } from '../store.ts'

export type Move = { readonly advance: string } | { readonly to: string } | { readonly reset: true }

export type ClockNow = { readonly now: string; readonly offsetMs: number; readonly moved: boolean }

export type MoveRefusal = { readonly code: 'clock.not_understood' | 'clock.too_far' }

/** Whoever works beside the clock rests while it moves: the nights are lived through by one hand. */
export type Pausing = (work: () => Promise<void>) => Promise<void>

export const clockNow = (clock: MovableClock): ClockNow => ({
  now: clock.now().toISOString(),
  offsetMs: Math.round(clock.offsetMs()),
  moved: Math.abs(clock.offsetMs()) > 1000,
})

const dayMs = 86_400_000
const mostDays = 3700

export const parseMove = (body: unknown): Result<Move, MoveRefusal> => {
  const { advance, to, reset } = (typeof body === 'object' && body !== null ? body : {}) as Readonly<
    Record<string, unknown>
  >
  if (reset === true) return accept({ reset })
  if (typeof to === 'string' && !Number.isNaN(Date.parse(to))) return accept({ to })
  if (typeof advance === 'string' && periodShape.test(advance) && advance !== 'P') return accept({ advance })
  return refuse({ code: 'clock.not_understood' })
}

/** ISO 8601 durations without fractions: P1D, P2W, P1M, P1Y, PT6H, P1DT12H30M. */
const periodShape =
  /^P(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/

/** The instant a period after another; months and years keep the time of day in Japan. */
export const afterPeriod = (from: Date, period: string): Date => {
  const [, years = '0', months = '0', weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0'] =
    periodShape.exec(period) ?? []
  const timeOfDay = from.getTime() - startOf(dayOf(from)).getTime()
  const on = addDays(addMonths(dayOf(from), Number(years) * 12 + Number(months)), Number(weeks) * 7 + Number(days))
  const rest = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  return new Date(startOf(on).getTime() + timeOfDay + rest)
}

/** Moves the clock and answers when everything then due has been done. Back in time nothing is undone: only the clock moves. */
export const moveClock = async (
  { system, clock, pausing }: { readonly system: System; readonly clock: MovableClock; readonly pausing: Pausing },
  move: Move,
): Promise<Result<ClockNow, MoveRefusal>> => {
  const start = clock.now()
  const real = new Date(start.getTime() - clock.offsetMs())
  const target = 'reset' in move ? real : 'to' in move ? new Date(move.to) : afterPeriod(start, move.advance)
  if (Number.isNaN(target.getTime()) || Math.abs(target.getTime() - real.getTime()) > mostDays * dayMs)
    return refuse({ code: 'clock.too_far' })
  await pausing(async () => {
    for (let night = start.getTime() + dayMs; night < target.getTime(); night += dayMs) {
      clock.moveTo(new Date(night))
      await settle(system)
    }
    if ('reset' in move) clock.shift(0)
    else clock.moveTo(target)
    await settle(system)
    await saveOffset(system.database, Math.round(clock.offsetMs()), clock.now())
  })
  return accept(clockNow(clock))
}
