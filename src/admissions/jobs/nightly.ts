/** ● What comes back every night: what is over ends, what ends soon is told, hosts who leave are noticed. */
import { addDays, dayInWords, dayOf } from '../../kernel/day.ts'
import type { Scheduled, JobHandler } from '../../platform/job.ts'
import { recordEntry } from '../../platform/audit.ts'
import type { Tx } from '../../platform/database.ts'
import type { System } from '../../platform/system.ts'
import { daysToFinish, endOf, remindDays, step } from '../application.ts'
import { byNumberForUpdate, overdue, toRemind } from '../store/applications.ts'
import { move, saveReminded } from '../store/changes.ts'
import { forgetTallies } from '../store/evidence.ts'
import { land, tell } from '../use-cases/telling.ts'
import { noticeHosts } from './hosts.ts'
import { careForInvitations } from './invitations.ts'

export const nightlyJob = 'admissions.nightly'
export const nightly: Scheduled = { kind: nightlyJob, at: '03:10' }

const dayMs = 86_400_000

export const lookAtEverything: JobHandler = {
  kind: nightlyJob,
  run: async system => {
    const now = system.clock.now()
    await expire(system, now)
    await remind(system, now)
    await noticeHosts(system, now)
    await careForInvitations(system, now)
    await system.database.transact(tx => forgetTallies(tx, new Date(now.getTime() - dayMs)))
  },
}

/** Works in small transactions until a round finds nothing. */
const untilNone = async ({ database }: System, round: (tx: Tx) => Promise<number>): Promise<void> => {
  for (let found = 1; found > 0;) found = await database.transact(round)
}

/** Unfinished applications expire and provisional ones without proof lapse; each is told. */
const expire = (system: System, now: Date): Promise<void> =>
  untilNone(system, async tx => {
    const before = new Date(now.getTime() - daysToFinish * dayMs)
    const numbers = await overdue(tx, { before, today: dayOf(now) })
    for (const { number } of numbers) await expireOne(tx, number, { system, now })
    return numbers.length
  })

const expireOne = async (
  tx: Tx,
  number: string,
  where: { readonly system: System; readonly now: Date },
): Promise<void> => {
  const { system, now } = where
  const application = await byNumberForUpdate(tx, system.vault, number)
  if (application === null) return
  const action = application.state === 'provisional' ? 'lapse' : 'expire'
  const to = step(application.state, action)
  if (!to.ok) return
  await move(tx, { application, action, to: to.value, actor: 'system:admissions' }, now)
  if (action === 'lapse') await land(tx, application, now)
  // A draft whose address never answered a code may name anybody's address.
  if (application.mailVerifiedAt !== null || application.broughtByLabel !== null)
    await tell(tx, { application, name: action === 'lapse' ? 'lapsed' : 'expired' }, where)
  const actor = { kind: 'system', name: 'admissions' } as const
  await recordEntry(tx, { at: now, actor, channel: 'job', act: `admissions.${action}`, outcome: 'done', persons: [], detail: { application: number } }) // prettier-ignore
}

/** A provisional end a week before, the end of the period two months before: once each. */
const remind = (system: System, now: Date): Promise<void> =>
  untilNone(system, async tx => {
    const today = dayOf(now)
    const numbers = await toRemind(tx, {
      today,
      provisional: addDays(today, remindDays.provisional),
      period: addDays(today, remindDays.period),
    })
    for (const { number } of numbers) {
      const application = await byNumberForUpdate(tx, system.vault, number)
      const end = application === null ? null : endOf(application)
      await saveReminded(tx, number, now)
      if (application === null || end === null) continue
      const last = dayInWords(addDays(end, -1))
      const name = application.state === 'provisional' ? 'provisionalSoon' : 'periodSoon'
      await tell(tx, { application, name, values: { lastJa: last.ja, lastEn: last.en } }, { system, now })
    }
    return numbers.length
  })
