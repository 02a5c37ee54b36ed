/**
 * A guest's host leaves and another takes over: named by the office, the unit, the guest or the leaving host, and only by
 * the new host's own word. Attack imp.sponsor-gone.
 */
import { z } from 'zod'
import type { PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actingPerson, actorLabel, hasRole } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { personByNumber } from '../../registry/index.ts'
import { step, type Application, type State, type StepRefusal } from '../application.ts'
import { decideStep, type Decided, type OwnCase } from '../decide.ts'
import { mayHost } from '../jobs/landing.ts'
import { nameIn } from '../mails.ts'
import { appliedStatus } from '../statuses.ts'
import { move } from '../store/changes.ts'
import { forgetTold } from '../store/hosts.ts'
import { titles } from '../text/title-text.ts'
import { isWithin, reachOf } from '../units.ts'
import { sourceCode } from '../jobs/landing.ts'
import { judgeOf, load, type Done } from './judging.ts'
import { loadMine, mine, numberInput } from './own.ts'
import { hostNamed } from './submit.ts'
import { land, nameOfPerson, tell, tellMember } from './telling.ts'

type NotHosted = { readonly code: 'admissions.not_hosted' }
type AskedAlready = { readonly code: 'admissions.host_asked_already' }
type HostUnknown = { readonly code: 'admissions.host_unknown' }

const isHosted = ({ answers }: Application): boolean => appliedStatus(answers.status)?.hosted === true

/** Asks a member whether they take over; until they answer, nothing changes. */
const ask = async (
  tx: Tx,
  { application, to, host }: Decided & { readonly host: PersonId },
  context: Context,
): Promise<Done> => {
  const { now, actor, system } = context
  await move(tx, { application, action: 'ask_new_host', to, actor: actorLabel(actor), nextHost: host }, now)
  const name = nameIn(application)
  const link = `${system.baseUrl}/my/invitations`
  const values = { nameJa: name.ja, nameEn: name.en, number: application.number, link }
  await tellMember(tx, { person: host, name: 'newHostAsked', values }, context)
  return { state: to }
}

type Naming = { readonly application: Application; readonly host: PersonId | null; readonly may: boolean; readonly reached: boolean } // prettier-ignore
type NamingRefusal = StepRefusal | OwnCase | NotHosted | HostUnknown

/** The office, or the unit's officer for the unit's own guests, names a new host by their person number. */
export const askNewHost = useCase({
  name: 'admissions.ask-new-host',
  title: titles.askNewHost,
  input: z.strictObject({ number: numberInput, person: z.string().trim().min(1, 'missing').max(40) }),
  permit: {
    roles: ['registrar', 'counter'],
    owner: (actor, loaded: Naming) => hasRole(actor, ['department']) && loaded.reached,
  },
  load: async (tx, input, context): Promise<Naming | null> => {
    const application = await load(tx, input, context)
    if (application === null) return null
    const host = await personByNumber(tx, input.person)
    const reached = isWithin(await reachOf(tx, context.actor), application.unitCode)
    return { application, host, may: host !== null && (await mayHost(tx, host)), reached }
  },
  decide: ({ application, host, may }, _input, { actor }): Result<Decided & { host: PersonId }, NamingRefusal> => {
    if (!isHosted(application)) return refuse({ code: 'admissions.not_hosted' })
    if (host === null || !may || host === application.applicant) return refuse({ code: 'admissions.host_unknown' })
    const decided = decideStep(application, 'ask_new_host', judgeOf(actor))
    return decided.ok ? accept({ ...decided.value, host }) : decided
  },
  write: async (tx, decided, context): Promise<Result<Done, never>> => accept(await ask(tx, decided, context)),
  remembers: ({ number }) => ({ application: number }),
})

type Proposing = { readonly application: Application; readonly host: PersonId | null }

/**
 * The guest themself, or the host who leaves, names a new host by university address.
 *
 * Whoever names an address that is no host's is answered as if it were: nobody learns who is a member.
 */
export const nameNewHost = useCase({
  name: 'admissions.name-new-host',
  title: titles.nameNewHost,
  input: z.strictObject({ ...mine, mail: z.string().trim().min(1, 'missing').max(254, 'too_long') }),
  permit: { anyone: true },
  load: async (tx, input, context): Promise<Proposing | null> => {
    const application = (await loadMine(tx, input, context)) ?? (await loadHosted(tx, input, context))
    return application === null ? null : { application, host: await hostNamed(tx, input.mail) }
  },
  decide: ({ application, host }): Result<Decided & Proposing, StepRefusal | NotHosted | AskedAlready> => {
    if (!isHosted(application)) return refuse({ code: 'admissions.not_hosted' })
    // One member is asked at a time: an applicant cannot make us write to all of them.
    if (application.nextHost !== null) return refuse({ code: 'admissions.host_asked_already' })
    const to = step(application.state, 'ask_new_host')
    return to.ok ? accept({ application, host, to: to.value }) : to
  },
  write: async (tx, { application, host, to }, context): Promise<Result<Done, never>> => {
    if (host === null || host === application.applicant || host === application.host) return accept({ state: to })
    return accept(await ask(tx, { application, host, to }, context))
  },
  remembers: ({ number }) => ({ application: number }),
})

/** The application of a guest whose host is the one who asks. */
const loadHosted = async (tx: Tx, input: { number: string }, context: Context): Promise<Application | null> => {
  const person = actingPerson(context.actor)
  const application = person === null ? null : await load(tx, input, context)
  return application !== null && application.host === person ? application : null
}

/** The new host's word: yes, and the guest stays as long as was asked; no, and somebody else must be found. */
export const takeOver = useCase({
  name: 'admissions.take-over',
  title: titles.takeOver,
  input: z.strictObject({ number: numberInput, answer: z.enum(['take_over', 'decline']) }),
  permit: { owner: (actor, loaded: Taking) => actingPerson(actor) === loaded.application.nextHost },
  load: async (tx, input, context): Promise<Taking | null> => {
    const application = await load(tx, input, context)
    if (application === null || application.nextHost === null) return null
    const host = application.nextHost
    return { application, host, may: await mayHost(tx, host) }
  },
  decide: ({ application, host, may }, { answer }): Result<Decided & { host: PersonId }, StepRefusal | NotAHost> => {
    if (answer === 'take_over' && !may) return refuse({ code: 'admissions.not_a_host' })
    const to = step(application.state, answer)
    return to.ok ? accept({ application, to: to.value, host }) : to
  },
  write: async (tx, { application, to, host }, context, { answer }): Promise<Result<{ state: State }, never>> => {
    const { now, actor } = context
    const taken = answer === 'take_over'
    const settled = taken ? { host, hostConfirmedAt: now, hostlessUntil: null, landing: 'waiting' as const } : {}
    await move(tx, { application, action: answer, to, actor: actorLabel(actor), nextHost: null, ...settled }, now)
    if (taken) {
      await forgetTold(tx, sourceCode, application.number)
      await land(tx, application, now)
    }
    const name = await nameOfPerson(tx, host)
    const values = { hostJa: name.ja, hostEn: name.en }
    await tell(tx, { application, name: taken ? 'newHostYes' : 'newHostNo', ...(taken ? { values } : {}) }, context)
    return accept({ state: to })
  },
  concerns: ({ host }) => [host],
  remembers: input => ({ application: input.number, answer: input.answer }),
})

type Taking = { readonly application: Application; readonly host: PersonId; readonly may: boolean }
type NotAHost = { readonly code: 'admissions.not_a_host' }
