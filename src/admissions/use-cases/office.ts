/** What the office does: sees the proof, admits, sends back, rejects, takes back. Officers never decide on themselves. */
import { z } from 'zod'
import { addDays, dayInWords, dayOf, parseDay, type Day } from '../../kernel/day.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actingPerson, actorLabel, type Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { enqueue } from '../../platform/job.ts'
import { parseAddress } from '../../platform/mail/address.ts'
import { sendMail } from '../../platform/mail.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { personByNumber } from '../../registry/index.ts'
import { provisionalDays, step, type Application, type Landing, type State, type StepRefusal } from '../application.ts'
import { checkEvidence, counters, documents, methods, type EvidenceRefusal } from '../evidence.ts'
import { landJob, mayHost, personOf } from '../jobs/landing.ts'
import { letter, type Letter } from '../mails.ts'
import * as store from '../store/applications.ts'
import { titles } from '../text.ts'
import { numberInput } from './applicant.ts'

export type OwnCase = { readonly code: 'admissions.own_application' }
type Decided = { readonly application: Application; readonly to: State }
type Done = { readonly state: State }

const note = z.string().trim().min(1, 'missing').max(1000, 'too_long')
const unitCode = z
  .string()
  .trim()
  .max(40, 'too_long')
  .default('')
  .transform(text => (text === '' ? null : text))

const load = (tx: Tx, { number }: { readonly number: string }, { system }: Context): Promise<Application | null> =>
  store.byNumberForUpdate(tx, system.vault, number)

/** An officer is no judge of their own matter, neither as applicant nor as host. */
const notOwn = (application: Application, actor: Actor): Result<null, OwnCase> => {
  const person = actingPerson(actor)
  const own = person !== null && (person === application.applicant || person === application.host)
  return own ? refuse({ code: 'admissions.own_application' }) : accept(null)
}

const decideStep = (application: Application, action: string, actor: Actor): Result<Decided, StepRefusal | OwnCase> => {
  const free = notOwn(application, actor)
  if (!free.ok) return free
  const to = step(application.state, action)
  return to.ok ? accept({ application, to: to.value }) : to
}

/** Tells the applicant, in the transaction that causes it. */
const tell = async (
  tx: Tx,
  {
    application,
    name,
    values = {},
  }: { application: Application; name: Letter; values?: Readonly<Record<string, string>> },
  { system, now }: Pick<Context, 'system' | 'now'>,
): Promise<void> => {
  const address = parseAddress(application.answers.mail ?? '')
  if (!address.ok) return
  const link = `${system.baseUrl}/apply/${application.number}`
  const words = letter(name, { number: application.number, link, ...values })
  await sendMail(
    tx,
    { address: address.value, ...words, purpose: `admissions.${name}`, personId: application.applicant },
    now,
  )
}

/** Hands the row to the registry, after this transaction. */
const land = (tx: Tx, { number }: Application, now: Date): Promise<void> =>
  enqueue(tx, { kind: landJob, key: number, payload: { number }, runAt: now }, now)

export const recordEvidence = useCase({
  name: 'admissions.record-evidence',
  title: titles.recordEvidence,
  input: z.strictObject({
    number: numberInput,
    method: z.enum(methods),
    document: z.enum(documents),
    last4: z
      .string()
      .trim()
      .max(4, 'too_long')
      .regex(/^[\p{L}\p{N}]*$/u, 'not_offered')
      .default(''),
    counter: z.enum(counters),
  }),
  permit: { roles: ['counter'] },
  load,
  decide: (application, input, { actor }): Result<Decided, StepRefusal | OwnCase | EvidenceRefusal> => {
    const enough = checkEvidence(input)
    if (!enough.ok) return enough
    return decideStep(application, application.state === 'provisional' ? 'prove' : 'record_evidence', actor)
  },
  write: async (tx, { application, to }, context, input): Promise<Result<Done, never>> => {
    const { now, actor } = context
    const { method, document, last4, counter } = input
    await store.addEvidence(tx, application.id, { method, document, last4, counter, checker: actorLabel(actor), checkerPerson: actingPerson(actor), at: now }) // prettier-ignore
    const proven = to === 'admitted'
    const settled = proven ? { countsUntil: null, landing: 'waiting' as const } : {}
    await store.move(
      tx,
      { application, action: proven ? 'prove' : 'record_evidence', to, actor: actorLabel(actor), ...settled },
      now,
    )
    if (proven) await land(tx, application, now)
    await tell(tx, { application, name: proven ? 'admitted' : 'checked' }, context)
    return accept({ state: to })
  },
  remembers: ({ number, method, document, counter }) => ({ application: number, method, document, counter }),
})

