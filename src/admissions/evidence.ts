/**
 * ○ What a counter saw, and whether it is the proof that the status demands: kind of document and last four characters,
 * never a copy.
 *
 * Seen in person, one officer is enough. Weaker ways (a call back, a code to a known contact, a superior's word) count
 * only once a second officer has checked too. Source: people-and-accounts §3.2 (proof), §11 (methods, counters).
 */
import { accept, refuse, type Result } from '../kernel/result.ts'
import { appliedStatus, proofs, type Proof } from './statuses.ts'

export const methods = ['in-person', 'call-back', 'registered-contact', 'superior'] as const
export const documents = [...proofs, 'none'] as const
export const counters = ['main', 'agent', 'department'] as const

export type Seen = {
  readonly method: (typeof methods)[number]
  readonly document: (typeof documents)[number]
  readonly last4: string
  readonly counter: (typeof counters)[number]
}

export type EvidenceRefusal = {
  readonly code:
    'admissions.no_document' | 'admissions.not_the_proof' | 'admissions.agent_only_forwards' | 'admissions.no_number'
}

/** How many officers must have checked before what was seen is proof. */
export type Checkers = 'one' | 'two'

const numbered: ReadonlySet<string> = new Set(['jsps-id', 'part-time-lecturer-id'])

/**
 * Whether what was seen may prove this status, and how many must have checked it.
 *
 * Words on the telephone are none without a document; agent counters accept papers and forward them.
 */
export const checkEvidence = (
  { document, counter, last4, method }: Seen,
  status: string | undefined,
): Result<Checkers, EvidenceRefusal> => {
  if (counter === 'agent') return refuse({ code: 'admissions.agent_only_forwards' })
  if (document === 'none') return method === 'superior' ? accept('two') : refuse({ code: 'admissions.no_document' })
  if (appliedStatus(status)?.proofs.includes(document) !== true) return refuse({ code: 'admissions.not_the_proof' })
  if (numbered.has(document) && last4 === '') return refuse({ code: 'admissions.no_number' })
  return accept(method === 'in-person' ? 'one' : 'two')
}

/** A check that was recorded: by whom, and who checked again. */
export type Evidence = Seen & {
  readonly id: string
  readonly checker: string
  readonly secondChecker: string | null
  readonly at: Date
}

/**
 * Whether one of these checks proves the status.
 *
 * What was seen before the application was last handed in is no proof of what it says now.
 */
export const isProven = (
  evidence: readonly Evidence[],
  { status, since }: { readonly status: string | undefined; readonly since: Date | null },
): boolean =>
  evidence.some(seen => {
    if (since !== null && seen.at < since) return false
    const checked = checkEvidence(seen, status)
    if (!checked.ok) return false
    return checked.value === 'one' || (seen.secondChecker !== null && seen.secondChecker !== seen.checker)
  })

/** The papers that prove a status, for the officer's choice. */
export const papersFor = (status: string | undefined): readonly Proof[] => appliedStatus(status)?.proofs ?? []
