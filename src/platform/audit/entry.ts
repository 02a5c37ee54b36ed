/** What an audit entry says: who, when, what, with which outcome, and whom it concerns. Never a person's data. */
import type { Actor } from '../actor.ts'

export type AuditEntry = {
  readonly at: Date
  readonly actor: Actor
  readonly channel: 'page' | 'api' | 'cli' | 'job'
  /** The use case's name, or the reconciler's. */
  readonly act: string
  /** `done`, or the code of the refusal. */
  readonly outcome: string
  /** Ids of the persons concerned. */
  readonly persons: readonly string[]
  /** Ids, codes and counts. */
  readonly detail: Readonly<Record<string, unknown>>
}
