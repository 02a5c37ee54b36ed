/** ● Stopping an account at once, for cause; lifting it takes two persons. */
import { z } from 'zod'
import { asAccountId, type PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actingPerson, actorLabel, type Actor } from '../../platform/actor.ts'
import { markDirty } from '../../platform/reconciler.ts'
import { useCase } from '../../platform/use-case.ts'
import { causes, resume, suspend, type Account, type ResumeRefusal, type SuspendRefusal } from '../account.ts'
import { accountForUpdate, recordChanges, saveAccounts } from '../store/accounts.ts'
import { proposalOf, saveProposal, spendProposal, type ResumeProposal } from '../store/proposals.ts'

export const accountIdInput = z.uuid('account.unknown').transform(asAccountId)
export const reasonInput = z.string().trim().min(1, 'reason.missing').max(500, 'reason.too_long')

type OwnRefusal = { readonly code: 'account.own' }

/** Nobody acts as an officer upon an account of their own. */
export const isOwn = (account: { readonly personId: PersonId }, actor: Actor): boolean =>
  actingPerson(actor) === account.personId

/** One officer, at once. The owner's sessions end with their next request. */
export const suspendAccount = useCase({
  name: 'accounts.suspend',
  title: { ja: 'アカウントを一時停止する', en: 'Suspend an account' },
  input: z.strictObject({ accountId: accountIdInput, cause: z.enum(causes, 'cause.missing'), reason: reasonInput }),
  permit: { roles: ['account-operator'] },
  load: (tx, { accountId }) => accountForUpdate(tx, accountId),
  decide: (account, { cause, reason }, { now, actor }): Result<Account, SuspendRefusal | OwnRefusal> =>
    isOwn(account, actor) ? refuse({ code: 'account.own' }) : suspend(account, { cause, reason }, now),
  write: async (tx, account, { now, actor }) => {
    await saveAccounts(tx, [account])
    await recordChanges(tx, [
      { accountId: account.id, at: now, act: 'suspend', state: account.state, actor: actorLabel(actor) },
    ])
    await markDirty(tx, [account.personId], now)
    return accept({ accountId: account.id, state: account.state })
  },
  concerns: account => [account.personId],
  remembers: ({ accountId, cause }) => ({ accountId, cause }),
})

/** The first of two: says that a suspension should be lifted, and why. Changes nothing yet. */
export const proposeResume = useCase({
  name: 'accounts.propose-resume',
  title: { ja: '停止の解除を提案する', en: 'Propose to lift a suspension' },
  input: z.strictObject({ accountId: accountIdInput, reason: reasonInput }),
  permit: { roles: ['account-operator'] },
  load: (tx, { accountId }) => accountForUpdate(tx, accountId),
  decide: (account, { reason }, { now, actor }): Result<ResumeProposal, ResumeRefusal | OwnRefusal> => {
    if (isOwn(account, actor)) return refuse({ code: 'account.own' })
    if (account.state !== 'suspended') return refuse({ code: 'account.not_suspended' })
    return accept({
      accountId: account.id,
      suspendedAt: account.since,
      reason,
      proposer: actingPerson(actor),
      proposedBy: actorLabel(actor),
      proposedAt: now,
    })
  },
  write: async (tx, proposal) => {
    await saveProposal(tx, proposal)
    return accept({ accountId: proposal.accountId })
  },
  concerns: account => [account.personId],
  remembers: ({ accountId }) => ({ accountId }),
})

const proposalLastsMs = 72 * 3_600_000

type ReleaseRefusal =
  | ResumeRefusal
  | OwnRefusal
  | { readonly code: 'resume.not_proposed' | 'resume.same_person' | 'resume.proposal_lapsed' }

/** The second of two, another person: the account returns to the state it was taken from. */
export const releaseResume = useCase({
  name: 'accounts.release-resume',
  title: { ja: '停止の解除を承認する', en: 'Release the lifting of a suspension' },
  input: z.strictObject({ accountId: accountIdInput }),
  permit: { roles: ['account-operator'] },
  load: async (tx, { accountId }) => {
    const account = await accountForUpdate(tx, accountId)
    return account === null ? null : { account, proposal: await proposalOf(tx, accountId) }
  },
  decide: ({ account, proposal }, _input, { now, actor }): Result<Account, ReleaseRefusal> => {
    if (isOwn(account, actor)) return refuse({ code: 'account.own' })
    if (account.state !== 'suspended') return refuse({ code: 'account.not_suspended' })
    if (proposal === null || proposal.suspendedAt.getTime() !== account.since.getTime())
      return refuse({ code: 'resume.not_proposed' })
    if (isSamePerson(proposal, actor)) return refuse({ code: 'resume.same_person' })
    if (now.getTime() - proposal.proposedAt.getTime() > proposalLastsMs)
      return refuse({ code: 'resume.proposal_lapsed' })
    return resume(account)
  },
  write: async (tx, account, { now, actor }): Promise<Result<{ readonly state: Account['state'] }, ReleaseRefusal>> => {
    if (!(await spendProposal(tx, account.id))) return refuse({ code: 'resume.not_proposed' })
    await saveAccounts(tx, [account])
    await recordChanges(tx, [
      { accountId: account.id, at: now, act: 'resume', state: account.state, actor: actorLabel(actor) },
    ])
    await markDirty(tx, [account.personId], now)
    return accept({ state: account.state })
  },
  concerns: ({ account }) => [account.personId],
  remembers: ({ accountId }) => ({ accountId }),
})

const isSamePerson = (proposal: ResumeProposal, actor: Actor): boolean =>
  proposal.proposedBy === actorLabel(actor) || (proposal.proposer !== null && proposal.proposer === actingPerson(actor))
