/** Files that chance has damaged: nothing is thrown, nothing hangs, and each line is either read or set aside. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { brokenFilesSource, knownStudents } from '../../../test/support/broken-files.ts'
import { missingFrom, pictureOf } from '../../../test/support/picture.ts'
import { contextOf, officer, registryWorld } from '../../../test/support/registry-world.ts'
import { row, sql } from '../../platform/database.ts'
import { perform } from '../../platform/use-case.ts'
import { readSource } from '../sources/read-source.ts'
import { importFile as takeFile } from '../use-cases/import-file.ts'
import { rehearseImport } from '../use-cases/rehearse-import.ts'
import { importFile } from './operate.ts'

/** One damage: so many octets at a place are replaced by these. Places are thousandths of the file. */
const damage = fc.record({
  at: fc.integer({ min: 0, max: 999 }),
  remove: fc.constantFrom(0, 0, 1, 2, 5, 60, 400),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc
      .constantFrom('"', '""', ',', ',,,,', '\n', '\r', '\r\n', '\0', '\t', '=1+1', "'", '__proto__', '99991231')
      .map(text => Buffer.from(text)),
    fc
      .constantFrom([0x82, 0xa0], [0x82], [0xf0, 0x40], [0xef, 0xbb, 0xbf], [0x1b, 0x24])
      .map(octets => Uint8Array.from(octets)),
  ),
  /** Copies what stands there instead: rows twice, headers again. */
  again: fc.boolean(),
})
type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never

const damaged = (bytes: Uint8Array, damages: readonly Damage[]): Uint8Array =>
  damages.reduce((file: Uint8Array, { at, remove, insert, again }) => {
    const place = Math.floor((file.length * at) / 1000)
    const [before, taken, after] = [
      file.subarray(0, place),
      file.subarray(place, place + remove),
      file.subarray(place + remove),
    ]
    return Buffer.concat(again ? [before, taken, insert, taken, after] : [before, insert, after])
  }, bytes)

const damagedFile = fc.array(damage, { minLength: 1, maxLength: 4 }).map(damages => damaged(knownStudents, damages))
const headerEnd = Buffer.from(knownStudents).indexOf('\n') + 1
const noiseBelowHeader = fc
  .uint8Array({ maxLength: 300 })
  .map(noise => Buffer.concat([knownStudents.subarray(0, headerEnd), noise]))
const files = fc.oneof({ arbitrary: damagedFile, weight: 4 }, { arbitrary: noiseBelowHeader, weight: 1 })

/** Lines below the header that hold anything, counted without any of our readers. */
const linesIn = (bytes: Uint8Array): number =>
  Buffer.from(bytes)
    .toString('latin1')
    .split(/\r\n|\n|\r/)
    .slice(1)
    .filter(line => line.replaceAll(',', '') !== '').length

const readAll = async (bytes: Uint8Array, size: number) => {
  const lines = new Map<number, boolean>()
  for await (const batch of readSource(brokenFilesSource, cut(bytes, size))) {
    if (!batch.ok) return batch.refusal.code
    for (const each of batch.value) lines.set(each.line, each.ok)
  }
  return lines
}

const cut = (bytes: Uint8Array, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))

test(
  'damaged files: read in any pieces, each line is read or set aside, or the file is refused',
  { timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 500 }), async (file, size) => {
        const whole = await readAll(file, file.length + 1)
        const inPieces = await readAll(file, size)
        // Of several faults of a whole file the one seen first is told, and that depends on the pieces.
        if (typeof whole === 'string') return assert.equal(typeof inPieces, 'string')
        assert.deepEqual(inPieces, whole)
        assert.equal(whole.size, linesIn(file))
      }),
      { numRuns: 400 },
    )
  },
)

test(
  'damaged files: the registry takes them in, rehearses them, and stays as it was',
  { timeout: 600_000 },
  async () => {
    const world = await registryWorld()
    const { system } = world
    const context = contextOf(world, officer(1))
    const { id: source } = brokenFilesSource
    assert.ok((await importFile(system, { source, file: knownStudents })).ok)
    const people = async () =>
      (await pictureOf(system.database.read)).filter(line => !/^(?:import|import_row|audit) /.test(line))
    const before = await people()
    let taken = 0
    await fc.assert(
      fc.asyncProperty(files, async file => {
        const done = await perform(takeFile, { source, file }, context)
        if (!done.ok) return assert.match(done.refusal.code, /^(?:csv|source|import)\./)
        taken += 1
        const plan = await perform(rehearseImport, { import: done.value.import }, context)
        assert.ok(plan.ok, JSON.stringify(plan))
        const found = await row<{ lines: number; planned: number }>(
          system.database.read,
          sql`select count(line) as lines, count(*) as planned from registry.import_row
            where import_id = ${done.value.import} and verdict is not null`,
        )
        assert.equal(found?.lines, linesIn(file))
        assert.equal(
          Object.values(plan.value.counts).reduce((sum, count) => sum + count, 0),
          found.planned,
        )
      }),
      { numRuns: 150 },
    )
    const after = await people()
    assert.deepEqual([missingFrom(before, after), missingFrom(after, before)], [[], []])
    assert.ok(taken > 10, `${taken} files could be taken in`)
  },
)
