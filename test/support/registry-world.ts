/** A registry of one's own for a test file: a database, a vault, a clock that moves, the sources of the sample university. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { feedSources, type FeedSource } from '../../demo/feeds/sources.ts'
import type { PersonId } from '../../src/kernel/ids.ts'
import { asAccountId, asPersonId, asSessionId } from '../../src/kernel/ids.ts'
import type { Actor, StaffRole } from '../../src/platform/actor.ts'
import { movableClock, type MovableClock } from '../../src/platform/clock.ts'
import { house } from '../../src/app/house.ts'
import { connect, type Connection } from '../../src/platform/database.ts'
import type { System } from '../../src/platform/system.ts'
import { silentLog } from '../../src/platform/telemetry/log.ts'
import type { Context } from '../../src/platform/use-case.ts'
import { createMasterKey, openVault } from '../../src/platform/vault.ts'
import { usualBrake } from '../../src/registry/imports/brake.ts'
import { saveSource } from '../../src/registry/store/sources.ts'
import { testDatabase } from './database.ts'

export type World = {
  readonly system: System
  readonly clock: MovableClock
  readonly connection: Connection
  readonly masterKeyFile: string
}

/** Opens a world; it closes itself after the test file. */
export const registryWorld = async (at = '2026-11-25T09:00:00+09:00'): Promise<World> => {
  const database = await testDatabase()
  const connected = connect(database.connection)
  const folder = mkdtempSync(join(tmpdir(), 'sekimori-registry-'))
  const masterKeyFile = join(folder, 'master.key')
  const clock = movableClock()
  clock.moveTo(new Date(at))
  createMasterKey(masterKeyFile)
  const vault = await openVault(connected, masterKeyFile, clock)
  const system: System = {
    database: connected,
    clock,
    vault,
    log: silentLog,
    baseUrl: 'http://localhost:8080',
    dataDir: folder,
    demo: false,
    house,
  }
  for (const name of Object.keys(feedSources) as FeedSource[]) await addSource(system, name)
  after(async () => {
    await connected.end()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  return { system, clock, connection: database.connection, masterKeyFile }
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
  actor,
  now: system.clock.now(),
  channel: 'page',
  language: 'en',
  address: null,
  requestId: 'test',
  system,
})
