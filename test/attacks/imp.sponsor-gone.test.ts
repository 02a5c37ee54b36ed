/** A host leaves: their guests are never left to nobody's word, and never ended in silence. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../src/kernel/day.ts'
import { row, rows, sql } from '../../src/platform/database.ts'
import { admissionsWorld, admitFellow, mailOf } from '../support/admissions-world.ts'

const world = await admissionsWorld('2026-11-25T09:00:00+09:00')

test('imp.sponsor-gone: the guest is told, listed for unit and office, and ends by rule unless a new host takes over', async () => {
  const { number, visitor, at } = await admitFellow(world, 'Kyakuno', 'kyakuno@lab.example')
  await world.employ({ host: day('2026-12-31') })
  await world.night()
  assert.equal((await world.affiliation(number))?.until, '2027-01-31', 'thirty days after the host’s last')
  assert.match(await world.mailTo('kyakuno', 'hostLeaves'), /2027年1月30日/)
  assert.match(await world.mailTo('ukegawa', 'yourGuest'), new RegExp(number))
  await world.night()
  const told = await rows(world.system.database.read, sql`select 1 from platform.mail where address like 'kyakuno%' and purpose = 'admissions.hostLeaves'`) // prettier-ignore
  assert.equal(told.length, 1, 'told once')

  for (const reader of ['counter', 'department'] as const)
    assert.match((await world.browser(reader).get('/admissions?view=hosts')).body, new RegExp(number), reader)
  assert.doesNotMatch((await world.browser('otherDepartment').get('/admissions?view=hosts')).body, new RegExp(number))

  await visitor.get(at)
  assert.equal((await visitor.post(`${at}/new-host`, { mail: 'nobody@wakaba.example.ac.jp' })).statusCode, 303)
  assert.equal(await world.mailTo('tsugiyama', 'newHostAsked'), '')
  assert.equal((await visitor.post(`${at}/new-host`, { mail: mailOf('nextHost') })).statusCode, 303)
  assert.match(await world.mailTo('tsugiyama', 'newHostAsked'), new RegExp(number))
  assert.equal(
    (await visitor.post(`${at}/new-host`, { mail: mailOf('host') })).statusCode,
    409,
    'one is asked at a time',
  )
  await world.settle()
  assert.equal((await world.affiliation(number))?.until, '2027-01-31', 'a name is not a word')

  const member = world.browser('member')
  await member.get('/my/invitations')
  assert.equal((await member.post(`/my/invitations/${number}/take-over`)).statusCode, 404)
  const next = world.browser('nextHost')
  await next.get('/my/invitations')
  assert.equal((await next.post(`/my/invitations/${number}/take-over`)).statusCode, 303)
  await world.settle()
  const taken = await world.affiliation(number)
  assert.deepEqual([taken?.until, taken?.host], ['2028-04-01', world.person('nextHost')])
  assert.match(await world.mailTo('kyakuno', 'newHostYes'), new RegExp(number))
})

test('a host who stays after all gives the period back; the unit’s officer finds a new host only for the unit’s guests', async () => {
  const { number } = await admitFellow(world, 'Modori', 'modori@lab.example')
  await world.employ({ host: day('2026-12-31') })
  await world.night()
  assert.equal((await world.affiliation(number))?.until, '2027-01-31')
  const newHost = async (name: 'department' | 'otherDepartment'): Promise<number> => {
    const officer = world.browser(name)
    await officer.get('/admissions')
    const nextNumber = await row<{ number: string }>(world.system.database.read, sql`select number from registry.person where id = ${world.person('nextHost')}`) // prettier-ignore
    return (await officer.post(`/admissions/${number}/new-host`, { 'new-host-person': nextNumber?.number ?? '' }))
      .statusCode
  }
  assert.equal(await newHost('otherDepartment'), 404)
  assert.equal(await newHost('department'), 303)
  const next = world.browser('nextHost')
  await next.get('/my/invitations')
  assert.equal((await next.post(`/my/invitations/${number}/decline`)).statusCode, 303)
  assert.match(await world.mailTo('modori', 'newHostNo'), new RegExp(number))
  await world.employ()
  await world.night()
  assert.equal((await world.affiliation(number))?.until, '2028-04-01')
  assert.match(await world.mailTo('modori', 'hostStays'), new RegExp(number))
})

test('every letter says all it has to say', async () => {
  assert.deepEqual(await world.unfilledLetters(), [])
})
