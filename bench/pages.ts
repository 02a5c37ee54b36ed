/** Claim: a page costs a few milliseconds of processor time, the database's included. Asked by real HTTP, one after another. */
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { feedSourceNames } from '../demo/feeds/sources.ts'
import { generateFeeds } from '../demo/generate-feeds.ts'
import { flow } from '../src/app/flow.ts'
import { makeServer } from '../src/app/server.ts'
import { hashPassword } from '../src/authentication/authenticators/password.ts'
import { dayOf } from '../src/kernel/day.ts'
import { reconcileDirty } from '../src/platform/reconcile/run.ts'
import { importFile } from '../src/registry/index.ts'
import { addMembers, giveRole } from './support/members.ts'
import { percentile, row } from './support/row.ts'
import { visitors, type Visitors } from './support/visitors.ts'
import { addSources, mustBe, peopleWanted, withBench, type Bench } from './support/world.ts'

const people = Math.min(peopleWanted(5000), 20_000)
const password = 'correct horse battery staple'
const lookMs = 4000

/** A small university, so that pages have something to show; answers with the address of its first import. */
const fill = async ({ system, folder }: Bench): Promise<string> => {
  await addSources(system)
  await generateFeeds({ people, seed: 1, out: folder, changed: 0, asOf: dayOf(system.clock.now()) })
  let first = ''
  for (const source of feedSourceNames) {
    const file = await readFile(join(folder, `${source}.csv`))
    const done = mustBe(await importFile(system, { source, file }))
    first ||= done.import
  }
  await reconcileDirty(system, flow)
  return `/imports/${first}`
}

const look = async (
  { cpu }: Bench,
  browsers: Visitors,
  { port, path, cookies }: { readonly port: number; readonly path: string; readonly cookies: string | null },
) => {
  const looking = browsers.ask({ do: 'look', port, pages: { [path]: cookies } })
  await new Promise(resolve => setTimeout(resolve, lookMs / 2)) // warm
  const [before, from] = [cpu(), performance.now()]
  await new Promise(resolve => setTimeout(resolve, lookMs))
  const [after, until] = [cpu(), performance.now()]
  browsers.tell({ do: 'stop-looking' })
  const { seen } = await looking
  const wrong = seen.find(each => each.status !== 200)
  if (wrong !== undefined) throw new Error(`${path} answered ${wrong.status}`)
  const times = seen.slice(Math.floor(seen.length / 3)).map(({ ms }) => ms)
  const each = (ms: number): number => ms / ((until - from) / (times.reduce((sum, ms) => sum + ms, 0) / times.length))
  return { times, node: each(after.node - before.node), database: each(after.database - before.database) }
}

await withBench(async bench => {
  const importPage = await fill(bench)
  const server = await makeServer({ system: bench.system, config: { trustedProxies: [], metricsToken: null } })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const usernames = await addMembers(bench.system, 2, (await hashPassword(password)) ?? '')
  await giveRole(bench.system, usernames.slice(1), 'registrar')
  const browsers = visitors()
  await browsers.ask({ do: 'arrive', port, people: usernames.map(username => ({ username, password })) })
  const [member = null, registrar = null] = (await browsers.ask({ do: 'sign-in', atOnce: 1 })).cookies
  const pages = [
    ['sign-in', '/sign-in', null],
    ['my-page', '/', member],
    ['people-search', `/people?q=${encodeURIComponent('佐藤')}`, registrar],
    ['import', importPage, registrar],
  ] as const
  for (const [name, path, cookies] of pages) {
    const { times, node, database } = await look(bench, browsers, { port, path, cookies })
    row(`page.${name}.server`, node, 'ms of processor time')
    row(`page.${name}.database`, database, 'ms of processor time')
    row(`page.${name}.wall`, percentile(times, 0.95), 'ms at p95', { p50: percentile(times, 0.5), p99: percentile(times, 0.99) }) // prettier-ignore
  }
  browsers.end()
  await server.close()
})
