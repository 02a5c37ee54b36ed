/**
 * One-time approval codes: an officer who saw a proposal on a page makes one and gives it to the operator at the command
 * line, who releases the proposal with it (`--second USERNAME`). 100 random bits, 15 minutes, spent by one update.
 */
import { createHash } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel, type Actor } from '../actor.ts'
import type { Tx } from '../database.ts'
import { isReleasable, mayRelease, type Proposal, type ReleaseRefusal } from '../dual-control.ts'
import { randomText } from '../random.ts'
import { insertApproval, proposalForUpdate, settle, spendApproval } from './store.ts'

const lifeMs = 15 * 60_000
/** Crockford's base 32: no letter is taken for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export type ApprovalRefusal = ReleaseRefusal | { readonly code: 'approval.wrong' }

export type Approved = { readonly code: string; readonly expiresAt: Date }

/** Makes a code for one proposal; refused where the officer could not release it on a page either. */
export const makeApproval = async (
  tx: Tx,
  { proposal, payloadHash, by }: { readonly proposal: Proposal; readonly payloadHash: string; readonly by: Actor },
  now: Date,
): Promise<Result<Approved, ReleaseRefusal>> => {
  const may = mayRelease(proposal, { by, payloadHash }, now)
  if (!may.ok) return may
  if (by.kind !== 'person') return refuse({ code: 'proposal.takes_an_officer' })
  const code = randomText(20, alphabet)
  const expiresAt = new Date(now.getTime() + lifeMs)
  const approver = actorLabel(by)
  const { username } = by
  await insertApproval(
    tx,
    { codeHash: hashOf(code), proposalId: proposal.id, payloadHash, approver, username, expiresAt },
    now,
  )
  return accept({ code: code.replace(/(.{5})(?=.)/g, '$1-'), expiresAt })
}

/** The operator releases a proposal with an officer's code; it stands as released by that officer. */
export const releaseWithApproval = async (
  tx: Tx,
  given: {
    readonly proposalId: string
    readonly payloadHash: string
    readonly username: string
    readonly code: string
  },
  now: Date,
): Promise<Result<Proposal & { readonly by: string }, ApprovalRefusal>> => {
  const proposal = await proposalForUpdate(tx, given.proposalId)
  if (proposal === null) return refuse({ code: 'proposal.unknown' })
  const stands = isReleasable(proposal, given.payloadHash, now)
  if (!stands.ok) return stands
  const approver = await spendApproval(tx, { ...given, codeHash: hashOf(given.code) }, now)
  if (approver === null) return refuse({ code: 'approval.wrong' })
  if (approver === proposal.proposedBy) return refuse({ code: 'proposal.same_person' })
  await settle(tx, proposal.id, { state: 'released', by: approver }, now)
  return accept({ ...proposal, by: approver })
}

/** Typed by hand: case, hyphens and spaces do not matter. */
const hashOf = (code: string): Buffer => createHash('sha256').update(code.toUpperCase().replace(/[\s-]/g, '')).digest()
