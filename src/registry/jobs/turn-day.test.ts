/** The day turns by one statement over everyone: it must say what the rule says of each. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addOffice, fileOf, officeLayout, students, usualHeader } from '../../../test/support/office.ts'
import { registryWorld } from '../../../test/support/registry-world.ts'
import { addDays, type Day } from '../../kernel/day.ts'
import { rows, run, sql } from '../../platform/database.ts'
import { importFile } from '../imports/operate.ts'
import { affiliationStateOn } from '../persons/derive.ts'
import { saveSource, sourceByCode } from '../store/sources.ts'
import { turnDay } from './turn-day.ts'

const world = await registryWorld('2026-11-01T09:00:00+09:00')
const { system, clock } = world
const source = 'days'
await addOffice(system, source)
await system.database.transact(async tx => {
  const known = await sourceByCode(tx, source)
  assert.ok(known)
  const columns = { ...officeLayout.columns, leaveFrom: 'leave_from', leaveUntil: 'leave_until' }
  await saveSource(tx, { ...known, layout: { ...officeLayout, columns } }, clock.now())
})

const first = '2026-11-01' as Day
const dayAt = (offset: number | null): string => (offset === null ? '' : addDays(first, offset))
/** Leave begins, leave ends, the end: so many days after the first. */
const lives: readonly (readonly [number | null, number | null, number | null])[] = [
  [null, null, null],
  [null, null, 1],
  [null, null, 4],
  [1, null, null],
  [1, 3, null],
  [2, 5, 4],
  [2, 3, 3],
  [3, null, 2],
  [-5, 2, 6],
]
const file = fileOf(
  students(lives.length).map((row, at) => {
    const [leaveFrom = null, leaveUntil = null, until = null] = lives[at] ?? []
    return { ...row, until: dayAt(until), leave_from: dayAt(leaveFrom), leave_until: dayAt(leaveUntil) }
  }),
  [...usualHeader, 'leave_from', 'leave_until'],
)
const brought = await importFile(system, { source, file })
assert.ok(brought.ok && brought.value.counts.create === lives.length, JSON.stringify(brought))

type Life = {
  readonly person_id: string
  readonly state: string
  readonly until_on: Day | null
  readonly leave_from: Day | null
  readonly leave_until: Day | null
}
const affiliations = (): Promise<readonly Life[]> =>
  rows(
    system.database.read,
    sql`select person_id, state, until_on, leave_from, leave_until from registry.affiliation order by source_key`,
  )
const marked = async (): Promise<readonly string[]> =>
  (await rows<{ id: string }>(system.database.read, sql`select person_id as id from platform.dirty order by 1`)).map(
    each => each.id,
  )
const forgetMarks = (): Promise<number> => system.database.transact(tx => run(tx, sql`delete from platform.dirty`))

test('imp.day-boundary: each night the states are what the rule says, and those who changed are marked', async () => {
  for (let offset = 0; offset <= 7; offset += 1) {
    const today = addDays(first, offset)
    const before = await affiliations()
    await forgetMarks()
    clock.moveTo(new Date(`${today}T00:05:00+09:00`))
    await turnDay(system)
    const now = await affiliations()
    for (const each of now) {
      const facts = { void: false, until: each.until_on, leaveFrom: each.leave_from, leaveUntil: each.leave_until }
      assert.equal(
        each.state,
        affiliationStateOn(facts, today),
        `${each.leave_from} ${each.leave_until} ${each.until_on} on ${today}`,
      )
    }
    const changed = now.filter((each, at) => each.state !== before[at]?.state).map(each => each.person_id)
    assert.deepEqual(await marked(), changed.sort())
    await forgetMarks()
    await turnDay(system)
    assert.deepEqual(await marked(), [], 'turned twice, a day changes nothing')
  }
  const counts = new Set((await affiliations()).map(each => each.state))
  assert.deepEqual(counts, new Set(['active', 'ended', 'on_leave']))
})

test('imp.day-boundary: 31 March lasts to its midnight in Japan, and a leap day is a day', async () => {
  const [student] = students(1, 900)
  const [other] = students(1, 901)
  const rowsIn = [
    { ...(student ?? { number: '' }), until: '2027-04-01' },
    { ...(other ?? { number: '' }), until: '2028-02-29' },
  ]
  const done = await importFile(system, { source, file: fileOf(rowsIn), mode: 'delta' })
  assert.ok(done.ok && done.value.counts.create === 2, JSON.stringify(done))
  const stateAt = async (instant: string): Promise<readonly string[]> => {
    clock.moveTo(new Date(instant))
    await turnDay(system)
    const found = await rows<{ state: string }>(
      system.database.read,
      sql`select state from registry.affiliation where source_key in ('S000900', 'S000901') order by source_key`,
    )
    return found.map(each => each.state)
  }
  assert.deepEqual(await stateAt('2027-03-31T23:59:00+09:00'), ['active', 'active'])
  assert.deepEqual(await stateAt('2027-04-01T00:00:00+09:00'), ['ended', 'active'])
  assert.deepEqual(await stateAt('2028-02-28T23:59:00+09:00'), ['ended', 'active'])
  assert.deepEqual(await stateAt('2028-02-29T00:00:00+09:00'), ['ended', 'ended'])
})

test('imp.held-person-changed: the night leaves whoever is held as they are, until they are let go', async () => {
  const [student] = students(1, 950)
  clock.moveTo(new Date('2028-03-01T09:00:00+09:00'))
  const done = await importFile(system, {
    source,
    file: fileOf([{ ...(student ?? { number: '' }), until: '2028-04-01' }]),
    mode: 'delta',
  })
  assert.ok(done.ok && done.value.counts.create === 1, JSON.stringify(done))
  const hold = (reason: string | null) =>
    system.database.transact(tx =>
      run(
        tx,
        sql`update registry.person set held = ${reason !== null}, held_reason = ${reason}
            where id = (select person_id from registry.record where key = 'S000950')`,
      ),
    )
  const nights: string[] = []
  for (const [date, reason] of [
    ['2028-04-01', 'court'],
    ['2028-04-02', null],
  ] as const) {
    await hold(reason)
    clock.moveTo(new Date(`${date}T00:05:00+09:00`))
    await turnDay(system)
    const [found] = await rows<{ state: string }>(
      system.database.read,
      sql`select state from registry.affiliation where source_key = 'S000950'`,
    )
    nights.push(found?.state ?? 'none')
  }
  assert.deepEqual(nights, ['active', 'ended'])
})
