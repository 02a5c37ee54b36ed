/** A host's word: an invitation beforehand, or a yes or no to somebody who named them. */
import { z } from 'zod'
import { addDays, addMonths, dayOf } from '../../kernel/day.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actingPerson, actorLabel } from '../../platform/actor.ts'
import { parseAddress } from '../../platform/mail/address.ts'
import { sendMail } from '../../platform/mail.ts'
import { randomId } from '../../platform/random.ts'
import { useCase } from '../../platform/use-case.ts'
import { invitationDays, invitationLife, step, type Application, type State, type StepRefusal } from '../application.ts'
import { next } from '../../kernel/machine.ts'
import { mayHost } from '../jobs/landing.ts'
import { letter } from '../mails.ts'
import { newSecret } from '../secret.ts'
import { appliedStatus } from '../statuses.ts'
import { byNumberForUpdate } from '../store/applications.ts'
import { move } from '../store/changes.ts'
import { countAct } from '../store/evidence.ts'
import {
  addInvitation,
  closeInvitation,
  invitationForUpdate,
  renewLink,
  type Invitation,
} from '../store/invitations.ts'
import { titles } from '../text/title-text.ts'
import { dayInput } from './judging.ts'
import { numberInput } from './own.ts'
import { nameOfPerson, tell } from './telling.ts'

const invitationsPerHour = 30

type Hosting = {
  readonly host: PersonId
  readonly may: boolean
  readonly count: number
  readonly name: { ja: string; en: string }
}
export type InviteRefusal =
  | { readonly code: 'admissions.too_many' }
  | { readonly code: 'admissions.not_a_host' }
  | { readonly code: 'admissions.not_hosted' }
  | { readonly code: 'admissions.period_wrong' }

export const invite = useCase({
  name: 'admissions.invite',
  title: titles.invite,
  input: z.strictObject({
    name: z.string().trim().min(1, 'missing').max(100, 'too_long'),
    mail: z
      .string()
      .trim()
      .transform(text => parseAddress(text))
      .refine(read => read.ok, 'mail_wrong')
      .transform(read => (read.ok ? read.value : '')),
    status: z.string().min(1, 'missing').max(40),
    unitName: z.string().trim().min(1, 'missing').max(100, 'too_long'),
    from: dayInput,
    lastDay: dayInput,
  }),
  permit: { owner: actor => actor.kind === 'person' },
  load: async (tx, _input, { actor, system, now }): Promise<Hosting | null> => {
    const host = actingPerson(actor)
    if (host === null) return null
    return {
      host,
      may: await mayHost(tx, host),
      count: await countAct(tx, system.vault.fingerprint('admissions.host', host), now),
      name: await nameOfPerson(tx, host),
    }
  },
  decide: (hosting, input, { now }): Result<Hosting, InviteRefusal> => {
    if (!hosting.may) return refuse({ code: 'admissions.not_a_host' })
    if (hosting.count > invitationsPerHour) return refuse({ code: 'admissions.too_many' })
    const applied = appliedStatus(input.status)
    if (applied?.hosted !== true) return refuse({ code: 'admissions.not_hosted' })
    const tooLong = input.lastDay >= addMonths(input.from, applied.maxMonths ?? 120)
    if (input.lastDay < input.from || input.lastDay < dayOf(now) || tooLong)
      return refuse({ code: 'admissions.period_wrong' })
    return accept(hosting)
  },
  write: async (
    tx,
    { host, name },
    { system, now },
    input,
  ): Promise<Result<{ readonly invitation: string }, never>> => {
    const secret = newSecret()
    const id = randomId()
    await addInvitation(tx, system.vault, {
      id,
      secretHash: secret.hash,
      host,
      guest: { name: input.name, mail: input.mail },
      status: input.status,
      unitName: input.unitName,
      from: input.from,
      until: addDays(input.lastDay, 1),
      sentAt: now,
      expiresAt: new Date(now.getTime() + invitationDays * 86_400_000),
    })
    const link = `${system.baseUrl}/apply/invited/${secret.value}`
    const words = letter('invited', { hostJa: name.ja, hostEn: name.en, link, days: String(invitationDays) })
    await sendMail(tx, { address: input.mail, ...words, purpose: 'admissions.invited', personId: null }, now)
    return accept({ invitation: id })
  },
  remembers: (input, output) => ({ invitation: output?.invitation, status: input.status }),
})

