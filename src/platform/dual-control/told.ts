/** How a module tells officers, in words, what one of its proposals would do. */
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

export type ProposalTeller = {
  /** Name of the use case that carries it out. */
  readonly act: string
  /** Null: what it was about is gone. */
  readonly tell: (system: System, proposal: Proposal) => Promise<Told | null>
}
