/** Beginning an application: new, from an invitation, or to continue or change what one has. */
import { z } from 'zod'
import { addDays, type Day } from '../../kernel/day.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actingPerson } from '../../platform/actor.ts'
import { randomId } from '../../platform/random.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Answers } from '../answers.ts'
import type { Application } from '../application.ts'
import { hashOfSecret, newNumber, newSecret } from '../secret.ts'
import { addApplication } from '../store/changes.ts'
import { countAct } from '../store/evidence.ts'
import { closeInvitation, openInvitation, type Invitation } from '../store/invitations.ts'
import { titles } from '../text/title-text.ts'
import { flood, loadMine, numberInput, secretInput, type Flood } from './own.ts'

/** How many drafts from one network in an hour: a campus shares few addresses. */
const draftsPerNetwork = 60

export type Begun = { readonly number: string; readonly secret: string }

type Beginning = {
  readonly invitation: Invitation | null
  readonly continued: Application | null
  readonly count: number
}
type BeginRefusal =
  Flood | { readonly code: 'admissions.invitation_over' } | { readonly code: 'admissions.nothing_to_continue' }

export const start = useCase({
  name: 'admissions.start',
  title: titles.start,
  input: z.strictObject({
    invitation: secretInput,
    /** The number of an application of one's own to continue, or to change the status of. */
    continues: numberInput.nullable().default(null),
    secret: secretInput,
    change: z.enum(['continuation', 'status-change']).default('continuation'),
  }),
  permit: { anyone: true },
  load: async (tx, input, context): Promise<Beginning> => {
    const { system, now } = context
    const { invitation, continues } = input
    const network = system.vault.fingerprint('admissions.network', context.address ?? 'none')
    return {
      count: await countAct(tx, network, now),
      invitation: invitation === null ? null : await openInvitation(tx, system.vault, hashOfSecret(invitation), now),
      continued: continues === null ? null : await loadMine(tx, { number: continues, secret: input.secret }, context),
    }
  },
  decide: (loaded, input): Result<Beginning, BeginRefusal> => {
    if (loaded.count > draftsPerNetwork) return refuse(flood)
    if (input.invitation !== null && loaded.invitation === null) return refuse({ code: 'admissions.invitation_over' })
    const { continued } = loaded
    if (input.continues !== null && continued?.state !== 'admitted' && continued?.state !== 'lapsed')
      return refuse({ code: 'admissions.nothing_to_continue' })
    return accept(loaded)
  },
  write: async (
    tx,
    { invitation, continued },
    { system, now, actor, language },
    input,
  ): Promise<Result<Begun, BeginRefusal>> => {
    const secret = newSecret()
    const number = newNumber(now)
    if (invitation !== null && !(await closeInvitation(tx, invitation.id, 'used', null)))
      return refuse({ code: 'admissions.invitation_over' })
    await addApplication(
      tx,
      system.vault,
      {
        id: randomId(),
        number,
        secretHash: secret.hash,
        kind: continued === null ? 'new' : input.change,
        broughtBy: invitation === null ? 'self' : 'invitation',
        answers: invitation === null ? againOf(continued, input.change) : answersOf(invitation),
        unitCode: null,
        continues: continued?.number ?? null,
        applicant: continued?.applicant ?? actingPerson(actor),
        host: invitation?.host ?? null,
        hostConfirmedAt: invitation === null ? null : invitation.sentAt,
        invitationId: invitation?.id ?? null,
        mailVerifiedAt: continued?.mailVerifiedAt ?? null,
        by: null,
        batchId: null,
        language,
      },
      now,
    )
    return accept({ number, secret: secret.value })
  },
  remembers: (input, output) => ({ application: output?.number, continues: input.continues }),
  quietRefusals: ['admissions.too_many'],
})

const answersOf = ({ guest, status, unitName, from, until }: Invitation): Answers => ({
  status,
  unitName,
  from,
  lastDay: addDays(until, -1),
  mail: guest.mail,
  familyRoman: guest.name,
})

/** A continuation asks again only for what must be new: the period and its proof. */
const againOf = (continued: Application | null, change: 'continuation' | 'status-change'): Answers => {
  if (continued === null) return {}
  const { from: _from, lastDay, proof: _proof, status, ...rest } = continued.answers
  if (change === 'status-change') return rest
  return {
    ...rest,
    ...(status === undefined ? {} : { status }),
    from: lastDay === undefined ? '' : addDays(lastDay as Day, 1),
  }
}
