/**
 * Claims: the first import of 100,000 people with matching, eligibility, account issue and audit takes at most ten
 * minutes on two cores with the embedded database; memory does not grow with it; the next night takes at most a minute,
 * and so does the rehearsal of a change of rules, which then does exactly what it showed.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { feedSourceNames } from '../demo/feeds/sources.ts'
import { generateFeeds } from '../demo/generate-feeds.ts'
import { flow } from '../src/app/flow.ts'
import { dayOf } from '../src/kernel/day.ts'
import { row as firstRow, sql } from '../src/platform/database.ts'
import { reconcileDirty } from '../src/platform/reconcile/run.ts'
import type { System } from '../src/platform/system.ts'
import { perform, type Context } from '../src/platform/use-case.ts'
import { applyChunk, rowsPerChunk } from '../src/registry/jobs/apply.ts'
import { applyImport } from '../src/registry/use-cases/apply-import.ts'
import { importFile } from '../src/registry/use-cases/import-file.ts'
import { rehearseImport } from '../src/registry/use-cases/rehearse-import.ts'
import { remark, row } from './support/row.ts'
import { addSources, peopleWanted, withBench, type Bench } from './support/world.ts'

const people = peopleWanted(100_000)
const seed = 1

/** How a run went: how many were done by when, and how large the process was then. */
type Step = { readonly done: number; readonly atMs: number; readonly rss: number }

const contextOf = (system: System): Context => ({
  actor: { kind: 'operator', name: 'bench' },
  now: system.clock.now(),
  channel: 'cli',
  language: 'en',
  address: null,
  requestId: 'bench',
  system,
})

const mustBe = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: object }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

const night = async (bench: Bench): Promise<{ applying: readonly Step[]; reconciling: readonly Step[] }> => {
  const { system, folder } = bench
  const applying: Step[] = []
  const reconciling: Step[] = []
  const note = (steps: Step[], done: number): void => {
    steps.push({ done, atMs: performance.now(), rss: process.memoryUsage.rss() })
  }
  let applied = 0
  for (const source of feedSourceNames) {
    const began = performance.now()
    const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1)
    const file = await readFile(join(folder, `${source}.csv`))
    const { import: id, rows } = mustBe(await perform(importFile, { source, file }, contextOf(system)))
    const staged = seconds()
    const plan = mustBe(await perform(rehearseImport, { import: id }, contextOf(system)))
    const rehearsed = seconds()
    mustBe(await perform(applyImport, { import: id, plan: plan.plan }, contextOf(system)))
    note(applying, applied)
    while (!(await applyChunk(system, id))) note(applying, (applied += rowsPerChunk))
    remark(`${source}: ${rows} rows; staged at ${staged} s, rehearsed at ${rehearsed} s, applied at ${seconds()} s; ${JSON.stringify(plan.counts)} ${JSON.stringify(plan.holds)}`) // prettier-ignore
  }
  note(reconciling, 0)
  const { parked } = await reconcileDirty(system, flow, { onProgress: ({ done }) => note(reconciling, done) })
  if (parked > 0) throw new Error(`${parked} people could not be recomputed`)
  return { applying, reconciling }
}

/** How many a second in the last tenth, as a share of the first tenth. */
const pace = (steps: readonly Step[]): number => {
  const tenth = Math.max(1, Math.floor(steps.length / 10))
  const rate = (part: readonly Step[]): number => {
    const [from, to] = [part[0], part.at(-1)]
    return from === undefined || to === undefined ? Number.NaN : (to.done - from.done) / (to.atMs - from.atMs)
  }
  return rate(steps.slice(-tenth - 1)) / rate(steps.slice(0, tenth + 1))
}

const mebibytes = (bytes: number): number => bytes / 1024 / 1024
const largest = (steps: readonly Step[]): number => Math.max(...steps.map(({ rss }) => rss))

const count = async (system: System): Promise<Readonly<Record<string, number>>> =>
  (await firstRow<Record<string, number>>(
    system.database.read,
    sql`select (select count(*) from registry.person) as people, (select count(*) from registry.match_case) as cases,
               (select count(*) from eligibility.entitlement) as entitlements,
               (select count(*) from accounts.account) as accounts,
               (select count(*) from platform.audit_entry) as audited,
               pg_database_size(current_database()) / 1048576 as mebibytes`,
  )) ?? {}

const measured = async (bench: Bench, name: string): Promise<void> => {
  const before = await bench.cpu()
  const began = performance.now()
  const { applying, reconciling } = await night(bench)
  const seconds = (performance.now() - began) / 1000
  const after = await bench.cpu()
  row(`${name}.wall`, seconds, 's')
  row(`${name}.reconcile`, ((reconciling.at(-1)?.atMs ?? 0) - (reconciling[0]?.atMs ?? 0)) / 1000, 's')
  row(`${name}.cpu-server`, (after.node - before.node) / people, 'ms/person')
  row(`${name}.cpu-database`, (after.database - before.database) / people, 'ms/person')
  if (name !== 'first-import') return
  const all = [...applying, ...reconciling]
  const tenth = Math.max(1, Math.floor(all.length / 10))
  row(`${name}.pace-apply`, pace(applying), 'last tenth / first tenth')
  row(`${name}.pace-reconcile`, pace(reconciling), 'last tenth / first tenth')
  row(`${name}.rss-growth`, mebibytes(largest(all.slice(-tenth)) - largest(all.slice(0, tenth))), 'MiB')
  row(`${name}.rss-most`, mebibytes(largest(all)), 'MiB')
}

await withBench(async bench => {
  const { system, folder } = bench
  const asOf = dayOf(system.clock.now())
  await addSources(system)
  remark(JSON.stringify(await generateFeeds({ people, seed, out: folder, changed: 0, asOf })))
  await measured(bench, 'first-import')
  remark(JSON.stringify(await count(system)))
  await generateFeeds({ people, seed, out: folder, changed: 0.01, asOf })
  await measured(bench, 'next-night')
  remark(JSON.stringify(await count(system)))
})
