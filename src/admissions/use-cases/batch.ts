/** Departments and personnel apply for others: several people in one small file, each an application of its own. */
import { z } from 'zod'
import { dayOf, type Day } from '../../kernel/day.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel, hasRole, type Actor } from '../../platform/actor.ts'
import { randomId } from '../../platform/random.ts'
import { useCase } from '../../platform/use-case.ts'
import {
  answerNames,
  checkStep,
  stepNames,
  type AnswerName,
  type AnswerProblem,
  type Answers,
  type StepName,
} from '../answers.ts'
import type { Application } from '../application.ts'
import { readable } from '../jobs/landing.ts'
import { newNumber, newSecret } from '../secret.ts'
import { appliedStatus } from '../statuses.ts'
import * as store from '../store/applications.ts'
import { titles } from '../text.ts'

export const largestBatch = 200

export type RowProblem = { readonly row: number; readonly field: AnswerName; readonly problem: AnswerProblem }
export type BatchRefusal = { readonly code: 'admissions.rows_wrong'; readonly rows: readonly RowProblem[] }

/** What is wrong with each row, counted from 1. A department may bring what departments bring, personnel emeriti. */
export const problemsOf = (
  rows: readonly Answers[],
  by: 'department' | 'personnel',
  today: Day,
): readonly RowProblem[] =>
  rows.flatMap((answers, index) => {
    const applied = appliedStatus(answers.status)
    const row = index + 1
    if (applied !== null && !applied.by.includes(by)) return [{ row, field: 'status', problem: 'not_offered' }]
    const asked = stepNames.filter(step => isAsked(step, answers))
    return asked.flatMap(step =>
      Object.entries(checkStep(step, answers, today)).map(([field, problem]) => ({
        row,
        field: field as AnswerName,
        problem,
      })),
    )
  })

/** An address may be missing: whoever has none is handed a letter. */
const isAsked = (step: StepName, answers: Answers): boolean => step !== 'contact' || (answers.mail ?? '') !== ''

type Checked = { readonly rows: readonly Answers[]; readonly unread: readonly RowProblem[] }

/** For which office somebody acts: their role says it, never they themselves. */
const officeOf = (actor: Actor): 'department' | 'personnel' =>
  hasRole(actor, ['registrar']) ? 'personnel' : 'department'

export const applyBatch = useCase({
  name: 'admissions.apply-batch',
  title: titles.applyBatch,
  input: z.strictObject({
    rows: z
      .array(z.partialRecord(z.enum(answerNames), z.string().max(500)))
      .min(1)
      .max(largestBatch),
  }),
  permit: { roles: ['department', 'registrar'] },
  load: async (_tx, { rows }): Promise<Checked> => {
    const unread: RowProblem[] = []
    for (const [index, answers] of rows.entries()) {
      const read = await readable(asApplication(answers))
      if (!read.ok) unread.push({ row: index + 1, field: read.refusal.field, problem: 'unreadable' })
    }
    return { rows, unread }
  },
  decide: ({ rows, unread }, _input, { now, actor }): Result<readonly Answers[], BatchRefusal> => {
    const wrong = problemsOf(rows, officeOf(actor), dayOf(now))
    const found = wrong.length > 0 ? wrong : unread
    return found.length > 0 ? refuse({ code: 'admissions.rows_wrong', rows: found }) : accept(rows)
  },
  write: async (
    tx,
    rows,
    { system, now, actor, language },
  ): Promise<Result<{ readonly batch: string; readonly numbers: readonly string[] }, BatchRefusal>> => {
    const batch = randomId()
    const numbers: string[] = []
    for (const answers of rows) {
      const number = newNumber(now)
      numbers.push(number)
      await store.addApplication(
        tx,
        system.vault,
        {
          id: randomId(), number, secretHash: newSecret().hash, kind: 'new', broughtBy: officeOf(actor), answers, continues: null,
          applicant: null, host: null, hostConfirmedAt: null, invitationId: null, mailVerifiedAt: null, by: actorLabel(actor),
          batchId: batch, language,
        }, // prettier-ignore
        now,
      )
      const application = await store.byNumberForUpdate(tx, system.vault, number)
      if (application !== null)
        await store.move(tx, { application, action: 'submit', to: 'submitted', actor: actorLabel(actor) }, now)
    }
    return accept({ batch, numbers })
  },
  remembers: ({ rows }, output) => ({ rows: rows.length, batch: output?.batch }),
})

/** Answers as if they were an application, for the registry's reader alone. */
const asApplication = (answers: Answers): Application => ({
  id: '', number: 'A00-2222222', kind: 'new', broughtBy: 'department', state: 'draft', answers, countsUntil: null, unitCode: null,
  continues: null, applicant: null, host: null, hostConfirmedAt: null, invitationId: null, mailVerifiedAt: null, code: null,
  codesSent: 0, landing: 'none', landings: 0, language: 'ja', createdAt: new Date(0), changedAt: new Date(0), submittedAt: null,
}) // prettier-ignore
