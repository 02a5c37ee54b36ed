/** Claim: jobs are enqueued, claimed, run and removed faster than mass effects make them. */
import { drainJobs } from '../src/platform/jobs/drain.ts'
import { enqueueMany } from '../src/platform/job.ts'
import { row } from './support/row.ts'
import { peopleWanted, withBench } from './support/world.ts'

/** One for each ten people of a university. */
const jobs = Math.ceil(peopleWanted(100_000) / 10)
const kind = 'bench.nothing'

await withBench(async ({ system, cpu }) => {
  const now = system.clock.now()
  const before = cpu()
  const began = performance.now()
  const many = Array.from({ length: jobs }, (_, at) => ({ kind, payload: { at }, runAt: now }))
  await system.database.transact(tx => enqueueMany(tx, many, now))
  const enqueued = performance.now()
  const { done } = await drainJobs(system, [{ kind, run: async () => {} }], now)
  const ended = performance.now()
  const after = cpu()
  if (done !== jobs) throw new Error(`${done} of ${jobs} were run`)
  row('jobs.enqueue', (1000 * jobs) / (enqueued - began), 'jobs/s, all in one transaction')
  row('jobs.run', (1000 * jobs) / (ended - enqueued), 'jobs/s by one worker')
  row('jobs.cpu', (after.node + after.database - before.node - before.database) / jobs, 'ms of processor time a job')
})
