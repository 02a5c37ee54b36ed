/** A human being as the offices write them down: each in its own way, with its own mistakes. */
import { addDays, addMonths, day } from '../../src/kernel/day.ts'
import type { Day } from '../../src/kernel/day.ts'
import type { SourceField } from '../../src/registry/index.ts'
import { diceOf } from './dice.ts'
import type { Dice } from './dice.ts'
import type { Human, Part } from './human.ts'
import { faculties, offices, otherSpelling } from './name-stock.ts'
import type { FeedSource } from './sources.ts'

export type FeedRow = {
  readonly source: FeedSource
  readonly key: string
  readonly cells: { readonly [Field in SourceField]?: string }
}

/** The night: its day, and what became of this person since the night before. */
export type Night = { readonly asOf: Day; readonly change: 'none' | 'renamed' | 'moved' | 'ended' | 'missing' }

/** Every row that the offices send of one human being on one night. */
export const rowsOf = (seed: number, human: Human, night: Night): readonly FeedRow[] => {
  const rows = papersOf(seed, human, night.asOf).map(paper => writtenBy(seed, human, paper, night))
  return night.change === 'missing' ? rows.slice(1) : rows
}

/** One standing that one office knows of. */
type Paper = {
  readonly source: FeedSource
  readonly key: string
  readonly previousKey?: string
  readonly status: string
  readonly from: Day
  readonly until: Day | null
}

/** The academic year that a day falls in, and the days it begins and ends. */
const yearOf = (on: Day): number => Number(on.slice(0, 4)) - (on.slice(5) < '04-01' ? 1 : 0)
const april = (year: number): Day => day(`${year}-04-01`)

const papersOf = (seed: number, human: Human, asOf: Day): readonly Paper[] => {
  const dice = diceOf(seed, 'papers', human.index)
  const year = yearOf(asOf)
  switch (human.role) {
    case 'ug':
      return [studentPaper(human, '学部学生', year - dice.below(4), 4)]
    case 'grad':
      return gradPapers(human, year, dice)
    case 'staff':
      return staffPapers(human, year, dice)
    case 'guest':
      return guestPapers(human, year, dice)
    case 'emeritus':
      return emeritusPapers(human, year, dice)
    case 'facility':
      return [
        {
          source: 'facility',
          key: `FA${number(human)}`,
          status: '施設利用者',
          from: april(year),
          until: day(`${year + 1}-03-31`),
        },
      ]
  }
}

const number = (human: Human, offset = 0): string => String(human.index + offset).padStart(6, '0')

const studentPaper = (human: Human, status: string, entry: number, years: number): Paper => ({
  source: 'students',
  key: `${entry}${number(human)}`,
  status,
  from: april(entry),
  until: addDays(april(entry + years), -1),
})

const hrPaper = (human: Human, status: string, from: Day, until: Day | null): Paper => ({
  source: 'hr',
  key: `K${String(human.index).padStart(7, '0')}`,
  status,
  from,
  until,
})

/** Most graduate students came from elsewhere; some came up from our own undergraduates under a new number, and some teach. */
const gradPapers = (human: Human, year: number, dice: Dice): readonly Paper[] => {
  const entry = year - dice.below(3)
  const papers = [studentPaper(human, '大学院生', entry, 5)]
  if (dice.chance(0.12)) {
    const before = studentPaper(human, '学部学生', entry - 4, 4)
    // The office forgets the former number of one in five.
    const own = dice.chance(0.8) ? { ...studentPaper(human, '大学院生', entry, 5), previousKey: before.key } : papers[0]
    return own === undefined ? [before] : [before, own]
  }
  if (dice.chance(0.06)) papers.push(hrPaper(human, '時間雇用職員', april(year), day(`${year + 1}-03-31`)))
  if (dice.chance(0.02)) papers.push(guestPaper(human, '非常勤講師', year, 0))
  return papers
}

