/**
 * A process that restores a backup and stands still when everything is written and nothing committed, so that a test may
 * kill it there. Says `written` on its output.
 */
import { writeSync } from 'node:fs'
import { restoreBackup } from '../../src/platform/backup/restore.ts'
import { connectionOf } from '../../src/platform/postgres/address.ts'
import { readMasterKey } from '../../src/platform/vault.ts'
import { machineOperator } from './platform.ts'

const [url = '', masterKeyFile = '', migrationsFolder = '', from = ''] = process.argv.slice(2)

const standStill = (): never => {
  writeSync(1, 'written\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  throw new Error('it was woken')
}

await restoreBackup(
  {
    connection: connectionOf(url),
    master: readMasterKey(masterKeyFile),
    migrationsFolder,
    rootsFile: `${from}.roots`,
    clock: { now: standStill, offsetMs: () => 0 },
  },
  { from, by: machineOperator, modules: [] },
)
