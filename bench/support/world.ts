/** A fresh embedded database, as durable as in production, with everything a process of ours has; gone afterwards. */
import { readFileSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { feedSources, type FeedSource } from '../../demo/feeds/sources.ts'
import { open } from '../../src/app/open.ts'
import { readConfig } from '../../src/platform/config/config.ts'
import type { System } from '../../src/platform/system.ts'
import type { Context } from '../../src/platform/use-case.ts'
import { silentLog } from '../../src/platform/telemetry/log.ts'
import { saveSource, usualBrake } from '../../src/registry/index.ts'

export type Bench = {
  readonly system: System
  readonly folder: string
  /** Processor time used since the bench began, in milliseconds: ours, and the database's. */
  readonly cpu: () => { readonly node: number; readonly database: number }
}

/** `--people N`, or the number that the claim speaks of. */
export const peopleWanted = (standard: number): number => {
  const { values } = parseArgs({ options: { people: { type: 'string' } }, strict: false })
  const wanted = Number(values.people ?? standard)
  if (!Number.isInteger(wanted) || wanted < 1) throw new Error('--people takes a whole number')
  return wanted
}

export const withBench = async (work: (bench: Bench) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'sekimori-bench-'))
  try {
    const config = readConfig({ DATA_DIR: folder }, 'command')
    if (!config.ok) throw new Error(config.refusal.sentence.en)
    const opened = await open(config.value, { purpose: 'beside', log: silentLog })
    if (!opened.ok) throw new Error(opened.refusal.sentence.en)
    try {
      await work({ system: opened.value.system, folder, cpu: () => cpuOf(folder) })
    } finally {
      await opened.value.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The sources of the sample university, mapped as an officer would. */
export const addSources = async ({ database, clock }: System): Promise<void> => {
  for (const name of Object.keys(feedSources) as FeedSource[]) {
    const { id, kind, ...layout } = feedSources[name]
    const trust = kind === 'hr' ? 80 : 60
    const source = { code: id, name: { ja: id, en: id }, kind, trust, layout, mode: 'full', brake: usualBrake, missingAfter: 3 } as const // prettier-ignore
    await database.transact(tx => saveSource(tx, source, clock.now()))
  }
}

/** The operator of this machine, as the command line acts. */
export const contextOf = (system: System): Context => ({
  actor: { kind: 'operator', name: 'bench' },
  now: system.clock.now(),
  channel: 'cli',
  language: 'en',
  address: null,
  requestId: 'bench',
  system,
})

/** The value, where a refusal would be a fault of the bench. */
export const mustBe = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: object }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

const cpuOf = (folder: string): { readonly node: number; readonly database: number } => {
  const { user, system } = process.cpuUsage()
  return { node: (user + system) / 1000, database: postgresCpu(folder) }
}

const millisecondsPerTick = 10 // USER_HZ is 100 on every Linux we run on

/** The postmaster and its children, those that ended included (proc(5): utime, stime, cutime, cstime). */
const postgresCpu = (folder: string): number => {
  const [line = ''] = readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')
  const postmaster = Number(line)
  const stats = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => statOf(Number(name)))
  const ours = stats.filter(stat => stat !== null && (stat.pid === postmaster || stat.parent === postmaster))
  return ours.reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0) * millisecondsPerTick
}

const statOf = (pid: number): { pid: number; parent: number; ticks: number } | null => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number)
    const [parent = 0, times] = [fields[1], fields.slice(11, 15)]
    return { pid, parent, ticks: times.reduce((sum, ticks) => sum + ticks, 0) }
  } catch {
    return null // it ended meanwhile
  }
}
