/** Departments apply by form and by file, personnel for emeriti; the office decides; nobody sees another unit's people. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { row, rows, sql } from '../../src/platform/database.ts'
import { admissionsWorld, type Browser } from '../support/admissions-world.ts'

const world = await admissionsWorld('2026-11-25T09:00:00+09:00')
const db = world.system.database.read

const header = '身分,氏,名,英字氏,英字名,生年月日,職名,開始日,終了日,連絡先メール,旧番号'
const person = (at: number, more: { readonly birth?: string; readonly roman?: string; readonly former?: string } = {}) =>
  `非常勤講師,講師,${'一二三四五六七八九十百千'[at] ?? ''},${more.roman ?? `Koshi${'abcdefghijkl'[at] ?? ''}`},Nr${'abcdefghijkl'[at] ?? ''},${more.birth ?? `19${60 + at}-03-0${(at % 9) + 1}`},講師,2026-12-01,2027-03-31,koshi${at}@post.example,${more.former ?? ''}` // prettier-ignore
const fileOf = (lines: readonly string[]): Buffer => Buffer.from([header, ...lines, ''].join('\r\n'), 'utf8')

/** Twelve lecturers; the fourth was born on a day that never was, the tenth has no name in roman letters. */
const twelve = Array.from({ length: 12 }, (_, at) => person(at, at === 3 ? { birth: '1983-02-31' } : at === 9 ? { roman: '' } : {})) // prettier-ignore

const department = world.browser('department')
const counter = world.browser('counter')

const read = async (browser: Browser, file: Buffer, more: Readonly<Record<string, string>> = {}): Promise<string> => {
  await browser.get('/admissions/batches')
  const taken = await browser.upload('/admissions/batches', { unit: 'A30', status: '', ...more }, file)
  assert.equal(taken.statusCode, 303, /<main.*?<\/main>/s.exec(taken.body)?.[0])
  return String(taken.headers.location)
}

const seenIn = (body: string): string => /name="seen" value="([0-9a-f]{64})"/.exec(body)?.[1] ?? ''
const count = async (): Promise<number> =>
  (await row<{ n: number }>(db, sql`select count(*)::integer as n from admissions.application`))?.n ?? -1

test('a department applies for a batch of twelve with two broken rows', async () => {
  const at = await read(department, fileOf(twelve))
  const page = await department.get(at)
  assert.equal(await count(), 0, 'reading a file applies for nobody')
  assert.match(page.body, /data-label="列"[^]*?6: 生年月日/)
  assert.match(page.body, /4: 英字氏/)
  const broken = await department.get(`${at}/broken`)
  assert.equal(broken.body.trim().split('\r\n').length, 3, 'a heading and the two rows, to be corrected')

  assert.equal((await department.post(`${at}/hand-in`, { seen: 'a'.repeat(64) })).statusCode, 422, 'only what was seen')
  assert.equal((await department.post(`${at}/hand-in`, { seen: seenIn(page.body) })).statusCode, 303)
  assert.equal(await count(), 10)
  assert.equal((await department.post(`${at}/hand-in`, { seen: seenIn(page.body) })).statusCode, 422, 'once')
  const batch = await row<{ left_out: unknown; file: Buffer | null }>(
    db,
    sql`select left_out, file from admissions.batch`,
  )
  assert.equal(batch?.file, null, 'the file is not kept')
  assert.deepEqual(batch?.left_out, [
    { line: 5, column: 6, heading: '生年月日', field: 'birthDate', reason: 'not_a_day' },
    { line: 11, column: 4, heading: '英字氏', field: 'familyRoman', reason: 'missing' },
  ])
  assert.match(await world.mailTo('koshi0', 'brought-for-you'), /理学部/)

  await counter.get(at)
  const paper = { document: 'appointment-letter', method: 'in-person', counter: 'main', last4: '' }
  assert.equal((await counter.post(`${at}/evidence`, { ...paper, method: 'call-back' })).statusCode, 422)
  assert.equal((await counter.post(`${at}/admit`)).statusCode, 422, 'without proof nobody is admitted')
  assert.equal((await counter.post(`${at}/evidence`, paper)).statusCode, 303)
  assert.equal((await counter.post(`${at}/admit`)).statusCode, 303)
  await world.settle()
  const landed = await rows<{ unit_code: string; until_on: string }>(db, sql`select distinct unit_code, until_on, count(*)::integer as n from registry.affiliation where source = 'admissions' group by 1, 2`) // prettier-ignore
  assert.deepEqual(landed, [{ unit_code: 'A30', until_on: '2027-04-01', n: 10 }])
})

test('a batch is read in the encodings of offices, its columns can be set, and it can be discarded', async () => {
  const tsv = Buffer.from('X氏,生まれ\r\nKoshiz,1970-01-01\r\n'.replaceAll(',', '\t'), 'utf8')
  const at = await read(department, tsv, { status: 'staff' })
  assert.ok(!/name="seen"/.test((await department.get(at)).body), 'nothing to hand in yet')
  await department.post(`${at}/columns`, { status: 'staff', 'column-familyRoman': 'X氏', 'column-birthDate': '生まれ' })
  assert.match((await department.get(at)).body, /開始日を入力してください/)
  assert.equal((await department.post(`${at}/discard`)).statusCode, 303)
  assert.equal((await department.get(at)).statusCode, 404)
})

