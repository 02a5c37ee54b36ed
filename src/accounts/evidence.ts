/**
 * What a counter saw before it handed something out: kind of document, last four letters, never a copy.
 *
 * A person's data alone, such as a birth date, is no proof. Source: people-and-accounts §11.
 */
import { accept, refuse, type Result } from '../kernel/result.ts'

export const purposes = ['new-use', 'forgotten-password', 'extend-deadline'] as const
export const methods = ['in-person', 'call-back', 'registered-contact', 'superior'] as const
export const documents = [
  'student-id',
  'staff-id',
  'part-time-lecturer-id',
  'emeritus-certificate',
  'jsps-letter',
  'certificate-of-acceptance',
  'public-photo-id',
  'none',
] as const
export const counters = ['main', 'agent', 'department'] as const

export type Evidence = {
  readonly purpose: (typeof purposes)[number]
  readonly method: (typeof methods)[number]
  readonly document: (typeof documents)[number]
  readonly last4: string
  readonly counter: (typeof counters)[number]
  /** A second officer who checked too, by login name; null when one was enough. */
  readonly secondChecker: string | null
}

export type EvidenceRefusal = {
  readonly code: 'evidence.no_document' | 'evidence.not_enough' | 'evidence.agent_counter_only_forwards'
}

/** Whether what was seen is enough. In person it takes a document; an agent counter only accepts and forwards. */
export const checkEvidence = (evidence: Evidence): Result<Evidence, EvidenceRefusal> => {
  if (evidence.counter === 'agent') return refuse({ code: 'evidence.agent_counter_only_forwards' })
  if (evidence.method === 'in-person' && evidence.document === 'none') return refuse({ code: 'evidence.no_document' })
  // Without the person before one, one officer's word is how real attacks enter: it takes two.
  if (evidence.method !== 'in-person' && evidence.secondChecker === null) return refuse({ code: 'evidence.not_enough' })
  return accept(evidence)
}
