/** A second officer refuses a proposal, or makes the one-time code by which the operator at the command line releases it. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel, hasRole, staffRoles, type Actor } from '../actor.ts'
import { isReleasable, mayRelease, type Proposal, type ReleaseRefusal } from '../dual-control.ts'
import { makeApproval } from '../dual-control/approval.ts'
import { proposalForUpdate, settle } from '../dual-control/store.ts'
import type { ProposalKind } from '../dual-control/told.ts'
import type { System } from '../system.ts'
import { text } from '../text.ts'
import { useCase } from '../use-case.ts'

const input = z.strictObject({ proposalId: z.uuid(), payloadHash: z.string().regex(/^[0-9a-f]{64}$/) })

/** Who so much as sees a proposal: whoever may release it, and whoever made it. */
export const maySee = (proposal: Proposal, actor: Actor): boolean =>
  hasRole(actor, proposal.roles) || actorLabel(actor) === proposal.proposedBy

/** The proposer takes it back; anyone who could release it may refuse it. */
export const refuseProposal = useCase({
  name: 'platform.refuse-proposal',
  title: text.useCases.refuseProposal,
  input,
  permit: { roles: staffRoles },
  load: async (tx, { proposalId }, { actor }) => seen(await proposalForUpdate(tx, proposalId), actor),
  decide: (proposal, { payloadHash }, { now }): Result<Proposal, ReleaseRefusal> =>
    isReleasable(proposal, payloadHash, now),
  write: async (tx, proposal, { actor, now, system }) => {
    const by = actorLabel(actor)
    const state = by === proposal.proposedBy ? 'withdrawn' : 'refused'
    await settle(tx, proposal.id, { state, by }, now)
    await kindOf(system, proposal)?.putAway?.(tx, proposal, { state, by, now })
    return accept({ proposal: proposal.id, state })
  },
  remembers: ({ proposalId }) => ({ proposal: proposalId }),
})

const kindOf = ({ house }: System, proposal: Proposal): ProposalKind | undefined =>
  house.proposals.find(({ act }) => act === proposal.act)

const seen = (proposal: Proposal | null, actor: Actor): Proposal | null =>
  proposal !== null && maySee(proposal, actor) ? proposal : null

/** The code is shown once; only its hash is kept. */
export const approveForCommandLine = useCase({
  name: 'platform.make-approval',
  title: text.useCases.makeApproval,
  input,
  permit: { roles: staffRoles },
  load: async (tx, { proposalId }, { actor }) => seen(await proposalForUpdate(tx, proposalId), actor),
  decide: (proposal, { payloadHash }, { actor, now }): Result<Proposal, ReleaseRefusal> =>
    mayRelease(proposal, { by: actor, payloadHash }, now),
  write: async (tx, proposal, { actor, now }, { payloadHash }) => {
    const made = await makeApproval(tx, { proposal, payloadHash, by: actor }, now)
    return made.ok ? accept(made.value) : refuse(made.refusal)
  },
  remembers: ({ proposalId }) => ({ proposal: proposalId }),
})
