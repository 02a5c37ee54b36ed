import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../kernel/day.ts'
import { spelling } from './spelling.ts'
import { distance, figure, range, timeLeft } from './text.ts'

describe('how far a day is', () => {
  const today = day('2027-03-20')
  const rows: readonly (readonly [string, string, string])[] = [
    ['2027-03-20', '今日', 'today'],
    ['2027-03-21', '明日', 'tomorrow'],
    ['2027-03-19', '昨日', 'yesterday'],
    ['2027-04-01', 'あと12日', 'in 12 days'],
    ['2027-02-01', '47日前', '47 days ago'],
    ['2027-06-20', 'あと92日', 'in 92 days'],
    ['2027-06-21', 'あと約3か月', 'in about 3 months'],
    ['2029-04-01', 'あと約2年', 'in about 2 years'],
    ['2019-04-02', '約8年前', 'about 8 years ago'],
  ]
  for (const [on, ja, en] of rows) it(on, () => assert.deepEqual(distance(day(on), today), { ja, en }))
})

describe('figures', () => {
  it('are grouped', () => assert.equal(figure(1234567.89), '1,234,567.9'))
  it('say where one is in a list', () => {
    assert.equal(range(1, 50, 2345).en, '1–50 of 2,345')
    assert.equal(range(1, 50, null).ja, '1〜50件')
  })
  const lengths: readonly (readonly [number, string])[] = [
    [5, 'less than a minute left'],
    [60, 'about a minute left'],
    [200, 'about 3 minutes left'],
    [7200, 'about 2 hours left'],
  ]
  for (const [seconds, en] of lengths) it(`${seconds} s`, () => assert.equal(timeLeft(seconds).en, en))
})

it('an identifier is spelt so that 0 and O, capitals and small letters differ', () => {
  assert.deepEqual(spelling('a0O-é'), {
    ja: 'エー・数字のゼロ・大文字のオー・ハイフン・é',
    en: 'Alfa, zero, capital Oscar, hyphen, é',
  })
})
