/**
 * ○ Affiliations, exceptions and a rule book → what one person is entitled to, when, and why.
 *
 * No day is an argument: the whole time line is decided, past and to come, so the answer is the same tonight and
 * tomorrow night unless a fact or the book changed.
 *
 * The steps, in this order of precedence (a later one may take away what an earlier one gave):
 * 1. each affiliation gives what its rules say, shortened where it is provisional or has a longest time;
 * 2. exceptions that grant are added; what touches is joined, gaps stay gaps;
 * 3. an account "as staff" gives way to an SPS-ID after the overlap (§3.1, rule of thumb; §7);
 * 4. an account that ends as the SPS-ID begins is kept for the overlap, and over a gap no longer than its grace;
 * 5. exceptions that extend prolong what they touch; exceptions that withhold take away, from everything.
 */
import { addDays, addMonths, daysBetween, earlier, later, type Day, type Period } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import { entitlementKinds, type Ending, type Entitlement, type EntitlementKind, type Reason } from './entitlement.ts'
import type { AffiliationFact, ExceptionFact, Facts } from './facts.ts'
import type { CompiledBook, HandOver, Rule, Status } from './rules.ts'

/** One reason's own contribution, before it is joined with others of its kind. */
type Grant = {
  readonly kind: EntitlementKind
  readonly leadDays: number
  readonly graceDays: number
  readonly onRequest: boolean
  readonly yields: boolean
  readonly reason: Reason
}

/** What a person is entitled to under this book, in the order of kinds and then of days. */
export const decide = (personId: PersonId, facts: Facts, book: CompiledBook): readonly Entitlement[] => {
  const given: readonly Grant[] = [
    ...facts.affiliations.flatMap(affiliation => grantsOf(affiliation, book)),
    ...facts.exceptions.filter(one => one.effect === 'grant').map(grantOfException),
  ]
  const withheld = facts.exceptions.filter(one => one.effect === 'withhold')
  const extending = facts.exceptions
    .filter(one => one.effect === 'extend')
    .toSorted((a, b) => (a.period.from + a.id < b.period.from + b.id ? -1 : 1)) // one may reach only by way of another
  const handedOver = book.handOvers.reduce<readonly Grant[]>(
    (grants, handOver) => afterHandOver(grants, handOver, withheld),
    given,
  )
  const extended = extending.reduce<readonly Grant[]>(prolong, handedOver)
  const left = withheld.reduce<readonly Grant[]>(takeAway, extended)
  return joined(personId, left)
}

/** What one affiliation gives by itself. Void: it never was. Without a row for its status: nothing. */
export const grantsOf = (affiliation: AffiliationFact, book: CompiledBook): readonly Grant[] => {
  const status = book.statuses.get(affiliation.status)
  if (status === undefined) return []
  const span = countedSpan(affiliation, status)
  if (span === null) return []
  return (book.rulesOfStatus.get(status.code) ?? [])
    .filter(rule => matches(rule, affiliation))
    .map(rule => ({
      kind: rule.gives,
      leadDays: rule.leadDays ?? status.leadDays,
      graceDays: affiliation.provisional ? 0 : (rule.graceDays ?? status.graceDays),
      onRequest: rule.onRequest,
      yields: rule.yields,
      reason: {
        by: 'rule',
        rule: rule.id,
        since: rule.since,
        affiliationId: affiliation.id,
        status: status.code,
        ...span,
      },
    }))
}

/** Whether a rule speaks of this affiliation, apart from its status. */
export const matches = ({ when }: Rule, { unit, title, provisional, state }: AffiliationFact): boolean =>
  (when.units.length === 0 || (unit !== null && when.units.includes(unit.code))) &&
  (when.titles.length === 0 || (title !== null && when.titles.includes(title))) &&
  !(provisional && when.provisional === 'never') &&
  !(state === 'on_leave' && when.onLeave === 'rests')

type Span = { readonly period: Period; readonly endsBy: Ending }

/** The days of an affiliation that count, or null: none (a mistake, a no-show, an end that nobody dated). */
export const countedSpan = (affiliation: AffiliationFact, status: Status): Span | null => {
  const { period, state, provisional } = affiliation
  if (state === 'void' || (state === 'ended' && period.until === null)) return null
  if (period.until !== null && period.until <= period.from) return null
  const whole: Span = { period, endsBy: 'affiliation' }
  const limited = status.maxMonths === null ? whole : endingBy(whole, addMonths(period.from, status.maxMonths), 'limit')
  return provisional ? endingBy(limited, addDays(period.from, status.provisionalDays), 'provisional') : limited
}

