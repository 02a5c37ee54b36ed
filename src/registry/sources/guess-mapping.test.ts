import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guessMapping } from './guess-mapping.ts'
import { foldHeader } from './source.ts'

test('headers in English, in any case and spacing', () => {
  assert.deepEqual(guessMapping(['Student ID', 'LAST_NAME', 'First-Name', 'Date of Birth', 'E-mail', 'shoe size']), {
    key: 'Student ID',
    familyKanji: 'LAST_NAME',
    givenKanji: 'First-Name',
    birthDate: 'Date of Birth',
    mail: 'E-mail',
  })
})

test('plat.prototype-pollution: a header of the language itself maps nothing', () => {
  assert.deepEqual(guessMapping(['__proto__', 'constructor', 'toString', 'hasOwnProperty']), {})
  assert.equal(({} as Record<string, unknown>)['key'], undefined)
})

test('width, case, blanks and brackets of a header make no difference', () =>
  assert.equal(foldHeader('ﾌﾘｶﾞﾅ (氏)'), foldHeader('フリガナ（氏）')))
