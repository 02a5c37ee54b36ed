/**
 * ○ The office's decisions on one application, as rules: who may judge it, what is proof enough, when it is admitted.
 *
 * Nobody is admitted without the proof that their status demands, checked by one officer who saw it or by two; a guest
 * never without a host's word and a host who is still there. Nobody judges their own matter, nor what they brought
 * themselves. Source: people-and-accounts §3.2, §11.
 */
import type { PersonId } from '../kernel/ids.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { step, type Application, type State, type StepRefusal } from './application.ts'
import { checkEvidence, isProven, type Checkers, type Evidence, type EvidenceRefusal, type Seen } from './evidence.ts'
import { appliedStatus } from './statuses.ts'

/** Who judges: as a person, and as the audit log names them. */
export type Judge = { readonly person: PersonId | null; readonly label: string }

export type OwnCase = { readonly code: 'admissions.own_application' | 'admissions.brought_by_you' }

/** An officer is no judge of their own matter, neither as applicant nor as host, nor of what they applied for. */
export const mayJudge = (
  { applicant, host, nextHost, broughtByLabel }: Application,
  { person, label }: Judge,
): Result<null, OwnCase> => {
  if (person !== null && (person === applicant || person === host || person === nextHost))
    return refuse({ code: 'admissions.own_application' })
  return broughtByLabel === label ? refuse({ code: 'admissions.brought_by_you' }) : accept(null)
}

export type Decided = { readonly application: Application; readonly to: State }

/** A step of the table by somebody who may judge. */
export const decideStep = (
  application: Application,
  action: string,
  judge: Judge,
): Result<Decided, StepRefusal | OwnCase> => {
  const free = mayJudge(application, judge)
  if (!free.ok) return free
  const to = step(application.state, action)
  return to.ok ? accept({ application, to: to.value }) : to
}

/** Whether the one who answers for a guest is still there to do so; true where the status needs nobody. */
export type Standing = { readonly application: Application; readonly hostStands: boolean }

export type HostGone = { readonly code: 'admissions.host_gone' }

export const hasHost = ({ application, hostStands }: Standing): boolean =>
  appliedStatus(application.answers.status)?.hosted !== true || (application.hostConfirmedAt !== null && hostStands)

export type Proving = Decided & { readonly action: 'record_evidence' | 'prove'; readonly checkers: Checkers }

/** What follows when proof is seen: one officer's word moves the application on, a weaker one waits for a second. */
export const decideEvidence = (
  { application, hostStands }: Standing,
  seen: Seen,
  judge: Judge,
): Result<Proving, StepRefusal | OwnCase | EvidenceRefusal | HostGone> => {
  const enough = checkEvidence(seen, application.answers.status)
  if (!enough.ok) return enough
  const action = application.state === 'provisional' ? 'prove' : 'record_evidence'
  const decided = decideStep(application, action, judge)
  if (!decided.ok) return decided
  if (action === 'prove' && !hasHost({ application, hostStands })) return refuse({ code: 'admissions.host_gone' })
  return accept({ ...decided.value, action, checkers: enough.value })
}

export type NotProven = { readonly code: 'admissions.not_proven' }

/** Whether an application is admitted: proof that counts, and a host where one is demanded. */
export const decideAdmit = (
  { application, hostStands, evidence }: Standing & { readonly evidence: readonly Evidence[] },
  judge: Judge,
): Result<Decided, StepRefusal | OwnCase | NotProven | HostGone> => {
  const decided = decideStep(application, 'admit', judge)
  if (!decided.ok) return decided
  if (!isProven(evidence, { status: application.answers.status, since: application.submittedAt }))
    return refuse({ code: 'admissions.not_proven' })
  return hasHost({ application, hostStands }) ? decided : refuse({ code: 'admissions.host_gone' })
}

/** For a few days without proof, never without a host. */
export const decideProvisional = (
  { application, hostStands }: Standing,
  judge: Judge,
): Result<Decided, StepRefusal | OwnCase | HostGone> => {
  const decided = decideStep(application, 'admit_provisionally', judge)
  if (!decided.ok) return decided
  return hasHost({ application, hostStands }) ? decided : refuse({ code: 'admissions.host_gone' })
}
