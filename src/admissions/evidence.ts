/** ○ What a counter saw: kind of document and last four characters, never a copy. Source: people-and-accounts §11. */
import { accept, refuse, type Result } from '../kernel/result.ts'
import { proofs } from './statuses.ts'

export const methods = ['in-person', 'call-back', 'registered-contact', 'superior'] as const
export const documents = [...proofs, 'staff-id', 'student-id', 'none'] as const
export const counters = ['main', 'agent', 'department'] as const

export type Seen = {
  readonly method: (typeof methods)[number]
  readonly document: (typeof documents)[number]
  readonly last4: string
  readonly counter: (typeof counters)[number]
}

export type EvidenceRefusal = {
  readonly code: 'admissions.no_document' | 'admissions.agent_only_forwards' | 'admissions.no_number'
}

/** Whether what was seen is proof. Words on the telephone are none; agent counters accept papers and forward them. */
export const checkEvidence = ({ document, counter, last4, method }: Seen): Result<null, EvidenceRefusal> => {
  if (counter === 'agent') return refuse({ code: 'admissions.agent_only_forwards' })
  if (document === 'none' && method !== 'superior') return refuse({ code: 'admissions.no_document' })
  const numbered = document === 'jsps-id' || document === 'part-time-lecturer-id' || document === 'public-photo-id'
  return numbered && last4 === '' ? refuse({ code: 'admissions.no_number' }) : accept(null)
}
