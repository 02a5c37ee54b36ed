/** ● What comes back every night: unfinished applications expire, provisional ones without proof end. */
import { dayOf } from '../../kernel/day.ts'
import { enqueue, type JobHandler } from '../../platform/job.ts'
import { recordEntry } from '../../platform/audit.ts'
import { daysToFinish, step } from '../application.ts'
import { landJob } from './landing.ts'
import * as store from '../store/applications.ts'

export const expireJob = 'admissions.expire'

export const expireApplications: JobHandler = {
  kind: expireJob,
  run: async ({ database, vault, clock }) => {
    const now = clock.now()
    const before = new Date(now.getTime() - daysToFinish * 86_400_000)
    const actor = { kind: 'system', name: 'admissions' } as const
    for (let found = 1; found > 0;) {
      found = await database.transact(async tx => {
        const numbers = await store.overdue(tx, { before, today: dayOf(now) })
        for (const { number } of numbers) {
          const application = await store.byNumberForUpdate(tx, vault, number)
          if (application === null) continue
          const action = application.state === 'provisional' ? 'lapse' : 'expire'
          const to = step(application.state, action)
          if (!to.ok) continue
          await store.move(tx, { application, action, to: to.value, actor: 'system:admissions' }, now)
          // The end already stands in the registry: it was told with the provisional admission.
          if (action === 'lapse')
            await enqueue(tx, { kind: landJob, key: number, payload: { number }, runAt: now }, now)
          await recordEntry(tx, { at: now, actor, channel: 'job', act: `admissions.${action}`, outcome: 'done', persons: [], detail: { application: number } }) // prettier-ignore
        }
        await store.forgetTallies(tx, new Date(now.getTime() - 86_400_000))
        return numbers.length
      })
    }
  },
}
