/** One made-up human being: who they truly are, before any office writes them down. */
import { addDays, day } from '../../src/kernel/day.ts'
import type { Day } from '../../src/kernel/day.ts'
import { toRoman } from '../../src/registry/index.ts'
import { diceOf } from './dice.ts'
import type { Dice } from './dice.ts'
import {
  families, familyHeads, familyTails, femaleHeads, femaleTails, foreignFamilies, foreignGivens, longGiven, maleHeads,
  maleTails, mononyms,
} from './name-stock.ts' // prettier-ignore

export type Part = { readonly kanji: string | null; readonly kana: string | null; readonly roman: string }

export const humanRoles = ['ug', 'grad', 'staff', 'guest', 'emeritus', 'facility'] as const
export type HumanRole = (typeof humanRoles)[number]

export type Human = {
  readonly index: number
  readonly role: HumanRole
  readonly sex: 'male' | 'female'
  readonly family: Part
  /** Null for people with one name. */
  readonly given: Part | null
  readonly former: Part | null
  readonly birth: Day
  readonly mail: string
  readonly phone: string
  readonly foreign: boolean
}

/** The same human being for the same seed and index, every time. Some have a twin or a namesake beside them. */
export const humanOf = (seed: number, index: number): Human => {
  const dice = diceOf(seed, 'human', index)
  const own = singleHuman(seed, index, dice)
  if (index === 0 || index % 2 === 0) return own
  const beside = diceOf(seed, 'beside', index)
  if (beside.chance(0.004)) return twinOf(singleHuman(seed, index - 1, diceOf(seed, 'human', index - 1)), own)
  if (beside.chance(0.001)) return namesakeOf(singleHuman(seed, index - 1, diceOf(seed, 'human', index - 1)), own)
  return own
}

const singleHuman = (seed: number, index: number, dice: Dice): Human => {
  const role = roleOf(dice)
  const sex = dice.chance(role === 'staff' ? 0.5 : 0.35) ? 'female' : 'male'
  const foreign = dice.chance(role === 'grad' ? 0.2 : role === 'guest' ? 0.35 : 0.04)
  const names = foreign ? foreignName(dice) : japaneseName(dice, sex)
  const married = !foreign && role !== 'ug' && dice.chance(sex === 'female' ? 0.25 : 0.03)
  const login = `${names.given?.roman ?? names.family.roman}.${names.family.roman}`
    .toLowerCase()
    .replace(/[^a-z.]/g, '')
  return {
    index,
    role,
    sex,
    ...names,
    former: married ? japaneseName(diceOf(seed, 'former', index), sex).family : null,
    birth: birthOf(role, dice),
    mail: `${login.slice(0, 30)}${index}@${dice.pick(['example.com', 'example.net', 'example.org'])}`,
    phone: `0${dice.pick(['70', '80', '90'])}-${4000 + dice.below(6000)}-${String(index % 10_000).padStart(4, '0')}`,
    foreign,
  }
}

/** Same family, birthday and telephone of the home; another given name. */
const twinOf = (first: Human, own: Human): Human =>
  first.foreign || own.foreign
    ? own
    : { ...own, role: first.role, family: first.family, former: null, birth: first.birth, phone: first.phone }

/** Another human being who happens to have the same name and the same birthday. */
const namesakeOf = (first: Human, own: Human): Human => ({
  ...own,
  sex: first.sex,
  family: first.family,
  given: first.given,
  former: null,
  birth: first.birth,
  foreign: first.foreign,
})

const shares: readonly (readonly [HumanRole, number])[] = [
  ['ug', 0.38], ['grad', 0.64], ['staff', 0.88], ['guest', 0.95], ['emeritus', 0.97], ['facility', 1],
] // prettier-ignore

const roleOf = (dice: Dice): HumanRole => {
  const rolled = dice.roll()
  return shares.find(([, upTo]) => rolled < upTo)?.[0] ?? 'ug'
}

const firstBirth: Readonly<Record<HumanRole, readonly [string, number]>> = {
  ug: ['2003-04-02', 365 * 5],
  grad: ['1996-04-02', 365 * 7],
  staff: ['1961-04-02', 365 * 42],
  guest: ['1955-04-02', 365 * 45],
  emeritus: ['1935-04-02', 365 * 25],
  facility: ['1950-04-02', 365 * 50],
}

const birthOf = (role: HumanRole, dice: Dice): Day => {
  const [first, days] = firstBirth[role]
  return addDays(day(first), dice.below(days))
}

const japaneseName = (dice: Dice, sex: Human['sex']): { readonly family: Part; readonly given: Part } => {
  // Half of all families bear one of the frequent names; the square makes the first of them the most frequent.
  const whole = dice.chance(0.45) ? families[Math.floor(dice.roll() ** 2 * families.length)] : undefined
  const family = whole ?? joined(dice.pick(familyHeads), dice.pick(familyTails))
  const [heads, tails] = sex === 'male' ? [maleHeads, maleTails] : [femaleHeads, femaleTails]
  return { family: partOf(family), given: partOf(joined(dice.pick(heads), dice.pick(tails))) }
}

type Piece = readonly [string, string]

const joined = (head: Piece, tail: Piece): Piece => [head[0] + tail[0], head[1] + tail[1]]

const partOf = ([kanji, kana]: Piece): Part => ({ kanji, kana, roman: capital(toRoman(kana) ?? '') })

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const foreignName = (dice: Dice): { readonly family: Part; readonly given: Part | null } => {
  const kana = dice.chance(0.7)
  const read = (entry: string): Part => {
    const [roman = '', sound = ''] = entry.split('/')
    return { kanji: null, kana: kana ? sound : null, roman: roman.replaceAll('-', ' ') }
  }
  if (dice.chance(0.03)) return { family: read(dice.pick(mononyms)), given: null }
  const family = read(dice.pick(foreignFamilies))
  if (dice.chance(0.005)) return { family, given: { kanji: null, kana: null, roman: longGiven } }
  const [given, middle] = [read(dice.pick(foreignGivens)), read(dice.pick(foreignGivens))]
  return { family, given: dice.chance(0.3) ? { ...given, roman: `${given.roman} ${middle.roman}` } : given }
}