type AdmitRefusal = StepRefusal | OwnCase | { readonly code: 'admissions.host_unknown' }

export const admit = useCase({
  name: 'admissions.admit',
  title: titles.admit,
  input: z.strictObject({ number: numberInput, unitCode }),
  permit: { roles: ['counter', 'registrar'] },
  load,
  decide: (application, _input, { actor }): Result<Decided, AdmitRefusal> => decideStep(application, 'admit', actor),
  write: async (tx, { application, to }, context, input): Promise<Result<Done, AdmitRefusal>> => {
    const { now, actor } = context
    await store.move(
      tx,
      { application, action: 'admit', to, actor: actorLabel(actor), unitCode: input.unitCode, landing: 'waiting' },
      now,
    )
    await land(tx, application, now)
    await tell(tx, { application, name: 'admitted' }, context)
    return accept({ state: to })
  },
  remembers: ({ number }) => ({ application: number }),
})

export const admitProvisionally = useCase({
  name: 'admissions.admit-provisionally',
  title: titles.admitProvisionally,
  input: z.strictObject({
    number: numberInput,
    unitCode,
    note,
    days: z.coerce.number().int().min(1).max(90).default(provisionalDays),
  }),
  permit: { roles: ['registrar'] },
  load,
  decide: (application, _input, { actor }): Result<Decided, StepRefusal | OwnCase> =>
    decideStep(application, 'admit_provisionally', actor),
  write: async (tx, { application, to }, context, input): Promise<Result<Done & { readonly until: Day }, never>> => {
    const { now, actor } = context
    const from = application.answers.from ?? ''
    const today = dayOf(now)
    const countsUntil = addDays(from > today ? (from as Day) : today, input.days)
    await store.move(tx, { application, action: 'admit_provisionally', to, actor: actorLabel(actor), note: input.note, unitCode: input.unitCode, countsUntil, landing: 'waiting' }, now) // prettier-ignore
    await land(tx, application, now)
    const last = dayInWords(addDays(countsUntil, -1))
    await tell(tx, { application, name: 'provisional', values: { lastJa: last.ja, lastEn: last.en } }, context)
    return accept({ state: to, until: countsUntil })
  },
  remembers: ({ number, days }) => ({ application: number, days }),
})

const answerWith = (
  definition: {
    readonly name: 'admissions.send-back' | 'admissions.reject'
    readonly title: { ja: string; en: string }
  },
  { action, said }: { readonly action: 'send_back' | 'reject'; readonly said: Letter },
) =>
  useCase({
    ...definition,
    input: z.strictObject({ number: numberInput, note }),
    permit: { roles: ['counter', 'registrar'] },
    load,
    decide: (application, _input, { actor }): Result<Decided, StepRefusal | OwnCase> =>
      decideStep(application, action, actor),
    write: async (tx, { application, to }, context, input): Promise<Result<Done, never>> => {
      await store.move(tx, { application, action, to, actor: actorLabel(context.actor), note: input.note }, context.now)
      await tell(tx, { application, name: said }, context)
      return accept({ state: to })
    },
    remembers: ({ number }) => ({ application: number }),
  })

export const sendBack = answerWith(
  { name: 'admissions.send-back', title: titles.sendBack },
  { action: 'send_back', said: 'sentBack' },
)
export const reject = answerWith(
  { name: 'admissions.reject', title: titles.reject },
  { action: 'reject', said: 'rejected' },
)

