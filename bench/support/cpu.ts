/** CPU of the whole process for one turn of some work, helping threads included. */
import type { Spread } from './row.ts'

/** Milliseconds of CPU for one turn; `spread` is how long a turn took, without waiting for others. */
export const cpuPerTurn = async (
  turns: number,
  work: () => Promise<void>,
): Promise<{ readonly cpu: number; readonly spread: Spread }> => {
  for (let turn = 0; turn < turns / 10; turn += 1) await work()
  const took: number[] = []
  const before = process.cpuUsage()
  for (let turn = 0; turn < turns; turn += 1) {
    const began = performance.now()
    await work()
    took.push(performance.now() - began)
  }
  const { user, system } = process.cpuUsage(before)
  took.sort((a, b) => a - b)
  const at = (share: number): number => took[Math.floor(turns * share)] ?? 0
  return { cpu: (user + system) / 1000 / turns, spread: { p50: at(0.5), p99: at(0.99) } }
}
