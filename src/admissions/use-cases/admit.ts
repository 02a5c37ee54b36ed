/** The office decides: admitted, admitted for a few days, sent back, rejected. */
import { z } from 'zod'
import { addDays, dayInWords, dayOf, later, type Day } from '../../kernel/day.ts'
import { accept, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import { useCase } from '../../platform/use-case.ts'
import { provisionalDays, type StepRefusal } from '../application.ts'
import {
  decideAdmit,
  decideProvisional,
  decideStep,
  type Decided,
  type HostGone,
  type NotProven,
  type OwnCase,
} from '../decide.ts'
import type { Letter } from '../mails.ts'
import { move } from '../store/changes.ts'
import { titles } from '../text/title-text.ts'
import { judgeOf, load, loadJudged, noteInput, unitCodeInput, type Done } from './judging.ts'
import { numberInput } from './own.ts'
import { land, tell } from './telling.ts'

export const admit = useCase({
  name: 'admissions.admit',
  title: titles.admit,
  input: z.strictObject({ number: numberInput, unitCode: unitCodeInput }),
  permit: { roles: ['counter', 'registrar'] },
  load: loadJudged,
  decide: (judged, _input, { actor }): Result<Decided, StepRefusal | OwnCase | NotProven | HostGone> =>
    decideAdmit(judged, judgeOf(actor)),
  write: async (tx, { application, to }, context, input): Promise<Result<Done, never>> => {
    const { now, actor } = context
    const unitCode = input.unitCode ?? application.unitCode
    await move(tx, { application, action: 'admit', to, actor: actorLabel(actor), unitCode, landing: 'waiting' }, now)
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
    unitCode: unitCodeInput,
    note: noteInput,
    days: z.coerce.number().int().min(1).max(90).default(provisionalDays),
  }),
  permit: { roles: ['registrar'] },
  load: loadJudged,
  decide: (judged, _input, { actor }): Result<Decided, StepRefusal | OwnCase | HostGone> =>
    decideProvisional(judged, judgeOf(actor)),
  write: async (tx, { application, to }, context, input): Promise<Result<Done & { readonly until: Day }, never>> => {
    const { now, actor } = context
    const from = (application.answers.from ?? dayOf(now)) as Day
    const countsUntil = addDays(later(from, dayOf(now)), input.days)
    const unitCode = input.unitCode ?? application.unitCode
    await move(tx, { application, action: 'admit_provisionally', to, actor: actorLabel(actor), note: input.note, unitCode, countsUntil, landing: 'waiting' }, now) // prettier-ignore
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
    input: z.strictObject({ number: numberInput, note: noteInput }),
    permit: { roles: ['counter', 'registrar'] },
    load,
    decide: (application, _input, { actor }): Result<Decided, StepRefusal | OwnCase> =>
      decideStep(application, action, judgeOf(actor)),
    write: async (tx, { application, to }, context, input): Promise<Result<Done, never>> => {
      await move(tx, { application, action, to, actor: actorLabel(context.actor), note: input.note }, context.now)
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