export const withdrawInvitation = useCase({
  name: 'admissions.withdraw-invitation',
  title: titles.withdrawInvitation,
  input: z.strictObject({ invitation: z.uuid() }),
  permit: { owner: actor => actor.kind === 'person' },
  load: async (_tx, _input, { actor }) => actingPerson(actor),
  decide: (host): Result<PersonId, { readonly code: 'admissions.invitation_over' }> => accept(host),
  write: async (tx, host, _context, { invitation }) =>
    (await closeInvitation(tx, invitation, 'withdrawn', host))
      ? accept({ invitation })
      : refuse({ code: 'admissions.invitation_over' } as const),
  remembers: input => ({ invitation: input.invitation }),
})

type Again = { readonly invitation: Invitation; readonly may: boolean; readonly name: { ja: string; en: string } }
type AgainRefusal = { readonly code: 'admissions.invitation_over' } | { readonly code: 'admissions.not_a_host' }

/** Mails an invitation once more, with a new link for a new time; the link mailed before no longer counts. */
export const inviteAgain = useCase({
  name: 'admissions.invite-again',
  title: titles.inviteAgain,
  input: z.strictObject({ invitation: z.uuid() }),
  permit: { owner: actor => actor.kind === 'person' },
  load: async (tx, input, { actor, system }): Promise<Again | null> => {
    const host = actingPerson(actor)
    if (host === null) return null
    const invitation = await invitationForUpdate(tx, system.vault, { id: input.invitation, host })
    if (invitation === null) return null
    return { invitation, may: await mayHost(tx, host), name: await nameOfPerson(tx, host) }
  },
  decide: ({ invitation, may, name }, _input, { now }): Result<Again, AgainRefusal> => {
    const isOver = invitation.until <= dayOf(now) || next(invitationLife, invitation.state, 'send_again') === null
    if (isOver) return refuse({ code: 'admissions.invitation_over' })
    return may ? accept({ invitation, may, name }) : refuse({ code: 'admissions.not_a_host' })
  },
  write: async (tx, { invitation, name }, { system, now }): Promise<Result<{ readonly invitation: string }, never>> => {
    const secret = newSecret()
    const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000)
    await renewLink(tx, invitation.id, { secretHash: secret.hash, sentAt: now, remindedAt: null, expiresAt })
    const link = `${system.baseUrl}/apply/invited/${secret.value}`
    const words = letter('invited', { hostJa: name.ja, hostEn: name.en, link, days: String(invitationDays) })
    await sendMail(tx, { address: invitation.guest.mail, ...words, purpose: 'admissions.invited', personId: null }, now)
    return accept({ invitation: invitation.id })
  },
  remembers: input => ({ invitation: input.invitation }),
})

type Asked = { readonly application: Application; readonly may: boolean }
type HostRefusal = StepRefusal | { readonly code: 'admissions.not_a_host' }

/** Refuses as "not found" whatever does not name this very person. */
export const answerAsHost = useCase({
  name: 'admissions.confirm-as-host',
  title: titles.confirmAsHost,
  input: z.strictObject({ number: numberInput, answer: z.enum(['confirm', 'refuse']) }),
  permit: { owner: (actor, { application }: Asked) => actingPerson(actor) === application.host },
  load: async (tx, { number }, { system }): Promise<Asked | null> => {
    const application = await byNumberForUpdate(tx, system.vault, number)
    if (application === null) return null
    return { application, may: application.host !== null && (await mayHost(tx, application.host)) }
  },
  decide: ({ application, may }, { answer }): Result<{ application: Application; to: State }, HostRefusal> => {
    if (answer === 'confirm' && !may) return refuse({ code: 'admissions.not_a_host' })
    const to = step(application.state, answer)
    return to.ok ? accept({ application, to: to.value }) : to
  },
  write: async (tx, { application, to }, context, { answer }): Promise<Result<{ readonly state: State }, never>> => {
    const { now, actor } = context
    const confirmed = answer === 'confirm' ? { hostConfirmedAt: now } : {}
    await move(tx, { application, action: answer, to, actor: actorLabel(actor), ...confirmed }, now)
    await tell(tx, { application, name: answer === 'confirm' ? 'hostConfirmed' : 'hostRefused' }, context)
    return accept({ state: to })
  },
  concerns: ({ application: { host } }) => (host === null ? [] : [host]),
  remembers: input => ({ application: input.number, answer: input.answer }),
})
