/** Who acts. Every use case is told; every audit entry says. */
import type { AccountId, PersonId, SessionId } from '../kernel/ids.ts'

/**
 * What a member of staff may be trusted with. A role is an entitlement: granted by rule or exception, with reasons and
 * an end, never a column somebody sets.
 */
export const staffRoles = [
  'operator', // runs the system: settings, machine clients, sources
  'auditor', // reads the audit log and every reason
  'registrar', // imports, match cases, people
  'rule-keeper', // the rule book and exceptions
  'account-operator', // accounts: suspend, resume, rename, batches of notices
  'counter', // sees evidence, hands out keys, checks applicants
  'department', // applies for its own members
] as const
export type StaffRole = (typeof staffRoles)[number]

export const isStaffRole = (text: string): text is StaffRole => (staffRoles as readonly string[]).includes(text)

export type Actor =
  | { readonly kind: 'stranger' }
  | {
      readonly kind: 'person'
      readonly personId: PersonId
      readonly accountId: AccountId
      readonly username: string
      readonly sessionId: SessionId
      readonly roles: ReadonlySet<StaffRole>
    }
  /** The person at this machine's command line, by system account name. Has every role, as whoever owns the disk has. */
  | { readonly kind: 'operator'; readonly name: string }
  /** A registered program with a bearer token, bound to the use cases it was registered for. */
  | {
      readonly kind: 'machine'
      readonly clientId: string
      readonly name: string
      readonly useCases: ReadonlySet<string>
    }
  /** A job or reconciler of ours. */
  | { readonly kind: 'system'; readonly name: string }

export const stranger: Actor = { kind: 'stranger' }

export const hasRole = (actor: Actor, roles: readonly StaffRole[]): boolean => {
  if (actor.kind === 'operator' || actor.kind === 'system') return roles.length > 0
  return actor.kind === 'person' && roles.some(role => actor.roles.has(role))
}

/** The person who acts, or null: dual control compares persons, not accounts. */
export const actingPerson = (actor: Actor): PersonId | null => (actor.kind === 'person' ? actor.personId : null)

/** How the audit log names a person. */
export const personLabel = (id: PersonId): string => `person:${id}`

/** How the audit log names an actor: stable, without a person's name. */
export const actorLabel = (actor: Actor): string => {
  switch (actor.kind) {
    case 'stranger':
      return 'stranger'
    case 'person':
      return personLabel(actor.personId)
    case 'operator':
      return `operator:${actor.name}`
    case 'machine':
      return `machine:${actor.clientId}`
    case 'system':
      return `system:${actor.name}`
  }
}
