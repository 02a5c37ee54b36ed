import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { testDatabase } from './database.ts'

test('each caller gets a database of its own with every migration applied, and leaves nothing behind', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()])
  after(() => Promise.all([one.drop(), two.drop()]))
  assert.notEqual(one.connection.database, two.connection.database)
  for (const { connection } of [one, two]) {
    const client = new pg.Client(connection)
    await client.connect()
    const { rows } = await client.query<{ name: string }>('select name from migration.applied order by name')
    assert.equal(rows[0]?.name, '0001_platform.sql')
    await client.end()
  }
})
