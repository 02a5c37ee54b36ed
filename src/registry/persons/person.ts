/** ○ One row per human being, however many roles they have had. */
import type { Period } from '../../kernel/day.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { Machine } from '../../kernel/machine.ts'
import type { PersonName } from '../names/name.ts'

export type PersonState = 'provisional' | 'active' | 'dormant' | 'archived' | 'erased' | 'merged'

/** The life of a person in the registry. Nobody is ever deleted. */
export const personLife = {
  provisional: { confirm: 'active', rest: 'dormant', merge: 'merged' },
  active: { rest: 'dormant', merge: 'merged' },
  dormant: { wake: 'active', archive: 'archived', merge: 'merged' },
  archived: { re_identify: 'active', erase: 'erased' },
  erased: {},
  merged: { unmerge: 'active' },
} as const satisfies Machine<PersonState>

/** A person. The birth date is not here: it is sealed, and `birthDatesOf` opens it for those who need it. */
export type Person = {
  readonly id: PersonId
  /** Opaque number for forms and talk; says nothing about the person. */
  readonly number: string
  readonly state: PersonState
  /** No automatic change while held. */
  readonly held: boolean
  readonly names: readonly PersonName[]
  readonly mergedInto: PersonId | null
}

export type ContactKind = 'mail' | 'phone' | 'postal'
export type ContactPurpose = 'personal' | 'notification' | 'university'

/** How a person is reached. */
export type Contact = {
  readonly kind: ContactKind
  readonly value: string
  readonly purpose: ContactPurpose
  readonly verifiedAt: Date | null
}

export type AffiliationState = 'active' | 'on_leave' | 'ended' | 'void'

/** The life of an affiliation (people-and-accounts.md §13.5); planned and grace are read from its days. */
export const affiliationLife = {
  active: { take_leave: 'on_leave', end: 'ended', void: 'void' },
  on_leave: { come_back: 'active', end: 'ended', void: 'void' },
  ended: { renew: 'active', void: 'void' },
  void: { restore: 'active' },
} as const satisfies Machine<AffiliationState>

/** Being something somewhere for a period; derived from exactly one source record. */
export type Affiliation = {
  readonly id: string
  readonly personId: PersonId
  readonly source: string
  readonly sourceKey: string
  /** Code of the status (people-and-accounts.md §3.1), such as `ug`. */
  readonly status: string
  readonly unit: { readonly code: string; readonly name: Bilingual } | null
  readonly title: string | null
  readonly period: Period
  readonly state: AffiliationState
  /** Confirmed before the proof came; ends soon unless replaced. */
  readonly provisional: boolean
  /** The member who answers for a guest. */
  readonly host: PersonId | null
}
