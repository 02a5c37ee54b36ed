/** Attacks on imports, by name (attacks.md §9): each must find the registry as it was, or stopped, or put back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addOffice, fileOf, officeLayout, students, usualHeader, type OfficeRow } from '../../../test/support/office.ts'
import { pictureOf } from '../../../test/support/picture.ts'
import { contextOf, officer, registryWorld } from '../../../test/support/registry-world.ts'
import { rows, sql } from '../../platform/database.ts'
import { perform } from '../../platform/use-case.ts'
import { applyImport as applyAll } from '../jobs/apply.ts'
import { importFile, type ImportOutcome } from './operate.ts'
import { saveSource, sourceByCode } from '../store/sources.ts'
import { undoImport as undoAll } from '../jobs/undo.ts'
import { applyImport } from '../use-cases/apply-import.ts'
import { importFile as takeFile } from '../use-cases/import-file.ts'
import { liftBrake } from '../use-cases/lift-brake.ts'
import { rehearseImport } from '../use-cases/rehearse-import.ts'
import { undoImport } from '../use-cases/undo-import.ts'

const world = await registryWorld()
let count = 0
/** Each test has an office of its own. */
const office = async (): Promise<string> => {
  const code = `office-${(count += 1)}`
  await addOffice(world.system, code)
  return code
}

const bring = async (source: string, file: Uint8Array): Promise<ImportOutcome> => {
  const done = await importFile(world.system, { source, file })
  assert.ok(done.ok, JSON.stringify(done))
  return done.value
}
const refusal = async (source: string, file: Uint8Array): Promise<string> => {
  const done = await importFile(world.system, { source, file })
  return done.ok ? `accepted: ${done.value.state}` : done.refusal.code
}
const states = async (source: string): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries(
    (
      await rows<{ state: string; count: number }>(
        world.system.database.read,
        sql`select state, count(*) as count from registry.record where source = ${source} group by state`,
      )
    ).map(each => [each.state, each.count]),
  )

/** Everything the registry says of the people of a source, apart from audit, imports and what was withdrawn. */
const picture = (source: string): Promise<unknown> =>
  rows(
    world.system.database.read,
    sql`select k.*, to_jsonb(p) as person,
          (select jsonb_agg(n order by n.kind, n.place) from registry.name n where n.person_id = p.id) as names,
          (select jsonb_agg(c order by c.kind, c.value) from registry.contact c where c.person_id = p.id) as contacts,
          (select jsonb_agg(a order by a.id) from registry.affiliation a where a.person_id = p.id and a.state <> 'void') as affiliations,
          (select jsonb_agg(s order by s.kind, s.key) from registry.search_key s where s.person_id = p.id) as keys,
          (select jsonb_agg(m order by m.print) from registry.match_key m where m.person_id = p.id) as prints,
          (select jsonb_agg(v order by v.version) from registry.record_version v where v.record_id = k.id) as versions
        from registry.record k left join registry.person p on p.id = k.person_id
        where k.source = ${source} and k.state <> 'withdrawn' order by k.key`,
  )

/** All that is known of anybody: everything but the imports themselves and the audit log. */
const everything = async (): Promise<readonly string[]> =>
  (await pictureOf(world.system.database.read)).filter(line => !/^(?:import|import_row|audit) /.test(line))

test('imp.empty-file', async () => {
  const source = await office()
  await bring(source, fileOf(students(150, 1000)))
  assert.equal(await refusal(source, fileOf([])), 'source.no_rows')
  assert.equal(await refusal(source, Buffer.alloc(0)), 'csv.empty')
  assert.deepEqual(await states(source), { active: 150 })
})

test('imp.truncated-file: only removals are held, the safe rest is applied', async () => {
  const source = await office()
  const all = students(200, 2000)
  await bring(source, fileOf(all))
  const changed = all.slice(0, 100).map((row, at) => (at === 0 ? { ...row, unit: '工学部' } : row))
  const cut = await bring(source, fileOf(changed))
  assert.equal(cut.state, 'blocked')
  assert.equal(cut.counts.update, 1)
  assert.deepEqual(await states(source), { active: 200 })
})

test('imp.filter-mistake: missing is not ended', async () => {
  const source = await office()
  const all = students(20, 3000)
  await bring(source, fileOf(all))
  const without = (night: number) =>
    fileOf(all.slice(2).map((row, at) => (at === 0 ? { ...row, unit: `夜${'一二三四'[night] ?? ''}` } : row)))
  assert.deepEqual(
    [(await bring(source, without(0))).counts.missing, await states(source)],
    [2, { active: 18, missing: 2 }],
  )
  await bring(source, without(1))
  assert.deepEqual(await states(source), { active: 18, missing: 2 })
  assert.equal((await bring(source, without(2))).counts.end, 2)
  assert.deepEqual(await states(source), { active: 18, ended: 2 })
  const back = await importFile(world.system, { source, file: fileOf(all), asOf: '2026-11-25' })
  assert.ok(back.ok && back.value.counts.return === 2, JSON.stringify(back))
  assert.deepEqual(await states(source), { active: 20 })
})

