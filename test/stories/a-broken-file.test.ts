/** A file that cannot be read, then one of which some rows cannot: the clerk is told line and column, repairs, and goes on. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showDay } from '../../demo/feeds/rows.ts'
import { addDays, dayOf } from '../../src/kernel/day.ts'
import { clerkOf, countsOn } from '../support/clerk.ts'
import { tonightsFile } from '../support/files.ts'
import { mainOf, world } from '../support/world.ts'

const here = await world()
const registrar = await here.officer('registrar')
const clerk = clerkOf(here, registrar)
const began = dayOf(here.system.clock.now())
const day = (days: number): string => showDay(addDays(began, days), 'students')

const row = (number: number, birthDate: string) => ({
  key: `20261002${String(number).padStart(2, '0')}`, familyKanji: '直井', givenKanji: ['一', '二', '三'][number] ?? '', familyKana: 'ナオイ',
  givenKana: ['ハジメ', 'フタエ', 'ミツ'][number] ?? '', birthDate, status: '学部学生', unitCode: 'A30', unitName: '理学部', from: day(0), until: day(900), asOf: day(0),
}) // prettier-ignore

const good = [row(0, '2007-04-01'), row(1, '2007-05-02'), row(2, '2008-02-29')]
const bad = [row(0, '2007-04-01'), row(1, '2007-13-02'), row(2, '2007-02-29')]
const people = async (): Promise<number> =>
  ((await registrar.get('/people?q=なおい')).text.match(/href="\/people\/[0-9a-f-]{36}"/g) ?? []).length
const importsSeen = async (): Promise<number> =>
  new Set((await registrar.get('/imports')).text.match(/\/imports\/[0-9a-f-]{36}/g)).size

test('nothing chosen: the form says so and keeps the source', async () => {
  await registrar.get('/imports')
  const answer = await registrar.submit('/imports', { source: 'hr' })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /value="hr" selected/)
})

/** Where a line of a file begins. */
const startOf = (file: Uint8Array, line: number): number => {
  let at = 0
  for (let passed = 1; passed < line; passed++) at = file.indexOf(0x0a, at) + 1
  return at
}

test('a file with a letter that is none is refused with line and column, and nothing has come in', async () => {
  const before = await importsSeen()
  const file = Uint8Array.from(tonightsFile('students', { began, rows: good }))
  file[startOf(file, 5) + '2024200104'.length + 1] = 0xff
  const refused = await clerk.upload('students', file)
  assert.equal(refused.status, 422, mainOf(refused))
  assert.match(mainOf(refused), /5行/)
  assert.match(mainOf(refused), /氏|2列/)
  assert.match(refused.text, /value="students" selected/)
  assert.equal(await importsSeen(), before)
})

test('of a file that was cut off only the last row is set aside, and nobody is absent for it', async () => {
  const whole = tonightsFile('students', { began, rows: good })
  const rehearsed = await clerk.upload('students', whole.subarray(0, whole.lastIndexOf(0x0a, whole.length - 2) + 15))
  assert.deepEqual(countsOn(rehearsed), { create: 2, quarantine: 1 })
  await clerk.press('discard')
  assert.equal(await people(), 0)
})

test('a file of another office is refused by the headings it lacks', async () => {
  const refused = await clerk.upload('students', tonightsFile('facility', { began }))
  assert.equal(refused.status, 422)
  assert.equal(refused.url.endsWith('/imports'), true)
})

test('rows that cannot be read are set aside, each with its line, its column and what is wrong', async () => {
  const rehearsed = await clerk.upload('students', tonightsFile('students', { began, rows: bad }))
  assert.deepEqual([countsOn(rehearsed)['create'], countsOn(rehearsed)['quarantine']], [1, 2])
  const rows = await registrar.follow(/verdict=quarantine/)
  const text = mainOf(rows)
  const last = tonightsFile('students', { began, rows: bad }).filter(octet => octet === 0x0a).length
  for (const line of [last - 1, last]) assert.match(text, new RegExp(`\\b${line}\\b`), text)
  assert.ok(text.includes('生年月日'), text)
  assert.equal(await people(), 0, 'a rehearsal changes nothing')
})

test('the rest is applied, and nobody else counts as absent', async () => {
  await clerk.look()
  await clerk.press('apply')
  assert.equal(await people(), 1)
})

test('the office repairs its file, and only those who were set aside are new', async () => {
  const rehearsed = await clerk.upload('students', tonightsFile('students', { began, rows: good }))
  const counts = countsOn(rehearsed)
  assert.deepEqual(
    [counts['create'], counts['quarantine'], counts['missing'], counts['end']],
    [2, undefined, undefined, undefined],
  )
  await clerk.press('apply')
  assert.equal(await people(), 3)
})
