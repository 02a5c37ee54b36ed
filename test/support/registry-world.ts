/** A registry of one's own for a test file: a database, a vault, a clock that moves, the sources of the sample university. */
import { after } from 'node:test'
import { feedSources, type FeedSource } from '../../demo/feeds/sources.ts'
import type { PersonId } from '../../src/kernel/ids.ts'
import { asAccountId, asPersonId, asSessionId } from '../../src/kernel/ids.ts'
import type { Actor, StaffRole } from '../../src/platform/actor.ts'
import { movableClock, type MovableClock } from '../../src/platform/clock.ts'
import type { Connection } from '../../src/platform/database.ts'
import type { System } from '../../src/platform/system.ts'
import type { Context } from '../../src/platform/use-case.ts'
import { usualBrake } from '../../src/registry/imports/brake.ts'
import { saveSource } from '../../src/registry/store/sources.ts'
import { contextOf as systemContext, openSystem } from './platform.ts'

export type World = {
  readonly system: System
  readonly clock: MovableClock
  readonly connection: Connection
  readonly masterKeyFile: string
}

/** Opens a world; it closes itself after the test file. */
export const registryWorld = async (at = '2026-11-25T09:00:00+09:00'): Promise<World> => {
  const clock = movableClock()
  clock.moveTo(new Date(at))
  const { system, connection, masterKeyFile, end } = await openSystem({ clock })
  for (const name of Object.keys(feedSources) as FeedSource[]) await addSource(system, name)
  after(end)
  return { system, clock, connection, masterKeyFile }
}

const addSource = async (system: System, name: FeedSource): Promise<void> => {
  const { id, kind, ...layout } = feedSources[name]
  await system.database.transact(tx =>
    saveSource(
      tx,
      {
        code: id,
        name: { ja: id, en: id },
        kind,
        trust: kind === 'hr' ? 80 : 60,
        layout,
        mode: 'full',
        brake: usualBrake,
        missingAfter: 3,
      },
      system.clock.now(),
    ),
  )
}

/** An officer with one role; each id is another person. */
export const officer = (number: number, role: StaffRole = 'registrar'): Actor => {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  const personId: PersonId = asPersonId(id)
  return {
    kind: 'person',
    personId,
    accountId: asAccountId(id),
    username: `officer${number}`,
    sessionId: asSessionId('00000000-0000-4000-8000-0000000000aa'),
    roles: new Set([role]),
  }
}

export const contextOf = ({ system }: Pick<World, 'system'>, actor: Actor): Context => ({
  ...systemContext(system, actor),
  language: 'en',
  address: null,
})
