/** ● Which units an officer speaks for: those they work in. The machine's operator and registered programs speak for all. */
import { addDays, type Day } from '../kernel/day.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { actingPerson, hasRole, type Actor } from '../platform/actor.ts'
import type { Db, Tx } from '../platform/database.ts'
import { affiliationsOf, withoutHost, type Hosted } from '../registry/index.ts'
import { hostNoticeDays } from './application.ts'
import { hostStatuses } from './statuses.ts'
import type { Reach } from './store/applications.ts'

export type Unit = { readonly code: string; readonly name: Bilingual }

export const unitsOf = async (db: Db | Tx, actor: Actor): Promise<readonly Unit[] | 'all'> => {
  const person = actingPerson(actor)
  if (person === null) return 'all'
  const held = (await affiliationsOf(db, [person])).get(person) ?? []
  const units = held.flatMap(({ state, unit }) => (unit !== null && state === 'active' ? [unit] : []))
  return [...new Map(units.map(unit => [unit.code, unit])).values()]
}

/** The office sees every application; a department those of its own units, and nothing of others'. */
export const reachOf = async (db: Db | Tx, actor: Actor): Promise<Reach> => {
  if (hasRole(actor, ['counter', 'registrar'])) return 'all'
  const units = await unitsOf(db, actor)
  return units === 'all' ? 'all' : units.map(({ code }) => code)
}

export const isWithin = (reach: Reach, unitCode: string | null): boolean =>
  reach === 'all' || (unitCode !== null && reach.includes(unitCode))

/** Guests whose host is gone or leaves within the time of notice, of everyone or of some units. */
export const guestsWithoutHost = async (db: Db | Tx, today: Day, reach: Reach): Promise<readonly Hosted[]> => {
  const found = await withoutHost(db, [...hostStatuses], { today, horizon: addDays(today, hostNoticeDays) })
  return found.filter(guest => isWithin(reach, guest.unitCode))
}
