/** `sekimori backup create` and `sekimori backup restore`. */
import { accept, type Refusal, type Result } from '../../kernel/result.ts'
import { rootsFileIn } from '../../platform/audit/roots-file.ts'
import { sealAudit } from '../../platform/audit/seal.ts'
import { createBackup } from '../../platform/backup/create.ts'
import { restoreBackup, type PutBack } from '../../platform/backup/restore.ts'
import { systemClock } from '../../platform/clock.ts'
import type { Command, Terminal } from '../../platform/command.ts'
import type { Config } from '../../platform/config/config.ts'
import { migrationSentence, type MigrationRefusal } from '../../platform/postgres/migrate.ts'
import { rightMasterKey } from '../../platform/vault.ts'
import { modules } from '../modules.ts'
import { migrationsFolder } from '../open.ts'
import { cannotStart, masterKeyOf, operator, withPostgres, withSystem } from './opening.ts'
import { text } from './text.ts'

export const backupCreate: Command = {
  name: 'backup create',
  title: text.backup.create,
  flags: { out: { kind: 'text', required: true, title: text.backup.out } },
  alone: 'with settings',
  run: (config, flags, terminal) =>
    withSystem(config, terminal, async system => {
      const master = await rightMasterKey(system.database, config.masterKey.file)
      const made = await createBackup(system, { out: String(flags['out']), master, by: operator(terminal) })
      if (made.ok) terminal.say(text.backup.keyApart)
      return made
    }),
}

export const backupRestore: Command = {
  name: 'backup restore',
  title: text.backup.restore,
  flags: { from: { kind: 'text', required: true, title: text.backup.from } },
  alone: 'with settings',
  run: async (config, flags, terminal) => {
    const restored = await restore(config, String(flags['from']), terminal)
    if (!restored.ok) return restored
    const sealed = await withSystem(config, terminal, async system => accept(await sealAudit(system)))
    if (!sealed.ok) return sealed
    if (restored.value.roots.movedTo !== null) terminal.say(text.backup.rootsMoved)
    terminal.say(text.backup.whatNow)
    return restored
  },
}

/** Opens the database alone: what is in it is asked by the restore itself. */
const restore = async (config: Config, from: string, terminal: Terminal): Promise<Result<PutBack>> => {
  const master = masterKeyOf(config, terminal)
  if (!master.ok) return master
  const restored = await withPostgres(config, terminal, ({ connection }) =>
    restoreBackup(
      {
        connection,
        master: master.value,
        migrationsFolder,
        rootsFile: rootsFileIn(config.dataDir),
        clock: systemClock,
      },
      {
        from,
        by: operator(terminal),
        modules: modules.flatMap(({ name, restored: end }) => (end === undefined ? [] : [{ name, restored: end }])),
      },
    ),
  )
  if (restored.ok || !isAboutMigrations(restored.refusal)) return restored
  return cannotStart(migrationSentence(restored.refusal), terminal)
}

const isAboutMigrations = (refusal: Refusal): refusal is MigrationRefusal =>
  refusal.code.startsWith('migration.') || refusal.code.startsWith('database.')
