/** ● Forgets how often somebody asked, after two days. */
import type { JobHandler } from '../platform/job.ts'
import { forgetTallies } from './store.ts'

export const forgetJob: JobHandler = {
  kind: 'desk.forget-tallies',
  run: async ({ database, clock }) => {
    await database.transact(tx => forgetTallies(tx, new Date(clock.now().getTime() - 2 * 86_400_000)))
  },
}
