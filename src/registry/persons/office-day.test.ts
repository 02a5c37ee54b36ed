import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseOfficeDay } from './office-day.ts'

for (const text of [
  '2027-04-01',
  '2027/4/1',
  '2027.4.1',
  '20270401',
  '2027年4月1日',
  '２０２７年４月１日',
  '令和9年4月1日',
  '令和９年４月１日',
  'R9.4.1',
  'R09/04/01',
  'r9-4-1',
  '2027-04-01 00:00:00',
  '2027/4/1 0:00',
  ' 2027-04-01 ',
])
  // prettier-ignore
  test(`${text} is the first of April 2027`, () => assert.deepEqual(parseOfficeDay(text), { is: 'day', day: '2027-04-01' }))

const others = [
  ['令和元年5月1日', '2019-05-01'],
  ['平成31年4月30日', '2019-04-30'],
  ['H1.1.8', '1989-01-08'],
  ['昭和64年1月7日', '1989-01-07'],
  ['S39.10.10', '1964-10-10'],
  ['大正15年12月24日', '1926-12-24'],
  ['20240229', '2024-02-29'],
] as const
for (const [text, day] of others)
  test(`${text} is ${day}`, () => assert.deepEqual(parseOfficeDay(text), { is: 'day', day }))

for (const text of [
  '2027-02-29',
  '2027/13/1',
  '20270431',
  '令和9年2月30日',
  '昭和64年1月8日',
  '令和元年4月30日',
  '平成32年1月1日',
  '明治60年1月1日',
  '0000-00-00',
])
  test(`${text} does not exist`, () => assert.deepEqual(parseOfficeDay(text), { is: 'no_such_day' }))

for (const text of ['', 'なし', '2027', '4/1/2027', '山田', '2027-04', '2027-4/1x', '46113'])
  test(`"${text}" is no date`, () => assert.deepEqual(parseOfficeDay(text), { is: 'not_a_day' }))

test('an end in the year 9999 means that none is known', () => {
  for (const text of ['9999-12-31', '99991231', '9999/12/31']) assert.deepEqual(parseOfficeDay(text), { is: 'open' })
})
