/**
 * ○ The life of a version of the rule book, and how one is edited: draft → rehearsed → scheduled → active → retired.
 *
 * Nothing is put in force that was not rehearsed over everyone in exactly this text, and every edit takes a rehearsed
 * version back to draft. Source: people-and-accounts §13.8.
 */
import { z } from 'zod'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { Day } from '../kernel/day.ts'
import type { Machine } from '../kernel/machine.ts'
import { canonical, hashOf } from './difference.ts'
import { bookSchema, handOverSchema, ruleSchema, statusSchema, type Book, type HandOver, type Rule } from './rules.ts'

export const ruleBookStates = ['draft', 'rehearsed', 'scheduled', 'active', 'retired', 'withdrawn'] as const
export type RuleBookState = (typeof ruleBookStates)[number]

export const ruleBookMachine = {
  draft: { edit: 'draft', rehearse: 'rehearsed', withdraw: 'withdrawn' },
  rehearsed: { edit: 'draft', rehearse: 'rehearsed', schedule: 'scheduled', withdraw: 'withdrawn' },
  scheduled: { activate: 'active', call_back: 'draft' },
  active: { retire: 'retired' },
  retired: {},
  withdrawn: {},
} as const satisfies Machine<RuleBookState>

/** A version of the book. Its text never changes once it was scheduled. */
export type RuleBook = {
  readonly version: number
  readonly state: RuleBookState
  readonly book: Book
  /** Of the text alone. */
  readonly hash: string
  /** Version it was made from; null for the first. */
  readonly madeFrom: number | null
  /** First day in force; null while nobody has decided. */
  readonly startsOn: Day | null
  readonly note: string
}

export const hashOfBook = (book: Book): string => hashOf(book)

const ruleInput = z.strictObject(ruleSchema.unwrap().omit({ since: true }).shape).readonly()
const handOverInput = z.strictObject(handOverSchema.unwrap().omit({ since: true }).shape).readonly()

/** One change to a draft, as a page or a program asks for it. */
export const editSchema = z.discriminatedUnion('do', [
  /** A status, new or known, and every rule that shall speak of it. */
  z.strictObject({ do: z.literal('set-status'), status: statusSchema, rules: z.array(z.string()).readonly() }),
  z.strictObject({ do: z.literal('remove-status'), code: z.string() }),
  z.strictObject({ do: z.literal('set-rule'), rule: ruleInput }),
  z.strictObject({ do: z.literal('remove-rule'), id: z.string() }),
  z.strictObject({ do: z.literal('set-hand-over'), handOver: handOverInput }),
  z.strictObject({ do: z.literal('remove-hand-over'), id: z.string() }),
  /** The whole text at once. */
  z.strictObject({ do: z.literal('replace'), book: bookSchema }),
])
export type Edit = z.output<typeof editSchema>

export type EditRefusal =
  | { readonly code: 'rules.unknown_rule' }
  | { readonly code: 'rules.unknown_status' }
  | { readonly code: 'rules.unknown_hand_over' }
  | { readonly code: 'rules.not_a_book'; readonly flaws: readonly string[] }
  | { readonly code: 'rules.nothing_changed' }

/**
 * A book after one edit, checked as a whole, its rows stamped with the version in which they came to be.
 *
 * A row that is word for word as in an earlier version keeps that version's stamp, so that reasons stay the same for
 * everyone whom the edit does not concern; this is also what makes a roll-back exact.
 */
export const edited = (
  book: Book,
  edit: Edit,
  version: number,
  earlier: readonly Book[],
): Result<Book, EditRefusal> => {
  const changed = apply(book, edit)
  if (!changed.ok) return changed
  const checked = bookSchema.safeParse(changed.value)
  if (!checked.success)
    return refuse({ code: 'rules.not_a_book', flaws: checked.error.issues.map(issue => issue.message) })
  const whole = stamped(checked.data, version, earlier)
  return canonical(whole) === canonical(book) ? refuse({ code: 'rules.nothing_changed' }) : accept(whole)
}