const endingBy = (span: Span, end: Day, endsBy: Ending): Span =>
  span.period.until !== null && span.period.until <= end
    ? span
    : { period: { from: span.period.from, until: end }, endsBy }

const grantOfException = (exception: ExceptionFact): Grant => ({
  kind: exception.kind,
  leadDays: 0,
  graceDays: 0,
  onRequest: false,
  yields: false,
  reason: {
    by: 'exception',
    exceptionId: exception.id,
    effect: 'grant',
    period: exception.period,
    endsBy: 'exception',
  },
})

/** Steps 3 and 4 for one hand-over. Where what is taken is withheld, nothing is left for it: nobody stands without. */
const afterHandOver = (
  grants: readonly Grant[],
  handOver: HandOver,
  withheld: readonly ExceptionFact[],
): readonly Grant[] => {
  const taking = grants.filter(({ reason }) => reason.by === 'rule' && handOver.takes.includes(reason.rule))
  if (taking.length === 0) return grants
  const taken = spansOf(withheld.reduce<readonly Grant[]>(takeAway, taking))
  const leaves = (grant: Grant): boolean => handOver.leaves.includes(grant.kind)
  const yielded = taken.reduce<readonly Grant[]>(
    (all, period) => all.flatMap(grant => (leaves(grant) && grant.yields ? giveWay(grant, period, handOver) : [grant])),
    grants,
  )
  return [...yielded, ...handOver.leaves.flatMap(kind => overlapsOf(kind, yielded, taken, handOver))]
}

/** A grant without the days on which the other account is there; one that was there first keeps the overlap. */
const giveWay = (grant: Grant, taken: Period, { overlapDays }: HandOver): readonly Grant[] => {
  const { period } = grant.reason
  const wasFirst = period.from < taken.from
  const from = wasFirst ? addDays(taken.from, overlapDays) : taken.from
  return without(grant, { from, until: taken.until }, 'hand-over')
}

/** Days added to what ends while the other account begins: the overlap, and the gap before it. */
const overlapsOf = (
  kind: EntitlementKind,
  grants: readonly Grant[],
  taken: readonly Period[],
  handOver: HandOver,
): readonly Grant[] =>
  clusters(grants.filter(grant => grant.kind === kind)).flatMap(cluster => {
    const end = endOf(cluster)
    if (end === null) return []
    const graceUntil = graceOf(cluster, end)
    const successor = taken.find(
      ({ from, until }) => from <= later(graceUntil ?? end, end) && (until === null || end < until),
    )
    if (successor === undefined) return []
    const overlapped = addDays(successor.from, handOver.overlapDays)
    const until = successor.until === null ? overlapped : earlier(overlapped, successor.until)
    if (until <= end) return []
    const reason: Reason = {
      by: 'hand-over',
      handOver: handOver.id,
      since: handOver.since,
      period: { from: end, until },
      endsBy: 'hand-over',
    }
    return [{ kind, leadDays: 0, graceDays: 0, onRequest: false, yields: false, reason }]
  })

/** An extension leans on a right that reaches its first day: where that right falls away, so does the extension. */
const prolong = (grants: readonly Grant[], exception: ExceptionFact): readonly Grant[] => {
  const { kind, period, id } = exception
  const leansOn = grants.some(
    ({ kind: held, reason }) =>
      held === kind &&
      reason.period.from <= period.from &&
      reason.period.until !== null &&
      reason.period.until >= period.from,
  )
  if (!leansOn) return grants
  const reason: Reason = { by: 'exception', exceptionId: id, effect: 'extend', period, endsBy: 'exception' }
  return [...grants, { kind, leadDays: 0, graceDays: 0, onRequest: false, yields: false, reason }]
}

const takeAway = (grants: readonly Grant[], { kind, period }: ExceptionFact): readonly Grant[] =>
  grants.flatMap(grant => (grant.kind === kind ? without(grant, period, 'withheld') : [grant]))

/** A grant without some days: what is left before them ends with them, without grace; what is left after goes on. */
const without = (grant: Grant, gone: Period, endsBy: Ending): readonly Grant[] => {
  const { reason } = grant
  const { from, until } = reason.period
  const untouched =
    (gone.until !== null && gone.until <= from) || (until !== null && lastDayAfter(grant, until) <= gone.from)
  if (untouched) return [grant]
  const endedBefore = until !== null && until <= gone.from
  const before: readonly Grant[] =
    gone.from <= from
      ? []
      : endedBefore
        ? [{ ...grant, graceDays: daysUpTo(grant, until, gone.from) }]
        : [{ ...grant, graceDays: 0, reason: { ...reason, period: { from, until: gone.from }, endsBy } }]
  const goesOn = gone.until !== null && (until === null || gone.until < until)
  const after = goesOn ? [{ ...grant, reason: { ...reason, period: { from: gone.until, until } } }] : []
  return [...before, ...after]
}

