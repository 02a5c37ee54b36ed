/** A system on a real, empty database for a test file, with a vault of its own and a clock the test moves. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { house } from '../../src/app/house.ts'
import type { Actor, StaffRole } from '../../src/platform/actor.ts'
import type { Clock } from '../../src/platform/clock.ts'
import { connect, type Connection } from '../../src/platform/database.ts'
import { asAccountId, asPersonId, asSessionId } from '../../src/kernel/ids.ts'
import { randomId } from '../../src/platform/random.ts'
import type { System } from '../../src/platform/system.ts'
import { silentLog } from '../../src/platform/telemetry/log.ts'
import type { Context } from '../../src/platform/use-case.ts'
import { createMasterKey, openVault } from '../../src/platform/vault.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** A clock that stands still until the test moves it. */
export type TestClock = Clock & {
  readonly set: (instant: Date | string) => void
  readonly pass: (milliseconds: number) => void
}

export const testClock = (start = '2027-04-01T00:00:00Z'): TestClock => {
  let now = new Date(start)
  return {
    now: () => now,
    offsetMs: () => 0,
    set: instant => {
      now = new Date(instant)
    },
    pass: milliseconds => {
      now = new Date(now.getTime() + milliseconds)
    },
  }
}

export type TestSystem = {
  readonly system: System
  readonly clock: TestClock
  readonly connection: Connection
  readonly masterKeyFile: string
  readonly contextOf: (actor: Actor) => Context
  readonly end: () => Promise<void>
}

/** A real, empty database with a vault of its own around a clock: what every small world of the tests stands on. */
export const openSystem = async ({
  clock,
  baseUrl = 'http://localhost:8080',
  demo = false,
  base,
}: {
  readonly clock: Clock
  readonly baseUrl?: string
  readonly demo?: boolean
  readonly base?: Base
}): Promise<Omit<TestSystem, 'clock' | 'contextOf'>> => {
  const { connection, drop } = base ?? (await testDatabase())
  const database = connect(connection)
  const dataDir = mkdtempSync(join(tmpdir(), 'sekimori-test-'))
  const masterKeyFile = join(dataDir, 'master.key')
  createMasterKey(masterKeyFile)
  const vault = await openVault(database, masterKeyFile, clock)
  return {
    system: { database, clock, vault, log: silentLog, baseUrl, dataDir, demo, house },
    connection,
    masterKeyFile,
    end: async () => {
      await database.end()
      await drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

type Base = Pick<TestDatabase, 'connection' | 'drop'>

/** On a database of its own, or on one that is given. Call `end` in an `after` hook. */
export const testSystem = async (base: Base | null = null): Promise<TestSystem> => {
  const clock = testClock()
  const opened = await openSystem({ clock, demo: true, ...(base === null ? {} : { base }) })
  return { ...opened, clock, contextOf: actor => contextOf(opened.system, actor) }
}

/** What a page would hand a use case for this actor, by the system's clock. */
export const contextOf = (system: System, actor: Actor): Context => ({
  actor,
  now: system.clock.now(),
  channel: 'page',
  language: 'ja',
  address: '192.0.2.1',
  requestId: 'test',
  system,
})

/** An officer made up for a test; another account of the same person when `person` is given. */
export const officer = (roles: readonly StaffRole[], person = randomId()): Actor & { readonly kind: 'person' } => ({
  kind: 'person',
  personId: asPersonId(person),
  accountId: asAccountId(randomId()),
  username: 'a0100001',
  sessionId: asSessionId('00000000-0000-4000-8000-0000000000aa'),
  roles: new Set(roles),
})

export const machineOperator: Actor = { kind: 'operator', name: 'root' }
