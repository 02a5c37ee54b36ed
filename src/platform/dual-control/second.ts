/**
 * ● The second of two persons, whichever way they come: on a page under their own name, or through the operator at the
 * command line, who gives the code that an officer made (`--second USERNAME --approval CODE`).
 */
import { createHash } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../actor.ts'
import type { Tx } from '../database.ts'
import { isReleasable, mayRelease, type Proposal, type ReleaseRefusal, type Releasing } from '../dual-control.ts'
import type { Context } from '../use-case.ts'
import { releaseWithApproval, type ApprovalRefusal } from './approval.ts'
import { settle } from './store.ts'

type Asked = Pick<Releasing, 'payloadHash'> & { readonly context: Context }

/** For `decide`: whether the caller, or the officer whose code the operator brings, may release this proposal now. */
export const maySecond = (
  proposal: Proposal | null,
  { context, payloadHash }: Asked,
): Result<Proposal, ReleaseRefusal> => {
  const { actor, officers, second, now } = context
  if (proposal === null) return refuse({ code: 'proposal.unknown' })
  return actor.kind === 'operator' && second !== undefined
    ? isReleasable(proposal, payloadHash, now)
    : mayRelease(proposal, { payloadHash, by: actor, ...(officers === undefined ? {} : { officers }) }, now)
}

/** For `write`: settles what `maySecond` accepted, and says who the second person was, as in the audit log. */
export const settleAsSecond = async (
  tx: Tx,
  proposal: Proposal,
  { actor, second, now }: Context,
): Promise<Result<{ readonly by: string }, ApprovalRefusal>> => {
  if (actor.kind === 'operator' && second !== undefined) {
    const given = { ...second, proposalId: proposal.id, payloadHash: proposal.payloadHash }
    const released = await releaseWithApproval(tx, given, now)
    return released.ok ? accept({ by: released.value.by }) : released
  }
  const by = actorLabel(actor)
  await settle(tx, proposal.id, { state: 'released', by }, now)
  return accept({ by })
}

/** SHA-256 in hexadecimal of what both persons see, told in a fixed order. */
export const hashOfSeen = (...seen: readonly (string | number | null)[]): string =>
  createHash('sha256').update(JSON.stringify(seen)).digest('hex')
