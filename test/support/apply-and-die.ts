/** A process of its own that applies an import, to be killed anywhere: DATABASE as JSON, master key, import. */
import { applyChunk } from '../../src/registry/jobs/apply.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { house } from '../../src/app/house.ts'
import { connect, type Connection } from '../../src/platform/database.ts'
import { silentLog } from '../../src/platform/telemetry/log.ts'
import { openVault } from '../../src/platform/vault.ts'

const [connection = '', masterKeyFile = '', importId = ''] = process.argv.slice(2)
const database = connect(JSON.parse(connection) as Connection)
const vault = await openVault(database, masterKeyFile, systemClock)
const system = {
  database,
  clock: systemClock,
  vault,
  log: silentLog,
  baseUrl: 'http://localhost',
  dataDir: '/nowhere',
  demo: false,
  house,
}
process.stdout.write('begun\n')
while (!(await applyChunk(system, importId, 40))) process.stdout.write('chunk\n')
process.stdout.write('done\n')
await database.end()
