/** Killed at any moment, an import is gone on with: nobody is lost, nobody is doubled. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { addOffice, fileOf, students, usualHeader, type OfficeRow } from '../../../test/support/office.ts'
import { contextOf, officer, registryWorld } from '../../../test/support/registry-world.ts'
import { row, sql } from '../../platform/database.ts'
import { perform } from '../../platform/use-case.ts'
import { applyImport as applyAll } from '../jobs/apply.ts'
import { usualBrake } from './brake.ts'
import { importFile } from './operate.ts'
import { importById } from '../store/imports.ts'
import { applyImport } from '../use-cases/apply-import.ts'

const world = await registryWorld()
const { system } = world
const dying = fileURLToPath(new URL('../../../test/support/apply-and-die.ts', import.meta.url))

test('imp.kill-in-mid-apply: kill -9 between any two chunks and inside them', { timeout: 120_000 }, async () => {
  await addOffice(system)
  const people = students(400)
  const rehearsed = await importFile(system, { source: 'office', file: fileOf(people), rehearseOnly: true })
  assert.ok(rehearsed.ok)
  const { import: id, plan, counts } = rehearsed.value
  assert.ok((await perform(applyImport, { import: id, plan }, contextOf(world, officer(1)))).ok)
  let kills = 0
  for (let chunks = 1; (await importById(system.database.read, id))?.state === 'applying'; chunks += 1) {
    const child = spawn(process.execPath, [dying, JSON.stringify(world.connection), world.masterKeyFile, id])
    let seen = 0
    child.stdout.on('data', (data: Buffer) => {
      seen += data.toString().split('chunk').length - 1
      // Alternately right after a chunk was done, and as soon as the next has begun.
      if (seen >= (chunks % 3) + 1) setImmediate(() => child.kill('SIGKILL'))
    })
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    if (signal === 'SIGKILL') kills += 1
  }
  await applyAll(system, id)
  assert.ok(kills >= 2, `killed ${kills} times`)
  const found = await row<{ records: number; persons: number; names: number; affiliations: number; audited: number }>(
    system.database.read,
    sql`select (select count(*) from registry.record) as records, (select count(*) from registry.person) as persons,
          (select count(*) from registry.name) as names, (select count(*) from registry.affiliation) as affiliations,
          (select sum((detail->>'create')::integer) from platform.audit_entry
            where act = 'registry.apply-import' and detail->>'import' = ${id}) as audited`,
  )
  assert.equal(counts.create, 400)
  assert.deepEqual(
    { ...found, audited: Number(found?.audited) },
    { records: 400, persons: 400, names: 400, affiliations: 400, audited: 400 },
  )
})

/** A file of one night: some of twelve students, each with some values. */
const night = fc.uniqueArray(
  fc.record({
    at: fc.integer({ min: 0, max: 11 }),
    unit: fc.constantFrom('文学部', '理学部', ''),
    until: fc.constantFrom('', '2026-06-30', '2027-03-31'),
    family: fc.constantFrom('', '改姓'),
  }),
  { minLength: 1, selector: student => student.at },
)

test('plan, apply, plan again: nothing, on random files', { timeout: 120_000 }, async () => {
  let at = 0
  await fc.assert(
    fc.asyncProperty(fc.array(night, { minLength: 1, maxLength: 4 }), async nights => {
      const source = `random-${(at += 1)}`
      await addOffice(system, source, { ...usualBrake, base: 1_000_000 })
      const people = students(12, 1000 + at * 20)
      for (const [index, students] of nights.entries()) {
        const rowsIn = students.map((student): OfficeRow => {
          const person = people[student.at] ?? { number: 'none' }
          const { unit, until } = student
          return { ...person, unit, until, ...(student.family === '' ? {} : { family: student.family }) }
        })
        const asOf = `2026-11-${String(index + 1).padStart(2, '0')}`
        const done = await importFile(system, { source, file: fileOf(rowsIn, usualHeader), asOf })
        assert.ok(done.ok && done.value.state === 'applied', JSON.stringify(done))
        const again = await importFile(system, { source, file: fileOf(rowsIn, usualHeader), asOf })
        assert.ok(again.ok, JSON.stringify(again))
        assert.deepEqual(again.value.counts, { noop: rowsIn.length })
      }
    }),
    { numRuns: 12 },
  )
})
