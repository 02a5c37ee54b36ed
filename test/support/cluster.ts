/**
 * A PostgreSQL for one run of the tests: fast because it never waits for the disk, and gone afterwards.
 *
 * The runner starts one and hands its address on in `SEKIMORI_TEST_DATABASE`. A test file that is run alone shares
 * one per user of the machine, which a guardian process (`cluster-guardian.ts`) ends when nobody uses it any more.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Connection } from '../../src/platform/database.ts'
import { findRunning, startPostgres } from '../../src/platform/embedded-postgres.ts'
import { migrate, migrationSentence, readMigrations } from '../../src/platform/postgres/migrate.ts'
import { connectionOf, urlOf } from '../../src/platform/postgres/address.ts'
import { isAlive } from '../../src/platform/postgres/home.ts'
import { databaseSentence } from '../../src/platform/postgres/text.ts'

export const addressVariable = 'SEKIMORI_TEST_DATABASE'

export type TestCluster = {
  readonly url: string // what the runner puts into SEKIMORI_TEST_DATABASE
  readonly connection: Connection
  readonly createDatabase: (name: string, template: string) => Promise<Connection>
  readonly stop: () => Promise<void> // and removes it from the disk
}

/** Starts a cluster of its own in a temporary folder. */
export const startTestCluster = async (): Promise<TestCluster> => {
  removeLeftovers()
  const dataDir = mkdtempSync(join(quickFolder(), `sekimori-test-run-${process.pid}-`))
  const started = await startPostgres({ dataDir, durable: false, onNotice: () => undefined })
  if (!started.ok) throw new Error(databaseSentence(started.refusal).en)
  const { connection, stop } = started.value
  const remove = (): void => rmSync(dataDir, { recursive: true, force: true })
  process.once('exit', remove) // a run that is broken off by Ctrl-C has no time to stop it
  return {
    url: urlOf(connection),
    connection,
    createDatabase: (name, template) => createDatabase(connection, name, template),
    stop: async () => {
      await stop()
      process.off('exit', remove)
      remove()
    },
  }
}

/** The cluster the tests of this process use: the runner's, or the shared one. */
export const testCluster = (): Promise<Connection> => (found ??= findCluster())

let found: Promise<Connection> | undefined

const findCluster = async (): Promise<Connection> => {
  const given = process.env[addressVariable]
  if (given !== undefined && given !== '') return connectionOf(given)
  return (await findRunning(sharedFolder())) ?? (await askGuardian())
}

/** Where the cluster shared by the test files of one user lies. */
export const sharedFolder = (): string => join(quickFolder(), `sekimori-test-${process.getuid?.() ?? 'user'}`)

/** Memory where the machine has enough of it to share (copying a template takes 9 ms there, 200 ms on a disk). */
export const quickFolder = (): string => {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > enoughBytes ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
}

const enoughBytes = 2_000_000_000

/** Clusters of runs that were killed. */
const removeLeftovers = (): void => {
  for (const name of readdirSync(quickFolder())) {
    const pid = /^sekimori-test-run-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(quickFolder(), name), { recursive: true, force: true })
  }
}

const askGuardian = async (): Promise<Connection> => {
  const script = fileURLToPath(new URL('cluster-guardian.ts', import.meta.url))
  const guardian = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let complaint = ''
  guardian.stderr.setEncoding('utf8').on('data', (words: string) => (complaint += words))
  const line = await new Promise<string>((resolve, reject) => {
    guardian.stdout.setEncoding('utf8').once('data', resolve)
    guardian.once('close', () => reject(new Error(`the shared test database did not start: ${complaint}`)))
  })
  guardian.stdout.destroy()
  guardian.stderr.destroy()
  guardian.unref()
  return connectionOf(line.trim())
}

/** A copy of a template, in well under a tenth of a second. */
export const createDatabase = async (cluster: Connection, name: string, template: string): Promise<Connection> => {
  await command(
    cluster,
    `create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)} strategy file_copy`,
  )
  return { ...cluster, database: name }
}

export const dropDatabase = (cluster: Connection, name: string): Promise<void> =>
  command(cluster, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`)

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The name of the template that holds every migration; made once per cluster and state of the folder. */
export const migratedTemplate = (cluster: Connection): Promise<string> => {
  const read = readMigrations(migrations)
  if (!read.ok) throw new Error(migrationSentence(read.refusal).en)
  const state = read.value.map(({ name, checksum }) => `${name} ${checksum}`).join('\n')
  return makeTemplate(cluster, `migrations:${state}`, async connection => {
    const done = await migrate(connection, migrations)
    if (!done.ok) throw new Error(migrationSentence(done.refusal).en)
  })
}

/**
 * A template made once, however many processes ask for it at once; one that was left half-made is made anew.
 *
 * @param content all that decides what is in it: another content is another template
 */
export const makeTemplate = async (
  cluster: Connection,
  content: string,
  fill: (connection: Connection) => Promise<void>,
): Promise<string> => {
  const name = `template_${createHash('sha256').update(content).digest('hex').slice(0, 16)}`
  const client = new pg.Client({ ...cluster, database: 'postgres' })
  await client.connect()
  const exists = async () => (await client.query('select from pg_database where datname = $1', [name])).rowCount === 1
  try {
    if (await exists()) return name
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    if (await exists()) return name
    await client.query(`drop database if exists ${name}_draft with (force)`)
    await client.query(`create database ${name}_draft template template0`)
    await fill({ ...cluster, database: `${name}_draft` })
    await client.query(`alter database ${name}_draft rename to ${name}`)
    await client.query(`alter database ${name} with allow_connections false`)
    return name
  } finally {
    await client.end()
  }
}

const command = async (cluster: Connection, statement: string): Promise<void> => {
  const client = new pg.Client({ ...cluster, database: 'postgres' })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
