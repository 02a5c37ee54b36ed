/** Every broken file, through the whole import: what is wrong is said with its place, and the registry stays as it was. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenFiles, brokenFilesSource, knownStudents, type BrokenFile } from '../../../test/support/broken-files.ts'
import { addOffice, fileOf, students } from '../../../test/support/office.ts'
import { missingFrom, pictureOf } from '../../../test/support/picture.ts'
import { contextOf, officer, registryWorld } from '../../../test/support/registry-world.ts'
import { fill } from '../../kernel/bilingual.ts'
import { rows, sql } from '../../platform/database.ts'
import { perform } from '../../platform/use-case.ts'
import { quarantineReasons, sourceRefusals } from '../sources/text.ts'
import { discardImport } from '../use-cases/discard-import.ts'
import { importFile as takeFile } from '../use-cases/import-file.ts'
import { rehearseImport } from '../use-cases/rehearse-import.ts'
import { importFile } from './operate.ts'

const world = await registryWorld()
const { system } = world
const { id: source } = brokenFilesSource
const context = contextOf(world, officer(1))

/** What is said of people: everything but imports and the audit log. */
const peopleOf = async (): Promise<readonly string[]> =>
  (await pictureOf(system.database.read)).filter(line => !/^(?:import|import_row|audit) /.test(line))

const known = await importFile(system, { source, file: knownStudents })
assert.ok(known.ok && known.value.state === 'applied' && known.value.counts.create === 10, JSON.stringify(known))
const before = await peopleOf()

const unchanged = async (): Promise<void> => {
  const now = await peopleOf()
  assert.deepEqual([missingFrom(before, now), missingFrom(now, before)], [[], []])
}

for (const broken of brokenFiles)
  test(`broken file: ${broken.name}`, async () => {
    const taken = await perform(takeFile, { source, file: broken.bytes }, context)
    if ('refused' in broken) {
      assert.ok(!taken.ok, 'the file is refused')
      sayWhere(broken, taken.refusal)
      const kept = await rows(system.database.read, sql`select 1 from registry.import where state = 'staged'`)
      assert.equal(kept.length, 0, 'nothing of it is kept')
      return unchanged()
    }
    assert.ok(taken.ok, JSON.stringify(taken))
    const { import: id } = taken.value
    const plan = await perform(rehearseImport, { import: id }, context)
    assert.ok(plan.ok, JSON.stringify(plan))
    const lines = await rows<StagedLine>(
      system.database.read,
      sql`select line, column_name, reason, verdict from registry.import_row where import_id = ${id} and line is not null order by line`,
    )
    const { good, quarantined } = broken
    assert.equal(lines.length, good + quarantined.length, 'every line is accounted for')
    assert.equal(plan.value.counts.quarantine ?? 0, quarantined.length)
    assert.deepEqual(
      lines.filter(each => each.verdict === 'quarantine').map(each => [each.line, each.reason]),
      quarantined.map(each => [each.line, each.reason]),
    )
    for (const each of lines.filter(line => line.verdict === 'quarantine')) {
      assert.ok(each.column_name, `line ${each.line} names its column`)
      assert.ok(each.reason !== null && Object.hasOwn(quarantineReasons, each.reason))
    }
    await unchanged()
    assert.ok((await perform(discardImport, { import: id }, context)).ok)
    await unchanged()
  })

type StagedLine = {
  readonly line: number
  readonly column_name: string | null
  readonly reason: string | null
  readonly verdict: string
}

/** Where a file as a whole is at fault, there is no line to name. */
const wholeFile = new Set(['csv.empty', 'source.no_rows'])

type RefusedFile = Extract<BrokenFile, { readonly refused: unknown }>

const sayWhere = (broken: RefusedFile, refusal: { readonly code: string }): void => {
  const { code, line, column } = broken.refused
  const told = refusal as { readonly code: string; readonly line?: number; readonly column?: number }
  assert.deepEqual({ code: told.code, line: told.line, column: told.column }, { code, line, column })
  const values = { line, column, headers: String((refusal as { readonly headers?: unknown }).headers) }
  const sentence = fill(sourceRefusals[code], values)
  for (const words of [sentence.ja, sentence.en]) {
    assert.doesNotMatch(words, /\{/)
    if (!wholeFile.has(code)) assert.match(words, new RegExp(`${line}`))
  }
}

test('imp.truncated-file and imp.filter-mistake: a file that would end half of the university ends nobody', async () => {
  await addOffice(system, 'half')
  const all = students(300, 50_000)
  assert.ok((await importFile(system, { source: 'half', file: fileOf(all), asOf: '2026-11-01' })).ok)
  const states = () =>
    rows<{ state: string; count: number }>(
      system.database.read,
      sql`select state, count(*) as count from registry.record where source = 'half' group by state`,
    )
  const ended = all.map((row, at) => (at % 2 === 0 ? { ...row, until: '2026-10-31' } : row))
  const byDay = await importFile(system, { source: 'half', file: fileOf(ended), asOf: '2026-11-02' })
  assert.ok(byDay.ok && byDay.value.state === 'blocked' && byDay.value.counts.end === 150, JSON.stringify(byDay))
  const mistakes = all.map((row, at) => ({ ...row, voided: at % 2 === 0 ? '1' : '' }))
  const voided = fileOf(mistakes, [...Object.keys(all[0] ?? {}), 'voided'])
  const byWord = await importFile(system, { source: 'half', file: voided, asOf: '2026-11-03' })
  assert.ok(byWord.ok && byWord.value.state === 'blocked' && byWord.value.counts.void === 150, JSON.stringify(byWord))
  for (const night of ['04', '05', '06']) {
    const file = fileOf(
      all.filter((_, at) => at % 2 === 1).map((row, at) => (at === 0 ? { ...row, unit: night } : row)),
    )
    const absent = await importFile(system, { source: 'half', file, asOf: `2026-11-${night}` })
    assert.ok(absent.ok && absent.value.state === 'blocked', JSON.stringify(absent))
  }
  assert.deepEqual(await states(), [{ state: 'active', count: 300 }])
})
