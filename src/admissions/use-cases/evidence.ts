/** The counter sees the proof. Weaker ways of seeing it count once a second officer has checked too. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actingPerson, actorLabel } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { propose, type Proposal } from '../../platform/dual-control.ts'
import type { ApprovalRefusal } from '../../platform/dual-control/approval.ts'
import { maySecond, settleAsSecond } from '../../platform/dual-control/second.ts'
import { latestProposalForUpdate } from '../../platform/dual-control/store.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import type { Vault } from '../../platform/vault.ts'
import type { Application, StepRefusal } from '../application.ts'
import { decideEvidence, type HostGone, type OwnCase, type Proving } from '../decide.ts'
import { counters, documents, methods, type Evidence, type EvidenceRefusal } from '../evidence.ts'
import { move } from '../store/changes.ts'
import { addEvidence, evidenceOf, saveSecondCheck } from '../store/evidence.ts'
import { titles } from '../text/title-text.ts'
import { judgeOf, loadJudged, type Done, type Judged } from './judging.ts'
import { numberInput } from './own.ts'
import { land, tell } from './telling.ts'

type SeenRefusal = StepRefusal | OwnCase | EvidenceRefusal | HostGone

export const seenInput = {
  method: z.enum(methods),
  document: z.enum(documents),
  last4: z
    .string()
    .trim()
    .max(4, 'too_long')
    .regex(/^[\p{L}\p{N}]*$/u, 'not_offered')
    .default(''),
  counter: z.enum(counters),
}

export const recordEvidence = useCase({
  name: 'admissions.record-evidence',
  title: titles.recordEvidence,
  input: z.strictObject({ number: numberInput, ...seenInput }),
  permit: { roles: ['counter'] },
  load: loadJudged,
  decide: (judged, input, { actor }): Result<Proving, SeenRefusal> => decideEvidence(judged, input, judgeOf(actor)),
  write: async (tx, proving, context, input): Promise<Result<Done & { readonly second: boolean }, never>> => {
    const { now, actor, system } = context
    const { application } = proving
    const { method, document, last4, counter } = input
    const checked = { method, document, last4, counter, checker: actorLabel(actor), checkerPerson: actingPerson(actor), at: now } // prettier-ignore
    await addEvidence(tx, [application.id], checked)
    if (proving.checkers === 'one') return accept({ state: await proven(tx, proving, context), second: false })
    const seen = (await evidenceOf(tx, application.id)).at(-1)
    if (seen !== undefined) await askSecond(tx, { application, seen, vault: system.vault }, context)
    return accept({ state: application.state, second: true })
  },
  remembers: ({ number, method, document, counter }, output) => ({
    application: number,
    method,
    document,
    counter,
    second: output?.second,
  }),
})

/** What was seen moves the application on: to the decision, or from provisional to admitted. */
const proven = async (tx: Tx, { application, action, to }: Proving, context: Context): Promise<Done['state']> => {
  const { now, actor } = context
  const settled = action === 'prove' ? { countsUntil: null, landing: 'waiting' as const } : {}
  await move(tx, { application, action, to, actor: actorLabel(actor), ...settled }, now)
  if (action === 'prove') await land(tx, application, now)
  await tell(tx, { application, name: action === 'prove' ? 'admitted' : 'checked' }, context)
  return to
}

const act = 'admissions.second-evidence'

/** Where the request for a second check is found. */
export const secondOf = (number: string) => ({ act, subject: number })

/** Keyed, since it is of a person's answers: what both officers have before them. */
export const hashOfChecked = (vault: Vault, { number, answers }: Application, seen: Evidence): string =>
  vault
    .fingerprint(act, JSON.stringify([number, answers, seen.id, seen.method, seen.document, seen.last4, seen.counter]))
    .toString('hex')

const askSecond = async (
  tx: Tx,
  { application, seen, vault }: { readonly application: Application; readonly seen: Evidence; readonly vault: Vault },
  { actor, now }: Context,
): Promise<void> => {
  const { number } = application
  const payloadHash = hashOfChecked(vault, application, seen)
  const wanted = { payload: { number, seen: payloadHash }, payloadHash, roles: ['counter'] as const }
  await propose(tx, { ...secondOf(number), ...wanted, reason: seen.method, by: actor }, now)
}

type Seconding = Judged & { readonly proposal: Proposal | null; readonly seen: Evidence | null; readonly hash: string }
type SecondRefusal = SeenRefusal | ApprovalRefusal

/** Another officer has checked the same, in their own way: two words are proof where one is not enough. */
export const secondEvidence = useCase({
  name: act,
  title: titles.secondEvidence,
  input: z.strictObject({ number: numberInput, seen: z.string().regex(/^[0-9a-f]{64}$/) }),
  permit: { roles: ['counter'] },
  load: async (tx, input, context): Promise<Seconding | null> => {
    const judged = await loadJudged(tx, input, context)
    if (judged === null) return null
    const seen = judged.evidence.at(-1) ?? null
    return {
      ...judged,
      seen,
      proposal: await latestProposalForUpdate(tx, secondOf(input.number)),
      hash: seen === null ? '' : hashOfChecked(context.system.vault, judged.application, seen),
    }
  },
  decide: (
    { proposal, seen, hash, ...judged },
    input,
    context,
  ): Result<{ proving: Proving; proposal: Proposal; seen: Evidence }, SecondRefusal> => {
    const may = maySecond(proposal, { context, payloadHash: input.seen })
    if (!may.ok) return may
    // The application was sent back and changed meanwhile: the first officer saw other answers.
    if (seen === null || hash !== input.seen) return refuse({ code: 'proposal.changed' })
    const proving = decideEvidence(judged, seen, judgeOf(context.actor))
    return proving.ok ? accept({ proving: proving.value, proposal: may.value, seen }) : proving
  },
  write: async (tx, { proving, proposal, seen }, context): Promise<Result<Done, SecondRefusal>> => {
    const settled = await settleAsSecond(tx, proposal, context)
    if (!settled.ok) return settled
    await saveSecondCheck(tx, seen.id, { by: settled.value.by, at: context.now })
    return accept({ state: await proven(tx, proving, context) })
  },
  remembers: ({ number }) => ({ application: number }),
})
