import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  nextPrefix,
  checkChosenName,
  containsExcluded,
  defaultUsernameSettings as settings,
  drawName,
  ecsPattern,
  fillOf,
  isLong,
  lettersOf,
  nameAt,
  spsPattern,
} from './username.ts'

const inOrder = (numbers: readonly number[]) => {
  let at = 0
  return () => numbers[at++ % numbers.length] ?? 0
}
const patternOf = (family: string, given: string | null, middle?: string) => {
  const pattern = spsPattern({ family, given, ...(middle === undefined ? {} : { middle }) }, settings)
  assert.ok(pattern.ok)
  return pattern.value
}

describe('letters of a romanised name', () => {
  for (const [name, letters] of [
    ['Yoshida', 'yoshida'],
    ['Ōno', 'ono'],
    ["Jun'ichi", 'junichi'],
    ['Smith-Jones', 'smithjones'],
    ['Ｔａｒｏ', 'taro'],
    ['Anna Maria', 'annamaria'],
    ['ジョン・Smith', 'smith'],
    ['Strauß', 'strauss'],
    ['Ørsted', 'orsted'],
    ['İnan', 'inan'],
    ['Nguyễn', 'nguyen'],
    ['Łukasz', 'lukasz'],
    ['山田', ''],
    ['Аdmin', 'dmin'],
  ] as const)
    it(`${name} → ${letters}`, () => assert.equal(lettersOf(name), letters))
})

describe('a login name', () => {
  it('of ECS is a0 and six digits', () =>
    assert.deepEqual(drawName(ecsPattern(settings), { draw: () => 123456, settings }), { ok: true, value: 'a0123456' }))

  it('of SPS is given name, three digits, surname', () =>
    assert.deepEqual(drawName(patternOf('Yoshida', 'Taro'), { draw: () => 7, settings }), {
      ok: true,
      value: 'taro007yoshida',
    }))

  it('of a person with one name has it on both sides', () =>
    assert.equal(nameAt(patternOf('Sukarno', null), 12), 'sukarno012sukarno'))

  it('is widened by a letter of the middle name when every number is taken', () => {
    assert.equal(nameAt(patternOf('Sato', 'Ken', 'James'), 1, 1), 'ken001satoj')
    assert.deepEqual(drawName(patternOf('Sato', 'Ken'), { draw: () => 1, settings, widening: 1 }), {
      ok: false,
      refusal: { code: 'username.none_left' },
    })
  })

  it('of more than twenty characters is long, of more than sixty-four refused', () => {
    assert.equal(isLong('maximilian123hohenlohe', settings), true)
    assert.equal(isLong('taro123yoshida', settings), false)
    const long = spsPattern({ family: 'a'.repeat(40), given: 'b'.repeat(22) }, settings)
    assert.deepEqual(long, { ok: false, refusal: { code: 'username.too_long' } })
  })

  it('is not made of a name without Latin letters', () =>
    assert.deepEqual(spsPattern({ family: '山田', given: '太郎' }, settings), {
      ok: false,
      refusal: { code: 'username.no_roman_name' },
    }))
})

describe('imp.excluded-word', () => {
  it('is redrawn when the digits make it', () => {
    assert.deepEqual(drawName(ecsPattern(settings), { draw: inOrder([142564, 421900, 55]), settings }), {
      ok: true,
      value: 'a0000055',
    })
    assert.deepEqual(drawName(patternOf('Sato', 'Ken'), { draw: inOrder([666, 667]), settings }), {
      ok: true,
      value: 'ken667sato',
    })
  })
  it('is looked for in the whole name, across its parts', () => {
    const crossing = { ...settings, excludedWords: ['n1s'] }
    assert.equal(containsExcluded('ken1sato', crossing), true)
    assert.equal(containsExcluded('a0' + '1n1s', crossing), true)
  })
  it('goes to a human when the name itself is one', () =>
    assert.deepEqual(spsPattern({ family: 'Admin', given: 'Taro' }, settings), {
      ok: false,
      refusal: { code: 'username.excluded_name' },
    }))
  it('leaves a longer surname alone', () => assert.equal(containsExcluded('taro123shibakawa', settings), false))
  it('gives up, and tells a human, when chance meets nothing else', () =>
    assert.deepEqual(drawName(patternOf('Sato', 'Ken'), { draw: () => 666, settings }), {
      ok: false,
      refusal: { code: 'username.none_left' },
    }))
})

it('a generation of ECS-IDs raises the alarm at 80 %', () => {
  assert.equal(fillOf(799_999, settings), 'open')
  assert.equal(fillOf(800_000, settings), 'alarm')
  assert.equal(fillOf(1_000_000, settings), 'full')
})

describe('a name chosen by hand', () => {
  for (const [kind, name, outcome] of [
    ['SPS', 'taro123yoshida', 'ok'],
    ['SPS', 'taroyoshida', 'username.wrong_shape'],
    ['SPS', 'tаro123yoshida', 'username.wrong_shape'],
    ['SPS', 'taro666yoshida', 'username.excluded_name'],
    ['SPS', `${'a'.repeat(60)}123yo`, 'username.too_long'],
    ['ECS', 'a0123456', 'ok'],
    ['ECS', 'b0123456', 'username.wrong_shape'],
  ] as const)
    it(`${kind} ${name.slice(0, 20)}: ${outcome}`, () => {
      const checked = checkChosenName(kind, name, settings)
      assert.equal(checked.ok ? 'ok' : checked.refusal.code, outcome)
    })
})

for (const [opened, next] of [
  [['a0'], 'a1'],
  [['a0', 'a9'], 'b0'],
  [['a1', 'a0'], 'a2'],
  [['z8'], 'z9'],
  [['z9'], null],
] as const)
  it(`the generation after ${opened.join(' ')} is ${next ?? 'none'}`, () => assert.equal(nextPrefix(opened), next))