test('imp.old-file', async () => {
  const source = await office()
  const [monday, tuesday] = [fileOf(students(3, 4000)), fileOf(students(4, 4000))]
  await bring(source, monday)
  await bring(source, tuesday)
  assert.equal(await refusal(source, monday), 'import.old_file')
  const again = await bring(source, tuesday)
  assert.deepEqual(again.counts, { noop: 4 })
  const header = [...usualHeader, 'as_of']
  await bring(
    source,
    fileOf(
      students(5, 4000).map(row => ({ ...row, as_of: '2026-11-24' })),
      header,
    ),
  )
  const earlier = fileOf(
    students(6, 4000).map(row => ({ ...row, as_of: '2026-11-23' })),
    header,
  )
  assert.equal(await refusal(source, earlier), 'import.old_file')
})

test('imp.swapped-columns', async () => {
  const source = await office()
  const swapped = students(3, 5000).map(row => ({ ...row, number: row.family ?? '', family: row.number }))
  assert.deepEqual((await bring(source, fileOf(swapped))).counts, { quarantine: 3 })
})

test('imp.duplicate-key: both are set aside, and nobody is missing by it', async () => {
  const source = await office()
  const all = students(5, 6000)
  await bring(source, fileOf(all))
  const twice = [...all, { ...all[0], number: all[0]?.number ?? '', unit: '工学部' }]
  assert.deepEqual((await bring(source, fileOf(twice))).counts, { noop: 4, quarantine: 2 })
  assert.deepEqual(await states(source), { active: 5 })
})

test('imp.encoding-mixed', async () => {
  const source = await office()
  const good = fileOf(students(3, 7000))
  const broken = Buffer.concat([good, Buffer.from([0x53, 0x39, 0x2c, 0x8d, 0xb2, 0x93, 0xa1, 0x0a])])
  const done = await importFile(world.system, { source, file: broken })
  assert.ok(!done.ok && done.refusal.code === 'csv.wrong_encoding')
  assert.equal((done.refusal as { readonly line?: number }).line, 5)
  assert.deepEqual(await states(source), {})
})

test('imp.absent-is-false: a column left out changes nothing, an empty cell takes away', async () => {
  const source = await office()
  const all = students(2, 8000).map(row => ({ ...row, mail: `${row.number}@example.jp`.toLowerCase() }))
  await bring(source, fileOf(all, [...usualHeader, 'mail']))
  const mails = () =>
    rows<{ value: string }>(
      world.system.database.read,
      sql`select c.value from registry.contact c join registry.record k on k.person_id = c.person_id where k.source = ${source}`,
    )
  assert.deepEqual((await bring(source, fileOf(all))).counts, { noop: 2 })
  assert.equal((await mails()).length, 2)
  const emptied = all.map(row => ({ ...row, mail: '' }))
  assert.deepEqual((await bring(source, fileOf(emptied, [...usualHeader, 'mail']))).counts, { update: 2 })
  assert.equal((await mails()).length, 0)
})

test('imp.dry-run-writes and imp.dry-run-differs', async () => {
  const source = await office()
  const all = students(10, 9000)
  await bring(source, fileOf(all))
  const next = fileOf([
    ...all.slice(1).map((row, at) => (at < 3 ? { ...row, unit: '薬学部' } : row)),
    ...students(2, 9500),
  ])
  const before = await everything()
  const rehearsed = await importFile(world.system, { source, file: next, rehearseOnly: true })
  assert.ok(rehearsed.ok && rehearsed.value.state === 'rehearsed')
  assert.deepEqual(await everything(), before)
  const context = contextOf(world, officer(1))
  const { import: id, plan, counts } = rehearsed.value
  const again = await perform(rehearseImport, { import: id }, context)
  assert.ok(again.ok && again.value.plan === plan, 'the same file on the same registry gives the same plan')
  assert.ok((await perform(applyImport, { import: id, plan }, context)).ok)
  await applyAll(world.system, id)
  const done = await rows<{ verdict: string; count: number }>(
    world.system.database.read,
    sql`select verdict, count(*) as count from registry.import_row where import_id = ${id} and applied group by verdict`,
  )
  const { noop: _unchanged, ...planned } = counts
  assert.deepEqual(Object.fromEntries(done.map(each => [each.verdict, each.count])), planned)
})