/** It was a mistake: the record is withdrawn in the registry, and what followed from it goes back. */
export const voidApplication = useCase({
  name: 'admissions.void',
  title: titles.void,
  input: z.strictObject({ number: numberInput, note }),
  permit: { roles: ['registrar'] },
  load,
  decide: (application, _input, { actor }): Result<Decided, StepRefusal | OwnCase> =>
    decideStep(application, 'void', actor),
  write: async (tx, { application, to }, context, input): Promise<Result<Done, never>> => {
    await store.move(
      tx,
      { application, action: 'void', to, actor: actorLabel(context.actor), note: input.note, landing: 'waiting' },
      context.now,
    )
    await land(tx, application, context.now)
    return accept({ state: to })
  },
  remembers: ({ number }) => ({ application: number }),
})

type Rehosting = { readonly application: Application; readonly host: PersonId | null; readonly may: boolean }
type RehostRefusal = StepRefusal | OwnCase | { readonly code: 'admissions.host_unknown' }

/** Somebody else answers for a guest whose host has left. */
export const rehost = useCase({
  name: 'admissions.rehost',
  title: titles.rehost,
  input: z.strictObject({ number: numberInput, person: z.string().trim().min(1, 'missing').max(40) }),
  permit: { roles: ['registrar', 'counter'] },
  load: async (tx, input, context): Promise<Rehosting | null> => {
    const application = await load(tx, input, context)
    if (application === null) return null
    const host = await personByNumber(tx, input.person)
    return { application, host, may: host !== null && (await mayHost(tx, host)) }
  },
  decide: (
    { application, host, may },
    _input,
    { actor },
  ): Result<Decided & { readonly host: PersonId }, RehostRefusal> => {
    if (host === null || !may) return refuse({ code: 'admissions.host_unknown' })
    const decided = decideStep(application, 'rehost', actor)
    return decided.ok ? accept({ ...decided.value, host }) : decided
  },
  write: async (tx, { application, to, host }, { now, actor }): Promise<Result<Done, never>> => {
    await store.move(
      tx,
      { application, action: 'rehost', to, actor: actorLabel(actor), host, hostConfirmedAt: null, landing: 'waiting' },
      now,
    )
    await land(tx, application, now)
    return accept({ state: to })
  },
  remembers: ({ number }) => ({ application: number }),
})

type EndRefusal = StepRefusal | OwnCase | { readonly code: 'admissions.period_wrong' }

export const endEarly = useCase({
  name: 'admissions.end',
  title: titles.end,
  input: z.strictObject({
    number: numberInput,
    lastDay: z
      .string()
      .refine(text => parseDay(text) !== null, 'not_a_day')
      .transform(text => text as Day),
    note,
  }),
  permit: { roles: ['registrar', 'counter'] },
  load,
  decide: (application, { lastDay }, { actor }): Result<Decided, EndRefusal> => {
    const { from = '', lastDay: asked = '' } = application.answers
    if (lastDay < from || (asked !== '' && lastDay > asked)) return refuse({ code: 'admissions.period_wrong' })
    return decideStep(application, 'end_early', actor)
  },
  write: async (tx, { application, to }, context, input): Promise<Result<Done, never>> => {
    const countsUntil = addDays(input.lastDay, 1)
    await store.move(tx, { application, action: 'end_early', to, actor: actorLabel(context.actor), note: input.note, countsUntil, landing: 'waiting' }, context.now) // prettier-ignore
    await land(tx, application, context.now)
    return accept({ state: to })
  },
  remembers: ({ number, lastDay }) => ({ application: number, lastDay }),
})

/** How a landed application stands now: a settled match case shows at once. */
export const landingNow = async (context: Pick<Context, 'system'>, application: Application): Promise<Landing> => {
  if (application.landing !== 'case') return application.landing
  return (await personOf(context.system.database.read, application.number)) === null ? 'case' : 'landed'
}
