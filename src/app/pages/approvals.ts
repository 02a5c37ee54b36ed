/** ● What waits for a second person, told so that they can decide: who wants what, why, and what it would do. */
import type { z } from 'zod'
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Refusal, Result } from '../../kernel/result.ts'
import { actorLabel, hasRole, staffRoles, type Actor, type StaffRole } from '../../platform/actor.ts'
import type { Proposal, ProposalState } from '../../platform/dual-control.ts'
import { proposalById, settledProposals, waitingProposals, type Settled } from '../../platform/dual-control/store.ts'
import type { Told } from '../../platform/dual-control/told.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { System } from '../../platform/system.ts'
import type { UseCase } from '../../platform/use-case.ts'
import { approveForCommandLine, maySee, refuseProposal } from '../../platform/use-cases/proposals.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { codeBlock, notice } from '../../platform/web/notice.ts'
import { badge, type Tone } from '../../platform/web/state.ts'
import { emptyState, table } from '../../platform/web/table.ts'
import { useCaseNamed } from '../catalogue.ts'
import { commandOf } from '../cli.ts'
import { namesOf } from './names.ts'
import { words as all } from './text.ts'

const words = all.approvals
const trail = [{ href: '/approvals', label: words.title }]
const mostSettled = 30

type Callable = UseCase<z.ZodType, unknown, unknown, unknown, unknown, Refusal>
type Names = Awaited<ReturnType<typeof namesOf>>

const rolesOf = (actor: Actor): readonly StaffRole[] => staffRoles.filter(role => hasRole(actor, [role]))
const isOwn = ({ proposedBy }: Proposal, actor: Actor): boolean => proposedBy === actorLabel(actor)
const titleOf = ({ act }: Proposal): Content => useCaseNamed(act)?.title ?? act

const list = async (request: Request): Promise<Reply> => {
  const { actor, db, now, system } = request
  const waiting = (await waitingProposals(db, now)).filter(proposal => maySee(proposal, actor))
  const settled = await settledProposals(db, { roles: rolesOf(actor), or: actorLabel(actor) }, mostSettled)
  const actors = [
    ...waiting.map(one => one.proposedBy),
    ...settled.flatMap(one => [one.proposedBy, one.settledBy ?? '']),
  ]
  const names = await namesOf(db, actors)
  const told = await Promise.all(waiting.map(proposal => toldOf(system, proposal)))
  const forMe = waiting.filter(proposal => !isOwn(proposal, actor)).length
  return {
    kind: 'page',
    title: words.title,
    state: forMe === 0 ? { word: words.nothing, tone: 'calm' } : { word: words.needsYou, tone: 'attention' },
    lead: forMe === 0 ? words.leadNone : fill(words.lead, { count: forMe }),
    body: html`
      ${
        waiting.length === 0
          ? emptyState(words.none)
          : waiting.map((proposal, place) => waitingPart(request, proposal, told[place] ?? null, names))
      }
      ${section(words.settled, settledTable(settled, names))}
    `,
  }
}

const toldOf = async (system: System, proposal: Proposal): Promise<Told | null> =>
  (await system.house.proposals.find(({ act }) => act === proposal.act)?.tell(system, proposal)) ?? null

const waitingPart = (request: Request, proposal: Proposal, told: Told | null, names: Names): Html =>
  section(
    titleOf(proposal),
    html`
      ${facts([
        { label: words.about, value: told === null ? words.gone : subjectOf(told) },
        ...(told?.facts ?? []),
        { label: words.reason, value: proposal.reason },
        { label: words.proposer, value: names(proposal.proposedBy) },
        { label: words.proposedAt, value: instantInWords(proposal.proposedAt) },
        { label: words.until, value: html`${instantInWords(proposal.expiresAt)} ${hoursLeft(proposal, request.now)}` },
      ])}
      ${decisions(request, proposal, told)}
    `,
  )

const subjectOf = ({ subject, href }: Told): Content =>
  href === null ? subject : html`<a href="${href}">${subject}</a>`

const hoursLeft = ({ expiresAt }: Proposal, now: Date): Bilingual =>
  fill(words.hoursLeft, { hours: Math.max(1, Math.floor((expiresAt.getTime() - now.getTime()) / 3_600_000)) })

/** The proposer may only take it back: whoever looks twice is another person. */
const decisions = ({ actor, csrf }: Request, proposal: Proposal, told: Told | null): Html => {
  const button = (verb: string, label: Bilingual, tone: 'primary' | 'quiet' | 'danger' = 'quiet'): Html =>
    postButton({
      action: `/approvals/${proposal.id}/${verb}`,
      csrf,
      label,
      tone,
      about: told?.subject ?? '',
      values: { payloadHash: proposal.payloadHash },
    })
  return isOwn(proposal, actor)
    ? html`${notice('note', words.ownProposal)}
        <div class="actions">${button('refuse', words.withdraw)}</div>`
    : html`<div class="actions">
        ${button('approve', words.approve, 'primary')} ${button('refuse', words.refuse, 'danger')}
        ${button('code', words.makeCode)}
      </div>`
}

