/** How long work went: how much was done by when, at which cost, and how large the process was then. */
import { row } from './row.ts'
import type { Bench } from './world.ts'

export type Step = { readonly done: number; readonly cpuMs: number; readonly rss: number }

export const stepOf = ({ cpu }: Bench, done: number): Step => {
  const { node, database } = cpu()
  return { done, cpuMs: node + database, rss: process.memoryUsage.rss() }
}

const tenthOf = (steps: readonly Step[]): number => Math.max(1, Math.floor(steps.length / 10))

/** Things done for a second of processor time; the wall would tell of our neighbours. */
const rate = (part: readonly Step[]): number => {
  const [from, to] = [part[0], part.at(-1)]
  return from === undefined || to === undefined ? Number.NaN : (to.done - from.done) / (to.cpuMs - from.cpuMs)
}

/** The rate of the last tenth as a share of the rate of the first. */
export const paceOf = (steps: readonly Step[]): number =>
  rate(steps.slice(-tenthOf(steps) - 1)) / rate(steps.slice(0, tenthOf(steps) + 1))

/** The rate of the last part of so many things as a share of the rate of the first so many. */
export const slowdownOf = (steps: readonly Step[], first: number, last: number): number => {
  const end = steps.at(-1)?.done ?? 0
  return rate(steps.filter(({ done }) => done >= end - last)) / rate(steps.filter(({ done }) => done <= first))
}

export const memoryRows = (name: string, steps: readonly Step[]): void => {
  const largest = (part: readonly Step[]): number => Math.max(...part.map(({ rss }) => rss)) / 1024 / 1024
  const tenth = tenthOf(steps)
  row(`${name}.rss-growth`, largest(steps.slice(-tenth)) - largest(steps.slice(0, tenth)), 'MiB, last tenth less first')
  row(`${name}.rss-most`, largest(steps), 'MiB')
}
