/**
 * Claims: acts are written to the audit log and sealed faster than a university acts; a log of a million entries is verified
 * in time that grows with it alone and in memory that does not.
 */
import { recordEntries } from '../src/platform/audit.ts'
import type { AuditEntry } from '../src/platform/audit/entry.ts'
import { rootsFileIn } from '../src/platform/audit/roots-file.ts'
import { sealAudit } from '../src/platform/audit/seal.ts'
import { verifyAudit } from '../src/platform/audit/verify.ts'
import { randomId } from '../src/platform/random.ts'
import { perform, useCase, answer } from '../src/platform/use-case.ts'
import { accept } from '../src/kernel/result.ts'
import { z } from 'zod'
import { percentile, row } from './support/row.ts'
import { contextOf, mustBe, peopleWanted, withBench, type Bench } from './support/world.ts'

/** Ten entries for each person of a university. */
const entries = 10 * peopleWanted(100_000)
const entriesAtOnce = 1000
const acts = 500

/** An act that does nothing: what performing costs, with its transaction and its audit entry. */
const idle = useCase({
  name: 'bench.idle',
  title: { ja: '何もしない', en: 'Does nothing' },
  input: z.object({}),
  permit: { anyone: true },
  load: async () => ({}),
  decide: loaded => answer(loaded),
  write: async (_tx, loaded) => accept(loaded),
})

const spent = async <Value>(bench: Bench, work: () => Promise<Value>) => {
  const [before, began] = [bench.cpu(), performance.now()]
  const value = await work()
  const [seconds, after] = [(performance.now() - began) / 1000, bench.cpu()]
  return { value, seconds, node: after.node - before.node, database: after.database - before.database }
}

const writeMany = async ({ system }: Bench): Promise<void> => {
  const entry = (): AuditEntry => ({
    at: system.clock.now(),
    actor: { kind: 'system', name: 'bench' },
    channel: 'job',
    act: 'bench.write',
    outcome: 'done',
    persons: [randomId()],
    detail: { count: 1 },
  })
  for (let written = 0; written < entries; written += entriesAtOnce)
    await system.database.transact(tx => recordEntries(tx, Array.from({ length: entriesAtOnce }, entry)))
}

const oneByOne = async (bench: Bench): Promise<void> => {
  const times: number[] = []
  const { node, database } = await spent(bench, async () => {
    for (let act = 0; act < acts; act += 1) {
      const began = performance.now()
      mustBe(await perform(idle, {}, contextOf(bench.system)))
      times.push(performance.now() - began)
    }
  })
  row('audit.act', percentile(times, 0.95), 'ms at p95', { p50: percentile(times, 0.5), p99: percentile(times, 0.99) })
  row('audit.act-cpu', (node + database) / acts, 'ms of processor time for an act that does nothing')
}

const verified = async ({ system }: Bench): Promise<{ readonly rssInside: readonly number[] }> => {
  const rssInside: number[] = []
  const found = await verifyAudit(system.database.read, rootsFileIn(system.dataDir), () => rssInside.push(process.memoryUsage.rss())) // prettier-ignore
  if (found.found > 0 || found.unsealed > 0) throw new Error(JSON.stringify(found.findings[0] ?? found.unsealed))
  return { rssInside }
}

await withBench(async bench => {
  await oneByOne(bench)
  const perSecond = (seconds: number): number => entries / seconds
  const writing = await spent(bench, () => writeMany(bench))
  row('audit.append', perSecond(writing.seconds), 'entries/s, 1000 at once')
  const sealing = await spent(bench, () => sealAudit(bench.system))
  row('audit.seal', perSecond(sealing.seconds), 'entries/s')
  row('audit.seal-cpu', (1000 * (sealing.node + sealing.database)) / entries, 'µs of processor time an entry')
  const verifying = await spent(bench, () => verified(bench))
  const { rssInside } = verifying.value
  const tenth = Math.max(1, Math.floor(rssInside.length / 10))
  row('audit.verify', verifying.seconds, `s for ${entries} entries`)
  row('audit.verify-cpu', (1000 * (verifying.node + verifying.database)) / entries, 'µs of processor time an entry')
  const most = (part: readonly number[]): number => Math.max(...part) / 1024 / 1024
  row('audit.verify-rss', most(rssInside.slice(-tenth)) - most(rssInside.slice(0, tenth)), 'MiB, last tenth less first')
})