const outcomes: Readonly<Record<Exclude<ProposalState, 'proposed'>, readonly [Bilingual, Tone]>> = {
  released: [words.states.released, 'done'],
  refused: [words.states.refused, 'danger'],
  expired: [words.states.expired, 'ended'],
  withdrawn: [words.states.withdrawn, 'ended'],
}

const settledTable = (settled: readonly Settled[], names: Names): Html =>
  table<Settled>({
    caption: words.settled,
    rows: settled,
    columns: [
      { key: 'act', label: words.act, cell: one => html`${titleOf(one)}<br /><small>${one.reason}</small>` },
      { key: 'state', label: words.outcome, cell: ({ state }) => state !== 'proposed' && badge(...outcomes[state]) },
      { key: 'by', label: words.proposer, cell: ({ proposedBy }) => names(proposedBy) },
      { key: 'settledBy', label: words.decider, cell: ({ settledBy }) => names(settledBy) },
      { key: 'at', label: words.at, cell: ({ settledAt }) => instantInWords(settledAt) },
    ],
    empty: { sentence: words.noneSettled },
  })

/** The proposal of an address, for whoever may see it and saw it as it is. */
const chosen = async ({ actor, db, form, params }: Request): Promise<Proposal | Reply> => {
  const id = params['id'] ?? ''
  const proposal = isUuid(id) ? await proposalById(db, id) : null
  if (proposal === null || !maySee(proposal, actor)) return { kind: 'not-found' }
  return proposal.payloadHash === form['payloadHash'] ? proposal : refused({ code: 'proposal.changed' })
}

const refused = (refusal: Refusal): Reply => ({ kind: 'refused', refusal, back: '/approvals' })

/** Performs the act that was proposed, with what was proposed as its whole input: nothing comes from the request. */
const approve = async (request: Request): Promise<Reply> => {
  const proposal = await chosen(request)
  if ('kind' in proposal) return proposal
  if (proposal.state !== 'proposed') return refused({ code: 'proposal.settled' })
  const useCase = useCaseNamed(proposal.act)
  if (useCase === null) throw new Error(`nothing carries out ${proposal.act}`)
  const result = await request.perform(useCase as unknown as Callable, proposal.payload)
  return after(result, 'approvals.released')
}

const refuse = async (request: Request): Promise<Reply> => {
  const proposal = await chosen(request)
  if ('kind' in proposal) return proposal
  const { id: proposalId, payloadHash } = proposal
  const result = await request.perform(refuseProposal, { proposalId, payloadHash })
  return after(result, result.ok && result.value.state === 'withdrawn' ? 'approvals.withdrawn' : 'approvals.refused')
}

const after = (result: Result<unknown>, notice: string): Reply =>
  result.ok ? { kind: 'redirect', to: '/approvals', notice } : refused(result.refusal)

/** The answer itself shows the code: it is kept nowhere, and no address may hold it. */
const makeCode = async (request: Request): Promise<Reply> => {
  const proposal = await chosen(request)
  if ('kind' in proposal) return proposal
  const { id: proposalId, payloadHash, act, payload } = proposal
  const made = await request.perform(approveForCommandLine, { proposalId, payloadHash })
  if (!made.ok) return refused(made.refusal)
  const username = request.actor.kind === 'person' ? request.actor.username : ''
  const command = `${commandOf(act, payload)} --second ${username} --approval ${made.value.code}`
  return {
    kind: 'page',
    title: words.code,
    shape: 'narrow',
    trail,
    body: html`
      ${notice('warning', words.codeOnce)}
      ${facts([
        { label: words.act, value: titleOf(proposal) },
        { label: words.code, value: identifier(made.value.code) },
        { label: words.username, value: identifier(username) },
        { label: words.codeUntil, value: instantInWords(made.value.expiresAt) },
      ])}
      <p>${words.codeHow}</p>
      ${codeBlock(command, words.command)} ${linkButton({ href: '/approvals', label: words.back })}
    `,
  }
}

export const approvalPages: readonly Route[] = [
  { method: 'GET', path: '/approvals', who: staffRoles, handle: list },
  { method: 'POST', path: '/approvals/:id/approve', who: staffRoles, handle: approve },
  { method: 'POST', path: '/approvals/:id/refuse', who: staffRoles, handle: refuse },
  { method: 'POST', path: '/approvals/:id/code', who: staffRoles, handle: makeCode },
]
