/** What an applicant does: begin, answer, verify the address, hand in, withdraw. Nobody learns whether somebody is known. */
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { addDays, dayOf, type Day } from '../../kernel/day.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actingPerson, actorLabel, type Actor } from '../../platform/actor.ts'
import type { Db, Tx } from '../../platform/database.ts'
import { parseAddress } from '../../platform/mail/address.ts'
import { sendMail } from '../../platform/mail.ts'
import { randomId } from '../../platform/random.ts'
import type { System } from '../../platform/system.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import type { Vault } from '../../platform/vault.ts'
import { personByIdentifier } from '../../registry/index.ts'
import { answerNames, isOpenToAll, nextStep, type Answers, type StepName } from '../answers.ts'
import { isOpenToApplicant, step, type Application, type State, type StepRefusal } from '../application.ts'
import { closeInvitation, openInvitation, type Invitation } from '../store/invitations.ts'
import { mayHost, readable, type Unreadable } from '../jobs/landing.ts'
import { letter, nameIn } from '../mails.ts'
import { hashOfSecret, newCode, newNumber, newSecret } from '../secret.ts'
import { appliedStatus } from '../statuses.ts'
import * as store from '../store/applications.ts'
import { titles } from '../text.ts'

/** How often in an hour: drafts from one network (a campus shares few addresses), codes to one address. */
const draftsPerNetwork = 60
const codesPerAddress = 5
const codesPerApplication = 10
const codeMinutes = 30
const triesPerCode = 5

export const secretInput = z
  .string()
  .regex(/^[\w-]{43}$/)
  .nullable()
  .default(null)
export const numberInput = z.string().regex(/^A[0-9]{2}-[0-9A-Z]{7}$/)
const mine = { number: numberInput, secret: secretInput }
const answersInput = z.partialRecord(z.enum(answerNames), z.string().max(500))

type Mine = { readonly number: string; readonly secret: string | null }

/** The application of whoever holds its secret, or of the signed-in person who made it. */
const loadMine = (tx: Tx, { number, secret }: Mine, { actor, system }: Context): Promise<Application | null> =>
  store.ownForUpdate(tx, system.vault, {
    number,
    hash: secret === null ? null : hashOfSecret(secret),
    personId: actingPerson(actor),
  })

