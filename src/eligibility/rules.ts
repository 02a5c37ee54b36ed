/**
 * ○ The rule book: which status gives what, from when, until when, on what basis. It is data — a status that this code
 * has never heard of is a new row — and every version of it is checked here before anyone may rehearse it.
 *
 * Source: people-and-accounts §3 (status table), §13.8 (a rule row), §21 (what is a setting).
 */
import { z } from 'zod'
import type { Bilingual } from '../kernel/bilingual.ts'
import { entitlementKinds } from './entitlement.ts'

const words = z
  .strictObject({ ja: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(200) })
  .readonly()
const days = z.int().min(0).max(3650)
const code = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .refine(text => !text.endsWith('-'))

export const statusGroups = ['student', 'non-degree', 'teacher', 'researcher', 'guest', 'staff', 'other'] as const
export type StatusGroup = (typeof statusGroups)[number]

/** What a person can be at the university. */
export const statusSchema = z
  .strictObject({
    code,
    name: words,
    group: z.enum(statusGroups),
    /** Which of several statuses is named first; smaller is earlier. */
    order: z.int().min(0).max(9999),
    /** Days before the start in which things are got ready. */
    leadDays: days,
    /** Days after the end in which account and mail still partly hold. */
    graceDays: days,
    /** Days a provisional affiliation gives before its proof must be there. */
    provisionalDays: days,
    /** Longest an affiliation of this status counts, in months from its start; null: as long as it lasts. */
    maxMonths: z.int().min(1).max(600).nullable(),
    basis: words,
  })
  .readonly()

/** One row: whoever is described by `when` is entitled to `gives`. */
export const ruleSchema = z
  .strictObject({
    id: code,
    when: z
      .strictObject({
        statuses: z.array(code).readonly(),
        /** Codes of units; empty: any unit. */
        units: z.array(z.string().trim().min(1).max(40)).max(200).readonly(),
        /** Titles, letter by letter; empty: any title. */
        titles: z.array(z.string().trim().min(1).max(100)).max(200).readonly(),
        /** Does an affiliation count whose proof is still missing? */
        provisional: z.enum(['too', 'never']),
        /** Does it count during leave? Leave is not leaving. */
        onLeave: z.enum(['stays', 'rests']),
      })
      .readonly(),
    gives: z.enum(entitlementKinds),
    /** Null: as many as the status says. */
    leadDays: days.nullable(),
    graceDays: days.nullable(),
    /** Only when the person asks for it. */
    onRequest: z.boolean(),
    /** Gives way where a hand-over of this kind of thing has taken place. */
    yields: z.boolean(),
    basis: words,
    note: words.nullable(),
    /** Version of the book in which this row came to be as it is. */
    since: z.int().min(1),
  })
  .readonly()

/** One account takes the place of another: what is left, what is taken, and how long both are held. */
export const handOverSchema = z
  .strictObject({
    id: code,
    leaves: z.array(z.enum(entitlementKinds)).min(1).readonly(),
    /** Rules that bring what is taken instead. */
    takes: z.array(code).min(1).readonly(),
    overlapDays: days,
    basis: words,
    note: words.nullable(),
    since: z.int().min(1),
  })
  .readonly()

const shape = z
  .strictObject({
    statuses: z.array(statusSchema).min(1).max(500).readonly(),
    rules: z.array(ruleSchema).max(1000).readonly(),
    handOvers: z.array(handOverSchema).max(20).readonly(),
  })
  .readonly()

/** A whole book: every status once, every rule once, and rules that speak only of statuses in the book. */
export const bookSchema = shape.superRefine((book, context) => {
  for (const flaw of flawsOf(book)) context.addIssue({ code: 'custom', message: flaw.code, path: [...flaw.path] })
})

export type Status = z.output<typeof statusSchema>
export type Rule = z.output<typeof ruleSchema>
export type HandOver = z.output<typeof handOverSchema>
export type Book = z.output<typeof shape>

type Flaw = { readonly code: string; readonly path: readonly (string | number)[] }

const flawsOf = (book: Book): readonly Flaw[] => {
  const statuses = new Set(book.statuses.map(status => status.code))
  const rules = new Set(book.rules.map(rule => rule.id))
  return [
    ...doubles(book.statuses.map(status => status.code)).map(at => flaw('status.twice', 'statuses', at)),
    ...doubles(book.rules.map(rule => rule.id)).map(at => flaw('rule.twice', 'rules', at)),
    ...doubles(book.handOvers.map(one => one.id)).map(at => flaw('hand_over.twice', 'handOvers', at)),
    ...where(book.rules, rule => rule.when.statuses.some(one => !statuses.has(one))).map(at =>
      flaw('rule.unknown_status', 'rules', at),
    ),
    ...where(book.handOvers, one => one.takes.some(rule => !rules.has(rule))).map(at =>
      flaw('hand_over.unknown_rule', 'handOvers', at),
    ),
  ]
}

const flaw = (what: string, list: string, at: number): Flaw => ({ code: what, path: [list, at] })

const where = <Item>(items: readonly Item[], test: (item: Item) => boolean): readonly number[] =>
  items.flatMap((item, at) => (test(item) ? [at] : []))

const doubles = (codes: readonly string[]): readonly number[] =>
  codes.flatMap((one, at) => (codes.indexOf(one) === at ? [] : [at]))

/** A book made ready for deciding: looked up by status, hand-overs by what is left. */
export type CompiledBook = {
  readonly book: Book
  readonly statuses: ReadonlyMap<string, Status>
  readonly rules: ReadonlyMap<string, Rule>
  readonly rulesOfStatus: ReadonlyMap<string, readonly Rule[]>
  readonly handOvers: readonly HandOver[]
}

export const compileBook = (book: Book): CompiledBook => ({
  book,
  statuses: new Map(book.statuses.map(status => [status.code, status])),
  rules: new Map(book.rules.map(rule => [rule.id, rule])),
  rulesOfStatus: new Map(
    book.statuses.map(status => [status.code, book.rules.filter(rule => rule.when.statuses.includes(status.code))]),
  ),
  handOvers: book.handOvers,
})

/** The name of a status; a code the book has never heard of stands for itself. */
export const nameOfStatus = (compiled: CompiledBook, status: string): Bilingual =>
  compiled.statuses.get(status)?.name ?? { ja: status, en: status }

/** Statuses that affiliations carry and no row of the book knows: they give nothing and wait for the rule-keeper. */
export const statusesWithoutRule = (compiled: CompiledBook, used: Iterable<string>): readonly string[] =>
  [...new Set(used)].filter(status => !compiled.statuses.has(status)).sort()
