/** ● Stopping an account at once, for cause; lifting it takes two persons. */
import { z } from 'zod'
import { asAccountId, type AccountId, type PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actingPerson, actorLabel, personLabel, type Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { propose, type Proposal } from '../../platform/dual-control.ts'
import type { ApprovalRefusal } from '../../platform/dual-control/approval.ts'
import { hashOfSeen, maySecond, settleAsSecond } from '../../platform/dual-control/second.ts'
import { latestProposalForUpdate } from '../../platform/dual-control/store.ts'
import { markDirty } from '../../platform/reconciler.ts'
import { useCase } from '../../platform/use-case.ts'
import { causes, resume, suspend, type Account, type ResumeRefusal, type SuspendRefusal } from '../account.ts'
import { accountForUpdate, recordChanges, saveAccounts } from '../store/accounts.ts'

export const accountIdInput = z.uuid('account.unknown').transform(asAccountId)
export const reasonInput = z.string().trim().min(1, 'reason.missing').max(500, 'reason.too_long')

export const releaseResumeAct = 'accounts.release-resume'

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

type Standing = { readonly account: Account; readonly proposal: Proposal | null }

const loadStanding = async (tx: Tx, { accountId }: { readonly accountId: AccountId }): Promise<Standing | null> => {
  const account = await accountForUpdate(tx, accountId)
  if (account === null) return null
  return { account, proposal: await latestProposalForUpdate(tx, { act: releaseResumeAct, subject: accountId }) }
}

/** What both officers see: this very suspension. Another one meanwhile needs another proposal. */
export const hashOfSuspension = (account: Account & { readonly state: 'suspended' }): string =>
  hashOfSeen(account.id, account.since.getTime())

/** The first of two: says that a suspension should be lifted, and why. Changes nothing yet. */
export const proposeResume = useCase({
  name: 'accounts.propose-resume',
  title: { ja: '停止の解除を提案する', en: 'Propose to lift a suspension' },
  input: z.strictObject({ accountId: accountIdInput, reason: reasonInput }),
  permit: { roles: ['account-operator'] },
  load: (tx, { accountId }) => accountForUpdate(tx, accountId),
  decide: (
    account,
    _input,
    { actor },
  ): Result<Account & { readonly state: 'suspended' }, ResumeRefusal | OwnRefusal> => {
    if (isOwn(account, actor)) return refuse({ code: 'account.own' })
    return account.state === 'suspended' ? accept(account) : refuse({ code: 'account.not_suspended' })
  },
  write: async (tx, account, { actor, now }, { reason }) => {
    const payload = { accountId: account.id }
    const seen = { payload, payloadHash: hashOfSuspension(account), roles: ['account-operator'] as const }
    await propose(tx, { act: releaseResumeAct, subject: account.id, ...seen, reason, by: actor }, now)
    return accept(payload)
  },
  concerns: account => [account.personId],
  remembers: ({ accountId }) => ({ accountId }),
})

type ReleaseRefusal =
  | ResumeRefusal
  | OwnRefusal
  | ApprovalRefusal
  | { readonly code: 'resume.not_proposed' | 'resume.same_person' | 'resume.proposal_lapsed' }

/** Where the desk has words of its own for what dual control refuses. */
const inOurWords: Partial<Record<ApprovalRefusal['code'], ReleaseRefusal>> = {
  'proposal.unknown': { code: 'resume.not_proposed' },
  'proposal.settled': { code: 'resume.not_proposed' },
  'proposal.changed': { code: 'resume.not_proposed' },
  'proposal.same_person': { code: 'resume.same_person' },
  'proposal.expired': { code: 'resume.proposal_lapsed' },
}

type Released = { readonly account: Account; readonly proposal: Proposal }

/** The second of two, another person: the account returns to the state it was taken from. */
export const releaseResume = useCase({
  name: releaseResumeAct,
  title: { ja: '停止の解除を承認する', en: 'Release the lifting of a suspension' },
  input: z.strictObject({ accountId: accountIdInput }),
  permit: { roles: ['account-operator'] },
  load: loadStanding,
  decide: ({ account, proposal }, _input, context): Result<Released, ReleaseRefusal> => {
    if (isOwn(account, context.actor)) return refuse({ code: 'account.own' })
    if (account.state !== 'suspended') return refuse({ code: 'account.not_suspended' })
    const may = maySecond(proposal, { context, payloadHash: hashOfSuspension(account) })
    if (!may.ok) return refuse(inOurWords[may.refusal.code] ?? may.refusal)
    const resumed = resume(account)
    return resumed.ok ? accept({ account: resumed.value, proposal: may.value }) : resumed
  },
  write: async (
    tx,
    { account, proposal },
    context,
  ): Promise<Result<{ readonly state: Account['state'] }, ReleaseRefusal>> => {
    const settled = await settleAsSecond(tx, proposal, context)
    if (!settled.ok) return refuse(inOurWords[settled.refusal.code] ?? settled.refusal)
    if (settled.value.by === personLabel(account.personId)) return refuse({ code: 'account.own' })
    await saveAccounts(tx, [account])
    await recordChanges(tx, [
      { accountId: account.id, at: context.now, act: 'resume', state: account.state, actor: settled.value.by },
    ])
    await markDirty(tx, [account.personId], context.now)
    return accept({ state: account.state })
  },
  concerns: ({ account }) => [account.personId],
  remembers: ({ accountId }) => ({ accountId }),
})
