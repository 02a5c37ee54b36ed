/**
 * A process of its own that carries nights and dies by SIGKILL at a given statement, for tests that kill the house
 * anywhere. Arguments: database as JSON, master key. On its standard input one line of JSON: what to do, and when to die.
 */
import { house } from '../../src/app/house.ts'
import { once } from 'node:events'
import { connect, type Connection, type Database, type Tx } from '../../src/platform/database.ts'
import { silentLog } from '../../src/platform/telemetry/log.ts'
import { openVault } from '../../src/platform/vault.ts'
import { carry, clockOfNight, type Errand } from './nights.ts'

/** `sent`: the statement has left for the database and nobody will hear its answer. */
export type Death = { readonly atStatement: number; readonly when: 'before' | 'sent' }
export type Order = { readonly errand: Errand; readonly death: Death | null }

const die = (): void => void process.kill(process.pid, 'SIGKILL')

/** A database whose user is killed at a statement; `commit` counts as one. */
const dying = (database: Database, death: Death | null): Database => {
  let statements = 0
  const step = (): void => {
    statements += 1
    if (statements !== death?.atStatement) return
    if (death.when === 'before') die()
    else setImmediate(die)
  }
  return {
    ...database,
    transact: work =>
      database.transact(async tx => {
        const counted = Object.assign(Object.create(tx), {
          query: (config: Parameters<Tx['query']>[0]) => {
            step()
            return tx.query(config)
          },
        }) as Tx
        const value = await work(counted)
        step()
        return value
      }),
  }
}

const [connection = '', masterKeyFile = ''] = process.argv.slice(2)
const database = connect(JSON.parse(connection) as Connection, { readers: 1, writers: 2 })
const [line] = (await once(process.stdin, 'data')) as [Buffer]
const { errand, death } = JSON.parse(line.toString()) as Order
process.stdin.destroy()
const clock = clockOfNight(errand.night)
const vault = await openVault(database, masterKeyFile, clock)
const system = {
  database: dying(database, death),
  clock,
  vault,
  log: silentLog,
  baseUrl: 'http://localhost',
  dataDir: '/nowhere',
  demo: false,
  house,
}
await carry(system, errand, done => process.stdout.write(`${done}\n`))
await database.end()