export type Flood = { readonly code: 'admissions.too_many' }
const flood: Flood = { code: 'admissions.too_many' }

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
      count: await store.countAct(tx, network, now),
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
    await store.addApplication(
      tx,
      system.vault,
      {
        id: randomId(),
        number,
        secretHash: secret.hash,
        kind: continued === null ? 'new' : input.change,
        broughtBy: invitation === null ? 'self' : 'invitation',
        answers: invitation === null ? againOf(continued, input.change) : answersOf(invitation),
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

type Closed = { readonly code: 'admissions.closed' }

export const answerQuestion = useCase({
  name: 'admissions.answer',
  title: titles.answer,
  input: z.strictObject({ ...mine, answers: answersInput }),
  permit: { anyone: true },
  load: (tx, input, context) => loadMine(tx, input, context),
  decide: (application, { answers }): Result<Application, Closed> => {
    if (!isOpenToApplicant(application.state)) return refuse({ code: 'admissions.closed' })
    const all = { ...application.answers, ...answers }
    const sameMail = all.mail === application.answers.mail
    const sameHost = all.hostMail === application.answers.hostMail && all.status === application.answers.status
    return accept({
      ...application,
      answers: all,
      mailVerifiedAt: sameMail ? application.mailVerifiedAt : null,
      host: sameHost ? application.host : null,
      hostConfirmedAt: sameHost ? application.hostConfirmedAt : null,
    })
  },
  write: async (tx, application, { system, now }): Promise<Result<{ readonly number: string }, Closed>> => {
    await store.saveAnswers(tx, system.vault, application, now)
    return accept({ number: application.number })
  },
  remembers: input => ({ application: input.number, fields: Object.keys(input.answers) }),
})

type NoAddress = { readonly code: 'admissions.no_address' }

export const sendCode = useCase({
  name: 'admissions.send-code',
  title: titles.sendCode,
  input: z.strictObject(mine),
  permit: { anyone: true },
  load: async (tx, input, context) => {
    const application = await loadMine(tx, input, context)
    if (application === null) return null
    const print = context.system.vault.fingerprint('admissions.mail', (application.answers.mail ?? '').toLowerCase())
    return { application, count: await store.countAct(tx, print, context.now) }
  },
  decide: ({
    application,
    count,
  }): Result<{ application: Application; address: string }, Flood | NoAddress | Closed> => {
    if (!isOpenToApplicant(application.state)) return refuse({ code: 'admissions.closed' })
    const address = parseAddress(application.answers.mail ?? '')
    if (!address.ok) return refuse({ code: 'admissions.no_address' })
    if (count > codesPerAddress || application.codesSent >= codesPerApplication) return refuse(flood)
    return accept({ application, address: address.value })
  },
  write: async (
    tx,
    { application, address },
    { system, now },
    input,
  ): Promise<Result<{ readonly number: string }, never>> => {
    const code = newCode()
    const until = new Date(now.getTime() + codeMinutes * 60_000)
    await store.saveCode(tx, application.id, printOf(system.vault, application.id, code), until)
    const words = letter('code', {
      code,
      number: application.number,
      minutes: String(codeMinutes),
      link: linkOf(system, input.secret),
    })
    await sendMail(tx, { address, ...words, purpose: 'admissions.code', personId: null }, now)
    return accept({ number: application.number })
  },
  remembers: input => ({ application: input.number }),
  quietRefusals: ['admissions.too_many'],
})

const printOf = (vault: Vault, id: string, code: string): Buffer =>
  vault.fingerprint('admissions.code', `${id}:${code}`)

/** The way back into one's application; without a secret, the page that asks for a sign-in. */
const linkOf = ({ baseUrl }: System, secret: string | null): string =>
  secret === null ? `${baseUrl}/apply` : `${baseUrl}/apply/open/${secret}`

export const verifyMail = useCase({
  name: 'admissions.verify-mail',
  title: titles.verifyMail,
  input: z.strictObject({ ...mine, code: z.string().max(40) }),
  permit: { anyone: true },
  load: (tx, input, context) => loadMine(tx, input, context),
  decide: (application): Result<Application, Closed> =>
    isOpenToApplicant(application.state) ? accept(application) : refuse({ code: 'admissions.closed' }),
  // A wrong try is counted and must stay counted, so it is an answer and not a refusal that undoes.
  write: async (tx, application, { system, now }, input): Promise<Result<{ readonly verified: boolean }, Closed>> => {
    if (isRight(system.vault, application, input.code.replace(/\D/g, ''), now)) {
      await store.saveVerified(tx, application.id, now)
      return accept({ verified: true })
    }
    await store.countCodeTry(tx, application.id)
    return accept({ verified: false })
  },
  remembers: (input, output) => ({ application: input.number, verified: output?.verified }),
})

const isRight = (vault: Vault, { id, code }: Application, typed: string, now: Date): boolean =>
  code !== null &&
  code.until > now &&
  code.tries < triesPerCode &&
  timingSafeEqual(code.print, printOf(vault, id, typed))

export type SubmitRefusal =
  | StepRefusal
  | Unreadable
  | { readonly code: 'admissions.incomplete'; readonly step: StepName }
  | { readonly code: 'admissions.mail_unverified' }
  | { readonly code: 'admissions.not_for_you' }

type Submitting = {
  readonly application: Application
  readonly host: PersonId | null
  readonly read: Result<null, Unreadable>
}

export const submit = useCase({
  name: 'admissions.submit',
  title: titles.submit,
  input: z.strictObject(mine),
  permit: { anyone: true },
  load: async (tx, input, context): Promise<Submitting | null> => {
    const application = await loadMine(tx, input, context)
    if (application === null) return null
    return {
      application,
      host: application.host ?? (await hostNamed(tx, application)),
      read: await readable(application),
    }
  },
  decide: ({ application, host, read }, _input, { now }) => decideSubmit({ application, host, read }, dayOf(now)),
  write: async (
    tx,
    { application, host, to },
    { system, now, actor },
  ): Promise<Result<{ readonly state: State }, never>> => {
    const action = to === 'host_asked' ? 'ask_host' : 'submit'
    await store.move(tx, { application, action, to, actor: actorLabel(actor), host }, now)
    await tellSubmitted(tx, system, { ...application, host }, to, now)
    return accept({ state: to })
  },
  remembers: (input, output) => ({ application: input.number, state: output?.state }),
})

/** Whole, read by the registry, an address that answers; then to the host, or straight to the counter. */
export const decideSubmit = (
  { application, host, read }: Submitting,
  today: Day,
): Result<{ application: Application; host: PersonId | null; to: State }, SubmitRefusal> => {
  const missing = nextStep(application.answers, today)
  if (missing !== null && !(missing === 'place' && isInvitedPlace(application, today)))
    return refuse({ code: 'admissions.incomplete', step: missing })
  if (application.broughtBy !== 'department' && application.broughtBy !== 'personnel') {
    if (!isOpenToAll(application.answers)) return refuse({ code: 'admissions.not_for_you' })
    if (application.mailVerifiedAt === null) return refuse({ code: 'admissions.mail_unverified' })
  }
  if (!read.ok) return read
  const asks = appliedStatus(application.answers.status)?.hosted === true && application.hostConfirmedAt === null
  const to = step(application.state, asks ? 'ask_host' : 'submit')
  return to.ok ? accept({ application, host, to: to.value }) : to
}

/** An invited guest need not write down the host's address: the invitation is the host's word. */
const isInvitedPlace = ({ answers, hostConfirmedAt }: Application, today: Day): boolean =>
  hostConfirmedAt !== null && nextStep({ ...answers, hostMail: 'host@example.ac.jp' }, today) === null

/** The member whose university address was named, if they may answer for guests; the applicant is not told whether. */
const hostNamed = async (tx: Tx, { answers }: Application): Promise<PersonId | null> => {
  const address = parseAddress(answers.hostMail ?? '')
  if (!address.ok) return null
  const person = await personByIdentifier(tx, 'mail', address.value)
  return person !== null && (await mayHost(tx, person)) ? person : null
}

const tellSubmitted = async (tx: Tx, system: System, application: Application, to: State, now: Date): Promise<void> => {
  const { number, answers } = application
  const name = nameIn(application)
  const address = parseAddress(answers.mail ?? '')
  if (address.ok)
    await sendMail(tx, { address: address.value, ...letter('received', { number, link: `${system.baseUrl}/apply/${number}` }), purpose: 'admissions.received', personId: null }, now) // prettier-ignore
  const host = parseAddress(answers.hostMail ?? '')
  // Written to only where the address is a member's own: nobody can make us write to a stranger.
  if (to === 'host_asked' && application.host !== null && host.ok)
    await sendMail(tx, { address: host.value, ...letter('hostAsked', { nameJa: name.ja, nameEn: name.en, number, link: `${system.baseUrl}/my/invitations` }), purpose: 'admissions.host-asked', personId: application.host }, now) // prettier-ignore
}

export const withdraw = useCase({
  name: 'admissions.withdraw',
  title: titles.withdraw,
  input: z.strictObject(mine),
  permit: { anyone: true },
  load: (tx, input, context) => loadMine(tx, input, context),
  decide: (application): Result<{ application: Application; to: State }, StepRefusal> => {
    const to = step(application.state, 'withdraw')
    return to.ok ? accept({ application, to: to.value }) : to
  },
  write: async (tx, { application, to }, { now, actor }): Promise<Result<{ readonly state: State }, never>> => {
    await store.move(tx, { application, action: 'withdraw', to, actor: actorLabel(actor) }, now)
    return accept({ state: to })
  },
  remembers: input => ({ application: input.number }),
})

/** Reading one's own application, for its page. */
export const mineOf = (
  db: Db,
  vault: Vault,
  { number, secret, actor }: Mine & { readonly actor: Actor },
): Promise<Application | null> =>
  store.own(db, vault, {
    number,
    hash: secret === null ? null : hashOfSecret(secret),
    personId: actingPerson(actor),
  })
