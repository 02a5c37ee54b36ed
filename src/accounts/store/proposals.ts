/** Proposals to lift a suspension. One is spent by removing it: whoever removes it has released it. */
import { asAccountId, asPersonId, type AccountId, type PersonId } from '../../kernel/ids.ts'
import { row, run, sql, type Db, type Tx } from '../../platform/database.ts'

export type ResumeProposal = {
  readonly accountId: AccountId
  readonly suspendedAt: Date
  readonly reason: string
  readonly proposer: PersonId | null
  readonly proposedBy: string
  readonly proposedAt: Date
}

/** Puts a proposal in place of an older one. */
export const saveProposal = async (tx: Tx, proposal: ResumeProposal): Promise<void> => {
  await run(
    tx,
    sql`insert into accounts.resume_proposal (account_id, suspended_at, reason, proposer, proposed_by, proposed_at)
        values (${proposal.accountId}, ${proposal.suspendedAt}, ${proposal.reason}, ${proposal.proposer},
                ${proposal.proposedBy}, ${proposal.proposedAt})
        on conflict (account_id) do update set suspended_at = excluded.suspended_at, reason = excluded.reason,
          proposer = excluded.proposer, proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at`,
  )
}

export const proposalOf = async (db: Db | Tx, accountId: AccountId): Promise<ResumeProposal | null> => {
  const found = await row<{
    account_id: string
    suspended_at: Date
    reason: string
    proposer: string | null
    proposed_by: string
    proposed_at: Date
  }>(db, sql`select * from accounts.resume_proposal where account_id = ${accountId}`)
  if (found === null) return null
  return {
    accountId: asAccountId(found.account_id),
    suspendedAt: found.suspended_at,
    reason: found.reason,
    proposer: found.proposer === null ? null : asPersonId(found.proposer),
    proposedBy: found.proposed_by,
    proposedAt: found.proposed_at,
  }
}

/** Spends a proposal. False: somebody was first. */
export const spendProposal = async (tx: Tx, accountId: AccountId): Promise<boolean> =>
  (await run(tx, sql`delete from accounts.resume_proposal where account_id = ${accountId}`)) === 1