const lastDayAfter = (grant: Grant, until: Day): Day =>
  grant.graceDays === 0 ? until : addDays(until, grant.graceDays)

const daysUpTo = (grant: Grant, until: Day, limit: Day): number => {
  const { graceDays } = grant
  return addDays(until, graceDays) <= limit ? graceDays : daysBetween(until, limit)
}

const byStart = (a: Grant, b: Grant): number => {
  const [x, y] = [a.reason.period.from, b.reason.period.from]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Grants of one kind in groups whose periods touch or overlap, in order. */
const clusters = (grants: readonly Grant[]): readonly (readonly Grant[])[] => {
  const groups: Grant[][] = []
  let end: Day | null = null
  for (const grant of [...grants].sort(byStart)) {
    const { from, until } = grant.reason.period
    const open = groups.at(-1)
    if (open !== undefined && (end === null || from <= end)) {
      open.push(grant)
      end = end === null || until === null ? null : later(end, until)
    } else {
      groups.push([grant])
      end = until
    }
  }
  return groups
}

const endOf = (cluster: readonly Grant[]): Day | null =>
  cluster.reduce<Day | null>(
    (end, { reason }) => (end === null || reason.period.until === null ? null : later(end, reason.period.until)),
    cluster[0]?.reason.period.until ?? null,
  )

/** The longest grace after a common end, or null when none reaches beyond it. */
const graceOf = (cluster: readonly Grant[], end: Day): Day | null =>
  cluster.reduce<Day | null>((longest, grant) => {
    const { until } = grant.reason.period
    if (until === null || grant.graceDays === 0) return longest
    const grace = addDays(until, grant.graceDays)
    return grace > end && (longest === null || grace > longest) ? grace : longest
  }, null)

const spansOf = (grants: readonly Grant[]): readonly Period[] =>
  clusters(grants).map(cluster => ({ from: startOf(cluster), until: endOf(cluster) }))

const startOf = (cluster: readonly Grant[]): Day => {
  const [first] = cluster
  if (first === undefined) throw new Error('a group of grants is never empty')
  return first.reason.period.from
}

const joined = (personId: PersonId, grants: readonly Grant[]): readonly Entitlement[] => {
  const byKind = new Map<EntitlementKind, Grant[]>()
  for (const grant of grants) {
    const same = byKind.get(grant.kind)
    if (same === undefined) byKind.set(grant.kind, [grant])
    else same.push(grant)
  }
  return entitlementKinds.flatMap(kind => {
    const groups = clusters(byKind.get(kind) ?? [])
    return groups.map((cluster, at) => entitlementOf(personId, kind, cluster, groups[at - 1], groups[at + 1]))
  })
}

/** One unbroken period. Its preparation never reaches into the period before, its grace never into the one after. */
const entitlementOf = (
  personId: PersonId,
  kind: EntitlementKind,
  cluster: readonly Grant[],
  previous: readonly Grant[] | undefined,
  following: readonly Grant[] | undefined,
): Entitlement => {
  const period: Period = { from: startOf(cluster), until: endOf(cluster) }
  const grace = period.until === null ? null : graceOf(cluster, period.until)
  const prepared = cluster.reduce<Day>((first, grant) => {
    const day = grant.leadDays === 0 ? grant.reason.period.from : addDays(grant.reason.period.from, -grant.leadDays)
    return earlier(first, day)
  }, period.from)
  const before = previous === undefined ? null : endOf(previous)
  return {
    personId,
    kind,
    period,
    preparesFrom: before === null ? prepared : later(prepared, before),
    graceUntil: grace === null || following === undefined ? grace : earlier(grace, startOf(following)),
    onRequest: cluster.every(grant => grant.onRequest),
    reasons: cluster.map(grant => grant.reason).sort(inOrder),
  }
}

const inOrder = (a: Reason, b: Reason): number => {
  const [x, y] = [sortKey(a), sortKey(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

const sortKey = (reason: Reason): string => {
  const source =
    reason.by === 'rule'
      ? `${reason.rule} ${reason.affiliationId}`
      : reason.by === 'exception'
        ? reason.exceptionId
        : reason.handOver
  return `${reason.period.from} ${reason.by} ${source} ${reason.period.until ?? '~'}`
}
