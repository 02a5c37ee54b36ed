/** The office decides on a whole batch: one paper that names them all is seen once; those who are proven are admitted. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actingPerson, actorLabel } from '../../platform/actor.ts'
import { enqueueMany } from '../../platform/job.ts'
import type { Tx } from '../../platform/database.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import type { Application } from '../application.ts'
import { decideAdmit, decideEvidence, type Decided } from '../decide.ts'
import type { Evidence } from '../evidence.ts'
import { landJob } from '../jobs/landing.ts'
import { ofBatchForUpdate } from '../store/applications.ts'
import { moveTogether } from '../store/changes.ts'
import { addEvidence, evidenceOfMany } from '../store/evidence.ts'
import { titles } from '../text/title-text.ts'
import { seenInput } from './evidence.ts'
import { judgeOf } from './judging.ts'
import { tell } from './telling.ts'

export type ManyDone = { readonly count: number }
/** `why`: the refusal of the first, where not one of them can go on. */
export type NoneOfThem = { readonly code: 'admissions.none_of_them'; readonly why: string }
type OneOfficer = { readonly code: 'admissions.one_officer_is_not_enough' }

type Loaded = {
  readonly applications: readonly Application[]
  readonly evidence: ReadonlyMap<string, readonly Evidence[]>
}

const loadAll = async (tx: Tx, { batch }: { readonly batch: string }, { system }: Context): Promise<Loaded | null> => {
  const applications = await ofBatchForUpdate(tx, system.vault, batch)
  if (applications.length === 0) return null
  return { applications, evidence: await evidenceOfMany(tx, applications.map(({ id }) => id)) } // prettier-ignore
}

/** Those that may go on, each judged by the rule for one; refused where there is none. */
const those = (decided: readonly Result<Decided>[]): Result<readonly Application[], NoneOfThem> => {
  const good = decided.flatMap(one => (one.ok ? [one.value.application] : []))
  const bad = decided.find(one => !one.ok)
  return good.length > 0
    ? accept(good)
    : refuse({ code: 'admissions.none_of_them', why: bad?.ok === false ? bad.refusal.code : 'not_found' })
}

export const recordBatchEvidence = useCase({
  name: 'admissions.record-batch-evidence',
  title: titles.recordBatchEvidence,
  input: z.strictObject({ batch: z.uuid(), ...seenInput }),
  permit: { roles: ['counter'] },
  load: loadAll,
  decide: ({ applications }, input, { actor }): Result<readonly Application[], NoneOfThem | OneOfficer> => {
    const decided = applications.map(application =>
      decideEvidence({ application, hostStands: false }, input, judgeOf(actor)),
    )
    // What takes two officers is looked at one by one.
    if (decided.some(one => one.ok && one.value.checkers === 'two'))
      return refuse({ code: 'admissions.one_officer_is_not_enough' })
    return those(decided.filter(one => !one.ok || one.value.action === 'record_evidence'))
  },
  write: async (tx, applications, context, input): Promise<Result<ManyDone, never>> => {
    const { now, actor } = context
    const ids = applications.map(({ id }) => id)
    const { method, document, last4, counter } = input
    const by = actorLabel(actor)
    await addEvidence(tx, ids, { method, document, last4, counter, checker: by, checkerPerson: actingPerson(actor), at: now }) // prettier-ignore
    await moveTogether(tx, { ids, action: 'record_evidence', to: 'checked', actor: by }, now)
    return accept({ count: ids.length })
  },
  remembers: ({ batch, method, document, counter }, output) => ({
    batch,
    method,
    document,
    counter,
    count: output?.count,
  }),
})

export const admitBatch = useCase({
  name: 'admissions.admit-batch',
  title: titles.admitBatch,
  input: z.strictObject({ batch: z.uuid() }),
  permit: { roles: ['counter', 'registrar'] },
  load: loadAll,
  decide: ({ applications, evidence }, _input, { actor }): Result<readonly Application[], NoneOfThem> =>
    those(
      applications.map(application =>
        decideAdmit({ application, hostStands: false, evidence: evidence.get(application.id) ?? [] }, judgeOf(actor)),
      ),
    ),
  write: async (tx, applications, context): Promise<Result<ManyDone, never>> => {
    const { now, actor } = context
    const ids = applications.map(({ id }) => id)
    await moveTogether(tx, { ids, action: 'admit', to: 'admitted', actor: actorLabel(actor), landing: 'waiting' }, now)
    const jobs = applications.map(({ number }) => ({ kind: landJob, key: number, payload: { number }, runAt: now }))
    await enqueueMany(tx, jobs, now)
    for (const application of applications) await tell(tx, { application, name: 'admitted' }, context)
    return accept({ count: ids.length })
  },
  remembers: ({ batch }, output) => ({ batch, count: output?.count }),
})
