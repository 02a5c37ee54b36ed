/** ○ Whether an application may be handed in, and to whom it goes: to the host first, or straight to the counter. */
import type { Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { isOpenToAll, nextStep, type AnswerName, type Answers, type StepName } from './answers.ts'
import { step, type Application, type State, type StepRefusal } from './application.ts'
import { appliedStatus } from './statuses.ts'

/** The registry's reader could not read this answer. */
export type Unreadable = { readonly code: 'admissions.unreadable'; readonly field: AnswerName }

export type SubmitRefusal =
  | StepRefusal
  | Unreadable
  | { readonly code: 'admissions.incomplete'; readonly step: StepName }
  | { readonly code: 'admissions.mail_unverified' }
  | { readonly code: 'admissions.not_for_you' }

export type Submitting = {
  readonly application: Application
  readonly host: PersonId | null
  readonly read: Result<null, Unreadable>
}

export type Submitted = { readonly application: Application; readonly host: PersonId | null; readonly to: State }

/** Whole, read by the registry, an address that answers; then to the host, or straight to the counter. */
export const decideSubmit = ({ application, host, read }: Submitting, today: Day): Result<Submitted, SubmitRefusal> => {
  const missing = unanswered(application, today)
  if (missing !== null) return refuse({ code: 'admissions.incomplete', step: missing })
  if (application.broughtBy === 'self' || application.broughtBy === 'invitation') {
    if (!isOpenToAll(application.answers)) return refuse({ code: 'admissions.not_for_you' })
    if (application.mailVerifiedAt === null) return refuse({ code: 'admissions.mail_unverified' })
  }
  if (!read.ok) return read
  const asks = appliedStatus(application.answers.status)?.hosted === true && application.hostConfirmedAt === null
  const to = step(application.state, asks ? 'ask_host' : 'submit')
  return to.ok ? accept({ application, host, to: to.value }) : to
}

/** The first question that still lacks something; an invited guest need not write down the host's address. */
export const unanswered = (
  { answers, hostConfirmedAt }: { readonly answers: Answers; readonly hostConfirmedAt: Date | null },
  today: Day,
): StepName | null => nextStep(hostConfirmedAt === null ? answers : { ...answers, hostMail: vouched }, today)

/** Stands for the address of a host whose word we have already; never kept. */
const vouched = 'host@example.ac.jp'
