/** Browsers in another process, as a bench speaks to them. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Order, Report } from './visitor.ts'

export type Visitors = {
  readonly ask: (order: Order) => Promise<Report>
  readonly tell: (order: Order) => void
  readonly end: () => void
}

export const visitors = (): Visitors => {
  const child = fork(`${import.meta.dirname}/visitor.ts`, { stdio: 'inherit' })
  return {
    tell: order => void child.send(order),
    ask: async order => {
      const answered = once(child, 'message')
      child.send(order)
      const [report] = (await answered) as [Report]
      return report
    },
    end: () => child.disconnect(),
  }
}
