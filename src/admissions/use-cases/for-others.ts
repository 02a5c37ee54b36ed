/** Departments and personnel apply for others: each person an application of their own, which the office decides on. */
import { z } from 'zod'
import { dayOf } from '../../kernel/day.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel, hasRole, type Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { parseAddress } from '../../platform/mail/address.ts'
import { sendMail } from '../../platform/mail.ts'
import { randomId } from '../../platform/random.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { answerNames, type AnswerName, type Answers } from '../answers.ts'
import { largestBatch, problemsOf, type BatchProblem, type Office } from '../batch.ts'
import { readByRegistry } from '../jobs/landing.ts'
import { letter } from '../mails.ts'
import { newNumber, newSecret } from '../secret.ts'
import { addHandedBatch } from '../store/batches.ts'
import { addHandedIn } from '../store/changes.ts'
import { titles } from '../text/title-text.ts'
import { unitsOf, type Unit } from '../units.ts'

/** For whom an officer brings people: one of their own units, or personnel. */
export type Bringing = { readonly by: Office; readonly unitCode: string | null; readonly unitName: string }
export type NotYourUnit = { readonly code: 'admissions.not_your_unit' }

/** As a department: one of the units the officer works in. As personnel: the registrar, for whatever unit the row says. */
export const decideBringing = (
  { by, unit }: { readonly by: Office; readonly unit: string },
  { actor, units }: { readonly actor: Actor; readonly units: readonly Unit[] | 'all' },
): Result<Bringing, NotYourUnit> => {
  const notYours = refuse({ code: 'admissions.not_your_unit' })
  const isMachine = actor.kind === 'machine'
  if (by === 'personnel')
    return isMachine || hasRole(actor, ['registrar']) ? accept({ by, unitCode: null, unitName: unit }) : notYours
  if (!isMachine && !hasRole(actor, ['department'])) return notYours
  if (units === 'all') return unit === '' ? notYours : accept({ by, unitCode: unit, unitName: unit })
  const own = units.find(({ code }) => code === unit)
  return own === undefined ? notYours : accept({ by, unitCode: own.code, unitName: own.name.ja })
}

export type RowProblem = { readonly row: number; readonly field: AnswerName; readonly problem: BatchProblem }
export type BatchRefusal =
  { readonly code: 'admissions.rows_wrong'; readonly rows: readonly RowProblem[] } | NotYourUnit

type Loaded = { readonly units: readonly Unit[] | 'all'; readonly unread: readonly RowProblem[] }

export const officeInput = z.enum(['department', 'personnel']).default('department')
export const unitInput = z.string().trim().max(100).default('')

export const applyBatch = useCase({
  name: 'admissions.apply-batch',
  title: titles.applyBatch,
  input: z.strictObject({
    by: officeInput,
    unit: unitInput,
    rows: z
      .array(z.partialRecord(z.enum(answerNames), z.string().max(500)))
      .min(1)
      .max(largestBatch),
  }),
  permit: { roles: ['department', 'registrar'] },
  load: async (tx, { rows }, { actor }): Promise<Loaded> => ({
    units: await unitsOf(tx, actor),
    unread: await unreadRows(rows),
  }),
  decide: ({ units, unread }, { by, unit, rows }, { actor, now }): Result<Bringing, BatchRefusal> => {
    const bringing = decideBringing({ by, unit }, { actor, units })
    if (!bringing.ok) return bringing
    const wrong = rows.flatMap((answers, at): readonly RowProblem[] => {
      const found = problemsOf(inUnit(answers, bringing.value), by, dayOf(now))
      return found.map(([field, problem]) => ({ row: at + 1, field, problem }))
    })
    const found = wrong.length > 0 ? wrong : unread
    return found.length > 0 ? refuse({ code: 'admissions.rows_wrong', rows: found }) : bringing
  },
  write: async (tx, bringing, context, { rows }): Promise<Result<HandedIn, BatchRefusal>> => {
    const people = rows.map(answers => ({ answers: inUnit(answers, bringing), continues: null }))
    const { by, unitCode, unitName } = bringing
    const id = randomId()
    const batch = { id, broughtBy: by, unitCode, unitName, people: people.length, byLabel: actorLabel(context.actor) }
    // One person is no batch: their application is decided on by itself.
    if (people.length > 1) await addHandedBatch(tx, batch, context.now)
    return accept(await handIn(tx, { ...bringing, batchId: id, people }, context))
  },
  remembers: ({ rows, by }, output) => ({ rows: rows.length, by, batch: output?.batch }),
})

/** A department's people belong to the department; personnel says where each belongs. */
export const inUnit = (answers: Answers, { by, unitName }: Bringing): Answers =>
  by === 'department' || (answers.unitName ?? '') === '' ? { ...answers, unitName } : answers

const unreadRows = async (rows: readonly Answers[]): Promise<readonly RowProblem[]> => {
  const read = await readByRegistry(rows.map((answers, at) => asToldOf(answers, at)))
  return read.flatMap((one, at) => (one.ok ? [] : [{ row: at + 1, field: one.field, problem: one.reason }]))
}

/** Answers as the registry would be told of them, under a number of this rehearsal's own. */
export const asToldOf = (answers: Answers, at: number, continues: string | null = null) => ({
  number: `A00-${String(at).padStart(7, '0')}`,
  answers,
  state: 'admitted' as const,
  continues,
  unitCode: null,
  countsUntil: null,
  hostlessUntil: null,
})

export type HandedIn = { readonly batch: string; readonly numbers: readonly string[] }

type People = Bringing & {
  readonly batchId: string
  readonly people: readonly { readonly answers: Answers; readonly continues: string | null }[]
}

/** Makes an application of each, and tells those who have an address what was applied for them. */
export const handIn = async (
  tx: Tx,
  { people, by, unitCode, unitName, batchId }: People,
  { system, now, actor, language }: Context,
): Promise<HandedIn> => {
  const each = people.map(one => ({ ...one, id: randomId(), number: newNumber(now), secretHash: newSecret().hash }))
  const label = actorLabel(actor)
  await addHandedIn(tx, system.vault, { people: each, broughtBy: by, unitCode, batchId, by: label, language }, now)
  for (const { answers, number } of each) {
    const address = parseAddress(answers.mail ?? '')
    if (!address.ok) continue
    const words = letter('broughtForYou', {
      number,
      unit: unitName || (answers.unitName ?? ''),
      link: `${system.baseUrl}/apply`,
    })
    await sendMail(tx, { address: address.value, ...words, purpose: 'admissions.brought-for-you', personId: null }, now)
  }
  return { batch: batchId, numbers: each.map(({ number }) => number) }
}
