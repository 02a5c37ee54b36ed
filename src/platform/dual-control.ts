/**
 * Acts that take two people: proposed by one, released by another, bound to the hash of what both saw.
 *
 * Persons count, not accounts: two accounts of one person are one. A proposal is good for 72 hours and once.
 */
import type { Machine } from '../kernel/machine.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { actorLabel, hasRole, type Actor, type StaffRole } from './actor.ts'
import type { Tx } from './database.ts'
import { randomId } from './random.ts'
import { insertProposal, proposalForUpdate, settle } from './dual-control/store.ts'

/** The life of a proposal. */
export const proposalMachine = {
  proposed: { release: 'released', refuse: 'refused', expire: 'expired', withdraw: 'withdrawn' },
  released: {},
  refused: {},
  expired: {},
  withdrawn: {},
} as const satisfies Machine<ProposalState>

export type ProposalState = 'proposed' | 'released' | 'refused' | 'expired' | 'withdrawn'

export type Proposal = {
  readonly id: string
  /** Name of the use case that carries it out. */
  readonly act: string
  /** What it is about, as an id. */
  readonly subject: string
  readonly payload: Readonly<Record<string, unknown>>
  /** SHA-256 in hexadecimal, such as `planHash` gives. */
  readonly payloadHash: string
  readonly roles: readonly StaffRole[]
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly expiresAt: Date
  readonly reason: string
  readonly state: ProposalState
}

export type NewProposal = Pick<Proposal, 'act' | 'subject' | 'payload' | 'payloadHash' | 'roles' | 'reason'> & {
  readonly by: Actor
}

export const proposalLifeMs = 72 * 3_600_000

/** Proposes an act. One that waits for the same act and subject is withdrawn: what is released is what was last shown. */
export const propose = async (tx: Tx, { by, ...wanted }: NewProposal, now: Date): Promise<Proposal> => {
  const proposal: Proposal = {
    ...wanted,
    id: randomId(),
    proposedBy: actorLabel(by),
    proposedAt: now,
    expiresAt: new Date(now.getTime() + proposalLifeMs),
    state: 'proposed',
  }
  await insertProposal(tx, proposal)
  return proposal
}

export type ReleaseRefusal =
  | { readonly code: 'proposal.unknown' }
  | { readonly code: 'proposal.settled'; readonly state: ProposalState }
  | { readonly code: 'proposal.expired' }
  | { readonly code: 'proposal.changed' }
  | { readonly code: 'proposal.same_person' }
  | { readonly code: 'proposal.takes_an_officer' }

/** `officers`: 'none yet' on a database in which nobody holds a staff role; there the operator may release alone. */
export type Releasing = {
  readonly by: Actor
  /** Of what the releasing person saw. */
  readonly payloadHash: string
  readonly officers?: 'none yet'
}

/** Whether this person may release this proposal now. */
export const mayRelease = (
  proposal: Proposal,
  { by, payloadHash, officers }: Releasing,
  now: Date,
): Result<Proposal, ReleaseRefusal> => {
  const stands = isReleasable(proposal, payloadHash, now)
  if (!stands.ok) return stands
  if (by.kind === 'operator' && officers === 'none yet') return accept(proposal)
  if (by.kind !== 'person' || !hasRole(by, proposal.roles)) return refuse({ code: 'proposal.takes_an_officer' })
  if (actorLabel(by) === proposal.proposedBy) return refuse({ code: 'proposal.same_person' })
  return accept(proposal)
}

export const isReleasable = (proposal: Proposal, payloadHash: string, now: Date): Result<Proposal, ReleaseRefusal> => {
  if (proposal.state !== 'proposed') return refuse({ code: 'proposal.settled', state: proposal.state })
  if (proposal.expiresAt <= now) return refuse({ code: 'proposal.expired' })
  if (proposal.payloadHash !== payloadHash) return refuse({ code: 'proposal.changed' })
  return accept(proposal)
}

/**
 * Releases a proposal in the transaction that carries it out, once.
 *
 * The caller carries out `payload` of what is returned, never what came with the request.
 */
export const release = async (
  tx: Tx,
  { proposalId, ...releasing }: Releasing & { readonly proposalId: string },
  now: Date,
): Promise<Result<Proposal, ReleaseRefusal>> => {
  const proposal = await proposalForUpdate(tx, proposalId)
  if (proposal === null) return refuse({ code: 'proposal.unknown' })
  const may = mayRelease(proposal, releasing, now)
  if (may.ok) await settle(tx, proposal.id, { state: 'released', by: actorLabel(releasing.by) }, now)
  return may
}
