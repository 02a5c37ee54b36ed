/** A day begins: leaves begin and end, and what ends today has ended. Those concerned are marked for the reconcilers. */
import { dayOf } from '../../kernel/day.ts'
import { asPersonId } from '../../kernel/ids.ts'
import { markDirty } from '../../platform/reconciler.ts'
import type { System } from '../../platform/system.ts'
import { turnAffiliations } from '../store/turn-day.ts'

export const turnDay = async (system: System): Promise<void> => {
  const now = system.clock.now()
  await system.database.transact(async tx => {
    const persons = await turnAffiliations(tx, dayOf(now))
    await markDirty(tx, persons.map(asPersonId), now)
  })
}
