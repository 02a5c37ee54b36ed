/**
 * ○ Why does this person have, or lack, this? Why does it end on that day?
 *
 * The answer is data: sentences by code with their values, in the order in which one would say them. `text.ts` has the
 * words, for the person and for the clerk, in both languages. Source: people-and-accounts §13.8.
 */
import { fill, type Bilingual } from '../kernel/bilingual.ts'
import { addDays, covers, dayInWords, type Day } from '../kernel/day.ts'
import { countedSpan, matches } from './decide.ts'
import {
  standingOn,
  type Ending,
  type Entitlement,
  type EntitlementKind,
  type Reason,
  type Standing,
} from './entitlement.ts'
import type { AffiliationFact, ExceptionFact, Facts } from './facts.ts'
import { nameOfStatus, type CompiledBook, type Rule } from './rules.ts'
import { sentences, toClerk } from './text.ts'

export type SentenceCode = keyof typeof sentences
export type Sentence = {
  readonly code: SentenceCode
  readonly values: Readonly<Record<string, Bilingual>>
}

export type Explanation = {
  readonly kind: EntitlementKind
  readonly standing: Standing | 'lacks'
  /** The entitlement spoken of: the present one, else the next, else the last. */
  readonly entitlement: Entitlement | null
  /** How it stands. */
  readonly says: readonly Sentence[]
  /** Every reason for having it. */
  readonly because: readonly Sentence[]
  /** Why it ends on its day, and what is left after. */
  readonly ends: readonly Sentence[]
  /** Every reason for lacking it. */
  readonly lacks: readonly Sentence[]
  /** Who has it, and what one can do. */
  readonly advice: readonly Sentence[]
}

export type Question = {
  readonly facts: Facts
  readonly entitlements: readonly Entitlement[]
  readonly book: CompiledBook
  /** A rule as it stood in the version a reason names; null when no version is known that has it. */
  readonly ruleOf: (id: string, since: number) => Rule | null
  readonly today: Day
}

/** The chain of reasons for one kind of thing of one person, on a day. */
export const explain = (kind: EntitlementKind, question: Question): Explanation => {
  const { entitlements, today } = question
  const mine = entitlements.filter(one => one.kind === kind)
  const spoken = spokenOf(mine, today)
  const standing = spoken === null ? 'lacks' : standingOn(spoken, today)
  const hasIt = standing === 'held' || standing === 'grace'
  const again = mine.find(one => spoken !== null && one.period.from > spoken.period.from && one.period.from > today)
  return {
    kind,
    standing,
    entitlement: spoken,
    says: spoken === null ? [sentence('lacks')] : saysOf(spoken, standing),
    because: spoken === null ? [] : spoken.reasons.flatMap(reason => becauseOf(reason, question)),
    ends:
      spoken === null
        ? []
        : [
            ...endsOf(spoken, question),
            ...(again === undefined ? [] : [sentence('again', { from: again.period.from })]),
          ],
    lacks: hasIt ? [] : lacksOf(kind, question),
    advice: standing === 'held' ? [] : adviceOf(kind, question.book),
  }
}

/** A sentence in both languages. */
export const inWords = ({ code, values }: Sentence, reader: 'person' | 'clerk'): Bilingual => {
  const words = (reader === 'clerk' ? toClerk[code] : undefined) ?? sentences[code]
  return {
    ja: fill(words, mapped(values, 'ja')).ja,
    en: fill(words, mapped(values, 'en')).en,
  }
}

const mapped = (values: Sentence['values'], language: 'ja' | 'en'): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value[language]]))

const sentence = (code: SentenceCode, values: Readonly<Record<string, Bilingual | Day | string>> = {}): Sentence => ({
  code,
  values: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? spoken(value) : value]),
  ),
})

const spoken = (value: string): Bilingual =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayInWords(addDays(value as Day, 0)) : plain(value)

const plain = (text: string): Bilingual => ({ ja: text, en: text })

const lastDay = (until: Day): Day => addDays(until, -1)

const order: Readonly<Record<Standing, number>> = { held: 0, grace: 1, preparing: 2, ahead: 3, over: 4 }

const spokenOf = (mine: readonly Entitlement[], today: Day): Entitlement | null => {
  const ranked = mine.toSorted((a, b) => {
    const [x, y] = [order[standingOn(a, today)], order[standingOn(b, today)]]
    if (x !== y) return x - y
    const first = a.period.from < b.period.from ? -1 : 1
    return x === order.over ? -first : first
  })
  return ranked[0] ?? null
}

const saysOf = ({ period, graceUntil, onRequest }: Entitlement, standing: Standing | 'lacks'): readonly Sentence[] => {
  const asked = onRequest ? [sentence('onRequest')] : []
  const { from, until } = period
  if (standing === 'held')
    return [until === null ? sentence('heldOpen') : sentence('heldUntil', { last: lastDay(until) }), ...asked]
  if (standing === 'ahead' || standing === 'preparing') return [sentence('startsOn', { from }), ...asked]
  if (standing === 'grace' && graceUntil !== null) return [sentence('graceUntil', { last: lastDay(graceUntil) })]
  return until === null ? [] : [sentence('endedOn', { last: lastDay(until) })]
}

