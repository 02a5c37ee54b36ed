import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, day, daysBetween, type Day } from '../kernel/day.ts'
import type { Announcement } from './account.ts'
import { decideNotice, milestones, minimumWarningDays } from './stop-notice.ts'

const stop = day('2027-04-30')
const before = (days: number): Day => addDays(stop, -days)
const told = (over: Partial<Announcement> = {}): Announcement => ({
  stopOn: stop,
  toldOn: before(60),
  milestone: 60,
  ...over,
})

describe('a stop notice', () => {
  const cases: readonly (readonly [string, Announcement | null, Day | null, Day, unknown])[] = [
    ['is not due while no end is known', null, null, before(100), { do: 'nothing' }],
    ['is not due 61 days before', null, stop, before(61), { do: 'nothing' }],
    ['is due 60 days before', null, stop, before(60), { do: 'announce', announcement: told() }],
    [
      'is due at once when the end is learnt late',
      null,
      stop,
      before(20),
      { do: 'announce', announcement: told({ toldOn: before(20), milestone: 30 }) },
    ],
    [
      'moves the stop when the end is learnt too late',
      null,
      stop,
      before(2),
      { do: 'announce', announcement: told({ stopOn: addDays(stop, 5), toldOn: before(2), milestone: 7 }) },
    ],
    [
      'moves the stop when the end is already past (imp.backdated-end)',
      null,
      stop,
      addDays(stop, 30),
      { do: 'announce', announcement: told({ stopOn: addDays(stop, 37), toldOn: addDays(stop, 30), milestone: 7 }) },
    ],
    ['is repeated 30 days before', told(), stop, before(30), { do: 'remind', announcement: told({ milestone: 30 }) }],
    ['is not repeated between', told({ milestone: 30 }), stop, before(29), { do: 'nothing' }],
    [
      'is caught up after a day without a run',
      told({ milestone: 30 }),
      stop,
      before(5),
      { do: 'remind', announcement: told({ milestone: 7 }) },
    ],
    [
      'is repeated on the eve',
      told({ milestone: 7 }),
      stop,
      before(1),
      { do: 'remind', announcement: told({ milestone: 1 }) },
    ],
    ['is not sent on the day itself', told({ milestone: 7 }), stop, stop, { do: 'nothing' }],
    ['is withdrawn when there is no end any more', told(), null, before(40), { do: 'withdraw' }],
    ['is withdrawn when the end moves a year away', told(), addDays(stop, 365), before(40), { do: 'withdraw' }],
    [
      'is told anew when the end moves nearer',
      told(),
      before(10),
      before(40),
      { do: 'announce', announcement: { stopOn: before(10), toldOn: before(40), milestone: 30 } },
    ],
    [
      'stays when the end moves nearer than it can be told',
      told({ milestone: 7 }),
      before(20),
      before(5),
      { do: 'nothing' },
    ],
  ]
  for (const [title, announcement, planned, today, outcome] of cases)
    it(title, () => assert.deepEqual(decideNotice(announcement, planned, today), outcome))
})

/** Asks every day, with the planned stop as it was known on that day, and keeps what was sent. */
const walk = (plans: readonly (number | null)[], start: Day) => {
  const sent: string[] = []
  const announced: { readonly stopOn: Day; readonly toldOn: Day }[] = []
  let announcement: Announcement | null = null
  plans.forEach((offset, index) => {
    const today = addDays(start, index)
    const planned = offset === null ? null : addDays(start, offset)
    const step = decideNotice(announcement, planned, today)
    if (step.do === 'announce' || step.do === 'remind') {
      announcement = step.announcement
      sent.push(`${announcement.toldOn} ${announcement.stopOn}:${announcement.milestone}`)
      if (step.do === 'announce') announced.push({ stopOn: announcement.stopOn, toldOn: today })
    }
    if (step.do === 'withdraw') announcement = null
    assert.notEqual(decideNotice(announcement, planned, today).do, 'remind')
    assert.notEqual(decideNotice(announcement, planned, today).do, 'withdraw')
  })
  return { sent, announced }
}

const plans = fc.array(fc.tuple(fc.option(fc.integer({ min: -30, max: 150 })), fc.integer({ min: 1, max: 60 })), {
  maxLength: 8,
})
const expand = (pieces: readonly (readonly [number | null, number])[]) =>
  pieces.flatMap(([offset, days]) => Array<number | null>(days).fill(offset))

describe('whatever the sources say, day after day', () => {
  it('no day is told less than a week before it comes', () =>
    fc.assert(
      fc.property(plans, pieces => {
        for (const { stopOn, toldOn } of walk(expand(pieces), day('2027-01-01')).announced)
          assert.ok(daysBetween(toldOn, stopOn) >= minimumWarningDays)
      }),
    ))

  it('one plan is told at each milestone once, in order', () =>
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 150 }), offset => {
        const { sent } = walk(Array<number>(200).fill(offset), day('2027-01-01'))
        assert.equal(new Set(sent).size, sent.length)
        const told = sent.map(notice => Number(notice.split(':')[1]))
        assert.deepEqual(
          told,
          milestones.filter(milestone => milestone <= (told[0] ?? 0)),
        )
      }),
    ))

  it('asking again on the same day sends nothing', () =>
    fc.assert(
      fc.property(fc.option(fc.integer({ min: -30, max: 150 })), offset => {
        const today = day('2027-01-01')
        const planned = offset === null ? null : addDays(today, offset)
        const first = decideNotice(null, planned, today)
        const then = first.do === 'announce' ? first.announcement : null
        assert.deepEqual(decideNotice(then, planned, today), { do: 'nothing' })
      }),
    ))
})
