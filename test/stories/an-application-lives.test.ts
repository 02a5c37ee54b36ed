/** What time does to an application: reminders, provisional time, expiry, renewal; and what a change of answers undoes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { row, sql } from '../../src/platform/database.ts'
import { admissionsWorld, handIn, type Given } from '../support/admissions-world.ts'

const world = await admissionsWorld('2026-11-25T09:00:00+09:00')
const db = world.system.database.read
const onDay = (day: string): void => world.clock.moveTo(new Date(`${day}T03:10:00+09:00`))

const lecturer = (family: string, mail: string, birthDate: string): Given => ({
  status: { status: 'pt-lecturer' },
  name: { familyRoman: family, givenRoman: `${family}ko` },
  birth: { birthDate },
  place: { unitName: '文学部', from: '2026-12-01', lastDay: '2027-03-31' },
  contact: { mail },
  proof: { proof: 'appointment-letter' },
})
const letter = { document: 'appointment-letter', method: 'in-person', counter: 'main', last4: '' }
const counter = world.browser('counter')
const registrar = world.browser('registrar')

const stateOf = async (number: string): Promise<string> =>
  (await row<{ state: string }>(db, sql`select state from admissions.application where number = ${number}`))?.state ??
  ''

const admit = async (number: string): Promise<void> => {
  await counter.get(`/admissions/${number}`)
  assert.equal((await counter.post(`/admissions/${number}/evidence`, letter)).statusCode, 303)
  assert.equal((await counter.post(`/admissions/${number}/admit`)).statusCode, 303)
  await world.settle()
}

test('what was changed after it was sent back has to be proven anew', async () => {
  const { number, visitor, at } = await handIn(world, lecturer('Modokawa', 'modokawa@post.example', '1989-03-19'))
  await counter.get(`/admissions/${number}`)
  await counter.post(`/admissions/${number}/evidence`, letter)
  world.clock.moveTo(new Date('2026-11-25T10:00:00+09:00'))
  assert.equal((await counter.post(`/admissions/${number}/send-back`, { 'send-back-note': '期間が違います' })).statusCode, 303) // prettier-ignore
  assert.match((await visitor.get(at)).body, /期間が違います/)
  assert.equal((await visitor.post(`${at}/place`, { unitName: '文学部', from: '2026-12-01', lastDay: '2027-02-28' })).statusCode, 303) // prettier-ignore
  assert.equal((await visitor.post(`${at}/submit`)).statusCode, 303)
  assert.equal((await counter.post(`/admissions/${number}/admit`)).statusCode, 422)
  await admit(number)
  assert.equal((await world.affiliation(number))?.until, '2027-03-01')
})

test('provisional: it counts for thirty days, a reminder comes, and it lapses with a letter', async () => {
  const late = await handIn(world, lecturer('Osokawa', 'osokawa@post.example', '1984-12-24'))
  const kept = await handIn(world, lecturer('Kariya', 'kariya@post.example', '1990-05-25'))
  for (const { number } of [late, kept]) {
    await registrar.get(`/admissions/${number}`)
    const given = { 'provisional-days': '30', 'provisional-note': '委嘱状の発行待ち' }
    assert.equal((await counter.post(`/admissions/${number}/provisional`, given)).statusCode, 404, 'the registrar’s')
    assert.equal((await registrar.post(`/admissions/${number}/provisional`, given)).statusCode, 303)
  }
  await world.settle()
  const standing = await world.affiliation(late.number)
  assert.deepEqual([standing?.until, standing?.provisional], ['2026-12-31', true], 'thirty days from the first day')
  onDay('2026-12-24')
  await world.night()
  await world.night()
  assert.equal((await world.mailTo('osokawa', 'provisionalSoon')).match(/2026年12月30日/g)?.length, 1, 'reminded once')
  await counter.get(`/admissions/${kept.number}`)
  assert.equal((await counter.post(`/admissions/${kept.number}/evidence`, letter)).statusCode, 303)
  await world.settle()
  const proven = await world.affiliation(kept.number)
  assert.deepEqual([proven?.until, proven?.provisional], ['2027-04-01', false], 'the proof makes it whole')
  onDay('2026-12-31')
  await world.night()
  assert.deepEqual([await stateOf(late.number), await stateOf(kept.number)], ['lapsed', 'admitted'])
  assert.match(await world.mailTo('osokawa', 'lapsed'), new RegExp(late.number))
})

test('renewal: reminded two months before, continued with new papers, and still the same person', async () => {
  const { number, visitor, at } = await handIn(world, lecturer('Tsuzuki', 'tsuzuki@post.example', '1979-10-01'))
  await admit(number)
  onDay('2027-02-01')
  await world.night()
  await world.night()
  assert.equal((await world.mailTo('tsuzuki', 'periodSoon')).match(/2027年3月31日/g)?.length, 1)
  await visitor.get(at)
  const begun = await visitor.post('/apply', { continues: number, change: 'continuation' })
  const next = String(begun.headers.location)
  assert.match((await visitor.get(`${next}?step=place`)).body, /2027-04-01/, 'it goes on the day after')
  await visitor.post(`${next}/place`, { unitName: '文学部', from: '2027-04-01', lastDay: '2028-03-31' })
  await visitor.post(`${next}/proof`, { proof: 'appointment-letter' })
  assert.equal((await visitor.post(`${next}/submit`)).statusCode, 303)
  const continued = next.split('/').at(-1) ?? ''
  assert.match((await counter.get(`/admissions/${continued}`)).body, /既知の人/)
  await admit(continued)
  const persons = await row<{ n: number }>(db, sql`select count(distinct person_id)::integer as n from registry.affiliation where source_key in (${number}, ${continued})`) // prettier-ignore
  assert.equal(persons?.n, 1)
})

test('what nobody finishes expires with a letter; what is withdrawn is confirmed; neither can go on', async () => {
  const idle = await handIn(world, lecturer('Wasureda', 'wasureda@post.example', '1981-03-03'))
  const gone = await handIn(world, lecturer('Torishita', 'torishita@post.example', '1986-07-07'))
  assert.equal((await gone.visitor.post(`${gone.at}/withdraw`)).statusCode, 303)
  assert.match(await world.mailTo('torishita', 'withdrawn'), new RegExp(gone.number))
  assert.equal((await gone.visitor.post(`${gone.at}/submit`)).statusCode, 409)
  onDay('2027-04-10')
  await world.night()
  assert.equal(await stateOf(idle.number), 'expired')
  assert.match(await world.mailTo('wasureda', 'expired'), new RegExp(idle.number))
  assert.equal((await counter.post(`/admissions/${idle.number}/evidence`, letter)).statusCode, 422)
})

test('what is ended early, or voided, is told, and never ends in the past', async () => {
  onDay('2027-04-11')
  const form = lecturer('Hayame', 'hayame@post.example', '1975-05-05')
  const { number } = await handIn(world, { ...form, place: { unitName: '文学部', from: '2027-04-12', lastDay: '2028-03-31' } }) // prettier-ignore
  await admit(number)
  const end = (lastDay: string) =>
    counter.post(`/admissions/${number}/end`, { 'end-lastDay': lastDay, 'end-note': '契約が終わりました' })
  assert.equal((await end('2027-04-01')).statusCode, 422)
  assert.equal((await end('2027-05-31')).statusCode, 303)
  await world.settle()
  assert.equal((await world.affiliation(number))?.until, '2027-06-01')
  assert.match(await world.mailTo('hayame', 'endedEarly'), /2027年5月31日/)
  await registrar.get(`/admissions/${number}`)
  assert.equal((await registrar.post(`/admissions/${number}/void`, { 'void-note': '別の方でした' })).statusCode, 303)
  await world.settle()
  assert.equal((await world.affiliation(number))?.state, 'void')
  assert.match(await world.mailTo('hayame', 'voided'), new RegExp(number))
})

test('every letter says all it has to say', async () => {
  assert.deepEqual(await world.unfilledLetters(), [])
})
