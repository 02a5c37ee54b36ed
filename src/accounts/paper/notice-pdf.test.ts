import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../kernel/day.ts'
import { isPrintable, noticesAsPdf, type Notice } from './notice-pdf.ts'

const notice = (n: number): Notice => ({
  names: ['𠮷﨑 花子'],
  unit: { ja: '工学部', en: 'Engineering' },
  kind: 'ECS',
  username: 'a0123456',
  key: 'ACDE3467',
  notBefore: day('2027-04-01'),
  until: day('2027-05-01'),
  from: { by: 'batch', number: 12, place: n },
})
const letterhead = {
  institution: { ja: '若葉大学', en: 'Wakaba University' },
  contact: { ja: '窓口', en: 'Counter' },
  baseUrl: 'https://id.example.ac.jp',
}

describe('the notice on paper', () => {
  it('prints rare characters, and knows what it cannot print', () => {
    for (const name of ['𠮷﨑 花子', '髙橋 健', '渡邉 德', '葛\u{e0100}城']) assert.equal(isPrintable(name), true, name)
    assert.equal(isPrintable('\u{f0000}'), false)
  })

  it('has a page for each person and embeds each font once', async () => {
    const pdf = Buffer.from(await noticesAsPdf([notice(1), notice(2), notice(3)], letterhead)).toString('latin1')
    assert.equal(pdf.match(/\/Type \/Page\b(?!s)/g)?.length, 3)
    assert.equal(pdf.match(/\/FontFile2/g)?.length, 2)
  })
})
