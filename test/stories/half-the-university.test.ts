/** A filter in the student office went wrong, and the file ends half the university: the brake holds, and two persons decide. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showDay } from '../../demo/feeds/rows.ts'
import { addDays, dayOf } from '../../src/kernel/day.ts'
import { clerkOf, countsOn } from '../support/clerk.ts'
import { tonightsFile } from '../support/files.ts'
import { mainOf, world } from '../support/world.ts'

const here = await world()
const began = dayOf(here.system.clock.now())
const yesterday = showDay(addDays(began, -1), 'students')
const clerk = clerkOf(here, await here.officer('registrar', 0))
const colleague = await here.officer('registrar', 1)

/** The file as the office sent it: whoever came in an even year and is still here has left, it says, and one came in. */
const wrongFile = tonightsFile('students', {
  began,
  change: row => (/^202[46](?!200104)/.test(row.key ?? '') ? { ...row, until: yesterday } : row),
  rows: [
    {
      key: '2025100198', familyKanji: '安井', givenKanji: '守', familyKana: 'ヤスイ', givenKana: 'マモル', birthDate: '2006-01-15',
      status: '学部学生', unitCode: 'A20', unitName: '法学部', from: showDay(began, 'students'), until: showDay(addDays(began, 900), 'students'),
      asOf: showDay(began, 'students'),
    },
  ],
}) // prettier-ignore

const stateOf = async (name: string): Promise<string | undefined> =>
  (await here.people()).find(person => person.name.ja === name)?.usernames[0]?.state

test('the rehearsal counts the endings and says that they are held', async () => {
  const rehearsed = await clerk.upload('students', wrongFile)
  const { end = 0, create } = countsOn(rehearsed)
  assert.ok(end > 5, mainOf(rehearsed))
  assert.equal(create, 1)
  assert.ok(clerk.can('lift'))
})

test('applied, the safe rest goes through and nobody has ended', async () => {
  const applied = await clerk.press('apply')
  assert.ok(clerk.can('lift') && clerk.can('discard') && !clerk.can('apply'), mainOf(applied))
  assert.ok((await colleague.get('/people?q=やすい')).text.includes('安井'))
  for (const name of ['進藤 昇', '双葉 一葉', '双葉 双葉']) assert.equal(await stateOf(name), 'active', name)
})

test('one officer alone cannot let it go: no reason is refused, and asking twice gives no leave', async () => {
  const bare = await clerk.press('lift', { reason: ' ' })
  assert.ok(clerk.can('lift'), mainOf(bare))
  await clerk.press('lift', { reason: '学務の一括処理と聞いています' })
  assert.ok(!clerk.can('lift') && !clerk.can('apply'))
})

test('the second looks, asks the office, and gives up what is held', async () => {
  const address = (await clerk.look()).url
  const seen = await colleague.get(address)
  assert.ok(seen.text.includes('学務の一括処理と聞いています'))
  await colleague.submit(/\/discard$/)
  await here.settled()
  const after = await clerk.look()
  assert.ok(!clerk.can('lift') && !clerk.can('apply'), mainOf(after))
  assert.equal(await stateOf('双葉 一葉'), 'active')
  assert.ok(!(await here.mail()).some(({ to }) => to === 'kazuha@post.example'))
})

test('the right file comes the same night, and changes nothing but what is true', async () => {
  const rehearsed = await clerk.upload('students', tonightsFile('students', { began }))
  assert.equal(countsOn(rehearsed)['end'], undefined)
  await clerk.press('apply')
  assert.equal(await stateOf('双葉 一葉'), 'active')
})

test('had it been true: asked by one, given by the other, then applied; everyone is told a week before', async () => {
  await clerk.upload('students', wrongFile)
  await clerk.press('lift', { reason: '学部の閉鎖による' })
  const address = (await clerk.look()).url
  await colleague.get(address)
  await colleague.submit(/\/lift$/, { reason: '閉鎖の通知を確認しました' })
  await clerk.look()
  await clerk.press('apply')
  assert.equal(await stateOf('双葉 一葉'), 'grace')
  assert.ok((await here.mail()).some(({ to }) => to === 'kazuha@post.example'))
})
