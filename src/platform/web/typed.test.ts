import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cleanDay, cleanIdentifier, cleanLine } from './typed.ts'

describe('a day as people write it', () => {
  const rows: readonly (readonly [string, string | null])[] = [
    ['2027-04-01', '2027-04-01'],
    [' 2027/4/1 ', '2027-04-01'],
    ['20270401', '2027-04-01'],
    ['２０２７年４月１日', '2027-04-01'],
    ['2027．4．1', '2027-04-01'],
    ['2027ー04ー01', '2027-04-01'],
    ['2027-02-30', null],
    ['27-4-1', null],
    ['4月1日', null],
    ['', null],
  ]
  for (const [typed, expected] of rows) it(JSON.stringify(typed), () => assert.equal(cleanDay(typed), expected))
})

it('an identifier loses spaces and fancy hyphens, not its capitals', () =>
  assert.equal(cleanIdentifier('　Ｋ7PX–2m\u200Brt '), 'K7PX-2mrt'))

it('a line keeps single spaces', () => assert.equal(cleanLine('　青木　 はるか '), '青木 はるか'))
