/** A database of one's own for a test file: fresh, with every migration applied. */
import type { Connection } from '../../src/platform/database.ts'
import { urlOf } from '../../src/platform/postgres/address.ts'
import { createDatabase, dropDatabase, migratedTemplate, testCluster } from './cluster.ts'

export type TestDatabase = {
  readonly connection: Connection
  readonly url: string
  readonly drop: () => Promise<void> // in an `after` hook; close your own connections first
}

let count = 0

/** A fresh copy of the migrated template, or of another template of the cluster. */
export const testDatabase = async (template?: string): Promise<TestDatabase> => {
  const cluster = await testCluster()
  count += 1
  const name = `test_${process.pid}_${count}`
  const connection = await createDatabase(cluster, name, template ?? (await migratedTemplate(cluster)))
  return { connection, url: urlOf(connection), drop: () => dropDatabase(cluster, name) }
}