test('imp.plan-hash-swap: another plan, or another registry, needs another rehearsal', async () => {
  const source = await office()
  const context = contextOf(world, officer(1))
  const rehearsed = await importFile(world.system, { source, file: fileOf(students(3, 10_000)), rehearseOnly: true })
  assert.ok(rehearsed.ok)
  const { import: id, plan } = rehearsed.value
  const forged = await perform(applyImport, { import: id, plan: '0'.repeat(64) }, context)
  assert.ok(!forged.ok && forged.refusal.code === 'import.plan_changed')
  await bring(await office(), fileOf(students(1, 10_500)))
  const outdated = await perform(applyImport, { import: id, plan }, context)
  assert.ok(!outdated.ok && outdated.refusal.code === 'import.plan_outdated')
})

test('imp.plan-hash-swap: leave asked for one plan is no leave for the plan that took its place', async () => {
  const source = await office()
  const all = students(200, 10_100)
  await bring(source, fileOf(all))
  const half = fileOf(all.slice(0, 100))
  const rehearsed = await importFile(world.system, { source, file: half, rehearseOnly: true })
  assert.ok(rehearsed.ok)
  const { import: id, plan } = rehearsed.value
  const lift = (by: number, of: string) =>
    perform(liftBrake, { import: id, plan: of, reason: 'half the school moved' }, contextOf(world, officer(by)))
  assert.ok((await lift(1, plan)).ok)
  await bring(source, fileOf(all.map((row, at) => (at < 5 ? { ...row, unit: '薬学部' } : row))))
  const again = await perform(rehearseImport, { import: id }, contextOf(world, officer(1)))
  assert.ok(again.ok && again.value.plan !== plan)
  const old = await lift(2, plan)
  assert.ok(!old.ok && old.refusal.code === 'import.plan_changed')
  const anew = await lift(2, again.value.plan)
  assert.ok(anew.ok && anew.value.step === 'asked', 'a new plan is asked for anew')
  const own = await lift(2, again.value.plan)
  assert.ok(!own.ok && own.refusal.code === 'import.own_request')
})

test('imp.override-own and imp.override-reused', async () => {
  const source = await office()
  const all = students(200, 11_000)
  await bring(source, fileOf(all))
  const cut = await bring(source, fileOf(all.slice(0, 100)))
  assert.equal(cut.state, 'blocked')
  const lift = (by: number) =>
    perform(
      liftBrake,
      { import: cut.import, plan: cut.plan, reason: 'half the school moved' },
      contextOf(world, officer(by)),
    )
  const apply = () => perform(applyImport, { import: cut.import, plan: cut.plan }, contextOf(world, officer(1)))
  const early = await apply()
  assert.ok(!early.ok && early.refusal.code === 'import.held')
  assert.ok((await lift(1)).ok)
  const own = await lift(1)
  assert.ok(!own.ok && own.refusal.code === 'import.own_request')
  const other = await lift(2)
  assert.ok(other.ok && other.value.step === 'given')
  assert.ok((await apply()).ok)
  await applyAll(world.system, cut.import)
  assert.deepEqual(await states(source), { active: 100, missing: 100 })
  const spent = await apply()
  assert.ok(!spent.ok && spent.refusal.code === 'import.not_rehearsed')
  const next = await bring(source, fileOf(all.slice(0, 99)))
  const reused = await perform(applyImport, { import: next.import, plan: next.plan }, contextOf(world, officer(1)))
  assert.ok(!reused.ok && reused.refusal.code === 'import.held', 'the leave was for that plan alone')
})

test('imp.quarantined-as-absent: a bad row keeps the last good state, and an unreadable number ends nobody', async () => {
  const source = await office()
  const all = students(4, 12_000)
  await bring(source, fileOf(all))
  const bad = all.map((row, at) => (at === 0 ? { ...row, born: '2001-02-30' } : row))
  assert.deepEqual((await bring(source, fileOf(bad))).counts, { noop: 3, quarantine: 1 })
  const unreadable = all.map((row, at) => (at === 0 ? { ...row, number: '番号' } : row))
  assert.deepEqual((await bring(source, fileOf(unreadable))).counts, { noop: 4, quarantine: 1 })
  assert.deepEqual(await states(source), { active: 4 })
})

