/** What every decision of the office begins with: the application under lock, what was seen for it, and who judges. */
import { z } from 'zod'
import { parseDay, type Day } from '../../kernel/day.ts'
import { actingPerson, actorLabel, type Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import type { Context } from '../../platform/use-case.ts'
import type { Application, State } from '../application.ts'
import type { Judge, Standing } from '../decide.ts'
import type { Evidence } from '../evidence.ts'
import { mayHost } from '../jobs/landing.ts'
import { byNumberForUpdate } from '../store/applications.ts'
import { evidenceOf } from '../store/evidence.ts'

export type Done = { readonly state: State }

export const noteInput = z.string().trim().min(1, 'missing').max(1000, 'too_long')
export const unitCodeInput = z
  .string()
  .trim()
  .max(40, 'too_long')
  .regex(/^[A-Za-z0-9-]*$/, 'unreadable')
  .optional()
  .transform(text => (text === undefined || text === '' ? null : text))
export const dayInput = z
  .string()
  .refine(text => parseDay(text) !== null, 'not_a_day')
  .transform(text => text as Day)

export const judgeOf = (actor: Actor): Judge => ({ person: actingPerson(actor), label: actorLabel(actor) })

export const load = (
  tx: Tx,
  { number }: { readonly number: string },
  { system }: Pick<Context, 'system'>,
): Promise<Application | null> => byNumberForUpdate(tx, system.vault, number)

export type Judged = Standing & { readonly evidence: readonly Evidence[] }

/** The same with what was seen, and whether the host is still there. */
export const loadJudged = async (
  tx: Tx,
  input: { readonly number: string },
  context: Pick<Context, 'system'>,
): Promise<Judged | null> => {
  const application = await load(tx, input, context)
  if (application === null) return null
  const { host } = application
  return {
    application,
    evidence: await evidenceOf(tx, application.id),
    hostStands: host !== null && (await mayHost(tx, host)),
  }
}