const apply = (book: Book, edit: Edit): Result<Book, EditRefusal> => {
  switch (edit.do) {
    case 'replace':
      return accept(edit.book)
    case 'set-status':
      if (edit.rules.some(id => !book.rules.some(rule => rule.id === id))) return refuse({ code: 'rules.unknown_rule' })
      return accept({
        ...book,
        statuses: put(book.statuses, edit.status, one => one.code),
        rules: book.rules.map(rule => speakingOf(rule, edit.status.code, edit.rules.includes(rule.id))),
      })
    case 'remove-status':
      if (!book.statuses.some(status => status.code === edit.code)) return refuse({ code: 'rules.unknown_status' })
      return accept({
        ...book,
        statuses: book.statuses.filter(status => status.code !== edit.code),
        rules: book.rules.map(rule => speakingOf(rule, edit.code, false)),
      })
    case 'set-rule':
      return accept({ ...book, rules: put(book.rules, { ...edit.rule, since: 1 }, rule => rule.id) })
    case 'remove-rule':
      if (!book.rules.some(rule => rule.id === edit.id)) return refuse({ code: 'rules.unknown_rule' })
      return accept({ ...book, rules: book.rules.filter(rule => rule.id !== edit.id) })
    case 'set-hand-over':
      return accept({ ...book, handOvers: put(book.handOvers, { ...edit.handOver, since: 1 }, one => one.id) })
    case 'remove-hand-over':
      if (!book.handOvers.some(one => one.id === edit.id)) return refuse({ code: 'rules.unknown_hand_over' })
      return accept({ ...book, handOvers: book.handOvers.filter(one => one.id !== edit.id) })
  }
}

/** Replaces in its place, or adds at the end. */
const put = <Item>(items: readonly Item[], item: Item, key: (item: Item) => string): readonly Item[] =>
  items.some(one => key(one) === key(item)) ? items.map(one => (key(one) === key(item) ? item : one)) : [...items, item]

const speakingOf = (rule: Rule, status: string, wanted: boolean): Rule => {
  const { statuses } = rule.when
  if (statuses.includes(status) === wanted) return rule
  return {
    ...rule,
    when: { ...rule.when, statuses: wanted ? [...statuses, status] : statuses.filter(one => one !== status) },
  }
}

/**
 * The book with each row's `since` set: of the earliest version that had it word for word, else of this one.
 *
 * The statuses a rule speaks of do not count: for those it spoke of before, nothing changed by speaking of one more.
 */
export const stamped = (book: Book, version: number, earlier: readonly Book[]): Book => {
  const rules = earlier.flatMap(one => one.rules)
  const handOvers = earlier.flatMap(one => one.handOvers)
  return {
    ...book,
    rules: book.rules.map(row => ({ ...row, since: firstVersion(row, rules, wordsOfRule) ?? version })),
    handOvers: book.handOvers.map(row => ({ ...row, since: firstVersion(row, handOvers, wordsOfHandOver) ?? version })),
  }
}

const wordsOfRule = (rule: Rule): string => canonical({ ...rule, since: 0, when: { ...rule.when, statuses: [] } })

const wordsOfHandOver = (handOver: HandOver): string => canonical({ ...handOver, since: 0 })

const firstVersion = <Row extends { readonly id: string; readonly since: number }>(
  row: Row,
  known: readonly Row[],
  words: (row: Row) => string,
): number | undefined => known.find(one => one.id === row.id && words(one) === words(row))?.since

/** What differs between two texts, as ids: for the page that shows an edit and for the audit log. */
export const textDifference = (
  before: Book,
  after: Book,
): {
  readonly statuses: readonly string[]
  readonly rules: readonly string[]
  readonly handOvers: readonly string[]
} => ({
  statuses: unlike(before.statuses, after.statuses, one => one.code),
  rules: unlike(before.rules, after.rules, one => one.id),
  handOvers: unlike(before.handOvers, after.handOvers, one => one.id),
})

const unlike = <Item>(
  before: readonly Item[],
  after: readonly Item[],
  key: (item: Item) => string,
): readonly string[] => {
  const was = new Map(before.map(item => [key(item), canonical(item)]))
  const will = new Map(after.map(item => [key(item), canonical(item)]))
  return [...new Set([...was.keys(), ...will.keys()])].filter(id => was.get(id) !== will.get(id)).sort()
}