const staffPapers = (human: Human, year: number, dice: Dice): readonly Paper[] => {
  const status = dice.pick(['教員', '教員', '常勤職員', '常勤職員', '時間雇用職員'])
  const fixed = status === '時間雇用職員'
  const papers = [hrPaper(human, status, april(year - dice.below(20)), fixed ? day(`${year + 1}-03-31`) : null)]
  if (dice.chance(0.02)) papers.push(studentPaper(human, '大学院生', year, 5))
  if (dice.chance(0.005))
    papers.push({
      source: 'facility',
      key: `FA${number(human)}`,
      status: '施設利用者',
      from: april(year),
      until: day(`${year + 1}-03-31`),
    })
  return papers
}

const guestKinds = [
  '非常勤講師',
  '非常勤講師',
  '非常勤講師',
  '日本学術振興会特別研究員',
  '客員研究者',
  '民間等共同研究員',
  '研修員',
  '受託研究員',
] as const
const foreignKinds = ['招へい外国人学者', '外国人共同研究者', '外国人特別研究員'] as const

const guestPaper = (human: Human, status: string, year: number, offset: number): Paper => ({
  source: 'guests',
  key: `G-${year}-${number(human, offset)}`,
  status,
  from: april(year),
  until: day(`${year + 1}-03-31`),
})

const guestPapers = (human: Human, year: number, dice: Dice): readonly Paper[] => {
  const status = human.foreign ? dice.pick(foreignKinds) : dice.pick(guestKinds)
  const papers = [guestPaper(human, status, year, 0)]
  // Two departments, two contracts, two papers.
  if (status === '非常勤講師' && dice.chance(0.15)) papers.push(guestPaper(human, status, year, 500_000))
  return papers
}

const emeritusPapers = (human: Human, year: number, dice: Dice): readonly Paper[] => {
  const retired = Math.min(year, Number(human.birth.slice(0, 4)) + 65)
  const papers: Paper[] = [
    { source: 'emeriti', key: `E${number(human)}`, status: '名誉教授', from: april(retired), until: null },
  ]
  if (dice.chance(0.1)) papers.push(hrPaper(human, '時間雇用職員', april(year), day(`${year + 1}-03-31`)))
  else if (dice.chance(0.08)) papers.push(guestPaper(human, '非常勤講師', year, 0))
  return papers
}

/** One paper in the hand of its office. Everything but the first paper of a person is written a little differently. */
const writtenBy = (seed: number, human: Human, paper: Paper, night: Night): FeedRow => {
  const dice = diceOf(seed, 'hand', human.index, paper.key)
  const isFirst = paper.key === papersOf(seed, human, night.asOf)[0]?.key
  const typo = !isFirst && dice.chance(0.05) ? dice.pick(['kana', 'birth', 'order'] as const) : null
  const birth = typo === 'birth' ? addDays(human.birth, dice.pick([-1, 1, 10, -10])) : human.birth
  const unit = dice.pick(paper.source === 'hr' ? offices : faculties)
  const until = night.change === 'ended' ? addDays(night.asOf, -1) : paper.until
  return {
    source: paper.source,
    key: paper.key,
    cells: {
      key: paper.key,
      previousKey: paper.previousKey ?? '',
      ...nameCells(human, paper.source, { dice, typo, renamed: night.change === 'renamed' }),
      birthDate: showDay(birth, paper.source),
      sex: human.sex === 'male' ? '男' : '女',
      status: paper.status,
      unitCode: night.change === 'moved' ? 'F99' : unit[0],
      unitName: night.change === 'moved' ? '新設研究科' : unit[1],
      title: paper.source === 'hr' ? titleOf(paper.status, dice) : '',
      from: showDay(paper.from, paper.source),
      until: until === null ? '' : showDay(until < paper.from ? addMonths(paper.from, 1) : until, paper.source),
      ...contactCells(human, isFirst, dice),
      asOf: showDay(night.asOf, paper.source),
    },
  }
}

const titleOf = (status: string, dice: Dice): string => {
  if (status === '教員') return dice.pick(['教授', '准教授', '講師', '助教'])
  return status === '常勤職員' ? dice.pick(['課長', '掛長', '主任', '掛員']) : '事務補佐員'
}

