/** Keeps the shared test cluster while anybody uses it; then ends it and removes it from the disk. */
import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../../src/platform/embedded-postgres.ts'
import { isAlive } from '../../src/platform/postgres/home.ts'
import { urlOf } from '../../src/platform/postgres/address.ts'
import { databaseSentence } from '../../src/platform/postgres/text.ts'
import { dropDatabase, sharedFolder } from './cluster.ts'

const roundMs = 5_000
const idleRounds = 12

const started = await startPostgres({ dataDir: sharedFolder(), durable: false, onNotice: () => undefined })
if (!started.ok) throw new Error(databaseSentence(started.refusal).en)
const { connection, kind, stop } = started.value
process.stdout.on('error', () => undefined)
process.stdout.write(`${urlOf(connection)}\n`)
if (kind === 'joined') process.exit(0) // another guardian keeps it

const client = new pg.Client({ ...connection, database: 'postgres' })
await client.connect()

/** Databases carry the number of the process that asked for them: `test_PID_N`. Whose process is gone is dropped. */
const livingUsers = async (): Promise<number> => {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname ~ '^test_'`,
  )
  const dead = rows.filter(({ name }) => !isAlive(Number(name.split('_')[1])))
  for (const { name } of dead) await dropDatabase(connection, name)
  const { rowCount } = await client.query(
    `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  return rows.length - dead.length + (rowCount ?? 0)
}

for (let idle = 0; idle < idleRounds;) {
  await pause(roundMs)
  idle = (await livingUsers()) === 0 ? idle + 1 : 0
}
await client.end()
await stop()
rmSync(sharedFolder(), { recursive: true, force: true })
