/**
 * Record offices that send a file each night, and an officer with a worker who carry each file to its end, from wherever
 * the registry stands: received, rehearsed, applied, and everyone concerned recomputed.
 */
import { accountReconciler } from '../../src/accounts/reconcile.ts'
import { eligibilityReconciler } from '../../src/eligibility/reconcile.ts'
import { addDays, type Day } from '../../src/kernel/day.ts'
import { row, sql } from '../../src/platform/database.ts'
import type { JobHandler } from '../../src/platform/job.ts'
import { handlersByKind, runOne } from '../../src/platform/jobs/run-one.ts'
import { claimJobs, removeDone } from '../../src/platform/jobs/store.ts'
import { reconcileDirty } from '../../src/platform/reconcile/run.ts'
import type { System } from '../../src/platform/system.ts'
import { perform } from '../../src/platform/use-case.ts'
import { usualBrake } from '../../src/registry/imports/brake.ts'
import type { Import } from '../../src/registry/imports/import.ts'
import { applyJob } from '../../src/registry/job-kinds.ts'
import { applyChunk } from '../../src/registry/jobs/apply.ts'
import { registryModule } from '../../src/registry/module.ts'
import { recentImports } from '../../src/registry/store/imports.ts'
import { applyImport } from '../../src/registry/use-cases/apply-import.ts'
import { importFile } from '../../src/registry/use-cases/import-file.ts'
import { undoImport } from '../../src/registry/use-cases/undo-import.ts'
import { addOffice, fileOf, students, usualHeader, type OfficeRow } from './office.ts'
import { contextOf, officer } from './registry-world.ts'

/** A night's number, from 1, and whether its import is brought to its end or taken back again. */
export type Errand = { readonly night: number; readonly undo: boolean }

const firstDay = '2026-10-01' as Day
const dayOfNight = (night: number): Day => addDays(firstDay, night)

/** A clock that stands still at nine in the morning after a night. */
export const clockOfNight = (night: number) => {
  const instant = new Date(`${dayOfNight(night)}T09:00:00+09:00`)
  return { now: () => instant, offsetMs: () => 0 }
}

export const addOffices = async (system: System): Promise<void> => {
  for (const code of ['office', 'bureau']) await addOffice(system, code, { ...usualBrake, base: 1_000_000 })
}

/** The file of a night: most of those the office knows, some changed, some new, some gone, some unreadable. */
export const fileOfNight = (night: number): { readonly source: string; readonly file: Uint8Array } => {
  const isBureau = night % 4 === 3
  const people = students(peopleEachNight + night * newEachNight)
  const present = people.filter((_, at) => (at * 7 + night * 3) % 11 !== 0)
  const rows = present.map((person, at): OfficeRow => ({
    ...person,
    ...changeOf(night, at),
    ...numberOf(person, isBureau),
  }))
  const unreadable = { ...(rows[0] ?? { number: 'S1' }), number: `X${night}`, born: '2001-02-30' }
  const shown = isBureau ? rows.slice(0, 9) : rows
  return {
    source: isBureau ? 'bureau' : 'office',
    file: fileOf([...shown, unreadable], [...usualHeader, 'mail', 'voided']),
  }
}

const peopleEachNight = 24
const newEachNight = 3

/** The bureau counts the same people by numbers of its own: cases for a human. */
const numberOf = ({ number }: OfficeRow, isBureau: boolean): Pick<OfficeRow, 'number'> => ({
  number: isBureau ? number.replace('S', 'B') : number,
})

const changeOf = (night: number, at: number): Partial<OfficeRow> => ({
  ...(at % 5 === night % 5 ? { unit: `第${night}学部` } : {}),
  ...(at % 13 === night % 13 ? { until: night % 2 === 0 ? '2026-09-30' : '2027-03-31' } : {}),
  ...(at % 17 === night % 17 ? { voided: '1' } : {}),
  mail: at % 3 === 0 ? `s${at}@example.org` : '',
})

const stepsAtOnce = 9

const applying: JobHandler = {
  kind: applyJob,
  run: async (system, payload) => {
    for (;;) if (await applyChunk(system, String(payload['import']), stepsAtOnce)) return
  },
}

const handlers = handlersByKind([...registryModule.jobs, applying])
const flow = [eligibilityReconciler, accountReconciler]
/** Over as soon as it is given: what a killed worker held is taken over at once. */
const noLease = -1

/** Carries a night to its end; tells what was acknowledged. Whatever was done before is not done again. */
export const carry = async (system: System, errand: Errand, tell: (done: string) => void = () => {}): Promise<void> => {
  for (let before = ''; ;) {
    const taken = await importOfNight(system, errand.night)
    const now = `${taken?.state} ${taken?.progress}`
    if (isOver(taken, errand)) return work(system)
    if (now === before) throw new Error(`night ${errand.night} stands still: ${now}`)
    before = now
    await act(system, errand, taken, tell)
    await work(system)
  }
}

export const importOfNight = async (system: System, night: number): Promise<Import | null> =>
  (await recentImports(system.database.read, null, 100)).find(each => each.asOf === dayOfNight(night)) ?? null

const isOver = (taken: Import | null, { undo }: Errand): boolean => taken?.state === (undo ? 'undone' : 'applied')

/** What the officer does next; a refusal is a bug of the test or of the house. */
const act = async (
  system: System,
  errand: Errand,
  taken: Import | null,
  tell: (done: string) => void,
): Promise<void> => {
  const context = contextOf({ system }, officer(1))
  if (taken === null) {
    const done = await perform(importFile, { ...fileOfNight(errand.night), asOf: dayOfNight(errand.night) }, context)
    if (!done.ok) throw new Error(JSON.stringify(done.refusal))
    tell(`received ${done.value.import}`)
  } else if (taken.state === 'rehearsed') {
    const done = await perform(applyImport, { import: taken.id, plan: taken.planHash }, context)
    if (!done.ok) throw new Error(JSON.stringify(done.refusal))
    tell(`applying ${taken.id}`)
  } else if (taken.state === 'applied') {
    const done = await perform(undoImport, { import: taken.id }, context)
    if (!done.ok) throw new Error(JSON.stringify(done.refusal))
    tell(`undoing ${taken.id}`)
  }
}

/** Every job that waits, and everyone marked, as a worker does it. */
const work = async (system: System): Promise<void> => {
  const now = system.clock.now()
  for (;;) {
    const claim = { worker: 'night', kinds: [...handlers.keys()], limit: 10, leaseMs: noLease, now }
    const jobs = await system.database.transact(tx => claimJobs(tx, claim))
    if (jobs.length === 0) break
    for (const job of jobs)
      if ((await runOne(system, handlers, claim.worker, job)) === 'failed') throw new Error(`${job.kind} failed`)
    await system.database.transact(tx => removeDone(tx, claim.worker, jobs.map(({ id }) => id))) // prettier-ignore
  }
  const { parked } = await reconcileDirty(system, flow, { chunk: stepsAtOnce, leaseMs: noLease, atOnce: 1 })
  if (parked > 0) throw new Error(`${parked} persons were set aside`)
}

/** What is left undone: jobs and marks. */
export const leftOver = async (system: System): Promise<number> =>
  (
    await row<{ count: number }>(
      system.database.read,
      sql`select (select count(*) from platform.job where kind like 'registry.%') + (select count(*) from platform.dirty) as count`,
    )
  )?.count ?? -1
