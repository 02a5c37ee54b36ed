/** A student's years, walked day by day: each day's file is applied, and planned again it means nothing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addOffice, fileOf, officeLayout, students, usualHeader, type OfficeRow } from '../../../test/support/office.ts'
import { registryWorld } from '../../../test/support/registry-world.ts'
import { addDays, type Day } from '../../kernel/day.ts'
import { row, run, sql } from '../../platform/database.ts'
import { turnDay } from '../jobs/turn-day.ts'
import { saveSource, sourceByCode } from '../store/sources.ts'
import { importFile } from './operate.ts'

const first = '2027-03-20' as Day
const world = await registryWorld(`${first}T06:00:00+09:00`)
const { system, clock } = world
const source = 'life'

type Values = Partial<OfficeRow> & { readonly leave_from?: string; readonly leave_until?: string }
const on = (offset: number): Day => addDays(first, offset)
const change = (offset: number, values: Values | 'absent'): readonly [number, Values | 'absent'] => [offset, values]

/** From each of these days on, the office writes so, or nothing at all. */
const life = [
  change(0, { from: on(4), status: 'ug' }),
  change(6, { unit: '法学部' }),
  change(8, { family: '鈴木', family_kana: 'スズキ' }),
  change(11, 'absent'),
  change(13, {}),
  change(15, { leave_from: on(17), leave_until: on(20) }),
  change(22, { until: on(24) }),
  change(26, 'absent'),
  change(32, { until: '', status: 'grad', from: on(33) }),
  change(35, { voided: '1' }),
  change(37, { voided: '' }),
]

/** What the registry says of the student from each day on: the record, the affiliation, the person. */
const expected: ReadonlyMap<number, string> = new Map([
  [0, 'active active active'],
  [11, 'missing active active'],
  [13, 'active active active'],
  [17, 'active on_leave active'],
  [20, 'active active active'],
  [24, 'active ended active'],
  [26, 'missing ended active'],
  [28, 'ended ended dormant'],
  [32, 'active active active'],
  [35, 'withdrawn void dormant'],
  [37, 'active active active'],
])
const lastDay = 40

const [someone, companion] = students(2)
const header = [...usualHeader, 'voided', 'leave_from', 'leave_until']

const fileOn = (offset: number): Buffer => {
  const past = life.filter(([from]) => from <= offset)
  const isAbsent = past.at(-1)?.[1] === 'absent'
  const values = past.reduce((all, [, values]) => (values === 'absent' ? all : { ...all, ...values }), {})
  // The companion's unit makes each day's file another.
  const others = [{ number: 'S000002', ...companion, unit: `第${offset}学部` }]
  return fileOf(isAbsent ? others : [{ number: 'S000001', ...someone, ...values }, ...others], header)
}

const standing = async (): Promise<string> => {
  const found = await row<{ record: string; affiliation: string; person: string }>(
    system.database.read,
    sql`select k.state as record, a.state as affiliation, p.state as person from registry.record k
        join registry.affiliation a on a.id = k.id join registry.person p on p.id = k.person_id
        where k.source = ${source} and k.key = 'S000001'`,
  )
  return `${found?.record} ${found?.affiliation} ${found?.person}`
}

const takeMarks = (): Promise<number> => system.database.transact(tx => run(tx, sql`delete from platform.dirty`))

test('a life day by day: plan, apply, plan again is nothing, and the day turned twice is the day turned once', async () => {
  await addOffice(system, source)
  await system.database.transact(async tx => {
    const known = await sourceByCode(tx, source)
    assert.ok(known)
    const columns = { ...officeLayout.columns, leaveFrom: 'leave_from', leaveUntil: 'leave_until' }
    await saveSource(tx, { ...known, layout: { ...officeLayout, columns } }, clock.now())
  })
  let is = ''
  for (let offset = 0; offset <= lastDay; offset += 1) {
    const today = on(offset)
    clock.moveTo(new Date(`${today}T00:05:00+09:00`))
    await turnDay(system)
    await takeMarks()
    await turnDay(system)
    assert.equal(await takeMarks(), 0)
    const order = { source, file: fileOn(offset), asOf: today }
    const done = await importFile(system, order)
    assert.ok(done.ok && done.value.state === 'applied', `${today} ${JSON.stringify(done)}`)
    is = expected.get(offset) ?? is
    assert.equal(await standing(), is, `on day ${offset}`)
    await takeMarks()
    const again = await importFile(system, order)
    assert.ok(again.ok && again.value.counts.noop !== undefined, JSON.stringify(again))
    assert.deepEqual(Object.keys(again.value.counts), ['noop'], `on day ${offset}`)
    assert.equal(await takeMarks(), 0, 'nobody is recomputed for nothing')
    assert.equal(await standing(), is)
  }
  const kept = await row<{ persons: number; versions: number }>(
    system.database.read,
    sql`select (select count(*) from registry.person) as persons,
          (select max(version) from registry.record where key = 'S000001') as versions`,
  )
  assert.equal(kept?.persons, 2, 'one person through all of it')
  assert.ok((kept?.versions ?? 0) >= 11)
})
