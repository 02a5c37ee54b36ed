/**
 * A process of its own that holds the embedded database of a folder, for tests that kill it.
 *
 * Says on its output, a JSON line each: `{ kind, pid }` or the refusal, then a number for every row it was told is
 * committed. Ends in order when its input ends.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../src/platform/embedded-postgres.ts'
import { homeIn } from '../../src/platform/postgres/home.ts'

const [dataDir = '', mode = 'hold', namespaces = 'allowed'] = process.argv.slice(2)

const tell = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const started = await startPostgres({
  dataDir,
  durable: true,
  onNotice: () => undefined,
  namespaces: namespaces === 'forbidden' ? 'forbidden' : 'allowed',
})
if (!started.ok) {
  tell(started.refusal)
  process.exit(1)
}
const { connection, kind, stop } = started.value
const pid = Number(readFileSync(join(homeIn(dataDir).cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
tell({ kind, pid })

/** Writes one row after the other, each its own transaction, until nobody listens. */
const write = async (): Promise<void> => {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table if not exists line (number integer primary key)')
  for (let number = 1; ; number += 1) {
    await client.query('insert into line values ($1)', [number])
    tell(number)
  }
}
if (mode === 'write') write().catch(() => undefined)

process.stdin.resume().once('end', () => void stop().then(() => process.exit(0)))
