/** A JSPS fellow applies with a host's word; proof by telephone takes two officers; invitations run out. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admissionsWorld, admitFellow, fellow, handIn } from '../support/admissions-world.ts'

const world = await admissionsWorld('2026-11-25T09:00:00+09:00')

test('a fellow applies, the host gives their word, and the registry knows who answers for whom', async () => {
  const { number } = await admitFellow(world, 'Gakushin', 'gakushin@lab.example')
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
