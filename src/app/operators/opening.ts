/** How an operator's command opens what it needs, and closes it whatever happens. */
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { say, type Bilingual } from '../../kernel/bilingual.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Terminal } from '../../platform/command.ts'
import type { Config } from '../../platform/config/config.ts'
import { openPostgres, type Postgres } from '../../platform/embedded-postgres.ts'
import { databaseSentence } from '../../platform/postgres/text.ts'
import type { System } from '../../platform/system.ts'
import { silentLog } from '../../platform/telemetry/log.ts'
import { readMasterKey } from '../../platform/vault.ts'
import { open } from '../open.ts'

type Key = ReturnType<typeof readMasterKey>

export const operator = ({ operator: name }: Terminal): Actor => ({ kind: 'operator', name })

/** A refusal that is one sentence already. */
export const cannotStart = (sentence: Bilingual, { language }: Terminal): Result<never> =>
  refuse({ code: 'start.refused', sentence: say(sentence, language) })

/** The whole system, beside a running one or alone. */
export const withSystem = async <Value>(
  config: Config,
  terminal: Terminal,
  work: (system: System) => Promise<Result<Value>>,
): Promise<Result<Value>> => {
  const opened = await open(config, { purpose: 'beside', log: silentLog })
  if (!opened.ok) return cannotStart(opened.refusal.sentence, terminal)
  try {
    return await work(opened.value.system)
  } finally {
    await opened.value.close()
  }
}

/** The database alone, whatever is in it. */
export const withPostgres = async <Value>(
  config: Config,
  terminal: Terminal,
  work: (postgres: Postgres) => Promise<Result<Value>>,
): Promise<Result<Value>> => {
  const { dataDir, databaseUrl } = config
  const postgres = await openPostgres({ dataDir, databaseUrl, durable: true, onNotice: () => undefined })
  if (!postgres.ok) return cannotStart(databaseSentence(postgres.refusal), terminal)
  try {
    return await work(postgres.value)
  } finally {
    await postgres.value.stop()
  }
}

export const masterKeyOf = (config: Config, terminal: Terminal): Result<Key> => {
  try {
    return accept(readMasterKey(config.masterKey.file))
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error)
    return cannotStart({ ja: sentence, en: sentence }, terminal)
  }
}
