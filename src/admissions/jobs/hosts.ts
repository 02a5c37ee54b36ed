/**
 * ● Hosts who leave: their guests are told, and so are they; the guests we admitted get an end, which another host's word
 * takes away again. A guest whom a file brings keeps the end that the file says. Attack imp.sponsor-gone.
 */
import { addDays, dayInWords, dayOf, later, type Day } from '../../kernel/day.ts'
import type { Tx } from '../../platform/database.ts'
import { recordEntry } from '../../platform/audit.ts'
import type { System } from '../../platform/system.ts'
import { mostHosted, type Hosted } from '../../registry/index.ts'
import { endOf, hostlessDays, step, type Application } from '../application.ts'
import { byNumberForUpdate, hostlessForUpdate } from '../store/applications.ts'
import { move } from '../store/changes.ts'
import { forgetTold, noteTold } from '../store/hosts.ts'
import { guestsWithoutHost } from '../units.ts'
import { land, nameOfPerson, tell, tellMember } from '../use-cases/telling.ts'
import { sourceCode } from './landing.ts'

type Where = { readonly system: System; readonly now: Date }

/** Looks at every guest once; whoever was told of this host's leaving is not told again. */
export const noticeHosts = async (system: System, now: Date): Promise<void> => {
  const guests = await guestsWithoutHost(system.database.read, dayOf(now), 'all')
  for (const guest of guests) await system.database.transact(tx => noticeOne(tx, guest, { system, now }))
  // Only who is missing from a whole list has a host again.
  if (guests.length < mostHosted) await takeBack(system, guests, now)
}

/** The first day without them: time for another to take over, after the host's last day or from now. */
const endWithout = ({ leavesOn }: Hosted, today: Day): Day => addDays(later(leavesOn ?? today, today), hostlessDays)

const noticeOne = async (tx: Tx, guest: Hosted, where: Where): Promise<void> => {
  const { system, now } = where
  if (!(await noteTold(tx, guest, now))) return
  const ours = guest.source === sourceCode ? await byNumberForUpdate(tx, system.vault, guest.sourceKey) : null
  const last = ours === null ? guest.until : await giveEnd(tx, { application: ours, guest }, where)
  const end = last === null ? null : dayInWords(addDays(last, -1))
  const name = await nameOfPerson(tx, guest.personId)
  const link = `${system.baseUrl}/my/invitations`
  const values = {
    number: guest.sourceKey,
    lastJa: end?.ja ?? '',
    lastEn: end?.en ?? '',
    nameJa: name.ja,
    nameEn: name.en,
    link,
  }
  if (ours !== null)
    await tell(tx, { application: ours, name: 'hostLeaves', values }, where) // prettier-ignore
  else await tellMember(tx, { person: guest.personId, name: 'hostLeavesFile', values }, where)
  await tellMember(tx, { person: guest.host, name: 'yourGuest', values }, where)
  await note(tx, 'admissions.lose_host', { number: guest.sourceKey, persons: [guest.personId, guest.host] }, now)
}

/** Gives a guest of ours the end that comes if nobody takes over; says the first day without them. */
const giveEnd = async (
  tx: Tx,
  { application, guest }: { readonly application: Application; readonly guest: Hosted },
  { now }: Where,
): Promise<Day | null> => {
  const to = step(application.state, 'lose_host')
  if (!to.ok) return endOf(application)
  const hostlessUntil = endWithout(guest, dayOf(now))
  await move(tx, { application, action: 'lose_host', to: to.value, actor: 'system:admissions', hostlessUntil, landing: 'waiting' }, now) // prettier-ignore
  await land(tx, application, now)
  return endOf({ ...application, hostlessUntil })
}

/** A host who stays after all takes the end away again. */
const takeBack = async (system: System, guests: readonly Hosted[], now: Date): Promise<void> => {
  const without = new Set(guests.flatMap(guest => (guest.source === sourceCode ? [guest.sourceKey] : [])))
  await system.database.transact(async tx => {
    for (const application of await hostlessForUpdate(tx, system.vault, dayOf(now))) {
      const to = step(application.state, 'keep_host')
      if (without.has(application.number) || !to.ok) continue
      await move(tx, { application, action: 'keep_host', to: to.value, actor: 'system:admissions', hostlessUntil: null, landing: 'waiting' }, now) // prettier-ignore
      await forgetTold(tx, sourceCode, application.number)
      await land(tx, application, now)
      await tell(tx, { application, name: 'hostStays' }, { system, now })
      await note(tx, 'admissions.keep_host', { number: application.number, persons: [] }, now)
    }
  })
}

const note = (
  tx: Tx,
  act: string,
  { number, persons }: { readonly number: string; readonly persons: readonly string[] },
  now: Date,
): Promise<void> =>
  recordEntry(tx, { at: now, actor: { kind: 'system', name: 'admissions' }, channel: 'job', act, outcome: 'done', persons, detail: { application: number } }) // prettier-ignore
