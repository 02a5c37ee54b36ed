/** Opens everything a process needs, in order: settings, database, migrations, secrets, clock. Closes it the other way round. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Bilingual } from '../kernel/bilingual.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { movableClock, systemClock, type Clock, type MovableClock } from '../platform/clock.ts'
import type { Config } from '../platform/config/config.ts'
import { connect, type Database } from '../platform/database.ts'
import { openPostgres } from '../platform/embedded-postgres.ts'
import { databaseSentence } from '../platform/postgres/text.ts'
import { migrate, migrationSentence } from '../platform/postgres/migrate.ts'
import { demoMark } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import { makeLog, type Log } from '../platform/telemetry/log.ts'
import { createMasterKey, openVault, type Vault } from '../platform/vault.ts'
import { house } from './house.ts'
import { text } from './text.ts'

export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

export type Opened = {
  readonly system: System
  readonly clock: MovableClock | null
  readonly close: () => Promise<void>
}

/** A start that could not be made: one sentence a person can act on. */
export type StartRefusal = { readonly code: 'start.refused'; readonly sentence: Bilingual }

/** `start`: production, which refuses the demo's database; `demo`; `beside`: a command, which is whatever the database is. */
export type Purpose = 'start' | 'demo' | 'beside'

export const open = async (
  config: Config,
  {
    purpose,
    log = makeLog(),
    onNotice = () => {},
  }: { readonly purpose: Purpose; readonly log?: Log; readonly onNotice?: (notice: Bilingual) => void },
): Promise<Result<Opened, StartRefusal>> => {
  const postgres = await openPostgres({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    durable: true,
    onNotice,
  })
  if (!postgres.ok) return refuse({ code: 'start.refused', sentence: databaseSentence(postgres.refusal) })
  const migrated = await migrate(postgres.value.connection, migrationsFolder)
  if (!migrated.ok) {
    await postgres.value.stop()
    return refuse({ code: 'start.refused', sentence: migrationSentence(migrated.refusal) })
  }
  const database = connect(postgres.value.connection, {
    onError: error => log.warn({ fault: error.name }, 'a database connection broke'),
  })
  const close = async (): Promise<void> => {
    await database.end()
    await postgres.value.stop()
  }
  const shown = await demoMark(database)
  if (purpose === 'start' && shown !== null) return closing(close, text.start.demoDatabase)
  const demo = purpose === 'demo' || shown !== null
  const movable = demo ? movableClock(shown?.offsetMs ?? 0) : null
  const clock = movable ?? systemClock
  const vault = await opened(database, config, clock)
  if (!vault.ok) return closing(close, vault.refusal.sentence)
  const system: System = {
    database,
    clock,
    vault: vault.value,
    log,
    baseUrl: config.baseUrl,
    dataDir: config.dataDir,
    demo,
    house,
  }
  return accept({ system, clock: movable, close })
}

/** The vault; its own sentence when the master key is missing, readable by others, or another database's. */
const opened = async (database: Database, config: Config, clock: Clock): Promise<Result<Vault, StartRefusal>> => {
  try {
    if (config.masterKey.made === 'by us if absent' && !existsSync(config.masterKey.file))
      createMasterKey(config.masterKey.file)
    return accept(await openVault(database, config.masterKey.file, clock))
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error)
    return refuse({ code: 'start.refused', sentence: { ja: sentence, en: sentence } })
  }
}

const closing = async (close: () => Promise<void>, sentence: Bilingual): Promise<Result<never, StartRefusal>> => {
  await close()
  return refuse({ code: 'start.refused', sentence })
}
