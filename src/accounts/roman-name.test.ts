import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NameForms, PersonName } from '../registry/index.ts'
import { romanNameOf } from './roman-name.ts'

const forms = (kanji: string | null, kana: string | null, roman: string | null): NameForms => ({ kanji, kana, roman })
const name = (kind: PersonName['kind'], family: NameForms, given: NameForms | null): PersonName => ({
  kind,
  family,
  given,
})

const rows: readonly (readonly [string, readonly PersonName[], ReturnType<typeof romanNameOf>])[] = [
  ['roman letters as registered', [name('official', forms('山田', 'ヤマダ', 'Yamada'), forms('花', 'ハナ', 'Hana'))], { family: 'Yamada', given: 'Hana' }],
  ['kana are read as passports write them', [name('official', forms('大野', 'オオノ', null), forms('健一', 'ケンイチ', null))], { family: 'ono', given: 'kenichi' }],
  ['an n before m, and a seam that is no long vowel', [name('official', forms('本間', 'ホンマ', null), forms('井上', 'イノウエ', null))], { family: 'homma', given: 'inoue' }],
  ['the usual name before the official', [name('official', forms('旧', 'キュウ', null), forms('花', 'ハナ', null)), name('usual', forms('新', 'シン', null), forms('花', 'ハナ', null))], { family: 'shin', given: 'hana' }],
  ['one name alone', [name('official', forms(null, null, 'Sukarno'), null)], { family: 'Sukarno', given: null }],
  ['a middle name', [name('official', forms(null, null, 'Nguyen'), forms(null, null, 'Thi Minh'))], { family: 'Nguyen', given: 'Thi Minh', middle: 'Minh' }],
  ['kanji alone say nothing', [name('official', forms('李', null, null), forms('明', null, null))], { family: '', given: '' }],
  ['nobody', [], { family: '', given: null }],
] // prettier-ignore

for (const [what, names, expected] of rows) test(what, () => assert.deepEqual(romanNameOf(names), expected))