/** What people give another office: mostly the same address and telephone, sometimes others, sometimes none. */
const contactCells = (
  human: Human,
  isFirst: boolean,
  dice: Dice,
): { readonly mail: string; readonly phone: string } => {
  const mail = isFirst || dice.chance(0.6) ? human.mail : dice.chance(0.6) ? `m${human.mail}` : ''
  const phone =
    isFirst || dice.chance(0.7) ? human.phone : dice.chance(0.5) ? human.phone.replace(/\d{4}$/, '0000') : ''
  return { mail, phone }
}

/** 20270401 by the student office, 2027/4/1 by personnel, 令和9年4月1日 by the council, 2027-04-01 by the rest. */
export const showDay = (on: Day, source: FeedSource): string => {
  if (source === 'students') return on.replaceAll('-', '')
  const [year = 0, month = 0, date = 0] = on.split('-').map(Number)
  if (source === 'hr') return `${year}/${month}/${date}`
  return source === 'emeriti' ? `${eraYear(on, year)}${month}月${date}日` : on
}

const eraYear = (on: Day, year: number): string => {
  if (on >= '2019-05-01') return year === 2019 ? '令和元年' : `令和${year - 2018}年`
  if (on >= '1989-01-08') return year === 1989 ? '平成元年' : `平成${year - 1988}年`
  return `昭和${year - 1925}年`
}

type Hand = { readonly dice: Dice; readonly typo: 'kana' | 'birth' | 'order' | null; readonly renamed: boolean }

const nameCells = (human: Human, source: FeedSource, hand: Hand): FeedRow['cells'] => {
  // Personnel writes the name of the family register; the other offices often keep the one they first learnt.
  const married = human.former !== null && (source === 'hr' || hand.dice.chance(0.4))
  const family = respelled(married && human.former !== null ? human.former : human.family, source, hand)
  const given = human.given === null ? null : withTypo(human.given, hand)
  const [first, second] = hand.typo === 'order' && given !== null ? [given, family] : [family, given]
  if (source === 'students' || source === 'hr')
    return twoColumns(first, second, married && source === 'hr' ? human : null)
  const whole = (script: 'kanji' | 'kana' | 'roman'): string =>
    [first[script], second?.[script]].filter(part => part != null && part !== '').join('　')
  const roman =
    human.foreign || hand.dice.chance(0.5)
      ? [first.roman, second?.roman].filter(part => part !== undefined).join(', ')
      : ''
  return {
    nameKanji: whole('kanji') || (source === 'emeriti' ? whole('roman') : ''),
    nameKana: whole('kana'),
    nameRoman: roman,
  }
}

const twoColumns = (family: Part, given: Part | null, formerOf: Human | null): FeedRow['cells'] => ({
  familyKanji: family.kanji ?? '',
  givenKanji: given?.kanji ?? '',
  familyKana: family.kana ?? '',
  givenKana: given?.kana ?? '',
  familyRoman: family.roman.toUpperCase(),
  givenRoman: given?.roman ?? '',
  usualFamilyKanji: formerOf !== null && formerOf.index % 3 === 0 ? (formerOf.family.kanji ?? '') : '',
  formerFamilyKanji: formerOf?.family.kanji ?? '',
  formerFamilyKana: formerOf?.family.kana ?? '',
})

/** Personnel writes families as the register has them, rare characters and all. */
const respelled = (family: Part, source: FeedSource, hand: Hand): Part => {
  const name = hand.renamed ? { kanji: '新川', kana: 'シンカワ', roman: 'Shinkawa' } : family
  const other = name.kanji === null ? undefined : otherSpelling[name.kanji]
  return source !== 'students' && other !== undefined && hand.dice.chance(0.5) ? { ...name, kanji: other } : name
}

const withTypo = (given: Part, hand: Hand): Part =>
  hand.typo === 'kana' && given.kana !== null && given.kana.length > 2
    ? { ...given, kana: given.kana.slice(0, -2) + given.kana.slice(-1) }
    : given
