/** For jobs.test.ts: a worker that begins a job, says so and never ends it, until it is killed. */
import { systemClock } from '../clock.ts'
import { connect, type Connection } from '../database.ts'
import { claimJobs } from './store.ts'

const database = connect(JSON.parse(process.argv[2] ?? '') as Connection)
const claim = { worker: 'doomed', kinds: ['a'], limit: 1, leaseMs: 500, now: new Date(Date.UTC(2030, 0, 1)) }
const [job] = await database.transact(tx => claimJobs(tx, claim))
process.stdout.write(`begun ${String(job?.payload['n'])}\n`)
setInterval(systemClock.now, 3_600_000)
