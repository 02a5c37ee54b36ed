/** What a module hands in about each of its acts that take two persons: how it is told, and what follows a "no". */
import type { Tx } from '../database.ts'
import type { Proposal } from '../dual-control.ts'
import type { System } from '../system.ts'
import type { Fact } from '../web/fact.ts'
import type { Content } from '../web/html.ts'

export type Told = {
  /** What it is about, by name. */
  readonly subject: Content
  /** Where one looks at it more closely; null: there is nothing more to see. */
  readonly href: string | null
  /** What the proposer would have done, item by item. */
  readonly facts: readonly Fact[]
}

export type Unreleased = {
  readonly state: 'refused' | 'withdrawn' | 'expired'
  /** As in the audit log. */
  readonly by: string
  readonly now: Date
}

export type ProposalKind = {
  /** Name of the use case that carries it out. */
  readonly act: string
  /** Null: what it was about is gone. */
  readonly tell: (system: System, proposal: Proposal) => Promise<Told | null>
  /** Puts away what was waiting for this proposal, in the transaction in which nobody released it. */
  readonly putAway?: (tx: Tx, proposal: Proposal, how: Unreleased) => Promise<void>
}
