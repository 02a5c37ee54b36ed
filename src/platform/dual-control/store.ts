/** Every SQL statement on platform.proposal and platform.approval. */
import { json, row, rows, run, sql, written, type Db, type Tx } from '../database.ts'
import type { StaffRole } from '../actor.ts'
import type { Proposal, ProposalState } from '../dual-control.ts'

const columns = sql`id, act, subject, payload, encode(payload_hash, 'hex') as "payloadHash", roles,
  proposed_by as "proposedBy", proposed_at as "proposedAt", expires_at as "expiresAt", reason, state`

/** Withdraws what waits for the same act and subject, and stores the new one in its place. */
export const insertProposal = async (tx: Tx, proposal: Proposal): Promise<void> => {
  await run(
    tx,
    sql`update platform.proposal
        set state = 'withdrawn', settled_by = ${proposal.proposedBy}, settled_at = ${proposal.proposedAt}
        where act = ${proposal.act} and subject = ${proposal.subject} and state = 'proposed'`,
  )
  const inserted = await run(
    tx,
    sql`insert into platform.proposal
          (id, act, subject, payload, payload_hash, roles, proposed_by, proposed_at, expires_at, reason, state)
        values (${proposal.id}, ${proposal.act}, ${proposal.subject}, ${json(proposal.payload)}::jsonb,
                decode(${proposal.payloadHash}, 'hex'), ${proposal.roles}::text[], ${proposal.proposedBy},
                ${proposal.proposedAt}, ${proposal.expiresAt}, ${proposal.reason}, ${proposal.state})
        on conflict (act, subject) where state = 'proposed' do nothing`,
  )
  if (inserted === 0) await insertProposal(tx, proposal) // another proposed in the same moment: the later one stands
}

/** The latest proposal of an act upon a subject, in whatever state. */
export const latestProposal = (
  db: Db | Tx,
  { act, subject }: Pick<Proposal, 'act' | 'subject'>,
): Promise<Proposal | null> =>
  row(
    db,
    sql`select ${columns} from platform.proposal where act = ${act} and subject = ${subject}
        order by proposed_at desc, state = 'proposed' desc, id limit 1`,
  )

/** The same, for a use case that will settle it. */
export const latestProposalForUpdate = (
  tx: Tx,
  { act, subject }: Pick<Proposal, 'act' | 'subject'>,
): Promise<Proposal | null> =>
  row(
    tx,
    sql`select ${columns} from platform.proposal where act = ${act} and subject = ${subject}
        order by proposed_at desc, state = 'proposed' desc, id limit 1 for update`,
  )

export const proposalForUpdate = (tx: Tx, id: string): Promise<Proposal | null> =>
  row(tx, sql`select ${columns} from platform.proposal where id = ${id} for update`)

export const waitingProposals = (db: Db | Tx, now: Date): Promise<readonly Proposal[]> =>
  rows(
    db,
    sql`select ${columns} from platform.proposal where state = 'proposed' and expires_at > ${now}
        order by proposed_at, id limit 200`,
  )

/** How many wait that an officer of these roles may decide: never their own. */
export const countWaitingFor = async (
  db: Db | Tx,
  { roles, besides }: { readonly roles: readonly StaffRole[]; readonly besides: string },
  now: Date,
): Promise<number> => {
  const found = await row<{ readonly count: number }>(
    db,
    sql`select count(*)::integer as count from platform.proposal
        where state = 'proposed' and expires_at > ${now} and roles && ${roles}::text[] and proposed_by <> ${besides}`,
  )
  return found?.count ?? 0
}

export type Settled = Proposal & {
  /** As in the audit log; null: nobody released it in time. */
  readonly settledBy: string | null
  readonly settledAt: Date
}

/** What was decided, newest first, of the acts that these roles may release or this proposer proposed. */
export const settledProposals = (
  db: Db | Tx,
  { roles, or }: { readonly roles: readonly StaffRole[]; readonly or: string },
  limit: number,
): Promise<readonly Settled[]> =>
  rows(
    db,
    sql`select ${columns}, settled_by as "settledBy", settled_at as "settledAt" from platform.proposal
        where state <> 'proposed' and (roles && ${roles}::text[] or proposed_by = ${or})
        order by settled_at desc, id limit ${limit}`,
  )

/** One proposal, in whatever state. */
export const proposalById = (db: Db | Tx, id: string): Promise<Proposal | null> =>
  row(db, sql`select ${columns} from platform.proposal where id = ${id}`)

export const settle = async (
  tx: Tx,
  id: string,
  { state, by }: { readonly state: Exclude<ProposalState, 'proposed' | 'expired'>; readonly by: string },
  now: Date,
): Promise<void> => {
  await run(
    tx,
    sql`update platform.proposal set state = ${state}, settled_by = ${by}, settled_at = ${now}
        where id = ${id} and state = 'proposed'`,
  )
}

/** Withdraws what waits about a subject, because the subject itself is no longer what it was. */
export const withdrawProposals = async (
  tx: Tx,
  { act, subject }: Pick<Proposal, 'act' | 'subject'>,
  by: string,
  now: Date,
): Promise<void> => {
  await run(
    tx,
    sql`update platform.proposal set state = 'withdrawn', settled_by = ${by}, settled_at = ${now}
        where act = ${act} and subject = ${subject} and state = 'proposed'`,
  )
}

/** Settles the proposals that nobody released in time, and says which. */
export const expireProposals = (tx: Tx, now: Date): Promise<readonly Proposal[]> =>
  written(
    tx,
    sql`update platform.proposal set state = 'expired', settled_at = ${now}
        where state = 'proposed' and expires_at <= ${now} returning ${columns}`,
  )

export type Approval = {
  readonly codeHash: Buffer
  readonly proposalId: string
  readonly payloadHash: string
  readonly approver: string
  readonly username: string
  readonly expiresAt: Date
}

export const insertApproval = async (tx: Tx, approval: Approval, now: Date): Promise<void> => {
  await run(
    tx,
    sql`insert into platform.approval
          (code_hash, proposal_id, payload_hash, approver, username, created_at, expires_at)
        values (${approval.codeHash}, ${approval.proposalId}, decode(${approval.payloadHash}, 'hex'),
                ${approval.approver}, ${approval.username}, ${now}, ${approval.expiresAt})`,
  )
}

/** Spends a code; the officer who made it, or null when it is wrong, late, another's or spent. */
export const spendApproval = async (
  tx: Tx,
  wanted: Omit<Approval, 'approver' | 'expiresAt'>,
  now: Date,
): Promise<string | null> => {
  const spent = await written<{ readonly approver: string }>(
    tx,
    sql`update platform.approval set spent_at = ${now}
        where code_hash = ${wanted.codeHash} and proposal_id = ${wanted.proposalId}
          and payload_hash = decode(${wanted.payloadHash}, 'hex') and username = ${wanted.username}
          and spent_at is null and expires_at > ${now}
        returning approver`,
  )
  return spent[0]?.approver ?? null
}
