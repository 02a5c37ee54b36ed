/**
 * Claims: of a password sign-in, all processor time but the hash is under a quarter of the hash's own; a storm of sign-ins
 * delays no other page, since only so many passwords are checked or wait at once and the rest are told to come back.
 */
import type { AddressInfo } from 'node:net'
import { makeServer } from '../src/app/server.ts'
import { hashPassword, verifyPassword } from '../src/authentication/authenticators/password.ts'
import { addMembers } from './support/members.ts'
import { percentile, remark, row } from './support/row.ts'
import type { Report, Seen } from './support/visitor.ts'
import { visitors } from './support/visitors.ts'
import { peopleWanted, withBench, type Bench } from './support/world.ts'

const password = 'correct horse battery staple'
/** Sign-ins that are counted, after as many to warm up. */
const counted = Math.min(peopleWanted(200), 400)
const storm = 500
const lookMs = 3000

const hashAlone = async ({ cpu }: Bench, hash: string): Promise<number> => {
  const before = cpu()
  for (let time = 0; time < counted; time += 1) await verifyPassword(hash, password)
  return (cpu().node - before.node) / counted
}

const spread = (values: readonly number[]): { readonly p50: number; readonly p99: number } => ({
  p50: percentile(values, 0.5),
  p99: percentile(values, 0.99),
})

const signInCosts = async (bench: Bench, port: number, hash: string): Promise<readonly string[]> => {
  const crowd = visitors()
  const arrive = async (usernames: readonly string[]) => crowd.ask({ do: 'arrive', port, people: usernames.map(username => ({ username, password })) }) // prettier-ignore
  const members = await addMembers(bench.system, 2 * counted, hash)
  await arrive(members.slice(0, counted))
  await crowd.ask({ do: 'sign-in', atOnce: 1 })
  await arrive(members.slice(counted))
  const [before, mainBefore] = [bench.cpu(), process.threadCpuUsage()]
  const { seen, cookies } = await crowd.ask({ do: 'sign-in', atOnce: 1 })
  const [after, main] = [bench.cpu(), process.threadCpuUsage(mainBefore)]
  crowd.end()
  if (cookies.length !== counted) throw new Error(`only ${cookies.length} of ${counted} signed in`)
  const alone = await hashAlone(bench, hash)
  const server = (main.user + main.system) / 1000 / counted // hashes are made on other threads
  const database = (after.database - before.database) / counted
  row('sign-in.hash', alone, 'ms of processor time, alone')
  row('sign-in.hash-within', (after.node - before.node) / counted - server, 'ms of processor time, within a sign-in')
  row('sign-in.server', server, 'ms of processor time beside the hash')
  row('sign-in.database', database, 'ms of processor time')
  row('sign-in.beside-hash', (100 * (server + database)) / alone, '% of the hash alone')
  row('sign-in.wall', percentile(seen.map(({ ms }) => ms), 0.95), 'ms at p95', spread(seen.map(({ ms }) => ms))) // prettier-ignore
  return cookies
}

const lookedAt = (name: string, seen: readonly Seen[]): void => {
  for (const page of new Set(seen.map(each => each.name))) {
    const times = seen.filter(each => each.name === page).map(({ ms }) => ms)
    row(`${name}${page === '/' ? '/my-page' : page}`, percentile(times, 0.95), 'ms at p95', spread(times))
  }
}

const stormOnPages = async (
  { system }: Bench,
  port: number,
  { hash, member }: { readonly hash: string; readonly member: string },
): Promise<void> => {
  const [onlookers, crowd] = [visitors(), visitors()]
  const pages = { '/health/live': null, '/sign-in': null, '/': member }
  const lookDuring = async (work: () => Promise<unknown>): Promise<Report> => {
    const report = onlookers.ask({ do: 'look', port, pages })
    await work()
    onlookers.tell({ do: 'stop-looking' })
    return report
  }
  const quiet = await lookDuring(() => new Promise(resolve => setTimeout(resolve, lookMs)))
  lookedAt('quiet', quiet.seen)
  const usernames = await addMembers(system, storm, hash)
  await crowd.ask({ do: 'arrive', port, people: usernames.map(username => ({ username, password })) })
  let answers: Report = { seen: [], cookies: [], retryAfter: 0 }
  const busy = await lookDuring(async () => { answers = await crowd.ask({ do: 'sign-in', atOnce: storm }) }) // prettier-ignore
  lookedAt('storm', busy.seen)
  const of = (status: number): number => answers.seen.filter(each => each.status === status).length
  row('storm.signed-in', of(303), `of ${storm} at once`)
  row('storm.busy', of(503), `of ${storm} at once`)
  row('storm.longest', Math.max(...answers.seen.map(({ ms }) => ms)), 'ms until answered')
  if (of(303) + of(503) !== storm || of(503) !== answers.retryAfter)
    remark(`answers: ${JSON.stringify(answers.seen.map(each => each.status))}`)
  onlookers.end()
  crowd.end()
}

await withBench(async bench => {
  const server = await makeServer({ system: bench.system, config: { trustedProxies: [], metricsToken: null } })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const hash = (await hashPassword(password)) ?? ''
  const [member = ''] = await signInCosts(bench, port, hash)
  await stormOnPages(bench, port, { hash, member })
  await server.close()
})
