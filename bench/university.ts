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
import { perform } from '../src/platform/use-case.ts'
import { applyChunk, rowsPerChunk } from '../src/registry/jobs/apply.ts'
import { applyImport } from '../src/registry/use-cases/apply-import.ts'
import { importFile } from '../src/registry/use-cases/import-file.ts'
import { rehearseImport } from '../src/registry/use-cases/rehearse-import.ts'
import { changeOfRules } from './support/rule-change.ts'
import { remark, row } from './support/row.ts'
import { judgeMatching } from '../test/support/match-truth.ts'
import { memoryRows, paceOf, slowdownOf, stepOf, type Step } from './support/steps.ts'
import { addSources, contextOf, mustBe, peopleWanted, withBench, type Bench } from './support/world.ts'

const people = peopleWanted(100_000)
const seed = 1

type Night = {
  readonly students: readonly Step[]
  readonly applying: readonly Step[]
  readonly reconciling: readonly Step[]
}

const night = async (bench: Bench): Promise<Night> => {
  const { system, folder } = bench
  const applying: Step[] = []
  const reconciling: Step[] = []
  let students: readonly Step[] = []
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
    applying.push(stepOf(bench, applied))
    while (!(await applyChunk(system, id))) applying.push(stepOf(bench, (applied += rowsPerChunk)))
    if (source === 'students') students = [...applying]
    remark(`${source}: ${rows} rows; staged at ${staged} s, rehearsed at ${rehearsed} s, applied at ${seconds()} s; ${JSON.stringify(plan.counts)} ${JSON.stringify(plan.holds)}`) // prettier-ignore
  }
  reconciling.push(stepOf(bench, 0))
  const { parked } = await reconcileDirty(system, flow, {
    onProgress: ({ done }) => reconciling.push(stepOf(bench, done)),
  })
  if (parked > 0) throw new Error(`${parked} people could not be recomputed`)
  return { students, applying, reconciling }
}

const count = async (system: System): Promise<Readonly<Record<string, number>>> =>
  (await firstRow<Record<string, number>>(
    system.database.read,
    sql`select (select count(*) from registry.person) as people, (select count(*) from registry.match_case) as cases,
               (select count(*) from eligibility.entitlement) as entitlements,
               (select count(*) from accounts.account) as accounts,
               (select count(*) from platform.audit_entry) as audited,
               pg_database_size(current_database()) / 1048576 as mebibytes`,
  )) ?? {}

/** What matching made of the whole import, with nobody deciding a case in between. */
const matching = async ({ database }: System, folder: string): Promise<void> => {
  const judged = await judgeMatching(database.read, join(folder, 'truth.csv'))
  row('matched.false-merges', judged.falseMerges, `of ${judged.rows} rows`)
  row(
    'matched.recall',
    (100 * (judged.automatic + judged.asked)) / judged.truePairs,
    `% of ${judged.truePairs} true pairs`,
  )
  row('matched.automatic', (100 * judged.automatic) / judged.truePairs, '% of true pairs')
  row('matched.needless', judged.needless, 'cases that show nobody who is meant')
}

const measured = async (bench: Bench, name: string): Promise<void> => {
  const [before, began] = [bench.cpu(), performance.now()]
  const { students, applying, reconciling } = await night(bench)
  const [after, ended] = [bench.cpu(), performance.now()]
  row(`${name}.wall`, (ended - began) / 1000, 's')
  row(`${name}.cpu-server`, (after.node - before.node) / people, 'ms/person')
  row(`${name}.cpu-database`, (after.database - before.database) / people, 'ms/person')
  row(`${name}.cpu`, (after.node + after.database - before.node - before.database) / 1000, 's of processor time')
  if (name !== 'first-import') return
  row(
    `${name}.cpu-reconcile`,
    ((reconciling.at(-1)?.cpuMs ?? 0) - (reconciling[0]?.cpuMs ?? 0)) / 1000,
    's of it recomputing',
  )
  row(`${name}.pace-apply`, paceOf(applying), 'last tenth / first tenth')
  row(`${name}.pace-reconcile`, paceOf(reconciling), 'last tenth / first tenth')
  row('imp.growth-slowdown', slowdownOf(students, 50_000, 10_000), 'last 10,000 students / first 50,000')
  memoryRows(name, [...applying, ...reconciling])
}

await withBench(async bench => {
  const { system, folder } = bench
  const asOf = dayOf(system.clock.now())
  await addSources(system)
  remark(JSON.stringify(await generateFeeds({ people, seed, out: folder, changed: 0, asOf })))
  await measured(bench, 'first-import')
  remark(JSON.stringify(await count(system)))
  await matching(system, folder)
  await changeOfRules(bench)
  await generateFeeds({ people, seed, out: folder, changed: 0.01, asOf })
  await measured(bench, 'next-night')
  remark(JSON.stringify(await count(system)))
})
