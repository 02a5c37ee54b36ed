/** A JSPS fellow applies with a host's word; proof by telephone takes two officers; a host leaves and another takes over. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../src/kernel/day.ts'
import { row, rows, sql } from '../../src/platform/database.ts'
import { admissionsWorld, handIn, mailOf, type Given } from '../support/admissions-world.ts'

const world = await admissionsWorld('2026-11-25T09:00:00+09:00')

/** Each with a name and a birthday of their own: people who share them become a match case. */
const birthDates: Readonly<Record<string, string>> = { Gakushin: '1996-04-30', Machiai: '1991-01-05', Denda: '1987-04-14', Kyakuno: '1977-06-17', Modori: '1982-10-08' } // prettier-ignore

const fellow = (family: string, mail: string): Given => ({
  status: { status: 'jsps-fellow' },
  name: { familyRoman: family, givenRoman: `${family}ko` },
  birth: { birthDate: birthDates[family] ?? '' },
  place: { unitName: '理学部', hostMail: mailOf('host'), from: '2026-12-01', lastDay: '2028-03-31' },
  contact: { mail },
  proof: { proof: 'jsps-letter' },
})

const admitted = async (family: string, mail: string) => {
  const applied = await handIn(world, fellow(family, mail))
  const host = world.browser('host')
  await host.get('/my/invitations')
  assert.equal((await host.post(`/my/invitations/${applied.number}/confirm`)).statusCode, 303)
  const counter = world.browser('counter')
  await counter.get(`/admissions/${applied.number}`)
  const seen = { document: 'jsps-letter', method: 'in-person', counter: 'main', last4: '' }
  assert.equal((await counter.post(`/admissions/${applied.number}/evidence`, seen)).statusCode, 303)
  assert.equal((await counter.post(`/admissions/${applied.number}/admit`, { unitCode: 'A30' })).statusCode, 303)
  await world.settle()
  return applied
}

test('a fellow applies, the host gives their word, and the registry knows who answers for whom', async () => {
  const { number } = await admitted('Gakushin', 'gakushin@lab.example')
  assert.deepEqual(await world.affiliation(number), {
    status: 'jsps-fellow', until: '2028-04-01', state: 'active', host: world.person('host'), unit: 'A30', provisional: false,
  }) // prettier-ignore
  assert.match(await world.mailTo('gakushin', 'hostConfirmed'), new RegExp(number))
  assert.match(await world.mailTo('gakushin', 'admitted'), new RegExp(number))
})

test('nobody but the host named can give the word, and what is not confirmed is not admitted', async () => {
  const { number } = await handIn(world, fellow('Machiai', 'machiai@lab.example'))
  const other = world.browser('nextHost')
  await other.get('/my/invitations')
  assert.equal((await other.post(`/my/invitations/${number}/confirm`)).statusCode, 404)
  const counter = world.browser('counter')
  await counter.get(`/admissions/${number}`)
  const seen = { document: 'jsps-letter', method: 'in-person', counter: 'main', last4: '' }
  assert.equal((await counter.post(`/admissions/${number}/evidence`, seen)).statusCode, 422)
  assert.equal((await counter.post(`/admissions/${number}/admit`, {})).statusCode, 422)
})

test('what was checked by telephone counts once a second officer has checked too', async () => {
  const { number } = await handIn(world, fellow('Denda', 'denda@lab.example'))
  const host = world.browser('host')
  await host.get('/my/invitations')
  await host.post(`/my/invitations/${number}/confirm`)
  const [first, second] = [world.browser('counter'), world.browser('secondCounter')]
  await first.get(`/admissions/${number}`)
  const seen = { document: 'jsps-letter', method: 'call-back', counter: 'main', last4: '' }
  assert.equal((await first.post(`/admissions/${number}/evidence`, seen)).statusCode, 303)
  assert.equal(
    (await first.post(`/admissions/${number}/admit`, {})).statusCode,
    422,
    'one word by telephone is no proof',
  )
  const page = await second.get(`/admissions/${number}`)
  const hash = /name="seen" value="([0-9a-f]{64})"/.exec(page.body)?.[1] ?? ''
  assert.ok(!/name="seen"/.test((await first.get(`/admissions/${number}`)).body), 'no button for whoever recorded it')
  assert.equal((await first.post(`/admissions/${number}/second`, { seen: hash })).statusCode, 422, 'nor a way round it')
  assert.equal((await second.post(`/admissions/${number}/second`, { seen: 'a'.repeat(64) })).statusCode, 422)
  assert.equal((await second.post(`/admissions/${number}/second`, { seen: hash })).statusCode, 303)
  assert.equal((await second.post(`/admissions/${number}/admit`, {})).statusCode, 303)
})

test('imp.sponsor-gone: the guest is told, listed for unit and office, and ends by rule unless a new host takes over', async () => {
  const { number, visitor, at } = await admitted('Kyakuno', 'kyakuno@lab.example')
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
  const { number } = await admitted('Modori', 'modori@lab.example')
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

test('an invitation is mailed again with a new link, and runs out', async () => {
  const host = world.browser('host')
  await host.get('/my/invitations')
  const invitation = { name: 'Sho Maneki', mail: 'maneki@lab.example', status: 'guest-scholar', unitName: '理学部', from: '2027-01-10', lastDay: '2027-06-30' } // prettier-ignore
  assert.equal((await host.post('/my/invitations', invitation)).statusCode, 303)
  const linkIn = (body: string): string => /\/apply\/invited\/[\w-]+/.exec(body)?.[0] ?? ''
  const first = linkIn(await world.mailTo('maneki', 'invited'))
  const opens = async (link: string): Promise<boolean> =>
    /name="invitation"/.test((await world.browser().get(link)).body)
  assert.ok(await opens(first))
  world.clock.moveTo(new Date('2026-12-11T03:10:00+09:00'))
  await world.night()
  const again = linkIn(await world.mailTo('maneki', 'invited-reminder'))
  assert.notEqual(again, '')
  assert.deepEqual([await opens(first), await opens(again)], [false, true])
  world.clock.moveTo(new Date('2026-12-26T03:10:00+09:00'))
  await world.night()
  assert.ok(!(await opens(again)))
  assert.match(await world.mailTo('ukegawa', 'invitationOver'), /Sho Maneki/)
})
