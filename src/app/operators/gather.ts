/** Gathers what `sekimori doctor` judges. Reads only, and starts nothing that was never there. */
import { existsSync, mkdirSync, statfsSync } from 'node:fs'
import { accept, type Result } from '../../kernel/result.ts'
import { standingBrakes } from '../../registry/index.ts'
import { lastRoot, rootsFileIn } from '../../platform/audit/roots-file.ts'
import { lastSeal, sealsAfter } from '../../platform/audit/store.ts'
import { migrationsApplied } from '../../platform/backup/store.ts'
import { movableClock, systemClock, type Clock } from '../../platform/clock.ts'
import type { Terminal } from '../../platform/command.ts'
import { environment, readConfig, type Config } from '../../platform/config/config.ts'
import { connect, type Database } from '../../platform/database.ts'
import { homeIn, madeBy } from '../../platform/postgres/home.ts'
import { migrationSentence, planMigration, readMigrations } from '../../platform/postgres/migrate.ts'
import { demoMark } from '../../platform/settings.ts'
import { serverVersion, vitalSigns } from '../../platform/telemetry/vital-signs.ts'
import { nextFileOf } from '../../platform/vault/master-key.ts'
import { storedKeys } from '../../platform/vault/store.ts'
import { openVault, readMasterKey } from '../../platform/vault.ts'
import { migrationsFolder } from '../open.ts'
import type { Facts, Signs, Stored } from './diagnose.ts'
import { text } from './text.ts'
import { withPostgres } from './opening.ts'

type Seen = Pick<Facts, 'database' | 'demo' | 'now' | 'roots'>

export const gather = async (config: Config, terminal: Terminal): Promise<Facts> => {
  const production = readConfig(environment(), 'production')
  const seen = await lookInside(config, terminal)
  return {
    machineNow: systemClock.now(),
    refusedStart: production.ok ? null : production.refusal.sentence,
    https: config.secure,
    masterKey: {
      problem: problemOf(() => void readMasterKey(config.masterKey.file)),
      nextWaits: existsSync(nextFileOf(config.masterKey.file)),
      file: config.masterKey.file,
    },
    disk: diskOf(config.dataDir),
    ...seen,
  }
}

const problemOf = (look: () => void): string | null => {
  try {
    look()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const diskOf = (folder: string): Facts['disk'] => {
  mkdirSync(folder, { recursive: true })
  const { bavail, bsize, blocks } = statfsSync(folder)
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}

const lookInside = async (config: Config, terminal: Terminal): Promise<Seen> => {
  const nowhere = { demo: false, now: systemClock.now(), roots: null }
  const made = madeBy(homeIn(config.dataDir))
  if (config.databaseUrl === null && made.ok && made.value === null)
    return { ...nowhere, database: { unreachable: text.doctor.noDatabaseYet } }
  const seen = await withPostgres(config, terminal, ({ connection }) => look(config, connect(connection)))
  if (seen.ok) return seen.value
  const { sentence = seen.refusal.code } = seen.refusal as { readonly sentence?: string }
  return { ...nowhere, database: { unreachable: { ja: sentence, en: sentence } } }
}

const look = async (config: Config, database: Database): Promise<Result<Seen>> => {
  try {
    const files = readMigrations(migrationsFolder)
    const applied = await migrationsApplied(database.read)
    const plan = files.ok ? planMigration(files.value, applied) : files
    const stored: Stored = {
      version: await serverVersion(database.read),
      pending: files.ok ? files.value.filter(({ name }) => !applied.some(each => each.name === name)).length : 0,
      misfit: plan.ok ? null : migrationSentence(plan.refusal),
      signs: null,
    }
    if (applied.length === 0) return accept({ demo: false, now: systemClock.now(), roots: null, database: stored })
    const mark = await demoMark(database)
    const clock = mark === null ? systemClock : movableClock(mark.offsetMs)
    const signs = await signsOf(config, database, clock)
    const roots = await rootsOf(config, database)
    return accept({ demo: mark !== null, now: clock.now(), roots, database: { ...stored, signs } })
  } finally {
    await database.end()
  }
}

const signsOf = async (config: Config, database: Database, clock: Clock): Promise<Signs> => ({
  ...(await vitalSigns(database.read)),
  lastSeal: (await lastSeal(database.read))?.number ?? 0,
  brakes: await standingBrakes(database.read),
  vault: await whyShut(config, database, clock),
})

/** A vault without keys was never opened: the first start makes them. */
const whyShut = async (config: Config, database: Database, clock: Clock): Promise<string | null> => {
  try {
    if ((await storedKeys(database.read)).length > 0) await openVault(database, config.masterKey.file, clock)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const rootsOf = async ({ dataDir }: Config, { read }: Database): Promise<Facts['roots']> => {
  const root = lastRoot(rootsFileIn(dataDir))
  if (root === null) return null
  const [seal] = await sealsAfter(read, root.number - 1, 1)
  return { last: root.number, agrees: seal?.number === root.number && seal.chain.equals(root.chain) }
}