test('imp.undo-incomplete: identical to before, and who came rests', async () => {
  const source = await office()
  const all = students(10, 13_000)
  await bring(source, fileOf(all))
  await bring(source, fileOf(all.slice(0, 9)))
  const before = await picture(source)
  const next = [
    ...all.slice(1).map((row, at) => (at < 2 ? { ...row, family: '改姓', until: '2026-10-01' } : row)),
    ...students(3, 13_500),
  ]
  const done = await bring(source, fileOf(next))
  assert.deepEqual(done.counts, { create: 3, end: 2, missing: 1, return: 1, noop: 6 })
  const undone = await perform(undoImport, { import: done.import }, contextOf(world, officer(1)))
  assert.ok(undone.ok && undone.value.counts.back === 7, JSON.stringify(undone))
  await undoAll(world.system, done.import)
  assert.deepEqual(await picture(source), before)
  const rested = await rows<{ state: string; affiliation: string }>(
    world.system.database.read,
    sql`select p.state, a.state as affiliation from registry.person p join registry.affiliation a on a.person_id = p.id
        where p.created_by = ${done.import}`,
  )
  assert.deepEqual(
    rested,
    Array.from({ length: 3 }, () => ({ state: 'dormant', affiliation: 'void' })),
  )
  const again = await bring(source, fileOf(next))
  assert.deepEqual([again.counts.return, again.counts.create], [4, undefined], 'who comes again is the same person')
})

test('undo says what must stay: what changed since', async () => {
  const source = await office()
  const all = students(3, 14_000)
  const first = await bring(source, fileOf(all))
  await bring(source, fileOf(all.map((row, at) => (at === 0 ? { ...row, unit: '工学部' } : row))))
  const undone = await perform(undoImport, { import: first.import }, contextOf(world, officer(1)))
  assert.ok(undone.ok)
  assert.deepEqual(undone.value.counts, { back: 2, stays: { changed_by_later_import: 1 }, persons: 3, identifiers: 0 })
  await undoAll(world.system, first.import)
  assert.deepEqual(await states(source), { active: 1, withdrawn: 2 })
})

test('imp.backdated-end: the plan names the day and that it lies in the past', async () => {
  const source = await office()
  const all = students(2, 15_000)
  await bring(source, fileOf(all))
  const ended = all.map((row, at) => (at === 0 ? { ...row, until: '2026-10-25' } : row))
  const done = await bring(source, fileOf(ended))
  const [item] = await rows<{ detail: unknown }>(
    world.system.database.read,
    sql`select detail from registry.import_row where import_id = ${done.import} and verdict = 'end'`,
  )
  assert.deepEqual(item?.detail, { fields: ['until'], endsOn: '2026-10-25', backdated: true })
})

test('imp.void-affiliation: what the office calls a mistake never held', async () => {
  const source = await office()
  const all: readonly OfficeRow[] = students(30, 16_000)
  const header = [...usualHeader, 'voided']
  await bring(source, fileOf(all, header))
  await bring(
    source,
    fileOf(
      all.map((row, at) => (at === 0 ? { ...row, voided: '1' } : row)),
      header,
    ),
  )
  const found = await rows<{ state: string; person: string }>(
    world.system.database.read,
    sql`select a.state, p.state as person from registry.affiliation a join registry.person p on p.id = a.person_id
        where a.source = ${source} and a.source_key = ${all[0]?.number ?? ''}`,
  )
  assert.deepEqual(found, [{ state: 'void', person: 'dormant' }])
})

test('imp.held-person-changed: the automatic way leaves a held person alone', async () => {
  const source = await office()
  const all = students(2, 17_000)
  await bring(source, fileOf(all))
  await world.system.database.transact(async tx => {
    const { run } = await import('../../platform/database.ts')
    await run(
      tx,
      sql`update registry.person set held = true, held_reason = 'court' where id =
          (select person_id from registry.record where source = ${source} order by key limit 1)`,
    )
  })
  const done = await bring(source, fileOf(all.map(row => ({ ...row, unit: '農学部' }))))
  assert.deepEqual(done.counts, { noop: 1, update: 1 })
})

test('imp.name-injection: formulas, markup and control characters do not become names', async () => {
  const source = await office()
  const names = ['=CMD()', '<script>', '@x', '+1', '\u202eevil', 'a\u0007b']
  const rowsIn = names.map((family, at) => ({ ...(students(1, 18_000 + at)[0] ?? { number: '' }), family }))
  assert.deepEqual((await bring(source, fileOf(rowsIn))).counts, { quarantine: names.length })
})

test('a source nobody mapped refuses the file', async () => {
  const source = await office()
  await world.system.database.transact(async tx => {
    const known = await sourceByCode(tx, source)
    if (known !== null) await saveSource(tx, { ...known, layout: null }, world.clock.now())
  })
  assert.equal(await refusal(source, fileOf(students(1, 19_000))), 'import.not_mapped')
  assert.equal(officeLayout.format.encoding, 'utf-8')
})

test('whoever is no registrar learns nothing', async () => {
  const source = await office()
  const context = contextOf(world, officer(1, 'counter'))
  const refused = await perform(takeFile, { source, file: fileOf(students(1, 20_000)) }, context)
  assert.ok(!refused.ok && refused.refusal.code === 'not_found')
})