const becauseOf = (reason: Reason, { facts, book, ruleOf }: Question): readonly Sentence[] => {
  const { from, until } = reason.period
  switch (reason.by) {
    case 'exception':
      return until === null
        ? []
        : [sentence(reason.effect === 'grant' ? 'byGrant' : 'byExtension', { from, last: lastDay(until) })]
    case 'hand-over':
      return until === null ? [] : [sentence('byHandOver', { last: lastDay(until) })]
    case 'rule': {
      const affiliation = facts.affiliations.find(one => one.id === reason.affiliationId)
      const period = affiliation?.period ?? reason.period
      const values = { status: nameOfStatus(book, reason.status), unit: unitOf(affiliation), from: period.from }
      const rule = ruleOf(reason.rule, reason.since)
      return [
        period.until === null
          ? sentence('byStatusOpen', values)
          : sentence('byStatus', { ...values, last: lastDay(period.until) }),
        ...(rule === null
          ? []
          : [sentence('byRule', { rule: rule.id, since: String(reason.since), basis: rule.basis })]),
      ]
    }
  }
}

const unitOf = (affiliation: AffiliationFact | undefined): Bilingual => {
  const unit = affiliation?.unit ?? null
  return unit === null ? plain('') : { ja: `${unit.name.ja}、`, en: `${unit.name.en}, ` }
}

const endSentences = {
  affiliation: 'endsByAffiliation',
  provisional: 'endsByProvisional',
  limit: 'endsByLimit',
  'hand-over': 'endsByHandOver',
  exception: 'endsByException',
  withheld: 'endsByWithheld',
} as const satisfies Record<Ending, SentenceCode>

const endsOf = ({ kind, period, graceUntil, reasons }: Entitlement, { today }: Question): readonly Sentence[] => {
  if (period.until === null) return []
  const enders = new Set(reasons.filter(reason => reason.period.until === period.until).map(reason => reason.endsBy))
  const after = kind === 'mail.KUMail' ? 'forwardAfter' : 'graceAfter'
  const isAhead = graceUntil !== null && today < period.until
  return [
    ...[...enders].map(endsBy => sentence(endSentences[endsBy])),
    ...(isAhead ? [sentence(after, { last: lastDay(graceUntil) })] : []),
  ]
}

const lacksOf = (kind: EntitlementKind, question: Question): readonly Sentence[] => {
  const { facts, today } = question
  const withheld = facts.exceptions.filter(one => isWithheld(one, kind, today))
  const present = facts.affiliations.filter(one => covers(one.period, today))
  const reasons = present.flatMap(one => lackOf(one, kind, question, withheld.length > 0))
  return distinct([
    ...withheld.map(({ period }) => sentence('withheld', { from: period.from, last: lastDay(period.until) })),
    ...(present.length === 0 ? [sentence('noAffiliation')] : reasons),
  ])
}

const isWithheld = (exception: ExceptionFact, kind: EntitlementKind, today: Day): boolean =>
  exception.effect === 'withhold' && exception.kind === kind && covers(exception.period, today)

const lackOf = (
  affiliation: AffiliationFact,
  kind: EntitlementKind,
  { book, today }: Question,
  isHeldBack: boolean,
): readonly Sentence[] => {
  const name = { status: nameOfStatus(book, affiliation.status) }
  if (affiliation.state === 'void') return [sentence('wasMistake', name)]
  const status = book.statuses.get(affiliation.status)
  if (status === undefined) return [sentence('statusUnknown', name)]
  const rules = (book.rulesOfStatus.get(status.code) ?? []).filter(rule => rule.gives === kind)
  if (rules.length === 0) return [sentence('statusDoesNotGive', name)]
  const fitting = rules.filter(rule => matches(rule, affiliation))
  if (fitting.length === 0) return rules.map(rule => misfitOf(rule, affiliation, name))
  const span = countedSpan(affiliation, status)
  if (span === null || !covers(span.period, today))
    return [sentence(span?.endsBy === 'limit' ? 'endsByLimit' : 'endsByProvisional')]
  return isHeldBack || !fitting.some(rule => rule.yields) ? [] : [sentence('givesWay')]
}

const misfitOf = (rule: Rule, affiliation: AffiliationFact, name: { readonly status: Bilingual }): Sentence => {
  if (affiliation.provisional && rule.when.provisional === 'never') return sentence('notWhileProvisional', name)
  if (affiliation.state === 'on_leave' && rule.when.onLeave === 'rests') return sentence('notDuringLeave')
  return sentence('notHere', name)
}

const adviceOf = (kind: EntitlementKind, { book, statuses }: CompiledBook): readonly Sentence[] => {
  const codes = new Set(book.rules.filter(rule => rule.gives === kind).flatMap(rule => rule.when.statuses))
  const names = book.statuses
    .filter(status => codes.has(status.code))
    .toSorted((a, b) => a.order - b.order)
    .flatMap(status => statuses.get(status.code)?.name ?? [])
  if (names.length === 0) return [sentence('givenByException')]
  const list = { ja: names.map(name => name.ja).join('、'), en: names.map(name => name.en).join(', ') }
  return [sentence('givenTo', { statuses: list }), sentence('ask')]
}

const distinct = (all: readonly Sentence[]): readonly Sentence[] => {
  const seen = new Map(all.map(one => [JSON.stringify(one), one]))
  return [...seen.values()]
}
