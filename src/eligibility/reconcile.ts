/** Keeps stored entitlements equal to decided ones. Writes only what differs, and only its own tables. */
import type { PersonId } from '../kernel/ids.ts'
import { recordEntries } from '../platform/audit.ts'
import type { Tx } from '../platform/database.ts'
import type { ReconcileContext, Reconciler } from '../platform/reconciler.ts'
import { affiliationsOf } from '../registry/index.ts'
import { decide } from './decide.ts'
import { isEqual } from './difference.ts'
import type { Entitlement } from './entitlement.ts'
import { statusesWithoutRule } from './rules.ts'
import { entitlementsOf, personsNotHeld, replaceEntitlements } from './store/entitlements.ts'
import { exceptionsOf } from './store/exceptions.ts'
import { bookInForce, compiledOf } from './store/rule-books.ts'
import { noteUnknownStatuses } from './store/statuses.ts'

/**
 * Decides anew for these people and writes the differences.
 *
 * Nobody held by the registry is touched (`imp.held-person-changed`). One audit entry names those who changed.
 */
const reconcile = async (tx: Tx, persons: readonly PersonId[], { now }: ReconcileContext): Promise<void> => {
  const book = compiledOf(await bookInForce(tx))
  const free = await personsNotHeld(tx, persons)
  const affiliations = await affiliationsOf(tx, free)
  const exceptions = await exceptionsOf(tx, free)
  const used = [...affiliations.values()].flatMap(all => all.map(one => one.status))
  await noteUnknownStatuses(tx, statusesWithoutRule(book, used), now)
  const stored = await entitlementsOf(tx, free)
  const changes = free.map(personId => {
    const facts = { affiliations: affiliations.get(personId) ?? [], exceptions: exceptions.get(personId) ?? [] }
    return { personId, ...changed(stored.get(personId) ?? [], decide(personId, facts, book)) }
  })
  const gone = changes.flatMap(change => change.gone)
  const fresh = changes.flatMap(change => change.fresh)
  if (gone.length === 0 && fresh.length === 0) return
  await replaceEntitlements(tx, gone, fresh, now)
  await recordEntries(tx, [
    {
      at: now,
      actor: { kind: 'system', name: 'reconciler' },
      channel: 'job',
      act: 'eligibility.reconcile',
      outcome: 'done',
      persons: changes.filter(change => change.gone.length + change.fresh.length > 0).map(change => change.personId),
      detail: { gone: gone.length, fresh: fresh.length },
    },
  ])
}

export const eligibilityReconciler: Reconciler = { name: 'eligibility', reconcile }

type Change = { readonly gone: readonly Entitlement[]; readonly fresh: readonly Entitlement[] }

/** What of the stored is no longer so, and what of the decided is not stored. */
const changed = (stored: readonly Entitlement[], decided: readonly Entitlement[]): Change => {
  const place = ({ kind, period }: Entitlement): string => `${kind} ${period.from}`
  const was = new Map(stored.map(each => [place(each), each]))
  const will = new Map(decided.map(each => [place(each), each]))
  return {
    gone: stored.filter(each => !isEqual(each, will.get(place(each)))),
    fresh: decided.filter(each => !isEqual(each, was.get(place(each)))),
  }
}
