/** What was admitted ends before its time, or is taken back as a mistake. */
import { z } from 'zod'
import { addDays, dayInWords, dayOf } from '../../kernel/day.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import { useCase } from '../../platform/use-case.ts'
import type { StepRefusal } from '../application.ts'
import { decideStep, type Decided, type OwnCase } from '../decide.ts'
import { move } from '../store/changes.ts'
import { titles } from '../text/title-text.ts'
import { dayInput, judgeOf, load, noteInput, type Done } from './judging.ts'
import { numberInput } from './own.ts'
import { land, tell } from './telling.ts'

/** It was a mistake: the record is withdrawn in the registry, and what followed from it goes back. */
export const voidApplication = useCase({
  name: 'admissions.void',
  title: titles.void,
  input: z.strictObject({ number: numberInput, note: noteInput }),
  permit: { roles: ['registrar'] },
  load,
  decide: (application, _input, { actor }): Result<Decided, StepRefusal | OwnCase> =>
    decideStep(application, 'void', judgeOf(actor)),
  write: async (tx, { application, to }, context, input): Promise<Result<Done, never>> => {
    const { now, actor } = context
    await move(tx, { application, action: 'void', to, actor: actorLabel(actor), note: input.note, nextHost: null, landing: 'waiting' }, now) // prettier-ignore
    await land(tx, application, now)
    await tell(tx, { application, name: 'voided' }, context)
    return accept({ state: to })
  },
  remembers: ({ number }) => ({ application: number }),
})

type EndRefusal = StepRefusal | OwnCase | { readonly code: 'admissions.period_wrong' }

export const endEarly = useCase({
  name: 'admissions.end',
  title: titles.end,
  input: z.strictObject({ number: numberInput, lastDay: dayInput, note: noteInput }),
  permit: { roles: ['registrar', 'counter'] },
  load,
  decide: (application, { lastDay }, { actor, now }): Result<Decided, EndRefusal> => {
    const { from = '', lastDay: asked = '' } = application.answers
    // A day that is over would take back what was rightly used; a mistake is voided instead.
    if (lastDay < from || lastDay < dayOf(now) || (asked !== '' && lastDay > asked))
      return refuse({ code: 'admissions.period_wrong' })
    return decideStep(application, 'end_early', judgeOf(actor))
  },
  write: async (tx, { application, to }, context, input): Promise<Result<Done, never>> => {
    const { now, actor } = context
    const countsUntil = addDays(input.lastDay, 1)
    await move(tx, { application, action: 'end_early', to, actor: actorLabel(actor), note: input.note, countsUntil, landing: 'waiting' }, now) // prettier-ignore
    await land(tx, application, now)
    const last = dayInWords(input.lastDay)
    await tell(tx, { application, name: 'endedEarly', values: { lastJa: last.ja, lastEn: last.en } }, context)
    return accept({ state: to })
  },
  remembers: ({ number, lastDay }) => ({ application: number, lastDay }),
})
