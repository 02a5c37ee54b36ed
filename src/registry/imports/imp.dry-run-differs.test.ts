/** What a rehearsal shows is what applying does, item by item, on random files; and done once, nothing is left to do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addOffice, fileOf, students, usualHeader, type OfficeRow } from '../../../test/support/office.ts'
import { contextOf, officer, registryWorld } from '../../../test/support/registry-world.ts'
import { rows, sql } from '../../platform/database.ts'
import { perform } from '../../platform/use-case.ts'
import { applyImport as applyAll } from '../jobs/apply.ts'
import { changedFields, type Facts } from '../persons/facts.ts'
import { applyImport } from '../use-cases/apply-import.ts'
import { usualBrake } from './brake.ts'
import type { Verdict } from './import.ts'
import { importFile } from './operate.ts'
import type { ItemDetail, RecordState } from './plan.ts'

const world = await registryWorld()
const { system } = world
const { read } = system.database

/** A file of one night: some of twelve students, each with some values; now and then one that cannot be read. */
const student = fc.record({
  at: fc.integer({ min: 0, max: 11 }),
  unit: fc.constantFrom('文学部', '理学部', ''),
  until: fc.constantFrom('', '', '2026-06-30', '2027-03-31'),
  family: fc.constantFrom('', '', '改姓'),
  born: fc.constantFrom('', '', '', '', '2001-02-30', '1999-12-31'),
  voided: fc.constantFrom('', '', '', '1'),
})
const night = fc.record({
  students: fc.uniqueArray(student, { minLength: 1, selector: each => each.at }),
  leftOut: fc.constantFrom('', '', 'unit', 'until'),
})
type Night = typeof night extends fc.Arbitrary<infer Value> ? Value : never

const fileOfNight = ({ students: present, leftOut }: Night, people: readonly OfficeRow[]): Buffer =>
  fileOf(
    present.map(({ at, unit, until, family, born, voided }): OfficeRow => ({
      ...(people[at] ?? { number: 'none' }),
      unit,
      until,
      voided,
      ...(family === '' ? {} : { family }),
      ...(born === '' ? {} : { born }),
    })),
    [...usualHeader, 'voided'].filter(column => column !== leftOut),
  )

type Standing = {
  readonly key: string
  readonly state: RecordState
  readonly missing_count: number
  readonly version: number
  readonly person_id: string | null
  readonly facts: Facts
  readonly birth: string | null
}
const standing = async (source: string): Promise<ReadonlyMap<string, Standing>> =>
  new Map(
    (
      await rows<Standing>(
        read,
        sql`select key, state, missing_count, version, person_id, facts, encode(birth_print, 'hex') as birth
            from registry.record where source = ${source}`,
      )
    ).map(each => [each.key, each]),
  )

type Shown = {
  readonly key: string
  readonly verdict: Verdict
  readonly person_id: string | null
  readonly detail: ItemDetail | null
}
const shown = async (importId: string): Promise<ReadonlyMap<string, Shown>> =>
  new Map(
    (
      await rows<Shown>(
        read,
        sql`select key, verdict, person_id, detail from registry.import_row where import_id = ${importId} and key is not null`,
      )
    ).map(each => [each.key, each]),
  )

/** What became of a record, told by its rows before and after alone. */
const outcomeOf = (before: Standing | undefined, after: Standing | undefined): readonly Verdict[] => {
  if (after === undefined) return ['quarantine', 'noop']
  if (before === undefined) return after.person_id === null ? ['doubt'] : ['create', 'link']
  if (after.version === before.version) return ['noop', 'quarantine']
  if (after.state === 'missing') return ['missing']
  if (after.state === 'ended') return ['end']
  if (after.state === 'withdrawn') return ['void']
  return before.state === 'active' ? ['update', 'end'] : ['return']
}

const fieldsOf = (before: Standing, after: Standing): readonly string[] => [
  ...changedFields(before.facts, after.facts),
  ...(before.birth === after.birth ? [] : ['birthDate']),
]

let count = 0
const somewhere = async (): Promise<{ readonly source: string; readonly people: readonly OfficeRow[] }> => {
  const source = `random-${(count += 1)}`
  await addOffice(system, source, { ...usualBrake, base: 1_000_000 })
  return { source, people: students(12, 1000 + count * 20) }
}

test('imp.dry-run-differs: what was shown of each record is what becomes of it', { timeout: 600_000 }, async () => {
  const seen = new Set<Verdict>()
  await fc.assert(
    fc.asyncProperty(fc.array(night, { minLength: 2, maxLength: 5 }), async nights => {
      const { source, people } = await somewhere()
      for (const [index, each] of nights.entries()) {
        const order = { source, file: fileOfNight(each, people), asOf: `2026-11-0${index + 1}`, rehearseOnly: true }
        const rehearsed = await importFile(system, order)
        assert.ok(rehearsed.ok, JSON.stringify(rehearsed))
        const { import: id, plan } = rehearsed.value
        const [before, items] = [await standing(source), await shown(id)]
        assert.ok((await perform(applyImport, { import: id, plan }, contextOf(world, officer(1)))).ok)
        await applyAll(system, id)
        const after = await standing(source)
        for (const key of new Set([...before.keys(), ...after.keys(), ...items.keys()])) {
          const [was, is, item] = [before.get(key), after.get(key), items.get(key)]
          const verdict = item?.verdict ?? 'noop'
          seen.add(verdict)
          assert.ok(
            outcomeOf(was, is).includes(verdict),
            `${key}: shown ${verdict}, became ${outcomeOf(was, is).join('/')}`,
          )
          if (verdict === 'create') assert.equal(is?.person_id, item?.person_id)
          if (was !== undefined && is !== undefined && verdict !== 'noop' && verdict !== 'quarantine')
            assert.deepEqual([...(item?.detail?.fields ?? [])].sort(), [...fieldsOf(was, is)].sort(), key)
        }
      }
    }),
    { numRuns: 12 },
  )
  for (const verdict of ['create', 'update', 'end', 'void', 'missing', 'return', 'noop', 'quarantine'] as const)
    assert.ok(seen.has(verdict), `no random file led to ${verdict}`)
})

test('plan, apply, plan again: nothing, on random files', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(night, { minLength: 1, maxLength: 4 }), async nights => {
      const { source, people } = await somewhere()
      for (const [index, each] of nights.entries()) {
        const order = { source, file: fileOfNight(each, people), asOf: `2026-11-0${index + 1}` }
        const done = await importFile(system, order)
        assert.ok(done.ok && done.value.state === 'applied', JSON.stringify(done))
        const again = await importFile(system, order)
        assert.ok(again.ok, JSON.stringify(again))
        const { quarantine = 0, noop = 0, ...others } = again.value.counts
        assert.deepEqual(others, {})
        assert.equal(quarantine + noop, each.students.length)
      }
    }),
    { numRuns: 6 },
  )
})