test('known, doubtful and new are told apart before anything is handed in', async () => {
  const former = await row<{ number: string }>(db, sql`select number from admissions.application where state = 'admitted' order by number limit 1`) // prettier-ignore
  const told = await row<{ at: number }>(db, sql`select substring(m.address from 'koshi([0-9]+)')::integer as at from platform.mail m where purpose = 'admissions.admitted' and body like ${`%${former?.number}%`} limit 1`) // prettier-ignore
  const known = told?.at ?? 0
  const doubtful = known === 0 ? 1 : 0
  const file = fileOf([
    person(known, { former: former?.number ?? '' }),
    person(doubtful).replace(`koshi${doubtful}@`, 'elsewhere@'),
    person(3),
    person(4, { former: 'A26-2222222' }),
  ])
  const at = await read(department, file)
  const body = (await department.get(at)).body
  const figures = [...body.matchAll(/<b>(\d+)<\/b>/g)].map(([, figure]) => figure)
  assert.deepEqual(figures, ['1', '1', '1', '1'])
  assert.ok(!/href="\/people\//.test(body), 'a department does not learn whom the registry knows')
})

test('imp.person-sees-other: a department sees nothing of another’s, by list, number, batch or file', async () => {
  const at = await read(department, fileOf([person(11, { birth: '1999-09-09' })]))
  const other = world.browser('otherDepartment')
  const number =
    (await row<{ number: string }>(db, sql`select number from admissions.application limit 1`))?.number ?? ''
  for (const path of [at, `${at}/broken`, `/admissions/${number}`])
    assert.equal((await other.get(path)).statusCode, 404, path)
  for (const list of ['/admissions', '/admissions?view=current', '/admissions?view=finished', '/admissions/batches']) {
    const { body } = await other.get(list)
    assert.ok(!body.includes(number) && !body.includes(at) && !body.includes('A26-'), list)
  }
  const seen = seenIn((await department.get(at)).body)
  for (const [action, form] of [
    ['hand-in', { seen }],
    ['discard', {}],
    ['columns', { status: '' }],
  ] as const)
    // prettier-ignore
    assert.equal((await other.post(`${at}/${action}`, form)).statusCode, 404, action)
  assert.equal((await counter.get(at)).statusCode, 404, 'what is not handed in is not the office’s either')
  await other.get('/admissions/batches')
  const forced = await other.upload('/admissions/batches', { unit: 'A30', status: '' }, fileOf([person(1)]))
  assert.equal(forced.statusCode, 422, 'nor can it apply for another unit’s people')
  assert.equal((await world.browser('member').get('/admissions')).statusCode, 404)
})

test('a department applies for one person by the form; nothing typed is lost', async () => {
  const form = { status: 'staff-part', unit: 'A30', familyRoman: 'Jimukawa', givenRoman: 'Sotoko', birthDate: '1993-02-30', from: '2026-12-01', lastDay: '2027-03-31' } // prettier-ignore
  await department.get('/admissions/new')
  const wrong = await department.post('/admissions/new', form)
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /1993-02-30/)
  const sent = await department.post('/admissions/new', { ...form, birthDate: '1993/2/28' })
  assert.equal(sent.statusCode, 303)
  assert.equal((await department.get(String(sent.headers.location))).statusCode, 200)
  assert.equal((await department.post(`${sent.headers.location}/admit`)).statusCode, 404, 'the office decides')
})

test('personnel names emeriti: another officer decides, and there is no end', async () => {
  const personnel = world.browser('personnel')
  const file = Buffer.from('身分,氏,名,英字氏,英字名,生年月日,開始日\r\n名誉教授,栄田,光,Eida,Hikaru,1959-03-08,2026-12-01\r\n教員,若葉,守,Wakaba,Mamoru,1960-03-08,2026-12-01\r\n', 'utf8') // prettier-ignore
  const at = await read(personnel, file, { unit: '文学部' })
  const page = await personnel.get(at)
  assert.match(page.body, /1: 身分/, 'personnel brings emeriti alone')
  assert.equal((await personnel.post(`${at}/hand-in`, { seen: seenIn(page.body) })).statusCode, 303)
  const paper = { document: 'emeritus-certificate', method: 'in-person', counter: 'main', last4: '' }
  await counter.get(at)
  assert.equal((await counter.post(`${at}/evidence`, paper)).statusCode, 303)
  assert.equal((await personnel.post(`${at}/admit`)).statusCode, 422, 'whoever brings does not decide')
  const registrar = world.browser('registrar')
  await registrar.get(at)
  assert.equal((await registrar.post(`${at}/admit`)).statusCode, 303)
  await world.settle()
  const landed = await row<{ until_on: string | null; state: string }>(db, sql`select until_on, state from registry.affiliation where status = 'emeritus'`) // prettier-ignore
  assert.deepEqual(landed, { until_on: null, state: 'active' })
})

test('the template is understood as it is', async () => {
  for (const name of ['department', 'personnel'] as const) {
    const browser = world.browser(name)
    const template = await browser.get('/admissions/batches/template')
    assert.equal(template.statusCode, 200)
    const at = await read(browser, Buffer.from(template.rawPayload), name === 'personnel' ? { unit: '文学部' } : {})
    const { body } = await browser.get(at)
    assert.notEqual(seenIn(body), '', name)
    await browser.post(`${at}/discard`)
  }
})

test('every letter says all it has to say', async () => {
  assert.deepEqual(await world.unfilledLetters(), [])
})
